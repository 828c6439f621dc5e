"""What the configuration changed is decided again for stored entries: so many at a time, each
part in a transaction of its own, so that a pass goes on meanwhile and a crash loses one part."""

from __future__ import annotations

import json
import logging
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feeds.aggregator.queries import asks_section, bounds_of, load_queries
from feeds.aggregator.routing import Rules, feeds_of, move
from feeds.aggregator.synchronizing import AGED, AGES, DEPTH, SOURCE
from feeds.aggregator.texts import formula_of, make_texts, subject_in
from feeds.route import Query, place_sections
from feeds.store import TEXTS, Store, StoredText, Transaction

if TYPE_CHECKING:
    from feeds.route import Matcher

log = logging.getLogger("feeds")

_CHUNK = 500

Deciding = Callable[[str, int, int], None]
"""Told what is being decided again, how many entries were looked at, and of how many."""

Decide = Callable[[Transaction, Sequence[StoredText]], None]


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits to be decided again, and up to which entry each of it was; and the entries that
    became older than a query asks for."""

    waiting: Mapping[str, int]
    aged: Sequence[int]


def backlog_of(transaction: Transaction, now: int) -> Backlog:
    """What waits at that time, in Unix seconds."""
    return Backlog(transaction.backlog(), _aged(transaction, now))


@contextmanager
def decided_meanwhile(
    store: Store, rules: Rules, backlog: Backlog, deciding: Deciding
) -> Iterator[None]:
    """Decide the backlog beside what is done within, and wait for it at the end.

    Where what is done within raises, what is left is for the next pass. Raises StoreError.
    """
    if not backlog.waiting and not backlog.aged:
        yield
        return
    if not store.shared:
        decide_backlog(store, rules, backlog, deciding)
        yield
        return
    stop = threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            decide_backlog(store, rules, backlog, deciding, stop.is_set)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work, name="deciding")
    thread.start()
    try:
        yield
    except BaseException:
        stop.set()
        raise
    finally:
        thread.join()
    if failed:
        raise failed[0]


def decide_backlog(
    store: Store,
    rules: Rules,
    backlog: Backlog,
    deciding: Deciding = lambda what, done, total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Decide all that waits. Stops between two transactions when `stopped` says so: the next pass
    goes on from there. Raises StoreError."""
    work = _Work(store, rules, deciding, stopped)
    if TEXTS in backlog.waiting:
        work.make_texts()
    for key, reached in backlog.waiting.items():
        if key == DEPTH or key.startswith(SOURCE):
            work.place_again(key, reached)
    feeds = {key: reached for key, reached in backlog.waiting.items() if key in rules.asked}
    if feeds:
        work.decide_feeds(feeds)
    if backlog.aged:
        work.decide_aged(backlog.aged)


