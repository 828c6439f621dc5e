"""A document's entries into the store: which are new or changed, and where they belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feeds import dates
from feeds.aggregator.addresses import recognized
from feeds.aggregator.belief import answered
from feeds.aggregator.decide import Changes, decide, recognize, to_normalize
from feeds.aggregator.fulltext import leads_to_article
from feeds.aggregator.pacing import dates_of, paced
from feeds.aggregator.reading import Reading
from feeds.aggregator.routing import Rules, place
from feeds.aggregator.telling import record
from feeds.aggregator.troubles import event, looked_at
from feeds.model import Entry, Source
from feeds.normalize import Identified, feed_title, normalize, urls
from feeds.normalize.filling import fill
from feeds.store import UNDATED, Known, SourceState, Store, Transaction


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
        strangers = [item for item in reading.items if item.key not in known]
        gone = _kept_no_more(transaction, source, strangers)
        reading = replace(reading, items=[i for i in reading.items if i.key not in gone])
        if own:
            before = state
            state, taken = looked_at(state, source, reading.context, feed, len(known) + len(gone))
            record(transaction, [event(source, before, state)])
            if not taken:  # what was published stays, and what is not to be believed is left
                state = paced(source, state, second, reading.fresh, rhythm=feed.rhythm)
                transaction.save_sources([state])
                return Kept(state, 0, 0, taken=False)
        items = to_normalize(reading.items, known)
        stored = transaction.entries([known[i.key].pk for i in items if i.key in known])
        given = [(item, normalize(item, reading.document)) for item in items]
        moved = _moved(given, known, stored)
        incoming = _with_articles(transaction, given, known, moved)
        changes = decide(incoming, known, stored, positions=positions, fallback=fallback)
        added = _store(transaction, rules, source, changes, second)
        if source.fulltext and feed.kind != "article":
            _want_articles(transaction, source, incoming, {**added, **moved})
        if changes.new or changes.changed:
            state = replace(state, changed_at=second)
        if own:
            if known or first:
                state = recognized(state, second)
            came = dates_of(new.entry for new in changes.new)
            state = answered(state, came, second)
            state = replace(
                paced(source, state, second, reading.fresh, rhythm=feed.rhythm, dates=came),
                title=feed_title(feed) or state.title,
                site_url=urls.absolute(feed.link, reading.document.url) or state.site_url,
                language=feed.language or state.language,
            )
        transaction.save_sources([state])
    return Kept(state, len(changes.new), len(changes.changed))


def _kept_no_more(
    transaction: Transaction, source: Source, items: Sequence[Identified]
) -> set[str]:
    """The keys of those of these that were kept once: they are not new."""
    links = [item.link for item in items if item.link]
    gone = transaction.buried(source.id, [item.key for item in items], links) if items else set()
    return {item.key for item in items if item.key in gone or item.link in gone}


Incoming = Sequence[tuple[Identified, Entry]]


def _moved(
    incoming: Incoming, known: Mapping[str, Known], stored: Mapping[int, Entry]
) -> dict[str, int]:
    """The known entries whose article is another, by their keys: another place of a host, but
    not another query, which may be a visit's."""
    return {
        item.key: known[item.key].pk
        for item, entry in incoming
        if item.key in known
        and urls.sameness(_place(entry.url))
        != urls.sameness(_place(stored[known[item.key].pk].url))
    }


def _place(url: str | None) -> str:
    return (url or "").partition("#")[0].partition("?")[0]


def _with_articles(
    transaction: Transaction,
    incoming: Incoming,
    known: Mapping[str, Known],
    moved: Mapping[str, int],
) -> Incoming:
    """The entries with what was read of their articles: else a feed that gives an entry again
    would take it from them."""
    transaction.forget_articles(list(moved.values()))
    articles = transaction.articles([known[i.key].pk for i, _ in incoming if i.key in known])
    if not articles:
        return incoming
    of_key = {key: articles[old.pk] for key, old in known.items() if old.pk in articles}
    return [
        (item, fill(entry, of_key[item.key]) if item.key in of_key else entry)
        for item, entry in incoming
    ]


def _want_articles(
    transaction: Transaction, source: Source, incoming: Incoming, numbers: Mapping[str, int]
) -> None:
    """Have the articles of these entries fetched, but not of entries that share one address."""
    wanted = {
        numbers[item.key]: entry.url
        for item, entry in incoming
        if item.key in numbers and item.link and entry.url and leads_to_article(entry.url)
    }
    transaction.want_articles(source.id, wanted)


def _store(
    transaction: Transaction, rules: Rules, source: Source, changes: Changes, now: int
) -> dict[str, int]:
    """Do what was decided; returns the numbers of new entries by their keys."""
    transaction.touch_entries(changes.same)
    transaction.change_entries(changes.changed, now)
    numbers = transaction.add_entries(source.id, changes.new, now)
    ranks = transaction.ranks([pk for pk, _, _ in changes.changed])
    placed = {pk: (ranks[pk], entry) for pk, _, entry in changes.changed}
    placed.update({pk: (new.rank, new.entry) for pk, new in zip(numbers, changes.new, strict=True)})
    if placed:
        place(transaction, rules, placed)
    return {new.key: pk for pk, new in zip(numbers, changes.new, strict=True)}
