"""What one source's answer means: into the store if there is anything new, else a new state."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from feeds.aggregator import addresses, belief
from feeds.aggregator.asking import Asking
from feeds.aggregator.further import Onward, digest, feed_named, onward_again, onward_of
from feeds.aggregator.pacing import paced, unanswered
from feeds.aggregator.routing import Rules
from feeds.aggregator.sources import context_of
from feeds.aggregator.troubles import recall
from feeds.config import Config
from feeds.errors import FeedsError, ReadError
from feeds.fetch import (
    FetchError,
    NotModified,
    Outcome,
    Request,
    Response,
    Validators,
    is_outage,
)
from feeds.model import PAGES, Source
from feeds.store import SourceState, Store

log = logging.getLogger("feeds")

Status = Literal["ok", "unchanged", "failed", "held"]
"""Held: not asked, as its host is left alone."""


@dataclass(frozen=True, slots=True)
class SourceResult:
    """What asking one source gave."""

    source: Source
    status: Status
    new: int = 0
    changed: int = 0
    message: str | None = None


Progressed = Callable[[SourceResult, int], None]
"""Told of each source's result, and of how many sources there are to ask."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What holds for all of a pass; `branched` are sources with further documents."""

    store: Store
    config: Config
    rules: Rules
    now: datetime
    states: dict[str, SourceState]
    branched: Set[str]
    total: int
    progress: Progressed
    ask: Asking
    stop: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Taken:
    """A source's state after an answer, what came of it (None: that is to be seen when what it
    leads to is there), and what is to be asked for next. `page` is an answer to be taken again when
    it is known what its robots.txt says: it turned out to be a page."""

    state: SourceState
    result: SourceResult | None
    onward: Sequence[Onward] = ()
    page: Response | None = None


def request_of(source: Source, state: SourceState, now: datetime) -> Request:
    """How a source is asked at `now`. A page that names a feed is not any more: the feed is."""
    kind = source.kind
    if kind == "auto" and not state.feed:
        usual = recall(state).usual
        kind = usual.kind if usual else kind
    return Request(
        source.id,
        addresses.asked_at(source, state),
        belief.validators_for(state, int(now.timestamp())),
        trusted=source.url,
        page=kind in PAGES,
        access=source.access,
    )


def page_of(source: Source, state: SourceState, now: datetime) -> Request:
    """The same of what turned out to be a page."""
    return replace(request_of(source, state, now), page=True)


def take(
    this: Pass,
    source: Source,
    state: SourceState,
    outcome: Outcome,
    *,
    follow: bool = True,
    sure: bool = False,
) -> Taken:
    """One source's answer: into the store if there is anything new, else only its new state.

    With `follow`, a feed that a page names is asked for first. With `sure`, what is known of
    robots.txt has to do.
    """
    second, context = int(this.now.timestamp()), context_of(source, this.config.site)
    state = replace(state, checked_at=second, retry_at=0)
    if isinstance(outcome, FetchError):
        # An outage is its host's: see feeds.aggregator.hosts.
        its_own = not is_outage(outcome) or bool(outcome.redirects)
        state = unanswered(source, state, second, state.failures + 1 if its_own else 1)
        wait = second + int(outcome.retry_after) if outcome.retry_after else 0
        if (before := addresses.undone(state, outcome)) is not None:
            state = before
        elif state.feed and outcome.status in (404, 410):  # ask the page again where it is
            state = replace(state, feed=None, etag=None, last_modified=None, moved=None)
        else:
            state = replace(state, gone=outcome.status == 410)
        return _failed(source, replace(state, retry_at=wait), outcome.kind, outcome.message)
    state = addresses.led(source, state, outcome.redirects, second)
    body = digest(outcome, context) if isinstance(outcome, Response) else state.body
    if isinstance(outcome, NotModified) or body == state.body:
        state = _healthy(_validated(state, outcome.validators), second)
        state = addresses.recognized(state, second)
        if isinstance(outcome, NotModified):
            state = belief.unchanged(state, second)
        else:
            state = belief.answered(state, (), second)
        return _unchanged(this, source, paced(source, state, second, outcome.fresh))
    # Most passes find nothing new: what reads documents is loaded when there is one.
    from feeds.aggregator.keeping import keep
    from feeds.aggregator.reading import read_response

    unread = unanswered(source, state, second, state.failures + 1)
    try:
        reading = read_response(outcome, source, this.now, this.config.site)
        feed = reading.document.feed
        if follow and (named := feed_named(source, state, feed.feeds)):
            return Taken(state, None, [Onward(source, named, page=outcome)])
        if feed.kind in PAGES:
            request = page_of(source, state, this.now)
            if not sure and this.ask.is_unsure(request):
                return Taken(state, None, page=outcome)
            if (refused := this.ask.refusal(request)) is not None:
                return _failed(source, unread, refused.kind, refused.message)
        if reading.warning is None:
            after = replace(_validated(state, outcome.validators), body=body)
            after = _healthy(after, second)
            result = SourceResult(source, "ok")
        else:  # its validators are not kept, so that it is asked for anew
            failed = _failed(source, state, "cut", reading.warning)
            after, result = failed.state, failed.result or SourceResult(source, "failed")
        first = state.ok_at is None
        kept = keep(this.store, this.rules, source, after, reading, this.now, first=first)
        onward = onward_of(this.store, source, feed, 1, outcome.url) if kept.taken else []
    except ReadError as error:
        if follow and (named := feed_named(source, state, error.offers)):
            return Taken(state, None, [Onward(source, named, page=outcome)])
        if (before := addresses.undone(unread)) is not None:
            unread = before
        elif unread.feed:
            unread = replace(unread, feed=None, etag=None, last_modified=None, moved=None)
        return _failed(source, unread, error.kind, str(error))
    except FeedsError:
        raise
    except Exception as error:  # a fault in a library costs one document, not the pass
        log.debug("while taking %s", source.url, exc_info=True)
        return _failed(source, unread, "crash", f"{type(error).__name__}: {error}")
    return Taken(kept.state, replace(result, new=kept.new, changed=kept.changed), onward)


def take_feed(
    this: Pass, source: Source, state: SourceState, step: Onward, outcome: Outcome
) -> Taken:
    """The feed that a page named: from now on in the page's place, if it is one."""
    if step.page is None or not isinstance(outcome, Response):
        return take(this, source, state, step.page or outcome, follow=False)
    taken = take(this, source, replace(state, feed=step.url, moved=None), outcome, follow=False)
    if taken.result is not None and taken.result.status == "failed":
        return take(this, source, state, step.page, follow=False)
    return taken


def _unchanged(this: Pass, source: Source, state: SourceState) -> Taken:
    onward = onward_again(this.store, source) if source.id in this.branched else ()
    return Taken(state, SourceResult(source, "unchanged"), onward)


def _validated(state: SourceState, validators: Validators) -> SourceState:
    return replace(state, etag=validators.etag, last_modified=validators.last_modified)


def _healthy(state: SourceState, now: int) -> SourceState:
    return replace(state, ok_at=now, failures=0, error_kind=None, error=None)


def _failed(source: Source, state: SourceState, kind: str, message: str) -> Taken:
    state = replace(state, failures=state.failures + 1, error_kind=kind, error=message)
    return Taken(state, SourceResult(source, "failed", message=message))
