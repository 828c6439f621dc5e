"""What a changed configuration would mean for what is stored, before it is used."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from feeds.aggregator.backlog import entries_to_look_at
from feeds.aggregator.moving import Wanted, moves, section_redirect
from feeds.aggregator.queries import asks_section, load_queries
from feeds.aggregator.routing import Rules, make_rules
from feeds.aggregator.standing import section_feed
from feeds.aggregator.synchronizing import feeds_ended, feeds_wanted, gives_otherwise
from feeds.aggregator.texts import make_texts, subject_in
from feeds.config import Config
from feeds.model import Feed, FeedKind, Section, Source
from feeds.route import Matcher, Query, Subject
from feeds.store import FeedRow, Heading, Store, StoredText, Transaction

_CHUNK = 2000

State = Literal["new", "changed", "moves", "ends"]


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """What would become of a feed: `entries` are in it now, so many would join and leave, and
    these are the titles of the newest of them. `slug` is its folder, if it has one yet, and `to`
    what a feed that moves would be called."""

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
    to: str | None = None

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
            "to": self.to,
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
        renamed = {row.key: key for row, key in moves(work.rows, wanted)}
        waiting = transaction.backlog()
        stale = {
            key
            for key in rules.asked.keys() - renamed.values()
            if key not in work.rows or key in waiting or work.rows[key].rule != wanted[key].rule
        }
        if stale:
            work.decide(load_queries(transaction, {k: rules.asked[k] for k in stale}, keep=False))
        work.place_again(stale, gives_otherwise(transaction, config))
        return work.plan(wanted, feeds_ended(work.rows, wanted), renamed)


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

    def place_again(self, stale: Set[str], gives_otherwise: bool) -> None:
        """In which sections entries would be, heading by heading, and in which of the feeds that
        ask for one and are not `stale`."""
        headings = self.transaction.all_headings()
        again = [one for one in headings if not one.own and gives_otherwise]
        others = [one for one in headings if one.own or not gives_otherwise]
        standings = self.transaction.standings([one.pk for one in others])
        keys = {row.pk: row.key for row in self.rows.values()}
        moved = []
        for one in others:
            section = self.rules.meant(one.source, one.own or one.given)
            would_be = self._named(self.rules.scheme.places(one.source, section))
            is_in = {keys[feed] for feed in standings[one.pk]}
            if self.rules.scheme.within(one.source, section) != one.decided:
                moved.append(one.pk)
            if is_in != would_be and one.size:
                self._count_heading(one, would_be - is_in, is_in - would_be)
        asking = self._asking(stale) if moved or again else {}
        if moved and asking:
            matcher = Matcher(asking)
            self._compare(
                self.transaction.under(moved),
                self._numbers(asking),
                lambda subject: self._matching(matcher, subject),
            )
        if again:
            self._give_again([one.pk for one in again], asking)

    def _give_again(self, headings: Sequence[int], asking: Mapping[str, Query]) -> None:
        """The same for entries that name no section, one by one."""
        sections = {row.pk: row.key for row in self.rows.values() if row.kind == "section"}
        matcher = Matcher(asking)

        def wanted(subject: Subject) -> set[str]:
            places = self.rules.scheme.places(subject.source, self.rules.section_of(subject))
            return self._named(places) | self._matching(matcher, subject)

        entries = self.transaction.under(headings)
        self._compare(entries, {**sections, **self._numbers(asking)}, wanted)

    def _asking(self, stale: Set[str]) -> dict[str, Query]:
        queries = load_queries(self.transaction, self.rules.asked, keep=False)
        return {k: q for k, q in queries.items() if k not in stale and asks_section(q)}

    def _named(self, places: Iterable[Section]) -> set[str]:
        """The keys of these sections' feeds."""
        named = {section_feed(path): Feed("section", "", path[-1], path) for path in places}
        for key, feed in named.items():
            self.named.setdefault(key, feed)
        return set(named)

    def _count_heading(self, one: Heading, joins: set[str], leaves: set[str]) -> None:
        self.joining.update(dict.fromkeys(joins, one.size))
        self.leaving.update(dict.fromkeys(leaves, one.size))
        for pk, rank in self.transaction.newest_under(one.pk, self.examples):
            for keys, joining in ((joins, True), (leaves, False)):
                for key in keys:
                    self._remember(key, joining, rank, pk)

    def _matching(self, matcher: Matcher, subject: Subject) -> set[str]:
        return matcher.match(subject, self.rules.now, self.rules.sections_of(subject))

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
            self._remember(key, joins, text.rank, text.entry)

    def _remember(self, key: str, joins: bool, rank: int, entry: int) -> None:
        newest = self.newest[key, joins]
        if len(newest) < self.examples:
            heapq.heappush(newest, (rank, entry))
        elif newest and newest[0][0] < rank:
            heapq.heapreplace(newest, (rank, entry))

    def plan(
        self,
        wanted: Mapping[str, Wanted],
        ended: Sequence[FeedRow],
        renamed: Mapping[str, str],
    ) -> Plan:
        """What was counted, with the feeds that are new, those that end, and those that are to be
        called otherwise, with their new keys."""
        for key, want in wanted.items():
            self.named[key] = want.feed
        # Sections are renamed where their entries go; the others keep theirs.
        same = {k for k in renamed.values() if self.named[k].kind != "section"}
        new = [key for key in wanted if key not in self.rows and key not in same]
        changed = {*self.joining, *self.leaving, *new, *(row.key for row in ended)}
        self.titles = self.transaction.titles(
            [entry for newest in self.newest.values() for _, entry in newest]
        )
        gone = {row.key for row in ended}
        feeds = tuple(self._feed(key, key in gone, renamed.get(key)) for key in sorted(changed))
        return Plan(feeds, len(self.rows.keys() - changed), self.looked)

    def _feed(self, key: str, ends: bool, to_key: str | None) -> FeedPlan:
        row = self.rows.get(key)
        feed = Feed(row.kind, row.slug or "", row.title, row.path) if row else self.named[key]
        size = self.transaction.size(row) if row else 0
        joining, leaving = self.joining[key], self.leaving[key]
        # A section is there for its entries.
        ends = ends or (
            feed.kind == "section" and size + joining == leaving and not self._stays(key)
        )
        if ends and row and to_key is None and feed.kind == "section":
            to_key = section_redirect(self.rules.scheme, row)
        to = self._called(to_key) if ends and to_key else None
        return FeedPlan(
            key,
            feed.kind,
            _title(feed),
            feed.slug or None,
            "moves" if to else "ends" if ends else "changed" if row else "new",
            size,
            joining,
            leaving,
            self._examples(key, True),
            self._examples(key, False),
            to,
        )

    def _stays(self, key: str) -> bool:
        """Whether a section has its feed even without entries."""
        return any(
            key == section_feed(self.rules.scheme.canonical(one.path))
            for one in self.rules.scheme.named.values()
        )

    def _called(self, key: str) -> str | None:
        """What a feed is called, if there is one, or would be."""
        row, feed = self.rows.get(key), self.named.get(key)
        if feed is not None:
            return _title(feed)
        return _title(Feed(row.kind, "", row.title, row.path)) if row else None

    def _examples(self, key: str, joins: bool) -> tuple[str, ...]:
        newest = sorted(self.newest.get((key, joins), ()), reverse=True)
        return tuple(self.titles[entry] for _, entry in newest)


def _title(feed: Feed) -> str:
    return " / ".join(feed.path) if feed.kind == "section" else feed.title
