"""What a query means for one entry, worked out the plain way: each word looked for by itself.

The automaton (`matcher`) is held against this in the tests.
"""

from __future__ import annotations

from feeds.model import Section
from feeds.route.characters import HANGUL, KINDS, LETTER, OTHER, UNSPACED
from feeds.route.facts import holds
from feeds.route.needle import Haystack, Span, needle, plain_spans
from feeds.route.query import And, Near, Not, Or, Query, Regex, Term
from feeds.route.regexes import found_in
from feeds.route.stems import stem_spans
from feeds.route.subject import Subject


def plain(query: Query, subject: Subject, now: int, section: Section | None = None) -> bool:
    """Whether `subject` matches. `now` in Unix seconds; `section` is the effective one, if it is
    not the subject's own."""
    hay = Haystack(subject.text)

    def matches(part: Query) -> bool:
        if isinstance(part, Term):
            return bool(spans_of(part, subject, hay))
        if isinstance(part, And):
            return all(map(matches, part.parts))
        if isinstance(part, Or):
            return any(map(matches, part.parts))
        if isinstance(part, Not):
            return not matches(part.part)
        if isinstance(part, Near):
            one, other = _places(part.one, subject, hay), _places(part.other, subject, hay)
            return any(is_near(a, b, part.distance, hay.folded) for a in one for b in other)
        if isinstance(part, Regex):
            return found_in(part, subject) is not None
        return holds(part, subject, now, section)

    return matches(query)


def spans_of(term: Term, subject: Subject, hay: Haystack) -> list[Span]:
    """All places where a term stands in its field, in order."""
    start, end = map(hay.taken, subject.bounds(term.field))
    spans = [
        span
        for span in plain_spans(needle(term.words, term.prefix), hay, start, end)
        if is_whole(term, span, hay.folded)
    ]
    if term.stem:
        spans += stem_spans(term.words, hay, start, end, subject.language)
    return sorted(set(spans))


def is_whole(term: Term, span: Span, folded: str) -> bool:
    """Whether a place is one that the term's field allows: of a keyword, the whole of it."""
    if term.field != "keyword":
        return True
    start, end = span
    begins = start == 0 or folded[start - 1] == "\n"
    return begins and (term.prefix or end == len(folded) or folded[end] == "\n")


def _places(query: Query, subject: Subject, hay: Haystack) -> list[Span]:
    if isinstance(query, Term):
        return spans_of(query, subject, hay)
    assert isinstance(query, Or)
    return [span for part in query.parts for span in _places(part, subject, hay)]


def is_near(one: Span, other: Span, distance: int, folded: str) -> bool:
    """Whether at most `distance` words stand between two places of one line, in either order.

    A word is a run of letters, or a character of a script without spaces.
    """
    first, second = sorted((one, other))
    start, end = first[1], second[0]
    if start > end or "\n" in folded[start:end]:
        return False
    words, last = 0, KINDS[folded[start - 1]]  # the rest of a word that was found is no other one
    for sign in folded[start:end]:
        kind = KINDS[sign]
        if kind == UNSPACED or (kind != OTHER and last not in (LETTER, HANGUL)):
            words += 1
            if words > distance:
                return False
        last = kind
    return True
