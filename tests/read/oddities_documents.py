"""What the tables of oddities share: documents around one item, and what comes of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from feeds.model import Entry, Source
from feeds.normalize import Document, identify, normalize
from feeds.read import read

NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://news.example/feed.xml"
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SPACES = (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    ' xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)


def rss(*items: str, head: str = "", root: str = SPACES, declaration: str = DECLARATION) -> str:
    """A feed of RSS 2.0 with what stands in each of its items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'{declaration}<rss version="2.0"{root}><channel><title>T</title>'
        f"<link>https://news.example/</link>{head}{inside}</channel></rss>"
    )


def atom(*entries_: str, head: str = "", root: str = "", entry: str = "") -> str:
    """A feed of Atom 1.0 with what stands in each of its entries."""
    inside = "".join(f"<entry{entry}>{each}</entry>" for each in entries_)
    return (
        f'{DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom"{root}><title>T</title>'
        f"<id>urn:x:feed</id>{head}{inside}</feed>"
    )


def atom03(inside: str) -> str:
    """A feed of Atom 0.3 with one entry."""
    return (
        f'{DECLARATION}<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title>'
        f"<entry>{inside}</entry></feed>"
    )


def rdf(inside: str, about: str = ' rdf:about="https://news.example/1"', root: str = "") -> str:
    """A feed of RSS 1.0 with one item, which stands beside its channel."""
    return (
        f'{DECLARATION}<rdf:RDF xmlns:rdf="{RDF}" xmlns="http://purl.org/rss/1.0/"{SPACES}{root}>'
        f'<channel rdf:about="https://news.example/"><title>T</title><items><rdf:Seq>'
        f'<rdf:li rdf:resource="https://news.example/1"/></rdf:Seq></items></channel>'
        f"<item{about}>{inside}</item></rdf:RDF>"
    )


def json_feed(item: dict[str, Any], version: str = "1.1", **feed: Any) -> str:
    """A JSON Feed with one item."""
    head = {"version": f"https://jsonfeed.org/version/{version}", "title": "T"}
    return json.dumps({**head, **feed, "items": [item]}, ensure_ascii=False)


def entries(document: str | bytes, content_type: str | None = None) -> list[Entry]:
    """All that a pass makes of a document that it has not seen before."""
    body = document.encode() if isinstance(document, str) else document
    source = Source(id="odd", url=URL)
    feed = read(body, url=URL, content_type=content_type)
    about = Document(feed, source, URL, NOW)
    return [normalize(item, about) for item in identify(feed, source, URL, "")]


_LISTS: dict[str, Callable[[list[Entry]], Any]] = {
    "titles": lambda found: [entry.title for entry in found],
    "ids": lambda found: [entry.id for entry in found],
    "urls": lambda found: [entry.url for entry in found],
    "names": lambda found: [person.name for person in found[0].authors],
    "emails": lambda found: [person.email for person in found[0].authors],
    "pages": lambda found: [person.url for person in found[0].authors],
    "helpers": lambda found: [person.name for person in found[0].contributors],
    "files": lambda found: [media.url for media in found[0].media],
    "durations": lambda found: [media.duration for media in found[0].media],
    "lengths": lambda found: [media.length for media in found[0].media],
    "types": lambda found: [media.type for media in found[0].media],
}


def said(document: str | bytes, field: str, content_type: str | None = None) -> Any:
    """One field of the first entry; of all entries, or of the feed, where its name says so."""
    body = document.encode() if isinstance(document, str) else document
    if field == "kind":
        return read(body, url=URL, content_type=content_type).kind
    if field == "origin":
        return read(body, url=URL, content_type=content_type).entries[0].origin
    found = entries(body, content_type)
    if field in _LISTS:
        return _LISTS[field](found)
    value = getattr(found[0], field)
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value


def row(
    id: str, document: str | bytes, field: str, expected: Any, content_type: str | None = None
) -> Any:
    """One oddity, and what comes of it."""
    return pytest.param(document, field, expected, content_type, id=id)
