"""Entry -> the feeds it belongs to: its sections, and the keyword queries that it matches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feeds.model import Entry, FeedKind, Section
from feeds.route.query import Query, any_of, parse_query
from feeds.route.sections import section_key, with_ancestors
from feeds.route.text import text_of

__all__ = ["Placement", "Query", "any_of", "keyword_key", "parse_query", "place_sections", "route"]


@dataclass(frozen=True, slots=True)
class Placement:
    """A feed that an entry belongs to: `key` is the same for all spellings of one feed."""

    key: str
    kind: FeedKind
    path: Section


def keyword_key(name: str) -> str:
    """The key of the keyword feed with this name."""
    return f"keyword {name.casefold()}"


def place_sections(path: Section, depth: int) -> list[Placement]:
    """The sections that an entry in `path` belongs to, outermost first."""
    return [
        Placement(f"section {section_key(part)}", "section", part)
        for part in with_ancestors(path, depth)
    ]


def route(entry: Entry, body: str, queries: Mapping[str, Query], depth: int) -> list[Placement]:
    """All section and keyword feeds that `entry` belongs to.

    `body` is the text of its content, `queries` the keyword feeds' by their names.
    """
    text = text_of(entry, body)
    return [
        *place_sections(entry.section, depth),
        *(
            Placement(keyword_key(name), "keyword", (name,))
            for name, query in queries.items()
            if query(text)
        ),
    ]
