"""What every format is rendered from: a feed, its entries and where it all stands."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from feeds.config import Site
from feeds.model import Entry, Feed, Item, Media, Origin
from feeds.publish.names import slug_path
from feeds.publish.words import words

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a feed without entries; Atom and RSS demand one."""

STYLE = "feed.css"
"""By which browsers show a document in XML; at the root of the output folder."""

ARCHIVE = "archive"
"""The folder of a feed's archive documents, in its own."""

PAGE = "index.html"
"""A document as a page for people."""

FILES = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}
MIME_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
_MIME = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100}", re.ASCII)


class Document(Struct, frozen=True):
    """What the documents of one feed are, but for the entries in them.

    `updated` is when the newest change of these was, None where there are none; `size` is how
    many the feed has in all, `every` how often in seconds it may change.
    `at` is the folder in which it stands instead of its own: that of a feed that moved here.
    With `gzip` each file is there compressed too.
    `archive` is its number if it is one of the feed's archive documents, and `older` that of the
    archive document before it, if there is one. Nothing will be added to it any more if it has
    `ended`.
    """

    site: Site
    feed: Feed
    updated: datetime | None = None
    size: int = 0
    formats: tuple[str, ...] = ("rss", "atom", "json")
    every: int | None = None
    at: str | None = None
    archive: int | None = None
    older: int | None = None
    ended: bool = False
    gzip: bool = False

    @property
    def root(self) -> str:
        """The way from the document's folder to the output folder, relative."""
        return self.to_feed + "../" * ((self.at or self.feed.slug).count("/") + 1)

    @property
    def to_feed(self) -> str:
        """The way from the document's folder to the feed's, relative."""
        return "../../" if self.archive else ""

    @property
    def title(self) -> str:
        """The feed's title, with the site's."""
        if self.feed.kind == "all":
            return self.site.title
        return f"{self.feed.title} – {self.site.title}"

    @property
    def description(self) -> str:
        """One sentence on what the feed holds."""
        if self.feed.kind == "all" and self.site.description:
            return self.site.description
        said = words(self.site.language)
        sentence = said.get(f"of_{self.feed.kind}", "{site}: {title}")
        return sentence.format(site=self.site.title, title=self.feed.title)

    @property
    def page_url(self) -> str:
        """The address of the feed's page, absolute."""
        return self.site.url + slug_path(self.feed.slug)

    def url(self, format: str) -> str:
        """The address of the feed in this format, absolute."""
        return self.page_url + FILES[format]

    def own_url(self, format: str | None = None) -> str:
        """The address of the document itself in this format, or as a page; absolute."""
        folder = archive_folder(self.archive) if self.archive else ""
        return self.page_url + folder + (FILES[format] if format else "")

    def older_url(self, format: str | None = None) -> str | None:
        """The address of the archive document before this, in this format, or as a page."""
        if not self.older:
            return None
        return self.page_url + archive_folder(self.older) + (FILES[format] if format else "")

    @property
    def author(self) -> str:
        """Whose the entries are that name no author."""
        return self.site.author or self.site.title


def archive_folder(number: int) -> str:
    """The folder of an archive document, from its feed's."""
    return f"{ARCHIVE}/{number}/"


def entry_updated(item: Item) -> datetime:
    """When the entry last changed, for formats that demand it."""
    return item.entry.updated or item.entry.published or item.date


def best_format(formats: Sequence[str]) -> str:
    """Of the formats that a feed is published in the one to subscribe to."""
    return next(f for f in ("atom", "rss", "json") if f in formats)


def origins_of(entry: Entry, sources: Mapping[str, Origin]) -> tuple[Origin | None, Origin | None]:
    """Whom the entry is from as formats name it, and the source through which it came if that is
    another. `sources` are those that can be named, by their ids."""
    source = sources.get(entry.source)
    if entry.origin is None or not entry.origin.url:
        return source, None
    return entry.origin, source if source and source.url != entry.origin.url else None


def display_title(entry: Entry) -> str:
    """A title for formats and pages that cannot do without."""
    if entry.title:
        return entry.title
    text = " ".join(entry.summary.split())
    return (text[:79] + "…" if len(text) > 80 else text) or entry.url or entry.id


def media_type(media: Media) -> str:
    """The media's type as it was given, else by its name."""
    if media.type and _MIME.fullmatch(media.type):
        return media.type
    path = re.split(r"[?#]", media.url)[0]
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
