"""A simulated month: sources with habits, asked when the schedule says. No network, no clock.

Each source gives entries at times that it draws from its habit, and may ask not to be asked too
often. The schedule sees of it what an answer would show: new entries since the last one, with or
without their dates.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from feeds.model import Cadence, Rhythm
from feeds.schedule import Pace, next_time

HOUR, DAY = 3600, 86400
BEGIN = 1_790_553_600  # a Monday
LENGTH = 30 * DAY
_BEFORE = 60 * DAY  # what was published before the month begins
_SHOWN = 20  # entries in a document


@dataclass
class Habit:
    """A source: when it publishes, what it asks for, and whether its entries have dates."""

    name: str
    times: list[int]
    dated: bool
    rhythm: Rhythm = field(default_factory=Rhythm)
    fresh: int = 0
    asked: list[int] = field(default_factory=list)

    @property
    def interval(self) -> float:
        """Its own: the mean time between two entries, or what it allows if that is longer."""
        return max(LENGTH / max(1, len(self.month)), HOUR, self.rhythm.least, self.fresh)

    @property
    def month(self) -> list[int]:
        """What it publishes in the month."""
        return [time for time in self.times if BEGIN <= time < BEGIN + LENGTH]


@dataclass(frozen=True)
class Outcome:
    """How a month went. Shares from 0 to 1, waits in seconds; `fixed` is the wait with the same
    number of requests at one interval for all."""

    requests: int
    entries: int
    too_early: int
    in_time: float
    wait: float
    fixed: float

    @property
    def ratio(self) -> float:
        return self.wait / self.fixed


def month(number: int, seed: int) -> Outcome:
    """Let `number` sources be asked for a month."""
    sources = [_habit(random.Random(f"{seed}/{n}"), n) for n in range(number)]
    for source in sources:
        source.asked = list(_asked(source))
    requests = sum(len(source.asked) for source in sources)
    waits, in_time, too_early = [], 0, 0
    for source in sources:
        too_early += sum(not fair for fair in _fairness(source))
        mine = list(_waits(source.month, source.asked))
        waits += mine
        enough = 2 * source.interval
        in_time += sum(wait <= enough for wait in mine)
    # The same for all, with phases spread evenly.
    interval = number * LENGTH / requests
    fixed = []
    for place, source in enumerate(sources):
        start = BEGIN + interval * place / number
        grid = [int(start + interval * step) for step in range(int(LENGTH / interval) + 3)]
        fixed += list(_waits(source.month, grid))
    entries = len(waits)
    return Outcome(
        requests, entries, too_early, in_time / entries, sum(waits) / entries, sum(fixed) / entries
    )


def _asked(source: Habit) -> Iterator[int]:
    cadence, pace = Cadence(), Pace()
    now, last = BEGIN + random.Random(source.name).randrange(HOUR), 0
    end = BEGIN + LENGTH + 2 * DAY  # what comes in the last hours is seen later
    while now < end:
        yield now
        shown = source.times[max(0, bisect_right(source.times, now) - _SHOWN) :]
        new = [time for time in shown if last < time <= now]
        pace = pace.told(source.rhythm).seen([time if source.dated else None for time in new], now)
        pace = _fresh(pace, source.fresh)
        last = now
        now = next_time(source.name, cadence, pace, now).at


def _fresh(pace: Pace, seconds: int) -> Pace:
    from msgspec.structs import replace

    return replace(pace, fresh=seconds)


def _waits(times: list[int], asked: list[int]) -> Iterator[int]:
    first = asked[0]
    for time in times:
        if time >= first:  # what was there before is no news
            yield asked[bisect_right(asked, time - 1)] - time


def _fairness(source: Habit) -> Iterator[bool]:
    """Of each request after the first, whether the source allows it."""
    least = max(HOUR, source.rhythm.least, source.fresh)
    for before, at in zip(source.asked, source.asked[1:], strict=False):
        yield at - before >= least and _is_open(source.rhythm, at)


def _habit(rng: random.Random, number: int) -> Habit:
    kind = rng.choices(
        ["desk", "wire", "daily", "blog", "office", "weekly", "asleep"],
        [25, 5, 15, 25, 15, 10, 5],
    )[0]
    zone = rng.choice([-8, -5, 0, 1, 3, 8, 8, 9])
    times = sorted(set(_times(kind, rng, zone)))
    rhythm, fresh = Rhythm(), 0
    match rng.randrange(10):
        case 0:
            rhythm = Rhythm(least=rng.choice([30, 60, 120, 360]) * 60)
        case 1:
            night = tuple(sorted((hour - zone) % 24 for hour in range(0, 6)))
            rhythm = Rhythm(skip_hours=night)
        case 2:
            rhythm = Rhythm(skip_days=(5, 6))
        case 3:
            fresh = rng.choice([300, 1800, 7200, 14400])
    # Who says when not to ask publishes nothing then.
    times = [time for time in times if _is_open(rhythm, time)]
    return Habit(f"{kind}-{number}", times, rng.random() < 0.75, rhythm, fresh)


def _is_open(rhythm: Rhythm, time: int) -> bool:
    hours, days = rhythm.skip_hours, rhythm.skip_days
    return time // HOUR % 24 not in hours and (time // DAY + 3) % 7 not in days


def _times(kind: str, rng: random.Random, zone: int) -> Iterator[int]:
    rate = {
        "desk": rng.lognormvariate(2.3, 0.8),
        "wire": rng.lognormvariate(3.8, 0.5),
        "blog": rng.lognormvariate(-1.2, 1.0),
        "office": rng.lognormvariate(1.2, 0.6),
        "asleep": 0.02,
    }.get(kind, 1.0)
    slots = sorted(rng.uniform(6, 22) for _ in range(rng.randint(1, 3)))
    column = rng.randrange(7)
    early = rng.uniform(6, 10)
    for day in range(-(_BEFORE // DAY), LENGTH // DAY + 3):
        midnight = BEGIN + day * DAY - zone * HOUR
        weekend = day % 7 > 4
        if kind == "daily":  # each day about the same times
            for slot in slots:
                yield int(midnight + slot * HOUR + rng.gauss(0, 300))
        elif kind == "weekly":
            if day % 7 == column:
                yield int(midnight + slots[0] * HOUR + rng.gauss(0, 1800))
        elif kind == "office":  # a few times a working day, several at once
            if not weekend and rng.random() < 0.8:
                at = midnight + (early + rng.uniform(1, 9)) * HOUR
                for _ in range(max(1, round(rng.expovariate(1 / rate)))):
                    yield int(at + rng.uniform(0, 600))
        else:
            today = rate * (0.35 if weekend and kind == "desk" else 1.0)
            for _ in range(_poisson(rng, today)):
                if kind == "desk":
                    hour = early + rng.betavariate(2, 2.5) * 13
                elif kind == "blog":
                    hour = rng.gauss(slots[0], 3) % 24
                else:
                    hour = rng.uniform(0, 24)
                yield int(midnight + hour * HOUR)


def _poisson(rng: random.Random, mean: float) -> int:
    number, total = 0, rng.expovariate(1)
    while total < mean:
        number += 1
        total += rng.expovariate(1)
    return number
