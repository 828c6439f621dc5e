"""The configuration's feeds into the store: which are new, which ended, and what is to be decided
again because it was decided by another rule."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from feeds.aggregator.queries import bounds_of
from feeds.aggregator.routing import Rules
from feeds.aggregator.texts import call_for_texts
from feeds.config import Config
from feeds.model import Feed, Source
from feeds.store import FeedRow, SourceState, Transaction

DEPTH = "depth"
"""In the backlog: all entries, because sections go deeper or less deep than before."""

SOURCE = "entries of "
"""In the backlog, before a source's id: its entries, because its section is another."""

AGES, AGED = "ages", "aged"
"""What is noted: the ages that queries ask for, and when that was last decided."""

_DEPTH = "sections.depth"

_LASTING = frozenset(("section", "health"))
"""Kinds of feeds that no configuration names."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feed as the configuration has it; `rule` is what its members are to be decided by."""

    feed: Feed
    rule: str = ""


def feeds_wanted(
    config: Config, rules: Rules, sources: Sequence[Source], stored: Mapping[str, FeedRow]
) -> dict[str, Wanted]:
    """The configuration's feeds by their keys; sections are found, not named."""
    wanted = {"all": Wanted(Feed("all", "all", config.site.title))}
    for key, asked in rules.asked.items():
        wanted[key] = Wanted(Feed(asked.kind, "", asked.title), asked.rule)
    if config.feeds.sources:
        for source in sources:
            # Publishing gives it the title that its document has by then.
            row = stored.get(f"source {source.id}")
            title = row.title if row else source.id
            wanted[f"source {source.id}"] = Wanted(Feed("source", "", title), source.id)
    return wanted


def feeds_ended(stored: Mapping[str, FeedRow], wanted: Mapping[str, Wanted]) -> list[FeedRow]:
    """The feeds that the configuration has no more."""
    return [row for row in stored.values() if row.kind not in _LASTING and row.key not in wanted]


def sources_moved(
    sources: Sequence[Source], states: Mapping[str, SourceState]
) -> dict[str, SourceState]:
    """The sources whose entries were placed by another section than theirs, as they are to be."""
    moved = {}
    for source in sources:
        section = json.dumps(source.section, ensure_ascii=False)
        if source.id in states and states[source.id].section != section:
            moved[source.id] = replace(states[source.id], section=section)
    return moved


def synchronize(
    transaction: Transaction,
    config: Config,
    rules: Rules,
    sources: Sequence[Source],
    states: dict[str, SourceState],
) -> list[str]:
    """Make the store's feeds those of the configuration; returns the slugs that ended.

    What stored entries have to be decided again for goes into the backlog. `states` become what
    they are after that.
    """
    call_for_texts(transaction)
    stored = {row.key: row for row in transaction.feeds()}
    wanted = feeds_wanted(config, rules, sources, stored)
    stale = []
    for key, (feed, rule) in ((key, (want.feed, want.rule)) for key, want in wanted.items()):
        row = stored.get(key)
        if row is None:
            transaction.add_feed(key, feed.kind, feed.title, (feed.title,), rule)
        elif (row.title, row.rule) != (feed.title, rule):
            transaction.change_feed(
                row.pk, title=feed.title, path=(feed.title,), rule=rule, changed=True
            )
        if key in rules.asked and (row is None or row.rule != rule):
            stale.append(key)
    ended = feeds_ended(stored, wanted)
    for row in ended:
        transaction.drop_feed(row.pk)
    if stale or ended:
        _note_ages(transaction, rules)
    transaction.undefer([row.key for row in ended])
    again = [*stale, *_moved(transaction, config, sources, states)]
    if again and transaction.count_entries():
        transaction.defer(again)
    return [row.slug for row in ended if row.slug]


def _note_ages(transaction: Transaction, rules: Rules) -> None:
    bounds = bounds_of(rules.queries(transaction).values())
    noted = json.dumps([[age.seconds, age.older] for age in bounds])
    if transaction.note(AGES) != noted:
        transaction.set_note(AGES, noted)
    if bounds and transaction.note(AGED) is None:
        transaction.set_note(AGED, str(rules.now))


def _moved(
    transaction: Transaction,
    config: Config,
    sources: Sequence[Source],
    states: dict[str, SourceState],
) -> list[str]:
    """Whose entries are to be placed again because sections changed."""
    moved = sources_moved(sources, states)
    transaction.save_sources(moved.values())
    states.update(moved)
    keys = [f"{SOURCE}{id}" for id in moved]
    if is_deeper(transaction, config):
        keys.append(DEPTH)
    if transaction.note(_DEPTH) != str(config.sections.depth):
        transaction.set_note(_DEPTH, str(config.sections.depth))
    return keys


def is_deeper(transaction: Transaction, config: Config) -> bool:
    """Whether sections go deeper than stored entries were placed, or less deep."""
    return transaction.note(_DEPTH) not in (None, str(config.sections.depth))
