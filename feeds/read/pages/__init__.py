"""Pages: HTML that has no feed -> RawFeed."""

from __future__ import annotations

from msgspec.structs import replace

from feeds.errors import ReadError
from feeds.model import RawFeed, Rules
from feeds.read.pages.article import read_article
from feeds.read.pages.listing import read_listing
from feeds.read.pages.page import Page
from feeds.read.pages.refusal import refuse

__all__ = ["read_page"]


def read_page(markup: str, url: str, kind: str, rules: Rules, pages: int) -> RawFeed:
    """Read a page that was found at `url` as `kind`: an article, a listing, or auto, whichever it
    is by what it says of itself and by what stands on it.

    Raises ReadError for a page that is neither, or that stands in place of another.
    """
    page = Page(markup, url)
    refuse(page)
    if kind == "article":
        return read_article(page, rules)
    if kind == "listing":
        return read_listing(page, rules, pages)
    if any(field == "items" for field, _ in rules.select):
        return read_listing(page, rules, pages)
    try:
        listing = read_listing(page, rules, pages)
    except ReadError as error:
        reason = error
    else:
        return listing
    try:
        article = read_article(Page(markup, url), rules)
    except ReadError as error:
        said = f"an HTML page with neither an article nor a list of articles ({reason}; {error})"
        raise ReadError("page", said) from None
    return replace(article, evidence=(*article.evidence, str(reason)))
