"""Rendered feeds, and how tests look at them."""

from __future__ import annotations

import json
from typing import Any

import feedparser
from lxml import etree

from feeds.model import Item, Origin
from feeds.publish import render_feed
from tests.examples import document

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ORIGINS = {"news": Origin("新聞 & <Co>", "https://news.example/feed.xml?a=1&b=2")}


def rendered(*items: Item, **fields: Any) -> dict[str, bytes]:
    """The files of a feed of these items; the source `news` is known."""
    sources = fields.pop("sources", ORIGINS)
    return render_feed(document(**{"size": len(items), **fields}), items, sources)


def shown(text: str) -> str:
    """A text as formats in XML show it: without what they have no place for, nor the joiners that
    tell text from tags."""
    return text.replace("\ufffd", "□").replace("\x85", " ").replace("\u2060", "")


def xml(data: bytes) -> Any:
    """The root, if the document is well-formed."""
    return etree.fromstring(data)


def rss(*items: Item) -> Any:
    """The channel."""
    return xml(rendered(*items)["rss.xml"]).find("channel")


def atom(*items: Item) -> Any:
    """The feed element."""
    return xml(rendered(*items)["atom.xml"])


def json_items(*items: Item) -> list[dict[str, Any]]:
    """The items of the JSON Feed."""
    found: list[dict[str, Any]] = json.loads(rendered(*items)["feed.json"])["items"]
    return found


def read(data: bytes) -> list[Any]:
    """The entries that a reader finds, which does not repair what it finds."""
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    return list(found.entries)
