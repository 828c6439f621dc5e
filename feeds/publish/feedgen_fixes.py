"""What feedgen gets wrong, put right once, by its own extension mechanism.

feedgen hands each extension the element that it has finished; here each gets what the format
has and feedgen loses: relations and types of links, entries' languages, several enclosures,
authors without a mailbox, images, sources. docs/feeds.md says what stands where.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree
from msgspec import Struct

from feeds.config import Site
from feeds.model import Item, Origin, Point
from feeds.publish.characters import in_html, plain, untyped
from feeds.publish.document import (
    MIME_TYPES,
    display_title,
    entry_updated,
    media_type,
    origins_of,
)

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
DCTERMS = "http://purl.org/dc/terms/"
FH = "http://purl.org/syndication/history/1.0"
GEORSS = "http://www.georss.org/georss"
MEDIA = "http://search.yahoo.com/mrss/"
SY = "http://purl.org/rss/1.0/modules/syndication/"
PREFIXES = {"dc": DC, "dcterms": DCTERMS, "georss": GEORSS, "media": MEDIA, "sy": SY}
"""Of the namespaces that entries use; feedgen adds its own."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ATOM_LINK = f"{{{ATOM}}}link"
_PICTURE = re.compile(r"[^?#]*\.(?:png|gif|jpe?g)(?:[?#]|$)", re.I)  # what RSS 2.0 knows
_PERIODS = (
    ("hourly", 3600),
    ("daily", 24 * 3600),
    ("weekly", 7 * 24 * 3600),
    ("monthly", 30 * 24 * 3600),
    ("yearly", 365 * 24 * 3600),
)


class Head(Struct, frozen=True):
    """What a document in a format says of its feed, as text that is ready for its elements.

    `own` is the document's address and `own_page` that of the page beside it, `current` and `page`
    are those of the feed itself, and `id` is what Atom calls it. `older` is the archive document
    before this, if there is one.
    """

    format: str
    site: Site
    every: int | None
    moved: bool
    archived: bool
    title: str
    description: str
    id: str
    page: str
    own: str
    own_page: str
    current: str
    older: str | None
    updated: str
    root: str


