"""Queries: the tree that one is, and how its text is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from feeds.route.subject import Field


class Term(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A word or a phrase, as it was written; `field` None is title, keywords and body.

    `prefix`: its last word may go on. `quoted`: it stood in quotation marks. `stem`: other forms
    of the word, by the grammar of the entry's language, are the same word.
    """

    words: str
    field: Field | None = None
    prefix: bool = False
    quoted: bool = False
    stem: bool = False


class Near(Struct, frozen=True, tag=True, array_like=True):
    """Two terms, or alternatives of terms, with at most `distance` words between them."""

    distance: int
    one: Query
    other: Query


class Regex(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A regular expression (RE2), on the text of one field at a time, or on the address."""

    pattern: str
    field: Field | Literal["url"] | None = None
    ignore_case: bool = False


class InSection(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A section and what is below it: names with ``/`` between them.

    Where it is `shared`, entries of other sections may be in it too.
    """

    path: str
    shared: bool = False


class FromSource(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A source, by its id or the beginning of that."""

    id: str
    prefix: bool = False


class InLanguage(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A language (BCP 47), and all that is more special than it."""

    tag: str


class AtAddress(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """A host, and a path on it or the beginning of one, as it was written."""

    address: str
    prefix: bool = False


class Aged(Struct, frozen=True, tag=True, array_like=True, gc=False):
    """Younger, or older, than so many seconds at the time of asking; `written` as it was."""

    seconds: int
    older: bool
    written: str


class And(Struct, frozen=True, tag=True, array_like=True):
    """All of these."""

    parts: tuple[Query, ...]


class Or(Struct, frozen=True, tag=True, array_like=True):
    """At least one of these; of none, nothing."""

    parts: tuple[Query, ...]


class Not(Struct, frozen=True, tag=True, array_like=True):
    """All but this."""

    part: Query


Fact: TypeAlias = InSection | FromSource | InLanguage | AtAddress | Aged
Query: TypeAlias = Term | Near | Regex | Fact | And | Or | Not
NOTHING = Or(())
"""What matches no entry."""

# One word that nothing in the grammar could mean otherwise.
_WORD = re.compile(r"""(?!(?:AND|OR|NOT|NEAR)$)[^\W_](?:[\w.&'#+-]*[\w#+])?""")

_SAVED = re.compile(r"""@(?:["＂“”„«「『]([^"＂“”„»」』]+)|([^\s()（）|｜"＂“”„«»「」『』]+))""")


def parse_query(text: str, saved: Mapping[str, str] | None = None, *, stem: bool = False) -> Query:
    """What `text` means; `saved` are the queries that ``@name`` stands for, by their names.

    With `stem`, words outside quotation marks stand for their other forms too. Raises QueryError
    with the place where it stops making sense.
    """
    if _WORD.fullmatch(text):
        return Term(text, stem=stem)
    from feeds.route.grammar import parse  # most queries are one word, which needs no parser

    return parse(text, saved or {}, stem)


def saved_behind(text: str, saved: Mapping[str, str]) -> dict[str, str]:
    """The saved queries that `text` names, and those that they name: what its meaning depends on.

    Nothing is parsed: a name within quotation marks counts too, and one that is not known does
    not.
    """
    if "@" not in text:
        return {}
    folded = {name.casefold(): name for name in saved}
    found: dict[str, str] = {}
    todo = [text]
    while todo:
        for match in _SAVED.finditer(todo.pop()):
            name = folded.get((match[1] or match[2]).strip().casefold())
            if name is not None and name not in found:
                found[name] = saved[name]
                todo.append(saved[name])
    return found


def any_of(queries: list[Query]) -> Query:
    """What matches where one of them does."""
    return queries[0] if len(queries) == 1 else Or(tuple(queries))


def with_leaves(query: Query, change: Callable[[Query], Query]) -> Query:
    """The query with another one in place of each that has no parts."""
    if isinstance(query, And | Or):
        return type(query)(tuple(with_leaves(part, change) for part in query.parts))
    if isinstance(query, Not):
        return Not(with_leaves(query.part, change))
    if isinstance(query, Near):
        one, other = with_leaves(query.one, change), with_leaves(query.other, change)
        return Near(query.distance, one, other)
    return change(query)


def parts_of(query: Query) -> tuple[Query, ...]:
    """The queries that one is made of directly."""
    if isinstance(query, And | Or):
        return query.parts
    if isinstance(query, Near):
        return query.one, query.other
    return (query.part,) if isinstance(query, Not) else ()
