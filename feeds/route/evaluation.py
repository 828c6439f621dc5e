"""What a query means for one entry, each of its words looked for by itself.

The automaton (`matcher`) is held against this in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from feeds.model import Section
from feeds.route.asking import Asked
from feeds.route.needle import Span, needle
from feeds.route.query import Query, Term
from feeds.route.stems import stem_spans
from feeds.route.subject import Subject


def plain(
    query: Query, subject: Subject, now: int, sections: tuple[Section, ...] | None = None
) -> bool:
    """Whether `subject` matches. `now` in Unix seconds; `sections` are those in which it is, if
    they are not just its own and what is above that."""
    return Plain(subject, now, sections).matches(query)


class Plain(Asked):
    """One entry, in which each term is looked for by itself."""

    __slots__ = ()

    def spans(self, term: Term) -> Iterator[Span]:
        """The places where a term stands in its field."""
        wanted, folded = needle(term.words, term.prefix), self.hay.folded
        start, end = self.bounds[term.field]
        place = folded.find(wanted.pieces[0], start, end)
        while place >= 0:
            span = wanted.at(self.hay, 0, place)
            if span and span[1] <= end and is_allowed(term, span, folded):
                yield span
            place = folded.find(wanted.pieces[0], place + 1, end)
        if term.stem:
            yield from stem_spans(term.words, self.hay, start, end, self.subject.language)


def is_allowed(term: Term, span: Span, folded: str) -> bool:
    """Whether a place is one for this term: a keyword is found as a whole."""
    if term.field != "keyword":
        return True
    start, end = span
    begins = start == 0 or folded[start - 1] == "\n"
    return begins and (term.prefix or end == len(folded) or folded[end] == "\n")
