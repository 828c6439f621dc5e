"""What an entry has to be heard, watched and looked at: enclosures, Media RSS, images."""

from __future__ import annotations

import re

from lxml import etree

from feeds.model import Media
from feeds.read.constructs import (
    Children,
    address_of,
    attribute,
    children_of,
    first,
    number,
    seconds,
    text_of,
)

# What an entry must have for these rules to be asked.
SOUND = frozenset(("enclosure", "atom:link", "media:content"))
PICTURES = frozenset(
    ("media:content", "media:thumbnail", "itunes:image", "podcast:image", "enclosure", "image")
)
_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
_NO_ENCLOSURE = {"", "image"}
_SUFFIX = re.compile(r"\.(mp3|m4a|ogg|oga|opus|wav|flac|aac|mp4|m4v|webm|mov|ogv)(?:[?#]|$)", re.I)


def _medium(element: etree._Element, url: str) -> str:
    kind = attribute(element, "medium") or (attribute(element, "type") or "").partition("/")[0]
    if not kind and (match := _SUFFIX.search(url)):
        kind = (
            "audio" if match[1].lower() in ("mp3", "m4a", "ogg", "oga", "opus", "wav") else "video"
        )
    return kind.lower()


def media_of(children: Children, within: etree._Element | None) -> list[Media]:
    """Enclosures, then audio and video of Media RSS; each address once, with all that is said."""
    found: dict[str, Media] = {}
    duration = seconds(first(children, "itunes:duration", "podcast:duration"))

    def add(
        url: str | None, type: str | None, length: str | None, title: str | None, own: int | None
    ) -> None:
        if not url:
            return
        old = found.get(url) or Media(url)
        type = old.type or type
        timed = not (type or "").lower().startswith("image/")
        found[url] = Media(
            url,
            type,
            old.length or number(length),
            own or old.duration or (duration if timed else None),
            old.title or title,
        )

    for element in children.get("enclosure", ()):
        url = attribute(element, "url") or attribute(element, "href")
        url = address_of(element, url or attribute(element, _RESOURCE), within)
        add(url, attribute(element, "type"), attribute(element, "length"), None, None)
    for element in children.get("atom:link", ()):
        rel = (attribute(element, "rel") or "").lower().rpartition("/")[2]
        if rel == "enclosure":
            kind, length = attribute(element, "type"), attribute(element, "length")
            url = address_of(element, attribute(element, "href"), within)
            add(url, kind, length, attribute(element, "title"), None)
    for element in children.get("media:content", ()):
        url = attribute(element, "url")
        if url and (url in found or _medium(element, url) not in _NO_ENCLOSURE):
            kind, length = attribute(element, "type"), attribute(element, "filesize")
            title = text_of(element.find("{*}title"))
            add(url, kind, length, title, seconds(attribute(element, "duration")))
    return list(found.values())


def image_of(children: Children) -> tuple[str | None, str]:
    """The picture that the entry names, and the element that does; faces are none."""
    contents = children.get("media:content", [])
    for element in contents:
        url = attribute(element, "url")
        if url and _medium(element, url) == "image" and "gravatar.com/avatar" not in url:
            return url, "media:content"
    thumbnails = [
        *children.get("media:thumbnail", ()),
        *(inner for element in contents for inner in element.iterfind("{*}thumbnail")),
    ]
    for element in thumbnails:
        if url := attribute(element, "url") or text_of(element):
            return url, "media:thumbnail"
    for name in ("itunes:image", "podcast:image"):
        for element in children.get(name, ()):
            if url := attribute(element, "href") or attribute(element, "url") or text_of(element):
                return url, name
    for element in children.get("enclosure", ()):
        if (attribute(element, "type") or "").lower().startswith("image/"):
            return attribute(element, "url"), "enclosure"
    for element in children.get("image", ()):
        inner = children_of(element)
        if url := first(inner, "url") or attribute(element, "href") or attribute(element, "url"):
            return url, "image"
        if not inner and (url := text_of(element)):
            return url, "image"
    return None, ""
