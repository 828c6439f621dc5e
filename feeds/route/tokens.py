"""Tokens for a database's index, so that it finds the entries that a query may match."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from feeds.route.characters import HANGUL, KINDS, UNSPACED
from feeds.route.needle import Haystack, needle
from feeds.route.query import And, Near, Or, Query, Term
from feeds.route.subject import Subject

_LONGEST = 60
_MOST = 12


class Token(Struct, frozen=True):
    """A token that an entry must have, or one that begins so."""

    text: str
    prefix: bool = False


class Every(Struct, frozen=True):
    """All of these."""

    parts: tuple[Candidates, ...]


class Some(Struct, frozen=True):
    """At least one of these; of none, no entry at all."""

    parts: tuple[Candidates, ...]


Candidates: TypeAlias = Token | Every | Some


def index_tokens(subject: Subject) -> list[str]:
    """The tokens of a text, each once: the words of scripts with spaces, and of others each pair
    of characters that stand together, and the last of a run by itself. All folded."""
    tokens: dict[str, None] = {}
    for kind, run in _runs(Haystack(subject.text).folded):
        if kind == UNSPACED:
            for place in range(len(run) - 1):
                tokens[run[place : place + 2]] = None
            tokens[run[-1]] = None
        else:
            tokens[run[:_LONGEST]] = None
    return list(tokens)


# Of the kinds of characters, one byte each.
_RUN = re.compile(rb"\x01+|\x02+|\x03+")


def _runs(folded: str) -> list[tuple[int, str]]:
    """The runs of characters of one kind, without signs and spaces."""
    kinds = bytes(map(KINDS.__getitem__, folded))
    return [(run[0][0], folded[run.start() : run.end()]) for run in _RUN.finditer(kinds)]


def candidates(query: Query) -> Candidates | None:
    """What the tokens of an entry must be for the query to match; None where that says nothing."""
    if isinstance(query, Term):
        return None if query.stem else _of_term(query)
    if isinstance(query, Or):
        some = [candidates(part) for part in query.parts]
        known = tuple(part for part in some if part is not None)
        return _one(Some, known) if len(known) == len(some) else None
    if isinstance(query, And | Near):
        parts = query.parts if isinstance(query, And) else (query.one, query.other)
        every = tuple(part for part in map(candidates, parts) if part is not None)
        return _one(Every, every) if every else None
    return None


def _one(kind: type[Every] | type[Some], parts: tuple[Candidates, ...]) -> Candidates:
    return parts[0] if len(parts) == 1 else kind(tuple(dict.fromkeys(parts)))


def _of_term(term: Term) -> Candidates | None:
    found = needle(term.words, term.prefix)
    tokens: list[Token] = []
    for number, piece in enumerate(found.pieces):
        runs = _runs(piece)
        goes_on = term.prefix and number == len(found.pieces) - 1
        for index, (kind, run) in enumerate(runs):
            if kind == UNSPACED:
                pairs = [Token(a + b) for a, b in pairwise(run)]
                tokens += pairs or [Token(run, True)]
            else:
                last = goes_on and index == len(runs) - 1 and piece.endswith(run)
                tokens.append(Token(run[:_LONGEST], kind == HANGUL or last))
    if not tokens:
        return None
    tokens.sort(key=lambda token: -len(token.text))
    return _one(Every, tuple(dict.fromkeys(tokens[:_MOST])))
