"""The configuration's feeds into the store: which are new, which ended, and what is to be decided
again because it was decided by another rule."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from feeds.aggregator.archiving import said_of, specs_of
from feeds.aggregator.giving import RULES, rules_said
from feeds.aggregator.moving import Wanted, end_feed, follow_moves, named_rule
from feeds.aggregator.private import Privacy, move_private
from feeds.aggregator.queries import bounds_of
from feeds.aggregator.routing import Rules
from feeds.aggregator.scheme import scheme_said
from feeds.aggregator.standing import section_feed
from feeds.aggregator.texts import call_for_texts
from feeds.config import Config
from feeds.model import Feed, Source
from feeds.store import FeedRow, SourceState, Transaction

SECTIONS = "sections"
"""In the backlog: what is said of sections, or the section of a source, is another."""

GIVEN = "sections given"
"""In the backlog: the rules are others that give sections to entries that name none."""

AGES, AGED = "ages", "aged"
"""What is noted: the ages that queries ask for, and when that was last decided."""

_SHOWN = "feeds.shown"
_SCHEME, _LEAST = "sections.scheme", "sections.min_entries"

_LASTING = frozenset(("section", "health"))
"""Kinds of feeds that do not end because no configuration names them."""


def feeds_wanted(
    config: Config, rules: Rules, sources: Sequence[Source], stored: Mapping[str, FeedRow]
) -> dict[str, Wanted]:
    """The configuration's feeds by their keys; sections are found, not named."""
    wanted = {"all": Wanted(Feed("all", "all", config.site.title))}
    for key, asked in rules.asked.items():
        wanted[key] = Wanted(Feed(asked.kind, "", asked.title, (asked.name,)), asked.rule)
    for named in rules.scheme.named.values():
        path = rules.scheme.canonical(named.path)
        title = named.title or path[-1]
        wanted[section_feed(path)] = Wanted(Feed("section", "", title, path), named_rule(named))
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
) -> None:
    """Make the store's feeds those of the configuration.

    What stored entries have to be decided again for goes into the backlog. `states` become what
    they are after that.
    """
    call_for_texts(transaction)
    stored = {row.key: row for row in transaction.feeds()}
    wanted = feeds_wanted(config, rules, sources, stored)
    follow_moves(transaction, stored, wanted)
    stale = []
    for key, want in wanted.items():
        feed, rule = want.feed, want.rule
        row, path = stored.get(key), feed.path or (feed.title,)
        if row is None:
            transaction.add_feed(key, feed.kind, feed.title, path, rule)
        elif (row.title, row.path, row.rule) != (feed.title, path, rule):
            transaction.change_feed(row.pk, title=feed.title, path=path, rule=rule, changed=True)
        if key in rules.asked and (row is None or row.rule != rule):
            stale.append(key)
    move_private(transaction, Privacy(config, rules.scheme), list(stored.values()))
    ended = feeds_ended(stored, wanted)
    for row in ended:
        end_feed(transaction, row)
    _shown_otherwise(transaction, config, rules)
    if stale or ended:
        _note_ages(transaction, rules)
    transaction.undefer([row.key for row in ended])
    again = [*stale, *_placed_otherwise(transaction, config, sources, states)]
    if again and transaction.count_entries():
        transaction.defer(again)


def _note_ages(transaction: Transaction, rules: Rules) -> None:
    bounds = bounds_of(rules.queries(transaction).values())
    noted = json.dumps([[age.seconds, age.older] for age in bounds])
    if transaction.note(AGES) != noted:
        transaction.set_note(AGES, noted)
    if bounds and transaction.note(AGED) is None:
        transaction.set_note(AGED, str(rules.now))


def _placed_otherwise(
    transaction: Transaction,
    config: Config,
    sources: Sequence[Source],
    states: dict[str, SourceState],
) -> list[str]:
    """What has to be placed again, because something else is said of sections."""
    moved = sources_moved(sources, states)
    transaction.save_sources(moved.values())
    states.update(moved)
    again = []
    if _noted_otherwise(transaction, RULES, rules_said(config)):
        again.append(GIVEN)
    if _noted_otherwise(transaction, _SCHEME, scheme_said(config)) or moved:
        again.append(SECTIONS)
    if _noted_otherwise(transaction, _LEAST, str(config.sections.min_entries)):
        # Which of those that waited for more entries have enough is seen when they are published.
        rows = [row for row in transaction.feeds() if row.kind == "section" and row.slug is None]
        transaction.mark_changed([row.pk for row in rows])
    return again


def _shown_otherwise(transaction: Transaction, config: Config, rules: Rules) -> None:
    """Have feeds published again that are to show others of their entries, or more or fewer."""
    said = {key: said_of(spec) for key, spec in specs_of(config, rules.scheme).items()}
    shown = {key: values for key, values in said.items() if any(values)}
    noted = transaction.note(_SHOWN)
    before = json.loads(noted or "{}")
    if (shown or noted) and _noted_otherwise(
        transaction, _SHOWN, json.dumps(shown, ensure_ascii=False)
    ):
        other = {key for key in {**shown, **before} if shown.get(key) != before.get(key)}
        transaction.mark_changed(transaction.feed_numbers(sorted(other)).values())


def _noted_otherwise(transaction: Transaction, key: str, value: str) -> bool:
    if transaction.note(key) == value:
        return False
    transaction.set_note(key, value)
    return True


def gives_otherwise(transaction: Transaction, config: Config) -> bool:
    """Whether other rules give sections than those by which stored entries were placed."""
    return transaction.note(RULES) != rules_said(config)
