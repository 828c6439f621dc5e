"""Dates as documents spell them: read right, or refused."""

import calendar
import time
from datetime import UTC, datetime, timedelta
from typing import Literal

import feedparser
import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from feeds.dates import parse

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# An instant and what names it.
TEXT = """
# RFC 822 and what became of it
2019-02-26 08:30:15 | Tue, 26 Feb 2019 08:30:15 GMT | 26 Feb 19 08:30:15 Z
2019-02-26 08:30:15 | Tue,26 Feb 2019 8:30:15 gmt | Tuesday, 26-Feb-19 08:30:15 GMT
2019-02-26 08:30:15 | Mon, 26 February 2019 08:30:15 GMT | Tue Feb 26 08:30:15 2019
2019-02-26 08:30:15 | Tue 26 Feb 08:30:15 GMT 2019 | Tue, 26 Feb 2019 08:30:15 -0000
2019-02-26 00:30:15 | Tue, 26 Feb 2019 08:30:15 +0800 | Tue, 26 Feb 2019 08:30:15 +08:00
2019-02-26 00:30:15 | Tue,  26  Feb.  2019 08:30:15 +0800 (CST)
2019-02-26 00:30:15 | Tue Feb 26 2019 08:30:15 GMT+0800 (China Standard Time)
2019-02-26 00:30:15 | Tue 26 Feb 2019 08:30:15 +8 | Tue, 26 Feb 2019 08:30:15 +08
2019-02-26 00:30:15 | Tue, 26 Feb 2019 08:30:15 GMT+0800 | 2019-02-26 08:30:15.5 +0800 CST
2019-02-26 12:00:15 | Tue, 26 Feb 2019 08:30:15 -0330
2019-02-26 13:30 | Tue, 26 Feb 2019 08:30 EST
2019-02-26 08:30 | 26 Feb 2019 08:30 UT | 26 Feb 2019 08:30
1999-02-26 08:30:15 | 26 Feb 99 08:30:15 Z
2019-09-26 00:00 | 26 Sept 2019
2019-02-26 00:30 | Tue, 26th February 2019, 08:30 GMT+8 | 26/Feb/2019:08:30:00 +0800
2019-02-26 00:30 | [26/Feb/2019:08:30:00 +0800]
2019-02-27 00:00 | Tue, 26 Feb 2019 24:00:00 GMT
2017-01-01 00:00 | Sat, 31 Dec 2016 23:59:60 GMT
2019-02-26 13:30:15 | Tue Feb 26 08:30:15 EST 2019 | Tue, 26 Feb 2019 08:30:15 −0500
2019-02-26 00:00 | February 26, 2019 | 26-Feb-2019 | Feb 26, 2019
2019-11-26 00:00 | 26 marraskuu 2019
2019-02-26 20:30 | Feb 26, 2019 8:30 PM
2019-02-26 00:05 | Feb 26, 2019 12:05 a.m.
2019-04-26 00:00 | 26Apr2019
2019-02-01 00:00 | Feb 2019
2019-02-26 14:30:15 | Tue, 26 Feb 2019 08:30:15 (CST)
2019-02-26 07:30:15 | Die, 26 Feb 2019 08:30:15 +0100
2006-09-15 12:19:53 | Fri, 2006/09/15 08:19:53 EDT
2019-02-26 20:00 | Feb 26, 2019 at 8pm
# W3CDTF and ISO 8601
2019-01-01 00:00 | 2019
2019-02-01 00:00 | 2019-02
2019-02-26 00:00 | 2019-02-26 | 20190226 | 2019.2.26 | 2019-02-26T08+08 | 2019-W09-2
2019-02-26 08:30 | 2019-02-26T08:30Z | 20190226T0830Z | 201902260830 | 2019-057T08:30Z
2019-02-26 08:30:15 | 2019-02-26T08:30:15Z | 2019-02-26t08:30:15z | 2019-02-26 08:30:15 UTC
2019-02-26 08:30:15 | 20190226T083015Z | 20190226083015 | 2019/02/26 08:30:15 | 2019W092T083015Z
2019-02-26 08:30:15 | 1551169815.0 | 1551169815123.0
2019-02-26 00:30:15 | 2019-02-26T08:30:15.123456789+08:00 | 2019-02-26 08:30:15 +08
2019-02-26 13:30:15 | 2019-02-26T08:30:15,5-0500
2019-02-06 08:30 | 2019-2-6 8:30
2019-02-27 00:00 | 2019-02-26T24:00:00Z
2004-07-08 23:56:58 | 2004-07-08 23:56:58.0
2019-02-25 00:00 | 2019-W09
2016-12-31 00:00 | 2016-366
2019-02-26 00:30 | 2019-02-26T08:30+08:00[Asia/Shanghai]
2019-02-25 16:00 | 2019-02-26+08:00
# Unix time
2019-02-26 08:30:15 | 1551169815 | 1551169815123
# Chinese
2019-02-26 00:00 | 2019年2月26日 | 民國108年2月26日 | 二〇一九年二月二十六日
2019-02-26 08:30 | 2019年02月26日 08:30 | ２０１９年２月２６日　０８：３０
2019-02-26 08:30 | 民国108年2月26日 08:30 | 2019-02-26 (二) 08:30
2019-02-26 08:30:15 | 2019年2月26日08:30:15 | 2019 年 2 月 26 號 8時30分15秒
2019-02-26 08:00 | 2019年2月26日8点 | 2019年2月26日 早上8時整
2019-02-26 15:05 | 2019年2月26日 星期二 下午3:05 | 2019年2月26日 下午15:05
2019-02-26 00:05 | 2019年2月26日（二）上午 12:05 | 西元2019年2月26日 凌晨12:05
2019-02-26 12:05 | 2019年2月26日 中午12:05
2019-02-26 13:00 | 2019年2月26日 中午1時
2019-02-26 23:05 | 2019年2月26日 晚上11:05
2009-02-26 15:05 | 中華民國 98 年 2 月 26 日 下午 3 時 5 分
2019-02-26 15:05:06 | 2019/2/26 下午 03:05:06
2019-02-26 20:30 | 2019年2月26日星期二 20时30分
2019-02-26 12:30 | 2019年2月26日 20時30分 +0800
2019-12-31 23:05 | 二零一九年十二月三十一日晚上十一時零五分
2019-02-26 15:30 | 民國一百零八年二月廿六日下午三點半
1912-10-10 00:00 | 民國元年10月10日
2019-02-26 18:05 | 2019年2月26日 傍晚6:05
2019-02-01 00:00 | 2019年2月
# Japanese
2019-02-26 20:30 | 2019年2月26日（火）20時30分 | 2019年2月26日火曜日 午後8時30分
2019-02-25 15:05 | 2019年2月26日 午前0時5分 JST
2019-02-26 12:05 | 2019年2月26日 午後0:05
2019-02-26 00:00 | 平成31年2月26日
2019-04-30 00:00 | ㍻31年4月30日
2019-05-01 00:00 | 令和元年5月1日
2020-02-29 08:30 | 令和 2 年 2 月 29 日 8 時 30 分
1989-01-07 00:00 | 昭和64年1月7日
1926-12-24 00:00 | 大正十五年十二月二十四日
# Korean
2019-02-26 20:30 | 2019년 2월 26일 오후 8:30 | 2019년02월26일 오후 8시 30분
2019-02-26 20:30 | 2019. 2. 26. 오후 8:30 | 2019.02.26. 20:30
2019-02-26 00:05 | 2019년 2월 26일 화요일 오전 12:05
2019-02-26 20:30:15 | 2019년 2월 26일 (화) 20시 30분 15초 | 2019. 2. 26. PM 8:30:15
# Numbers in the one order that is possible
2019-02-26 08:30 | 26/02/2019 08:30
2019-02-26 20:30 | 02/26/2019 8:30 PM
2019-02-26 00:00 | 26. 2. 2019
2019-03-03 00:00 | 03/03/2019
# Europe
2026-03-03 08:30 | 3. März 2026, 08:30 Uhr | le 3 mars 2026 à 8h30
2026-03-03 08:30 | martedì 3 marzo 2026 alle ore 8.30 | terça-feira, 3 de março de 2026 às 8h30
2026-03-03 08:30 | 3 марта 2026 г., 8:30 | вівторок, 3 березня 2026 р. о 8:30
2026-03-03 08:30 | wtorek, 3 marca 2026 godz. 8:30 | úterý 3. března 2026 v 8:30
2026-03-03 08:30 | utorak, 3. ožujka 2026. u 8:30 | 2026. március 3. 8:30
2026-03-03 08:30 | tiistai 3. maaliskuuta 2026 klo 8.30 | dinsdag 3 maart 2026 om 8.30 uur
2026-03-03 08:30 | tisdag 3 mars 2026 kl. 08.30
2026-03-03 08:00 | Dienstag, den 3. März 2026 um 8 Uhr
2026-01-03 00:00 | 3. Jänner 2026
2026-03-03 00:00 | 3 de marzo de 2026 | 3 de març del 2026 | 2026. március 3., kedd
2026-03-03 00:00 | tirsdag den 3. marts 2026 | 2026 m. kovo 3 d., antradienis
2026-03-03 00:00 | otrdiena, 2026. gada 3. marts
2026-03-03 20:30 | mar, 3 mar 2026 a las 8:30 p. m.
2023-08-01 08:30 | mardi 1er août 2023 - 08h30
2026-02-03 00:00 | 3 fevrier 2026
2026-04-03 00:00 | 3 d’abril del 2026
2026-03-03 20:05 | marți, 3 martie 2026, ora 20:05 | Τρίτη, 3 Μαρτίου 2026 - 8:05 μ.μ.
2026-05-03 08:05 | 3 ΜΑΙΟΥ 2026, 8:05 π.μ.
2026-02-03 08:30 | 3 Şubat 2026 Salı 08:30
2025-11-03 00:00 | 3 KASIM 2025
"""
READ = [
    ("\n 2019-02-26\xa008:30\t", "2019-02-26 08:30"),
    ("\u200e2019\u200e-02-26", "2019-02-26 00:00"),
    *(
        (raw, line.split(" | ")[0])
        for line in TEXT.strip().splitlines()
        if not line.startswith("#")
        for raw in line.split(" | ")[1:]
    ),
]

