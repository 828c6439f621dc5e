"""Hits as a person wants to see them: in the text around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from unicodedata import east_asian_width

from msgspec import Struct

from feeds.route.hits import Hit
from feeds.route.subject import FIELDS, Field, Subject

AROUND = 36
"""Columns of text on each side of a hit; a Chinese character has two."""

_WORD = 15  # characters: of a longer word a part is shown
_Spans = list[tuple[int, int]]
Pieces = tuple[tuple[str, bool], ...]
"""Pieces of a text, each with whether it is a hit."""


class Snippet(Struct, frozen=True):
    """A part of a field's text: pieces of it, each with whether it is a hit."""

    field: Field
    pieces: Pieces

    def marked(self, start: str, end: str) -> str:
        """The same as one text, with signs around the hits."""
        return "".join(f"{start}{text}{end}" if hit else text for text, hit in self.pieces)


def snippets(
    subject: Subject, hits: Iterable[Hit], most: int = 3, around: int = AROUND
) -> list[Snippet]:
    """The hits in their context, field by field: of a title and of keywords the whole line, of a
    body `most` places at most."""
    found: list[Snippet] = []
    ordered = sorted(hits, key=lambda hit: FIELDS.index(hit.field))
    for field, of_field in groupby(ordered, key=lambda hit: hit.field):
        text = subject.field(field)
        spans = _joined((hit.start, hit.end) for hit in of_field)
        wide = around if field == "body" else 10_000
        windows = _windows(text, spans, wide)
        found += [Snippet(field, pieces) for pieces in _each_once(windows)[:most]]
    return found


def _each_once(windows: Iterable[Pieces]) -> list[Pieces]:
    """What is shown, without what is shown already: a summary is mostly a beginning."""
    found: dict[str, Pieces] = {}
    for pieces in windows:
        text = "".join(text for text, _ in pieces).strip("…")
        if not any(text in other or other in text for other in found):
            found[text] = pieces
    return list(found.values())


def _joined(spans: Iterable[tuple[int, int]]) -> _Spans:
    """Spans in order; those that overlap or touch are one."""
    found: _Spans = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _windows(text: str, spans: Sequence[tuple[int, int]], around: int) -> Iterator[Pieces]:
    """The lines of these spans, as much of each as is `around` a span; what is near each other
    stands in one window."""
    windows: list[tuple[int, int, _Spans]] = []
    for start, end in spans:
        first, last = _before(text, start, around), _behind(text, end, around)
        if windows and first <= windows[-1][1] and "\n" not in text[windows[-1][2][-1][1] : start]:
            windows[-1] = windows[-1][0], last, [*windows[-1][2], (start, end)]
        else:
            windows.append((first, last, [(start, end)]))
    for first, last, inside in windows:
        pieces: list[tuple[str, bool]] = []
        place = first
        cut = first > 0 and text[first - 1] != "\n"
        lead = "…" if cut else ""
        for start, end in inside:
            pieces.append((lead + text[place:start], False))
            pieces.append((text[start:end], True))
            lead, place = "", end
        cut = last < len(text) and text[last] != "\n"
        pieces.append((text[place:last] + ("…" if cut else ""), False))
        yield tuple((piece, hit) for piece, hit in pieces if piece)


def _before(text: str, start: int, around: int) -> int:
    """Where the context before a place begins: in its line, not within a word."""
    place, width = start, 0
    while place and text[place - 1] != "\n" and width < around:
        place -= 1
        width += _columns(text[place])
    if place and text[place - 1] != "\n" and text[place - 1].isalnum() and text[place].isalnum():
        space = text.find(" ", place, min(start, place + _WORD))
        place = space + 1 if space >= 0 else place
    return place


def _behind(text: str, end: int, around: int) -> int:
    """Where the context behind a place ends."""
    place, width = end, 0
    while place < len(text) and text[place] != "\n" and width < around:
        width += _columns(text[place])
        place += 1
    if place < len(text) and text[place].isalnum() and text[place - 1].isalnum():
        space = text.rfind(" ", max(end, place - _WORD), place)
        place = space if space >= 0 else place
    return place


def _columns(character: str) -> int:
    return 2 if east_asian_width(character) in "WF" else 1
