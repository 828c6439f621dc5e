"""Dates as documents spell them: read right, or refused."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.normalize.dates import parse

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


READ = [
    # RFC 822 and what became of it
    ("Tue, 26 Feb 2019 08:30:15 GMT", "2019-02-26 08:30:15"),
    ("Tue, 26 Feb 2019 08:30:15 +0800", "2019-02-26 00:30:15"),
    ("Tue, 26 Feb 2019 08:30:15 -0330", "2019-02-26 12:00:15"),
    ("Tue, 26 Feb 2019 08:30:15 +08:00", "2019-02-26 00:30:15"),
    ("Tue, 26 Feb 2019 08:30 EST", "2019-02-26 13:30"),
    ("26 Feb 2019 08:30 UT", "2019-02-26 08:30"),
    ("26 Feb 19 08:30:15 Z", "2019-02-26 08:30:15"),
    ("26 Feb 99 08:30:15 Z", "1999-02-26 08:30:15"),
    ("Tue,26 Feb 2019 8:30:15 gmt", "2019-02-26 08:30:15"),
    ("Tuesday, 26-Feb-19 08:30:15 GMT", "2019-02-26 08:30:15"),
    ("Mon, 26 February 2019 08:30:15 GMT", "2019-02-26 08:30:15"),  # it was a Tuesday
    ("Tue,  26  Feb.  2019 08:30:15 +0800 (CST)", "2019-02-26 00:30:15"),
    ("26 Sept 2019", "2019-09-26 00:00"),
    ("Tue, 26th February 2019, 08:30 GMT+8", "2019-02-26 00:30"),
    ("Tue, 26 Feb 2019 24:00:00 GMT", "2019-02-27 00:00"),
    ("Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01 00:00"),
    ("Tue Feb 26 08:30:15 2019", "2019-02-26 08:30:15"),
    ("Tue Feb 26 08:30:15 EST 2019", "2019-02-26 13:30:15"),
    ("Tue Feb 26 2019 08:30:15 GMT+0800 (China Standard Time)", "2019-02-26 00:30:15"),
    ("February 26, 2019", "2019-02-26 00:00"),
    ("26 marraskuu 2019", "2019-11-26 00:00"),  # Finnish, and not in March
    ("Feb 26, 2019 8:30 PM", "2019-02-26 20:30"),
    ("Feb 26, 2019 12:05 a.m.", "2019-02-26 00:05"),
    # W3CDTF and ISO 8601
    ("2019", "2019-01-01 00:00"),
    ("2019-02", "2019-02-01 00:00"),
    ("2019-02-26", "2019-02-26 00:00"),
    ("2019-02-26T08:30Z", "2019-02-26 08:30"),
    ("2019-02-26T08:30:15Z", "2019-02-26 08:30:15"),
    ("2019-02-26T08:30:15.123456789+08:00", "2019-02-26 00:30:15"),
    ("2019-02-26T08:30:15,5-0500", "2019-02-26 13:30:15"),
    ("2019-02-26t08:30:15z", "2019-02-26 08:30:15"),
    ("2019-02-26 08:30:15 +08", "2019-02-26 00:30:15"),
    ("2019-02-26 08:30:15 UTC", "2019-02-26 08:30:15"),
    ("2019-2-6 8:30", "2019-02-06 08:30"),
    ("2019-02-26T24:00:00Z", "2019-02-27 00:00"),
    ("20190226", "2019-02-26 00:00"),
    ("20190226T083015Z", "2019-02-26 08:30:15"),
    ("20190226083015", "2019-02-26 08:30:15"),
    ("2019/02/26 08:30:15", "2019-02-26 08:30:15"),
    ("2019.2.26", "2019-02-26 00:00"),
    # Unix time
    ("1551169815", "2019-02-26 08:30:15"),
    ("1551169815123", "2019-02-26 08:30:15"),
    # Chinese
    ("2019年2月26日", "2019-02-26 00:00"),
    ("2019年02月26日 08:30", "2019-02-26 08:30"),
    ("2019年2月26日08:30:15", "2019-02-26 08:30:15"),
    ("２０１９年２月２６日　０８：３０", "2019-02-26 08:30"),
    ("2019 年 2 月 26 號 8時30分15秒", "2019-02-26 08:30:15"),
    ("2019年2月26日8点", "2019-02-26 08:00"),
    ("2019年2月26日 星期二 下午3:05", "2019-02-26 15:05"),
    ("2019年2月26日（二）上午 12:05", "2019-02-26 00:05"),
    ("2019年2月26日 中午12:05", "2019-02-26 12:05"),
    ("2019年2月26日 中午1時", "2019-02-26 13:00"),
    ("2019年2月26日 晚上11:05", "2019-02-26 23:05"),
    ("2019年2月26日 下午15:05", "2019-02-26 15:05"),
    ("民國108年2月26日", "2019-02-26 00:00"),
    ("中華民國 98 年 2 月 26 日 下午 3 時 5 分", "2009-02-26 15:05"),
    ("民国108年2月26日 08:30", "2019-02-26 08:30"),
    ("2019/2/26 下午 03:05:06", "2019-02-26 15:05:06"),
    ("2019-02-26 (二) 08:30", "2019-02-26 08:30"),
    # Around it
    ("\n 2019-02-26\xa008:30\t", "2019-02-26 08:30"),
    ("\u200e2019\u200e-02-26", "2019-02-26 00:00"),
]

REFUSED = {
    "empty": "",
    "space": "  ",
    "words": "yesterday",
    "relative": "昨天 08:30",
    "long": "2019-02-26 " * 30,
    "30 February": "2019-02-30",
    "29 February": "29 Feb 2019",
    "month 13": "2019-13-01",
    "day 0": "2019年2月0日",
    "hour 25": "2019-02-26 25:00",
    "minute 60": "2019-02-26 08:60",
    "half past 24": "2019-02-26 24:30",
    "month or day": "02/03/2019",
    "no month": "26 Foo 2019",
    "no year": "26 Feb",
    "Chinese without a year": "2月26日",
    "which era": "98年2月26日",
    "no era": "民國2019年2月26日",
    "no zone": "Tue, 26 Feb 2019 08:30:15 XYZ",
    "offset of a day": "2019-02-26T08:30:15+24:00",
    "offset of 15 hours": "2019-02-26T08:30+15:00",
    "offset of 99 minutes": "2019-02-26T08:30+08:99",
    "forenoon at 15": "2019年2月26日 上午15:05",
    "night of which day": "2019年2月26日 晚上12:05",
    "after which midnight": "2019年2月26日 晚上1時",
    "noon at 5": "2019年2月26日 中午5時",
    "13 PM of 99": "Feb 26, 2019 99:00 PM",
    "Go's zero": "Mon, 01 Jan 0001 00:00:00 +0000",
    "Unix's zero": "Thu, 01 Jan 1970 00:00:00 GMT",
    "Unix's zero elsewhere": "1970-01-01T00:00:00+08:00",
    "zero": "0",
    "ten zeros": "0000000000",
    "SQL's zero": "1900-01-01",
    "negative": "-0001-11-30T00:00:00Z",
    "before": "1850-01-01",
    "far": "2038-01-19",
    "the year 9999": "9999-12-31T23:59:59Z",
    "the end of time": "9999-12-31T23:59-08:00",
    "nine digits": "155116981",
    "two dates": "2019-02-26 2019-02-26",
}


@pytest.mark.parametrize(("raw", "expected"), READ, ids=[raw for raw, _ in READ])
def test_read(raw: str, expected: str) -> None:
    assert parse(raw, now=NOW) == utc(expected)


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED)
def test_refused(raw: str) -> None:
    assert parse(raw, now=NOW) is None


def test_no_date() -> None:
    assert parse(None, now=NOW) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2019-02-26 08:30", "2019-02-26 00:30"),
        ("2019年2月26日", "2019-02-25 16:00"),
        ("26 Feb 2019 08:30", "2019-02-26 00:30"),
        ("20190226", "2019-02-25 16:00"),
        ("2019-02-26 08:30Z", "2019-02-26 08:30"),
        ("Tue, 26 Feb 2019 08:30 EST", "2019-02-26 13:30"),
        ("1551169815", "2019-02-26 08:30:15"),
    ],
)
def test_where_no_zone_is_named_the_sources_own_holds(raw: str, expected: str) -> None:
    assert parse(raw, now=NOW, zone="Asia/Taipei") == utc(expected)


def test_a_zone_keeps_its_summer_time() -> None:
    assert parse("2019-02-26 08:30", now=NOW, zone="Europe/Berlin") == utc("2019-02-26 07:30")
    assert parse("2019-07-26 08:30", now=NOW, zone="Europe/Berlin") == utc("2019-07-26 06:30")


def test_what_cst_is_depends_on_who_says_it() -> None:
    raw = "Tue Feb 26 08:30:15 CST 2019"
    assert parse(raw, now=NOW, zone="Asia/Shanghai") == utc("2019-02-26 00:30:15")
    assert parse(raw, now=NOW) == utc("2019-02-26 14:30:15")


def test_a_clock_may_be_ahead_by_a_day_and_no_more() -> None:
    for ahead, known in ((timedelta(hours=23), True), (timedelta(hours=25), False)):
        date = NOW + ahead
        assert parse(date.isoformat(), now=NOW) == (date if known else None)


@given(st.sampled_from(READ), st.integers(0, 365), st.integers(0, 23))
def test_no_date_depends_on_the_day_it_is_read(
    case: tuple[str, str], days: int, hours: int
) -> None:
    now = NOW + timedelta(days=days, hours=hours)
    assert parse(case[0], now=now) == utc(case[1])


@given(st.datetimes(datetime(1971, 1, 1), datetime(2026, 11, 23)), st.integers(-14 * 60, 14 * 60))
def test_what_is_spelled_is_what_is_read(date: datetime, minutes: int) -> None:
    date = date.replace(microsecond=0)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    zone, expected = (
        f"{sign}{hours:02}:{rest:02}",
        date.replace(tzinfo=UTC) - timedelta(minutes=minutes),
    )
    if expected.timestamp() < 2 * 86400:
        return
    for raw in (
        f"{date.isoformat()}{zone}",
        f"{date.day} {date:%b} {date.year:04} {date:%H:%M:%S} {zone.replace(':', '')}",
        f"{date.year}/{date.month}/{date.day} {date:%H:%M:%S} {zone}",
        f"{date.year}年{date.month}月{date.day}日 {date:%H:%M:%S}{zone}",
    ):
        assert parse(raw, now=NOW) == expected, raw


@given(st.text("0123456789年月日時分上午下民國:/-.TZ +()FebPMGtue,", max_size=40))
def test_whatever_is_spelled_it_is_read_within_bounds_or_refused(raw: str) -> None:
    found = parse(raw, now=NOW, zone="Asia/Taipei")
    assert found is None or utc("1901-01-01") <= found <= NOW + timedelta(days=1)
