"""bytes -> RawFeed of RawEntry: one module a kind of document."""

from __future__ import annotations

from feeds.errors import ReadError
from feeds.model import RawFeed
from feeds.read.encoding import to_utf8
from feeds.read.jsonfeed import read_json_feed
from feeds.read.opml import Subscription, read_opml
from feeds.read.sitemap import is_sitemap, read_sitemap
from feeds.read.sniff import feeds_of_page, shape
from feeds.read.syndication import read_syndication

__all__ = ["Subscription", "read", "read_opml"]


def read(
    body: bytes, *, url: str = "", content_type: str | None = None, kind: str = "auto"
) -> RawFeed:
    """Read a document as `kind` ("auto" finds out), which was found at `url`.

    Raises ReadError when it is not of that kind, or of none that we know.
    """
    if kind not in ("auto", "feed", "sitemap"):
        raise ReadError("kind", f"this version cannot read kind {kind!r}")
    document = to_utf8(body, content_type)
    found = shape(document)
    if found == "empty":
        raise ReadError("empty", "the document is empty")
    if kind != "feed" and is_sitemap(document):
        return read_sitemap(document)
    if found == "html":
        feeds = feeds_of_page(document, url)
        offer = f"; it names these feeds: {', '.join(feeds)}" if feeds else ""
        raise ReadError("html", f"an HTML page, not a feed{offer}", tuple(feeds))
    if kind == "sitemap":
        return read_sitemap(document)
    if found == "json":
        return read_json_feed(document)
    return read_syndication(document)
