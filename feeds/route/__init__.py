"""Entry -> the feeds it belongs to: its sections, and the keyword queries that it matches."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from feeds.model import FeedKind, Section
from feeds.route.query import Query, any_of, parse_query, saved_behind
from feeds.route.sections import section_key, with_ancestors
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
    "Placement",
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
    "place_keywords",
    "place_sections",
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


def place_keywords(
    matcher: Matcher, subject: Subject, now: int, section: Section
) -> list[Placement]:
    """The keyword feeds that an entry belongs to; `section` is the one that it was given."""
    names = matcher.match(subject, now, section)
    return [Placement(keyword_key(name), "keyword", (name,)) for name in sorted(names)]
