"""Dates that leave the year to the reader: `11-25 08:30`, `11月25日`, `Nov 25`, `25. November`.

The latest such day is meant. Everything else is as `absolute.parse` reads it; numbers alone that
may be either month and day or day and month (`03/04`) are refused but where they are Chinese,
Japanese or Korean, which know one order only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from feeds.dates.absolute import parse, without_weekday
from feeds.dates.months import digits, fold

_YEAR = timedelta(days=366)
_LONGEST = 60
_MONTH_FIRST = ("zh", "ja", "ko")
_NAME = r"(?P<name>[^\W\d_]{2,16})"
_DAY = r"(?P<day>\d\d?)(?!\d)"
_REST = r"(?P<rest>(?:[ ,].*)?)"
_NUMBERS = re.compile(r"(\d\d?)([-/.])(\d\d?)(?!\d)(\.?)(?P<rest>.*)")
# A date in words, and what stands before and after the year where it has one.
_SPELLINGS = (
    (
        re.compile(r"(?P<month>\d\d?) ?[月월] ?(?P<day>\d\d?) ?[日號号일](?P<rest>.*)"),
        "",
        "年{month}月{day}日",
    ),
    (re.compile(rf"{_NAME}\.?[ -]?{_DAY}(?:st|nd|rd|th)?\.?{_REST}"), "{name} {day}, ", ""),
    (
        re.compile(
            rf"{_DAY}(?:(?:st|nd|rd|th|er|eme|[oea])\b)?\.?[ -]?(?:(?:de|of) |d')?{_NAME}\.?{_REST}"
        ),
        "{day} {name} ",
        "",
    ),
)
_CLOCK_FIRST = re.compile(r"(?P<clock>\d\d?:\d\d)(?:,| [-|])? (?P<day>.+)")


def yearless(
    raw: str | None, *, now: datetime, zone: str = "UTC", language: str | None = None
) -> datetime | None:
    """The instant in the last twelve months, or the day that begins, which `raw` names in UTC.

    `zone` and `language` are those of `parse`; `language` tells the order of numbers too.
    """
    if not raw or len(raw) > _LONGEST:
        return None
    text = digits(fold(raw))
    if match := _CLOCK_FIRST.fullmatch(text):
        text = f"{match['day']} {match['clock']}"
    # Once as it stands and once without its weekday: "mar" is March and a Spanish Tuesday.
    for candidate in dict.fromkeys((text, without_weekday(text))):
        for before, after, rest in _spelled(candidate, language):
            for year in (now.year + 1, now.year, now.year - 1):
                day = f"{before}{year}{after}"
                begins = parse(day, now=now, zone=zone, language=language)
                if begins is not None and now - begins <= _YEAR:
                    return parse(day + rest, now=now, zone=zone, language=language)
    return None


def _spelled(text: str, language: str | None) -> Iterator[tuple[str, str, str]]:
    """What stands before the year, what after it to the day's end, and the rest."""
    if found := _numbers(text, language):
        yield found
    for pattern, before, after in _SPELLINGS:
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            yield before.format(**parts), after.format(**parts), parts["rest"]


def _numbers(text: str, language: str | None) -> tuple[str, str, str] | None:
    """Month and day in the only order that is possible, or that the language has."""
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    first, second, rest = int(match[1]), int(match[3]), match["rest"]
    month_first = (language or "").lower().startswith(_MONTH_FIRST)
    if match[2] == ".":
        # 08.30 and 3.5 are a time of day and a number.
        whole = len(match[1]) == len(match[3]) == 2 if month_first else bool(match[4] or rest)
        if not whole or (not month_first and second > 12):
            return None
    elif match[4]:
        return None
    if not (month_first or first == second or max(first, second) > 12):
        return None
    month, day = (first, second) if month_first or first <= 12 else (second, first)
    return "", f"-{month:02}-{day:02}", rest
