"""Entries that are kept no more: old ones that nobody can see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from feeds.aggregator.texts import words_in
from feeds.config import Config
from feeds.store import Store

_NOTE = "pruned"
_DAY = 86400
_ROBOTS = 90 * _DAY  # what nobody wanted to know for so long
_SOME, _CHUNK = 5_000, 500  # entries in a pass, and in a transaction


def prune(store: Store, config: Config, now: datetime) -> int:
    """Forget entries that are older than `feeds.keep`, once a day, some at a time; returns how
    many were. Raises StoreError."""
    if config.feeds.keep is None:
        return 0
    second = int(now.timestamp())
    with store.read() as transaction:
        if transaction.note(_NOTE) == str(second // _DAY):
            return 0
        shown = 2 * max(_limits(config)) + 50  # more than any: copies are hidden, feeds change
        found = transaction.prunable(second - int(config.feeds.keep), shown, _SOME)
    for start in range(0, len(found), _CHUNK):
        some = found[start : start + _CHUNK]
        with store.begin() as transaction:
            texts = transaction.texts(transaction.indexed(some), lock=True)
            transaction.bury(some, {text.entry: words_in(text) for text in texts})
    if len(found) < _SOME:
        with store.begin() as transaction:
            transaction.forget_robots(second - _ROBOTS)
            transaction.set_note(_NOTE, str(second // _DAY))
    return len(found)


def _limits(config: Config) -> Iterable[int]:
    """How many entries the documents of feeds have."""
    yield config.feeds.limit
    for spec in (*config.keywords, *config.feeds.combined, *config.sections.named):
        if spec.limit is not None:
            yield spec.limit