# What it is and how it is spelled.
NO_DATES = """
words = yesterday | relative = 昨天 08:30 | 30 February = 2019-02-30 | 29 February = 29 Feb 2019
month 13 = 2019-13-01 | day 0 = 2019年2月0日 | hour 25 = 2019-02-26 25:00
minute 60 = 2019-02-26 08:60 | half past 24 = 2019-02-26 24:30 | month or day = 02/03/2019
no month = 26 Foo 2019 | no year = 26 Feb | Chinese without a year = 2月26日
which era = 98年2月26日 | no era = 民國2019年2月26日 | no zone = Tue, 26 Feb 2019 08:30:15 XYZ
offset of a day = 2019-02-26T08:30:15+24:00 | offset of 15 hours = 2019-02-26T08:30+15:00
offset of 99 minutes = 2019-02-26T08:30+08:99 | forenoon at 15 = 2019年2月26日 上午15:05
night of which day = 2019年2月26日 晚上12:05 | after which midnight = 2019年2月26日 晚上1時
noon at 5 = 2019年2月26日 中午5時 | 13 PM of 99 = Feb 26, 2019 99:00 PM
Go's zero = Mon, 01 Jan 0001 00:00:00 +0000 | Unix's zero = Thu, 01 Jan 1970 00:00:00 GMT
Unix's zero elsewhere = 1970-01-01T00:00:00+08:00 | zero = 0 | ten zeros = 0000000000
SQL's zero = 1900-01-01 | negative = -0001-11-30T00:00:00Z | before = 1850-01-01
far = 2038-01-19 | the year 9999 = 9999-12-31T23:59:59Z | the end of time = 9999-12-31T23:59-08:00
nine digits = 155116981 | two dates = 2019-02-26 2019-02-26 | Chinese yesterday = 昨天
three hours ago = 3小時前 | Japanese three hours ago = 3時間前 | Korean three hours ago = 3시간 전
Korean without a year = 2월 26일 | 30 February in Chinese = 2019年2月30日
30 February in numerals = 二〇一九年二月三十日 | 31 June in Korean = 2019년 6월 31일
month 13 in Chinese = 2019年13月1日 | January or February = 2019年一二月3日
hour 25 in Chinese = 2019年2月26日 25時30分 | 29 February of the Republic = 民國108年2月29日
before Reiwa = 令和元年4月30日 | after Heisei = 平成31年5月1日 | after Showa = 昭和64年1月8日
twelve in a Japanese afternoon = 2019年2月26日 午後12時30分
Korean forenoon at 15 = 2019년 2월 26일 오전 15:05 | morning at 12 = 2019年2月26日 早上12:05
two halves of a day = 2019年2月26日 上午8:30 PM | moon calendar = 農曆二〇一九年正月廿二
on or before = 2019年2月26日前 | 30 February in German = 30. Februar 2026
29 February in Russian = 29 февраля 2026 г. | week 53 = 2019-W53-1 | weekday 8 = 2019-W09-8
day 366 = 2019-366 | day 000 = 2019-000 | 25:61 = Tue, 26 Feb 2019 25:61:00 GMT
second 61 = 2016-12-31T23:59:61Z | no leap second = 2019-02-26T08:30:60Z
Sunday, but of February = 2019-02-26 (Feb) | month or day by dots = 03.04.2026
short year in numbers = 26/02/19 | year, day, month = 2019-26-02 | season = 2011/12
a number = 2019.5 | military zone = Tue, 26 Feb 2019 08:30:15 A
zone of POSIX = Tue, 26 Feb 2019 08:30:15 CST+8
two zones = 26 Feb 2019 08:30:15 +0800 GMT
zone in words = 2019-02-26 08:30 (Beijing)
offset or clock = 2019-02-26-08:00 | label = Published: 26 Feb 2019 | until = until 26 Feb 2019
more after it = 26 Feb 2019 08:30:15 GMT by Foo | clock without a year = 3 mars 08:20:15
hour without a year = 3 mars 20 h 30 | hour alone = 3 mars 11 h
morning without a year = 10 May 11 a.m. | of Croatia or Poland = 26 listopada 2019
English, nearly = 26 Marble 2019 | spring = Spring, 2019 | zero-padded = 0155116981
SQL's other zero = 1753-01-01 00:00:00.0 | MySQL's zero = 0000-00-00 00:00:00
"""
REFUSED = {
    "empty": "",
    "space": "  ",
    "long": "2019-02-26 " * 30,
    **dict(
        case.split(" = ", 1) for line in NO_DATES.strip().splitlines() for case in line.split(" | ")
    ),
}


