"""Dates: the strings that documents really hold -> aware UTC, or None: refused, never guessed.

Read are RFC 822 (with RFC 2822 and what became of them), ISO 8601 with its profile W3CDTF,
asctime, the Common Log Format, Unix time, and the dates of East Asia and of Europe as people write
them. What can be read in two ways is refused:

- Numbers alone are year, month, day (`2019/2/26`), or have the year last; then either order of day
  and month must lead to the same date, or only one be possible: `26/02/2019`, `02/26/2019` and
  `03/03/2019` are read, `03/04/2019` is not. The year has four digits.
- A name of a month counts where all languages that know it agree (see `months.month`).
- The military zones other than `Z` are refused: RFC 822 defined them with the wrong sign, so that
  RFC 2822 (4.3) tells readers not to rely on them; UTC would be a guess of up to twelve hours.
- A zone before an offset must be UTC or agree with it: `CST+8` is China or, by POSIX, California.
- Two digits are a year beside a month's name only (`26 Feb 19`), by the usual pivot of 1970.
- Relative dates (`yesterday`), dates without a year, and words that are neither a weekday nor the
  small words of a date (`Published: ...`, `until ...`).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from feeds.dates.months import (
    ERAS,
    MONTHS,
    digits,
    era_year,
    fold,
    in_era,
    is_weekday,
    month,
)

AHEAD = timedelta(days=1)
"""A date further in the future than this counts as unknown: clocks differ, by less."""

_Parts = dict[str, str | None]

_EARLIEST = 1901  # the first day of 1900 is the zero of databases
# Tue, 26 Feb 2019 08:30:00 +0800; 2019-02-26T08:30:00+08:00
_USUAL = re.compile(
    r"(?:(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) |(\d{4}-\d\d-\d\d)T)"
    r"(\d\d:\d\d:\d\d)(?:\.\d+)? ?(GMT|UTC|Z|[+-]\d\d:?\d\d)",
    re.ASCII,
)
_UTC_OFFSETS = frozenset(("GMT", "UTC", "Z", "+0000", "-0000", "+00:00", "-00:00"))
ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "met": 1,
    "mez": 1, "cest": 2, "mest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "hkt": 8, "sgt": 8,
    "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "est": -5, "edt": -4,
    "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10,
}  # fmt: skip

_UTC = ("", "z", "ut", "utc", "gmt")


def _hours(same: range, later: range = range(0), midnight: bool = False) -> dict[int, int]:
    """Hour as spoken -> hour of the day; an hour that is not in it cannot be."""
    spoken = {hour: hour for hour in same} | {hour: hour + 12 for hour in later}
    return spoken | ({12: 0} if midnight else {})


_FORENOON = _hours(range(12), midnight=True)
_AFTERNOON = _hours(range(12, 24), range(12))
_MORNING = _hours(range(3, 12))
_EVENING = _hours(range(17, 24), range(5, 12))  # at twelve: of which day?
_HALVES = {
    "a": _FORENOON, "上午": _FORENOON, "오전": _FORENOON,
    "p": _AFTERNOON, "下午": _AFTERNOON, "오후": _AFTERNOON,
    "凌晨": _hours(range(7), midnight=True),
    "清晨": _MORNING, "早晨": _MORNING, "早上": _MORNING,
    "中午": _hours(range(11, 15), range(1, 3)),
    "傍晚": _hours(range(16, 21), range(4, 9)),
    "晚上": _EVENING, "晚間": _EVENING, "晚间": _EVENING,
    # Twelve is noon here and midnight there: Japan's law and its clocks differ.
    "午前": _hours(range(12)), "午後": _hours(range(13, 24), range(12)),
}  # fmt: skip
_MERIDIEM = r"[ap]\.? ?m\b\.?|[πμ]\.? ?μ\b\.?"
_HALF = re.compile(rf"({'|'.join(key for key in _HALVES if len(key) > 1)}|{_MERIDIEM}) ?$")

# All that follows is matched against folded text (see months.fold): lower case, no marks.
_NAME = r"(?P<name>[^\W\d_]{2,16})"
_DAY = r"(?P<day>\d\d?)"
_YEAR = r"(?P<year>\d{4})"
_DATES = [
    re.compile(pattern)
    for pattern in (
        # 2019-02-26, 2019/2/26, 2019. 2. 26.
        rf"{_YEAR}(?P<between>[-/]|\. ?)(?P<month>\d\d?)(?P=between){_DAY}\.?(?!\d)",
        # 20190226 alone or before 083015
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?=$|\D|\d{{4}}(?:\d\d)?(?:\D|$))",
        # 2019-W09-2, 2019W092, 2019-W09; 2019-057
        rf"{_YEAR}(?P<dash>-?)w(?P<week>\d\d)(?:(?P=dash)(?P<weekday>[1-7]))?(?!\d)",
        rf"{_YEAR}-(?P<ordinal>\d{{3}})(?!\d)",
        # 26/02/2019, 26.2.2019, 26. 2. 2019
        rf"(?P<first>\d\d?)(?P<between>[-/]|\. ?)(?P<second>\d\d?)(?P=between){_YEAR}(?!\d)",
        # 2019年2月26日, 2019년 2월 26일, 平成31年2月26日
        rf"(?:西元|公元|西曆|西暦)? ?(?P<era>{ERAS})? ?(?P<year>\d{{1,4}}) ?[年년] ?"
        rf"(?P<month>\d\d?) ?[月월] ?{_DAY} ?[日號号일]",
        # 26 Feb 2019, 26-Feb-19, 3. März 2026, 3 de marzo de 2026, 1er mars 2026
        rf"{_DAY}(?:(?:st|nd|rd|th|er|eme|[eoa])\b)?\.?[ /-]?(?:(?:de|of) |d'|ta' ?)?{_NAME}"
        r"\.?,?[ /-]?(?:(?:de|del|of) )?'?(?P<year>\d{4}|\d\d)(?=$|\D)",
        # Feb 26, 2019; February 26th 2019
        rf"{_NAME}\.?[ /-]?{_DAY}(?:st|nd|rd|th)?\.?(?:, ?|[ /-]){_YEAR}(?!\d)",
        # 2026. március 3., 2026 m. kovo 3 d., 2019-Feb-26; 2026. gada 3. marts
        rf"{_YEAR}\.?[ /-]?(?:m\. )?{_NAME}\.?[ /-]?{_DAY}(?!\d)\.?(?: d\.)?",
        rf"{_YEAR}\. gada {_DAY}\. {_NAME}",
    )
]
# 2019, 2019-02, 2019年2月, February 2019, 2019 Feb: W3CDTF lets the rest be unknown.
_COARSE = [
    re.compile(pattern)
    for pattern in (
        _YEAR,
        rf"{_YEAR}-(?P<month>\d\d)",
        rf"{_YEAR} ?[年년] ?(?P<month>\d\d?) ?[月월]",
        rf"{_NAME}\.?,? (?:(?:de|del|of) )?{_YEAR}",
        rf"{_YEAR}\.? {_NAME}\.?",
    )
]
_HOUR, _MINUTE, _SECOND = r"(?P<hour>\d\d?)", r"(?P<minute>\d\d)", r"(?P<second>\d\d)"
_FRACTION = r"(?:[.,]\d{1,12})?"
_COLONS = re.compile(rf"{_HOUR} ?: ?{_MINUTE}(?: ?: ?{_SECOND}{_FRACTION})?(?![\d:])")
_UNITS = re.compile(
    r"(?P<hour>\d\d?) ?[時时點点시](?: ?(?:整|正))?(?: ?(?:(?P<half_past>[半반])|"
    r"(?P<minute>\d\d?) ?[分분](?: ?(?P<second>\d\d?) ?[秒초])?))?"
    r"|(?P<h_hour>\d\d?) ?h ?(?P<h_minute>\d\d)(?: ?m(?:in)?\b)?(?!\d)"
)
_DOTS = re.compile(rf"{_HOUR}\.{_MINUTE}(?:\.{_SECOND})?(?![\d.])")
_BASIC = re.compile(rf"(?P<hour>\d\d)(?:{_MINUTE}(?:{_SECOND}{_FRACTION})?)?(?!\d)")
_BARE = re.compile(rf"{_HOUR}(?= ?(?:{_MERIDIEM}|uhr|uur|h\b))")
_OFFSET = r"(?:[a-z]{1,5} ?)?[+-]\d\d?(?::?\d\d)?"
_TAIL = re.compile(
    r" ?(?:(?:uhr|uur|heures|hrs?|hs?|ч|час|год|hod|godz|ora)\b\.?)?"
    rf" ?(?P<meridiem>{_MERIDIEM})?"
    # +0800, +0800 CST (the offset decides), +08:00[Asia/Taipei] (RFC 9557), CST
    rf" ?(?:(?:(?P<offset>{_OFFSET})(?: (?P<also>[a-z]{{3,5}}))?|(?P<zone>[a-z]{{1,5}}))"
    r"(?:\[[^\[\]]*\])?)?(?: ?\((?P<comment>[^()]*)\))?"
)
_DAY_ZONE = re.compile(r" ?(?P<zone>z|utc|gmt|\+\d\d:\d\d)")  # XML Schema: 2019-02-26Z
# Tue Feb 26 08:30:15 CST 2019
_ASCTIME = re.compile(
    rf"(?:{_NAME} (?P<day>\d\d?)|(?P<day_1>\d\d?) (?P<name_1>[^\W\d_]{{2,16}}))"
    rf" (?P<clock>\d\d?:[^(]*) {_YEAR}"
)
_UNIX = re.compile(r"([1-9]\d{9}|[1-9]\d{12})(?:\.\d{1,9})?")
# The small words before a weekday or a date, and between a date and its clock.
BEFORE = frozenset("e le el il am den the o na dnia dne".split())
_BETWEEN = frozenset(
    "t at um a las la as alle ore ora orele om в во о об στισ saat u ob o ve v kl klo kello godz"
    " den pulksten".split()
)
_OF_THE_YEAR = frozenset("г год года р року թ".split())


def parse(
    raw: str | None, *, now: datetime, zone: str = "UTC", language: str | None = None
) -> datetime | None:
    """The instant that `raw` names (RFC 822, ISO 8601 and more, see above), in UTC.

    `zone` (IANA) holds where `raw` names none; `language` (BCP 47) only tells names of months
    apart that mean different ones. None for what is no date, does not exist (30 February), lies
    before 1901, is the zero of somebody's clock, or is more than a day after `now`.
    """
    if not raw or len(raw) > 200:
        return None
    if match := _USUAL.fullmatch(raw):
        found = _usual(match)
        if found is not None and found <= now and found.year not in (1969, 1970):
            return found
    if "CST" in raw and zone == "UTC" and (language or "").startswith("zh"):
        zone = "Asia/Shanghai"  # China's, not Chicago's
    text = digits(fold(raw))
    try:
        unix = _UNIX.fullmatch(text)
        found = _unix(unix[1]) if unix else _spelled(text, ZoneInfo(zone), language)
    except (ValueError, OverflowError):
        return None
    if found is None or found.year < _EARLIEST or abs(found.timestamp()) < 86400:
        return None
    return found if found <= now + AHEAD else None


def _usual(match: re.Match[str]) -> datetime | None:
    """The two forms that nearly all documents use, without detours."""
    day, name, year, iso, clock, zone = match.groups()
    if name:
        iso = f"{year}-{MONTHS.get(name.lower(), 0):02}-{day:0>2}"
    try:
        local = datetime.fromisoformat(f"{iso}T{clock}+00:00")
    except ValueError:
        return None
    if zone not in _UTC_OFFSETS:
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        if minutes > 14 * 60 or int(zone[-2:]) > 59:
            return None
        local -= timedelta(minutes=minutes if zone[0] == "+" else -minutes)
    return local if local.year > _EARLIEST else None


def _unix(text: str) -> datetime:
    """Unix time in seconds (ten digits) or milliseconds (thirteen), nothing else."""
    return datetime.fromtimestamp(int(text) // (1000 if len(text) == 13 else 1), UTC)


def _spelled(text: str, default: tzinfo, language: str | None) -> datetime | None:
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]  # Common Log Format
    for pattern in _COARSE:
        if match := pattern.fullmatch(text):
            return _instant(_day(match, language), {}, default)
    # Once as it stands and once without its weekday: "mar" is March and a Spanish Tuesday.
    bare = without_weekday(text)
    for candidate in (text, bare) if bare != text else (text,):
        if match := _ASCTIME.fullmatch(candidate):
            parts = match.groupdict()
            name, day = parts["name"] or parts["name_1"], parts["day"] or parts["day_1"]
            candidate = f"{day} {name} {parts['year']} {parts['clock']}"
        for pattern in _DATES:
            match = pattern.match(candidate)
            clock = _clock(candidate, match) if match else None
            if match and clock is not None:
                return _instant(_day(match, language), clock, default)
    return None


def without_weekday(text: str) -> str:
    """`text` without the weekday and the article that it begins with."""
    # RFC 822 has a weekday before a comma: there any word is one, in whatever language.
    if match := re.match(r"([^\W\d_]{1,12})\.?, ?(?=\d)", text):
        return text[match.end() :]
    while match := re.match(r"([^\W\d_]+(?:'[^\W\d_]+)?)(?:[.,]+ ?| |-)", text):
        if match[1] not in BEFORE and not is_weekday(match[1]):
            break
        text = text[match.end() :]
    return text


def _day(match: re.Match[str], language: str | None) -> date:
    """The day that a match of _DATES or _COARSE names; ValueError where there is none."""
    parts = match.groupdict()
    year = _year(parts)
    if parts.get("week"):
        return date.fromisocalendar(year, int(parts["week"]), int(parts["weekday"] or 1))
    if parts.get("ordinal"):
        found = date(year, 1, 1) + timedelta(days=int(parts["ordinal"]) - 1)
        if found.year != year:
            raise ValueError(f"no day of {year}: {parts['ordinal']}")
        return found
    if parts.get("first"):
        return _either(year, int(parts["first"]), int(parts["second"]))
    number = month(parts["name"], language) if parts.get("name") else int(parts.get("month") or 1)
    found = date(year, number or 0, int(parts.get("day") or 1))
    if parts.get("era") and not in_era(parts["era"], found):
        raise ValueError(f"not in the era: {match[0]}")
    return found


def _either(year: int, first: int, second: int) -> date:
    """Day and month in whichever order is possible, as long as that leaves one date."""
    if first != second and max(first, second) <= 12:
        raise ValueError(f"day or month: {first}, {second}")
    return date(year, min(first, second), max(first, second))


def _year(parts: _Parts) -> int:
    text = parts["year"] or ""
    if parts.get("era") and len(text) < 4:
        return era_year(parts["era"] or "", int(text))
    if len(text) == 2 and parts.get("name"):
        return int(text) + (2000 if int(text) < 70 else 1900)  # RFC 2822, by the usual pivot
    if len(text) == 4 and not parts.get("era"):
        return int(text)
    raise ValueError(f"no year: {text}")  # of which era?


def _clock(text: str, day: re.Match[str]) -> _Parts | None:
    """The parts of the time of day after a date, none for no time; None for what is no clock."""
    rest = text[day.end() :]
    if match := _DAY_ZONE.fullmatch(rest):
        return match.groupdict()
    short = "name" in day.re.groupindex and len(day["year"]) == 2
    if short and rest and not re.match(r"(?:,|,? )\d", rest):
        return None  # 3 mars 08:30 and 3 mars 20 h have no year
    filler = re.match(r"\D*", rest)
    words, rest = (filler[0], rest[filler.end() :]) if filler else ("", rest)
    half = _HALF.search(words)
    named = _between(words[: half.start()] if half else words, day, bool(rest))
    if named is None or (half and not rest):
        return None
    exact = named == "t" or (not words and day.re is _DATES[1])  # 20190226083015
    for pattern in _clocks(exact, bool(words)):
        match = pattern.match(rest)
        tail = _TAIL.fullmatch(rest, match.end()) if match else None
        if match and tail:
            return _merged(match, tail, half[1] if half else None)
    return {} if not rest else None


def _clocks(exact: bool, apart: bool) -> tuple[re.Pattern[str], ...]:
    """The clocks that may follow: after a T those of ISO 8601, where a dot is a fraction."""
    if exact:
        return (_COLONS, _BASIC)
    return (_COLONS, _UNITS, _DOTS, _BARE) if apart else (_UNITS, _COLONS)


def _between(words: str, day: re.Match[str], timed: bool) -> str | None:
    """What follows a date, up to its clock, if it says nothing: "t", "" or small words."""
    if words == ":":  # 26/Feb/2019:08:30:15, in logs
        return "" if day[0].count("/") == 2 and "name" in day.re.groupindex else None
    if words.endswith("-"):  # 2019-02-26-08:00 is an offset or a clock
        return None
    bare = words.replace(" - ", " ").replace(" | ", " ").strip(" ,.()")
    small = _OF_THE_YEAR | _BETWEEN if timed else _OF_THE_YEAR
    known = (word in small or is_weekday(word) for word in re.split(r"[ ,.()-]+", bare))
    return bare if not bare or all(known) else None


def _merged(clock: re.Match[str], tail: re.Match[str], half: str | None) -> _Parts:
    parts: _Parts = {**clock.groupdict(), **tail.groupdict()}
    if parts.get("h_hour"):
        parts["hour"], parts["minute"] = parts["h_hour"], parts["h_minute"]
    if parts.get("half_past"):
        parts["minute"] = "30"
    if half and parts["meridiem"]:
        raise ValueError(f"two halves of the day: {half}, {parts['meridiem']}")
    if parts["also"] in _UTC and re.search("[1-9]", parts["offset"] or ""):
        raise ValueError(f"two zones: {parts['offset']}, {parts['also']}")
    parts["half"] = half or parts["meridiem"]
    return parts


def _instant(day: date, parts: _Parts, default: tzinfo) -> datetime:
    hour, minute, second = (int(parts.get(key) or 0) for key in ("hour", "minute", "second"))
    if half := parts.get("half"):
        # Greek: π.μ. is before noon, μ.μ. after
        key = {"π": "a", "μ": "p"}.get(half[0], half[0] if half[0] in "ap" else half)
        hour = _HALVES[key].get(hour, 99)
    leap = second == 60  # a leap second is the next one
    days = 1 if hour == 24 and not minute and not second else 0  # ISO 8601, end of the day
    local = datetime(
        day.year, day.month, day.day, 0 if days else hour, minute, 59 if leap else second
    )
    zone = _zone(_zone_name(parts), default, local)
    found = local.replace(tzinfo=zone).astimezone(UTC) + timedelta(days=days, seconds=int(leap))
    if leap and (found.day, found.hour, found.minute) != (1, 0, 0):
        raise ValueError(f"no leap second: {found}")
    return found


def _zone_name(parts: _Parts) -> str | None:
    # A comment names the zone only where nothing else does; what is no zone there may hide one.
    return parts.get("offset") or parts.get("zone") or parts.get("comment")


def _zone(name: str | None, default: tzinfo, local: datetime) -> tzinfo:
    if not name:
        return default
    if match := re.fullmatch(r"([a-z]{0,5}) ?([+-])(\d\d?):?(\d\d)?", name):
        minutes = int(match[3]) * 60 + int(match[4] or 0)
        minutes = -minutes if match[2] == "-" else minutes
        if abs(minutes) > 14 * 60 or int(match[4] or 0) > 59:
            raise ValueError(f"no zone: {name}")
        if match[1] not in _UTC and ZONES.get(match[1], 99) * 60 != minutes:
            raise ValueError(f"two zones: {name}")
        return timezone(timedelta(minutes=minutes))
    # CST is Chicago's and China's: where the source's own zone goes by the name, that one.
    if (default.tzname(local) or "").lower() == name:
        return default
    hours = ZONES.get(name)
    if hours is None:
        raise ValueError(f"no zone: {name}")
    return timezone(timedelta(hours=hours))
