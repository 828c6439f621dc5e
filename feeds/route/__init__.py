"""Entry -> the feeds it belongs to: its sections, and the keyword queries that it matches."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from feeds.route.query import Query, any_of, parse_query, saved_behind
from feeds.route.subject import Field, Subject, subject_of

if TYPE_CHECKING:
    from feeds.route.checking import warnings
    from feeds.route.evaluation import plain
    from feeds.route.hits import Failing, Hit, Why, why
    from feeds.route.matcher import Matcher
    from feeds.route.tokens import Candidates, Every, Some, Token, candidates, index_tokens
    from feeds.route.writing import written

__all__ = [
    "Candidates",
    "Every",
    "Failing",
    "Field",
    "Hit",
    "Matcher",
    "Query",
    "Some",
    "Subject",
    "Token",
    "Why",
    "any_of",
    "candidates",
    "index_tokens",
    "keyword_key",
    "parse_query",
    "plain",
    "saved_behind",
    "subject_of",
    "warnings",
    "why",
    "written",
]

# What looks at texts is loaded when it is wanted: most passes have no entry to place.
_LATER = {
    "checking": ("warnings",),
    "evaluation": ("plain",),
    "hits": ("Failing", "Hit", "Why", "why"),
    "matcher": ("Matcher",),
    "tokens": ("Candidates", "Every", "Some", "Token", "candidates", "index_tokens"),
    "writing": ("written",),
}


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            found = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def keyword_key(name: str) -> str:
    """The key of the keyword feed with this name."""
    return f"keyword {name.casefold()}"
