"""Pages for people: one for each feed, and the site's index.

They need no script; where there is one, it adds a search over names and a button that copies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from feeds.config import Site
from feeds.model import Feed, Item, Origin
from feeds.publish.document import (
    FILES,
    MIME_TYPES,
    STYLE,
    Document,
    archive_folder,
    best_format,
    display_title,
    origins_of,
)
from feeds.publish.names import is_private, slug_path
from feeds.publish.words import words

if TYPE_CHECKING:
    from jinja2 import Environment

_NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


WEEKS = 12
"""How many weeks the small pictures of feeds show."""
_HEIGHT = 16
_MARK = "\ufdd2"  # stands for the entries; it is no character, so no text has it
_TAGS = 12  # keywords of an entry that its feed's page shows


@dataclass(frozen=True, slots=True)
class Summary:
    """A published feed, as the index names it; `newest` is the date of its newest entry, `weeks`
    how many entries it has in each of its last weeks, by numbers that count weeks."""

    feed: Feed
    size: int
    newest: datetime | None
    weeks: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Node:
    """A feed in the index; `url` is its folder's, from the index, `name` what it is called where
    it stands, `counts` are its entries by week and `bars` the same in a picture."""

    feed: Feed
    name: str
    size: int
    url: str
    counts: list[int]
    bars: list[int]
    inner: list[_Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Date:
    """A date for machines and for people."""

    iso: str
    shown: str


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


def render_frame(document: Document) -> tuple[bytes, bytes]:
    """What stands before the entries on a feed's page, and what behind them."""
    from markupsafe import Markup  # few passes write a page

    site, feed = document.site, document.feed
    said = words(site.language)
    zone = ZoneInfo(site.timezone or "UTC")
    formats = [(_NAMES[f], document.to_feed + FILES[f], MIME_TYPES[f]) for f in document.formats]
    title = document.title
    if document.archive:
        title = f"{said['archive'].format(number=document.archive)} – {title}"
    older = document.older and f"{document.to_feed}{archive_folder(document.older)}index.html"
    html = (
        _environment()
        .get_template("feed.html")
        .render(
            site=site,
            words=said,
            title=title,
            heading=said["all"] if feed.kind == "all" else feed.title,
            about=document.description,
            count=f"{document.size} {said['entry' if document.size == 1 else 'entries']}",
            newest=_date(document.updated, zone) if document.updated else None,
            private=is_private(feed.slug),
            root=document.root,
            style=STYLE,
            address=document.url(best_format(document.formats)),
            formats=formats,
            alternates=formats,
            archive=document.archive,
            to_feed=document.to_feed,
            older=older,
            entries=Markup(_MARK),
        )
    )
    before, _, after = html.encode().partition(_MARK.encode())
    return before, after


def render_row(item: Item, site: Site, sources: Mapping[str, Origin]) -> bytes:
    """An entry as it stands on the pages of feeds."""
    entry, zone = item.entry, ZoneInfo(site.timezone or "UTC")
    date = entry.published or entry.updated
    origin, _ = origins_of(entry, sources)
    parts = (
        origin.title if origin else "",
        ", ".join(person.name for person in entry.authors),
        " / ".join(entry.section),
    )
    html = (
        _environment()
        .get_template("entry.html")
        .render(
            site=site,
            words=words(site.language),
            entry=entry,
            also=item.also,
            title=display_title(entry),
            language=entry.language if entry.language != site.language else None,
            date=_date(date, zone) if date else None,
            parts=[part for part in parts if part],
            keywords=entry.keywords[:_TAGS],
        )
    )
    return html.encode() + b"\n"


def render_moved_page(document: Document, heading: str) -> bytes:
    """The page of a feed that is elsewhere now."""
    template = _environment().get_template("moved.html")
    return template.render(
        site=document.site,
        words=words(document.site.language),
        title=document.title,
        heading=heading,
        private=is_private(document.feed.slug),
        url=document.page_url,
        address=document.url(best_format(document.formats)),
    ).encode()


def render_ended_page(document: Document, heading: str) -> bytes:
    """The page of a feed that is no more."""
    template = _environment().get_template("ended.html")
    return template.render(
        site=document.site,
        words=words(document.site.language),
        title=document.title,
        heading=heading,
    ).encode()


def render_cover(site: Site) -> bytes:
    """A page for the folder of private feeds, so that no server lists what is in it."""
    return _environment().get_template("cover.html").render(site=site).encode()


def render_index(site: Site, summaries: Sequence[Summary], formats: Sequence[str]) -> bytes:
    """The site's page: all feeds by kind, sections as a tree."""
    last = max((max(s.weeks, default=0) for s in summaries), default=0)
    kinds = {
        kind: _tree([s for s in summaries if s.feed.kind == kind], last)
        for kind in ("all", "combined", "section", "keyword", "source")
    }
    kinds["source"].sort(key=lambda node: node.name.casefold())
    first = next((s.feed.slug for s in summaries if s.feed.kind == "all"), None)
    newest = max((s.newest for s in summaries if s.newest), default=None)
    html = (
        _environment()
        .get_template("site.html")
        .render(
            site=site,
            words=words(site.language),
            title=site.title,
            about=site.description,
            private=False,
            root="",
            style=STYLE,
            kinds=kinds,
            newest=_date(newest, ZoneInfo(site.timezone or "UTC")) if newest else None,
            alternates=[
                (f"{site.title} ({_NAMES[f]})", slug_path(first) + FILES[f], MIME_TYPES[f])
                for f in formats
                if first
            ],
        )
    )
    return html.encode()


def render_style(site: Site) -> bytes:
    """The style sheet of documents in XML, which is all that browsers make of them."""
    template = _environment().get_template("feed.css")
    return template.render(words=words(site.language)).encode()


def _tree(summaries: Sequence[Summary], last: int) -> list[_Node]:
    """The feeds, each below the nearest above it that there is: none is left out."""
    nodes = [_node(summary, last) for summary in summaries]
    by_path = {node.feed.path: node for node in nodes}
    roots: list[_Node] = []
    for node in nodes:
        path = node.feed.path
        above = (by_path.get(path[:length]) for length in range(len(path) - 1, 0, -1))
        parent = next(filter(None, above), None)
        (parent.inner if parent else roots).append(node)
    return roots


def _node(summary: Summary, last: int) -> _Node:
    """With a picture of the weeks that end with `last`, if there was anything in them."""
    feed = summary.feed
    counts = [summary.weeks.get(week, 0) for week in range(last - WEEKS + 1, last + 1)]
    most = max(counts)
    # What there was is seen, however little it is beside the most.
    bars = [max(2, round(_HEIGHT * n / most)) if n else 0 for n in counts] if most else []
    # A section stands below those above it, unless it has a title of its own.
    name = feed.path[-1] if feed.path and feed.title == " / ".join(feed.path) else feed.title
    return _Node(feed, name, summary.size, slug_path(feed.slug), counts, bars)


def _date(date: datetime, zone: tzinfo) -> _Date:
    return _Date(date.isoformat(), date.astimezone(zone).strftime("%Y-%m-%d %H:%M"))
