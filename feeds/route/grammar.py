"""The grammar of keyword queries, parsed by lark."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, Tree, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken, VisitError

from feeds.errors import QueryError
from feeds.route.query import Query, find

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


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer="contextual", propagate_positions=False)


def parse(text: str) -> Query:
    """What a query means. Raises QueryError with the place where it stops making sense."""
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


def _unquoted(token: Token) -> str:
    text = token.strip('"').strip()
    if not text:
        raise QueryError("a phrase is empty", token.start_pos or 0)
    return text


@v_args(inline=True)
class _Meaning(Transformer[Any, Query]):
    """The tree, from its leaves, as functions of an entry's text."""

    def word(self, token: Token) -> Query:
        return find(None, str(token))

    def phrase(self, token: Token) -> Query:
        return find(None, _unquoted(token))

    def field(self, name: Token, value: Token) -> Query:
        return find(name[:-1], _unquoted(value))

    def no(self, query: Query) -> Query:
        return lambda text: not query(text)

    def all(self, *queries: Query) -> Query:
        return lambda text: all(query(text) for query in queries)

    def any(self, *queries: Query) -> Query:
        return lambda text: any(query(text) for query in queries)
