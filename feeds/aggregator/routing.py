"""Who is in which feed: decided when an entry is new or changed, and again only where the
configuration changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from msgspec import structs

from feeds.config import Config
from feeds.errors import ConfigError, QueryError
from feeds.model import Entry, Feed, Section, Source
from feeds.route import (
    Matcher,
    Placement,
    Query,
    any_of,
    keyword_key,
    parse_query,
    place_keywords,
    place_sections,
    subject_of,
)
from feeds.store import SourceState, Transaction, date_of

_VERSION = 2
"""Raise it when queries match otherwise than before: every keyword feed is decided again."""


@dataclass(frozen=True)
class Rules:
    """What routing depends on: queries by keyword, sections by source, how deep sections go, and
    the time of the pass (Unix seconds)."""

    queries: Mapping[str, Query]
    sections: Mapping[str, Section]
    depth: int
    now: int

    @cached_property
    def matcher(self) -> Matcher:
        """All queries at once."""
        return Matcher(self.queries)

    def placed(self, entry: Entry) -> Entry:
        """The entry in its own section, else in its source's."""
        if entry.section:
            return entry
        return structs.replace(entry, section=self.sections.get(entry.source, ()))

    def placements(self, entry: Entry, rank: int) -> list[Placement]:
        """The section and keyword feeds that the entry belongs to; `rank` is its place in them."""
        section = self.placed(entry).section
        subject = subject_of(entry, _body(entry), int(date_of(rank).timestamp()))
        return [
            *place_sections(section, self.depth),
            *place_keywords(self.matcher, subject, self.now, section),
        ]


def compile_keywords(config: Config) -> dict[str, Query]:
    """The queries of all keywords, by their names. Raises ConfigError with all that is wrong."""
    queries, problems = {}, []
    for index, keyword in enumerate(config.keywords):
        parsed = []
        for text in keyword.query:
            try:
                parsed.append(parse_query(text))
            except QueryError as error:
                where = ("keywords", index, "query")
                shown = error.shown().replace("\n", "\n    ")
                problems.append(config.problem(where, f"{error}\n    {shown}"))
        queries[keyword.name] = any_of(parsed)
    if problems:
        raise ConfigError(problems)
    return queries


def make_rules(
    config: Config, sources: Sequence[Source], states: Mapping[str, SourceState], now: datetime
) -> Rules:
    """The rules of this configuration; a source that left it keeps its last section."""
    sections: dict[str, Section] = {
        id: tuple(json.loads(state.section)) for id, state in states.items() if state.section
    }
    sections.update({source.id: source.section for source in sources})
    return Rules(compile_keywords(config), sections, config.sections.depth, int(now.timestamp()))


def place(transaction: Transaction, rules: Rules, added: Mapping[int, tuple[int, Entry]]) -> None:
    """Put new or changed entries into their feeds, and out of those that they left.

    `added` has each entry's rank and the entry by its number. Feeds that this touches, before
    or after, count as changed.
    """
    wanted = {pk: rules.placements(entry, rank) for pk, (rank, entry) in added.items()}
    numbers = _feeds(transaction, [p for placements in wanted.values() for p in placements])
    before = transaction.memberships(list(added))
    after = {pk: {numbers[p.key] for p in placements} for pk, placements in wanted.items()}
    _apply(transaction, before, after, {pk: rank for pk, (rank, _) in added.items()})
    touched = set().union(*before.values(), *after.values())
    sources = [f"source {entry.source}" for _, entry in added.values()]
    always = transaction.feed_numbers(["all", *dict.fromkeys(sources)])
    transaction.mark_changed([*touched, *always.values()])


