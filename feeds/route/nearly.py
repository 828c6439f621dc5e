"""What comes near a part of a query that does not hold: the word within another, the word that is
written with another character, or that stands in another field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from feeds.model import Section
from feeds.route.asking import words_between
from feeds.route.characters import HANGUL, KINDS, LETTER
from feeds.route.evaluation import Plain
from feeds.route.hits import Hit
from feeds.route.needle import Haystack, Span, needle
from feeds.route.query import (
    Aged,
    AtAddress,
    FromSource,
    InLanguage,
    InSection,
    Near,
    Query,
    Regex,
    Term,
)
from feeds.route.sections import innermost, with_outer
from feeds.route.subject import Subject

_MOST = 5
_FARTHEST = 1000  # words


class Nearly(Struct, frozen=True):
    """What is there instead, in words, and where."""

    said: str
    hits: tuple[Hit, ...] = ()


def nearly(
    query: Query, subject: Subject, now: int, sections: tuple[Section, ...] | None = None
) -> Nearly | None:
    """What is there instead of this part of a query, which does not hold; None for nothing that
    could be meant. `now` in Unix seconds; `sections` are those in which it is, if they are not
    just the subject's own and what is above that."""
    if isinstance(query, Term):
        return _of_term(query, subject)
    if isinstance(query, Near):
        return _of_near(query, subject)
    if isinstance(query, InSection):
        within = with_outer(subject.section) if sections is None else sections
        paths = [" / ".join(path) for path in innermost(within)]
        return Nearly(f"it is in {' and '.join(paths)}" if paths else "it is in no section")
    if isinstance(query, FromSource):
        return Nearly(f"it is from {subject.source}")
    if isinstance(query, InLanguage):
        known = f"its language is {subject.language}"
        return Nearly(known if subject.language else "nobody knows its language")
    if isinstance(query, AtAddress):
        return Nearly(f"it is at {subject.url}" if subject.url else "it has no address")
    if isinstance(query, Aged):
        return Nearly(f"it is {_age(now - subject.date)} old")
    return None if isinstance(query, Regex) else _first(query, subject, now, sections)


def _first(
    query: Query, subject: Subject, now: int, sections: tuple[Section, ...] | None
) -> Nearly | None:
    parts = getattr(query, "parts", ())
    found = (nearly(part, subject, now, sections) for part in parts)
    return next((near for near in found if near is not None), None)


def _of_term(term: Term, subject: Subject) -> Nearly | None:
    if hits := _hits(replace(term, field=None), subject) + _hits(
        replace(term, field="author"), subject
    ):
        fields = dict.fromkeys(hit.field for hit in hits)
        if fields == {"keyword": None} and term.field == "keyword":
            return Nearly("stands only as a part of a keyword", hits)
        return Nearly(f"stands in another field: {', '.join(fields)}", hits)
    hay = Haystack(subject.text)
    spans = list(islice(_loosely(term, hay), _MOST))
    within = [_word_around(hay.folded, span) for span in spans]
    told_apart = any(needle(term.words, term.prefix).exact)
    if told_apart and (as_it_is := [s for s, word in zip(spans, within, strict=True) if s == word]):
        hits = _as_hits(term, as_it_is, hay, subject)
        return Nearly("stands there with another character", hits)
    if within:
        return Nearly("stands there only within another word", _as_hits(term, within, hay, subject))
    words = term.words.split()
    if len(words) < 2:
        return None
    each = {word: _hits(replace(term, words=word, quoted=False), subject) for word in words}
    missing = [word for word, hits in each.items() if not hits]
    if len(missing) == len(each):
        return None
    found = tuple(hit for hits in each.values() for hit in hits[:2])
    if missing:
        return Nearly(f"of its words, {', '.join(missing)} is missing", found)
    return Nearly("its words stand there, but not one after the other", found)


def _hits(term: Term, subject: Subject) -> tuple[Hit, ...]:
    asked = Plain(subject, 0, None)
    spans = list(islice(asked.spans(term), _MOST))
    return _as_hits(term, spans, asked.hay, subject)


def _as_hits(term: Term, spans: list[Span], hay: Haystack, subject: Subject) -> tuple[Hit, ...]:
    found = []
    for start, end in map(hay.given, spans):
        field, place = subject.place(start)
        found.append(Hit(term.words, field, place, place + end - start))
    return tuple(dict.fromkeys(found))


def _loosely(term: Term, hay: Haystack) -> Iterator[Span]:
    """Where the term's letters stand, whatever stands around them and whichever character of
    several that fold to the same."""
    pieces = needle(term.words, term.prefix).pieces
    for match in re.finditer(r"[^\w\n]*".join(map(re.escape, pieces)), hay.folded):
        yield match.span()


def _word_around(folded: str, span: Span) -> Span:
    """The word that a place is within."""
    start, end = span
    first, last = KINDS[folded[start]], KINDS[folded[end - 1]]
    while first in (LETTER, HANGUL) and start and KINDS[folded[start - 1]] == first:
        start -= 1
    while last in (LETTER, HANGUL) and end < len(folded) and KINDS[folded[end]] == last:
        end += 1
    return start, end


def _of_near(near: Near, subject: Subject) -> Nearly | None:
    asked = Plain(subject, 0, None)
    sides = [list(islice(asked.places_of(side), 200)) for side in (near.one, near.other)]
    for side, query in zip(sides, (near.one, near.other), strict=True):
        if not side:
            return nearly(query, subject, 0)
    gaps = [
        (words, min(one, other), max(one, other))
        for one, _ in sides[0]
        for other, _ in sides[1]
        if (one[1] <= other[0] or other[1] <= one[0])
        and (words := _between(asked.hay.folded, one, other)) is not None
    ]
    if not gaps:
        return Nearly("both sides stand there, but never in one paragraph")
    words, one, other = min(gaps)
    count = "1 word stands" if words == 1 else f"{words} words stand"
    term = sides[0][0][1]
    hits = _as_hits(term, [one, other], asked.hay, subject)
    return Nearly(f"{count} between them where they are nearest", hits)


def _between(folded: str, one: Span, other: Span) -> int | None:
    first, second = sorted((one, other))
    return words_between(folded, first[1], second[0], _FARTHEST)


def _age(seconds: int) -> str:
    """Such as ``3 days``; less than two of a unit are said in the next smaller one."""
    for unit, size in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{max(seconds, 0)} seconds"
