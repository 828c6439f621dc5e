"""Who is in which feed: decided when an entry is new or changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from feeds.aggregator.giving import Giving, make_giving
from feeds.aggregator.queries import Asked, asked_by, load_queries
from feeds.aggregator.scheme import make_scheme
from feeds.aggregator.standing import section_feed, stand
from feeds.aggregator.texts import Made, make_text, words_in
from feeds.config import Config
from feeds.model import Entry, Section, Source
from feeds.route import Query, Subject
from feeds.route.scheme import Scheme
from feeds.store import SourceState, Transaction

if TYPE_CHECKING:
    from feeds.route import Matcher

_last: tuple[frozenset[tuple[str, str]], Matcher] | None = None
"""The matcher that this process made last, and of which feeds and rules."""


class Rules:
    """What routing depends on: what feeds ask for by their keys, sections by source, what is said
    of sections and given by rules, and the time in Unix seconds. Queries are loaded when an entry
    needs them."""

    def __init__(
        self,
        asked: Mapping[str, Asked],
        sections: Mapping[str, Section],
        scheme: Scheme,
        giving: Callable[[], Giving],
        now: int,
    ) -> None:
        self.asked, self.sections, self.scheme, self.now = asked, sections, scheme, now
        self._make_giving = giving
        self._giving: Giving | None = None
        self._matcher: Matcher | None = None

    def given(self, subject: Subject) -> Section:
        """What a rule gives an entry that names no section."""
        return self.giving.give(subject, self.now)

    @property
    def giving(self) -> Giving:
        """The rules that give sections; made when they are first wanted."""
        if self._giving is None:
            self._giving = self._make_giving()
        return self._giving

    def meant(self, source: str, section: Section) -> Section:
        """The section that is meant by one, or by none, of an entry of this source."""
        return self.scheme.canonical(section or self.sections.get(source, ()))

    def section_of(self, subject: Subject) -> Section:
        """The section that an entry counts as in: its own, else by a rule, else its source's."""
        return self.meant(subject.source, subject.section or self.given(subject))

    def sections_of(self, subject: Subject) -> tuple[Section, ...]:
        """All sections that it is in, as queries ask for them."""
        return self.scheme.within(subject.source, self.section_of(subject))

    def within(self, entry: Entry) -> tuple[Section, ...]:
        """The same of an entry whose section is the one that it counts as in."""
        return self.scheme.within(entry.source, self.scheme.canonical(entry.section))

    def places(self, subject: Subject) -> set[str]:
        """The keys of the feeds of sections that it belongs to."""
        places = self.scheme.places(subject.source, self.section_of(subject))
        return set(map(section_feed, places))

    def queries(self, transaction: Transaction) -> dict[str, Query]:
        """All queries, by their feeds' keys."""
        return load_queries(transaction, self.asked, keep=True)

    def matcher(self, transaction: Transaction) -> Matcher:
        """All queries at once; made when it is first wanted, and remembered for the next pass."""
        if self._matcher is None:
            from feeds.route import Matcher

            global _last
            rules = frozenset((key, one.rule) for key, one in self.asked.items())
            if _last is None or _last[0] != rules:
                _last = rules, Matcher(self.queries(transaction))
            self._matcher = _last[1]
        return self._matcher


def make_rules(
    config: Config, sources: Sequence[Source], states: Mapping[str, SourceState], now: int
) -> Rules:
    """The rules of this configuration; a source that left it keeps its last section."""
    sections: dict[str, Section] = {
        id: tuple(json.loads(state.section)) for id, state in states.items() if state.section
    }
    sections.update({source.id: source.section for source in sources})
    return Rules(asked_by(config), sections, make_scheme(config), lambda: make_giving(config), now)


def place(transaction: Transaction, rules: Rules, added: Mapping[int, tuple[int, Entry]]) -> None:
    """Put new or changed entries into their feeds, and out of those that they left.

    `added` has each entry's rank and the entry by its number. Feeds that this touches, before
    or after, count as changed.
    """
    made = {pk: make_text(pk, rank, entry) for pk, (rank, entry) in added.items()}
    old = {text.entry: text for text in transaction.texts(list(added))}
    new = {pk: m for pk, m in made.items() if pk not in old or old[pk].subject != m.text.subject}
    words = {pk: words_in(old[pk]) if old[pk].indexed else None for pk in new if pk in old}
    transaction.keep_texts([one.text for one in new.values()], words)
    transaction.compare_later(new)
    standing = stand(transaction, rules, {pk: one.subject for pk, one in new.items()})
    before = transaction.memberships(list(added))
    # What queries see of an entry is as it was: so is its place.
    after = {**before, **wanted(transaction, rules, new, standing)}
    move(transaction, before, after, {pk: one.text.rank for pk, one in made.items()})
    touched = set().union(*before.values(), *after.values())
    sources = [f"source {entry.source}" for _, entry in added.values()]
    always = transaction.feed_numbers(["all", *dict.fromkeys(sources)])
    transaction.mark_changed([*touched, *always.values()])


def wanted(
    transaction: Transaction,
    rules: Rules,
    entries: Mapping[int, Made],
    standing: Mapping[int, tuple[tuple[Section, ...], set[int]]],
) -> dict[int, set[int]]:
    """The feeds that each entry belongs to, by its number; `standing` has the sections that it is
    in, and the feeds of those that have one."""
    matcher = rules.matcher(transaction)
    found = {
        pk: matcher.match(one.subject, rules.now, standing[pk][0], one.hay)
        for pk, one in entries.items()
    }
    numbers = transaction.feed_numbers(list(set().union(*found.values())))
    return {pk: standing[pk][1] | {numbers[key] for key in keys} for pk, keys in found.items()}


def move(
    transaction: Transaction,
    before: Mapping[int, set[int]],
    after: Mapping[int, set[int]],
    ranks: Mapping[int, int],
) -> set[int]:
    """Take entries out of feeds and put them into others; returns the feeds that this touched."""
    left = [(feed, pk) for pk in after for feed in before[pk] - after[pk]]
    joined = [(feed, pk, ranks[pk]) for pk in after for feed in sorted(after[pk] - before[pk])]
    transaction.leave(left)
    transaction.join(joined)
    return {feed for feed, *_ in [*left, *joined]}
