"""Keyword queries: a small language, parsed by lark, and what it means for an entry.

Words, "phrases", AND (or nothing), OR (or ``|``), NOT (or ``-``), parentheses, and fields:
``title: body: keyword: author: source: lang:``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, Tree, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken, VisitError

from feeds.errors import QueryError
from feeds.route.text import Text, term

FIELDS = ("title", "body", "keyword", "author", "source", "lang")

_MAX_DEPTH = 100

_GRAMMAR = r"""
?start: any
?any: all (_OR all)*
?all: not (_AND? not)*
?not: _NOT not -> no | atom
?atom: "(" any ")" | FIELD (PHRASE | WORD) -> field | value
?value: PHRASE -> phrase | WORD -> word

FIELD.3: /(title|body|keyword|author|source|lang):(?=[^\s()])/
_OR.2: /OR(?=[\s()"|]|$)|\|/
_AND.2: /AND(?=[\s()"|]|$)/
_NOT.2: /NOT(?=[\s()"|]|$)|-(?=[^\s)|])/
PHRASE.2: /"[^"]*"/
WORD: /(?!(?:AND|OR|NOT|(?:title|body|keyword|author|source|lang):)(?:[\s()"|]|$))[^\s()"|]+/
%ignore /\s+/
"""

Query = Callable[[Text], bool]
"""Whether an entry's text matches."""


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer="contextual", propagate_positions=False)


def parse_query(text: str) -> Query:
    """What `text` means. Raises QueryError with the place where it stops making sense."""
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        place = len(text) if ended else error.pos_in_stream or 0
        raise QueryError(_said(error, text, place), place) from None
    if _depth(tree) > _MAX_DEPTH:
        raise QueryError(f"the query is nested more than {_MAX_DEPTH} deep")
    try:
        query: Query = _Meaning().transform(tree)
    except VisitError as error:
        raise error.orig_exc from None
    return query


def any_of(queries: list[Query]) -> Query:
    """What matches where one of them does."""
    return queries[0] if len(queries) == 1 else lambda text: any(query(text) for query in queries)


def _depth(tree: Tree[Token]) -> int:
    """How deep the query is nested; counted without recursion, which has its own bounds."""
    deepest, todo = 0, [(tree, 1)]
    while todo:
        node, depth = todo.pop()
        deepest = max(deepest, depth)
        todo += [(child, depth + 1) for child in node.children if isinstance(child, Tree)]
    return deepest


def _said(error: UnexpectedInput, text: str, place: int) -> str:
    if isinstance(error, UnexpectedToken):
        if error.token.type == "$END" and "RPAR" in error.expected:
            return "a parenthesis is not closed"
        if error.token.type == "$END":
            return (
                "a word or a phrase is missing at the end" if text.strip() else "the query is empty"
            )
        if error.token.type == "RPAR" and "$END" in error.expected:
            return "a parenthesis is closed that was not opened"
        return f"{str(error.token)!r} does not fit here: a word, a phrase or ( is wanted"
    if text.startswith('"', place):
        return "a quotation mark is not closed"
    if field := re.match(r"\w+:", text[place:]):
        return f"{field[0]} wants a word or a phrase right after it"
    return "a word, a phrase or ( is wanted here"


def _find(field: str | None, value: str) -> Query:
    wanted = value.strip()
    if field == "source":
        return lambda text: text.source == wanted
    if field == "lang":
        tag = wanted.lower()
        return lambda text: text.language == tag or text.language.startswith(tag + "-")
    found = term(value)
    if field is not None:
        return lambda text: found(getattr(text, field))
    return lambda text: found(text.title) or found(text.keyword) or found(text.body)


def _unquoted(token: Token) -> str:
    text = token.strip('"').strip()
    if not text:
        raise QueryError("a phrase is empty", token.start_pos or 0)
    return text


@v_args(inline=True)
class _Meaning(Transformer[Any, Query]):
    """The tree, from its leaves, as functions of an entry's text."""

    def word(self, token: Token) -> Query:
        return _find(None, str(token))

    def phrase(self, token: Token) -> Query:
        return _find(None, _unquoted(token))

    def field(self, name: Token, value: Token) -> Query:
        return _find(name[:-1], _unquoted(value))

    def no(self, query: Query) -> Query:
        return lambda text: not query(text)

    def all(self, *queries: Query) -> Query:
        return lambda text: all(query(text) for query in queries)

    def any(self, *queries: Query) -> Query:
        return lambda text: any(query(text) for query in queries)
