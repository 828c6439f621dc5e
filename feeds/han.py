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


# Variants of one word which OpenCC's standard keeps apart, those met in print.
_VARIANTS = (
    "么麼麽 产產産 凈淨 凫鳧鳬 札劄箚 勛勳 匯滙 厠廁 嘆歎 嘩譁 嚙齧 墻牆 壇墰 塤壎 罈罎壜 "
    "殼殻 奬獎 嵗歲 廕蔭 錄録 彫琱 徑逕 愨慤 搗擣 櫸欅 氂犛 泝遡 灧灩 煉鍊 煙菸 畫畵 瘺瘻 "
    "竪豎 絕絶 絛縧 綉繡 綠緑 綳繃 緔鞝 繞遶 罵駡 舖鋪 舘館 艷豔 葯藥 蒓蓴 襇襉 証證 諡謚 "
    "謠謡 譾謭 賫齎 贋贗 贓贜 跡蹟 鈅鑰 鉆鑽 鑑鑒 銹鏽 錘鎚 鎌鐮 鎭鎮 鎲钂 鎸鐫 鐝钁 閑閒 "
    "雞鷄 顏顔 鮝鯗 鰐鱷 鶿鷀 鷳鷴 麯麴 嫋裊"
)
_SIMPLER = dict(zip(map(ord, "敍枱粧糭衞簷痺衹著"), "叙台妆粽卫檐痹只着", strict=True))
"""What only Hong Kong or Taiwan writes, and OpenCC's simplified form of it leaves as it is."""


class _Standard(dict[int, str]):
    """Taiwan's and Hong Kong's forms of a character are one character for both."""

    def __init__(self) -> None:
        super().__init__()
        self._taiwan, self._hong_kong = _Converter("tw2t"), _Converter("hk2t")
        self._variants = {ord(c): group[-1] for group in _VARIANTS.split() for c in group}

    def __missing__(self, code: int) -> str:
        standard = self._hong_kong[ord(self._taiwan[code])]
        standard = self[code] = self._variants.get(ord(standard), standard)
        return standard


@cache
def to_standard() -> dict[int, str]:
    """For `str.translate`: 裡 and 裏 are one, and so are 產 and 産. Keeps lengths."""
    return _Standard()


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = self[code] = _SIMPLER.get(code) or to_simplified()[code]
        return folded


@cache
def to_folded() -> dict[int, str]:
    """For `str.translate`: one form of a character for both scripts and all regions.

    The simplified one, but for some that it leaves apart: 著 and 着 are one.
    """
    return _Folding()


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
