"""Queries as text, which parsed again is the same query."""

from __future__ import annotations

import re

from feeds.route.query import (
    Aged,
    And,
    AtAddress,
    FromSource,
    InLanguage,
    InSection,
    Near,
    Not,
    Or,
    Query,
    Regex,
    Term,
)

_PLAIN = re.compile(r"[^\W_][\w./-]*")


def written(query: Query) -> str:
    """The query as a person writes it, saved queries spelled out."""
    if isinstance(query, And):
        return " ".join(map(_part, query.parts))
    if isinstance(query, Or):
        return " OR ".join(_part(p) if isinstance(p, Or) else written(p) for p in query.parts)
    if isinstance(query, Not):
        return f"NOT {_part(query.part)}"
    if isinstance(query, Near):
        return f"{_part(query.one)} NEAR/{query.distance} {_part(query.other)}"
    if isinstance(query, Term):
        words = _quoted(query.words) if query.quoted else query.words
        return f"{_name(query.field)}{words}{'*' * query.prefix}"
    if isinstance(query, Regex):
        pattern = re.sub(r"\\.|/", lambda m: r"\/" if m[0] == "/" else m[0], query.pattern)
        return f"{_name(query.field)}/{pattern}/{'i' * query.ignore_case}"
    return _fact(query)


def _part(query: Query) -> str:
    return f"({written(query)})" if isinstance(query, And | Or) else written(query)


def _name(field: str | None) -> str:
    return f"{field}:" if field else ""


def _fact(fact: InSection | FromSource | InLanguage | AtAddress | Aged) -> str:
    if isinstance(fact, InSection):
        return f"section:{_value(fact.path)}"
    if isinstance(fact, FromSource):
        return f"source:{_value(fact.id)}{'*' * fact.prefix}"
    if isinstance(fact, AtAddress):
        return f"url:{_value(fact.address)}{'*' * fact.prefix}"
    return f"lang:{fact.tag}" if isinstance(fact, InLanguage) else f"age:{fact.written}"


def _value(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """In the quotation marks that the text itself does not have."""
    for start, end in ('""', "「」", "『』", "“”", "«»", "＂＂"):
        if end not in text and not (start == "“" and re.search("[„“]", text)):
            return f"{start}{text}{end}"
    raise ValueError(f"no quotation marks are left for {text!r}")
