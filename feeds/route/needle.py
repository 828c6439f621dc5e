"""A word or a phrase as it is looked for in folded text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

from feeds.route.characters import HANGUL, KINDS, LETTER, OTHER, UNSPACED
from feeds.route.fold import SILENT, fold, same_word

Span = tuple[int, int]
"""Where something stands in a text: its first place, and the one after its last."""

_SPACES, _LOOSE, _FIRM = range(3)
"""What may stand between two pieces of a needle: spaces or nothing; any signs and spaces or
nothing; at least one of these."""


class Haystack:
    """A text as it is searched: NFC as it is, and folded, without what says nothing.

    `places` has each character's place in the text as it was given, and is None where nothing
    was left out.
    """

    __slots__ = ("folded", "places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.places: list[int] | None = None
        if SILENT in self.folded:
            self.places = [i for i, sign in enumerate(self.folded) if sign != SILENT]
            self.text = "".join([text[i] for i in self.places])
            self.folded = self.folded.replace(SILENT, "")
            self.places.append(len(text))

    def given(self, span: Span) -> Span:
        """A span of the text as it was given."""
        if self.places is None or span[0] == span[1]:
            return span
        return self.places[span[0]], self.places[span[1] - 1] + 1

    def taken(self, position: int) -> int:
        """The place here of a place in the text as it was given."""
        if self.places is None:
            return position
        return bisect_left(self.places, position)


class Needle:
    """A word or phrase, cut into the pieces that stand in a text as they are.

    A letter at its edge must not go on outside: `go` is not in `good`, 扶貧 is in 精準扶貧 and 5G
    in 5G手機. After Hangul anything may follow, for that is where particles stand. Between a letter
    of a script without spaces and one with, a space says nothing: 5G手機 is 5G 手機.
    """

    __slots__ = (
        "_after",
        "_before",
        "_heads",
        "_simple",
        "_tails",
        "exact",
        "gaps",
        "pieces",
        "prefix",
    )

    def __init__(self, words: str, prefix: bool) -> None:
        hay = Haystack(unicodedata.normalize("NFC", words.replace("\n", " ")))
        cuts = _cut(hay.folded)
        self.prefix = prefix
        self.pieces = tuple(hay.folded[start:end] for start, end, _ in cuts)
        self.gaps = tuple(gap for _, _, gap in cuts[:-1])
        # Characters whose folded form could be another word's too.
        self.exact = tuple(
            tuple(
                (place - start, hay.text[place])
                for place in range(start, end)
                if hay.text[place] != hay.folded[place] and KINDS[hay.text[place]] == UNSPACED
            )
            if hay.text != hay.folded
            else ()
            for start, end, _ in cuts
        )
        self._simple = len(cuts) == 1 and not self.exact[0]
        # How many signs stand at the beginning and at the end of each piece.
        self._heads = tuple(_signs(piece) for piece in self.pieces)
        self._tails = tuple(_signs(piece[::-1]) for piece in self.pieces)
        self._before = _before(self.pieces[0])
        self._after = None if prefix else _after(self.pieces[-1])

    @property
    def anchor(self) -> int:
        """The number of the piece that is worth looking for: the one that says the most."""
        return max(range(len(self.pieces)), key=lambda number: _weight(self.pieces[number]))

    @property
    def weight(self) -> int:
        """How much the piece to look for says: how many letters it is worth."""
        return max(map(_weight, self.pieces))

    def at(self, hay: Haystack, number: int, start: int) -> Span | None:
        """The span of the whole, where the piece with this number stands at `start`."""
        folded = hay.folded
        begin = start
        if self._simple:
            end = start + len(self.pieces[0])
            return (start, end) if self._free(folded, start, end) else None
        for piece in range(number, 0, -1):
            begin = self._back(folded, begin, piece)
            if begin < 0:
                return None
        end = begin
        for piece, words in enumerate(self.pieces):
            if piece:
                end = self._on(folded, end, piece)
            if end < 0 or not folded.startswith(words, end):
                return None
            for place, wanted in self.exact[piece]:
                if not same_word(wanted, hay.text[end + place]):
                    return None
            end += len(words)
        return (begin, end) if self._free(folded, begin, end) else None

    def _back(self, folded: str, start: int, piece: int) -> int:
        """Where the piece before the one at `start` would begin; -1 for nowhere."""
        before, gap = piece - 1, self.gaps[piece - 1]
        place = start
        if gap == _SPACES:
            while place and folded[place - 1] == " ":
                place -= 1
        else:
            while place and KINDS[folded[place - 1]] == OTHER and folded[place - 1] != "\n":
                place -= 1
            place += self._tails[before]
            if place > start - (gap == _FIRM):
                return -1
        return place - len(self.pieces[before])

    def _on(self, folded: str, end: int, piece: int) -> int:
        """Where the piece after the one that ends at `end` would begin; -1 for nowhere."""
        gap, place = self.gaps[piece - 1], end
        if gap == _SPACES:
            while place < len(folded) and folded[place] == " ":
                place += 1
            return place
        while place < len(folded) and KINDS[folded[place]] == OTHER and folded[place] != "\n":
            place += 1
        place -= self._heads[piece]
        return place if place >= end + (gap == _FIRM) else -1

    def _free(self, folded: str, start: int, end: int) -> bool:
        """Whether what stands around it does not go on with its first or last word."""
        if self._before and start:
            before = folded[start - 1]
            if KINDS[before] == self._before[0] or before in self._before[1]:
                return False
        if self._after and end < len(folded):
            after = folded[end]
            if KINDS[after] == self._after[0] or after in self._after[1]:
                return False
            if self._after[2] and _GOES_ON.match(folded, end):
                return False
        return True


# C++ and C# are words by themselves, in which C is not.
_GOES_ON = re.compile(r"#|\+\+|\+(?!\w)")

# Most words, for which cutting would find nothing.
_ONE_PIECE = re.compile("[0-9a-z]+|[\u4e00-\u9fff]+")


def _before(piece: str) -> tuple[int, str] | None:
    """The kind of character, and the characters, that must not stand before this."""
    kind = KINDS[piece[0]]
    if kind in (LETTER, HANGUL):
        return kind, ""
    if piece[0] in ".@#":
        return LETTER, piece[0]
    return None


def _after(piece: str) -> tuple[int, str, bool] | None:
    """The same for what stands behind; and whether it is one letter, which C++ is not."""
    if KINDS[piece[-1]] == LETTER:
        return LETTER, "", len(piece) == 1 or KINDS[piece[-2]] != LETTER
    if piece[-1] in "+#":
        return -1, piece[-1], False
    return None


def _signs(piece: str) -> int:
    """How many signs it begins with."""
    count = 0
    while count < len(piece) and KINDS[piece[count]] == OTHER:
        count += 1
    return count


def _weight(piece: str) -> int:
    """How much a piece says: an ideograph says as much as a few letters."""
    return len(piece) if piece.isascii() else sum(1 + 2 * (KINDS[c] == UNSPACED) for c in piece)


def _cut(folded: str) -> list[tuple[int, int, int]]:
    """The pieces of a needle: start, end, and what may stand behind.

    A word of signs alone between others says no more than a space.
    """
    if _ONE_PIECE.fullmatch(folded):
        return [(0, len(folded), _FIRM)]
    words = [match.span() for match in re.finditer(r"\S+", folded)]
    said = [word for word in words if any(KINDS[c] != OTHER for c in folded[word[0] : word[1]])]
    if not said:
        return [(words[0][0], words[-1][1], 0)]
    cuts: list[tuple[int, int, int]] = []
    for number, (start, end) in enumerate(said):
        for place in range(start + 1, end):
            before, after = KINDS[folded[place - 1]], KINDS[folded[place]]
            if OTHER not in (before, after) and (before == UNSPACED) != (after == UNSPACED):
                cuts.append((start, place, _SPACES))
                start = place
        following = folded[said[number + 1][0]] if number + 1 < len(said) else ""
        firm = {KINDS[edge] for edge in folded[end - 1] + following} <= {LETTER, HANGUL}
        cuts.append((start, end, _FIRM if firm else _LOOSE))
    return cuts


@lru_cache(maxsize=100_000)
def needle(words: str, prefix: bool = False) -> Needle:
    """The needle of a word or a phrase."""
    return Needle(words, prefix)
