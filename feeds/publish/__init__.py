"""Feed + entries -> files: one module a format, and the writer."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from feeds.config import Config, Site
from feeds.model import Item, Origin
from feeds.publish.document import FILES, PAGE, STYLE, Document, archive_folder, best_format
from feeds.publish.fragments import Fragment, assemble, render_fragment
from feeds.publish.moved import render_ended, render_moved
from feeds.publish.names import PRIVATE, folder_name, is_private, slug_key, slug_path, unique_slug
from feeds.publish.opml import Outline, render_opml
from feeds.publish.pages import WEEKS, Summary, render_cover, render_index, render_style
from feeds.publish.press import GZ, with_pressed
from feeds.publish.words import words
from feeds.publish.writer import remove_archives, remove_feed, write_files

__all__ = [
    "FEED_FILES",
    "PRIVATE",
    "ROOT_FILES",
    "WEEKS",
    "Document",
    "Faulty",
    "Fragment",
    "Outline",
    "Summary",
    "appearance",
    "archive_folder",
    "assemble",
    "document_addresses",
    "feed_address",
    "folder_name",
    "is_private",
    "remove_archives",
    "remove_feed",
    "render_cover",
    "render_ended",
    "render_feed",
    "render_fragment",
    "render_moved",
    "render_opml",
    "render_site",
    "slug_key",
    "unique_slug",
    "words",
    "write_files",
]

log = logging.getLogger("feeds")

_PLAIN = (*FILES.values(), PAGE)
FEED_FILES = (*_PLAIN, *(name + GZ for name in _PLAIN))
"""All that a document's folder may hold."""
_ROOT = (PAGE, "feeds.opml", STYLE)
ROOT_FILES = (*_ROOT, *(name + GZ for name in _ROOT))
"""All that the output folder may hold itself."""


Faulty = Callable[[Item, Exception], None]
"""Told of an entry that cannot be rendered, and why."""


def _warn(item: Item, fault: Exception) -> None:
    log.warning("%s cannot be published: %s", item.entry.id, fault)


def render_feed(
    document: Document,
    items: Sequence[Item],
    sources: Mapping[str, Origin],
    faulty: Faulty = _warn,
) -> dict[str, bytes]:
    """All files of a document's folder, by their names, from entries that are not rendered yet.

    Those that cannot be rendered are told and left out. `sources` are those that can be named, by
    their ids. Raises ValueError if what the feed itself says cannot be rendered.
    """
    fragments, reasons = [], []
    for item in items:
        try:
            fragments.append(render_fragment(item, document.site, document.formats, sources))
        except Exception as fault:
            faulty(item, fault)
        else:
            reasons.append(item.why)
    return assemble(document, fragments, reasons)


def feed_address(site: Site, slug: str, formats: Sequence[str]) -> str:
    """Where to subscribe to a feed: in the best of the formats that it is published in."""
    return site.url + slug_path(slug) + FILES[best_format(formats)]


def document_addresses(site: Site, slug: str, files: Iterable[str]) -> list[str]:
    """Where those of these files of a feed's folder are that are documents in some format."""
    documents = frozenset(FILES.values())
    return [site.url + slug_path(slug) + name for name in files if name in documents]


def render_site(
    site: Site, summaries: Sequence[Summary], formats: Sequence[str], *, gzip: bool = False
) -> dict[str, bytes]:
    """The files at the root: the index, all feeds as a list of subscriptions, and how browsers
    show documents in XML; with `gzip` the same compressed too."""
    outlines = []
    for summary in summaries:
        feed = summary.feed
        page = site.url + slug_path(feed.slug)
        title = site.title if feed.kind == "all" else feed.title
        folder = feed.path[:-1] if feed.kind == "section" else ()
        outlines.append(Outline(title, feed_address(site, feed.slug, formats), page, folder))
    newest = max((s.newest for s in summaries if s.newest), default=None)
    files = {
        PAGE: render_index(site, summaries, formats),
        "feeds.opml": render_opml(site.title, outlines, newest),
        STYLE: render_style(site),
    }
    return with_pressed(files, gzip)


@cache
def _code() -> str:
    """A digest of what renders: when it changes, everything is rendered again."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".html", ".css"):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def appearance(config: Config) -> str:
    """A digest of all that the files depend on besides entries."""
    site, feeds = (
        config.site.model_dump_json(exclude={"secret"}),
        config.feeds.model_dump_json(exclude={"combined", "grace", "keep", "private"}),
    )
    parts = f"{_code()} {site} {feeds} {config.schedule.often}"
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()
