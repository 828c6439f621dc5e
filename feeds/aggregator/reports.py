"""How each source is doing, from what is remembered of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from feeds.aggregator.addresses import asked_at, now_at
from feeds.aggregator.belief import recall
from feeds.aggregator.hosts import why_held
from feeds.aggregator.pacing import due_at
from feeds.aggregator.telling import KEY
from feeds.aggregator.uploading import upload_fault
from feeds.config import Config
from feeds.fetch import host_of
from feeds.model import Source
from feeds.publish import feed_address
from feeds.store import HostState, SourceState, Store

State = Literal["ok", "degraded", "failing", "gone", "new"]


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source: `next` is when it is asked again, None when it never will be, `interval` how many
    seconds that is after it was asked last, and `why` says in words why then.

    `failures` counts the passes since its `last_success`; `error` says what was wrong last.
    `degraded` says how its documents are other than they were when all was well. `moved` is where
    it is asked now, as its own address leads there for good. It is `distrusted` when its server
    said that nothing was new while there was: it is asked for the whole document each time.
    """

    source: Source
    state: State
    title: str | None
    last_success: datetime | None
    last_change: datetime | None
    next: datetime | None
    interval: int | None
    why: str | None
    entries: int
    failures: int
    error_kind: str | None
    error: str | None
    degraded: str | None
    moved: str | None = None
    distrusted: bool = False

    @property
    def remarks(self) -> str:
        """What is wrong, and what is good to know, in one line."""
        said = [self.wrong, f"now at {self.moved}" if self.moved else ""]
        said.append("answered 304 though it had something new" if self.distrusted else "")
        return "; ".join(filter(None, said))

    @property
    def wrong(self) -> str:
        """All that is wrong, in one line; empty when nothing is."""
        said = [self.degraded] if self.degraded else []
        if self.error and self.error not in (self.degraded or ""):
            said.append(self.error)
        return "; ".join(said)

    def as_json(self) -> dict[str, Any]:
        """The same for programs; times as RFC 3339."""
        return {
            "id": self.source.id,
            "url": self.source.url,
            "title": self.title,
            "state": self.state,
            "last_success": _stamp(self.last_success),
            "last_change": _stamp(self.last_change),
            "next": _stamp(self.next),
            "interval": self.interval,
            "why": self.why,
            "entries": self.entries,
            "failures": self.failures,
            "error_kind": self.error_kind,
            "error": self.error,
            "degraded": self.degraded,
            "moved": self.moved,
            "distrusted": self.distrusted,
        }


def remarks(store: Store, config: Config) -> list[str]:
    """What there is to know beyond the sources, a line each: where the feed is that tells what
    happened to them, once there is something to tell, which hubs fail, which entries cannot be
    published, and why a storage is behind. Raises StoreError."""
    with store.read() as transaction:
        told = next((row.slug for row in transaction.feeds() if row.key == KEY), None)
        failing = transaction.failing_hubs()
        waiting = Counter(ping.hub for ping in transaction.pings())
        faulty = transaction.unpublishable()
        fault = upload_fault(transaction)
    said = [
        f"{id}, of source {source}, cannot be published: {fault}" for id, source, fault in faulty
    ]
    if config.output.url and fault:
        said.append(f"{config.output.url} is behind what is published: {fault}")
    for hub in config.site.hub:
        if state := failing.get(hub):
            what = f"{waiting[hub]} changed documents wait to be told"
            said.append(f"The hub {hub} fails: {state.error}; {what}")
    if told:
        said.append(f"Told in {feed_address(config.site, told, config.feeds.formats)}")
    return said


def source_reports(store: Store, sources: Sequence[Source]) -> list[SourceReport]:
    """A report for each source, in their order. Raises StoreError."""
    with store.begin() as transaction:
        states, counts, hosts = transaction.sources(), transaction.counts(), transaction.hosts()
    reports = []
    for source in sources:
        state = states.get(source.id) or SourceState(source.id, source.url)
        host = hosts.get(host_of(asked_at(source, state)))
        reports.append(_report(source, state, host, counts.get(source.id, 0)))
    return reports


def _report(
    source: Source, state: SourceState, host: HostState | None, entries: int
) -> SourceReport:
    word: State = "ok"
    if state.gone:
        word = "gone"
    elif state.failures and (state.error or "") not in (state.degraded or ""):
        word = "failing"
    elif state.degraded:  # also by a page that is another than it was: it does answer
        word = "degraded"
    elif state.checked_at is None:
        word = "new"
    due = None if state.gone else max(due_at(source, state), state.retry_at)
    why = None if state.gone else state.due_why
    if due is not None and host is not None and host.until > due:
        due, why = host.until, why_held(host)
    return SourceReport(
        source=source,
        state=word,
        title=source.title or state.title,
        last_success=_time(state.ok_at),
        last_change=_time(state.changed_at),
        next=_time(due),
        interval=None if due is None or not state.checked_at else max(0, due - state.checked_at),
        why=why,
        entries=entries,
        failures=state.failures,
        error_kind=state.error_kind,
        error=state.error,
        degraded=state.degraded,
        moved=now_at(source, state),
        distrusted=recall(state).lied,
    )


def _time(second: int | None) -> datetime | None:
    return None if second is None else datetime.fromtimestamp(second, UTC)


def _stamp(date: datetime | None) -> str | None:
    return date.strftime("%Y-%m-%dT%H:%M:%SZ") if date else None
