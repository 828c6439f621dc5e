"""What months, weekdays, eras and numbers are called, for dates that are written in words.

Names of months and weekdays are those of the Unicode CLDR, by way of Babel. They are loaded when
the first name is met that English does not know: most processes never need them.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from typing import Literal

LETTER = r"[^\W\d_\u3041-\u9fff\uac00-\ud7a3]"
"""A letter of a script that has spaces between words, for regular expressions."""
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# One apostrophe, one hyphen, one space; Turkish i without a dot is i where marks do not count.
_ALIKE = str.maketrans("’‘ʼ‐‑‒–—−ı", "'''------i")

_ENGLISH = (
    "january february march april may june july august september october november december".split()
)
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTHS = {name: number for names in (_ENGLISH, _SHORT) for number, name in enumerate(names, 1)} | {
    "sept": 9
}
"""The English names and their usual abbreviations, in lower case."""

_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
    " tues weds thur thurs".split()
)
_EASTERN_WEEKDAY = re.compile(
    "(?:星期|週|周|禮拜|礼拜)?[一二三四五六日天]|[月火水木金土日](?:曜日?)?|[월화수목금토일](?:요일)?"
)
LOCALES = (
    "af az be bg bs ca cs cy da de de_AT el en es et eu fi fr fr_CA ga gl hr hu hy id is it ka kk"
    " lb lt lv mk ms mt nb nl nn pl pt ro ru sk sl sq sr sr_Latn sv tr uk"
).split()
# In use, though not in the CLDR.
_MORE = {"de": {"mrz": 3}, "es": {"setiembre": 9, "sep": 9}, "fr": {"juill": 7}}

# Abbreviations that say something else in a neighbour's language: Serbian pre is "before".
_NO_WEEKDAYS = {"pre"}
_FORMS: tuple[tuple[Literal["wide", "abbreviated"], Literal["format", "stand-alone"]], ...] = (
    ("wide", "format"),
    ("wide", "stand-alone"),
    ("abbreviated", "format"),
    ("abbreviated", "stand-alone"),
)

_FIRST, _LAST = date(1868, 1, 25), date.max
_ERAS = {
    "明治": (1867, _FIRST, date(1912, 7, 29)),
    "大正": (1911, date(1912, 7, 30), date(1926, 12, 25)),
    "昭和": (1925, date(1926, 12, 25), date(1989, 1, 7)),
    "平成": (1988, date(1989, 1, 8), date(2019, 4, 30)),
    "令和": (2018, date(2019, 5, 1), _LAST),
    "民國": (1911, date(1912, 1, 1), _LAST),
    "民国": (1911, date(1912, 1, 1), _LAST),
}
ERAS = "|".join(("中[華华]民[國国]", *_ERAS))
"""The eras that are known, as alternatives of a regular expression."""

_NUMBER = re.compile(r"([〇○零一二三四五六七八九十百廿卅]{1,6}|元)(\s?)([年月日號号時时點点分秒])")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_ONE = "[一二三四五六七八九]"
_TENS = re.compile(rf"(?:({_ONE}?)(百)零?)?(?:({_ONE}?)([十廿卅]))?({_ONE}?)")


def fold(text: str) -> str:
    """`text` without what does not matter: case, marks, width, invisible characters.

    Unicode NFKC and casefold; then marks go (`MÄRZ`, `marz`), since many sources drop them.
    """
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold().translate(_ALIKE)
    if not text.isascii():
        bare = (mark for mark in unicodedata.normalize("NFKD", text) if not _is_mark(mark))
        text = unicodedata.normalize("NFC", "".join(bare)).translate(_ALIKE)
    return " ".join(text.split())


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def month(name: str, language: str | None = None) -> int | None:
    """The month (1 to 12) that a folded name means in every language that knows it.

    Where languages differ (`listopad`: October in Croatian, November in Polish), the primary
    subtag of `language` (BCP 47) decides; without one that knows the name it is None.
    """
    if number := MONTHS.get(name):
        return number
    meanings = _month_names().get(name, {})
    if len(set(meanings.values())) == 1:
        return next(iter(meanings.values()))
    return meanings.get(re.split("[-_]", language or "")[0].lower())


def is_weekday(word: str) -> bool:
    """Whether a folded word is a weekday's name, or one of its words, in some language."""
    return (
        word in _WEEKDAYS
        or _EASTERN_WEEKDAY.fullmatch(word) is not None
        or word in _weekday_words()
    )


def era_year(era: str, year: int) -> int:
    """The year of the Gregorian calendar that a year of an era (Japan's, the Republic's) is."""
    return _ERAS[era[-2:]][0] + year


def in_era(era: str, day: date) -> bool:
    """Whether the era had begun and not ended on that day."""
    _, first, last = _ERAS[era[-2:]]
    return first <= day <= last


def digits(text: str) -> str:
    """`text` with the Chinese numbers of its date and time (二〇一九年, 廿六日) in digits."""
    return _NUMBER.sub(_digits, text)


def _digits(match: re.Match[str]) -> str:
    number, space, unit = match.groups()
    if number == "元":  # the first year of an era
        return f"1{space}{unit}" if unit == "年" else match[0]
    if unit == "年" and not re.search("[十百廿卅]", number):
        return f"{number.translate(_DIGITS)}{space}{unit}"
    # 零五分; but 一二月 is January and February
    tens = _TENS.fullmatch(number[1:] if len(number) == 2 and number[0] in "〇○零" else number)
    if number in ("零", "〇", "○"):
        return f"0{space}{unit}"
    return f"{_value(tens)}{space}{unit}" if tens else match[0]


def _value(tens: re.Match[str]) -> int:
    hundreds, hundred, before, ten, ones = (part or "" for part in tens.groups())
    value = int(hundreds.translate(_DIGITS) or 1) * 100 if hundred else 0
    if ten == "十":
        value += int(before.translate(_DIGITS) or 1) * 10
    elif ten:
        value += {"廿": 20, "卅": 30}[ten]
    return value + int(ones.translate(_DIGITS) or 0)


@cache
def _month_names() -> dict[str, dict[str, int]]:
    """Folded name -> language -> month."""
    from babel.dates import get_month_names  # loaded only when needed

    found: dict[str, dict[str, int]] = {}
    for locale in LOCALES:
        for width, context in _FORMS:
            for number, name in get_month_names(width, context, locale).items():
                bare = re.sub(r"^(?:de |d')|\.$", "", fold(name))  # Catalan: de març
                if bare.isalpha():
                    found.setdefault(bare, {})[locale[:2]] = number
    for language, names in _MORE.items():
        for name, number in names.items():
            found.setdefault(name, {})[language] = number
    return found


@cache
def _weekday_words() -> frozenset[str]:
    from babel.dates import get_day_names  # loaded only when needed

    words = {
        word
        for locale in LOCALES
        for width, context in _FORMS
        for name in get_day_names(width, context, locale).values()
        for word in re.split(r"[\s.-]+", fold(name))
    }
    # One letter is a unit of time as often (8 h).
    return frozenset(word for word in words - _NO_WEEKDAYS if len(word) > 1)
