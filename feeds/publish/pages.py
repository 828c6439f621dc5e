"""Pages for people: one for each feed, and the site's index.

They need no script; where there is one, it adds a search over names and a button that copies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cache, lru_cache
from html import escape
from itertools import chain
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
# Stand for the entries, and around the name of what is filled in. They are no characters, so no
# text has them.
_MARK, _FILLED = "\ufdd2", "\ufdd3"
_NAMED = ("title", "heading", "about", "count", "address", "iso", "shown")
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
    it stands, `picture` shows its entries by week."""

    feed: Feed
    name: str
    size: int
    url: str
    picture: str
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
        auto_reload=False,
    )


@cache
def _zone(name: str | None) -> tzinfo:
    return ZoneInfo(name or "UTC")


def render_frame(document: Document) -> tuple[bytes, bytes]:
    """What stands before the entries on a feed's page, and what behind them."""
    site, feed = document.site, document.feed
    said = words(site.language)
    newest = _date(document.updated, _zone(site.timezone)) if document.updated else None
    title = document.title
    if document.archive:
        title = f"{said['archive'].format(number=document.archive)} – {title}"
    filled = {
        "title": title,
        "heading": said["all"] if feed.kind == "all" else feed.title,
        "about": document.description,
        "count": f"{document.size} {said['entry' if document.size == 1 else 'entries']}",
        "address": document.url(best_format(document.formats)),
        "iso": newest.iso if newest else "",
        "shown": newest.shown if newest else "",
    }
    literals, names = _frame(
        site,
        document.formats,
        document.root,
        document.to_feed,
        document.archive,
        document.older,
        newest is not None,
        is_private(feed.slug),
    )
    values = [_quoted(filled[name]) for name in names]
    html = "".join(chain.from_iterable(zip(literals, [*values, ""], strict=True)))
    before, _, after = html.partition(_MARK)
    return before.encode(), after.encode()


@lru_cache(maxsize=32)
def _frame(
    site: Site,
    formats: tuple[str, ...],
    root: str,
    to_feed: str,
    archive: int | None,
    older: int | None,
    dated: bool,
    private: bool,
) -> tuple[list[str], list[str]]:
    """The page of a feed, cut where something differs from feed to feed, and the names of that."""
    from markupsafe import Markup  # few passes write a page

    mark = {name: Markup(f"{_FILLED}{name}{_FILLED}") for name in _NAMED}
    links = [(_NAMES[f], to_feed + FILES[f], MIME_TYPES[f]) for f in formats]
    html = (
        _environment()
        .get_template("feed.html")
        .render(
            site=site,
            words=words(site.language),
            title=mark["title"],
            heading=mark["heading"],
            about=mark["about"],
            count=mark["count"],
            newest=_Date(mark["iso"], mark["shown"]) if dated else None,
            private=private,
            root=root,
            style=STYLE,
            address=mark["address"],
            formats=links,
            alternates=links,
            archive=archive,
            to_feed=to_feed,
            older=older and f"{to_feed}{archive_folder(older)}index.html",
            entries=Markup(_MARK),
        )
    )
    parts = html.split(_FILLED)
    return parts[::2], parts[1::2]


def render_row(item: Item, site: Site, sources: Mapping[str, Origin]) -> bytes:
    """An entry as it stands on the pages of feeds; written by hand, as entries are many."""
    entry, said = item.entry, words(site.language)
    foreign = entry.language if entry.language != site.language else None
    own = f' lang="{_quoted(foreign)}"' if foreign else ""
    ours = f' lang="{_quoted(site.language)}"' if foreign else ""
    lines = [f"<article{own}>", f'<h3 dir="auto">{_linked(display_title(entry), entry.url)}</h3>']
    date, when = entry.published or entry.updated, said["undated"]
    if date:
        shown = _date(date, _zone(site.timezone))
        when = f'<time datetime="{shown.iso}">{shown.shown}</time>'
    origin, _ = origins_of(entry, sources)
    authors = ", ".join(person.name for person in entry.authors)
    parts = (origin.title if origin else "", authors, " / ".join(entry.section))
    about = "".join(f" · <bdi>{_text(part)}</bdi>" for part in parts if part)
    lines.append(f'<p class="soft"{ours}>{when}{about}</p>')
    if entry.summary and entry.title:
        lines.append(f'<p dir="auto">{_text(entry.summary)}</p>')
    if item.also:
        colon, comma = ("：", "、") if site.language.startswith("zh") else (": ", ", ")
        copies = comma.join(_linked(copy.source.title, copy.url) for copy in item.also)
        lines.append(f'<p class="soft"{ours}>{said["also"]}{colon}{copies}</p>')
    if entry.keywords:
        tags = "".join(f'<li dir="auto">{_text(one)}</li>' for one in entry.keywords[:_TAGS])
        lines.append(f'<ul class="tags">{tags}</ul>')
    lines.append("</article>\n")
    return "\n".join(lines).encode()


def _linked(text: str, url: str | None) -> str:
    return f'<a href="{_quoted(url)}">{_text(text)}</a>' if url else _text(text)


def _text(text: str) -> str:
    return escape(text, quote=False)


def _quoted(text: str) -> str:
    return escape(text)


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
    said = words(site.language)
    last = max((max(s.weeks, default=0) for s in summaries), default=0)
    kinds = {
        kind: _tree([s for s in summaries if s.feed.kind == kind], last, said["weeks"])
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
            words=said,
            title=site.title,
            about=site.description,
            private=False,
            root="",
            style=STYLE,
            kinds=kinds,
            newest=_date(newest, _zone(site.timezone)) if newest else None,
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


def _tree(summaries: Sequence[Summary], last: int, label: str) -> list[_Node]:
    """The feeds, each below the nearest above it that there is: none is left out."""
    nodes = [_node(summary, last, label) for summary in summaries]
    by_path = {node.feed.path: node for node in nodes}
    roots: list[_Node] = []
    for node in nodes:
        path = node.feed.path
        above = (by_path.get(path[:length]) for length in range(len(path) - 1, 0, -1))
        parent = next(filter(None, above), None)
        (parent.inner if parent else roots).append(node)
    return roots


def _node(summary: Summary, last: int, label: str) -> _Node:
    """With a picture of the weeks that end with `last`, if there was anything in them."""
    feed = summary.feed
    counts = [summary.weeks.get(week, 0) for week in range(last - WEEKS + 1, last + 1)]
    # A section stands below those above it, unless it has a title of its own.
    name = feed.path[-1] if feed.path and feed.title == " / ".join(feed.path) else feed.title
    return _Node(feed, name, summary.size, slug_path(feed.slug), _picture(counts, label))


def _picture(counts: Sequence[int], label: str) -> str:
    """Bars; nothing where there is nothing to show."""
    from markupsafe import Markup  # few passes write a page

    if not (most := max(counts)):
        return ""
    bars = []
    for place, number in enumerate(counts):
        # What there was is seen, however little it is beside the most.
        height = max(2, round(_HEIGHT * number / most)) if number else 0
        bars.append(f'<rect x="{4 * place}" y="{_HEIGHT - height}" width="3" height="{height}"/>')
    said = f"{_quoted(label)}: {', '.join(map(str, counts))}"
    return Markup(
        f'<svg class="weeks" viewBox="0 0 {4 * len(counts)} {_HEIGHT}" preserveAspectRatio="none" '
        f'role="img" aria-label="{said}">{"".join(bars)}</svg>'
    )


def _date(date: datetime, zone: tzinfo) -> _Date:
    return _Date(date.isoformat(), date.astimezone(zone).strftime("%Y-%m-%d %H:%M"))
