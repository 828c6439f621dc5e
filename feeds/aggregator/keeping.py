"""A document's entries into the store: which are new or changed, and where they belong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from feeds import dates
from feeds.aggregator.decide import UNDATED, Changes, decide, recognize, to_normalize
from feeds.aggregator.reading import Reading
from feeds.aggregator.routing import Rules, place
from feeds.aggregator.telling import record
from feeds.aggregator.troubles import event, looked_at
from feeds.model import Source
from feeds.normalize import feed_title, normalize, urls
from feeds.store import SourceState, Store, Transaction


@dataclass(frozen=True, slots=True)
class Kept:
    """The source's state after it, how many entries were new and changed, and whether they were
    taken at all."""

    state: SourceState
    new: int
    changed: int
    taken: bool = True


def keep(
    store: Store,
    rules: Rules,
    source: Source,
    state: SourceState,
    reading: Reading,
    now: datetime,
    *,
    first: bool,
    own: bool = True,
) -> Kept:
    """Keep the document's entries and the source's state, in one transaction.

    `own` is whether it is the source's own document, and not a further one.
    `first` is whether the source has given nothing before: what it holds from the start is not
    new. Raises StoreError.
    """
    second = int(now.timestamp())
    feed = reading.document.feed
    positions = {item.key: number for number, item in enumerate(reading.items)}
    fallback = (dates.parse(feed.updated, now=now) or UNDATED) if first else now
    with store.begin() as transaction:
        known = transaction.known(source.id, list(positions))
        strange = [i.link for i in reading.items if i.link and i.key not in known]
        linked = transaction.linked(source.id, strange)
        known |= recognize(reading.items, known, linked)
        if own:
            before = state
            state, taken = looked_at(state, source, reading.context, feed, len(known))
            record(transaction, [event(source, before, state)])
            if not taken:  # what was published stays, and what is not to be believed is left
                transaction.save_sources([state])
                return Kept(state, 0, 0, taken=False)
        items = to_normalize(reading.items, known)
        stored = transaction.entries([known[i.key].pk for i in items if i.key in known])
        incoming = [(item, normalize(item, reading.document)) for item in items]
        changes = decide(incoming, known, stored, positions=positions, fallback=fallback)
        _store(transaction, rules, source, changes, second)
        if changes.new or changes.changed:
            state = replace(state, changed_at=second)
        if own:
            state = replace(
                state,
                title=feed_title(feed) or state.title,
                site_url=urls.absolute(feed.link, reading.document.url) or state.site_url,
                language=feed.language or state.language,
            )
        transaction.save_sources([state])
    return Kept(state, len(changes.new), len(changes.changed))


def _store(
    transaction: Transaction, rules: Rules, source: Source, changes: Changes, now: int
) -> None:
    transaction.touch_entries(changes.same)
    transaction.change_entries(changes.changed)
    numbers = transaction.add_entries(source.id, changes.new, now)
    ranks = transaction.ranks([pk for pk, _, _ in changes.changed])
    placed = {pk: (ranks[pk], entry) for pk, _, entry in changes.changed}
    placed.update({pk: (new.rank, new.entry) for pk, new in zip(numbers, changes.new, strict=True)})
    if placed:
        place(transaction, rules, placed)
