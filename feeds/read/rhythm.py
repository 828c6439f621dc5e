"""How often a document wants to be asked for."""

from __future__ import annotations

from feeds.model import Rhythm
from feeds.read.constructs import Children, first, text_of
from feeds.read.names import short

_HOUR, _DAY = 3600, 86400
_PERIODS = {
    "hourly": _HOUR,
    "daily": _DAY,
    "weekly": 7 * _DAY,
    "monthly": 30 * _DAY,
    "yearly": 365 * _DAY,
}
_NONE = Rhythm()
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def rhythm_of(children: Children) -> Rhythm:
    """What a channel's elements say: RSS 2.0 ``ttl``, ``skipHours`` and ``skipDays``, and the
    syndication module of RSS 1.0. Of what is no number and no day there is nothing."""
    ttl = _number(first(children, "ttl")) * 60
    period = (first(children, "sy:updateperiod") or "").lower()
    times = _number(first(children, "sy:updatefrequency"))
    if not period and times:
        period = "daily"  # RSS 1.0, module syndication: the default
    every = _PERIODS.get(period, 0) // max(1, times)
    hours = {_number(text, 99) for text in _listed(children, "skiphours")}
    hours = {hour % 24 for hour in hours if hour < 25}  # some count from 1 to 24
    days = {day.lower() for day in _listed(children, "skipdays")}
    if not (ttl or every or hours or days):
        return _NONE
    return Rhythm(max(ttl, every), tuple(sorted(hours)), _numbers(days))


def _listed(children: Children, name: str) -> list[str]:
    """The texts in the elements of a list."""
    return [
        text
        for element in children.get(name, ())
        for inner in element
        if short(str(inner.tag)) in ("hour", "day") and (text := text_of(inner))
    ]


def _numbers(days: set[str]) -> tuple[int, ...]:
    return tuple(number for number, day in enumerate(_DAYS) if day in days)


def _number(text: str | None, default: int = 0) -> int:
    if text is None or not (text.isascii() and text.isdigit() and len(text) < 9):
        return default
    return int(text)
