"""Folding: one form for all spellings that a reader takes for the same, for matching only.

A character becomes exactly one character, so that a place in folded text is the same place in
the text itself.
"""

from __future__ import annotations

import re
import unicodedata

from feeds import han

SILENT = "\u00ad"
"""What folding makes of a character that says nothing by itself: a soft hyphen, a joiner, a mark
of direction, an accent or a vowel point that forms no one letter with what it stands on."""

_SILENT_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\ufe00-\ufe0f"
    "\U000e0100-\U000e01ef]"
)
_ALIKE = {
    **dict.fromkeys("‐‑‒–−", "-"),
    **dict.fromkeys("’‘ʼ′", "'"),
    **dict.fromkeys("・•‧∙⋅", "·"),
    **dict.fromkeys("أإآٱ", "ا"),
    **dict(zip("øłđħŧı", "oldhti", strict=True)),
}
"""Signs that are typed for one another, and letters whose stroke Unicode takes for no accent."""


class _Table(dict[str, str]):
    """What folds to what; each character is worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        folded = self[character] = _fold(character)
        return folded


class _Pairs(dict[tuple[str, str], bool]):
    """Whether two characters that fold to one are one for a reader who wrote the first."""

    def __missing__(self, pair: tuple[str, str]) -> bool:
        wanted, found = map(_base, pair)
        standard = han.to_standard()
        self[pair] = same = (
            _fold(pair[0]) in (wanted, found) or standard[ord(wanted)] == standard[ord(found)]
        )
        return same


_folded = _Table().__getitem__
_pairs = _Pairs()


def fold(text: str) -> str:
    """Case, width, Latin and Greek diacritics, and Chinese script folded; lengths kept."""
    return "".join(map(_folded, text))  # faster than `str.translate`, which asks by number


def same_word(wanted: str, found: str) -> bool:
    """Whether two characters that fold to one are one for a reader who wrote the first: the same
    in either script, or variants of it. 幹 is 干, and 干 is 幹 and 乾, but 幹 is not 乾."""
    return wanted == found or _pairs[wanted, found]


def _fold(character: str) -> str:
    base = _base(character)
    return han.to_folded()[ord(base)] if han.HAN.match(base) else base


def _base(character: str) -> str:
    if character.isspace():
        return character if character == "\n" else " "
    if unicodedata.category(character) == "Cf" or _SILENT_MARKS.match(character):
        return SILENT
    parts = unicodedata.normalize("NFKD", character)
    base, marks = parts[0], parts[1:]
    if base.isspace() or not all("\u0300" <= mark <= "\u036f" for mark in marks):
        base = character  # an accent by itself, a syllable of Hangul, a voiced kana, a ligature
    if "CYRILLIC" in unicodedata.name(base, "") and base not in "еЕ":
        base = character  # й is not и, though е stands for ё
    base = unicodedata.normalize("NFKC", base) if base == character else base
    base = base if len(base) == 1 and not base.isspace() else character
    folded = base.casefold()
    folded = folded if len(folded) == 1 else base.lower()
    folded = folded if len(folded) == 1 else base
    return _ALIKE.get(folded, folded)
