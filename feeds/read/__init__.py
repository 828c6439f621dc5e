"""bytes -> RawFeed of RawEntry: one module a kind of document."""

from __future__ import annotations

from feeds.errors import ReadError
from feeds.model import RawFeed
from feeds.read.opml import Subscription, read_opml
from feeds.read.sniff import feeds_of_page, shape

__all__ = ["Subscription", "read", "read_opml"]


def read(
    body: bytes, *, url: str = "", content_type: str | None = None, kind: str = "auto"
) -> RawFeed:
    """Read a document as `kind` ("auto" finds out), which was found at `url`.

    Raises ReadError when it is not of that kind, or of none that we know.
    """
    if kind not in ("auto", "feed"):
        raise ReadError("kind", f"this version cannot read kind {kind!r}")
    found = shape(body)
    if found == "empty":
        raise ReadError("empty", "the document is empty")
    if found == "html":
        feeds = feeds_of_page(body, url)
        offer = f"; it names these feeds: {', '.join(feeds)}" if feeds else ""
        raise ReadError("html", f"an HTML page, not a feed{offer}")
    if found == "json":
        from feeds.read.jsonfeed import read_json_feed

        return read_json_feed(body)
    from feeds.read.syndication import read_syndication

    return read_syndication(body, content_type)
