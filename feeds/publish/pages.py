"""Pages for people: one for each feed, and the site's index. They need no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from feeds.config import Site
from feeds.model import Feed, Item
from feeds.publish.document import FILES, MIME_TYPES, Document, display_title
from feeds.publish.names import slug_path
from feeds.publish.words import words

if TYPE_CHECKING:
    from jinja2 import Environment

_NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


@dataclass(frozen=True, slots=True)
class Summary:
    """A published feed, as the index names it; `newest` is the date of its newest entry."""

    feed: Feed
    size: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class _Node:
    """A feed in the index; `url` is its folder's, from the index."""

    feed: Feed
    size: int
    url: str
    inner: list[_Node] = field(default_factory=list)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # few passes write a page

    return Environment(
        loader=PackageLoader("feeds.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_page(document: Document) -> bytes:
    """The feed's own page."""
    zone = ZoneInfo(document.site.timezone or "UTC")
    depth = document.feed.slug.count("/") + 1
    template = _environment().get_template("feed.html")
    html = template.render(
        site=document.site,
        words=words(document.site.language),
        title=document.title,
        feed=document.feed,
        size=document.size,
        root="../" * depth,
        formats=[(_NAMES[f], FILES[f], MIME_TYPES[f], document.url(f)) for f in document.formats],
        items=[_row(item, zone) for item in document.items],
    )
    return html.encode()


def render_index(site: Site, summaries: Sequence[Summary], formats: Sequence[str]) -> bytes:
    """The site's page: all feeds by kind, sections as a tree."""
    kinds = {
        kind: _tree([s for s in summaries if s.feed.kind == kind])
        for kind in ("all", "section", "keyword", "source")
    }
    first = next((s.feed.slug for s in summaries if s.feed.kind == "all"), None)
    template = _environment().get_template("site.html")
    html = template.render(
        site=site,
        words=words(site.language),
        title=site.title,
        root="",
        kinds=kinds,
        formats=[
            (f"{site.title} ({_NAMES[f]})", slug_path(first) + FILES[f], MIME_TYPES[f], "")
            for f in formats
            if first
        ],
    )
    return html.encode()


def render_style(site: Site) -> bytes:
    """The style sheet of documents in XML, which is all that browsers make of them."""
    template = _environment().get_template("feed.css")
    return template.render(words=words(site.language)).encode()


def _tree(summaries: Sequence[Summary]) -> list[_Node]:
    """The feeds, each below the nearest above it that there is: none is left out."""
    nodes = [_Node(s.feed, s.size, slug_path(s.feed.slug)) for s in summaries]
    by_path = {node.feed.path: node for node in nodes}
    roots: list[_Node] = []
    for node in nodes:
        path = node.feed.path
        above = (by_path.get(path[:length]) for length in range(len(path) - 1, 0, -1))
        parent = next(filter(None, above), None)
        (parent.inner if parent else roots).append(node)
    return roots


def _row(item: Item, zone: tzinfo) -> dict[str, object]:
    entry = item.entry
    date = entry.published or entry.updated
    return {
        "entry": entry,
        "title": display_title(entry),
        "iso": date.isoformat() if date else None,
        "shown": date.astimezone(zone).strftime("%Y-%m-%d %H:%M") if date else None,
        "by": ", ".join(person.name for person in entry.authors),
        "section": " / ".join(entry.section),
    }
