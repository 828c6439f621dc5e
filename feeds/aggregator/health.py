"""Whether a source still looks as it did when all was well: pure comparisons of documents.

Pages are redesigned, lists run empty, dates get lost, and none of that is an error of the web's.
What is remembered of a document is its `Shape`; `judge` compares the next one with it and says
what changed in words for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from feeds.model import PAGES, RawEntry, RawFeed, RawText

Change = Literal["emptied", "strange", "untitled", "moved", "undated"]
"""Nothing in it; elsewhere and nothing of it known; no titles; elsewhere; no dates."""

_IN_A_ROW = 3
"""A new structure that came so often is the usual one."""

_FEW, _FACES = 3, 4
_NUMBER = re.compile(r"\d{2,}")


class Shape(Struct, frozen=True, omit_defaults=True):
    """What a document of the source looked like when all was well.

    `entries` counts the documents that it leads on to where it has no entries itself, `titled`
    and `dated` are how many of its entries had a title and a date, of 1. Some pages have more
    than one face: `faces` are structures that were usual before. `next` is a new structure that
    came `times` times with no other new one between.
    """

    kind: str
    structure: str | None = None
    entries: int = 0
    titled: float = 0.0
    dated: float = 0.0
    faces: tuple[str, ...] = ()
    next: str | None = None
    times: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a document means: the `shape` to remember, whether its entries are to be `kept`, and
    what `change` makes the source degraded, with a message."""

    shape: Shape
    change: Change | None = None
    message: str = ""
    kept: bool = True


def shape_of(feed: RawFeed) -> Shape:
    """The shape of a document."""
    count = len(feed.entries)
    titled = sum(_says(entry.title) for entry in feed.entries)
    dated = sum(map(_is_dated, feed.entries))
    return Shape(
        kind=feed.kind,
        structure=printable(feed.structure) if feed.structure else None,
        entries=count or len(feed.more),
        titled=round(titled / count, 3) if count else 0.0,
        dated=round(dated / count, 3) if count else 0.0,
    )


def judge(before: Shape | None, now: Shape, known: int) -> Verdict:
    """Compare a document with the last good one; `known` of its entries are in the store.

    A document that stands elsewhere on its page is believed if it has entries that we know: it is
    the same list in other clothes. Otherwise it is as likely to be the site's menu.
    """
    if before is None:
        return Verdict(now)
    if not now.entries:
        if not before.entries:
            return Verdict(_succeeded(before, now))
        said = f"gave {_entries(before.entries)} before and none now"
        return Verdict(before, "emptied", said, kept=False)
    usual = _settled(before, now, known)
    moved = _moves(usual, now)
    if moved and not known:
        said = f"{_places(usual, now)}; nothing in it is known, and nothing of it is taken"
        return Verdict(usual, "strange", said, kept=False)
    if _vanished(usual, now, "titled"):
        return Verdict(usual, "untitled", "no entry has a title any more", kept=False)
    if moved:
        said = f"{_places(usual, now)}; {known} of {_entries(now.entries)} are known"
        return Verdict(usual, "moved", said)
    if _vanished(usual, now, "dated"):
        had = max(1, round(usual.dated * usual.entries))
        said = f"{had} of {_entries(usual.entries)} had dates, none has now"
        return Verdict(usual, "undated", said)
    return Verdict(_succeeded(usual, now))


def _settled(before: Shape, now: Shape, known: int) -> Shape:
    """What is usual from now on, as far as the place of the entries is concerned: what was, a
    face that the page had before, or what came often enough and is known."""
    if not _moves(before, now):
        return before
    place = _place(now.structure)
    times = before.times + 1 if place == before.next else 1
    if place not in before.faces and (times < _IN_A_ROW or not known):
        return replace(before, next=place, times=times) if known else before
    old = _place(before.structure)
    faces = dict.fromkeys((old, *before.faces)) if old else dict.fromkeys(before.faces)
    faces.pop(place, None)
    return replace(
        before,
        kind=now.kind,
        structure=now.structure,
        faces=tuple(faces)[:_FACES],
        next=None,
        times=0,
    )


def _succeeded(usual: Shape, now: Shape) -> Shape:
    return replace(now, faces=usual.faces, next=usual.next, times=usual.times)


def _moves(before: Shape, now: Shape) -> bool:
    """Whether the entries stand elsewhere. Only pages have such places; a page in place of a feed
    is always elsewhere."""
    if now.structure is None:
        return False
    if before.structure is None:
        return before.kind not in PAGES and before.entries > 0
    return _place(before.structure) != _place(now.structure)


def _place(structure: str | None) -> str:
    """A structure without the numbers that sites put into names, which say nothing of it."""
    return _NUMBER.sub("00", structure or "")


def _places(before: Shape, now: Shape) -> str:
    what = "text" if now.kind == "article" else "list"
    if before.structure is None:
        return f"was a feed and is a page now, with a {what} in {now.structure}"
    if before.kind != now.kind:
        was = "an article" if before.kind == "article" else "a list"
        return f"was {was} in {before.structure} and is a {what} in {now.structure} now"
    return f"its {what} was in {before.structure} and is in {now.structure} now"


def _vanished(before: Shape, now: Shape, field: Literal["titled", "dated"]) -> bool:
    """Whether most entries had it and none has now. One or two of many prove nothing, and what
    another kind of document does not have was not lost."""
    enough = before.kind == now.kind and now.entries >= min(_FEW, before.entries)
    return enough and getattr(before, field) >= 0.5 and getattr(now, field) == 0


def _says(text: RawText | None) -> bool:
    return text is not None and text.value.strip() != ""


def _is_dated(entry: RawEntry) -> bool:
    said = f"{entry.published or ''}{entry.updated or ''}"
    return entry.age is not None or any(map(str.isdigit, said))


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def printable(text: str) -> str:
    """A text that databases and XML take: what pages and servers say may hold anything."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
