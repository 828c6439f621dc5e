"""What a document is, from its first bytes: servers' content types are wrong too often."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urljoin

import lxml.html

from feeds.read.encoding import without_controls

Shape = Literal["empty", "json", "html", "xml", "other"]

_SPACE = bytes(range(33)) + b"\x7f\xef\xbb\xbf"
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_HTML = re.compile(rb"<(?:html|head|body)[\s>]", re.I)
_HTML_TYPE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<!doctype\s+html", re.I)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel|opml|entry)[\s>/]", re.I)
_FEED_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
}


def shape(body: bytes) -> Shape:
    """What kind of document this is, which is UTF-8 by now, by what stands in it."""
    head = without_controls(_COMMENT.sub(b"", body.lstrip(_SPACE)[:4096]))
    if not head:
        return "empty"
    if head[:1] in (b"{", b"["):
        return "json"
    feed, html = _FEED.search(head), _HTML.search(head)
    if feed and not (html and html.start() < feed.start()):
        return "xml"
    if html or _HTML_TYPE.match(head):
        return "html"
    if head[:1] == b"<" or _FEED.search(body):
        return "xml"
    return "other"


def feeds_of_page(body: bytes, url: str) -> list[str]:
    """The feeds that an HTML page names with ``link rel=alternate``, absolute, in its order."""
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8")
        page = lxml.html.document_fromstring(body, parser=parser)
    except (ValueError, lxml.etree.LxmlError):
        return []
    base = next((href for node in page.iter("base") if (href := node.get("href"))), "")
    found = []
    for link in page.iter("link"):
        rel, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower()
        href = (link.get("href") or "").strip()
        if "alternate" in rel and kind.split(";")[0].strip() in _FEED_TYPES and href:
            try:
                found.append(urljoin(urljoin(url, base), href))
            except ValueError:
                continue
    return list(dict.fromkeys(found))
