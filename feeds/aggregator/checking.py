"""What is wrong in a configuration beyond the form of its values, told before anything is done."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from feeds.aggregator.giving import RULES
from feeds.aggregator.queries import check_queries
from feeds.aggregator.sections import check_sections
from feeds.config import Config
from feeds.errors import ConfigError
from feeds.model import Source
from feeds.store import NoStoreError, Store


def check(
    config: Config,
    sources: Sequence[Source],
    known: Collection[str] = (),
    rules: str | None = None,
) -> None:
    """Raises ConfigError with all that is wrong in queries and in what is said of sections.

    `known` are rules of feeds whose queries were parsed before, `rules` is what was noted of those
    that give sections.
    """
    problems = []
    try:
        check_queries(config, known, sources)
    except ConfigError as error:
        problems += error.problems
    try:
        check_sections(config, sources, rules)
    except ConfigError as error:
        problems += error.problems
    if problems:
        raise ConfigError(sorted(problems, key=lambda one: (one.line, one.column)))


def open_checked(config: Config, sources: Sequence[Source]) -> Store:
    """Open the configuration's store; what is wrong in queries, and in what is said of sections,
    is told before one is made.

    Raises ConfigError and StoreError.
    """
    try:
        store = Store.open(config.store, config.folder, create=False)
    except NoStoreError:
        check(config, sources)
        return Store.open(config.store, config.folder)
    try:
        with store.begin() as transaction:
            known = {row.rule for row in transaction.feeds()}
            rules = transaction.note(RULES)
        check(config, sources, known, rules)
    except BaseException:
        store.close()
        raise
    return store
