"""What a changed configuration would mean for what is stored, before it is used."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from feeds.aggregator.backlog import entries_to_look_at
from feeds.aggregator.queries import asks_section, load_queries
from feeds.aggregator.routing import Rules, make_rules
from feeds.aggregator.synchronizing import (
    Wanted,
    feeds_ended,
    feeds_wanted,
    is_deeper,
    sources_moved,
)
from feeds.aggregator.texts import make_texts, subject_in
from feeds.config import Config
from feeds.model import Feed, FeedKind, Source
from feeds.route import Matcher, Query, Subject, place_sections
from feeds.store import FeedRow, Store, StoredText, Transaction

_CHUNK = 2000

State = Literal["new", "changed", "ends"]


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """What would become of a feed: `entries` are in it now, so many would join and leave, and
    these are the titles of the newest of them. `slug` is its folder, if it has one yet."""

    key: str
    kind: FeedKind
    title: str
    slug: str | None
    state: State
    entries: int
    joining: int = 0
    leaving: int = 0
    joins: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "feed": self.slug,
            "kind": self.kind,
            "title": self.title,
            "state": self.state,
            "entries": self.entries,
            "joining": self.joining,
            "leaving": self.leaving,
            "joins": self.joins,
            "leaves": self.leaves,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change, feed by feed; `unchanged` feeds would stay as they are, and so many
    `entries` were looked at."""

    feeds: tuple[FeedPlan, ...]
    unchanged: int
    entries: int

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        feeds = [feed.as_json() for feed in self.feeds]
        return {"feeds": feeds, "unchanged": self.unchanged, "entries": self.entries}


