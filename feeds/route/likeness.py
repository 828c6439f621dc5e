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
    r"\d{4} ?(?:年 ?\d\d? ?月 ?\d\d? ?日|-\d\d?-\d\d?|/\d\d?/\d\d?|\.\d\d?\.\d\d?)"
    r"|\d\d?[/.]\d\d?[/.]\d{4}"
    r"|\d\d? ?月 ?\d\d? ?日|\d\d?:\d\d(?::\d\d)?|\d\d?/\d\d?(?!\d)"
    r"|\d+(?:[.,]\d+)*"
    rf"|[{UNSPACED_RANGES}]|(?:[^\W\d_{UNSPACED_RANGES}]|[\u0300-\u036f\u0900-\u0963\u0966-\u0dff])+"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_CHARACTER = re.compile(f"[{UNSPACED_RANGES}]")
LEAST = 24
"""Texts below that weight are not compared."""

# What parts clauses: signs, but for those within words, and the spaces of scripts that part
# sentences by them.
_BREAK = re.compile(
    r"[\n!-&(-,./:-@\[-`{-~\u00a1-\u00bf\u060c\u061b\u061f\u0964\u0965\u2010-\u2018\u201a-\u205e"
    r"\u3000-\u3004\u3008-\u303f\uff01-\uff0f\uff1a-\uff20]+"
    r"|(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]) "
)
_CLAUSE, _FEW = 12, 5  # letters that a clause has at least; characters of East Asia
_WINDOW = 8  # characters of East Asia in a row
_RUN = 5  # words, or characters of a script without spaces
_BITS = 0x7FFFFFFF


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
        """Hashes of all runs of a few words of the body, of 31 bits each."""
        some = self.body_words
        if len(some) < _RUN:
            return frozenset([crc32(" ".join(some).encode()) >> 1] if some else [])
        numbers = {word: crc32(word.encode()) for word in set(some)}
        hashed = [numbers[word] for word in some]
        shifted = (hashed[start:] for start in range(_RUN))
        return frozenset([hash(run) & _BITS for run in zip(*shifted, strict=False)])

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
        last = "".join(lines[-1].split()).rstrip("….") if lines else ""
        if last and last in "".join("".join(lines[:-1]).split()):
            lines.pop()
    return Likeness(source, address, title, "\n".join(lines))


def canonical(text: str) -> str:
    """One form for what several sites make of a text: script, vocabulary, case, width."""
    return fold(han.leveled(unicodedata.normalize("NFC", text)))


def words(text: str) -> list[str]:
    """The words of canonical text, without what stands between them."""
    if _THOUSANDS.search(text):
        text = _THOUSANDS.sub(lambda number: number[0].replace(",", ""), text)
    return _WORD.findall(text)


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


def signature(folded: str) -> list[int]:
    """The numbers by which texts like this one, which is folded, are found: two of which one
    holds most of the other have some in common, but for two pairs in a hundred.

    They are the least of the hashes of its clauses, as long as they say something, and, where
    these are few, of all runs of some letters; so what another site puts around a text, or leaves
    out of it, changes few of them. At most `BANDS`, of
    31 bits each, the same on every machine; none for a text that is too short to say what it is.
    """
    if len(folded) < LEAST:
        return []
    found = set()
    for clause in _BREAK.split(folded):
        said = clause.replace(" ", "")
        if len(said) >= _CLAUSE or (len(said) >= _FEW and said[-1] > "\u2e7f"):
            found.add(crc32(said.encode("utf-8", "replace")) >> 1)
    numbers = sorted(found)[:BANDS]
    run = "".join(folded.split()) if len(numbers) < BANDS else ""
    if run:  # a short text, of which an edit may leave no clause as it was
        size = _WINDOW if run[-1] > "\u2e7f" or run[0] > "\u2e7f" else 3 * _WINDOW
        windows = (run[at : at + size] for at in range(max(1, len(run) - size + 1)))
        hashes = {crc32(window.encode("utf-8", "replace")) >> 1 for window in windows}
        numbers += nsmallest(BANDS - len(numbers), hashes - found)
    return numbers