def synchronize(
    transaction: Transaction,
    config: Config,
    rules: Rules,
    sources: Sequence[Source],
    states: Mapping[str, SourceState],
) -> list[str]:
    """Make the store's feeds those of the configuration; returns the slugs that ended.

    Stored entries are decided again for the keywords whose query is new or changed, and for
    the sections of sources whose section changed; nothing else is looked at.
    """
    stored = {row.key: row for row in transaction.feeds()}
    wanted: dict[str, tuple[Feed, str]] = {"all": (Feed("all", "all", config.site.title), "")}
    for keyword in config.keywords:
        rule = json.dumps([_VERSION, *keyword.query], ensure_ascii=False)
        wanted[keyword_key(keyword.name)] = (Feed("keyword", "", keyword.name), rule)
    if config.feeds.sources:
        for source in sources:
            # Publishing gives it the title that its document has by then.
            row = stored.get(f"source {source.id}")
            title = row.title if row else source.id
            wanted[f"source {source.id}"] = (Feed("source", "", title), source.id)
    stale: dict[str, int] = {}
    for key, (feed, rule) in wanted.items():
        row = stored.get(key)
        if row is None:
            pk = transaction.add_feed(key, feed.kind, feed.title, (feed.title,), rule)
        else:
            pk = row.pk
            if (row.title, row.rule) != (feed.title, rule):
                transaction.change_feed(
                    pk, title=feed.title, path=(feed.title,), rule=rule, changed=True
                )
        if feed.kind == "keyword" and (row is None or row.rule != rule):
            stale[feed.title] = pk
    if stale:
        _decide_keywords(transaction, rules, stale)
    kept = ("section", "health")  # which no configuration names
    ended = [row for row in stored.values() if row.kind not in kept and row.key not in wanted]
    _decide_sections(transaction, config, rules, sources, states)
    for row in ended:
        transaction.drop_feed(row.pk)
    return [row.slug for row in ended if row.slug]


def _decide_keywords(transaction: Transaction, rules: Rules, stale: Mapping[str, int]) -> None:
    """Decide these keywords' members again, over all that is stored."""
    some = replace(rules, queries={name: rules.queries[name] for name in stale}, depth=0)
    before = {pk: transaction.members(pk) for pk in stale.values()}
    join, leave = [], []
    for entry_pk, rank, entry in transaction.all_entries():
        match = {stale[p.path[0]] for p in some.placements(entry, rank) if p.kind == "keyword"}
        for pk, members in before.items():
            if pk in match and entry_pk not in members:
                join.append((pk, entry_pk, rank))
            elif pk not in match and entry_pk in members:
                leave.append((pk, entry_pk))
    transaction.leave(leave)
    transaction.join(join)
    transaction.mark_changed(stale.values())


def _decide_sections(
    transaction: Transaction,
    config: Config,
    rules: Rules,
    sources: Sequence[Source],
    states: Mapping[str, SourceState],
) -> None:
    """Place entries again where a source's section, or the depth for all, became another."""
    depth = str(config.sections.depth)
    deeper = transaction.note("sections.depth") not in (None, depth)
    if transaction.note("sections.depth") != depth:
        transaction.set_note("sections.depth", depth)
    section_feeds: set[int] | None = None
    saved = []
    for source in sources:
        state = states.get(source.id)
        packed = json.dumps(source.section, ensure_ascii=False)
        if state is None or (state.section == packed and not deeper):
            continue
        if section_feeds is None:
            section_feeds = {row.pk for row in transaction.feeds() if row.kind == "section"}
        _place_again(transaction, rules, source.id, section_feeds)
        saved.append(replace(state, section=packed))
    transaction.save_sources(saved)


def _place_again(
    transaction: Transaction, rules: Rules, source: str, section_feeds: set[int]
) -> None:
    for pk, rank, entry in list(transaction.all_entries(source)):
        placements = place_sections(rules.placed(entry).section, rules.depth)
        after = set(_feeds(transaction, placements).values())
        section_feeds |= after
        before = transaction.memberships([pk])[pk] & section_feeds
        if before != after:
            _apply(transaction, {pk: before}, {pk: after}, {pk: rank})
        # The entry shows its section in every feed that it is in.
        transaction.mark_changed(transaction.memberships([pk])[pk] | before | after)
    transaction.mark_changed(transaction.feed_numbers(["all", f"source {source}"]).values())


def _feeds(transaction: Transaction, placements: Sequence[Placement]) -> dict[str, int]:
    """The numbers of these feeds; sections that are met for the first time are made."""
    by_key = {placement.key: placement for placement in placements}
    numbers = transaction.feed_numbers(list(by_key))
    for key in sorted(by_key.keys() - numbers.keys()):
        new = by_key[key]
        numbers[key] = transaction.add_feed(key, new.kind, new.path[-1], new.path)
    return numbers


def _apply(
    transaction: Transaction,
    before: Mapping[int, set[int]],
    after: Mapping[int, set[int]],
    ranks: Mapping[int, int],
) -> None:
    transaction.leave((feed, pk) for pk in after for feed in before[pk] - after[pk])
    transaction.join(
        (feed, pk, ranks[pk]) for pk in after for feed in sorted(after[pk] - before[pk])
    )


def _body(entry: Entry) -> str:
    from feeds.normalize import text_of  # few passes have an entry to place

    return f"{text_of(entry.content)}\n{entry.summary}"
