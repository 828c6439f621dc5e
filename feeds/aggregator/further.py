"""What is asked for besides a source's own document: the next page of a list, the sitemaps of an
index, the files of a folder, the feed that a page names."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from feeds.aggregator.hosts import is_held
from feeds.aggregator.sources import context_of
from feeds.config import Config
from feeds.errors import FeedsError, ReadError
from feeds.fetch import FetchError, NotModified, Outcome, Request, Response, Validators
from feeds.model import PAGES, RawFeed, Source
from feeds.store import KnownDocument, SourceState, Store

if TYPE_CHECKING:
    from feeds.aggregator.routing import Rules

log = logging.getLogger("feeds")

_COMMENTS = re.compile(r"comment", re.I)
_KEPT = frozenset(("sitemapindex", "folder"))
"""Kinds of documents whose further ones are remembered, and asked only for what is new."""


@dataclass(frozen=True, slots=True)
class Onward:
    """A further document of a source. `position` counts the documents of a list. `page` is the
    answer that named it, where it is to take that one's place: a feed."""

    source: Source
    url: str
    position: int = 1
    known: KnownDocument | None = None
    page: Response | None = None

    @property
    def request(self) -> Request:
        """How it is asked for."""
        known = self.known or KnownDocument(self.url)
        key = f"{self.source.id} {self.url}"
        validators = Validators(known.etag, known.last_modified)
        page = self.page is None and self.source.kind in PAGES
        source = self.source
        return Request(
            key, self.url, validators, trusted=source.url, page=page, access=source.access
        )


def feed_named(source: Source, state: SourceState, feeds: Sequence[str]) -> str | None:
    """The feed that a page names, to be read in its place; None if the page itself is."""
    if source.kind != "auto" or state.feed or not source.url.startswith("http"):
        return None
    if source.rules.select:  # who says where things stand on a page wants the page
        return None
    # A page may name what it likes: what is on this machine is not for it to have read.
    public = (url for url in feeds if url.startswith(("http://", "https://")))
    return next((url for url in public if not _COMMENTS.search(url)), None)


def onward_of(store: Store, source: Source, feed: RawFeed, position: int, url: str) -> list[Onward]:
    """What follows a document that was just read."""
    if not feed.more:
        return []
    if feed.kind not in _KEPT:
        if position >= source.pages:
            return []
        own = replace(source, kind="listing")
        more = absolute(feed.more[0], url)
        return [Onward(own, more, position + 1)] if more and more != url else []
    kind = "sitemap" if feed.kind == "sitemapindex" else source.kind
    own = replace(source, kind=kind)
    addresses = [found for more in feed.more if (found := absolute(more, url))]
    with store.begin() as transaction:
        known = transaction.documents(source.id)
        if gone := known.keys() - set(addresses):
            transaction.forget_documents(source.id, gone)
    return [Onward(own, more, 1, known.get(more, KnownDocument(more))) for more in addresses]


def onward_again(store: Store, source: Source) -> list[Onward]:
    """The further documents of a source whose own has not changed."""
    if source.url.startswith("file:"):
        return []  # a folder changes when a file in it does
    with store.begin() as transaction:
        known = transaction.documents(source.id)
    own = replace(source, kind="sitemap")
    return [Onward(own, url, 1, document) for url, document in known.items()]


def take_further(
    store: Store,
    config: Config,
    rules: Rules,
    onward: Onward,
    state: SourceState,
    outcome: Outcome,
    now: datetime,
    *,
    first: bool,
) -> tuple[int, int, list[Onward]]:
    """Keep what a further document holds: how many entries were new and changed, and what follows.

    One that cannot be had or read costs itself alone, and is told once.
    """
    source = onward.source
    if isinstance(outcome, NotModified) or is_held(outcome):
        return 0, 0, []
    if isinstance(outcome, FetchError):
        _failed(store, onward, None, outcome.message)
        return 0, 0, []
    body = digest(outcome, context_of(source, config.site))
    document = KnownDocument(
        onward.url, outcome.validators.etag, outcome.validators.last_modified, body
    )
    new = changed = 0
    further: list[Onward] = []
    if onward.known is None or onward.known.body != body:
        from feeds.aggregator.keeping import keep  # few passes have a document to read
        from feeds.aggregator.reading import read_response

        try:
            reading = read_response(outcome, source, now, config.site)
            kept = keep(store, rules, source, state, reading, now, first=first, own=False)
        except ReadError as error:
            _failed(store, onward, document, str(error))
            return 0, 0, []
        except FeedsError:
            raise
        except Exception as error:  # a fault in a library costs one document, not the pass
            log.debug("while taking %s", onward.url, exc_info=True)
            _failed(store, onward, None, f"{type(error).__name__}: {error}")
            return 0, 0, []
        new, changed = kept.new, kept.changed
        if onward.known is None:
            further = onward_of(store, source, reading.document.feed, onward.position, outcome.url)
    if onward.known is not None and document != onward.known:
        with store.begin() as transaction:
            transaction.save_document(source.id, document)
    return new, changed, further


def _failed(store: Store, onward: Onward, document: KnownDocument | None, message: str) -> None:
    """Say once what is wrong with a further document, and remember that it was said."""
    said = f"! {message}"
    if onward.known is None:
        log.warning("%s: %s", onward.url, message)
        return
    if onward.known.body != said:
        log.warning("%s: %s", onward.url, message)
        with store.begin() as transaction:
            transaction.save_document(
                onward.source.id, replace(document or onward.known, body=said)
            )


def absolute(more: str, url: str) -> str | None:
    """The address of a further document, which may be relative to the one that names it; None for
    one that leads from the web to this machine."""
    try:
        found = urljoin(url, more.strip())
    except ValueError:
        return None
    if found.startswith(("http://", "https://")) or url.startswith("file:"):
        return found
    return None


def digest(response: Response, context: str) -> str:
    """By which a document is known to be the same, and read the same way."""
    found = hashlib.blake2b(response.body, digest_size=16)
    found.update(f"\0{context}\0{response.content_type}\0{response.url}".encode("utf-8", "replace"))
    return found.hexdigest()
