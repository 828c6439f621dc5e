"""One pass over the sources that are due."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from feeds.aggregator.announcing import tell_hubs
from feeds.aggregator.asking import Asking, user_agent
from feeds.aggregator.backlog import Deciding, backlog_of, decided_meanwhile
from feeds.aggregator.duplicates import check_preferred, find_duplicates
from feeds.aggregator.fulltext import read_articles
from feeds.aggregator.further import Onward, take_further
from feeds.aggregator.hosts import is_held
from feeds.aggregator.pacing import is_due, led_on
from feeds.aggregator.pruning import prune
from feeds.aggregator.publication import Published, publish
from feeds.aggregator.routing import make_rules
from feeds.aggregator.sources import list_sources
from feeds.aggregator.synchronizing import synchronize
from feeds.aggregator.taking import (
    Pass,
    Progressed,
    SourceResult,
    Status,
    Taken,
    page_of,
    request_of,
    take,
    take_feed,
)
from feeds.aggregator.telling import record
from feeds.aggregator.troubles import asked as after_asking
from feeds.aggregator.troubles import event
from feeds.aggregator.uploading import upload
from feeds.config import Config
from feeds.fetch import Response
from feeds.model import Source
from feeds.store import SourceState, Store, Transaction

log = logging.getLogger("feeds")

_BATCH = 100


@dataclass(slots=True)
class PassResult:
    """What a pass did."""

    sources: list[SourceResult] = field(default_factory=list)
    published: Published = field(default_factory=Published)

    def count(self, status: Status) -> int:
        """How many sources ended so."""
        return sum(result.status == status for result in self.sources)

    @property
    def new(self) -> int:
        """Entries that were seen for the first time."""
        return sum(result.new for result in self.sources)

    @property
    def changed(self) -> int:
        """Entries that their sources changed."""
        return sum(result.changed for result in self.sources)


def run_pass(
    config: Config,
    store: Store,
    *,
    now: datetime,
    force: bool = False,
    only: str | None = None,
    sources: Sequence[Source] | None = None,
    progress: Progressed = lambda result, total: None,
    deciding: Deciding = lambda what, done, total: None,
    stop: Callable[[], bool] = lambda: False,
) -> PassResult:
    """Ask the sources that are due at `now`, keep what is new, and publish what changed.

    Meanwhile what the configuration changed is decided again for stored entries: `deciding` hears
    of it, from another thread.

    With `force` every source is asked, but for those that said when they want to be asked
    again, or that they are gone. `only` is the id of one source to ask; `sources` are those of
    the configuration, where they are at hand. From when `stop` says so nothing more is asked for;
    what was taken is published.
    Raises ConfigError, StoreError and OutputError; a source that fails raises nothing.
    """
    sources = list_sources(config) if sources is None else sources
    check_preferred(config, sources)
    with store.begin() as transaction:
        states = _adopt(transaction, sources)
        rules = make_rules(config, sources, states, int(now.timestamp()))
        branched = transaction.with_documents()
        synchronize(transaction, config, rules, sources, states)
        backlog = backlog_of(transaction, rules.now)
    asked = [source for source in sources if only in (None, source.id)]
    due = [source for source in asked if _is_due(source, states[source.id], now, force)]
    result = PassResult()
    answers = [s.ok_at for s in states.values() if s.ok_at and s.url.startswith("http")]
    ask = Asking(store, config, now, force=force, last_answer=max(answers, default=None))
    this = Pass(store, config, rules, now, states, branched, len(due), progress, ask, stop)
    with decided_meanwhile(store, rules, backlog, deciding):
        _ask(this, due, result)
        if not stop():
            read_articles(store, config, rules, asked, states, ask, now)
    find_duplicates(store, config, now)
    result.published = publish(store, config, rules, sources)
    if upload(store, config):  # else readers would not find what they are told of
        tell_hubs(store, config, now, user_agent(config))
    if result.new:  # else the store did not grow either
        prune(store, config, now)
    return result


def _ask(this: Pass, due: Sequence[Source], result: PassResult) -> None:
    """Ask the sources, then for what follows their documents, until nothing does."""
    idle: list[SourceState] = []
    before = dict(this.states)
    by_id = {source.id: source for source in due}
    numbers: dict[str, int] = {}
    onward: list[Onward] = []
    pages: list[tuple[Source, Response]] = []  # may we read them?
    more: dict[str, int] = {}  # new entries in further documents

    def finish(source: Source, state: SourceState, done: SourceResult) -> None:
        if done.status != "ok":
            state = after_asking(before[source.id], state)
        _tell(before[source.id], state, done)
        this.states[source.id] = state
        if done.status != "ok":
            idle.append(state)
            if len(idle) >= _BATCH:
                _remember(this.store, idle, before, by_id)
        numbers[source.id] = len(result.sources)
        result.sources.append(done)
        this.progress(done, this.total)

    def accept(source: Source, taken: Taken) -> None:
        onward.extend(taken.onward)
        if taken.page is not None:
            pages.append((source, taken.page))
        if taken.result is not None:
            finish(source, taken.state, taken.result)

    requests = [request_of(source, before[source.id], this.now) for source in due]
    for request, outcome in this.ask(requests):
        source = by_id[request.key]
        if is_held(outcome):
            result.sources.append(SourceResult(source, "held", message=outcome.message))
            this.progress(result.sources[-1], this.total)
            continue
        accept(source, take(this, source, before[source.id], outcome))
        if this.stop():
            break
    while (onward or pages) and not this.stop():
        if pages:
            this.ask.learn(page_of(source, before[source.id], this.now) for source, _ in pages)
            again, pages[:] = pages[:], []
            for source, page in again:
                accept(source, take(this, source, before[source.id], page, follow=False, sure=True))
        by_key = {step.request.key: step for step in onward}
        onward = []
        requests = [step.request for step in by_key.values()]
        for request, outcome in this.ask(requests):
            step = by_key[request.key]
            source = by_id[step.source.id]
            if step.page is not None:
                accept(source, take_feed(this, source, before[source.id], step, outcome))
                continue
            new, changed, further = take_further(
                this.store, this.config, this.rules, step, this.states[source.id], outcome,
                this.now, first=before[source.id].ok_at is None,
            )  # fmt: skip
            onward += further
            if new:
                more[source.id] = more.get(source.id, 0) + new
            if new or changed:
                number = numbers[source.id]
                done = result.sources[number]
                result.sources[number] = replace(
                    done, new=done.new + new, changed=done.changed + changed
                )
                this.states[source.id] = replace(
                    this.states[source.id], changed_at=int(this.now.timestamp())
                )
    _remember(this.store, idle, before, by_id)
    led_on(this.store, by_id, before, this.states, more)


def _adopt(transaction: Transaction, sources: Sequence[Source]) -> dict[str, SourceState]:
    """The sources' states; a source at another address than before starts anew there."""
    states = transaction.sources()
    fresh = []
    for source in sources:
        old = states.get(source.id)
        if old is None:
            section = json.dumps(source.section, ensure_ascii=False)
            fresh.append(SourceState(source.id, source.url, section=section))
        elif old.url != source.url:
            kept = SourceState(source.id, source.url, section=old.section, ok_at=old.ok_at)
            kept = replace(kept, title=old.title, changed_at=old.changed_at)
            # What was wrong is wrong until the new address shows that all is well.
            fresh.append(replace(kept, shape=old.shape, degraded=old.degraded))
    transaction.save_sources(fresh)
    states.update({state.id: state for state in fresh})
    return states


