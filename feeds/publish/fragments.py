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

PARTS = ("rss", "atom", "json", "html")
"""The formats of fragments, in their order; the last is that of pages."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Fragment(NamedTuple):
    """An entry rendered: when it last changed, in microseconds since 1970, and its part of each
    format, which is empty for formats that are not published. `pressed` are the same parts
    compressed, in the order of `PARTS`, where that is wanted."""

    updated: int
    rss: bytes
    atom: bytes
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
    wanted = {"rss", "atom"}.intersection(formats)
    rss, atom = render_entries(item, site, sources) if wanted else (b"", b"")
    parts = (
        rss if "rss" in wanted else b"",
        atom if "atom" in wanted else b"",
        render_item(item, site, sources) if "json" in formats else b"",
        render_row(item, site, sources),
    )
    updated = (entry_updated(item) - _EPOCH) // _MICROSECOND
    return Fragment(updated, *parts, tuple(map(pressed, parts)) if press else ())


def assemble(
    document: Document, fragments: Sequence[Fragment], reasons: Sequence[Sequence[Reason]] = ()
) -> dict[str, bytes]:
    """The files of a document's folder, by their names: all formats, and the page.

    `reasons` are why each entry is in the feed. The document's `updated` is that of its entries.
    Raises ValueError if what the feed itself says cannot be rendered.
    """
    from feeds.publish.pages import render_frame

    columns = _columns(fragments)
    document = structs.replace(document, updated=_newest(columns["updated"]))
    files = _formats(document, columns, reasons)
    files |= _files(document, PAGE, render_frame(document), columns, "html")
    return files


def assemble_formats(
    document: Document, fragments: Sequence[Fragment], reasons: Sequence[Sequence[Reason]] = ()
) -> dict[str, bytes]:
    """The same without the page."""
    columns = _columns(fragments)
    document = structs.replace(document, updated=_newest(columns["updated"]))
    return _formats(document, columns, reasons)


def newest_change(fragments: Sequence[Fragment]) -> datetime | None:
    """When the newest change of these entries was: the feed changes when they do."""
    return _newest([one.updated for one in fragments])


Columns = Mapping[str, Sequence[Any]]
"""The fields of fragments, each of all of them."""


def _columns(fragments: Sequence[Fragment]) -> Columns:
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
    parts = columns[format]
    whole = b"".join((before, *_mixed(parts, ends), after))
    if not document.gzip:
        return {name: whole}
    place = PARTS.index(format)
    pieces = [
        known[place] if known else pressed(part)
        for known, part in zip(columns["pressed"], parts, strict=True)
    ]
    ends = [pressed(end) for end in ends]
    whole_pressed = gzipped(whole, (pressed(before), *_mixed(pieces, ends), pressed(after)))
    return {name: whole, name + GZ: whole_pressed}


def _mixed(parts: Sequence[bytes], ends: Sequence[bytes]) -> Iterable[bytes]:
    if not ends:
        return parts
    return chain.from_iterable(zip(parts, ends, strict=True))


def _ends(items: Sequence[bytes], reasons: Sequence[Sequence[Reason]]) -> list[bytes]:
    """What stands behind each of these items of a JSON feed."""
    from feeds.publish.jsonfeed import item_end

    last = len(items) - 1
    return [
        item_end(item, reasons[number] if reasons else ()) + (b"," if number < last else b"\n ")
        for number, item in enumerate(items)
    ]
