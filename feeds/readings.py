"""Readings of Chinese and Japanese characters that stand in brackets behind them, as they are left
where ruby annotations were flattened to text: ``頁(yè)`` -> ``頁``.

Brackets hold much else, so a reading goes only where it is certain:

- Pinyin with tones and zhuyin, if the characters before the bracket are read so, one by one.
- Toneless pinyin looks like any foreign word. It goes if the text proves itself annotated so, by
  several different syllables behind single characters, which with their like are the large
  majority of all Latin brackets behind characters; and where a text has readings with tones, if
  the character's tone is neutral.
- Hiragana that can be a reading, and is no ending that people put in brackets, in a text that has
  hiragana elsewhere too, or hardly any other in brackets. A single letter, as in ``取(り)``, goes
  only with several longer readings.
- Katakana is mostly a foreign name. It goes if several different on-readings of single characters
  prove the text annotated so.

Each verdict on a bracket takes other readings as not there, and what proves a text annotated goes
with the rest. So a text without its readings has none: doing it twice changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from enum import Enum, auto
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

from feeds.han import HAN, to_simplified

_CHARACTERS = HAN.pattern[1:-1] + "々〇"
_CHARACTER = re.compile(f"[{_CHARACTERS}]")
# Behind a character, or behind brackets that may stand behind one: most brackets of markup and
# scripts are passed over here. No longer than what anybody annotates at once, and so linear.
_BRACKETS = re.compile(
    rf"[(（](?<=[)）{_CHARACTERS}].)([^()（）{_CHARACTERS}]{{1,80}})[)）]", re.DOTALL
)

# Tones from the first to the fourth. Decomposed, they are marks behind the vowel.
_MARKS = "\u0304\u0301\u030c\u0300"
_WITHOUT_MARKS = dict.fromkeys(map(ord, _MARKS))
_LETTERS = str.maketrans({"ɑ": "a", "ɡ": "g", "\u0306": "\u030c"})  # as some type them
_U_WITH_DOTS = re.compile(f"u([{_MARKS}]?)(?:\u0308|:)")
_SEPARATORS = "- \u00a0\u3000'’·・"  # the hyphen first, for sets in expressions
_WITHOUT_SEPARATORS = dict.fromkeys(map(ord, _SEPARATORS))
_ZHUYIN_TONES = "ˉˊˇˋ˙"
_ZHUYIN = f"\u3105-\u312f\u31a0-\u31bf{_ZHUYIN_TONES}"
_SOUNDS = re.compile(f"[a-z{_ZHUYIN}][{_SEPARATORS}a-z{_ZHUYIN}{_MARKS}\u03020-5]*")
_TONED = re.compile(f"[0-5{_ZHUYIN}{_MARKS}]")
_ACRONYM = re.compile(f"[A-Z][{_MARKS}\u0308]*[A-Z]")
_LATIN = re.compile("[A-Za-z]")

_HIRAGANA = re.compile("[\u3041-\u3096]")
_HIRAGANA_ONLY = re.compile(f"[{_SEPARATORS}]*[\u3041-\u3096][{_SEPARATORS}\u3041-\u3096ー]*")
_KATAKANA_ONLY = re.compile(f"[{_SEPARATORS}]*[\u30a1-\u30fa][{_SEPARATORS}\u30a1-\u30faー]*")
_KUN = re.compile("(?![ぁぃぅぇぉっゃゅょんー])[^をー]+(?:ー[^をー]+)*ー?")
_ON = re.compile("[アイウエオカ-ヂツ-モヤユヨラ-ロワ][ャュョ]?[イウンクキツチッ]?")

# What hiragana in brackets is if no reading: endings of verbs and adjectives, particles, titles.
_ENDING = re.compile(
    r"""
    (?: し | され | させ | でき | なっ | なり | あっ | い | おり )?
        (?: た | て | ている | ていた | ない | なかった | ます | ました | ません | ながら | れば )
    | (?: す | でき | ある | あ | い | な | さ?せ | さ?ら?れ
        | [かがさざたばまらわけげせてねべめえびみきしちりぎ] ) る (?: もの | こと | とき | ため )?
    | しい | きい | なう | わす | らす
    | から | まで | より | など | のみ | だけ | ずつ | ほか
    | には | では | への | にて | ので | のに | くらい | ぐらい
    | です | でした | だった | である | または | および | ください
    | について | による | により | として | における
    | たち | ども | がた | さん | さま | くん | ちゃん
    """,
    re.VERBOSE,
)
# And the characters that are read just so.
_READ_SO = {
    "した": "下舌", "いた": "板", "して": "手", "ない": "内", "ます": "升桝枡益", "から": "空殻唐",
    "まで": "迄", "など": "等", "のみ": "蚤鑿", "だけ": "岳嶽竹茸", "ずつ": "宛", "ほか": "他外",
    "にて": "似", "くらい": "位", "ぐらい": "位", "または": "又", "および": "及", "ある": "或",
    "しい": "椎意", "きい": "伊", "まる": "丸円", "さる": "猿申", "ざる": "笊", "たる": "樽",
    "しる": "汁", "かる": "軽", "たち": "達質舘", "ども": "供共", "がた": "形型方潟",
    "さん": "山三産参算酸賛散傘桟蚕惨讃", "さま": "様", "くん": "君訓",
}  # fmt: skip


class _Kind(Enum):
    TONED = auto()  # zhuyin too, which is nothing else even without its tone
    NEUTRAL = auto()
    TONELESS = auto()
    HIRAGANA = auto()
    LETTER = auto()  # of hiragana, a single one
    KATAKANA = auto()


class _Script(Enum):
    LATIN = auto()
    HIRAGANA = auto()
    KATAKANA = auto()


class _Reading(NamedTuple):
    """What can be a reading, and what it proves of the text if it is one."""

    kind: _Kind
    proof: str = ""


class _Annotation(NamedTuple):
    start: int
    end: int
    reading: _Reading


def without_readings(text: str) -> str:
    """`text` without readings in brackets; nothing else in it changes."""
    annotations: list[_Annotation] = []
    scripts: Counter[_Script] = Counter()
    inside = 0
    standing: dict[int, int] = {}
    for match in _BRACKETS.finditer(text):
        content = match[1]
        before = list(islice(_before(text, standing, match.start()), len(content)))
        if not before:
            continue
        inside += len(_HIRAGANA.findall(content))
        script = _script(content)
        reading = _kana(content, before, script) or _pinyin(content, before)
        if reading is not None:
            annotations.append(_Annotation(match.start(), match.end(), reading))
            standing[match.end()] = standing.get(match.start(), match.start())
        if script is not None and (reading is None or reading.kind is not _Kind.TONED):
            scripts[script] += 1
    if not annotations:
        return text
    certain = _certain([annotation.reading for annotation in annotations], scripts)
    if _Kind.HIRAGANA not in certain and len(_HIRAGANA.findall(text)) > inside:
        certain.add(_Kind.HIRAGANA)
    pieces = []
    position = 0
    for start, end, reading in annotations:
        if reading.kind in certain:
            pieces.append(text[position:start])
            position = end
    return "".join([*pieces, text[position:]]) if pieces else text


def _before(text: str, standing: dict[int, int], end: int) -> Iterator[str]:
    """The characters before `end`, the last one first, as if no readings stood between them.

    `standing` tells for the end of each bracket with a reading where its character ends.
    """
    while True:
        end = standing.get(end, end) - 1
        if end < 0 or not _CHARACTER.match(text, end):
            return
        yield text[end]


def _script(content: str) -> _Script | None:
    if _LATIN.search(content):
        return _Script.LATIN
    if _HIRAGANA_ONLY.fullmatch(content):
        return _Script.HIRAGANA
    if _KATAKANA_ONLY.fullmatch(content):
        return _Script.KATAKANA
    return None


def _certain(readings: Collection[_Reading], scripts: Counter[_Script]) -> set[_Kind]:
    """Which kinds the text's readings together prove to be readings."""
    kinds = Counter(reading.kind for reading in readings)
    certain = {_Kind.TONED}
    if _Kind.TONED in kinds:
        certain.add(_Kind.NEUTRAL)

    def proven(script: _Script, *these: _Kind, several: int = 3, share: float = 3 / 4) -> bool:
        proofs = {reading.proof for reading in readings if reading.kind in these} - {""}
        number = sum(kinds[kind] for kind in these)
        return len(proofs) >= several and number >= share * scripts[script]

    if proven(_Script.LATIN, _Kind.NEUTRAL, _Kind.TONELESS):
        certain |= {_Kind.NEUTRAL, _Kind.TONELESS}
    if proven(_Script.KATAKANA, _Kind.KATAKANA):
        certain.add(_Kind.KATAKANA)
    if proven(_Script.HIRAGANA, _Kind.HIRAGANA, several=1):
        certain.add(_Kind.HIRAGANA)
    # Where every character has its reading, a third of them may be single letters.
    if proven(_Script.HIRAGANA, _Kind.HIRAGANA, share=1 / 2):
        certain |= {_Kind.HIRAGANA, _Kind.LETTER}
    return certain


