"""Who is in which feed: decided when an entry is new or changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from feeds.aggregator.queries import Asked, asked_by, load_queries
from feeds.aggregator.texts import make_text, subject_in, words_in
from feeds.config import Config
from feeds.model import Entry, Section, Source
from feeds.route import Placement, Query, Subject, place_sections
from feeds.store import NewText, SourceState, StoredText, Transaction

if TYPE_CHECKING:
    from feeds.route import Matcher

_last: tuple[frozenset[tuple[str, str]], Matcher] | None = None
"""The matcher that this process made last, and of which feeds and rules."""


class Rules:
    """What routing depends on: what feeds ask for by their keys, sections by source, how deep
    sections go, and the time in Unix seconds. Queries are loaded when an entry needs them."""

    def __init__(
        self, asked: Mapping[str, Asked], sections: Mapping[str, Section], depth: int, now: int
    ) -> None:
        self.asked, self.sections, self.depth, self.now = asked, sections, depth, now
        self._matcher: Matcher | None = None

    def placed(self, entry: Entry) -> Entry:
        """The entry in its own section, else in its source's."""
        if entry.section:
            return entry
        return structs.replace(entry, section=self.sections.get(entry.source, ()))

    def section_of(self, subject: Subject) -> Section:
        """The section that an entry counts as in."""
        return subject.section or self.sections.get(subject.source, ())

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

    def placements(self, subject: Subject, matcher: Matcher) -> list[Placement]:
        """The feeds that an entry belongs to: its sections', and those of `matcher`."""
        section = self.section_of(subject)
        return [
            *place_sections(section, self.depth),
            *(self.placement(key) for key in matcher.match(subject, self.now, section)),
        ]

    def placement(self, key: str) -> Placement:
        """A place in the feed with this key, which asks for something."""
        one = self.asked[key]
        return Placement(key, one.kind, (one.title,))


def make_rules(
    config: Config, sources: Sequence[Source], states: Mapping[str, SourceState], now: int
) -> Rules:
    """The rules of this configuration; a source that left it keeps its last section."""
    sections: dict[str, Section] = {
        id: tuple(json.loads(state.section)) for id, state in states.items() if state.section
    }
    sections.update({source.id: source.section for source in sources})
    return Rules(asked_by(config), sections, config.sections.depth, now)


def place(transaction: Transaction, rules: Rules, added: Mapping[int, tuple[int, Entry]]) -> None:
    """Put new or changed entries into their feeds, and out of those that they left.

    `added` has each entry's rank and the entry by its number. Feeds that this touches, before
    or after, count as changed.
    """
    texts = {pk: make_text(pk, rank, entry) for pk, (rank, entry) in added.items()}
    old = {text.entry: text for text in transaction.texts(list(added))}
    new = [text for pk, text in texts.items() if pk not in old or old[pk].subject != text.subject]
    words = {text.entry: words_in(old[text.entry]) for text in new if text.entry in old}
    transaction.keep_texts(new, words)
    transaction.compare_later([text.entry for text in new])
    before = transaction.memberships(list(added))
    # What queries see of an entry is as it was: so is its place.
    after = {**before, **wanted(transaction, rules, new, rules.matcher(transaction))}
    move(transaction, before, after, {text.entry: text.rank for text in texts.values()})
    touched = set().union(*before.values(), *after.values())
    sources = [f"source {entry.source}" for _, entry in added.values()]
    always = transaction.feed_numbers(["all", *dict.fromkeys(sources)])
    transaction.mark_changed([*touched, *always.values()])


def wanted(
    transaction: Transaction,
    rules: Rules,
    texts: Iterable[NewText | StoredText],
    matcher: Matcher,
) -> dict[int, set[int]]:
    """The feeds that each entry belongs to, by its number."""
    placements = {text.entry: rules.placements(subject_in(text), matcher) for text in texts}
    numbers = feeds_of(transaction, [p for found in placements.values() for p in found])
    return {pk: {numbers[p.key] for p in found} for pk, found in placements.items()}


def feeds_of(transaction: Transaction, placements: Collection[Placement]) -> dict[str, int]:
    """The numbers of these feeds; sections that are met for the first time are made."""
    by_key = {placement.key: placement for placement in placements}
    numbers = transaction.feed_numbers(list(by_key))
    for key in sorted(by_key.keys() - numbers.keys()):
        new = by_key[key]
        numbers[key] = transaction.add_feed(key, new.kind, new.path[-1], new.path)
    return numbers


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
