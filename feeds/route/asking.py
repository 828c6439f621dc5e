"""What a query means for one entry, when it is known where each of its terms stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from feeds.model import Section
from feeds.route.characters import KINDS, OTHER, UNSPACED
from feeds.route.facts import holds, names_within
from feeds.route.needle import Haystack, Span
from feeds.route.query import And, Near, Not, Or, Query, Regex, Term
from feeds.route.regexes import found_in
from feeds.route.sections import with_outer
from feeds.route.subject import FIELDS, Field, Subject

Place = tuple[Span, Term]
"""Where a term stands in a text, and which."""


class Asked:
    """An entry of which queries are asked.

    `now` in Unix seconds; `sections` are those in which it is, each by itself, if they are not
    just the subject's own and what is above that.
    """

    __slots__ = ("bounds", "hay", "now", "sections", "subject", "within")

    def __init__(
        self,
        subject: Subject,
        now: int,
        sections: tuple[Section, ...] | None,
        hay: Haystack | None = None,
    ) -> None:
        self.subject, self.now = subject, now
        self.sections = with_outer(subject.section) if sections is None else sections
        self.within = names_within(self.sections)
        self.hay = hay or Haystack(subject.text)
        taken = self.hay.taken
        self.bounds: dict[Field | None, Span] = {}
        for field in (None, *FIELDS):
            start, end = subject.bounds(field)
            self.bounds[field] = taken(start), taken(end)

    def spans(self, term: Term) -> Iterator[Span]:
        """The places where a term stands in its field."""
        raise NotImplementedError

    def finds(self, regex: Regex) -> bool:
        """Whether a regular expression matches somewhere."""
        return found_in(regex, self.subject) is not None

    def matches(self, query: Query) -> bool:
        """Whether the entry matches."""
        if isinstance(query, Term):
            return next(self.spans(query), None) is not None
        if isinstance(query, And):
            return all(map(self.matches, query.parts))
        if isinstance(query, Or):
            return any(map(self.matches, query.parts))
        if isinstance(query, Not):
            return not self.matches(query.part)
        if isinstance(query, Near):
            return next(self.pairs(query), None) is not None
        if isinstance(query, Regex):
            return self.finds(query)
        return holds(query, self.subject, self.now, self.within)

    def pairs(self, near: Near) -> Iterator[tuple[Place, Place]]:
        """The places of the two sides that are near each other, in either order."""
        folded = self.hay.folded
        one, other = (sorted(self.places_of(side), key=_where) for side in (near.one, near.other))
        for first, second in ((one, other), (other, one)):
            starts = [span[0] for span, _ in second]
            for place in first:
                end = place[0][1]
                for number in range(bisect_left(starts, end), len(second)):
                    if words_between(folded, end, starts[number], near.distance) is None:
                        break  # all others are farther
                    yield place, second[number]

    def places_of(self, query: Query) -> Iterator[Place]:
        """The places of a term, or of alternatives of terms."""
        if isinstance(query, Term):
            for span in self.spans(query):
                yield span, query
        elif isinstance(query, Or):
            for part in query.parts:
                yield from self.places_of(part)


def _where(place: Place) -> Span:
    return place[0]


def words_between(folded: str, start: int, end: int, most: int) -> int | None:
    """How many words stand between two places; None for more than `most`, or for places in two
    lines.

    A word is a run of letters, or a character of a script without spaces. What goes on with the
    word before the first place is no word of its own.
    """
    words, last = 0, KINDS[folded[start - 1]]
    for place in range(start, end):
        kind = KINDS[folded[place]]
        if kind == OTHER:
            if folded[place] == "\n":
                return None
        elif kind == UNSPACED or last in (OTHER, UNSPACED):
            words += 1
            if words > most:
                return None
        last = kind
    return words