def _kana(content: str, before: list[str], script: _Script | None) -> _Reading | None:
    """A Japanese reading by its looks: which readings a character has is not known here."""
    if script is None or script is _Script.LATIN:
        return None
    sounds = content.translate(_WITHOUT_SEPARATORS)
    if script is _Script.KATAKANA:
        units = _ON.findall(sounds)
        if "".join(units) != sounds or not 0 < len(units) <= len(before):
            return None
        return _Reading(_Kind.KATAKANA, sounds if len(units) == 1 else "")
    # As long as the longest that there are: 志(こころざし), 時鳥(ほととぎす), 紫陽花(あじさい).
    if not _KUN.fullmatch(sounds) or len(sounds) > 2 + 3 * len(before):
        return None
    if len(sounds) == 1:
        return _Reading(_Kind.LETTER)
    if _ENDING.fullmatch(sounds) and not any(
        sounds.endswith(ending) and before[0] in characters
        for ending, characters in _READ_SO.items()
    ):
        return None
    return _Reading(_Kind.HIRAGANA, sounds)


def _pinyin(content: str, before: list[str]) -> _Reading | None:
    """Pinyin or zhuyin that spells the last of the characters `before`, each of them."""
    sounds = _sounds(content)
    number = _spelled(sounds, before) if sounds else 0
    if not number:
        return None
    if _TONED.search(sounds):
        return _Reading(_Kind.TONED)
    # With a capital letter, or of several characters, it is rather a name in English.
    proof = sounds if number == 1 and content.islower() else ""
    neutral = number == 1 and (
        _pinyin_forms(before[0])[sounds] or _ends_neutral("".join(before[3::-1]))
    )
    return _Reading(_Kind.NEUTRAL if neutral else _Kind.TONELESS, proof)


