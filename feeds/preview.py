"""One document as we would publish it, for a person or a script to look at: nothing is kept."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from msgspec import structs

from feeds.aggregator.further import absolute, feed_named
from feeds.aggregator.reading import read_response
from feeds.config import Fetch, Site
from feeds.config.access import without_user
from feeds.errors import ReadError
from feeds.fetch import FetchError, Outcome, Request, Response, Session, fetch_one, open_session
from feeds.fetch.guard import same_origin
from feeds.model import Access, Entry, Rules, Source
from feeds.normalize import feed_title, normalize, text_of
from feeds.publish.jsonfeed import json_item
from feeds.read import read
from feeds.store import SourceState

_PLACES = "feed rss feed.xml rss.xml atom.xml index.xml feed.json /feed /rss.xml".split()
_ADDRESS = re.compile(r"(?:https?|file):", re.I)
_ENOUGH = 2
_PLAIN, _OPEN = Rules(), Access()
_KINDS = {kind: kind for kind in ("article", "listing", "sitemap", "text")} | {
    "sitemapindex": "sitemap"
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What `input` gives. `error` says why there are no entries, `warning` what was odd.

    `is_page` is whether it is a page that names no feed; `evidence` says what it was taken for and
    why, `feeds` are those that it names, `more` where it goes on, and `body` is the document.
    `secret` is the input where a name and password stand in it, which `input` is without.
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
    evidence: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    body: bytes = b""
    secret: str | None = field(default=None, repr=False)


def preview(
    inputs: Iterable[str],
    *,
    kind: str,
    now: datetime,
    user_agent: str,
    base_url: str | None = None,
    site: Site | None = None,
    settings: Fetch | None = None,
    rules: Rules = _PLAIN,
    pages: int = 1,
    access: Access = _OPEN,
) -> Iterator[Preview]:
    """Read each of `inputs`, a URL, a path, or ``-`` for standard input, in order.

    `base_url` is where a document from a file was found; `site` says what holds for all
    sources. Never raises for what an input is.
    """
    settings = settings or Fetch()
    with open_session(user_agent) as session:
        for written in inputs:
            input, user, password = without_user(written)
            address = _ADDRESS.match(input) is not None
            told = structs.replace(access, user=user, password=password) if user else access
            ask = partial(_ask, session, settings, input, told)
            outcome = ask(input) if address else _read_file(input, base_url, settings.max_bytes)
            if not isinstance(outcome, Response):  # without validators there is no 304
                said = outcome.message if isinstance(outcome, FetchError) else "not modified"
                yield Preview(input, input, error=said)
                continue
            source = Source(
                id=outcome.url, url=base_url or outcome.url, kind=kind, rules=rules, pages=pages
            )
            shown = _show(input, outcome, source, now, site or Site())
            if address:
                shown = _followed(ask, shown, source, now, site or Site())
            yield replace(shown, secret=written if user else None)


def _ask(session: Session, settings: Fetch, input: str, access: Access, url: str) -> Outcome:
    """Ask for what `input` leads to, or for itself."""
    return fetch_one(session, Request(url, url, trusted=input, access=access), settings)


Ask = Callable[[str], Outcome]


def _followed(ask: Ask, page: Preview, source: Source, now: datetime, site: Site) -> Preview:
    """What an address leads to: the feed that its page names, the newest of its sitemaps, or the
    feeds that are where software usually puts them."""
    if page.more and page.kind == "sitemap":
        own, follow = replace(source, kind="sitemap"), absolute(page.more[0], page.url) or ""
    elif named := feed_named(source, SourceState(source.id, source.url), page.feeds):
        own, follow = replace(source, kind="feed"), named
    else:
        return _with_offers(ask, page)
    outcome = ask(follow)
    if not isinstance(outcome, Response):
        return page
    shown = _show(page.input, outcome, own, now, site)
    if shown.error:
        return page
    what = "sitemap index" if page.kind == "sitemap" else "page"
    evidence = f"the {what} names {follow}"
    return replace(shown, evidence=(evidence, *shown.evidence), feeds=page.feeds)


def _with_offers(ask: Ask, page: Preview) -> Preview:
    """A page that names no feed, with those that are where software usually puts them."""
    if not page.is_page:
        return page
    found: dict[str, None] = {}
    for place in _PLACES:
        url = urljoin(page.url, place)
        outcome = ask(url)
        if isinstance(outcome, Response):
            try:
                read(outcome.body, url=outcome.url, content_type=outcome.content_type, kind="feed")
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
            kind=_KINDS.get(feed.kind, "feed"),
            dialect=feed.kind,
            entries=tuple(normalize(item, reading.document) for item in reading.items),
            warning=reading.warning,
            evidence=feed.evidence,
            feeds=feed.feeds,
            more=feed.more,
            body=response.body,
        )
    except ReadError as error:
        page = error.kind in ("html", "page") and not error.offers
        return Preview(input, response.url, error=str(error), is_page=page, feeds=error.offers)
    except Exception as error:  # a fault in a library costs one document, not the others
        return Preview(input, response.url, error=f"{type(error).__name__}: {error}")


def source_of(shown: Preview, folder: Path, *, pin: bool = False) -> dict[str, Any]:
    """The source, as a configuration in `folder` writes it, that gives what is shown.

    With `pin`, where the entries of a listing were found is written down too.
    """
    if not _ADDRESS.match(shown.input):
        path = Path(shown.input).resolve()
        inside = path.is_relative_to(folder.resolve())
        found: dict[str, Any] = {
            "path": str(path.relative_to(folder.resolve()) if inside else path)
        }
    elif shown.secret and same_origin(shown.url, shown.secret):
        found = {"url": shown.secret}
    else:
        found = {"url": shown.url if shown.kind == "feed" else shown.input}
    if shown.kind != "feed":
        found["kind"] = shown.kind
    if pin and shown.kind == "listing" and (selectors := suggestions(shown)):
        found["select"] = selectors
    return found


def suggestions(shown: Preview) -> dict[str, str]:
    """Where the entries of a listing were found, as selectors by field."""
    from feeds.read import suggest

    return suggest(shown.body, shown.url) if shown.kind == "listing" else {}


def as_json_feed(shown: Preview) -> dict[str, Any]:
    """The preview as one JSON Feed 1.1 document."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": shown.title or shown.input,
    }
    if shown.url.startswith("http"):
        feed["home_page_url"] = shown.url
    facts: dict[str, Any] = {
        "error": shown.error,
        "warning": shown.warning,
        "dialect": shown.dialect,
        "evidence": list(shown.evidence),
        "feeds": list(shown.feeds),
    }
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
    item["_feeds"]["read_from"] = dict(entry.read_from)
    return item