class FeedFixes(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """For a feed; `head` is set after registering."""

    head: Head

    def extend_ns(self) -> dict[str, str]:
        """The prefixes that feeds and entries use."""
        return {
            **PREFIXES,
            **({"itunes": ITUNES} if self.head.moved else {}),
            **({"fh": FH} if self.head.archived else {}),
        }

    def extend_atom(self, feed: Any) -> Any:
        """RFC 4287, section 4.2.7: what the feed is, and where else it is."""
        for link in feed.findall("link"):
            feed.remove(link)
        for link in reversed(self._links("link")):
            feed.insert(2, link)
        if self.head.archived:
            feed.insert(2, etree.Element(f"{{{FH}}}archive"))
        feed.find("updated").text = self.head.updated
        return feed

    def extend_rss(self, rss: Any) -> Any:
        """The channel names itself (RSS Best Practices, "self"), its hub and its pace."""
        channel, site = rss[0], self.head.site
        channel.find("lastBuildDate").text = self.head.updated
        for node in channel.findall("copyright"):
            node.text = untyped(site.rights or "")
        for link in reversed(self._links(_ATOM_LINK)):
            if link.get("rel") != "alternate":
                channel.insert(3, link)
        if self.head.archived:
            channel.insert(3, etree.Element(f"{{{FH}}}archive"))
        image = channel.find("image")
        if image is not None and not _PICTURE.match(site.logo or ""):
            channel.remove(image)
        if self.head.moved:
            _add(channel, f"{{{ITUNES}}}new-feed-url").text = self.head.current
        if self.head.every:
            period, frequency = pace(self.head.every)
            _add(channel, f"{{{SY}}}updatePeriod").text = period
            _add(channel, f"{{{SY}}}updateFrequency").text = str(frequency)
        return rss

    def _links(self, tag: str) -> list[Any]:
        """RFC 4287, section 4.2.7, and RFC 5005, section 4."""
        head, kind = self.head, MIME_TYPES[self.head.format]
        links = [
            etree.Element(tag, rel="self", type=kind, href=head.own),
            etree.Element(tag, rel="alternate", type="text/html", href=head.own_page),
        ]
        if head.archived:
            links.append(etree.Element(tag, rel="current", type=kind, href=head.current))
        else:  # an archive never has news
            links += [etree.Element(tag, rel="hub", href=hub) for hub in head.site.hub]
        if head.older:
            links.append(etree.Element(tag, rel="prev-archive", type=kind, href=head.older))
        return links


class EntryFixes(BaseEntryExtension):  # type: ignore[misc]
    """For an entry; `item`, `site` and the `sources` that can be named are set after
    registering."""

    item: Item
    site: Site
    sources: Mapping[str, Origin]

    def extend_atom(self, element: Any) -> Any:
        """Links with what they are, enclosures, the image, and the language if it is another."""
        entry = self.item.entry
        for link in element.findall("link"):
            element.remove(link)
        if entry.published:
            _add(element, "published").text = entry.published.isoformat()
        for term, scheme in self._categories():
            _add(element, "category", term=plain(term), scheme=scheme)
        if not entry.summary and not entry.content and entry.url:
            # Some text, for readers that show nothing else.
            _add(element, "summary").text = plain(display_title(entry))
        if entry.url:
            _add(element, "link", rel="alternate", type="text/html", href=entry.url)
        for media in entry.media:
            attributes = {"rel": "enclosure", "type": media_type(media), "href": media.url}
            if media.length is not None:
                attributes["length"] = str(media.length)
            if media.title:
                attributes["title"] = untyped(media.title)
            _add(element, "link", **attributes)
            if media.duration:
                attributes = {"url": media.url, "type": media_type(media)}
                _add(element, f"{{{MEDIA}}}content", **attributes, duration=str(media.duration))
        self._name_source(element)
        self._name_copies(element, "link")
        if entry.image:
            _add(element, f"{{{MEDIA}}}thumbnail", url=entry.image)
        if entry.point:
            _add(element, f"{{{GEORSS}}}point").text = _point(entry.point)
        if entry.language and entry.language != self.site.language:
            element.set(_LANG, entry.language)
        return element

    def _categories(self) -> list[tuple[str, str]]:
        """The section's path and the keywords, each with what says which it is."""
        entry, url = self.item.entry, self.site.url
        section = [(" / ".join(entry.section), f"{url}sections/")] if entry.section else []
        return section + [(keyword, f"{url}keywords/") for keyword in entry.keywords]

    def _name_source(self, element: Any) -> None:
        """RFC 4287, section 4.2.11; what that one had from elsewhere keeps that as its source."""
        origin, via = origins_of(self.item.entry, self.sources)
        if origin and origin.url:
            source = _add(element, "source")
            _add(source, "id").text = origin.url
            _add(source, "title").text = plain(origin.title)
            _add(source, "updated").text = entry_updated(self.item).isoformat()
            ours = origin is not self.item.entry.origin  # which is the address of a feed
            _add(source, "link", rel="self" if ours else "alternate", href=origin.url)
        if via and via.url:
            _add(element, "link", rel="via", href=via.url, title=untyped(via.title))

    def _name_copies(self, element: Any, tag: str) -> None:
        """RFC 4287, section 4.2.7.2, "related": where else the article is."""
        for copy in self.item.also:
            if copy.url:
                title = untyped(copy.source.title)
                _add(element, tag, rel="related", href=copy.url, title=title)

    def extend_rss(self, element: Any) -> Any:
        """One enclosure, as the RSS profile advises, and all others by Media RSS; authors."""
        entry = self.item.entry
        if "<" in (title := display_title(entry)):
            element.find("title").text = untyped(title)
        if entry.summary:
            description = element.find("description")
            description.text = in_html(html.escape(entry.summary, quote=False))
        if date := entry.published or entry.updated:
            _add(element, "pubDate").text = format_datetime(date)
        for author in element.findall("author"):  # only mailboxes, and then some are named twice
            element.remove(author)
        for term, scheme in self._categories():
            _add(element, "category", domain=scheme).text = untyped(term)
        for person in entry.authors:
            _add(element, f"{{{DC}}}creator").text = plain(person.name)
        for person in entry.contributors:
            _add(element, f"{{{DC}}}contributor").text = plain(person.name)
        if entry.language and entry.language != self.site.language:
            _add(element, f"{{{DC}}}language").text = entry.language
        if entry.published and entry.updated and entry.updated != entry.published:
            _add(element, f"{{{DCTERMS}}}modified").text = stamp(entry.updated)
        if entry.point:
            _add(element, f"{{{GEORSS}}}point").text = _point(entry.point)
        origin, via = origins_of(entry, self.sources)
        if origin and origin.url:
            _add(element, "source", url=origin.url).text = untyped(origin.title)
        if via and via.url:
            _add(element, _ATOM_LINK, rel="via", href=via.url, title=untyped(via.title))
        self._name_copies(element, _ATOM_LINK)
        self._add_media(element)
        if entry.image:
            _add(element, f"{{{MEDIA}}}thumbnail", url=entry.image)
        return element

    def _add_media(self, element: Any) -> None:
        for number, media in enumerate(self.item.entry.media):
            kind, length = media_type(media), media.length
            if number == 0:
                _add(element, "enclosure", url=media.url, length=str(length or 0), type=kind)
                if not media.duration and not media.title:
                    continue
            attributes = {"url": media.url, "type": kind}
            if length:
                attributes["fileSize"] = str(length)
            if media.duration:
                attributes["duration"] = str(media.duration)
            content = _add(element, f"{{{MEDIA}}}content", **attributes)
            if media.title:
                _add(content, f"{{{MEDIA}}}title", type="plain").text = untyped(media.title)


def pace(seconds: int) -> tuple[str, int]:
    """How often a feed changes, in the words of RSS's syndication module: a period, and how many
    times in it."""
    for period, length in _PERIODS:
        if seconds <= length:
            return period, length // seconds
    return "yearly", 1


def stamp(date: datetime) -> str:
    """RFC 3339, in UTC."""
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")


def _point(point: Point) -> str:
    """GeoRSS Simple: latitude, a space, longitude; to a metre, and never with an exponent."""
    latitude, longitude = (f"{round(part, 5) + 0.0:.5f}" for part in point)
    return f"{latitude.rstrip('0').rstrip('.')} {longitude.rstrip('0').rstrip('.')}"


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, tag, attributes)