def make_plan(
    config: Config,
    store: Store,
    sources: Sequence[Source],
    *,
    now: datetime,
    examples: int = 3,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Plan:
    """What the configuration would change in the feeds that are stored, of each with the titles of
    so many `examples`; nothing is written. `told` hears how many entries were looked at, and of
    how many.

    Raises ConfigError for a query that does not parse, and StoreError.
    """
    make_texts(store, lambda more: None, lambda: False)  # a store of an older version has none
    with store.read() as transaction:
        states = transaction.sources()
        rules = make_rules(config, sources, states, int(now.timestamp()))
        work = _Work(transaction, rules, examples, told)
        wanted = feeds_wanted(config, rules, sources, work.rows)
        waiting = transaction.backlog()
        stale = {
            key
            for key in rules.asked
            if key not in work.rows or key in waiting or work.rows[key].rule != wanted[key].rule
        }
        if stale:
            work.decide(load_queries(transaction, {k: rules.asked[k] for k in stale}, keep=False))
        deeper = is_deeper(transaction, config)
        if deeper:
            work.place(None, {})
        moved = sources_moved(sources, states)
        if moved:
            everything = load_queries(transaction, rules.asked, keep=False)
            asking = {k: q for k, q in everything.items() if k not in stale and asks_section(q)}
            for id in moved:
                work.place(id, asking, sections=not deeper)
        return work.plan(wanted, feeds_ended(work.rows, wanted))


@dataclass(slots=True)
class _Work:
    """Looks at what is stored, and counts."""

    transaction: Transaction
    rules: Rules
    examples: int
    told: Callable[[int, int], None]
    rows: dict[str, FeedRow] = field(init=False)
    named: dict[str, Feed] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    looked: int = 0
    joining: Counter[str] = field(default_factory=Counter)
    leaving: Counter[str] = field(default_factory=Counter)
    newest: defaultdict[tuple[str, bool], list[tuple[int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        self.rows = {row.key: row for row in self.transaction.feeds()}

    def decide(self, queries: Mapping[str, Query]) -> None:
        """Who would be in the feeds with these queries."""
        numbers = self._numbers(queries)
        stored = {key: feed for feed, key in numbers.items()}
        entries = entries_to_look_at(self.transaction, queries, stored)
        matcher = Matcher(queries)
        self._compare(entries, numbers, lambda s: self._matching(matcher, s))

    def place(
        self, source: str | None, asking: Mapping[str, Query], *, sections: bool = True
    ) -> None:
        """In which sections the entries of a source would be, or all, and in which of the feeds
        that ask for one."""
        entries = None if source is None else self.transaction.of_source(source)
        kinds = {row.pk: row.key for row in self.rows.values() if row.kind == "section"}
        numbers = {**(kinds if sections else {}), **self._numbers(asking)}
        matcher = Matcher(asking)
        depth = self.rules.depth if sections else 0

        def wanted(subject: Subject) -> set[str]:
            placements = place_sections(self.rules.section_of(subject), depth)
            for place in placements:
                self.named.setdefault(place.key, Feed("section", "", place.path[-1], place.path))
            return {place.key for place in placements} | self._matching(matcher, subject)

        self._compare(entries, numbers, wanted)

    def _matching(self, matcher: Matcher, subject: Subject) -> set[str]:
        return matcher.match(subject, self.rules.now, self.rules.section_of(subject))

    def _numbers(self, keys: Iterable[str]) -> dict[int, str]:
        """The keys of those of these feeds that are stored, by their numbers."""
        return {self.rows[key].pk: key for key in keys if key in self.rows}

    def _compare(
        self,
        entries: Sequence[int] | None,
        stored: Mapping[int, str],
        wanted: Callable[[Subject], set[str]],
    ) -> None:
        """Count who is in the feeds that are stored under these numbers, and who would be."""
        total = self.transaction.count_entries() if entries is None else len(entries)
        nowhere: set[str] = set()
        for texts in self._chunks(entries):
            pks = [text.entry for text in texts]
            found = self.transaction.memberships(pks, list(stored)) if stored else {}
            before = {pk: {stored[feed] for feed in feeds} for pk, feeds in found.items() if feeds}
            for text in texts:
                is_in, would_be = before.get(text.entry, nowhere), wanted(subject_in(text))
                if is_in != would_be:
                    self._count(text, would_be - is_in, self.joining, True)
                    self._count(text, is_in - would_be, self.leaving, False)
            self.looked += len(texts)
            self.told(self.looked, total)

    def _chunks(self, entries: Sequence[int] | None) -> Iterator[list[StoredText]]:
        if entries is not None:
            for start in range(0, len(entries), _CHUNK):
                yield self.transaction.texts(entries[start : start + _CHUNK])
            return
        last = 0
        while texts := self.transaction.texts_after(last, _CHUNK):
            yield texts
            last = texts[-1].entry

    def _count(self, text: StoredText, keys: set[str], counter: Counter[str], joins: bool) -> None:
        counter.update(keys)
        for key in keys:
            newest = self.newest[key, joins]
            if len(newest) < self.examples:
                heapq.heappush(newest, (text.rank, text.entry))
            elif newest and newest[0][0] < text.rank:
                heapq.heapreplace(newest, (text.rank, text.entry))

    def plan(self, wanted: Mapping[str, Wanted], ended: Sequence[FeedRow]) -> Plan:
        """What was counted, with the feeds that are new and those that end."""
        for key, want in wanted.items():
            self.named[key] = want.feed
        new = [key for key in wanted if key not in self.rows]
        changed = {*self.joining, *self.leaving, *new, *(row.key for row in ended)}
        self.titles = self.transaction.titles(
            [entry for newest in self.newest.values() for _, entry in newest]
        )
        gone = {row.key for row in ended}
        feeds = tuple(self._feed(key, key in gone) for key in sorted(changed))
        return Plan(feeds, len(self.rows.keys() - changed), self.looked)

    def _feed(self, key: str, ends: bool) -> FeedPlan:
        row = self.rows.get(key)
        feed = Feed(row.kind, row.slug or "", row.title, row.path) if row else self.named[key]
        size = self.transaction.size(row) if row else 0
        joining, leaving = self.joining[key], self.leaving[key]
        # A section is there for its entries.
        ends = ends or (feed.kind == "section" and size + joining == leaving)
        return FeedPlan(
            key,
            feed.kind,
            " / ".join(feed.path) if feed.kind == "section" else feed.title,
            feed.slug or None,
            "ends" if ends else "changed" if row else "new",
            size,
            joining,
            leaving,
            self._examples(key, True),
            self._examples(key, False),
        )

    def _examples(self, key: str, joins: bool) -> tuple[str, ...]:
        newest = sorted(self.newest.get((key, joins), ()), reverse=True)
        return tuple(self.titles[entry] for _, entry in newest)
