"""Chinese script: one character table that folds traditional to simplified, from OpenCC.

Folding is for comparing only. Folded text is never stored or shown: going there and back loses
characters.
"""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")


class _Converter(dict[int, str]):
    """Characters and what OpenCC makes of each by itself; filled as it is asked."""

    def __init__(self, scheme: str) -> None:
        super().__init__()
        self._convert = OpenCC(scheme).convert

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if HAN.match(character):
            converted = self._convert(character)
            character = converted if len(converted) == 1 else character
        self[code] = character
        return character


class _Leaning(dict[str, int]):
    """1 for a character that only traditional text has, -1 for simplified, 0 for all others."""

    def __missing__(self, character: str) -> int:
        code = ord(character)
        traditional = to_simplified()[code] != character
        simplified = _to_traditional()[code] != character
        self[character] = traditional - simplified
        return self[character]


_leaning = _Leaning()


@cache
def to_simplified() -> dict[int, str]:
    """For `str.translate`: each traditional character's simplified one. Keeps lengths."""
    return _Converter("t2s")


@cache
def _to_traditional() -> dict[int, str]:
    return _Converter("s2t")


def script(text: str) -> str | None:
    """``"zh-Hant"`` or ``"zh-Hans"`` by the characters that only one of them has.

    None when the text is not mostly Chinese, or has too few such characters to say.
    """
    if text.isascii():
        return None
    others = "".join(HAN.sub("", text).split())
    han = len(text) - len(others)
    if han < 4 or han * 2 < len(others) or len(_KANA_OR_HANGUL.findall(others)) * 10 > han:
        return None
    leaning = sum(map(_leaning.__getitem__, set(text)))
    if leaning == 0:
        return None
    return "zh-Hant" if leaning > 0 else "zh-Hans"


@cache
def _vocabularies() -> tuple[OpenCC, OpenCC]:
    return OpenCC("s2twp"), OpenCC("tw2sp")


def leveled(text: str) -> str:
    """The text in simplified characters and in one vocabulary, the mainland's: 軟體 becomes 软件.

    All text goes the same way, since some words do not come back as they went: its characters
    are made simplified one by one, then its words are made Taiwan's, and the mainland's again.

    For comparing only, as folding is; lengths are not kept.
    """
    if text.isascii() or not HAN.search(text):
        return text
    there, back = _vocabularies()
    converted: str = back.convert(there.convert(text.translate(_from_hong_kong())))
    return converted


@cache
def _from_hong_kong() -> dict[int, str]:
    return _Converter("hk2s")
