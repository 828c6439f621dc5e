"""The next time that a source is to be asked.

By default as often as is worth it. Where entries come at a rate, asking at every interval ``T``
has them wait ``T/2`` each; with so many requests to spend on many sources, and on the hours of
each, they wait least altogether if the requests go by the square root of the rate. So a source is
due when the root of its rate, summed up since it was asked, comes to one root of an hour: one with
an entry an hour every hour, with one a day every five hours, with one a week every thirteen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from zoneinfo import ZoneInfo

from feeds.model import Cadence
from feeds.schedule.pace import DAY, HOUR, Pace, weekday

_LONGEST = 7 * DAY
"""What a document may ask for at most: some say yearly, and mean nothing by it."""

_JITTER = 0.05
_LESS = 0.1
_SOONER, _SOONEST = 0.02, 60


@dataclass(frozen=True, slots=True)
class Next:
    """`at` in Unix seconds, and in words why not earlier or later."""

    at: int
    why: str


def next_time(source: str, cadence: Cadence, pace: Pace, now: int, failures: int = 0) -> Next:
    """When to ask the source of this id, which was asked at `now`, again.

    `now` in Unix seconds. The same arguments give the same time: what spreads sources that were
    asked together comes from their ids. Never less than the least time between. What failed so
    many times in a row is asked less and less, but not less than once a day for that.
    """
    usual = _usual_time(source, cadence, pace, now)
    if failures < 2:
        return usual
    wait = backed_off(source, failures, usual.at - now)
    why = f"{usual.why}; it failed {failures} times in a row"
    if cadence.cron is None:
        return Next(now + wait, why)
    if now + wait < usual.at + (usual.at - now) // 2:
        return Next(usual.at, why)
    return Next(_cron_time(cadence.cron, cadence.timezone, now + wait), why)


def leeway(source: str, every: int) -> int:
    """How many seconds before its time a source of this id may be asked that is to be asked every
    so many: what it is later than that for the sake of others, and 2 %, a minute at most, for a
    timer that starts a pass a moment sooner than the last time."""
    return _later(source, every) + _moment(every)


def _moment(every: int) -> int:
    return min(_SOONEST, int(every * _SOONER))


def _later(source: str, every: int) -> int:
    """By what sources that were asked together drift apart."""
    return int(_share(source) * _moment(every))


def backed_off(name: str, failures: int, first: int) -> int:
    """How many seconds what failed so many times in a row is left alone: `first`, then each time
    twice as long, a day at most. A little less by `name`, so that what broke together is not
    asked together: the same arguments give the same time."""
    wait = min(DAY, first * 2 ** min(failures - 1, 30))
    return max(first, int(wait * (1 - _LESS * _share(f"{name} {failures}"))))


def _usual_time(source: str, cadence: Cadence, pace: Pace, now: int) -> Next:
    if cadence.cron is not None:
        return _by_cron(cadence.cron, cadence.timezone, now)
    share = _share(source)
    if cadence.every is not None:
        chosen, why = cadence.every, f"every {as_words(cadence.every)}, as configured"
        chosen += _later(source, cadence.every)
        if cadence.firm:
            return Next(now + chosen, why)
    else:
        worth, why = _worth(pace, now, cadence.most), _rate_in_words(pace)
        chosen = int(worth * (1 + _JITTER * (2 * share - 1)))
        if chosen >= cadence.most:
            chosen, why = cadence.most, f"{why}; at least every {as_words(cadence.most)}"
        elif chosen < cadence.least:
            chosen = int(cadence.least * (1 + _JITTER * share))
            why = f"{why}; not within {as_words(cadence.least)}"
    for wanted, says in (
        (min(pace.least, _LONGEST), "the feed asks for"),
        (min(pace.fresh, cadence.most), "the server calls its answer good for"),
    ):
        if wanted > chosen:
            chosen, why = wanted, f"{says} {as_words(wanted)}"
    at = now + chosen
    allowed = _outside(pace, at, share)
    return Next(allowed, why if allowed == at else f"{why}; not in what the feed skips")


def _by_cron(expression: str, timezone: str, now: int) -> Next:
    return Next(_cron_time(expression, timezone, now), f"{expression} ({timezone}), as configured")


def _cron_time(expression: str, timezone: str, now: int) -> int:
    from cronsim import CronSim  # few configurations have one

    start = datetime.fromtimestamp(now, ZoneInfo(timezone))
    return int(next(CronSim(expression, start)).timestamp())


def _worth(pace: Pace, now: int, most: int) -> float:
    """How many seconds from `now` the root of the rate sums up to one; at most `most`."""
    hours, days = pace.rates()
    rate, left, at = pace.rate, 1.0, now
    while at < now + most:
        here = sqrt(rate * hours[at // HOUR % 24] * days[weekday(at)])
        end = (at // HOUR + 1) * HOUR
        share = here * (end - at) / HOUR
        if share >= left:
            return at + left / here * HOUR - now
        left -= share
        at = end
    return most


def _outside(pace: Pace, at: int, share: float) -> int:
    """The first time from `at` that is in no hour and on no day that the feed skips."""
    hours, days = set(pace.skip_hours), set(pace.skip_days)
    if len(hours) >= 24 or len(days) >= 7:  # always is never meant
        return at
    found = at
    while found // HOUR % 24 in hours or weekday(found) in days:
        found = (found // HOUR + 1) * HOUR
    # All that wait for the same hour do not come in its first second.
    return found if found == at else found + int(share * HOUR / 2)


def _share(source: str) -> float:
    """A number from 0 to 1, always the same for a source."""
    return int.from_bytes(hashlib.blake2b(source.encode(), digest_size=4).digest()) / 2**32


def _rate_in_words(pace: Pace) -> str:
    if pace.count < 1:
        return "hardly an entry so far" if pace.span > 14 * 24 else "little known so far"
    for unit, hours in (("an hour", 1), ("a day", 24), ("a week", 168), ("a month", 720)):
        if (number := pace.count / max(pace.span, 1) * hours) >= 0.95 or unit == "a month":
            break
    return f"some {number:.0f} entries {unit}" if number >= 1.5 else f"about an entry {unit}"


def as_words(seconds: float) -> str:
    """A duration as the configuration writes it: ``1h30m``, without what does not matter."""
    if seconds < 60:
        return f"{seconds:g}s"
    minutes = round(seconds / 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days and (days > 6 or not hours):
        return f"{days}d"
    if days:
        return f"{days}d{hours}h"
    return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes else "")
