"""RSS 2.0 and Atom 1.0, rendered with feedgen: entries one by one, and the frames around them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.config import Site
from feeds.model import Item, Origin
from feeds.publish.also import content_of
from feeds.publish.characters import in_html, plain, spelled_out, untyped
from feeds.publish.document import STYLE, UNDATED, Document, display_title, entry_updated
from feeds.publish.feedgen_fixes import ATOM, PREFIXES, EntryFixes, FeedFixes, Head

XML = ("rss", "atom")
"""The formats that are made here."""

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_RSS = {**PREFIXES, "atom": ATOM, "content": _CONTENT}
_ENDS = {"rss": b"  </channel>", "atom": b"</feed>"}
_FILLED = ("title", "description", "id", "page", "own", "own_page", "current", "older", "updated")
# Stand for what differs from feed to feed. They are no characters, so no text has them.
_MARKS = {name: chr(0xFDD2 + number) for number, name in enumerate((*_FILLED, "root"))}
_CHARACTERS = re.compile("[\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
_BODY = chr(0xFDD2 + len(_MARKS))
_MARK = re.compile(b"\xef\xb7([\x92-\x9b])")


class Rendered(NamedTuple):
    """An entry in RSS and in Atom: what stands there before its content, and what behind."""

    content: bytes
    rss: tuple[bytes, bytes]
    atom: tuple[bytes, bytes]


def render_entries(item: Item, site: Site, sources: Mapping[str, Origin]) -> Rendered:
    """An entry as it stands in RSS and in Atom, with the indentation that it has there.

    Atom 1.0 is RFC 4287's, RSS 2.0 the RSS Advisory Board's (2.0.11, and its Best Practices
    Profile).
    """
    content = _content_of(item, site)
    made = _entry(item, site, sources, _BODY if content else "")
    # Both under one root, as deep as they stand in their documents.
    root = etree.Element("rss", nsmap=_RSS)
    etree.SubElement(root, "channel").append(made.rss_entry())
    root.append(made.atom_entry())
    whole = etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=False)
    whole = spelled_out(whole[: -len(b"</rss>\n")].partition(b"<channel>\n")[2])
    rss, _, atom = whole.partition(b"  </channel>\n")
    body = _escaped(in_html(content)) if content else b""
    return Rendered(body, _around(rss), _around(atom))


def _around(entry: bytes) -> tuple[bytes, bytes]:
    before, _, after = entry.partition(_BODY.encode())
    return before, after


def _content_of(item: Item, site: Site) -> str:
    entry, content = item.entry, content_of(item, site)
    if not content and not entry.url:  # Atom demands one of the two
        content = html.escape(entry.summary or display_title(entry), quote=False)
    return content


def render_frame(document: Document, format: str) -> tuple[bytes, bytes]:
    """What stands before the entries of a document, and what behind them.

    feedgen renders it once for all documents that are alike but for names, addresses and a date,
    which are filled in.
    """
    head = _head(document, format)
    literals, names, after = _frame(
        format, head.site, head.every, head.moved, head.archived, head.older is not None
    )
    values = [_filled_in(getattr(head, name)) for name in names]
    before = b"".join(chain.from_iterable(zip(literals, [*values, b""], strict=True)))
    return before, after


def _head(document: Document, format: str) -> Head:
    text = untyped if format == "rss" else plain
    date = document.updated or UNDATED
    return Head(
        format=format,
        site=document.site,
        every=document.every,
        moved=document.at is not None,
        archived=document.archive is not None,
        title=text(document.title),
        description=text(document.description),
        id=document.url("atom"),
        page=document.page_url,
        own=document.own_url(format),
        own_page=document.own_url(),
        current=document.url(format),
        older=document.older_url(format),
        updated=format_datetime(date) if format == "rss" else date.isoformat(),
        root=document.root,
    )


@lru_cache(maxsize=128)
def _filled_in(text: str) -> bytes:
    """Most of what is filled in stands in several places, and in both formats."""
    return _escaped(text)


def _escaped(text: str) -> bytes:
    """Text as it stands in an element; of addresses also as in an attribute.

    Raises ValueError for characters that no document in XML may have.
    """
    if not _CHARACTERS.fullmatch(text):
        raise ValueError("there are control characters in it, which no document in XML may have")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return spelled_out(text.replace("\r", "&#13;").encode())


@lru_cache(maxsize=32)
def _frame(
    format: str, site: Site, every: int | None, moved: bool, archived: bool, has_older: bool
) -> tuple[list[bytes], list[str], bytes]:
    """What stands before the entries of a document, cut where there are marks; the names of these;
    and what stands behind the entries."""
    marks: dict[str, Any] = {name: mark for name, mark in _MARKS.items() if name != "older"}
    older = _MARKS["older"] if has_older else None
    head = Head(
        format=format, site=site, every=every, moved=moved, archived=archived, older=older, **marks
    )
    parts = _MARK.split(render_whole(head))
    names = list(_MARKS)
    literals = parts[::2]
    literals[-1], end, after = literals[-1].rpartition(_ENDS[format])
    return literals, [names[mark[0] - 0x92] for mark in parts[1::2]], end + after


def render_whole(head: Head, entries: Sequence[FeedEntry] = ()) -> bytes:
    """A document by feedgen alone."""
    generator = _generator(head)
    for entry in entries:
        generator.add_entry(entry, order="append")
    make = generator.rss_str if head.format == "rss" else generator.atom_str
    declaration, _, rest = spelled_out(make(pretty=True)).partition(b"?>")
    # By which a browser shows it; readers look past it.
    style = f'?>\n<?xml-stylesheet type="text/css" href="{head.root}{STYLE}"?>'
    return declaration + style.encode() + rest


def _generator(head: Head) -> FeedGenerator:
    site = head.site
    generator = FeedGenerator()
    generator.register_extension("fixes", FeedFixes, EntryFixes)
    generator.fixes.head = head
    generator.id(head.id)
    generator.title(head.title)
    generator.subtitle(head.description)
    generator.description(head.description)
    generator.link(href=head.page, rel="alternate")
    generator.language(site.language)
    generator.author(name=plain(site.author or site.title))
    generator.generator("feeds")
    generator.docs("https://www.rssboard.org/rss-specification")
    if site.rights:
        generator.rights(plain(site.rights))
    if site.icon:
        generator.icon(site.icon)
    if site.logo:
        generator.logo(site.logo)
    if head.every:
        generator.ttl(max(1, head.every // 60))
    generator.updated(UNDATED)  # the extension says when
    generator.lastBuildDate(UNDATED)
    return generator


def _entry(item: Item, site: Site, sources: Mapping[str, Origin], content: str) -> FeedEntry:
    entry, made = item.entry, FeedEntry()
    made.title(plain(display_title(entry)))
    made.guid(entry.id, permalink=entry.id == entry.url)
    made.updated(entry_updated(item))
    if entry.url:
        made.link(href=entry.url, rel="alternate")
    if content:
        made.content(content, type="html")
    if entry.summary:
        made.summary(plain(entry.summary))
    for person in entry.authors:
        made.author(_filled(name=plain(person.name), email=person.email, uri=person.url))
    for person in entry.contributors:
        made.contributor(_filled(name=plain(person.name), email=person.email, uri=person.url))
    made.register_extension("fixes", EntryFixes)
    made.fixes.item, made.fixes.site, made.fixes.sources = item, site, sources
    return made


def _filled(**values: str | None) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}
