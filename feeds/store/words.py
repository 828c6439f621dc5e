"""Formulas of words: what the database is asked for, so that few entries have to be looked at.

Words come folded and cut by who knows languages; here they are only letters and digits.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

_LONGEST = 100  # characters; PostgreSQL takes 2,046 bytes
_DEEPEST = 12  # SQLite's parser has a small stack


class Word(Struct, frozen=True):
    """An entry's text has this word; with `prefix`, one that begins so."""

    text: str
    prefix: bool = False


class AllOf(Struct, frozen=True):
    """All of these hold."""

    parts: tuple[Formula, ...]


class AnyOf(Struct, frozen=True):
    """One of these holds, or more."""

    parts: tuple[Formula, ...]


Formula = Word | AllOf | AnyOf


def cut(word: str) -> str:
    """A word as the index has it: very long ones by their beginnings."""
    return word[:_LONGEST]


def fts5(formula: Formula) -> str | None:
    """The formula as SQLite's index takes it, which may be weaker; None: no bound."""
    return _written(formula, " AND ", " OR ", lambda w: f'"{cut(w.text)}"{" *" * w.prefix}')


def tsquery(formula: Formula) -> str | None:
    """The formula as PostgreSQL's index takes it, which may be weaker; None: no bound."""
    return _written(formula, " & ", " | ", lambda w: f"'{cut(w.text)}'{':*' * w.prefix}")


def _written(
    formula: Formula, both: str, either: str, word: Callable[[Word], str], depth: int = 0
) -> str | None:
    if isinstance(formula, Word):
        return word(formula)
    if depth == _DEEPEST:
        return None
    parts = [_written(part, both, either, word, depth + 1) for part in formula.parts]
    bounds = [part for part in parts if part is not None]
    if not bounds or (isinstance(formula, AnyOf) and len(bounds) < len(parts)):
        return None
    if len(bounds) == 1:
        return bounds[0]
    joined = (either if isinstance(formula, AnyOf) else both).join(bounds)
    return f"({joined})"
