"""Documents put together from entries that are rendered once for all feeds that they are in.

An entry's fragment of a format is what stands for it in every document of that format. What
differs from feed to feed is put between them: why the entry is in it (JSON Feed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from feeds.config import Site
from feeds.model import Item, Origin
from feeds.publish.bounds import bounded
from feeds.publish.document import FILES, Document, entry_updated

PARTS = ("rss", "atom", "json", "html")
"""The formats of fragments, in their order; the last is that of pages."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Fragment(NamedTuple):
    """An entry rendered: when it last changed, in microseconds since 1970, and its part of each
    format, which is empty for formats that are not published."""

    updated: int
    rss: bytes
    atom: bytes
    json: bytes
    html: bytes


def render_fragment(
    item: Item, site: Site, formats: Sequence[str], sources: Mapping[str, Origin]
) -> Fragment:
    """An entry as it stands in documents; too large a one as much of it as readers take.

    `sources` are those that can be named, by their ids. Raises whatever a library raises for what
    it cannot render.
    """
    from feeds.publish.jsonfeed import render_item  # few passes render anything
    from feeds.publish.pages import render_row
    from feeds.publish.xml import render_entries

    item = bounded(item, site.language)
    wanted = {"rss", "atom"}.intersection(formats)
    rss, atom = render_entries(item, site, sources) if wanted else (b"", b"")
    return Fragment(
        (entry_updated(item) - _EPOCH) // _MICROSECOND,
        rss if "rss" in wanted else b"",
        atom if "atom" in wanted else b"",
        render_item(item, site, sources) if "json" in formats else b"",
        render_row(item, site, sources),
    )


def assemble(
    document: Document, fragments: Sequence[Fragment], reasons: Sequence[bytes] = ()
) -> dict[str, bytes]:
    """The files of a document's folder, by their names: all formats, and the page.

    `reasons` are those of each entry as `render_reasons` gives them. The document's `updated` is
    that of its entries. Raises ValueError if what the feed itself says cannot be rendered.
    """
    from feeds.publish.pages import render_frame

    files = assemble_formats(document, fragments, reasons)
    document = replace(document, updated=newest_change(fragments))
    before, after = render_frame(document)
    files["index.html"] = b"".join((before, *[one.html for one in fragments], after))
    return files


def assemble_formats(
    document: Document, fragments: Sequence[Fragment], reasons: Sequence[bytes] = ()
) -> dict[str, bytes]:
    """The same without the page."""
    from feeds.publish import jsonfeed, xml

    document = replace(document, updated=newest_change(fragments))
    files = {}
    for format in document.formats:
        if format == "json":
            before, after = jsonfeed.render_frame(document)
            parts = _items([one.json for one in fragments], reasons)
        else:
            before, after = xml.render_frame(document, format)
            place = Fragment._fields.index(format)
            parts = [one[place] for one in fragments]  # type: ignore[misc]
        files[FILES[format]] = b"".join((before, *parts, after))
    return files


def newest_change(fragments: Sequence[Fragment]) -> datetime | None:
    """When the newest change of these entries was: the feed changes when they do."""
    if not fragments:
        return None
    return _EPOCH + max(one.updated for one in fragments) * _MICROSECOND


def _items(items: Sequence[bytes], reasons: Sequence[bytes]) -> list[bytes]:
    from feeds.publish.jsonfeed import item_end

    parts: list[bytes] = []
    last = len(items) - 1
    for number, item in enumerate(items):
        end = item_end(item, reasons[number] if reasons else b"")
        parts += (item, end + (b"," if number < last else b"\n "))
    return parts
