"""Many queries at once."""

from __future__ import annotations

from collections.abc import Mapping

from feeds.model import Section
from feeds.route.plain import plain
from feeds.route.query import Query
from feeds.route.subject import Subject


class Matcher:
    """All queries, by their names."""

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._queries = dict(queries)

    def match(self, subject: Subject, now: int, section: Section | None = None) -> set[str]:
        """The names of the queries that match. `now` in Unix seconds; `section` is the effective
        one, if it is not the subject's own."""
        return {
            name for name, query in self._queries.items() if plain(query, subject, now, section)
        }
