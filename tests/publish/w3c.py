"""What the W3C's feed validator holds against RSS and Atom, as far as it is known without it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests.publish.rendering import ATOM, CONTENT, DC, MEDIA

# Characters that an address may have (RFC 2396), and that a type may (RFC 2045).
_ADDRESS = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:(//)?[0-9a-zA-Z;/?:@&=+$._!~*'()%,#-]+")
_MIME = re.compile(r"[^\s()<>,;:\\\"/\[\]?=]+/[^\s()<>,;:\\\"/\[\]?=]+")
_END_TAG = re.compile(r"</(a|b|i|p|div|span|title|br|em|strong)>", re.I)
_REFERENCE = re.compile(r"&#?\w+")
_ODD = re.compile("[\x80-\x9f\ufffd]")
_SY = "{http://purl.org/rss/1.0/modules/syndication/}"
_PERIODS = ("hourly", "daily", "weekly", "monthly", "yearly")
# Those of a channel and of an item that may be there again and again.
_MANY = {
    "item",
    "category",
    f"{ATOM}link",
    f"{DC}creator",
    f"{DC}contributor",
    f"{MEDIA}content",
    f"{MEDIA}thumbnail",
}


def faults(data: bytes) -> list[str]:
    """Each thing that is wrong, a line each; empty if nothing is."""
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    lines = data.decode().split("\n")
    found = list(_anywhere(root))
    found += _rss(root, lines) if root.tag == "rss" else _atom(root)
    return found


def _anywhere(root: Any) -> Iterator[str]:
    for node in root.iter(etree.Element):
        for value in (node.text or "", *node.attrib.values()):
            if _ODD.search(value):
                yield f"{node.tag}: odd character in {value!r}"
        for name in ("href", "url"):
            if name in node.attrib and not _ADDRESS.fullmatch(node.get(name)):
                yield f"{node.tag}: no address {node.get(name)!r}"
        typed = node.tag in (f"{ATOM}link", "enclosure", f"{MEDIA}content")
        if typed and "type" in node.attrib and not _MIME.fullmatch(node.get("type")):
            yield f"{node.tag}: no type {node.get('type')!r}"
        if node.tag == f"{MEDIA}content" and not int(node.get("fileSize", 1)) > 0:
            yield "media:content: a size that is none"
        if node.tag == f"{ATOM}link" and not int(node.get("length", 0)) >= 0:
            yield "atom:link: a length that is none"


def _rss(root: Any, lines: list[str]) -> Iterator[str]:
    (channel,) = root.findall("channel")
    yield from _repeated(channel)
    after_items = False
    for node in channel:
        after_items = after_items or node.tag == "item"
        if after_items and node.tag != "item":
            yield f"{node.tag} stands behind the items"
    yield from _plain(channel, ("title", "description", "copyright"), lines)
    if channel.find(f"{ATOM}link[@rel='self']") is None:
        yield "no link to itself"
    for name in ("link", "docs"):
        if not _ADDRESS.fullmatch(channel.findtext(name)):
            yield f"channel/{name}: no address"
    if int(channel.findtext("ttl", "1")) <= 0:
        yield "ttl: none"
    if channel.findtext(f"{_SY}updatePeriod", "daily") not in _PERIODS:
        yield "sy:updatePeriod: none"
    if int(channel.findtext(f"{_SY}updateFrequency", "1")) <= 0:
        yield "sy:updateFrequency: none"
    for image in channel.findall("image"):
        for name in ("title", "link"):
            if image.findtext(name) != channel.findtext(name):
                yield f"image/{name} is not the channel's"
        if not re.search(r"\.(png|gif|jpe?g)$", image.findtext("url").partition("?")[0]):
            yield "image/url: no PNG, GIF or JPEG"
    for item in channel.findall("item"):
        yield from _repeated(item)
        yield from _plain(item, ("title", "category", "source"), lines)
        tags = [node.tag for node in item]
        if "author" in tags and f"{DC}creator" in tags:
            yield "an author twice"
        if CONTENT in tags and "description" not in tags[: tags.index(CONTENT)]:
            yield "content before the description"
        link = item.findtext("link")
        if link is not None and not _ADDRESS.fullmatch(link):
            yield f"item/link: no address {link!r}"
        guid = item.find("guid")
        if guid.get("isPermaLink") != "false" and not guid.text.startswith("http"):
            yield f"guid: no permanent link {guid.text!r}"
        for source in item.findall("source"):
            if not source.get("url"):
                yield "source without its address"


def _repeated(node: Any) -> Iterator[str]:
    for tag, count in Counter(child.tag for child in node).items():
        if count > 1 and tag not in _MANY:
            yield f"{tag} {count} times"


def _plain(parent: Any, names: tuple[str, ...], lines: list[str]) -> Iterator[str]:
    """Text that a reader could take for HTML."""
    for node in parent:
        if node.tag not in names:
            continue
        text = node.text or ""
        if not text.strip():
            yield f"{node.tag}: empty"
        if _END_TAG.search(text):
            yield f"{node.tag}: HTML in {text!r}"
        if _REFERENCE.search(text) and "&#x" not in lines[node.sourceline - 1]:
            yield f"{node.tag}: a reference in {text!r}"


def _atom(feed: Any) -> Iterator[str]:
    for node in (feed, *feed.iter(f"{ATOM}entry", f"{ATOM}source")):
        for name in ("id", "title", "updated"):
            if not (node.findtext(f"{ATOM}{name}") or "").strip():
                yield f"{node.tag} without {name}"
    ids = Counter(node.findtext(f"{ATOM}id") for node in feed.iter(f"{ATOM}entry"))
    yield from (f"{id} {count} times" for id, count in ids.items() if count > 1)
    for entry in feed.iter(f"{ATOM}entry"):
        texts = [entry.findtext(f"{ATOM}{name}") for name in ("summary", "content")]
        if not any(texts):
            yield "an entry without any text"
        links = Counter(
            (link.get("type"), link.get("hreflang"))
            for link in entry.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        )
        if max(links.values(), default=0) > 1:
            yield "two alternates of one type"
        if not links and entry.find(f"{ATOM}content") is None:
            yield "neither a link nor content"
    for person in feed.iter(f"{ATOM}author", f"{ATOM}contributor"):
        if not (person.findtext(f"{ATOM}name") or "").strip():
            yield "a person without a name"
    for category in feed.iter(f"{ATOM}category"):
        if not category.get("term"):
            yield "a category without a term"
