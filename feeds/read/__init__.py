"""bytes -> RawFeed of RawEntry: one module a kind of document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from feeds.errors import ReadError
from feeds.model import RawFeed, Rules
from feeds.read.encoding import to_utf8
from feeds.read.jsonfeed import read_json_feed
from feeds.read.opml import Subscription, read_opml
from feeds.read.sitemap import is_sitemap, read_sitemap
from feeds.read.sniff import feeds_of_page, shape
from feeds.read.syndication import read_syndication

if TYPE_CHECKING:
    from feeds.read.text import Part

__all__ = ["Subscription", "read", "read_opml", "suggest"]

_PLAIN = Rules()
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b")


def read(
    body: bytes,
    *,
    url: str = "",
    content_type: str | None = None,
    kind: str = "auto",
    rules: Rules = _PLAIN,
    pages: int = 1,
) -> RawFeed:
    """Read a document as `kind` ("auto" finds out), which was found at `url`.

    `rules` are what a person says of its pages, and `pages` how many of a listing are wanted.
    A page that names feeds comes with their addresses, read or not.
    Raises ReadError when it is not of that kind, or of none that we know.
    """
    if content_type == "inode/directory" and url.startswith("file:"):
        files = tuple(body.decode().split())
        return RawFeed("folder", (), more=files, evidence=(f"a folder of {len(files)} files",))
    document = to_utf8(body, content_type)
    found = shape(document)
    if found == "empty":
        raise ReadError("empty", "the document is empty")
    if kind != "feed" and is_sitemap(document):
        return read_sitemap(document)
    if found == "html":
        return _page(document, url, kind, rules, pages)
    if kind in ("article", "listing", "text") and found in ("xml", "json"):
        raise ReadError("kind", f"this is {found.upper()} data, no page to be read as {kind}")
    if kind == "sitemap":
        return read_sitemap(document)
    if found == "json":
        return read_json_feed(document)
    if found == "other" and kind != "feed":
        if not _is_text(body):
            raise ReadError("not_a_feed", "neither a feed nor a page: this is no text at all")
        return _text(document, kind)
    return read_syndication(document)


def suggest(body: bytes, url: str) -> dict[str, str]:
    """Where the entries of a listing were found, as CSS selectors by field."""
    from feeds.read.pages.page import Page
    from feeds.read.pages.suggested import suggest as suggested

    return suggested(Page(to_utf8(body, None).decode("utf-8", "replace"), url))


def _page(document: bytes, url: str, kind: str, rules: Rules, pages: int) -> RawFeed:
    feeds = tuple(feeds_of_page(document, url)) if kind in ("auto", "feed") else ()
    offer = f"; it names these feeds: {', '.join(feeds)}" if feeds else ""
    if kind in ("feed", "sitemap"):
        raise ReadError("html", f"an HTML page, not a {kind}{offer}", feeds)
    markup = document.decode("utf-8", "replace")
    if kind == "text":
        from feeds.read.pages.page import Page, lines

        return _text("\n".join(lines(Page(markup, url).body)).encode(), kind)
    from feeds.read.pages import read_page  # few passes have a page to read

    try:
        return replace(read_page(markup, url, kind, rules, pages), feeds=feeds)
    except ReadError as error:
        raise ReadError(error.kind, f"{error}{offer}", feeds) from None


def _text(document: bytes, kind: str) -> RawFeed:
    from feeds.read.text import read_text

    part: Part = "article" if kind == "article" else "listing" if kind == "listing" else "text"
    try:
        return read_text(document.decode("utf-8", "replace"), part)
    except ReadError as error:
        if kind != "auto":
            raise
        raise ReadError("not_a_feed", f"neither a feed nor a page, and {error}") from None


def _is_text(body: bytes) -> bool:
    """Whether this may be text in some charset: other files are full of control characters, and
    PDF says what it is."""
    head = body[:4096]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 50 <= len(head) and not head.startswith((b"%PDF", b"{\\rtf"))
