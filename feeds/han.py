"""Chinese script: one character table that folds traditional to simplified, from OpenCC.

Folding is for comparing only. Folded text is never stored or shown: going there and back loses
characters.
"""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")


@cache
def to_simplified() -> dict[int, str]:
    """For `str.translate`: each traditional character's simplified one. Keeps lengths."""
    return _table("t2s")


@cache
def _to_traditional() -> dict[int, str]:
    return _table("s2t")


def _table(scheme: str) -> dict[int, str]:
    characters = [chr(code) for start, end in _RANGES for code in range(start, end)]
    # The line breaks keep OpenCC from seeing phrases: a character is converted by itself.
    converted = OpenCC(scheme).convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(a): b for a, b in pairs if a != b and len(b) == 1}


@cache
def _distinctive() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that only simplified, and that only traditional text has."""
    simplified, traditional = _to_traditional(), to_simplified()
    return (
        frozenset(chr(code) for code in simplified.keys() - traditional.keys()),
        frozenset(chr(code) for code in traditional.keys() - simplified.keys()),
    )


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
    simplified, traditional = _distinctive()
    characters = set(text)
    hans, hant = len(characters & simplified), len(characters & traditional)
    if hans == hant:
        return None
    return "zh-Hant" if hant > hans else "zh-Hans"
