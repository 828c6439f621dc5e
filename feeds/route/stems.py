"""Other forms of a word, by Snowball's rules for the entry's language."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from feeds.route.fold import fold
from feeds.route.needle import Haystack, Span

_WORD = re.compile(r"[^\W\d_]+")
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


@cache
def _stemmer(algorithm: str) -> Any:
    import Stemmer  # few configurations ask for it

    return Stemmer.Stemmer(algorithm)


@lru_cache(maxsize=100_000)
def stem(word: str, language: str | None) -> str | None:
    """The folded stem of a word in a language (BCP 47); None where the rules are not known."""
    algorithm = _ALGORITHMS.get((language or "").partition("-")[0].lower())
    if algorithm is None or not _WORD.fullmatch(word):
        return None
    return fold(_stemmer(algorithm).stemWord(word.lower()))


def stem_spans(word: str, hay: Haystack, start: int, end: int, language: str | None) -> list[Span]:
    """The words between two places of a text that are forms of `word`."""
    wanted = stem(word, language)
    if wanted is None:
        return []
    words = _WORD.finditer(hay.text, start, end)
    return [found.span() for found in words if stem(found[0], language) == wanted]
