"""Folding: one form for all spellings that a reader takes for the same, for matching only.

A character becomes exactly one character, so that a place in folded text is the same place in
the text itself.
"""

from __future__ import annotations

import unicodedata

from feeds import han


class _Table(dict[int, str]):
    """For `str.translate`; each character is worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


_table = _Table()


def fold(text: str) -> str:
    """Case, width, Latin and Greek diacritics, and Chinese script folded; lengths kept."""
    return text.translate(_table)


def _fold(character: str) -> str:
    if character.isspace():
        return character if character == "\n" else " "
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
    return han.to_simplified()[ord(folded)] if han.HAN.match(folded) else folded
