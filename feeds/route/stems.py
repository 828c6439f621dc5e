"""Other forms of a word, by Snowball's rules for the entry's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
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


def algorithm_of(language: str | None) -> str | None:
    """Snowball's name for the rules of a language (BCP 47); None where there are none."""
    return _ALGORITHMS.get((language or "").partition("-")[0].lower())


@lru_cache(maxsize=100_000)
def stem(word: str, algorithm: str) -> str | None:
    """The folded stem of a word; None for what is not one word."""
    word = unicodedata.normalize("NFC", word)
    if not _WORD.fullmatch(word):
        return None
    return fold(_stemmer(algorithm).stemWord(word.lower()))


def stems_in(hay: Haystack, algorithm: str) -> set[str | None]:
    """The stems of all words of a text."""
    return {stem(word, algorithm) for word in set(_WORD.findall(hay.text))}


def stem_spans(
    word: str, hay: Haystack, start: int, end: int, language: str | None
) -> Iterator[Span]:
    """The words between two places of a text that are forms of `word`."""
    algorithm = algorithm_of(language)
    if algorithm and (wanted := stem(word, algorithm)) is not None:
        for found in _WORD.finditer(hay.text, start, end):
            if stem(found[0], algorithm) == wanted:
                yield found.span()
