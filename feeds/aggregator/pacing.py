"""When each source is asked next: what its answers taught is kept in its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from msgspec.structs import replace as changed

from feeds.aggregator.addresses import asked_at
from feeds.fetch import host_of
from feeds.model import Cadence, Entry, Rhythm, Source
from feeds.schedule import leeway, next_time, pack, unpack
from feeds.store import SourceState, Store

_NOW_AND_THEN, _FILES = 600, 60  # seconds


def paced(
    source: Source,
    state: SourceState,
    now: int,
    fresh: int | None = None,
    *,
    rhythm: Rhythm | None = None,
    dates: Iterable[int | None] = (),
) -> SourceState:
    """The state after an answer at `now` (Unix seconds) with new entries of these dates: what it
    taught, and when to ask again.

    `fresh` is for how many seconds the server called it good, `rhythm` what the document asks
    for; None where they say nothing that was not known.
    """
    if _is_free(source):
        return replace(state, due_at=now)
    pace = unpack(state.pace).seen(list(dates), now)
    if rhythm is not None:
        pace = pace.told(rhythm)
    pace = changed(pace, fresh=pace.fresh if fresh is None else fresh, by=_text(source.cadence))
    due = next_time(source.id, source.cadence, pace, now)
    return replace(state, pace=pack(pace), due_at=due.at, due_why=due.why)


def unanswered(source: Source, state: SourceState, now: int, failures: int) -> SourceState:
    """The state after so many failures in a row, at `now`: nothing was learned."""
    if _is_free(source):
        return replace(state, due_at=now)
    pace = changed(unpack(state.pace), by=_text(source.cadence))
    due = next_time(source.id, source.cadence, pace, now, failures)
    return replace(state, pace=pack(pace), due_at=due.at, due_why=due.why)


def led_on(
    store: Store,
    sources: Mapping[str, Source],
    before: Mapping[str, SourceState],
    states: Mapping[str, SourceState],
    more: Mapping[str, int],
) -> None:
    """Keep what so many new entries in further documents say of when to ask again, by the sources'
    ids. Raises StoreError."""
    if more:
        found = [_led_to(sources[id], before[id], states[id], new) for id, new in more.items()]
        with store.begin() as transaction:
            transaction.save_sources(found)


def _led_to(source: Source, before: SourceState, state: SourceState, new: int) -> SourceState:
    if _is_free(source) or state.checked_at is None:
        return state
    pace, since = unpack(state.pace), unpack(before.pace).looked
    if not since:  # what a source holds from the start is not new
        return state
    pace = pace.seen([None] * new, state.checked_at, since=since)
    due = next_time(source.id, source.cadence, pace, state.checked_at)
    return replace(state, pace=pack(pace), due_at=due.at, due_why=due.why)


def due_at(source: Source, state: SourceState) -> int:
    """When to ask the source, in Unix seconds; anew where the configuration changed since."""
    if state.checked_at is None or _is_free(source):
        return state.due_at
    pace = unpack(state.pace)
    if pace.by == _text(source.cadence):
        return state.due_at
    return next_time(source.id, source.cadence, pace, state.checked_at, state.failures).at


def is_due(source: Source, state: SourceState, now: datetime) -> bool:
    """Whether a pass at `now` is to ask the source."""
    soon = due_at(source, state) - leeway(source.id, source.cadence.every or 0)
    return soon <= now.timestamp()


def next_pass(store: Store, sources: Iterable[Source], now: datetime) -> datetime:
    """When the next pass is due: when a source is, and now and then for what else waits, such as
    articles that could not be had and hubs that failed. Raises StoreError."""
    with store.read() as transaction:
        states, hosts = transaction.sources(), transaction.hosts()
    second = int(now.timestamp())
    found = second + _NOW_AND_THEN
    for source in sources:
        state = states.get(source.id)
        if state is None:
            return now
        if _is_free(source):
            found = min(found, second + _FILES)
        elif not state.gone:
            host = hosts.get(host_of(asked_at(source, state)))
            held = host.until if host else 0
            found = min(found, max(due_at(source, state), state.retry_at, held))
    return datetime.fromtimestamp(found, UTC)


def dates_of(entries: Iterable[Entry]) -> list[int | None]:
    """When these came, as far as they say."""
    dates = (entry.published or entry.updated for entry in entries)
    return [None if date is None else int(date.timestamp()) for date in dates]


def _is_free(source: Source) -> bool:
    """Whether it costs nobody anything, as a file, and is asked at every pass."""
    return source.cadence.every == 0


def _text(cadence: Cadence) -> str:
    if cadence.every is not None:
        return f"{cadence.every}{'!' if cadence.firm else ''}"
    if cadence.cron is not None:
        return f"{cadence.cron} {cadence.timezone}"
    return f"{cadence.least}-{cadence.most}"
