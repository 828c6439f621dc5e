"""A query asked of what is stored: what it finds, when, and from where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from time import perf_counter
from zoneinfo import ZoneInfo

from feeds.aggregator.queries import saved_queries
from feeds.aggregator.routing import make_rules
from feeds.aggregator.scheme import make_scheme
from feeds.aggregator.texts import formula_of, make_texts, subject_in
from feeds.config import Config
from feeds.model import Entry, Section, Source
from feeds.route import Matcher, Query, candidates, parse_query, why
from feeds.route.snippets import Snippet, snippets
from feeds.store import Store, StoredText, Transaction, date_of

_CHUNK = 2000
_NAME = "tried"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a query finds, with the words that it found and what else speaks for it.

    `date` is what the entry is sorted by, in the site's zone; `section` the one it counts as in.
    """

    entry: Entry
    date: datetime
    section: Section
    shown: tuple[Snippet, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What a query found: `found` of `entries` stored ones, for which `looked` were looked at, in
    so many `seconds`; `matches` are the newest of them.

    `by_day` counts by ISO dates, the latest first, and `by_source` by the sources' ids, the
    most first.
    """

    found: int
    entries: int
    looked: int
    seconds: float
    matches: tuple[Match, ...]
    by_day: tuple[tuple[str, int], ...]
    by_source: tuple[tuple[str, int], ...]


def try_query(
    config: Config,
    store: Store,
    sources: Sequence[Source],
    text: str,
    now: datetime,
    *,
    limit: int = 10,
    stem: bool = False,
) -> Tried:
    """Ask a query of all stored entries, and show the `limit` newest that it finds.

    Raises QueryError for one that does not parse, and StoreError. No feed is touched.
    """
    query = make_scheme(config).resolve(parse_query(text, saved_queries(config), stem=stem))
    make_texts(store, lambda more: None, lambda: False)  # a store of an older version has none
    zone = ZoneInfo(config.site.timezone or "UTC")
    started = perf_counter()
    with store.read() as transaction:
        states = transaction.sources()
        rules = make_rules(config, sources, states, int(now.timestamp()))
        matcher, found, looked = Matcher({_NAME: query}), [], 0
        days: Counter[str] = Counter()
        by_source: Counter[str] = Counter()
        for stored in _looked_at(transaction, query):
            looked += 1
            subject = subject_in(stored)
            if matcher.match(subject, rules.now, rules.sections_of(subject)):
                found.append((stored.rank, stored.entry))
                days[_day(stored.rank, zone)] += 1
                by_source[subject.source] += 1
        seconds = perf_counter() - started
        found.sort(reverse=True)
        shown = [pk for _, pk in found[:limit]]
        entries = transaction.entries(shown)
        texts = {text.entry: text for text in transaction.texts(shown)}
        matches = []
        for pk in shown:
            subject = subject_in(texts[pk])
            section = rules.section_of(subject)
            by = why(query, subject, rules.now, rules.sections_of(subject))
            date = date_of(texts[pk].rank).astimezone(zone)
            marked = tuple(snippets(subject, by.hits))
            matches.append(Match(entries[pk], date, section, marked, by.facts))
        return Tried(
            len(found),
            transaction.count_entries(),
            looked,
            seconds,
            tuple(matches),
            tuple(sorted(days.items(), reverse=True)),
            tuple(sorted(by_source.items(), key=lambda item: (-item[1], item[0]))),
        )


def _looked_at(transaction: Transaction, query: Query) -> Iterator[StoredText]:
    """The entries that the query may find, by the database's index where it can tell."""
    some = candidates(query)
    pks = transaction.candidates(formula_of(some)) if some is not None else None
    if pks is not None:
        for start in range(0, len(pks), _CHUNK):
            yield from transaction.texts(pks[start : start + _CHUNK])
        return
    last = 0
    while texts := transaction.texts_after(last, _CHUNK):
        yield from texts
        last = texts[-1].entry


def _day(rank: int, zone: tzinfo) -> str:
    return date_of(rank).astimezone(zone).date().isoformat()