def entries_to_look_at(
    transaction: Transaction, queries: Mapping[str, Query], feeds: Mapping[str, int]
) -> list[int] | None:
    """The entries that may match one of the queries or are in its feed now, in order.

    None: all, because the index knows no bound, or because they are so many that to look at all in
    their order takes no longer.
    """
    from feeds.route import candidates  # few passes have a backlog

    most = transaction.count_entries() // 2
    found: set[int] = set()
    for key, query in queries.items():
        wanted = candidates(query)
        some = None if wanted is None else transaction.candidates(formula_of(wanted))
        if some is None:
            return None
        found.update(some)
        if key in feeds:
            found |= transaction.members(feeds[key])
        if len(found) > most:
            return None
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Work:
    store: Store
    rules: Rules
    deciding: Deciding
    stopped: Callable[[], bool]

    def make_texts(self) -> None:
        with self.store.begin() as transaction:
            total = transaction.count_entries()
        done = 0
        log.info("making the texts of %d entries", total, extra={"event": "deciding"})

        def told(more: int) -> None:
            nonlocal done
            done += more
            self.deciding("texts", done, total)

        make_texts(self.store, told, self.stopped)

    def decide_feeds(self, waiting: Mapping[str, int]) -> None:
        """Decide who is in these feeds."""
        with self.store.begin() as transaction:
            asked = {key: self.rules.asked[key] for key in waiting}
            queries = load_queries(transaction, asked)
            numbers = transaction.feed_numbers(list(waiting))
            entries = entries_to_look_at(transaction, queries, numbers)
        names = [one.title for one in asked.values()]
        what = ", ".join(names) if len(names) < 4 else f"{len(names)} feeds"
        decide = self._by(queries, numbers)
        self._go(what, list(waiting), entries, min(waiting.values()), decide)

    def decide_aged(self, entries: Sequence[int]) -> None:
        """Decide the feeds that ask for an age, for entries that have come to it."""
        with self.store.begin() as transaction:
            everything = self.rules.queries(transaction)
            queries = {key: query for key, query in everything.items() if bounds_of([query])}
            numbers = transaction.feed_numbers(list(queries))
        if self._go("ages", [], entries, 0, self._by(queries, numbers)):
            with self.store.begin() as transaction:
                transaction.set_note(AGED, str(self.rules.now))

    def place_again(self, key: str, reached: int) -> None:
        """Place entries in sections: all, or those of a source whose section is another."""
        source = key.removeprefix(SOURCE) if key != DEPTH else None
        with self.store.begin() as transaction:
            everything = self.rules.queries(transaction)
            queries = {k: query for k, query in everything.items() if asks_section(query)}
            numbers = transaction.feed_numbers(list(queries))
            entries = transaction.of_source(source) if source is not None else None
        matcher = _matcher(queries)

        def decide(transaction: Transaction, texts: Sequence[StoredText]) -> None:
            subjects = {text.entry: subject_in(text) for text in texts}
            if source is not None:  # those that name a section themselves stay in it
                subjects = {pk: s for pk, s in subjects.items() if not s.section}
            placements = {
                pk: place_sections(self.rules.section_of(subject), self.rules.depth)
                for pk, subject in subjects.items()
            }
            found = feeds_of(transaction, [p for some in placements.values() for p in some])
            sections = {row.pk for row in transaction.feeds() if row.kind == "section"}
            after = {pk: {found[p.key] for p in some} for pk, some in placements.items()}
            before = transaction.memberships(list(subjects))
            concerned = sections
            if source is not None:
                concerned = sections | set(numbers.values())
                for pk, subject in subjects.items():
                    section = self.rules.section_of(subject)
                    names = matcher.match(subject, self.rules.now, section)
                    after[pk] |= {numbers[name] for name in names}
            ranks = {text.entry: text.rank for text in texts}
            touched = move(
                transaction, {pk: feeds & concerned for pk, feeds in before.items()}, after, ranks
            )
            if source is not None:  # an entry shows its section in every feed that it is in
                always = transaction.feed_numbers(["all", f"source {source}"])
                touched |= set(always.values()).union(*before.values())
            transaction.mark_changed(touched)

        self._go(f"sections of {source}" if source else "sections", [key], entries, reached, decide)

    def _by(self, queries: Mapping[str, Query], numbers: Mapping[str, int]) -> Decide:
        """Who is in the feeds with these numbers, by these queries."""
        matcher, rules = _matcher(queries), self.rules

        def decide(transaction: Transaction, texts: Sequence[StoredText]) -> None:
            after = {}
            for text in texts:
                subject = subject_in(text)
                keys = matcher.match(subject, rules.now, rules.section_of(subject))
                after[text.entry] = {numbers[key] for key in keys}
            before = transaction.memberships(list(after), list(numbers.values()))
            ranks = {text.entry: text.rank for text in texts}
            transaction.mark_changed(move(transaction, before, after, ranks))

        return decide

    def _go(
        self,
        what: str,
        keys: Sequence[str],
        entries: Sequence[int] | None,
        last: int,
        decide: Decide,
    ) -> bool:
        """Decide part by part, of all entries or of these, those with numbers after `last`;
        returns whether it came to the end."""
        if entries is not None:
            done, total = bisect_right(entries, last), len(entries)
        else:
            with self.store.begin() as transaction:
                done = transaction.count_entries(until=last) if last else 0
                total = transaction.count_entries()
        log.info(
            "deciding %s: %d entries to look at", what, total,
            extra={"event": "deciding", "feeds": what, "entries": total},
        )  # fmt: skip
        more = True
        while more:
            if self.stopped():
                return False
            self.deciding(what, done, total)
            with self.store.begin() as transaction:
                if entries is None:
                    texts = transaction.texts_after(last, _CHUNK, lock=True)
                    more = len(texts) == _CHUNK
                    done += len(texts)
                else:
                    texts = transaction.texts(entries[done : done + _CHUNK], lock=True)
                    done += _CHUNK
                    more = done < len(entries)
                if texts:
                    decide(transaction, texts)
                    last = texts[-1].entry
                if not more:
                    transaction.undefer(keys)
                elif keys:
                    transaction.reach(keys, last)
        self.deciding(what, total, total)
        log.info("decided %s", what, extra={"event": "decided", "feeds": what})
        return True


def _matcher(queries: Mapping[str, Query]) -> Matcher:
    from feeds.route import Matcher

    return Matcher(queries)


def _aged(transaction: Transaction, now: int) -> list[int]:
    """The entries that came to an age that a query asks for since that was last decided."""
    ages = json.loads(transaction.note(AGES) or "[]")
    noted = transaction.note(AGED) if ages else None
    if noted is None:
        return []
    first, last = sorted((int(noted), now))
    found: set[int] = set()
    for seconds, older in ages:
        # Of that age exactly an entry is neither younger nor older.
        found.update(transaction.dated(first - seconds - older, last - seconds - older))
    return sorted(found)
