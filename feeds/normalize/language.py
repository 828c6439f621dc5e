"""Languages: BCP 47 tags, with the script where it matters (zh-Hant, zh-Hans)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from typing import Any

from feeds import han

_TAG = re.compile(
    r"([A-Za-z]{2,3})(?:[-_](?P<extended>[A-Za-z]{3}))?(?:[-_](?P<script>[A-Za-z]{4}))?"
    r"(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?"
)
_WRITING = {
    name: re.compile(f"[{characters}]")
    for name, characters in {
        "latin": "A-Za-z\u00c0-\u024f",
        "han": "\u3400-\u9fff",
        "kana": "\u3041-\u30ff",
        "hangul": "\uac00-\ud7a3",
        "cyrillic": "\u0400-\u04ff",
        "greek": "\u0370-\u03ff",
        "arabic": "\u0600-\u06ff",
        "hebrew": "\u0590-\u05ff",
        "thai": "\u0e00-\u0e7f",
        "devanagari": "\u0900-\u097f",
        "georgian": "\u10a0-\u10ff",
        "armenian": "\u0530-\u058f",
    }.items()
}
_OTHER = re.compile("[\u0370-\u1fff\u3041-\ud7a3]")
_TELLING = {
    "kana": "ja", "hangul": "ko", "greek": "el", "hebrew": "he", "thai": "th", "georgian": "ka",
    "armenian": "hy",
}  # fmt: skip
_ENOUGH = 80  # letters, to tell a language by
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|(?<!\S)\S+@\S+")
_HANT, _HANS = {"TW", "HK", "MO"}, {"CN", "SG", "MY"}
_OLD_SCRIPTS = {"cht": "Hant", "chs": "Hans"}
_WRONG = {
    "cn": "zh",
    "cmn": "zh",
    "iw": "he",
    "jp": "ja",
    "kr": "ko",
    "cz": "cs",
    "gr": "el",
    "ua": "uk",
    "dk": "da",
}


@lru_cache(maxsize=1000)
def canonical(tag: str | None) -> str | None:
    """A declared tag in its usual spelling; None for what is no tag."""
    match = _TAG.fullmatch((tag or "").strip())
    if not match:
        return None
    language, script, region = match[1].lower(), match["script"], match["region"]
    script = script or _OLD_SCRIPTS.get((match["extended"] or "").lower())
    language = _WRONG.get(language, language)
    if language == "und":
        return None
    if language == "zh":
        if script:
            return "zh-" + script.title()
        region = (region or "").upper()
        return "zh-Hant" if region in _HANT else "zh-Hans" if region in _HANS else "zh"
    parts = [language, script.title() if script else "", region.upper() if region else ""]
    return "-".join(part for part in parts if part)


def language(declared: tuple[str | None, ...], text: str) -> str | None:
    """The first usable of `declared`, with the script of Chinese as the text shows it.

    What is declared of a whole feed says too little of Chinese, and what is declared wrongly
    (English, by a default of the software) says nothing.
    """
    tag = None
    for given in declared:
        if given and (tag := canonical(given)):
            break
    if tag is None or tag == "zh" or tag.startswith("en"):
        if script := han.script(text):
            return script
        if tag and tag != "zh" and writing(text) != "latin":
            return detected(text) or tag
    return tag


def detected(text: str) -> str | None:
    """The language that the text is surely in; None for one too short to tell.

    Writing systems that one language has tell it at once; the others a detector does, from 60
    letters on.
    """
    script = writing(text)
    if script in _TELLING:
        return _TELLING[script] if len(text) >= 8 else None
    if script == "han":
        return han.script(text) or ("zh" if len(text) >= 20 else None)
    text = _ADDRESS.sub(" ", text)
    if sum(map(str.isalpha, text)) < 60:
        return None
    tag, probability = _identifier().classify(text[:_ENOUGH])
    return str(tag) if probability >= 0.95 else None


def writing(text: str) -> str:
    """The writing system of most letters: ``han``, ``kana``, ``hangul``, ``latin``, …"""
    if text.isascii() or len(_OTHER.findall(text)) * 10 < len(text):
        return "latin"
    counts = {name: len(pattern.findall(text)) for name, pattern in _WRITING.items()}
    if counts["kana"] * 10 > counts["han"] and counts["kana"] > 2:
        return "kana"  # Japanese is mostly written in Han, too
    counts["kana"] = 0
    counts["latin"] = counts["latin"] // 3  # letters of which it takes three for a syllable
    return max(counts, key=lambda name: counts[name])


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


class Sample:
    """Texts of a document, which tell the language of entries too short to tell theirs."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts

    @cached_property
    def _known(self) -> dict[str, str | None]:
        texts: dict[str, list[str]] = {}
        for text in self._texts:
            texts.setdefault(writing(text), []).append(text)
        known: dict[str, str | None] = {}
        for name, found in texts.items():
            told = {detected(found[0]), detected(" ".join(found[1:]))} - {None}
            if len(told) < 2:  # else they disagree, and each entry has to tell its own
                known[name] = told.pop() if told else detected(" ".join(found))
        return known

    def language_of(self, text: str) -> str | None:
        """The language of one of its entries, if nobody declares it."""
        if not text:
            return None
        own = writing(text)
        return self._known[own] if own in self._known else detected(text)
