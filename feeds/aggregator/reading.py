"""A document that was fetched -> its articles, known by their keys but not yet normalized."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feeds.aggregator.sources import context_of
from feeds.config import Site
from feeds.fetch import Response
from feeds.model import Source
from feeds.normalize import Document, Identified, identify
from feeds.read import read


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document holds, read as `context` says. `warning` says what was wrong with it, if it
    could be used; `fresh` is for how many seconds its server called it good."""

    document: Document
    items: list[Identified]
    context: str
    warning: str | None = None
    fresh: int | None = None


def read_response(response: Response, source: Source, now: datetime, site: Site) -> Reading:
    """Read and identify. Raises ReadError for a document that is not what it should be."""
    feed = read(
        response.body,
        url=response.url,
        content_type=response.content_type,
        kind=source.kind,
        rules=source.rules,
        pages=source.pages,
    )
    document = Document(feed, source, response.url, now, site.timezone, site.ruby)
    context = context_of(source, site)
    items = identify(feed, source, response.url, context)
    warning = None
    if feed.kind.endswith("-cut"):
        taken = "1 whole entry was" if len(items) == 1 else f"{len(items)} whole entries were"
        warning = f"the document breaks off; {taken} taken"
    return Reading(document, items, context, warning, response.fresh)
