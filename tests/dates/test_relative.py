"""Dates that depend on when they are read: how long ago it was, and days without a year."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.dates import parse, relative, yearless

NOW = datetime(2026, 11, 25, 12, 34, 56, 789, tzinfo=UTC)  # a Wednesday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CUT = NOW.replace(second=0, microsecond=0)

# How long ago, to the minute.
SPANS = """
0 = 刚刚 | 剛剛 | just now | たった今 | 방금 | à l'instant | только что | 0 minutes ago | 30秒前
3 = 3分钟前 | 3 分鐘前 | 3分前 | ３分鐘前 | 三分钟前 | 3분 전 | 3 minutes ago | 3m | 3m ago
3 = 3 min ago | 3 mins ago | vor 3 Minuten | vor 3 Min. | il y a 3 min | hace 3 minutos | 3 хв тому
3 = 3 минуты назад | 3 dakika önce | před 3 minutami | 3 minuten geleden | 3 minuti fa
10 = 十分钟前 | 10 minutter siden | for 10 minutter siden | 10 perce | πριν από 10 λεπτά
30 = 半小时前 | 半個小時前 | half an hour ago | 30分前
60 = an hour ago | one hour ago | 1 hour ago | 一小时前 | 1 hr. ago | vor einer Stunde | час назад
60 = il y a une heure | hace una hora | há uma hora | un'ora fa | een uur geleden | לפני שעה
60 = godzinę temu | bir saat önce | acum o oră | قبل ساعة واحدة
120 = 两小时前 | 兩個小時前 | há 2 horas | 2 horas atrás | 2 saat önce | قبل ساعتين | prije 2 sata
120 = преди 2 часа | pirms 2 stundām | fa 2 hores | 2 години тому | 2 години тому назад
180 = 3小时前 | 3小時前 | 3個小時前 | 3時間前 | 3시간 전 | 3 hours ago | 3 Hours Ago | 3h | 3hrs ago
180 = about 3 hours ago | 大约3小时前 | vor 3 Stunden | vor etwa 3 Stunden | il y a 3 heures
180 = hace 3 horas | 3 ore fa | 3 uur geleden | 3 часа назад | منذ 3 ساعات | قبل ٣ ساعات
180 = för 3 timmar sedan | 3 timmar sedan | 3 tuntia sitten | 3 órával ezelőtt | 3 órája
180 = acum 3 ore | πριν από 3 ώρες
180 = πριν 3 ώρες | לפני 3 שעות | 3 ساعت پیش | 3 घंटे पहले | 3 jam yang lalu
180 = 3 giờ trước | 3 ชั่วโมงที่ผ่านมา | před 3 hodinami | prieš 3 valandas | (3 hours ago)
2820 = 47 hours ago
"""
# How many days ago, and at what time of day.
DAYS = """
0 = 今天 | 今日 | today | Today | heute | aujourd'hui | hoy | oggi | сегодня | 오늘 | bugün
0 = dzisiaj | hari ini
0 10:20 = 今天 10:20 | 今天10:20 | today, 10:20 | Today at 10:20 AM | 10:20 today
1 = 昨天 | 昨日 | yesterday | gestern | hier | ayer | ieri | ontem | 어제 | вчера | dün | wczoraj
1 = i går | igår | eilen | včera | вчора | χθες | أمس | אתמול | a day ago | 1 day ago | 1d | 一天前
1 08:30 = 昨天 08:30 | 昨日 8时30分 | 昨日 8時30分 | 昨天上午8:30 | Yesterday 8:30 a.m.
1 14:05 = yesterday at 14:05 | gestern 14:05 | gestern, 14:05 Uhr | gestern um 14:05 Uhr
1 14:05 = 昨天下午2:05
1 14:05 = hier à 14h05 | ayer a las 14:05 | ieri alle 14:05 | вчера в 14:05 | 어제 오후 2:05
1 14:05 = 14:05, yesterday | tegnap 14:05 | wczoraj, 14:05 | i går 14:05 | i går kl. 14.05
2 = 2天前 | 2 天前 | 2日前 | 两天前 | 前天 | 一昨日 | 2 days ago | 2d | 2일 전 | vor 2 Tagen
2 = vorgestern | il y a 2 jours | hace 2 días | 2 giorni fa | há 2 dias | 2 дня назад
2 = for 2 dager siden | 그저께
2 = πριν 2 ημέρες | pred 2 dňami | 2 dage siden | قبل يومين | 2 nappal ezelőtt | 2 gün önce
7 = 1週前 | 1周前 | 一周前 | 1星期前 | 1週間前 | a week ago | 1w | vor einer Woche | 1주 전
14 = 2 weeks ago | hace 2 semanas | 2 недели назад
400 = 400 days ago
"""


def table(text: str) -> list[tuple[str, str]]:
    """What is spelled and what it means, of lines that say it the other way round."""
    pairs = (line.split(" = ") for line in text.strip().splitlines())
    return [(raw, meant) for meant, listed in pairs for raw in listed.split(" | ")]


AGO = [(raw, CUT - int(minutes) * MINUTE) for raw, minutes in table(SPANS)]
ON = [
    (raw, int(days), clock or "00:00")
    for raw, meant in table(DAYS)
    for days, _, clock in (meant.partition(" "),)
]

REFUSED = """
| 上周 | 上週 | 3個月前 | 3个月前 | 3 months ago | a year ago | vor 2 Jahren | last week | 星期三
Wednesday | 10:20 | in 3 hours | 3小时后 | tomorrow | 明天 | a few days ago | 几天前 | days ago
1 hour 20 minutes ago | 3 hours | 3小时 | 5 min | 5 min read | 5 comments | 12 | 5M views | 3k
Updated 3 hours ago | 昨天 25:00 | yesterday 8:60 | 昨天 abc | yesterday's news | 前日 | कल | 半天前
half a day ago | 1000 hours ago | 3.5 hours ago | -3 hours ago | 3 hours ago in Paris | 2026-11-25
3 4 hours ago | hours ago 3 | ago | 前 | h | m | 2026 | Nov 2026 | 三 | agora | today and tomorrow
今天星期三的新闻 | 昨天昨天 | 2026年11月25日
""".replace("\n", " | ").split(" | ")

# A day without its year, read on NOW.
YEARLESS = """
2026-11-25 00:00 = 11月25日 | 11-25 | 11/25 | 25/11 | 25.11. | Nov 25 | Nov. 25 | November 25th
2026-11-25 00:00 = 25 Nov | 25. November | le 25 novembre | 25 de noviembre | 25 ноября | 11월 25일
2026-11-25 00:00 = Wed, Nov 25 | Mittwoch, 25. November | 星期三 11月25日
2026-11-25 00:00 = 十一月二十五日 | november 25.
2026-11-25 08:30 = 11-25 08:30 | 11月25日 08:30 | 11月25日8时30分 | 11/25 8:30 AM | 08:30 25/11
2026-11-25 08:30 = 25. November, 08:30 Uhr | 25 nov. à 8h30 | 25.11. 08:30 | Nov 25, 8:30 a.m.
2026-11-25 08:30 = 25 de novembro às 8h30 | 08:30, 25 Nov | 25 Nov 08:30 GMT
2026-11-26 00:00 = Nov 26 | 11月26日
2025-11-27 00:00 = Nov 27 | 11月27日
2025-12-31 00:00 = 12月31日 | 31/12
2026-03-03 00:00 = 03/03 | 3-3
2026-03-03 20:30 = 3 mars 20 h 30
"""
NO_DAYS = """
03/04 | 11-12 | 3-4 08:30 | 30 February | 2月30日 | 13月1日 | 31/11 | 32/1 | 0-25 | 25-0 | 29 Feb
2月29日 | 08.30 | 11.25 | 25.11 | 3.5 | 25/11/26 | 11-25-26 | 25 Nov 26 | 25 Foo | Foo 25 | 25 | Nov
26 listopada | 11月 | 25日 | 11月25日 abc | 11月25日 25:00 | Nov 25 08:60 | May | 25 Nov 2026
11-25 - 11-26 | 25/11 - 26/11
""".replace("\n", " | ").split(" | ")


@pytest.mark.parametrize(("raw", "expected"), AGO, ids=[raw for raw, _ in AGO])
def test_hours_and_minutes_are_told_to_the_minute(raw: str, expected: datetime) -> None:
    assert relative(raw, now=NOW) == expected
    assert relative(raw, now=NOW, zone="Asia/Taipei") == expected


@pytest.mark.parametrize(("raw", "days", "clock"), ON, ids=[raw for raw, *_ in ON])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Taipei", "America/New_York"])
def test_days_are_those_of_the_zone(raw: str, days: int, clock: str, zone: str) -> None:
    day = NOW.astimezone(ZoneInfo(zone)).date() - days * DAY
    assert relative(raw, now=NOW, zone=zone) == parse(f"{day} {clock}", now=NOW, zone=zone)


@pytest.mark.parametrize("raw", REFUSED)
def test_what_tells_no_day_is_refused(raw: str) -> None:
    assert relative(raw, now=NOW) is None


def test_nothing_tells_nothing() -> None:
    assert relative(None, now=NOW) is None
    assert yearless(None, now=NOW) is None
    assert relative("3 hours ago" * 100, now=NOW) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    table(YEARLESS),
)
def test_the_latest_such_day_is_meant(raw: str, expected: str) -> None:
    instant = datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert yearless(raw, now=NOW) == relative(raw, now=NOW) == instant


@pytest.mark.parametrize("raw", NO_DAYS)
def test_what_names_no_day_or_two_is_refused(raw: str) -> None:
    assert yearless(raw, now=NOW) is None
    assert relative(raw, now=NOW) is None


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "ja", "ko-KR"])
def test_the_east_has_one_order_of_numbers(language: str) -> None:
    for raw in ("03-04 08:30", "03/04 08:30", "3-4 8:30", "03.04 08:30"):
        found = yearless(raw, now=NOW, language=language)
        assert found == datetime(2026, 3, 4, 8, 30, tzinfo=UTC)
    assert yearless("25/11", now=NOW, language=language) is None


def test_the_language_tells_names_of_months_apart() -> None:
    assert yearless("3. listopada", now=NOW, language="hr") == datetime(2026, 10, 3, tzinfo=UTC)
    assert yearless("3 listopada", now=NOW, language="pl") == datetime(2026, 11, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "raw", "expected"),
    [
        ("2028-02-29 12:00", "Feb 29", "2028-02-29 00:00"),
        ("2028-02-28 12:00", "2月29日", "2028-02-29 00:00"),  # a clock may be ahead by a day
        ("2028-02-28 12:00", "2月29日 13:00", None),  # but by no more
        ("2029-02-27 12:00", "Feb 29", "2028-02-29 00:00"),
        ("2029-03-02 12:00", "Feb 29", None),
        ("2027-01-01 00:30", "12月31日 23:50", "2026-12-31 23:50"),
        ("2026-12-31 12:00", "1月1日 00:10", "2027-01-01 00:10"),
        ("2027-01-01 00:30", "yesterday at 23:50", "2026-12-31 23:50"),
        ("2027-01-01 00:30", "1小时前", "2026-12-31 23:30"),
        ("2028-03-01 00:30", "昨天", "2028-02-29 00:00"),
        ("2028-02-29 00:30", "1 week ago", "2028-02-22 00:00"),
    ],
)
def test_years_turn_and_leap(now: str, raw: str, expected: str | None) -> None:
    instant = datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None
    found = relative(raw, now=datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == instant


def test_a_day_may_have_twenty_three_hours() -> None:
    now = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)  # 30 March, 00:30 in Berlin
    berlin = {"now": now, "zone": "Europe/Berlin"}
    assert relative("gestern", **berlin) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert relative("heute", **berlin) == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert relative("gestern 14:05", **berlin) == datetime(2026, 3, 29, 12, 5, tzinfo=UTC)
    assert relative("vor 24 Stunden", **berlin) == datetime(2026, 3, 28, 22, 30, tzinfo=UTC)


def test_it_does_not_matter_in_what_zone_now_is_given() -> None:
    there = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    for raw in ("昨天 08:30", "3 hours ago", "11-25", "2日前"):
        assert relative(raw, now=there) == relative(raw, now=NOW)


INSTANTS = st.datetimes(datetime(2001, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(["UTC", "Asia/Taipei", "America/New_York", "Europe/Berlin", "Asia/Tehran"])


@given(INSTANTS, ZONES, st.sampled_from([raw for raw, _ in AGO] + [raw for raw, *_ in ON]))
def test_on_any_day_what_is_read_once_is_read_always(now: datetime, zone: str, raw: str) -> None:
    found = relative(raw, now=now, zone=zone)
    assert found is not None
    assert found.tzinfo is UTC
    assert now - 402 * DAY < found <= now + DAY


@given(INSTANTS, st.integers(0, 999), st.integers(0, 99))
def test_so_much_earlier_is_what_it_says(now: datetime, minutes: int, days: int) -> None:
    cut = now.replace(second=0, microsecond=0)
    for raw in (f"{minutes}分钟前", f"{minutes} minutes ago", f"vor {minutes} Minuten"):
        assert relative(raw, now=now) == cut - minutes * MINUTE
    for raw in (f"{days}天前", f"{days} days ago", f"hace {days} días"):
        assert relative(raw, now=now) == datetime.combine(
            now.date() - days * DAY, datetime.min.time(), UTC
        )


@given(INSTANTS, st.integers(0, 363), ZONES)
def test_a_day_of_the_last_year_is_found_without_its_year(
    now: datetime, days: int, zone: str
) -> None:
    there = (now - days * DAY).astimezone(ZoneInfo(zone))
    for raw in (f"{there.month}月{there.day}日", f"{there:%b} {there.day}", f"{there:%d. %B}"):
        assert yearless(raw, now=now, zone=zone) == parse(f"{there:%Y-%m-%d}", now=now, zone=zone)


@given(st.text(max_size=70), INSTANTS)
def test_any_text_gives_an_instant_or_nothing(raw: str, now: datetime) -> None:
    found = relative(raw, now=now)
    assert found is None or (found.tzinfo is UTC and found <= now + DAY)


@given(st.text("0123456789 月日天前小时分昨今:/-.agohursNvmfb", max_size=20), INSTANTS)
def test_whatever_is_spelled_nothing_lies_ahead(raw: str, now: datetime) -> None:
    found = relative(raw, now=now, zone="Asia/Taipei", language="zh")
    assert found is None or found <= now + DAY
