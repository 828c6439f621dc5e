"""Kinds of characters, for where a word begins and ends in folded text."""

from __future__ import annotations

import re
import unicodedata

OTHER, LETTER, HANGUL, UNSPACED = 0, 1, 2, 3
"""A sign or a space; a letter or digit of a script with spaces between words; a letter of
Korean, whose particles follow the word; a letter of a script without spaces."""

# Scripts that are written without spaces between words: a word is found wherever it stands.
UNSPACED_RANGES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf"
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U000323af"
)
"""The same as ranges, for a set of characters in a regular expression."""

_UNSPACED = re.compile(f"[{UNSPACED_RANGES}]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")


class _Kinds(dict[str, int]):
    """The kind of each character; worked out when it is first met."""

    def __missing__(self, character: str) -> int:
        if _UNSPACED.match(character):
            kind = UNSPACED
        elif _HANGUL.match(character):
            kind = HANGUL
        else:  # a vowel sign goes on with its word, too
            is_letter = character.isalnum() or unicodedata.category(character)[0] == "M"
            kind = LETTER if is_letter else OTHER
        self[character] = kind
        return kind


KINDS = _Kinds()
