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
from feeds.aggregator.routing import Rules, move
from feeds.aggregator.standing import decide_headings, stand
from feeds.aggregator.synchronizing import AGED, AGES, GIVEN, SECTIONS
from feeds.aggregator.texts import formula_of, index_texts, make_texts, many_wait, subject_in
from feeds.route import Query
from feeds.store import TEXTS, Store, StoredText, Transaction

if TYPE_CHECKING:
    from feeds.route import Matcher

log = logging.getLogger("feeds")

_CHUNK = 500
_HEADINGS = 50

Deciding = Callable[[str, int, int], None]
"""Told what is being decided again, how many entries were looked at, and of how many."""

Decide = Callable[[Transaction, Sequence[StoredText]], None]


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits to be decided again, and up to which entry each of it was; the entries that
    became older than a query asks for; and whether so many texts wait for the index of words that
    it is time."""

    waiting: Mapping[str, int]
    aged: Sequence[int]
    unindexed: bool


def backlog_of(transaction: Transaction, now: int) -> Backlog:
    """What waits at that time, in Unix seconds."""
    unindexed = many_wait(transaction)
    return Backlog(transaction.backlog(), _aged(transaction, now), unindexed)


@contextmanager
def decided_meanwhile(
    store: Store, rules: Rules, backlog: Backlog, deciding: Deciding
) -> Iterator[None]:
    """Decide the backlog beside what is done within, and wait for it at the end.

    Where what is done within raises, what is left is for the next pass. Raises StoreError.
    """
    if not (backlog.waiting or backlog.aged or backlog.unindexed):
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
    if TEXTS in backlog.waiting or backlog.unindexed:
        index_texts(store, stopped)
    if GIVEN in backlog.waiting:
        work.give_again(backlog.waiting[GIVEN])
    if SECTIONS in backlog.waiting:
        work.place_again()
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

    def give_again(self, reached: int) -> None:
        """Place those entries again that name no section, and those that have no place yet."""
        with self.store.begin() as transaction:
            headings = [
                one.pk
                for one in transaction.all_headings()
                if not one.own and (one.given or self.rules.giving)
            ]
            new = transaction.without_heading()
            entries = sorted({*transaction.under(headings), *new})
        asking, numbers = self._asking()
        matcher = _matcher(asking)

        def decide(transaction: Transaction, texts: Sequence[StoredText]) -> None:
            subjects = {text.entry: subject_in(text) for text in texts}
            was = transaction.headings_of(list(subjects))
            standing = stand(transaction, self.rules, subjects)
            now = transaction.headings_of(list(subjects))
            moved = [pk for pk in subjects if was.get(pk) != now[pk]]
            after = {}
            for pk in moved:
                sections, feeds = standing[pk]
                keys = matcher.match(subjects[pk], self.rules.now, sections)
                after[pk] = feeds | {numbers[key] for key in keys}
            of_sections = {row.pk for row in transaction.feeds() if row.kind == "section"}
            concerned = of_sections | set(numbers.values())
            whole = transaction.memberships(moved)
            before = {pk: feeds & concerned for pk, feeds in whole.items()}
            ranks = {text.entry: text.rank for text in texts}
            touched = move(transaction, before, after, ranks)
            if moved:  # an entry shows its section in every feed that it is in
                sources = {f"source {subjects[pk].source}" for pk in moved}
                always = transaction.feed_numbers(["all", *sorted(sources)])
                touched |= set(always.values()).union(*whole.values())
            transaction.mark_changed(touched)

        self._go("sections that are given", [GIVEN], entries, reached, decide)

    def place_again(self) -> None:
        """Have all entries in the feeds of their sections, heading by heading; then decide the
        feeds that ask for a section, for those that are in another one than before."""
        with self.store.begin() as transaction:
            headings = transaction.all_headings()
        for done in range(0, len(headings), _HEADINGS):
            if self.stopped():
                return
            self.deciding("sections", done, len(headings))
            with self.store.begin() as transaction:
                keys = [one.key for one in headings[done : done + _HEADINGS]]
                decide_headings(transaction, self.rules, transaction.headings(keys).values())
        self.deciding("sections", len(headings), len(headings))
        with self.store.begin() as transaction:
            now = {
                one: self.rules.scheme.within(one.source, one.section)
                for one in transaction.all_headings()
            }
            moved = [one for one, sections in now.items() if one.decided != sections]
            entries = transaction.under([one.pk for one in moved])
        asking, numbers = self._asking()
        done_all = not (asking and entries)
        if done_all or self._go("sections", [], entries, 0, self._by(asking, numbers)):
            with self.store.begin() as transaction:
                for one in moved:
                    transaction.change_heading(one.pk, decided=now[one])
                transaction.undefer([SECTIONS])

    def _asking(self) -> tuple[dict[str, Query], dict[str, int]]:
        """The queries that ask for a section, and the numbers of their feeds."""
        with self.store.begin() as transaction:
            everything = self.rules.queries(transaction)
            queries = {key: query for key, query in everything.items() if asks_section(query)}
            return queries, transaction.feed_numbers(list(queries))

    def _by(self, queries: Mapping[str, Query], numbers: Mapping[str, int]) -> Decide:
        """Who is in the feeds with these numbers, by these queries."""
        matcher, rules = _matcher(queries), self.rules

        def decide(transaction: Transaction, texts: Sequence[StoredText]) -> None:
            after = {}
            for text in texts:
                subject = subject_in(text)
                keys = matcher.match(subject, rules.now, rules.sections_of(subject))
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
