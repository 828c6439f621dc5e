"""Where dates stand in a line of text, such as a byline: `Nov. 25, 2026, 8:30 a.m. EST | Updated`.

What looks like a date is found by its shape, in the text as it is; whether it is one, and how far
it goes, is what `absolute.parse` says. Not taken for dates, though `parse` reads them where a
whole string says nothing else: years and months alone (a line speaks of them as often), and
numbers without any sign between year, month and day (Unix time, `20190226`, `2016-366`), which may
be numbers of anything.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from feeds.dates.absolute import BEFORE, ZONES, parse
from feeds.dates.months import ERAS, INVISIBLE, LETTER, fold, is_weekday

_LATE = datetime(9999, 12, 30, tzinfo=UTC)  # what is too far ahead is for those who know the day
_TAIL = 24  # so many words and signs at most tell the time of day and its zone

_EASTERN = r"〇○零一二三四五六七八九十百廿卅元\d"
_S, _SPACE = r"\s{0,2}", r"\s{1,2}"
_DAY, _YEAR = r"\d{1,2}", r"\d{4}(?!\d)"
_BETWEEN = rf"[-/.‐‑–−．／－]{_S}"
_NAME = rf"{LETTER}{{2,16}}"
_CLOCK = (
    rf"\d{{1,2}}:\d\d(?::\d\d)?(?:{_S}[ap]\.?m\.?)?(?:{_SPACE}(?:[a-z]{{1,5}}|[+-]\d\d:?\d\d))?"
)
# An hour and a year look alike: 3 mars 20 h.
_NAMED_YEAR = rf"(?:{_YEAR}|['’]\d\d(?!\d)|\d\d(?=,?{_SPACE}\d\d?:\d\d))"
_NEW = rf"(?<!{LETTER})(?<!\d)"
_APART = rf"{_NEW}(?<![_/])(?<!\d[.-])"  # no part of a longer number, or of an address
_DATE = re.compile(
    "|".join(
        (
            # Feb 26 08:30:15 CST 2019
            rf"{_NEW}(?:{_NAME}\.?{_SPACE}{_DAY}|{_DAY}{_SPACE}{_NAME}){_SPACE}{_CLOCK}{_SPACE}{_YEAR}",
            # 2019-02-26, 2019. 2. 26.
            rf"{_APART}\d{{4}}({_BETWEEN}){_DAY}\1{_DAY}(?!\d)\.?(?!\d)",
            # 2026. gada 3. marts, 2019-Feb-26, 2026. március 3., 2026 m. kovo 3
            rf"{_APART}\d{{4}}\.{_SPACE}gada{_SPACE}{_DAY}\.{_SPACE}{_NAME}",
            rf"{_APART}\d{{4}}\.?(?:[/-]|{_S})(?:m\.{_SPACE})?{_NAME}\.?(?:[/-]|{_S}){_DAY}"
            r"(?!\d)\.?",
            # 26/02/2019, 26. 2. 2019
            rf"{_APART}{_DAY}({_BETWEEN}){_DAY}\2{_YEAR}",
            # 2019-W09-2; 2019-057T08:30Z, 20190226T083015Z
            rf"{_APART}\d{{4}}-?W\d\d(?:-?[1-7])?(?=T\d|(?![A-Z\d-]))",
            rf"{_APART}\d{{4}}-?\d{{3,4}}(?=T\d)",
            # 2019年2月26日, 民國108年2月26日
            rf"(?:(?:{ERAS}|[㍻㍼㍽㍾㋿]|西元|公元|西曆|西暦){_S}|(?<!民[國国])(?<![農农陰阴][曆历暦]))(?<!\d)"
            rf"[{_EASTERN}]{{1,6}}{_S}[年년]{_S}[{_EASTERN}]{{1,3}}{_S}[月월]{_S}"
            rf"[{_EASTERN}]{{1,3}}{_S}[日號号일]",
            # 26 Feb 2019, 3 de marzo de 2026, 26-Feb-19
            rf"{_APART}{_DAY}(?:(?:st|nd|rd|th|er|[eè]me|[ºªeoa])\b)?\.?(?:[/-]|{_S})"
            rf"(?:(?:de|of){_SPACE}|d['’]{_S}|ta['’]{_S})?{_NAME}\.?,?(?:[/-]|{_S})"
            rf"(?:(?:de|del|of){_SPACE})?{_NAMED_YEAR}",
            rf"{_APART}{_DAY}([-/]){_NAME}\3\d\d(?!\d)",
            # Feb. 26, 2019
            rf"{_NEW}{_NAME}\.?(?:[/-]|{_S}){_DAY}(?:st|nd|rd|th)?\.?(?:,{_S}|[/-]|{_SPACE}){_YEAR}",
        )
    ),
    re.IGNORECASE,
)
_HINT = re.compile(r"\d{4}|[年년]|\d(?:[/-]|\s{0,2})[^\W\d_]{3,16}\.?(?:[/-]|\s{0,2})['’]?\d\d")
_TOKEN = re.compile(rf"(\s*)(\d+|{LETTER}+|\S)")
_GOES_ON = re.compile(r"[A-Za-z]|[:./+‐-−-]\d|(?<=[:./+‐-−-])\d", re.ASCII)
_OFFSET = re.compile(r"[+−-]\d\d?(?::?\d\d)?$")
_BRACKETS = (("(", ")"), ("（", "）"), ("[", "]"))
_BEFORE = re.compile(
    r"(?P<eastern>(?:(?:星期|週|周|禮拜|礼拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일)"
    r"[,，、]?\s{0,2})$"
    rf"|(?<![^\W_])(?:{LETTER}{{1,16}}[-.,]{{0,2}}\s{{0,2}}){{1,4}}$"
)
_WORD = re.compile(r"[^\W\d_]+")


def find(text: str, language: str | None = None) -> list[str]:
    """The dates in a line of text, in its order, each with its weekday, time of day and zone.

    They are parts of `text`, but for invisible characters, and all that `parse` reads if it is
    given the same `language`.
    """
    if not _HINT.search(text):
        return []
    text = INVISIBLE.sub("", text)
    found = []
    at = 0
    while match := _DATE.search(text, at):
        end = _end(text, match.start(), match.end(), language)
        if end is None:
            at = match.start() + 1
        else:
            start = _start(text, at, match.start())
            if not _is_date(text, start, end, language):
                start = match.start()
            found.append(text[start:end])
            at = end
    return found


def readable(raw: str, language: str | None = None) -> date | None:
    """The day that a date names, whenever that is; None for what is no date."""
    found = parse(raw, now=_LATE, language=language)
    return found.date() if found else None


def _end(text: str, start: int, end: int, language: str | None) -> int | None:
    """How far the date from `start`, whose day ends at `end`, goes with its time of day."""
    if parse(text[start:end], now=_LATE, language=language) is None:
        return None
    ends = [end]
    for _ in range(_TAIL):
        token = _TOKEN.match(text, ends[-1])
        if token is None or _is_a_word(token, end):
            break
        ends.append(token.end())
    return next((last for last in reversed(ends) if _is_date(text, start, last, language)), None)


def _is_a_word(token: re.Match[str], end: int) -> bool:
    """Whether it is no zone, though it reads like one: in French, `est` is a word."""
    space, word = token[1], token[2]
    if not space or word in ("gmt", "utc") or word == word.upper():
        return False
    return word.lower() in ZONES or _OFFSET.search(token.string, end, token.start()) is not None


def _is_date(text: str, start: int, end: int, language: str | None) -> bool:
    last = text[end - 1]
    if not (last.isalnum() or last in ".)）]") or (_GOES_ON.match(text, end) and last not in ")]"):
        return False
    date = text[start:end]
    if any(date.count(opening) != date.count(closing) for opening, closing in _BRACKETS):
        return False
    return parse(date, now=_LATE, language=language) is not None


def _start(text: str, at: int, start: int) -> int:
    """Where the date begins with its weekday and the small words around that."""
    before = _BEFORE.search(text, max(at, start - 60), start)
    if before is None or before["eastern"]:
        return before.start() if before else start
    for word in reversed(list(_WORD.finditer(text, before.start(), start))):
        name = fold(word[0])
        if name not in BEFORE and not is_weekday(name):
            break
        start = word.start()
    return start
