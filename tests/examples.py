"""Small examples of the nouns: what a test does not say is dull and harmless."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from feeds.config import Site
from feeds.model import Entry, Feed, Item
from feeds.publish import Document

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)

_ENTRY: dict[str, Any] = {
    "id": "https://news.example/1",
    "url": "https://news.example/1",
    "title": "茶坪鄉的夜校亮了燈",
    "summary": "舊糧倉改成的夜校不收學費。",
    "content": "<p>晚上七點，茶坪鄉的山路上已經看不見人影。</p>",
    "published": NOON,
    "updated": None,
    "authors": (),
    "contributors": (),
    "section": (),
    "keywords": (),
    "language": None,
    "image": None,
    "media": (),
    "source": "news",
}


def entry(**fields: Any) -> Entry:
    """An entry with these fields; `n` numbers its id and address."""
    if (n := fields.pop("n", None)) is not None:
        fields = {"id": f"https://news.example/{n}", "url": f"https://news.example/{n}", **fields}
    return Entry(**{**_ENTRY, **fields})


def item(date: datetime | None = None, **fields: Any) -> Item:
    """An entry in a feed; its date is when it was published, unless the test says otherwise."""
    made = entry(**fields)
    return Item(made, date or made.published or made.updated or NOON)


def feed(**fields: Any) -> Feed:
    """The section 黨派·聲音, unless the test says otherwise."""
    given: dict[str, Any] = {
        "kind": "section",
        "slug": "sections/黨派·聲音",
        "title": "黨派·聲音",
        "path": ("黨派·聲音",),
    }
    return Feed(**{**given, **fields})


SITE = Site(title="統戰新聞", url="https://feeds.example.org/", language="zh-Hant")


def document(**fields: Any) -> Document:
    """The document of a feed on a site in traditional Chinese."""
    return Document(**{"site": SITE, "feed": feed(), **fields})
