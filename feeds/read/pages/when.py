"""Dates as they stand on pages: recognized here and passed on as they are written.

What they mean is read elsewhere (`feeds.dates`); what is needed here is to tell a date from a
headline, and one that says the year from one that does not.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from feeds.dates.months import fold, is_weekday, month

Kind = Literal["full", "age", "partial"]


class Written(NamedTuple):
    """A date in a text: what is written, which kind it is, and where it stands."""

    raw: str
    kind: Kind
    start: int
    end: int


_NAME = r"(?P<name>[^\W\d_]{3,12})"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º)?"
_YEAR = r"(?:19|20)\d\d"
_CLOCK = (
    r"(?:(?:\s*[T,|·/–-]?\s*|\s+(?:um|at|às|à|a las|alle|kl\.?|klo|в|о)\s+)"
    r"(?:[上下]午|오전|오후)?\s?\d{1,2}\s?[:：時时点點]\s?\d\d分?(?::\d\d)?(?:\.\d+)?"
    r"(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:Z|UTC|GMT|Uhr|[A-Z]{3,4}|[+-]\d\d:?\d\d)\b)?)?"
)
_FULL = [
    re.compile(pattern, re.I)
    for pattern in (
        # 2026-11-25, 2026/11/25, 2026.11.25, 2026年11月25日, 2026년 11월 25일, 民國115年11月25日
        rf"(?<![\d.-]){_YEAR}\s?[-/.]\s?[01]?\d\s?[-/.]\s?[0-3]?\d(?!\d)(?:\.(?!\d))?{_CLOCK}",
        rf"(?:民[國国]|令和|平成)?\s?\d{{1,4}}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日号號일]"
        rf"(?:\s?[(（][一二三四五六日月火水木金土].{{0,3}}[)）])?{_CLOCK}",
        # 25.11.2026, 25/11/2026
        rf"(?<![\d.-])[0-3]?\d\s?([-/.])\s?[0-3]?\d\s?\1\s?{_YEAR}(?!\d){_CLOCK}",
        # 25 November 2026, 25. Nov. 2026, 25 de noviembre de 2026; Nov 25, 2026
        rf"(?<!\d){_DAY}\.?[\s-](?:de |of )?{_NAME}\.?,?[\s-](?:de |del )?{_YEAR}(?!\d){_CLOCK}",
        rf"(?<!\w){_NAME}\.?\s{_DAY},?\s{_YEAR}(?!\d){_CLOCK}",
    )
]
_PARTIAL = [
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<!\d)\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日号號일]{_CLOCK}",
        rf"(?<![\d.:/-])(?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01])(?![\d.:/%-]){_CLOCK}",
        rf"(?<![\d.:/-])(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])\.?(?![\d.:/%-]){_CLOCK}",
        rf"(?<!\d){_DAY}\.?\s(?:de )?{_NAME}\.?(?!\w){_CLOCK}",
        rf"(?<!\w){_NAME}\.?\s{_DAY}(?![\d:]){_CLOCK}",
    )
]
_HOURS = r"(?:\s*(?:,|um|at|à|в|a las|alle|[上下]午)?\s*\d{1,2}[:：h.]\d\d(?:\s?Uhr|\s?[ap]m)?)?"
_AGO = re.compile(
    r"(?<!\w)(?:"
    # Chinese, Japanese, Korean
    r"\d+\s*(?:秒|分|小?[时時]|時間|天|日|[周週]|[个個ヶカか]?月|年)[钟鐘間间]?\s*[以之]?前"
    r"|\d+\s*[个個]小[时時]前|[刚剛][刚剛才]|たった今|방금(?: 전)?"
    r"|\d+\s*(?:초|분|시간|일|주일?|개월|달|년)\s*전"
    # 3 hours ago, 3 Stunden, 3 ore fa, 3 часа назад
    r"|(?:about |over |almost )?(?:\d+|an?|one|two|three)\s*"
    r"(?:se?c?|m(?:in(?:ute)?)?|h(?:(?:ou)?r)?"
    r"|d(?:ay)?|w(?:ee)?k?|mo(?:nth)?|y(?:ea)?r?|second)s?\.?\s+ago|just now"
    r"|vor\s+(?:etwa |rund |über )?(?:\d+|eine[rm]?|wenigen)\s+"
    r"(?:Sek|Min|Std|Stund|Tag|Woche|Monat|Jahr)\w*\.?"
    r"|il y a\s+(?:environ )?(?:\d+|une?)\s+\w+|(?:hace|há)\s+(?:\d+|una?|uma?)\s+\w+"
    r"|\d+\s+\w+\s+(?:atrás|fa|geleden|temu|sedan|siden|назад|тому|önce|trước|lalu|پیش)"
    r"|(?:منذ|قبل)\s+(?:\d+\s+)?\w+|לפני\s+\d+\s+\w+"
    r")(?!\w)",
    re.I,
)
_DAYS = re.compile(
    r"(?:今天|昨天|前天|今日|昨日|一昨日|今晨|昨晚|어제|오늘|today|yesterday|heute|gestern|vorgestern"
    r"|aujourd.hui|hier|hoy|ayer|hoje|ontem|oggi|ieri|vandaag|gisteren|сегодня|вчера|сьогодні|вчора"
    rf"|dziś|wczoraj|dün|bugün|اليوم|أمس){_HOURS}",
    re.I,
)
_DIGIT = re.compile(r"\d")
_YEARLY = re.compile(r"\d{4}|[年년]")
_SPLIT_DAY = re.compile(rf"(\d{{1,2}})\s+({_YEAR})\s?[-/.年]\s?(\d{{1,2}})月?")
_EDGES = " \t\r\n\u3000[]()（）【】〔〕「」|·•-–—:：,，、/"
_IN_ADDRESS = [
    re.compile(pattern)
    for pattern in (
        r"[/=_-](20\d\d)[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)",
        r"/t(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])_",
        r"/([0-3]\d)/(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/\d\d/",
    )
]


@lru_cache(1024)
def written(text: str) -> Written | None:
    """The date in a text: one with its year, else how long ago it was, else one without."""
    if len(text) > 2000:
        return None
    if not _DIGIT.search(text):
        return _age(text)
    full = _FULL if _YEARLY.search(text) else ()
    for kind, patterns in (("full", full), ("partial", _PARTIAL)):
        for pattern in patterns:
            for match in pattern.finditer(text):
                if kind == "partial" and (age := _age(text)):
                    return age
                name = match.groupdict().get("name")
                if name is None or month(fold(name)) or (kind == "full" and not name.isascii()):
                    return Written(match[0].strip(), kind, *match.span())  # type: ignore[arg-type]
    return _age(text)


def _age(text: str) -> Written | None:
    bare = text.strip(_EDGES)
    if _DAYS.fullmatch(bare):
        return Written(bare, "age", text.find(bare), text.find(bare) + len(bare))
    match = _AGO.search(text)
    return Written(match[0], "age", *match.span()) if match else None


def mostly(text: str) -> Written | None:
    """The date that a text is: with no more beside it than a short label or a byline."""
    if len(text) > 90:
        return None
    if split := _SPLIT_DAY.fullmatch(text.strip(_EDGES)):  # a large day above a small year
        raw = f"{split[2]}-{int(split[3]):02}-{int(split[1]):02}"
        return Written(raw, "full", 0, len(text))
    found = written(text)
    if found is None:
        return None
    rest = (text[: found.start] + text[found.end :]).strip(_EDGES)
    size = sum(2 if ord(character) > 0x2E80 else 1 for character in rest)
    return found if size <= (8 if found.kind == "partial" else 48) else None


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else, or a day or a month of a calendar."""
    bare = text.strip(_EDGES)
    if re.fullmatch(r"[\d\s.:/年月日-]*", bare):
        return True
    found = written(bare)
    if found is not None:
        bare = bare[: found.start] + bare[found.end :]
    words = list(filter(None, re.split(r"[\W_]+", fold(bare))))
    return len(words) <= 3 and all(w.isdigit() or month(w) or is_weekday(w) for w in words)


def without_date(text: str) -> str:
    """A headline without the date that stands before or behind it."""
    found = written(text)
    if found is None or found.kind == "age":
        return text
    before, after = text[: found.start], text[found.end :]
    left, right = before.rstrip(_EDGES), after.lstrip(_EDGES)
    bracketed = before.rstrip()[-1:] in tuple("[(（【〔") and after.lstrip()[:1] in tuple(
        "])）】〕"
    )
    if found.kind == "partial" and not bracketed:
        return text
    if not right and len(left) > 3 and (bracketed or before[-1:].isspace()):
        return left
    if not left and len(right) > 3 and (bracketed or after[:1].isspace()):
        return right
    return text


def of_address(url: str) -> str | None:
    """The day that an address names, in ISO 8601: `/2026/11/25/`, `/t20261125_1.html`."""
    for pattern in _IN_ADDRESS:
        if match := pattern.search(url):
            year = int(match[1]) + (0 if len(match[1]) == 4 else 2000)
            try:
                return date(year, int(match[2]), int(match[3])).isoformat()
            except ValueError:
                continue
    return None
