"""When a source is asked next, and the words for why."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from feeds.model import Cadence, Rhythm
from feeds.schedule import Pace, as_words, backed_off, leeway, next_time, pack, unpack
from feeds.schedule.pace import weekday
from tests.depth import cases

MONDAY = int(datetime(2026, 9, 28, tzinfo=UTC).timestamp())
HOUR, DAY = 3600, 86400
NOON = MONDAY + 12 * HOUR


def watched(times: list[int], *, until: int, every: int = 2 * HOUR, dated: bool = True) -> Pace:
    """What is known of a source that was asked every so often, and gave entries at these times."""
    pace, last = Pace(), 0
    for now in range(MONDAY, until, every):
        came = [time for time in times if last < time <= now]
        pace, last = pace.seen([time if dated else None for time in came], now), now
    return pace


def after(pace: Pace, now: int, **cadence: object) -> int:
    return next_time("a", Cadence(**cadence), pace, now).at - now  # type: ignore[arg-type]


def test_who_gives_more_is_asked_more_often() -> None:
    until = MONDAY + 21 * DAY
    waits = [
        after(watched(list(range(MONDAY, until, gap)), until=until), until)
        for gap in (HOUR // 2, 6 * HOUR, DAY, 7 * DAY)
    ]
    assert waits == sorted(waits)
    assert HOUR <= waits[0] < 1.1 * HOUR
    assert 6 * HOUR < waits[-1] < DAY


@pytest.mark.parametrize("dated", [True, False])
def test_the_hour_of_the_day_is_learned(dated: bool) -> None:
    until = MONDAY + 28 * DAY
    times = [MONDAY + day * DAY + 9 * HOUR + minute * 60 for day in range(28) for minute in (5, 20)]
    pace = watched(times, until=until, dated=dated)
    evening, morning = until + 19 * HOUR, until + 8 * HOUR + 600
    asked = next_time("a", Cadence(), pace, evening).at
    assert 6 * HOUR < (asked - until) % DAY < 11 * HOUR
    assert after(pace, morning) < 2 * HOUR


def test_the_days_of_the_week_are_learned() -> None:
    until = MONDAY + 56 * DAY
    times = [
        MONDAY + day * DAY + hour * HOUR
        for day in range(56)
        if day % 7 < 5
        for hour in range(8, 18)
    ]
    pace = watched(times, until=until)
    saturday, tuesday = until - 2 * DAY + 10 * HOUR, until + DAY + 10 * HOUR
    assert after(pace, saturday) > 2.5 * after(pace, tuesday)


def test_a_source_may_change_its_habits() -> None:
    busy = list(range(MONDAY, MONDAY + 28 * DAY, HOUR))
    pace = watched(busy, until=MONDAY + 28 * DAY)
    later = watched(busy, until=MONDAY + 140 * DAY)
    assert after(later, MONDAY + 140 * DAY) > 4 * after(pace, MONDAY + 28 * DAY)


def test_a_first_document_tells_of_the_past() -> None:
    history = Pace().seen([NOON - n * HOUR for n in range(30)], NOON)
    assert after(history, NOON) < 1.3 * HOUR
    assert after(Pace().seen([None] * 30, NOON), NOON) > 3 * HOUR  # they tell nothing
    old = Pace().seen([NOON - n * 365 * DAY for n in range(30)], NOON)
    assert after(old, NOON) > 3 * HOUR


def test_dates_without_a_time_of_day_tell_no_hour() -> None:
    midnights = [MONDAY - n * DAY for n in range(20)]
    hours, _ = Pace().seen(midnights, NOON).rates()
    assert max(hours) < 1.5


def test_an_archive_that_comes_at_once_is_no_habit() -> None:
    calm = watched([], until=MONDAY + 14 * DAY)
    flood = calm.seen([1_000_000_000] * 5000, MONDAY + 14 * DAY)
    assert flood.count < 40


def test_what_the_source_asks_for() -> None:
    busy = watched(list(range(MONDAY, NOON + 7 * DAY, 600)), until=NOON + 7 * DAY)
    now = NOON + 7 * DAY
    assert after(busy.told(Rhythm(least=6 * HOUR)), now) == 6 * HOUR
    assert after(busy.told(Rhythm(least=300 * DAY)), now) == 7 * DAY
    assert after(replace(busy, fresh=3 * HOUR), now) == 3 * HOUR
    assert after(replace(busy, fresh=365 * DAY), now) == DAY
    at = next_time("a", Cadence(), busy.told(Rhythm(skip_hours=(13, 14, 15))), now).at
    assert 16 * HOUR <= at % DAY < 17 * HOUR
    at = next_time("a", Cadence(), busy.told(Rhythm(skip_days=(0, 1))), now).at
    assert weekday(at) == 2
    always = Rhythm(skip_hours=tuple(range(24)))
    assert after(busy.told(always), now) < 1.1 * HOUR


def test_what_is_configured_for_all_yields_to_the_source_and_what_is_for_itself_does_not() -> None:
    pace = Pace().told(Rhythm(least=6 * HOUR))
    assert after(pace, NOON, every=HOUR) == 6 * HOUR
    assert HOUR <= after(pace, NOON, every=HOUR, firm=True) <= HOUR + 60
    assert 90 <= after(Pace(), NOON, every=90) <= 91


def test_what_was_asked_together_with_one_interval_drifts_apart() -> None:
    hourly, dues = Cadence(every=HOUR, firm=True), [NOON] * 200
    for _ in range(48):
        dues = [next_time(f"s{n}", hourly, Pace(), due).at for n, due in enumerate(dues)]
    assert len({due // 60 for due in dues}) > 40  # over the minutes of an hour
    assert all(48 * HOUR <= due - NOON <= 48 * (HOUR + 60) for due in dues)
    for n in range(200):  # and a timer that is a moment early misses no turn
        later = next_time(f"s{n}", hourly, Pace(), NOON).at - leeway(f"s{n}", HOUR)
        assert later == NOON + HOUR - 60


def test_a_cron_expression_in_its_zone() -> None:
    taipei = ZoneInfo("Asia/Taipei")
    at = next_time("a", Cadence(cron="30 7 * * 1-5", timezone="Asia/Taipei"), Pace(), NOON)
    assert datetime.fromtimestamp(at.at, taipei) == datetime(2026, 9, 29, 7, 30, tzinfo=taipei)
    assert at.why == "30 7 * * 1-5 (Asia/Taipei), as configured"
    berlin = Cadence(cron="30 2 * * *", timezone="Europe/Berlin")
    now, found = int(datetime(2026, 10, 23, tzinfo=UTC).timestamp()), []
    for _ in range(4):  # over the end of summer time each day has one, and none twice
        now = next_time("a", berlin, Pace(), now).at
        found.append(datetime.fromtimestamp(now, ZoneInfo("Europe/Berlin")).date())
    assert len(set(found)) == 4


def test_sources_that_are_asked_together_part() -> None:
    times = {next_time(f"s{n}", Cadence(), Pace(), NOON).at for n in range(100)}
    assert len(times) > 90
    assert next_time("s1", Cadence(), Pace(), NOON) == next_time("s1", Cadence(), Pace(), NOON)
    calm = Pace().seen([], NOON - 90 * DAY)
    for n in range(100):
        assert after(replace(calm, looked=NOON), NOON) <= DAY, n


def test_the_words() -> None:
    why = next_time("a", Cadence(), Pace(), NOON).why
    assert why == "little known so far"
    busy = watched(list(range(MONDAY, MONDAY + 14 * DAY, HOUR // 3)), until=MONDAY + 14 * DAY)
    assert next_time("a", Cadence(), busy, NOON).why == "some 3 entries an hour; not within 1h"
    polite = busy.told(Rhythm(least=2 * HOUR))
    assert next_time("a", Cadence(), polite, NOON).why == "the feed asks for 2h"
    calm = watched([MONDAY, MONDAY + 9 * DAY], until=MONDAY + 30 * DAY)
    why = next_time("a", Cadence(most=2 * HOUR), calm, NOON).why
    assert why == "about an entry a week; at least every 2h" or "a month" in why
    spelled = [
        (45, "45s"),
        (5400, "1h30m"),
        (DAY, "1d"),
        (DAY + 5 * HOUR, "1d5h"),
        (90 * DAY, "90d"),
    ]
    for seconds, words in spelled:
        assert as_words(seconds) == words


paces = st.builds(
    Pace,
    hours=st.tuples(*[st.floats(0, 1e4)] * 24),
    days=st.tuples(*[st.floats(0, 1e4)] * 7),
    span=st.floats(0, 1000),
    at=st.just(NOON),
    looked=st.just(NOON),
    least=st.integers(0, 400 * DAY),
    skip_hours=st.frozensets(st.integers(0, 23), max_size=23).map(lambda s: tuple(sorted(s))),
    skip_days=st.frozensets(st.integers(0, 6), max_size=6).map(lambda s: tuple(sorted(s))),
    fresh=st.integers(0, 400 * DAY),
)
cadences = st.builds(
    Cadence,
    every=st.none() | st.integers(60, 40 * DAY),
    least=st.integers(60, DAY),
    most=st.integers(DAY, 20 * DAY),
)


@settings(max_examples=cases(200))
@given(st.text(max_size=20), cadences, paces, st.integers(NOON, NOON + 400 * DAY))
def test_never_sooner_than_anybody_allows_nor_never_again(
    source: str, cadence: Cadence, pace: Pace, now: int
) -> None:
    at = next_time(source, cadence, pace, now).at
    least = cadence.least if cadence.every is None else cadence.every
    asked_for = max(min(pace.least, 7 * DAY), min(pace.fresh, cadence.most))
    assert at - now >= max(least, asked_for)
    assert at // HOUR % 24 not in pace.skip_hours
    assert weekday(at) not in pace.skip_days
    assert at - now <= 1.05 * max(cadence.most, cadence.every or 0, asked_for) + 14 * DAY


@settings(max_examples=cases(100))
@given(
    st.lists(
        st.tuples(
            st.integers(-HOUR, 9 * DAY), st.lists(st.none() | st.integers(0, NOON * 2), max_size=4)
        ),
        max_size=20,
    )
)
def test_whatever_it_sees_it_can_be_kept(looks: list[tuple[int, list[int | None]]]) -> None:
    pace, now = Pace(), NOON
    for step, dates in looks:
        now += step  # clocks may be put back
        pace = pace.seen(dates, now)
        assert unpack(pack(pace)) == pace
        assert all(rate > 0 for part in pace.rates() for rate in part)
        assert 0 < pace.rate < 1000
        assert len(pack(pace)) < 600
    assert unpack("[1]") == unpack(None) == unpack("") == Pace()


def test_the_time_between_is_never_less_than_an_hour_by_itself() -> None:
    pace, now, asked = Pace(), NOON, []
    for _ in range(200):
        asked.append(now)
        pace = pace.seen([now - n for n in range(50)], now)
        now = next_time("a", Cadence(), pace, now).at
    assert all(later - before >= HOUR for before, later in pairwise(asked))


@given(failures=st.integers(1, 10_000), first=st.integers(60, 3 * DAY), name=st.text(max_size=9))
def test_what_fails_is_asked_less_and_less_but_once_a_day(
    failures: int, first: int, name: str
) -> None:
    wait = backed_off(name, failures, first)
    doubled = min(DAY, first * 2 ** (failures - 1))
    assert max(first, 0.9 * doubled - 1) <= wait <= max(first, doubled)
    assert backed_off(name, failures, first) == wait


def test_what_broke_together_is_not_asked_together() -> None:
    assert len({backed_off(f"source {n}", 5, HOUR) for n in range(100)}) > 90


def test_failures_put_off_the_next_time_and_one_success_ends_that() -> None:
    half, daily = Cadence(every=1800, firm=True), Cadence(cron="0 7 * * *", timezone="UTC")
    waits = [next_time("a", half, Pace(), NOON, n).at - NOON for n in range(1, 9)]
    assert waits[:6] == sorted(waits[:6])  # near a day, what they are moved by is more
    assert waits[0] <= 1836
    assert waits[3] > 3 * HOUR
    assert 0.9 * DAY < waits[-1] <= DAY
    assert "it failed 4 times in a row" in next_time("a", half, Pace(), NOON, 4).why
    mornings = [next_time("a", daily, Pace(), NOON, n).at for n in (0, 1, 9)]
    assert mornings == [MONDAY + DAY + 7 * HOUR] * 3
    often = Cadence(cron="*/10 * * * *", timezone="UTC")
    assert [next_time("a", often, Pace(), NOON, n).at - NOON for n in (1, 2, 3)] == [
        600, 1200, 2400,
    ]  # fmt: skip
