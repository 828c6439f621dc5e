"""What is learned of a source: how much it gives, in which hours and on which days.

Older entries count less, by half after four weeks, so that a source may change its habits. All
times are Unix seconds, hours and days are those of UTC, and days begin with Monday.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp2, log

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from feeds.model import Rhythm

HOUR, DAY = 3600, 86400
_HALF = 28 * DAY  # after which an entry counts half
_BACK = 8 * 7 * DAY  # how far a first document is believed to tell of the past
_MOST = 30  # entries of one answer that say nothing of when they came: more is a new archive
_THURSDAY = 3  # 1970 began with one


class Pace(Struct, frozen=True, array_like=True):
    """What is known of a source for its schedule.

    `hours` and `days` count its entries by hour of the day and day of the week, within `span`
    hours that were watched, as they counted at `at`; it was `looked` at last later, perhaps, and
    gave nothing since. `least`, `skip_hours` and `skip_days` are what its document
    asks for (see `feeds.model.Rhythm`), `fresh` for how many seconds its server called the last
    answer good. `by` is the cadence that the next time was decided by.
    """

    hours: tuple[float, ...] = (0.0,) * 24
    days: tuple[float, ...] = (0.0,) * 7
    span: float = 0.0
    at: int = 0
    looked: int = 0
    least: int = 0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    fresh: int = 0
    by: str = ""

    def told(self, rhythm: Rhythm) -> Pace:
        """With what the document says now."""
        return replace(
            self,
            least=rhythm.least,
            skip_hours=rhythm.skip_hours,
            skip_days=rhythm.skip_days,
        )

    def seen(self, dates: Sequence[int | None], now: int, *, since: int | None = None) -> Pace:
        """After an answer at `now` with new entries of these dates, None for those without.

        They came after `since`, by default when it was looked at last: a date from before does not
        count, and what has none may have come at any time since then. What a first document holds
        tells of the time before.
        """
        if now < self.looked or (self.at and not dates):  # the first: a clock that was put back
            return replace(self, looked=now)
        begin = self.looked if since is None else since
        within = [date for date in dates if date is not None and begin < date <= now]
        if not self.at:
            # The oldest says only since when we know.
            begin, *within = sorted(date for date in within if date > now - _BACK) or [now]
            dates = within
        loose = min(len(dates) - len(within), _MOST)
        if _only_days(within):
            loose, within = len(within) + loose, []
        hours, days = list(self.hours), list(self.days)
        if old := self._aged(now):
            hours, days = [count * old for count in hours], [count * old for count in days]
        for date in within:
            weight = exp2(-(now - date) / _HALF)
            hours[date // HOUR % 24] += weight
            days[weekday(date)] += weight
        if loose > 0:  # in each hour since then, alike, but for more than a week
            last = max(begin // HOUR, (now - 1) // HOUR)
            slots = range(max(begin // HOUR, last - 167), last + 1)
            for slot in slots:
                hours[slot % 24] += loose / len(slots)
                days[weekday(slot * HOUR)] += loose / len(slots)
        return replace(
            self,
            hours=tuple(round(count, 2) for count in hours),
            days=tuple(round(count, 2) for count in days),
            span=round(self._watched(now) if self.at else _watched(now - begin), 2),
            at=now,
            looked=now,
        )

    def _aged(self, now: int) -> float:
        """What an entry that counted 1 at `at` counts now."""
        return exp2(-max(0, now - self.at) / _HALF) if self.at else 0.0

    def _watched(self, now: int) -> float:
        """The hours watched until now, older ones counting less."""
        return self.span * self._aged(now) + _watched(now - self.at)

    @property
    def count(self) -> float:
        """How many entries were seen, older ones counting less."""
        return sum(self.days)

    @property
    def rate(self) -> float:
        """Entries in an hour, as far as is known: nothing known is one a day."""
        if not self.at:
            return 0.5 / 12
        return (self.count * self._aged(self.looked) + 0.5) / (self._watched(self.looked) + 12)

    def rates(self) -> tuple[list[float], list[float]]:
        """The hours of the day and the days of the week, as parts of what is usual: 1 each where
        nothing is known. An hour's neighbours count too: who writes at ten may be late."""
        # How many entries it takes to believe in a habit.
        doubt = 4.0
        around = [
            (self.hours[hour - 1] + 4 * self.hours[hour] + self.hours[(hour + 1) % 24]) / 6
            for hour in range(24)
        ]
        total = self.count + doubt
        hours = [24 * (count + doubt / 24) / total for count in around]
        days = [7 * (count + doubt / 7) / total for count in self.days]
        return hours, days


def _watched(seconds: float) -> float:
    """The hours in so many seconds until now, older ones counting less: the integral of that."""
    return _HALF / log(2) * (1 - exp2(-max(0.0, seconds) / _HALF)) / HOUR


def _only_days(dates: Sequence[int]) -> bool:
    """Whether all have one time of day, such as midnight: then they tell no hour."""
    return len(dates) > 2 and dates[0] % 900 == 0 and len({date % DAY for date in dates}) == 1


def weekday(second: int) -> int:
    """The day of the week, 0 for Monday, in UTC."""
    return (second // DAY + _THURSDAY) % 7


_encoder, _decoder = msgspec.json.Encoder(), msgspec.json.Decoder(Pace)


def pack(pace: Pace) -> str:
    """As text, to be kept."""
    return _encoder.encode(pace).decode()


def unpack(text: str | None) -> Pace:
    """What was kept; nothing known for None, and for what is no pace."""
    try:
        return _decoder.decode(text) if text else Pace()
    except msgspec.MsgspecError:
        return Pace()
