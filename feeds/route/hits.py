"""Why an entry matches a query, or why not: by which words, and where they stand."""

from __future__ import annotations

from itertools import islice

from msgspec import Struct

from feeds.model import Section
from feeds.route.asking import Asked
from feeds.route.evaluation import Plain
from feeds.route.needle import Span
from feeds.route.query import And, Near, Not, Or, Query, Regex, Term
from feeds.route.regexes import found_in
from feeds.route.subject import Field, Subject
from feeds.route.writing import written

_MOST = 20
"""Of one term, and of one query's parts that fail: no more are shown."""
_MOST_HITS = 200


class Hit(Struct, frozen=True):
    """A word of a query in a text: the term as it was written, and its place in a field's text.

    `start` and `end` count characters of `subject.field(field)`.
    """

    term: str
    field: Field
    start: int
    end: int


class Failing(Struct, frozen=True):
    """A part of a query that does not hold; of a NOT, `hits` are what should not be there."""

    part: str
    hits: tuple[Hit, ...] = ()


class Why(Struct, frozen=True):
    """Whether an entry matches, and what speaks for it and against it.

    `hits` are the words that were found, by their places; `facts` the other parts that hold
    (``lang:zh``, ``NOT ferry``); `failing` the parts that would have to hold and do not.
    """

    matches: bool
    hits: tuple[Hit, ...] = ()
    facts: tuple[str, ...] = ()
    failing: tuple[Failing, ...] = ()


def why(
    query: Query, subject: Subject, now: int, sections: tuple[Section, ...] | None = None
) -> Why:
    """Why `subject` matches, or why not. `now` in Unix seconds; `sections` are those in which it
    is, if they are not just its own and what is above that."""
    found = _explained(query, Plain(subject, now, sections))
    order = {field: number for number, field in enumerate(("title", "keyword", "body", "author"))}
    hits = sorted(set(found.hits), key=lambda hit: (order[hit.field], hit.start, hit.end, hit.term))
    return Why(
        found.matches,
        tuple(hits[:_MOST_HITS]),
        tuple(dict.fromkeys(found.facts)),
        tuple(dict.fromkeys(found.failing))[:_MOST],
    )


def _explained(query: Query, asked: Asked) -> Why:
    if isinstance(query, Term):
        spans = islice(asked.spans(query), _MOST)
        return _by(query, tuple(_hit(written(query), span, asked) for span in spans))
    if isinstance(query, Near):
        places = [place for pair in islice(asked.pairs(query), _MOST) for place in pair]
        return _by(query, tuple(_hit(written(term), span, asked) for span, term in places))
    if isinstance(query, Regex):
        match = found_in(query, asked.subject)
        field, (start, end) = match or (None, (0, 0))
        if field is None:
            return _fact(query, match is not None)
        return Why(True, (Hit(written(query), field, start, end),))
    if isinstance(query, Not):
        inner = _explained(query.part, asked)
        if inner.matches:
            return Why(False, failing=(Failing(written(query), inner.hits),))
        return Why(True, facts=(written(query),))
    if isinstance(query, And | Or):
        return _joined(query, [_explained(part, asked) for part in query.parts])
    return _fact(query, asked.matches(query))


def _joined(query: And | Or, parts: list[Why]) -> Why:
    """What holds speaks for it, whatever the others do; what fails counts where it decides."""
    matches = (all if isinstance(query, And) else any)(part.matches for part in parts)
    holding = [part for part in parts if part.matches or isinstance(query, And)]
    return Why(
        matches,
        tuple(hit for part in holding for hit in part.hits),
        tuple(fact for part in holding for fact in part.facts),
        () if matches else tuple(failing for part in parts for failing in part.failing),
    )


def _by(query: Query, hits: tuple[Hit, ...]) -> Why:
    return Why(True, hits) if hits else Why(False, failing=(Failing(written(query)),))


def _fact(query: Query, holds: bool) -> Why:
    part = written(query)
    return Why(True, facts=(part,)) if holds else Why(False, failing=(Failing(part),))


def _hit(term: str, span: Span, asked: Asked) -> Hit:
    start, end = asked.hay.given(span)
    field, place = asked.subject.place(start)
    return Hit(term, field, place, place + end - start)
