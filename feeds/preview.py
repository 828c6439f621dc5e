"""One document as we would publish it, for a person or a script to look at: nothing is kept."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from requests import Session

from feeds.aggregator.reading import read_response
from feeds.config import Fetch, Site
from feeds.errors import ReadError
from feeds.fetch import FetchError, Request, Response, fetch_one, open_session
from feeds.model import Entry, Source
from feeds.normalize import feed_title, normalize, text_of
from feeds.publish import json_item
from feeds.read import read

_PLACES = "feed rss feed.xml rss.xml atom.xml index.xml feed.json /feed /rss.xml".split()
_ADDRESS = re.compile(r"(?:https?|file):", re.I)
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Preview:
    """What `input` gives. `error` says why there are no entries, `warning` what was odd.

    `is_page` is whether it is a page that names no feed.
    """

    input: str
    url: str
    title: str = ""
    kind: str = ""
    dialect: str = ""
    entries: tuple[Entry, ...] = ()
    warning: str | None = None
    error: str | None = None
    is_page: bool = False


def preview(
    inputs: Iterable[str],
    *,
    kind: str,
    now: datetime,
    user_agent: str,
    base_url: str | None = None,
    site: Site | None = None,
    settings: Fetch | None = None,
) -> Iterator[Preview]:
    """Read each of `inputs`, a URL, a path, or ``-`` for standard input, in order.

    `base_url` is where a document from a file was found; `site` says what holds for all
    sources. Never raises for what an input is.
    """
    settings = settings or Fetch()
    with open_session(user_agent) as session:
        for input in inputs:
            address = _ADDRESS.match(input) is not None
            if address:
                outcome = fetch_one(session, Request(input, input), settings)
            else:
                outcome = _read_file(input, base_url, settings.max_bytes)
            if isinstance(outcome, Response):
                source = Source(id=outcome.url, url=base_url or outcome.url, kind=kind)
                shown = _show(input, outcome, source, now, site or Site())
                yield _with_offers(session, shown, settings) if address else shown
            else:  # without validators there is no 304
                said = outcome.message if isinstance(outcome, FetchError) else "not modified"
                yield Preview(input, input, error=said)


def _with_offers(session: Session, page: Preview, settings: Fetch) -> Preview:
    """A page that names no feed, with those that are where software usually puts them."""
    if not page.is_page:
        return page
    found: dict[str, None] = {}
    for place in _PLACES:
        url = urljoin(page.url, place)
        outcome = fetch_one(session, Request(url, url), settings)
        if isinstance(outcome, Response):
            try:
                read(outcome.body, url=outcome.url, content_type=outcome.content_type)
            except ReadError:
                continue
            found[outcome.url] = None
            if len(found) == _ENOUGH:
                break
    if not found:
        return page
    return replace(page, error=f"{page.error}; it names none, but there is {' and '.join(found)}")


def _read_file(name: str, base_url: str | None, max_bytes: int) -> Response | FetchError:
    try:
        if name == "-":
            body = sys.stdin.buffer.read(max_bytes + 1)
        else:
            with Path(name).open("rb") as file:
                body = file.read(max_bytes + 1)
        url = base_url or ("file:///dev/stdin" if name == "-" else Path(name).resolve().as_uri())
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        return FetchError("file", f"{name}: {said}")
    if len(body) > max_bytes:
        return FetchError("too_large", f"{name}: more than {max_bytes} bytes")
    return Response(url, body)


def _show(input: str, response: Response, source: Source, now: datetime, site: Site) -> Preview:
    try:
        reading = read_response(response, source, now, site)
        feed = reading.document.feed
        return Preview(
            input,
            response.url,
            title=source.title or feed_title(feed),
            kind=feed.kind if feed.kind in ("article", "listing", "sitemap", "text") else "feed",
            dialect=feed.kind,
            entries=tuple(normalize(item, reading.document) for item in reading.items),
            warning=reading.warning,
        )
    except ReadError as error:
        page = error.kind == "html" and not error.offers
        return Preview(input, response.url, error=str(error), is_page=page)
    except Exception as error:  # a fault in a library costs one document, not the others
        return Preview(input, response.url, error=f"{type(error).__name__}: {error}")


def as_json_feed(shown: Preview) -> dict[str, Any]:
    """The preview as one JSON Feed 1.1 document."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": shown.title or shown.input,
    }
    if shown.url.startswith("http"):
        feed["home_page_url"] = shown.url
    facts = {"error": shown.error, "warning": shown.warning, "dialect": shown.dialect}
    if facts := {key: value for key, value in facts.items() if value}:
        feed["_feeds"] = facts
    feed["items"] = [_item(entry, shown) for entry in shown.entries]
    return feed


def _item(entry: Entry, shown: Preview) -> dict[str, Any]:
    item = json_item(entry)
    item["content_text"] = text_of(entry.content) or item.get("content_text", "")
    if entry.origin or shown.title:
        item["_feeds"]["source_name"] = entry.origin.title if entry.origin else shown.title
    item["_feeds"]["kind"] = shown.kind
    return item
