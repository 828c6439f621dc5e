"""Dates: the strings that documents really hold -> aware UTC, or None: refused, never guessed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

AHEAD = timedelta(days=1)
"""A date further in the future than this counts as unknown: clocks differ, by less."""

_EARLIEST = 1900
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)(?:-(?P<day>\d\d?))?"
    r"(?:[T\s]+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>[A-Za-z]{1,5}|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.I,
)
_SLASHED = re.compile(
    r"(?P<year>\d{4})[/.](?P<month>\d\d?)[/.](?P<day>\d\d?)"
    r"(?:\s+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"\s*(?P<zone>[A-Za-z]{1,5}|[+-]\d\d:?\d\d)?)?"
)
_RFC = re.compile(
    r"(?:[A-Za-z]{3,9}[.,]*\s+)?(?P<day>\d\d?)[\s-]+(?P<name>[A-Za-z]{3,9})\.?[\s,-]+"
    r"(?P<year>\d{4}|\d\d)(?:[\s,]+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"\s*(?P<zone>[A-Za-z]{1,5}(?:[+-]\d{1,4})?|[+-]\d\d:?\d\d)?)?(?:\s*\([^)]*\))?"
)
_CHINESE = re.compile(
    r"(?:(?P<roc>民[國国])\s*)?(?P<year>\d{2,4})\s*年\s*(?P<month>\d\d?)\s*月\s*(?P<day>\d\d?)\s*[日號号]"
    r"(?:\s*[(（]?(?:星期|週|周)[一二三四五六日天][)）]?)?"
    r"(?:\s*(?P<half>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚間|晚间)?\s*"
    r"(?P<hour>\d\d?)\s*[:：时時點点]\s*(?:(?P<minute>\d\d?)\s*分?)?(?:\s*[:：]?\s*(?P<second>\d\d?)\s*秒?)?)?"
)
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "met": 1,
    "cest": 2, "mest": 2, "eet": 2, "eest": 3, "msk": 3, "hkt": 8, "sgt": 8, "jst": 9, "kst": 9,
    "aest": 10, "aedt": 11, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip


def parse(raw: str | None, *, now: datetime, zone: str = "UTC") -> datetime | None:
    """The instant that `raw` names, in UTC.

    `zone` (IANA) holds where `raw` names none. None for what is no date, does not exist
    (30 February), lies before 1900, is the zero of somebody's clock, or is more than a day
    after `now`.
    """
    text = re.sub(r"\s+", " ", raw or "").strip()
    if not text or len(text) > 100:
        return None
    try:
        found = _number(text) if text.isascii() and text.isdigit() else _spelled(text, ZoneInfo(zone))
    except (ValueError, OverflowError):
        return None
    if found is None or found.year < _EARLIEST or found.timestamp() == 0 or found > now + AHEAD:
        return None
    return found


def _number(text: str) -> datetime | None:
    """Unix time in seconds (ten digits) or milliseconds (thirteen), nothing else."""
    if len(text) == 10:
        return datetime.fromtimestamp(int(text), UTC)
    if len(text) == 13:
        return datetime.fromtimestamp(int(text) // 1000, UTC)
    if len(text) == 8:  # ISO 8601, basic format
        return datetime(int(text[:4]), int(text[4:6]), int(text[6:]), tzinfo=UTC)
    return None


def _spelled(text: str, default: tzinfo) -> datetime | None:
    for pattern in (_RFC, _ISO, _SLASHED, _CHINESE):
        if match := pattern.fullmatch(text):
            return _instant(match.groupdict(), default)
    return None


def _instant(parts: dict[str, str | None], default: tzinfo) -> datetime:
    year = int(parts["year"] or 0)
    if parts.get("roc"):
        year += 1911
    elif len(parts["year"] or "") == 2:
        year += 2000 if year < 70 else 1900  # RFC 2822, section 4.3, by the usual pivot
    name = parts.get("name")
    month = _MONTHS[name[:3].lower()] if name and name[:3].lower() in _MONTHS else 0
    month = month or int(parts.get("month") or 0)
    hour, minute, second = (int(parts.get(key) or 0) for key in ("hour", "minute", "second"))
    if parts.get("half") in ("下午", "傍晚", "晚上", "晚間", "晚间") and hour < 12:
        hour += 12
    if parts.get("half") == "中午" and hour < 11:
        hour += 12
    leap = second == 60  # a leap second is the next one
    days = 1 if hour == 24 and not minute and not second else 0  # ISO 8601, end of the day
    local = datetime(
        year, month, int(parts.get("day") or 1), 0 if days else hour, minute, 59 if leap else second,
        tzinfo=_zone(parts.get("zone"), default),
    )  # fmt: skip
    return local.astimezone(UTC) + timedelta(days=days, seconds=int(leap))


def _zone(name: str | None, default: tzinfo) -> tzinfo:
    if not name:
        return default
    match = re.fullmatch(r"(?:[A-Za-z]{0,5})([+-])(\d\d?):?(\d\d)?", name)
    if match:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    hours = _ZONES.get(name.lower())
    if hours is None:
        raise ValueError(f"no zone: {name}")
    return timezone(timedelta(hours=hours))
