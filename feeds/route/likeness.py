"""An article's text as it is compared with others': whoever printed it, in whichever script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from heapq import nsmallest
from itertools import accumulate
from zlib import crc32

from msgspec import Struct

from feeds import han
from feeds.route.characters import UNSPACED_RANGES
from feeds.route.fold import fold

BANDS = 16
"""So many numbers stand for a text where others are looked for that are like it."""
SHARED = 2
"""So many of them two texts have in common that are worth being compared (if they have so many)."""

CANDIDATES = 12
"""At most so many texts are compared with one, those that share most."""

# A date or a time of day is one word, and so is a number with its separators.
_WORD = re.compile(
    r"\d{4} ?(?:年 ?\d\d? ?月 ?\d\d? ?日|([-/.])\d\d?\1\d\d?)|\d\d?[/.]\d\d?[/.]\d{4}"
    r"|\d\d? ?月 ?\d\d? ?日|\d\d?:\d\d(?::\d\d)?|\d\d?/\d\d?(?!\d)"
    r"|\d+(?:[.,]\d+)*"
    rf"|[{UNSPACED_RANGES}]|(?:[^\W\d_{UNSPACED_RANGES}]|[\u0300-\u036f\u0900-\u0963\u0966-\u0dff])+"
)
_SPACES = re.compile(r"\s+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_CHARACTER = re.compile(f"[{UNSPACED_RANGES}]")
_SHINGLE = {True: 6, False: 4}  # words in a row: characters of unspaced scripts, words of others
_MIX = 0x9E3779B1  # an odd number: what it multiplies is spread over all of its bits


class Likeness(Struct, frozen=True, dict=True):
    """An article as others are compared with it.

    `source` is the id of who gave it, `address` what its canonical address is known by (None
    for none, and for those that stand for no article). `title` and `body` are canonical text:
    folded, and Chinese in the mainland's words.
    """

    source: str
    address: str | None
    title: str
    body: str

    @cached_property
    def title_words(self) -> list[str]:
        """The words of the title."""
        return words(self.title)

    @cached_property
    def body_words(self) -> list[str]:
        """The words of the body: characters where a script has no spaces between words."""
        return words(self.body)

    @cached_property
    def runs(self) -> frozenset[int]:
        """Hashes of all runs of a few words of the body."""
        some = self.body_words
        hashes = set()
        for place, word in enumerate(some):
            length = _SHINGLE[is_character(word)]
            if place + length <= len(some) or not place:
                run = " ".join(some[place : place + length])
                hashes.add((crc32(run.encode()) * _MIX & 0xFFFFFFFF) >> 1)
        return frozenset(hashes)

    @cached_property
    def _weights(self) -> list[int]:
        return [0, *accumulate(map(_weight, self.body_words))]

    def weight(self, start: int = 0, end: int | None = None) -> int:
        """How much text the body's words from `start` up to `end` are; see `weight`."""
        weights = self._weights
        return weights[len(weights) - 1 if end is None else end] - weights[start]


def likeness_of(source: str, address: str | None, title: str, body: str) -> Likeness:
    """`title` and `body` as they are compared; `body` is plain text, a line a paragraph."""
    title, body = canonical(title), canonical(body)
    lines = body.split("\n")
    if len(lines) > 1:
        # A site's headline above the text; and a summary below it that is its beginning.
        lines = [line for line in lines if line.strip() != title.strip() or not title]
        last = _SPACES.sub("", lines[-1]).rstrip("….") if lines else ""
        if last and last in _SPACES.sub("", "\n".join(lines[:-1])):
            lines.pop()
    return Likeness(source, address, title, "\n".join(lines))


def canonical(text: str) -> str:
    """One form for what several sites make of a text: script, vocabulary, case, width."""
    return fold(han.leveled(unicodedata.normalize("NFC", text)))


def words(text: str) -> list[str]:
    """The words of canonical text, without what stands between them."""
    if _THOUSANDS.search(text):
        text = _THOUSANDS.sub(lambda number: number[0].replace(",", ""), text)
    return [match[0] for match in _WORD.finditer(text)]


def weight(some: Sequence[str]) -> int:
    """How much text the words are: a character counts one, a word of letters two."""
    return sum(map(_weight, some))


def _weight(word: str) -> int:
    return 1 if is_character(word) else 2


def joined(some: Sequence[str]) -> str:
    """Words as text again, without spaces where the script has none."""
    text = ""
    for before, word in zip(("", *some), some, strict=False):
        text += word if is_character(before) and is_character(word) else f" {word}"
    return text


def is_character(word: str) -> bool:
    """Whether it is a character of a script without spaces between words."""
    return len(word) == 1 and word > "\u0dff" and _CHARACTER.match(word) is not None


def signature(likeness: Likeness) -> list[int]:
    """The numbers by which texts like this one are found: two of which one holds most of the
    other have some in common, but for one pair in thousands.

    They are the least of the hashes of all runs of a few words; so what another site puts
    around a text, or leaves out of it, changes few of them. At most `BANDS`, of 31 bits each.
    """
    return nsmallest(BANDS, likeness.runs)
