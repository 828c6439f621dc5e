"""The articles behind entries: fetched for sources whose entries are to have their whole text.

Each is wanted from the moment its entry is kept, and asked for until its page was read or is
known to be none; so a pass that was cut, or had too many, is gone on with by the next.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from feeds.aggregator.hosts import is_held
from feeds.aggregator.routing import Rules, place
from feeds.aggregator.sources import rules_of_host
from feeds.config import Config, PageRules
from feeds.errors import ReadError
from feeds.fetch import FetchError, Outcome, Request, Response
from feeds.model import Entry, Source
from feeds.store import SourceState, Store, Transaction, WantedArticle

log = logging.getLogger("feeds")

Ask = Callable[[Sequence[Request]], Iterator[tuple[Request, Outcome]]]
"""`feeds.aggregator.asking.Asking` of this pass."""

_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.5, text/plain;q=0.5, */*;q=0.1"
_PAGES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")
_WAITS = (3600, 6 * 3600, 24 * 3600)  # seconds, after the first failure and those that follow
_PASSING = frozenset(("dns", "connect", "tls", "timeout", "protocol", "crash"))


def read_articles(
    store: Store,
    config: Config,
    rules: Rules,
    sources: Sequence[Source],
    states: Mapping[str, SourceState],
    ask: Ask,
    now: datetime,
) -> None:
    """Fetch wanted articles of these sources, and fill their entries.

    As many as the configuration allows in a pass, those of the newest entries first. Sources
    that are waited for have their articles wait too, not those that are not due: nothing says
    how often articles may be asked for but their own failures. Raises StoreError.
    """
    second = int(now.timestamp())
    late = {id for id, state in states.items() if state.retry_at > second}
    full = {source.id: source for source in sources if source.fulltext and source.id not in late}
    if not full or not config.fetch.articles:
        return
    with store.begin() as transaction:
        wanted = transaction.wanted_articles(list(full), second, config.fetch.articles)
    hosts = {_host(states[id].url) for id in late} if wanted else set()
    by_url: dict[str, list[WantedArticle]] = {}  # one address, one request
    for article in wanted:
        if _host(article.url) not in hosts:
            by_url.setdefault(article.url, []).append(article)
    requests = [_request(url, full[some[0].source]) for url, some in by_url.items()]
    for request, outcome in ask(requests):
        if is_held(outcome):
            with store.begin() as transaction:
                _postpone(transaction, request.url, outcome, second)
            continue
        for article in by_url[request.key]:
            _take(store, config, rules, full[article.source], article, outcome, now)


def _request(url: str, source: Source) -> Request:
    return Request(url, url, accept=_ACCEPT, trusted=source.url, page=True, access=source.access)


def leads_to_article(url: str) -> bool:
    """Whether there may be an article at this http(s) address: the front page of a site is none,
    though many a site sends there whoever asks for what is no more."""
    parts = urlsplit(url)
    return parts.path not in ("", "/") or parts.query != ""


def again_at(error: FetchError, tries: int, now: int) -> int | None:
    """When to ask again for what failed so many times; None: never."""
    status = error.status or 0
    passing = error.kind in _PASSING or status in (408, 425, 429) or status >= 500
    if not passing or tries > len(_WAITS):
        return None
    return now + max(_WAITS[tries - 1], int(error.retry_after or 0))


def _take(
    store: Store,
    config: Config,
    rules: Rules,
    source: Source,
    wanted: WantedArticle,
    outcome: Outcome,
    now: datetime,
) -> None:
    """One answer: into the entry if it is the article, else remembered as a failure."""
    second = int(now.timestamp())
    tries = wanted.tries + 1
    if isinstance(outcome, Response):
        again = None
        try:
            article = _read(config, source, outcome, now)
        except ReadError as error:
            failure = str(error)
        except Exception as error:  # a fault in a library costs one article, not the pass
            log.debug("while reading %s", wanted.url, exc_info=True)
            failure = f"{type(error).__name__}: {error}"
        else:
            with store.begin() as transaction:
                transaction.article_read(wanted.entry, article)
                _fill(transaction, rules, wanted.entry, article)
            return
    elif isinstance(outcome, FetchError):
        failure, again = outcome.message, again_at(outcome, tries, second)
    else:  # it was not asked whether
        failure, again = "not modified", None
    log.info("%s: not read: %s", wanted.url, failure)
    with store.begin() as transaction:
        transaction.article_failed(wanted.entry, tries, failure, again)
        if isinstance(outcome, FetchError):
            _postpone(transaction, wanted.url, outcome, second)


def _postpone(transaction: Transaction, url: str, error: FetchError, now: int) -> None:
    """Have all that is at this address's origin wait, if the answer says for how long."""
    if error.retry_after:
        transaction.postpone_articles(urljoin(url, "/"), now + int(error.retry_after))


def _read(config: Config, source: Source, response: Response, now: datetime) -> Entry:
    """The article on the page. Raises ReadError for a page that is none."""
    from feeds.aggregator.reading import read_response  # most passes have no page to read
    from feeds.normalize import normalize

    kind = (response.content_type or "text/html").partition(";")[0].strip().lower()
    if kind not in _PAGES:
        raise ReadError("kind", f"no page but {kind}")
    if not leads_to_article(response.url):
        raise ReadError("missing", "led to the front page of a site")
    own = (rules_of_host(config, response.url) or PageRules()).rules()
    page = replace(source, kind="article", rules=own)
    reading = read_response(response, page, now, config.site)
    if not reading.items:
        raise ReadError("empty", "a page without an article")
    return normalize(reading.items[0], reading.document)


def _fill(transaction: Transaction, rules: Rules, pk: int, article: Entry) -> None:
    """The entry with what its article adds, in the feeds where it belongs by that."""
    from feeds.normalize.filling import fill

    entry = transaction.entries([pk])[pk]
    filled = fill(entry, article)
    if filled != entry:
        transaction.fill_entry(pk, filled, rules.now)
        place(transaction, rules, {pk: (transaction.ranks([pk])[pk], filled)})


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
