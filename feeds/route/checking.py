"""Queries that cannot mean what they say: those that match nothing, or everything, or the same
as another.

Each is brought into a normal form, a tuple: negation stands at the leaves only, what is joined
is flat and sorted, and words are folded. What is told is true; not all that is true is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import permutations
from typing import Any

from feeds import han
from feeds.route.facts import address_parts, language_parts, languages_of, section_names
from feeds.route.fold import fold
from feeds.route.needle import needle
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

_Form = tuple[Any, ...]
_ALL: _Form = ("and", ())
_NONE: _Form = ("or", ())
_Clash = Callable[[_Form, _Form], bool]
_MOST = 300
"""Of more parts than these, not each is held against each."""


def warnings(queries: Mapping[str, Query]) -> list[tuple[str, str]]:
    """What is odd about queries, by their names: the name, and a sentence."""
    found: list[tuple[str, str]] = []
    named: dict[_Form, str] = {}
    for name, query in queries.items():
        form = _form(query, True)
        if form == _NONE:
            found.append((name, "no entry can match this query"))
        elif form == _ALL:
            found.append((name, "every entry matches this query"))
        elif form in named:
            found.append((name, f"this query says the same as that of {named[form]!r}"))
        named.setdefault(form, name)
        for word in dict.fromkeys(_small(query)):
            said = f"{word!r} is looked for as a word here; the sign is {word.upper()}"
            found.append((name, said))
    return found


def _small(query: Query) -> Iterable[str]:
    """The and, or and not in small letters that stand between other words."""
    if isinstance(query, And):
        for part in query.parts:
            if isinstance(part, Term) and part.words in ("and", "or", "not") and not part.quoted:
                yield part.words
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _small(part)


def _form(query: Query, yes: bool) -> _Form:
    """The normal form of a query, or of its opposite."""
    if isinstance(query, Not):
        return _form(query.part, not yes)
    if isinstance(query, And | Or):
        kind = "and" if isinstance(query, And) is yes else "or"
        return _joined(kind, [_form(part, yes) for part in query.parts])
    leaf = _leaf(query)
    if leaf == _NONE:
        return _NONE if yes else _ALL
    return leaf if yes else ("not", leaf)


def _joined(kind: str, parts: Iterable[_Form]) -> _Form:
    neutral, final = (_ALL, _NONE) if kind == "and" else (_NONE, _ALL)
    flat: dict[_Form, None] = {}
    for part in parts:
        if part == final:
            return final
        if part != neutral:
            flat.update(dict.fromkeys(part[1] if part[0] == kind else (part,)))
    clash, opposite = (_exclude, "or") if kind == "and" else (_exhaust, "and")
    size = sum(len(part[1]) if part[0] in ("and", "or") else 1 for part in flat)
    if size <= _MOST and (
        any(clash(one, other) for one, other in permutations(flat, 2))
        # Such as the alternatives of (a OR b) NOT a NOT b.
        or any(all(_clashes(clash, o, flat) for o in p[1]) for p in flat if p[0] == opposite)
    ):
        return final
    if len(flat) == 1:
        return next(iter(flat))
    return kind, tuple(sorted(flat, key=repr))


def _clashes(clash: _Clash, part: _Form, others: Iterable[_Form]) -> bool:
    return any(clash(part, other) or clash(other, part) for other in others)


def _exclude(one: _Form, other: _Form) -> bool:
    """Whether no entry can match both."""
    if other[0] == "not":
        return _implies(one, other[1])
    if one[0] != other[0]:
        return False
    if one[0] == "source":
        return not other[2] and not (one[1] == other[1] or (one[2] and other[1].startswith(one[1])))
    if one[0] == "section":
        return any(a != b for a, b in zip(one[1], other[1], strict=False))
    if one[0] == "lang":
        scripts = {"hans", "hant"} & (one[2] | other[2])
        return not languages_of(one[1]) & languages_of(other[1]) or len(scripts) > 1
    if one[0] == "url":
        hosts = (f".{one[1]}", f".{other[1]}")
        return not (
            one[3] or other[3] or hosts[0].endswith(hosts[1]) or hosts[1].endswith(hosts[0])
        )
    # Younger than the one and older than the other.
    return one[0] == "age" and not one[2] and other[2] and one[1] - other[1] <= 1


def _exhaust(one: _Form, other: _Form) -> bool:
    """Whether every entry matches one of them."""
    if other[0] == "not":
        return _implies(other[1], one)
    return one[0] == other[0] == "age" and not one[2] and other[2] and one[1] > other[1]


def _implies(one: _Form, other: _Form) -> bool:
    """Whether an entry that matches the first matches the second."""
    if one == other:
        return True
    if one[0] != "term" or other[0] != "term":
        return False
    (_, field, words, prefix, stem), (_, wider, others, open_end, others_too) = one, other
    if field != wider and (wider is not None or field == "author"):
        return False
    return words == others and (open_end or not prefix) and (others_too or not stem)


def _leaf(query: Query) -> _Form:
    if isinstance(query, Term):
        return "term", query.field, _words(query), query.prefix, query.stem
    if isinstance(query, Near):
        if _apart(_fields(query.one), _fields(query.other)):
            return _NONE
        sides = sorted((_form(query.one, True), _form(query.other, True)), key=repr)
        return "near", query.distance, *sides
    if isinstance(query, Regex):
        return "regex", query.pattern, query.field, query.ignore_case
    if isinstance(query, InSection):
        kind = "shared section" if query.shared else "section"
        return kind, section_names(tuple(query.path.split("/")))
    if isinstance(query, FromSource):
        return "source", query.id, query.prefix
    if isinstance(query, InLanguage):
        return "lang", *language_parts(query.tag)
    if isinstance(query, AtAddress):
        return "url", *address_parts(query.address), query.prefix
    assert isinstance(query, Aged)
    return "age", query.seconds, query.older


def _fields(query: Query) -> set[str | None]:
    if isinstance(query, Term):
        return {query.field}
    return set().union(*map(_fields, query.parts)) if isinstance(query, Or) else set()


def _apart(some: set[str | None], others: set[str | None]) -> bool:
    """Whether none of these fields is one of those."""
    return not any(
        a == b or (a is None and b != "author") or (b is None and a != "author")
        for a in some
        for b in others
    )


def _words(term: Term) -> tuple[Any, ...]:
    """What a term looks for; characters that only one script has are told apart where they
    could mean another word."""
    found = needle(term.words, term.prefix)
    return (
        found.pieces,
        found.gaps,
        tuple(
            tuple((place, char) for place, char in exact if _is_one_of_several(char))
            for exact in found.exact
        ),
    )


def _is_one_of_several(character: str) -> bool:
    """Whether other words than this one's fold to the same."""
    return ord(character) > 0xFFFF or len(_words_by_folded()[fold(character)]) > 1


@cache
def _words_by_folded() -> dict[str, set[str]]:
    standard = han.to_standard()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)):
        character = chr(code)
        if (folded := fold(character)) != character:
            found[folded].add(standard[code])
    return found
