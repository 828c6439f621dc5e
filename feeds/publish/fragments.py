"""Documents put together from entries that are rendered once for all feeds that they are in.

An entry's fragment of a format is what stands for it in every document of that format. What
differs from feed to feed is put between them: why the entry is in it (JSON Feed).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from msgspec import structs

from feeds.config import Site
from feeds.model import Item, Origin, Reason
from feeds.publish.bounds import bounded
from feeds.publish.document import FILES, PAGE, Document, entry_updated
from feeds.publish.press import GZ, gzipped, pressed

FORMATS = {
    "rss": ("rss", "content", "rss_end"),
    "atom": ("atom", "content", "atom_end"),
    "json": ("json",),
    "html": ("html",),
}
"""The parts of a fragment that make up each format; the last is that of pages."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Fragment(NamedTuple):
    """An entry rendered: when it last changed, in microseconds since 1970, and its parts of each
    format, which are empty for formats that are not published. In RSS and Atom its `content`, the
    most of it, stands between two of them. `pressed` are the formats' parts compressed, in the
    order of `FORMATS`, where that is wanted."""

    updated: int
    content: bytes
    rss: bytes
    rss_end: bytes
    atom: bytes
    atom_end: bytes
    json: bytes
    html: bytes
    pressed: tuple[bytes, ...] = ()


def render_fragment(
    item: Item,
    site: Site,
    formats: Sequence[str],
    sources: Mapping[str, Origin],
    *,
    press: bool = False,
) -> Fragment:
    """An entry as it stands in documents; too large a one as much of it as readers take.

    `sources` are those that can be named, by their ids. With `press` it is compressed too. Raises
    whatever a library raises for what it cannot render.
    """
    from feeds.publish.jsonfeed import render_item  # few passes render anything
    from feeds.publish.pages import render_row
    from feeds.publish.xml import render_entries

    item = bounded(item, site.language)
    content = rss = rss_end = atom = atom_end = b""
    if "rss" in formats or "atom" in formats:
        rendered = render_entries(item, site, sources)
        content = rendered.content
        if "rss" in formats:
            rss, rss_end = rendered.rss
        if "atom" in formats:
            atom, atom_end = rendered.atom
    fragment = Fragment(
        (entry_updated(item) - _EPOCH) // _MICROSECOND,
        content,
        rss,
        rss_end,
        atom,
        atom_end,
        render_item(item, site, sources) if "json" in formats else b"",
        render_row(item, site, sources),
    )
    return fragment._replace(pressed=press_formats(fragment)) if press else fragment


def press_formats(fragment: Fragment) -> tuple[bytes, ...]:
    """The parts of each format, compressed."""
    columns = _columns([fragment])
    return tuple(pressed(b"".join(_row(columns, format))) for format in FORMATS)


def assemble(
    document: Document, fragments: Sequence[Fragment], reasons: Sequence[Sequence[Reason]] = ()
) -> dict[str, bytes]:
    """The files of a document's folder, by their names: all formats, and the page.

    `reasons` are why each entry is in the feed. The document's `updated` is that of its entries.
    Raises ValueError if what the feed itself says cannot be rendered.
    """
    from feeds.publish.pages import render_frame

    columns = _columns(fragments, press=document.gzip)
    document = structs.replace(document, updated=_newest(columns["updated"]))
    files = _formats(document, columns, reasons)
    files |= _files(document, PAGE, render_frame(document), columns, "html")
    return files


def assemble_formats(
    document: Document, fragments: Sequence[Fragment], reasons: Sequence[Sequence[Reason]] = ()
) -> dict[str, bytes]:
    """The same without the page."""
    columns = _columns(fragments, press=document.gzip)
    document = structs.replace(document, updated=_newest(columns["updated"]))
    return _formats(document, columns, reasons)


def newest_change(fragments: Sequence[Fragment]) -> datetime | None:
    """When the newest change of these entries was: the feed changes when they do."""
    return _newest([one.updated for one in fragments])


Columns = Mapping[str, Sequence[Any]]
"""The fields of fragments, each of all of them."""


def _columns(fragments: Sequence[Fragment], *, press: bool = False) -> Columns:
    if press:
        fragments = [
            one if one.pressed else one._replace(pressed=press_formats(one)) for one in fragments
        ]
    names = Fragment._fields
    return dict(
        zip(names, zip(*fragments, strict=True) if fragments else [()] * len(names), strict=True)
    )


def _newest(updated: Sequence[int]) -> datetime | None:
    return _EPOCH + max(updated) * _MICROSECOND if updated else None


def _formats(
    document: Document, columns: Columns, reasons: Sequence[Sequence[Reason]]
) -> dict[str, bytes]:
    from feeds.publish import jsonfeed, xml

    files: dict[str, bytes] = {}
    for format in document.formats:
        ends: Sequence[bytes] = ()
        if format == "json":
            frame = jsonfeed.render_frame(document)
            ends = _ends(columns["json"], reasons)
        else:
            frame = xml.render_frame(document, format)
        files |= _files(document, FILES[format], frame, columns, format, ends)
    return files


def _files(
    document: Document,
    name: str,
    frame: tuple[bytes, bytes],
    columns: Columns,
    format: str,
    ends: Sequence[bytes] = (),
) -> dict[str, bytes]:
    """A document in one format, as a file and, if that is wanted, as a compressed one. `ends` are
    what stands behind each entry."""
    before, after = frame
    whole = b"".join((before, *_row(columns, format, ends), after))
    if not document.gzip:
        return {name: whole}
    place = tuple(FORMATS).index(format)
    pieces = [one[place] for one in columns["pressed"]]
    woven = _woven(pieces, map(pressed, ends)) if ends else pieces
    return {name: whole, name + GZ: gzipped(whole, (pressed(before), *woven, pressed(after)))}


def _row(columns: Columns, format: str, ends: Sequence[bytes] = ()) -> Iterable[bytes]:
    """What stands between the frame's parts, piece by piece."""
    parts = [columns[name] for name in FORMATS[format]]
    return _woven(*parts, *([ends] if ends else []))


def _woven(*columns: Iterable[bytes]) -> Iterable[bytes]:
    return chain.from_iterable(zip(*columns, strict=True))


def _ends(items: Sequence[bytes], reasons: Sequence[Sequence[Reason]]) -> list[bytes]:
    """What stands behind each of these items of a JSON feed."""
    from feeds.publish.jsonfeed import item_end

    last = len(items) - 1
    return [
        item_end(item, reasons[number] if reasons else ()) + (b"," if number < last else b"\n ")
        for number, item in enumerate(items)
    ]
