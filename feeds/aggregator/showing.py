"""Which of its entries a feed shows, and in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feeds.aggregator.archiving import Kept, chooses
from feeds.aggregator.combined import chosen, combined_key, has_in_title
from feeds.aggregator.queries import load_queries
from feeds.aggregator.routing import Rules
from feeds.config import CombinedSpec, Config
from feeds.model import Item
from feeds.store import FeedRow, Ranked, Transaction, second_of


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
) -> list[Ranked]:
    """What a feed's documents hold: its newest entries, or of one that is made of others, those
    that it asks for. With `merged`, of the copies of an article only one."""
    spec = combined_spec(config, row)
    if spec is None or not chooses(spec):
        return recent(transaction.newest(row, kept.limit, merged=merged), kept.max_age)
    ranked: dict[str, Ranked] = {}

    def newest(number: int) -> list[Item]:
        found = transaction.newest(row, number, merged=merged)
        items = transaction.items([pk for pk, _ in found])
        ranked.update((item.entry.id, one) for item, one in zip(items, found, strict=True))
        return items

    def score(items: Sequence[Item]) -> list[tuple[int, ...]]:
        numbers = [ranked[item.entry.id][0] for item in items]
        return _scores(transaction, rules, row, dict(zip(numbers, items, strict=True)))

    chosen_of = chosen(newest, spec, kept.limit, score)
    return recent([ranked[item.entry.id] for item in chosen_of], kept.max_age)


def recent(ranked: Sequence[Ranked], max_age: float | None) -> list[Ranked]:
    """Without those that are more than `max_age` seconds older than the newest: never than now, so
    that a feed does not change by itself."""
    if max_age is None or not ranked:
        return list(ranked)
    newest = max(second_of(rank) for _, rank in ranked)
    return [one for one in ranked if newest - second_of(one[1]) <= max_age]


def _scores(
    transaction: Transaction, rules: Rules, row: FeedRow, items: Mapping[int, Item]
) -> list[tuple[int, ...]]:
    """Of each entry, how many other sources have the article, and whether its title has a word
    that the feed asks for."""
    query = load_queries(transaction, {row.key: rules.asked[row.key]})[row.key]
    others = transaction.also(list(items))
    return [
        (
            len({copy.source for copy in others.get(pk, ())} - {item.entry.source}),
            int(has_in_title(query, item, rules.within(item.entry))),
        )
        for pk, item in items.items()
    ]
