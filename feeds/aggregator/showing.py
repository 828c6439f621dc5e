"""Which of its entries a feed shows, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from feeds.aggregator.archiving import Kept, recent
from feeds.aggregator.combined import chosen, combined_key, has_in_title
from feeds.aggregator.queries import load_queries
from feeds.aggregator.routing import Rules
from feeds.config import CombinedSpec, Config
from feeds.model import Item
from feeds.store import FeedRow, Transaction


def combined_spec(config: Config, row: FeedRow) -> CombinedSpec | None:
    """What the configuration says of a feed that is made of others; of any other, None."""
    specs = (spec for spec in config.feeds.combined if combined_key(spec.name) == row.key)
    return next(specs, None)


def shown(
    transaction: Transaction,
    config: Config,
    rules: Rules,
    row: FeedRow,
    kept: Kept,
    *,
    merged: bool,
) -> list[Item]:
    """What a feed's documents hold: its newest entries, or of one that is made of others, those
    that it asks for. With `merged`, of the copies of an article only one."""
    spec = combined_spec(config, row)
    if spec is None:
        return recent(transaction.newest(row, kept.limit, merged=merged), kept.max_age)
    newest = partial(transaction.newest, row, merged=merged)
    score = partial(_scores, transaction, rules, row)
    return recent(chosen(newest, spec, kept.limit, score), kept.max_age)


def _scores(
    transaction: Transaction, rules: Rules, row: FeedRow, items: Sequence[Item]
) -> list[tuple[int, ...]]:
    """Of each entry, how many other sources have the article, and whether its title has a word
    that the feed asks for."""
    query = load_queries(transaction, {row.key: rules.asked[row.key]})[row.key]
    others = transaction.also([item.entry.id for item in items])
    return [
        (
            len({copy.source for copy in others.get(item.entry.id, ())} - {item.entry.source}),
            int(has_in_title(query, item, rules.within(item.entry))),
        )
        for item in items
    ]
