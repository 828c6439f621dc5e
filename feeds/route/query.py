"""Keyword queries: a small language, and what it means for an entry.

Words, "phrases", AND (or nothing), OR (or ``|``), NOT (or ``-``), parentheses, and fields:
``title: body: keyword: author: source: lang:``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from feeds.route.text import Text, term

FIELDS = ("title", "body", "keyword", "author", "source", "lang")

_WORD = re.compile(r'(?!(?:AND|OR|NOT)$)[^\s()"|:-][^\s()"|:]*')

Query = Callable[[Text], bool]
"""Whether an entry's text matches."""


def parse_query(text: str) -> Query:
    """What `text` means. Raises QueryError with the place where it stops making sense."""
    if _WORD.fullmatch(text):
        return find(None, text)
    from feeds.route.grammar import parse  # most queries are one word, which needs no parser

    return parse(text)


def any_of(queries: list[Query]) -> Query:
    """What matches where one of them does."""
    return queries[0] if len(queries) == 1 else lambda text: any(query(text) for query in queries)


def find(field: str | None, value: str) -> Query:
    """What matches where `value` stands in the field, or in any."""
    wanted = value.strip()
    if field == "source":
        return lambda text: text.source == wanted
    if field == "lang":
        tag = wanted.lower()
        return lambda text: text.language == tag or text.language.startswith(tag + "-")
    found = term(value)
    if field is not None:
        return lambda text: found(getattr(text, field))
    return lambda text: found(text.title) or found(text.keyword) or found(text.body)
