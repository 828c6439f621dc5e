"""Keyword queries: a small language, parsed by lark, and what it means for an entry.

Words, "phrases", AND (or nothing), OR (or ``|``), NOT (or ``-``), parentheses, and fields:
``title: body: keyword: author: source: lang:``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken, VisitError

from feeds.errors import QueryError
from feeds.route.text import Text, term

FIELDS = ("title", "body", "keyword", "author", "source", "lang")

_GRAMMAR = r"""
?start: any
?any: all (_OR all)*
?all: not (_AND? not)*
?not: _NOT not -> no | atom
?atom: "(" any ")" | FIELD (PHRASE | WORD) -> field | value
?value: PHRASE -> phrase | WORD -> word

FIELD.3: /(title|body|keyword|author|source|lang):(?=[^\s()])/
_OR.2: /OR(?=[\s(")-])|\|/
_AND.2: /AND(?=[\s(")-])/
_NOT.2: /NOT(?=[\s(")-])|-(?=[^\s)|])/
PHRASE.2: /"[^"]*"/
WORD: /(?!(?:AND|OR|NOT|(?:title|body|keyword|author|source|lang):)(?:[\s()|]|$))[^\s()"|][^\s()"]*/
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
        raise QueryError(_said(error, text), min(error.pos_in_stream or 0, len(text))) from None
    try:
        query: Query = _Meaning().transform(tree)
    except VisitError as error:
        raise error.orig_exc from None
    return query


def any_of(queries: list[Query]) -> Query:
    """What matches where one of them does."""
    return queries[0] if len(queries) == 1 else lambda text: any(query(text) for query in queries)


def _said(error: UnexpectedInput, text: str) -> str:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        error.pos_in_stream = len(text)
        if text.count("(") > text.count(")"):
            return "a parenthesis is not closed"
        return "a word or a phrase is missing at the end" if text.strip() else "the query is empty"
    if isinstance(error, UnexpectedToken):
        return f"{str(error.token)!r} does not fit here: a word, a phrase or ( is wanted"
    if isinstance(error, UnexpectedCharacters) and error.char == '"':
        return "a quotation mark is not closed"
    return "a word, a phrase or ( is wanted here"


def _find(field: str | None, value: str) -> Query:
    wanted = value.strip()
    if field == "source":
        return lambda text: text.source == wanted
    if field == "lang":
        tag = wanted.lower()
        return lambda text: text.language == tag or text.language.startswith(tag + "-")
    search = term(value).search
    if field is not None:
        return lambda text: search(getattr(text, field)) is not None
    return lambda text: bool(search(text.title) or search(text.keyword) or search(text.body))


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