def _is_due(source: Source, state: SourceState, now: datetime, force: bool) -> bool:
    if state.gone or state.retry_at > now.timestamp():
        return False
    return force or is_due(source, state, now)


def _remember(
    store: Store,
    idle: list[SourceState],
    states: Mapping[str, SourceState],
    sources: Mapping[str, Source],
) -> None:
    """Keep the states of sources that gave nothing, many at a time. Files that did not change
    leave no trace at all: they are asked at every pass anyway."""
    changed = [state for state in idle if not _same_but_time(state, states[state.id])]
    if changed:
        with store.begin() as transaction:
            transaction.save_sources(changed)
            record(transaction, [event(sources[s.id], states[s.id], s) for s in changed])
    idle.clear()


def _same_but_time(new: SourceState, old: SourceState) -> bool:
    if not new.url.startswith("file:"):
        return False
    return new == replace(old, checked_at=new.checked_at, ok_at=new.ok_at, due_at=new.due_at)


def _tell(before: SourceState, after: SourceState, result: SourceResult) -> None:
    """Say once that a source breaks or begins to fail, and once that it recovered."""
    about = {"source": result.source.id, "url": result.source.url}
    if after.degraded and not before.degraded:
        log.warning(
            "%s is degraded: %s", result.source.url, after.degraded,
            extra={**about, "event": "degraded"},
        )  # fmt: skip
    elif after.failures and not before.failures:
        log.warning(
            "%s fails: %s", result.source.url, result.message, extra={**about, "event": "failing"}
        )
    elif (before.failures or before.degraded) and not (after.failures or after.degraded):
        log.warning("%s works again", result.source.url, extra={**about, "event": "recovered"})
    else:
        log.info(
            "%s: %s, %d new, %d changed", result.source.url, result.status, result.new,
            result.changed, extra={**about, "event": result.status},
        )  # fmt: skip