@lru_cache(maxsize=4096)
def _sounds(content: str) -> str:
    """`content` as the forms are written, or nothing if it cannot be that."""
    decomposed = normalize("NFD", content.strip(_SEPARATORS)).translate(_LETTERS)
    sounds = _U_WITH_DOTS.sub(r"v\1", decomposed.lower())
    return sounds if _SOUNDS.fullmatch(sounds) and not _ACRONYM.search(decomposed) else ""


def _spelled(sounds: str, before: list[str]) -> int:
    """How many of the characters `before` these sounds are the readings of, one by one; or 0."""
    forms_of = _pinyin_forms if _LATIN.match(sounds) else _zhuyin_forms
    if sounds in forms_of(before[0]):
        return 1
    ends = {len(sounds)}
    for number, character in enumerate(before, 1):
        ends = {
            len(sounds[: end - len(form)].rstrip(_SEPARATORS))
            for end in ends
            for form in forms_of(character)
            if sounds.endswith(form, 0, end)
        }
        if 0 in ends:
            return number
        if not ends:
            break
    return 0


@lru_cache(maxsize=8192)
def _pinyin_forms(character: str) -> dict[str, bool]:
    """How readings of a character are written, and whether that is without a tone by right.

    ``tǒng`` (decomposed, v for ü), ``tong3`` and ``tong``.
    """
    forms: dict[str, bool] = {}
    for reading in _readings(character, zhuyin=False):
        marked = _U_WITH_DOTS.sub(r"v\1", normalize("NFD", reading))
        bare = marked.translate(_WITHOUT_MARKS)
        tones = [str(_MARKS.index(mark) + 1) for mark in marked if mark in _MARKS] or ["0", "5"]
        forms |= {bare + tone: False for tone in tones}
        forms[bare] = forms.get(bare, False) or marked == bare
        forms.setdefault(marked, False)
    if character in "儿兒":
        forms["r"] = True  # at the end of the syllable before
    return forms


@lru_cache(maxsize=8192)
def _zhuyin_forms(character: str) -> frozenset[str]:
    """How readings of a character are written: with the tone at either end or left out."""
    forms: set[str] = set()
    for reading in _readings(character, zhuyin=True):
        bare = reading.rstrip(_ZHUYIN_TONES)
        tone = reading[len(bare) :] or "ˉ"
        forms |= {bare, bare + tone, tone + bare}
    return frozenset(forms)


def _readings(character: str, *, zhuyin: bool) -> list[str]:
    """What the library knows of a character, or else of its usual or simplified form."""
    # Loaded only now, since it takes a tenth of a second and most texts need nothing of it.
    from pypinyin import Style, pinyin

    style = Style.BOPOMOFO if zhuyin else Style.TONE
    known = partial(pinyin, style=style, heteronym=True, errors="ignore")
    readings = (
        known(character)
        or known(normalize("NFC", character))
        or known(to_simplified()[ord(character)])
    )
    return readings[0] if readings else []


@lru_cache(maxsize=4096)
def _ends_neutral(characters: str) -> bool:
    """Whether they end with a word whose last character has lost its tone, as in 意思."""
    from pypinyin import pinyin

    last = pinyin(characters, errors="ignore")[-1:]
    return bool(last) and not _TONED.search(normalize("NFD", last[0][0]))
