"""Dates: the strings that documents really hold -> aware UTC, or None: refused, never guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

AHEAD = timedelta(days=1)
"""A date further in the future than this counts as unknown: clocks differ, by less."""

_EARLIEST = 1901  # the first day of 1900 is the zero of databases
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_HALVES = "凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚間|晚间"
_ZONE = r"Z|(?:[A-Z]{1,5}\s?)?[+-]\d\d?(?::?\d\d)?|[A-Z]{1,5}"
_CLOCK = (
    rf"(?P<half>{_HALVES})?\s*(?P<hour>\d\d?)\s?:\s?(?P<minute>\d\d)"
    r"(?:\s?:\s?(?P<second>\d\d)(?:[.,]\d+)?)?(?:\s?(?P<meridiem>[AP]\.?M\b\.?))?"
    rf"(?:\s?(?P<zone>{_ZONE}))?(?:\s?\([^)]*\))?"
)
_CHINESE_CLOCK = (
    rf"(?P<half>{_HALVES})?\s*(?P<hour>\d\d?)\s?[時时點点]"
    r"(?:\s?(?P<minute>\d\d?)\s?分?(?:(?<=分)\s?(?P<second>\d\d?)\s?秒)?)?"
)
_WEEKDAY = r"(?:\s?(?:\((?:星期|週|周)?[一二三四五六日天]\)|(?:星期|週|周)[一二三四五六日天]))?"
# 2019年2月26日 上午8:30, 民國108年2月26日8時30分
_CHINESE_DATE = (
    r"(?:(?:中[華华])?(?P<roc>民[國国])\s?)?(?P<year>\d{1,4})\s?年\s?(?P<month>\d\d?)\s?月"
    rf"\s?(?P<day>\d\d?)\s?[日號号]{_WEEKDAY}"
)
_NAME = r"(?:[^\W\d_]{2,12}(?:[.,]+\s?|\s))?"
_MONTH = r"(?P<name>[A-Z]{3,9})\.?"
_PATTERNS = [
    re.compile(pattern, re.I)
    for pattern in (
        # Tue, 26 Feb 2019 08:30:00 +0800
        rf"{_NAME}(?P<day>\d\d?)(?:st|nd|rd|th)?[\s-]{_MONTH}[\s,-]\s?(?P<year>\d{{4}}|\d\d)"
        rf"(?:[\s,]\s?{_CLOCK})?",
        # 2019-02-26T08:30:00+08:00, 2019/2/26 下午 08:30
        r"(?P<year>\d{4})(?P<between>[-/.])(?P<month>\d\d?)(?:(?P=between)(?P<day>\d\d?)"
        rf"{_WEEKDAY}(?:(?:\s?T\s?|,?\s){_CLOCK})?)?",
        # 20190226T083000Z
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
        rf"(?:\s?T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?\s?(?P<zone>{_ZONE})?)?",
        rf"{_CHINESE_DATE}(?:\s?{_CHINESE_CLOCK})?",
        rf"{_CHINESE_DATE}(?:\s?{_CLOCK})?",
        # February 26, 2019 8:30 PM; Tue Feb 26 2019 08:30:00 GMT+0800 (CST)
        rf"{_NAME}{_MONTH}\s(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})"
        rf"(?:,?\s(?:at\s)?{_CLOCK})?",
        # Tue Feb 26 08:30:00 CST 2019
        rf"{_NAME}{_MONTH}\s(?P<day>\d\d?)\s{_CLOCK}\s(?P<year>\d{{4}})",
    )
]
# Tue, 26 Feb 2019 08:30:00 +0800; 2019-02-26T08:30:00+08:00
_USUAL = re.compile(
    r"(?:(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) |(\d{4})-(\d\d)-(\d\d)T)"
    r"(\d\d):(\d\d):(\d\d)(?:\.\d+)? ?(GMT|UTC|Z|[+-]\d\d:?\d\d)",
    re.ASCII,
)
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "met": 1,
    "cest": 2, "mest": 2, "eet": 2, "eest": 3, "msk": 3, "hkt": 8, "sgt": 8, "jst": 9, "kst": 9,
    "aest": 10, "aedt": 11, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip


def parse(raw: str | None, *, now: datetime, zone: str = "UTC") -> datetime | None:
    """The instant that `raw` names, in UTC.

    `zone` (IANA) holds where `raw` names none. None for what is no date, does not exist
    (30 February), lies before 1901, is the zero of somebody's clock, or is more than a day
    after `now`.
    """
    if not raw or len(raw) > 200:
        return None
    if match := _USUAL.fullmatch(raw):
        found = _usual(match)
        if found is not None and found <= now and found.year not in (1969, 1970):
            return found
    # Full-width digits and colons are digits and colons.
    text = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", raw)).split())
    try:
        found = _unix(text) if re.fullmatch(r"\d{10}|\d{13}", text) else None
        found = found or _spelled(text, ZoneInfo(zone))
    except (ValueError, OverflowError):
        return None
    if found is None or found.year < _EARLIEST or abs(found.timestamp()) < 86400:
        return None
    return found if found <= now + AHEAD else None


def _usual(match: re.Match[str]) -> datetime | None:
    """The two forms that nearly all documents use, without detours."""
    parts = match.groups()
    month = _MONTHS.get(parts[1].lower()) if parts[1] else int(parts[4])
    year, day = (parts[2], parts[0]) if parts[1] else (parts[3], parts[5])
    hour, minute, second, zone = parts[6:]
    try:
        if int(year) <= _EARLIEST:
            return None
        local = datetime(
            int(year), month or 0, int(day), int(hour), int(minute), int(second), tzinfo=UTC
        )
        if zone[0] not in "+-":
            return local
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        if minutes == 0:
            return local
        if minutes > 14 * 60 or int(zone[-2:]) > 59:
            return None
        return local - timedelta(minutes=minutes if zone[0] == "+" else -minutes)
    except ValueError:
        return None


def _unix(text: str) -> datetime:
    """Unix time in seconds (ten digits) or milliseconds (thirteen), nothing else."""
    return datetime.fromtimestamp(int(text) // (1000 if len(text) == 13 else 1), UTC)


def _spelled(text: str, default: tzinfo) -> datetime | None:
    if re.fullmatch(r"\d{4}", text):
        return _instant({"year": text, "month": "1"}, default)
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return _instant(match.groupdict(), default)
    return None


def _instant(parts: dict[str, str | None], default: tzinfo) -> datetime:
    hour, minute, second = (int(parts.get(key) or 0) for key in ("hour", "minute", "second"))
    hour = _hour(hour, parts.get("half") or (parts.get("meridiem") or "").upper()[:1])
    leap = second == 60  # a leap second is the next one
    days = 1 if hour == 24 and not minute and not second else 0  # ISO 8601, end of the day
    local = datetime(
        _year(parts),
        _month(parts),
        int(parts.get("day") or 1),
        0 if days else hour,
        minute,
        59 if leap else second,
    )
    aware = local.replace(tzinfo=_zone(parts.get("zone"), default, local))
    return aware.astimezone(UTC) + timedelta(days=days, seconds=int(leap))


def _year(parts: dict[str, str | None]) -> int:
    digits = parts["year"] or ""
    if parts.get("roc") and len(digits) < 4:
        return int(digits) + 1911
    if len(digits) == 2 and parts.get("name"):
        return int(digits) + (2000 if int(digits) < 70 else 1900)  # RFC 2822, by the usual pivot
    if len(digits) == 4 and not parts.get("roc"):
        return int(digits)
    raise ValueError(f"no year: {digits}")  # of which era?


def _month(parts: dict[str, str | None]) -> int:
    name = (parts.get("name") or "").lower()
    if not name:
        return int(parts["month"] or 0)
    if name.startswith("marras"):
        return 11  # Finnish
    return _MONTHS.get(name[:3], 0)


def _hour(hour: int, half: str) -> int:
    """The hour of the day; ValueError where the half of the day that is named cannot be."""
    if half in ("A", "上午", "凌晨", "清晨", "早晨", "早上") and hour > 12:
        raise ValueError(f"no hour: {half} {hour}")
    if half in ("A", "上午", "凌晨"):
        return hour % 12
    if half == "中午" and not 11 <= hour <= 14:
        return hour + 12 if hour in (1, 2) else 99
    if half in ("晚上", "晚間", "晚间") and (hour < 5 or hour == 12):
        raise ValueError(f"the night of which day: {half} {hour}")
    if half in ("P", "下午", "傍晚", "晚上", "晚間", "晚间") and hour < 12:
        return hour + 12
    return hour


def _zone(name: str | None, default: tzinfo, local: datetime) -> tzinfo:
    if not name:
        return default
    match = re.fullmatch(r"[A-Za-z]{0,5}\s?([+-])(\d\d?):?(\d\d)?", name)
    if match:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes > 14 * 60 or int(match[3] or 0) > 59:
            raise ValueError(f"no zone: {name}")
        return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    # CST is Chicago's and China's: where the source's own zone goes by the name, that one.
    if (default.tzname(local) or "").lower() == name.lower():
        return default
    hours = _ZONES.get(name.lower())
    if hours is None:
        raise ValueError(f"no zone: {name}")
    return timezone(timedelta(hours=hours))
