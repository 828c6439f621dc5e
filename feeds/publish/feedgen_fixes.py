"""What feedgen gets wrong, put right once, by its own extension mechanism.

feedgen hands each extension the element that it has finished; here each gets what the format
has and feedgen loses: relations and types of links, entries' languages, several enclosures,
authors without a mailbox, images.
"""

from __future__ import annotations

import html
from datetime import datetime
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from feeds.model import Item, Point
from feeds.publish.document import MIME_TYPES, Document, media_type

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
GEORSS = "http://www.georss.org/georss"
MEDIA = "http://search.yahoo.com/mrss/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class FeedFixes(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """For a feed; `document` is set after registering."""

    document: Document

    def extend_ns(self) -> dict[str, str]:
        """The prefixes that feeds and entries use."""
        return {"dc": DC, "dcterms": DCTERMS, "georss": GEORSS, "media": MEDIA}

    def extend_atom(self, feed: Any) -> Any:
        """RFC 4287, section 4.2.7: what the feed is, and where else it is."""
        for link in feed.findall("link"):
            feed.remove(link)
        for link in self._links("atom", "link"):
            feed.insert(2, link)
        return feed

    def extend_rss(self, rss: Any) -> Any:
        """The channel names itself (RSS Best Practices, "self") and ends where it should."""
        channel = rss[0]
        for link in self._links("rss", f"{{{ATOM}}}link"):
            if link.get("rel") != "alternate":
                channel.insert(3, link)
        return rss

    def _links(self, own: str, tag: str) -> list[Any]:
        document = self.document
        page = etree.Element(tag, rel="alternate", type="text/html", href=document.page_url)
        return [
            page,
            etree.Element(tag, rel="self", type=MIME_TYPES[own], href=document.url(own)),
        ]


class EntryFixes(BaseEntryExtension):  # type: ignore[misc]
    """For an entry; `item` and `document` are set after registering."""

    item: Item
    document: Document

    def extend_atom(self, element: Any) -> Any:
        """Links with what they are, enclosures, the image, and the language if it is another."""
        entry = self.item.entry
        for link in element.findall("link"):
            element.remove(link)
        if entry.url:
            _add(element, "link", rel="alternate", type="text/html", href=entry.url)
        for media in entry.media:
            attributes = {"rel": "enclosure", "type": media_type(media), "href": media.url}
            if media.length is not None:
                attributes["length"] = str(media.length)
            if media.title:
                attributes["title"] = media.title
            _add(element, "link", **attributes)
        if entry.image:
            _add(element, f"{{{MEDIA}}}thumbnail", url=entry.image)
        if entry.point:
            _add(element, f"{{{GEORSS}}}point").text = _point(entry.point)
        if entry.language and entry.language != self.document.site.language:
            element.set(_LANG, entry.language)
        return element

    def extend_rss(self, element: Any) -> Any:
        """One enclosure, as the RSS profile advises, and all others by Media RSS; authors."""
        entry = self.item.entry
        description = element.find("description")
        if description is not None and entry.summary:
            description.text = html.escape(entry.summary, quote=False)
        for person in entry.authors:
            _add(element, f"{{{DC}}}creator").text = person.name
        for person in entry.contributors:
            _add(element, f"{{{DC}}}contributor").text = person.name
        if entry.language and entry.language != self.document.site.language:
            _add(element, f"{{{DC}}}language").text = entry.language
        if entry.published and entry.updated and entry.updated != entry.published:
            _add(element, f"{{{DCTERMS}}}modified").text = stamp(entry.updated)
        if entry.point:
            _add(element, f"{{{GEORSS}}}point").text = _point(entry.point)
        if origin := self.document.origins.get(entry.source):
            _add(element, "source", url=origin.url or "").text = origin.title
        for number, media in enumerate(entry.media):
            kind, length = media_type(media), media.length
            if number == 0:
                _add(element, "enclosure", url=media.url, length=str(length or 0), type=kind)
                continue
            attributes = {"url": media.url, "type": kind}
            if length is not None:
                attributes["fileSize"] = str(length)
            if media.duration is not None:
                attributes["duration"] = str(media.duration)
            _add(element, f"{{{MEDIA}}}content", **attributes)
        if entry.image:
            _add(element, f"{{{MEDIA}}}thumbnail", url=entry.image)
        return element


def stamp(date: datetime) -> str:
    """RFC 3339, in UTC."""
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")


def _point(point: Point) -> str:
    """GeoRSS Simple: latitude, a space, longitude."""
    return f"{point[0]:.7g} {point[1]:.7g}"


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, tag, attributes)