TABLE = [
    *(pytest.param(raw, utc(expected), id=raw) for raw, expected in READ),
    *(pytest.param(raw, None, id=name) for name, raw in REFUSED.items()),
]
# From now on, the first day of every month of a year, and a 29 February.
DAYS = [
    *(datetime(2026 + month // 12, month % 12 + 1, 1, 3, tzinfo=UTC) for month in range(11, 23)),
    datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
]


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


@pytest.mark.parametrize(("raw", "expected"), TABLE)
def test_every_day_of_the_year_gives_the_same_answer(raw: str, expected: datetime | None) -> None:
    assert [parse(raw, now=now) for now in DAYS] == [expected] * len(DAYS)


@pytest.mark.parametrize(
    ("raw", "language", "expected"),
    [
        ("26. listopada 2019.", "hr", "2019-10-26 00:00"),
        ("26 listopada 2019", "pl-PL", "2019-11-26 00:00"),
        ("26. listopad 2019", "cs", "2019-11-26 00:00"),
        ("3. srp 2019", "cs", "2019-08-03 00:00"),
        ("3. srp 2019", "HR-HR", "2019-07-03 00:00"),
        ("3. März 2026", "hr", "2026-03-03 00:00"),  # only what is not clear is decided
    ],
)
def test_the_language_decides_between_names(raw: str, language: str, expected: str) -> None:
    assert parse(raw, now=NOW, language=language) == utc(expected)


def test_a_language_that_does_not_know_the_name_decides_nothing() -> None:
    assert parse("26 listopada 2019", now=NOW, language="de") is None


# Where feedparser reads at all and does not stop in the middle, or lose the zone.
FEEDPARSER_READS = (
    """
Tue, 26 Feb 2019 08:30:15 GMT|Tue, 26 Feb 2019 08:30:15 -0330|Tue, 26 Feb 2019 08:30 EST
26 Feb 2019 08:30 UT|26 Feb 99 08:30:15 Z|Mon, 26 February 2019 08:30:15 GMT|26 Sept 2019
Tue,  26  Feb.  2019 08:30:15 +0800 (CST)|Tue Feb 26 08:30:15 EST 2019|Jan 4 2004 16:29 PST
Tue Feb 26 2019 08:30:15 GMT+0800 (China Standard Time)|Sun Jan  4 16:29:06 2004|2019|2019-02
2019-02-26|2019-02-26T08:30Z|2019-02-26T08:30:15.123456789+08:00|2019-02-26T24:00:00Z|20190226
2003-12-31T10:14:55.5Z|2004-07-08 23:56:58.0|Fri, 2006/09/15 08:19:53 EDT
Κυρ, 11 Ιούλ 2004 12:00:00 EST|Thu, 5 Sep 2002 0:01 GMT|Sun, 31 Dec 1999 23:59:59 PST
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("raw", FEEDPARSER_READS)
def test_the_reader_that_most_know_reads_the_same(raw: str) -> None:
    item = f"<rss version='2.0'><channel><item><pubDate>{raw}</pubDate></item></channel></rss>"
    theirs = feedparser.parse(item.encode()).entries[0].published_parsed
    assert parse(raw, now=NOW) == datetime.fromtimestamp(calendar.timegm(theirs), UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "1",
        "a",
        "a,",
        "mo ",
        "mon-",
        "二",
        "2019 ",
        "2019年",
        "1:",
        ". ",
        "(",
        "Tue, ",
        "26 feb 20 ",
    ],
)
def test_nonsense_is_refused_in_no_time(raw: str) -> None:
    parse("3. März 2026", now=NOW)  # names are loaded once
    for text in ((raw * 200)[:200], f"26 Feb 2019 08:30 {raw * 200}"[:200]):
        started = time.perf_counter()
        assert parse(text, now=NOW) is None
        assert time.perf_counter() - started < 0.05


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


SPELLED = st.datetimes(datetime(1971, 1, 1), datetime(2026, 11, 23)).map(
    lambda date: date.replace(second=0, microsecond=0, tzinfo=UTC)
)
EUROPE = "bg ca cs da de el en es et fi fr hr hu is it lt lv nb nl pl pt ro ru sk sl sv tr uk"


@given(SPELLED)
def test_what_is_spelled_in_the_east_is_what_is_read(date: datetime) -> None:
    day = f"{date.year}年{date.month}月{date.day}日"
    later, hour = date.hour >= 12, date.hour % 12
    half = "오후" if later else "오전"
    for raw in (
        f"{day} {date:%H:%M}",
        f"{day} {'下午' if later else '上午'}{hour or 12}:{date:%M}",
        f"民國{date.year - 1911}年{date.month}月{date.day}日 {date.hour}時{date.minute}分",
        f"{day} {'午後' if later else '午前'}{hour}時{date.minute}分",
        f"{date.year}년 {date.month}월 {date.day}일 {half} {hour or 12}:{date:%M}",
        f"{date.year}. {date.month}. {date.day}. {date:%H:%M}",
    ):
        assert parse(raw, now=NOW) == date, raw


@given(SPELLED, st.sampled_from(EUROPE.split()), st.sampled_from(["long", "full"]))
def test_what_is_spelled_in_europe_is_what_is_read(
    date: datetime, language: str, length: Literal["long", "full"]
) -> None:
    raw = f"{format_date(date, length, language)} {date:%H:%M}"
    assert parse(raw, now=NOW, language=language) == date, raw
    assert parse(raw, now=NOW) in (None, date), raw


@given(st.text(max_size=210), st.sampled_from(["UTC", "Asia/Taipei", "America/New_York"]))
def test_any_text_gives_a_date_in_utc_or_nothing(raw: str, zone: str) -> None:
    found = parse(raw, now=NOW, zone=zone)
    assert found is None or (found.tzinfo is UTC and found <= NOW + timedelta(days=1))


@given(st.text("0123456789年月日時分上午下民國:/-.TZ +()FebPMGtue,", max_size=40))
def test_whatever_is_spelled_it_is_read_within_bounds_or_refused(raw: str) -> None:
    found = parse(raw, now=NOW, zone="Asia/Taipei")
    assert found is None or utc("1901-01-01") <= found <= NOW + timedelta(days=1)
