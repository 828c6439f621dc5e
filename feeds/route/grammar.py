"""The grammar of queries, parsed by lark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from lark import Lark, Token, Tree, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.visitors import Transformer_NonRecursive
from msgspec import structs

from feeds.errors import QueryError
from feeds.route.facts import fact_of
from feeds.route.fold import SILENT, fold
from feeds.route.query import And, Near, Not, Or, Query, Regex, Term, parts_of
from feeds.route.regexes import mistake_in
from feeds.route.subject import FIELDS

_MAX_DEPTH = 100
_MAX_PARTS = 20_000
_NAMES = (*FIELDS, "section", "source", "lang", "url", "age")
_OTHER_NAMES = {
    "intitle": "title",
    "inurl": "url",
    "site": "url",
    "tag": "keyword",
    "tags": "keyword",
    "feed": "source",
    "text": "body",
    "content": "body",
    "language": "lang",
    **{f"{name}s": name for name in _NAMES},
}

# Signs are meant as Chinese keyboards have them, too.
_GRAMMAR = r"""
?start: any
?any: all (_OR all)*
?all: not (_AND? not)*
?not: _NOT not -> no | _PLUS not | near
?near: atom (NEAR atom)*
?atom: FIELD one -> field | one
?one: PHRASE -> phrase | WORD -> word | REGEX -> regex | SAVED -> saved | _OPEN any _CLOSE -> group

FIELD.4: /(?:NAMES)[:：](?=[^\s)）|｜])/i
_OR.3: /OR(?=[ENDS]|$)|[|｜]/
_AND.3: /AND(?=[ENDS]|$)|[+＋](?=\s)/
_NOT.3: /NOT(?=[ENDS]|$)|[-－](?=[^\s)）|｜])/
_PLUS.3: /[+＋](?=[^\s)）|｜])/
NEAR.3: /NEAR\/[0-9]{1,4}(?=[ENDS]|$)/
REGEX.3: /\/(?:\\.|[^\/\\\n])+\/i?(?=[ENDS]|$)/
SAVED.3: /@(?:QUOTED|[^ENDS]+)/
PHRASE.2: /(?:QUOTED)[*＊]?/
WORD: /(?!(?:AND|OR|NOT|NEAR(?:\/[0-9]*)?|(?:NAMES)[:：])(?:[ENDS]|$))[^ENDS]+/
_OPEN: /[(（]/
_CLOSE: /[)）]/
%ignore /\s+/
"""
_QUOTED = '"[^"]*"|＂[^＂]*＂|[“”„][^“”„]*[“”]|«[^»]*»|「[^」]*」|『[^』]*』'
_ENDS = r'\s()（）|｜"＂“”„«»「」『』'


@cache
def _parser() -> Lark:
    grammar = _GRAMMAR.replace("NAMES", "|".join(_NAMES))
    grammar = grammar.replace("QUOTED", _QUOTED).replace("ENDS", _ENDS)
    return Lark(grammar, parser="lalr", lexer="contextual", propagate_positions=False)


def parse(text: str, saved: Mapping[str, str], stem: bool) -> Query:
    """What a query means. Raises QueryError with the place where it stops making sense."""
    return _parse(text, _Saved(saved, stem), ())


class _Saved:
    """Saved queries by their names, and what those that were met mean."""

    def __init__(self, texts: Mapping[str, str], stem: bool) -> None:
        self.texts, self.stem = texts, stem
        self._meant: dict[str, Query | QueryError] = {}

    def name(self, written: str) -> str | None:
        """The name that is meant, in whatever case it is written."""
        if written in self.texts:
            return written
        same = (name for name in self.texts if name.casefold() == written.casefold())
        return next(same, None)

    def query(self, name: str, within: tuple[str, ...]) -> Query:
        """What one means; `within` are those that led to it. Raises QueryError."""
        if name not in self._meant:
            try:
                self._meant[name] = _parse(self.texts[name], self, (*within, name))
            except QueryError as error:
                self._meant[name] = error
        meant = self._meant[name]
        if isinstance(meant, QueryError):
            raise meant
        return meant


def _parse(text: str, saved: _Saved, within: tuple[str, ...]) -> Query:
    try:
        text.encode()
        tree = _parser().parse(text)
    except UnicodeEncodeError as error:
        raise QueryError("this is no character", error.start, text) from None
    except UnexpectedInput as error:
        ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        place = len(text) if ended else error.pos_in_stream or 0
        raise QueryError(_said(error, text, place), place, text) from None
    if _depth(tree) > _MAX_DEPTH:
        raise QueryError(f"the query is nested more than {_MAX_DEPTH} deep", 0, text)
    meaning = _Meaning(saved, within)
    query: Query = meaning.transform(tree)
    if meaning.mistake is not None:
        place, said = meaning.mistake
        raise QueryError(said, place, text)
    _bound(query, text)
    return query


def _depth(tree: Tree[Token]) -> int:
    """How deep the query is nested; counted without recursion, which has its own bounds."""
    deepest, todo = 0, [(tree, 1)]
    while todo:
        node, depth = todo.pop()
        deepest = max(deepest, depth)
        inner = depth + (node.data != "group")
        todo += [(child, inner) for child in node.children if isinstance(child, Tree)]
    return deepest


def _bound(query: Query, text: str) -> None:
    """Saved queries within saved ones could grow without bound."""
    todo, count = [(query, 1)], 0
    while todo:
        part, depth = todo.pop()
        count += 1
        if count > _MAX_PARTS or depth > 2 * _MAX_DEPTH:
            raise QueryError(
                "with the saved queries that it names, the query is too large", 0, text
            )
        todo += [(inner, depth + 1) for inner in parts_of(part)]


def _said(error: UnexpectedInput, text: str, place: int) -> str:
    """What is wrong at that place, and what would be right."""
    rest = text[place:]
    if re.match(rf"NEAR(?:/\d*)?(?:[{_ENDS}]|$)", rest):
        if re.match(r"NEAR/\d", rest):
            return f"{rest.split()[0]} stands between two words or phrases"
        return 'NEAR wants a number: NEAR/5 has at most 5 words between; "NEAR" is the word'
    if isinstance(error, UnexpectedToken):
        kind = error.token.type
        if kind == "$END" and "_CLOSE" in error.expected:
            return "a parenthesis is not closed: ) is wanted"
        if kind == "$END":
            if not text.strip():
                return "the query is empty: a word, a phrase, a field or ( is wanted"
            return "a word or a phrase is missing at the end"
        if kind == "_CLOSE" and "$END" in error.expected:
            return "a parenthesis is closed that was not opened"
        wanted = "a word, a phrase, a field or ( is wanted"
        word = f' (for the word itself, write "{error.token}")' if error.token.isalpha() else ""
        return f"{str(error.token)!r} does not fit here: {wanted}{word}"
    if rest[:1] in tuple('"＂“”„«»「」『』'):
        what = "closed that was not opened" if rest[0] in "」』»" else "not closed"
        return f"a quotation mark is {what}"
    if field := re.match(r"\w+[:：]", rest):
        return f"{field[0]} wants a word or a phrase right after it"
    return "a word, a phrase, a field or ( is wanted here"


def _in_field(field: str, query: Query) -> Query:
    """The query, with its words looked for in that field. ValueError says what cannot be."""
    if isinstance(query, Term):
        if query.field is not None:
            raise ValueError(f"{field}: already says the field; {query.field}: does not fit in it")
        if field in FIELDS:
            stem = query.stem and field in ("title", "body")  # names and keywords stand as they are
            return structs.replace(query, field=field, stem=stem)
        return fact_of(field, query.words, query.prefix)
    if isinstance(query, Regex) and query.field is None and field in (*FIELDS, "url"):
        return structs.replace(query, field=field)
    if isinstance(query, And | Or):
        return type(query)(tuple(_in_field(field, part) for part in query.parts))
    if isinstance(query, Not):
        return Not(_in_field(field, query.part))
    if isinstance(query, Near) and field in FIELDS:
        one, other = _in_field(field, query.one), _in_field(field, query.other)
        return Near(query.distance, one, other)
    raise ValueError(f"{field}: takes words and phrases, not what stands here")


def _is_place(query: Query) -> bool:
    """Whether a query has places in the text: a term, or alternatives of terms."""
    if isinstance(query, Or):
        return all(_is_place(part) for part in query.parts)
    return isinstance(query, Term)


@v_args(inline=True)
class _Meaning(Transformer_NonRecursive[Any, Query]):
    """The tree, from its leaves. The first mistake is kept, and said when all is done."""

    def __init__(self, saved: _Saved, within: tuple[str, ...]) -> None:
        super().__init__()
        self._saved, self._within = saved, within
        self.mistake: tuple[int, str] | None = None

    def _wrong(self, place: int | None, said: str) -> Query:
        if self.mistake is None or (place or 0) < self.mistake[0]:
            self.mistake = place or 0, said
        return Or(())

    def word(self, token: Token) -> Query:
        words = token.rstrip("*＊")
        if comma := _COMMA.search(words):
            unclear = f"{comma[0]} is not clear: write OR where any of the words will do, else AND"
            return self._wrong((token.start_pos or 0) + comma.start(), unclear)
        if said := _no_word(str(token), words):
            return self._wrong(token.start_pos, said)
        prefix = words != token
        return Term(words, prefix=prefix, stem=self._saved.stem and not prefix)

    def phrase(self, token: Token) -> Query:
        words = _unquoted(token)
        if not _says(words):
            return self._wrong(token.start_pos, "a phrase is empty")
        return Term(words, prefix=token[-1] in "*＊", quoted=True)

    def regex(self, token: Token) -> Query:
        pattern, _, flags = token[1:].rpartition("/")
        pattern = pattern.replace(r"\/", "/")
        if wrong := mistake_in(pattern, bool(flags)):
            said, place = wrong
            return self._wrong((token.start_pos or 0) + 1 + place, said)
        return Regex(pattern, None, bool(flags))

    def saved(self, token: Token) -> Query:
        name = _unquoted(Token("SAVED", token[1:]))
        place = token.start_pos
        key = self._saved.name(name)
        if key is None:
            near = get_close_matches(name, self._saved.texts, 1)
            hint = f"did you mean @{near[0]}?" if near else f'for the text itself, write "@{name}"'
            return self._wrong(place, f"there is no saved query {name!r}; {hint}")
        if key in self._within:
            way = " -> ".join(f"@{step}" for step in (*self._within, key))
            return self._wrong(place, f"a saved query leads back to itself: {way}")
        try:
            return self._saved.query(key, self._within)
        except QueryError as error:
            return self._wrong(place, f"in @{key}: {error}")

    def field(self, name: Token, value: Query) -> Query:
        try:
            return _in_field(name[:-1].lower(), value)
        except ValueError as error:
            return self._wrong(name.end_pos, str(error))

    def group(self, query: Query) -> Query:
        return query

    def no(self, query: Query) -> Query:
        return Not(query)

    def near(self, *parts: Any) -> Query:
        pairs: list[Query] = []
        for one, sign, other in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
            if not (_is_place(one) and _is_place(other)):
                said = "stands between words, phrases, or alternatives of them: (a OR b)"
                return self._wrong(sign.start_pos, f"{sign} {said}")
            pairs.append(Near(int(sign[5:]), one, other))
        return pairs[0] if len(pairs) == 1 else And(tuple(pairs))

    def all(self, *parts: Query) -> Query:
        return And(parts)

    def any(self, *parts: Query) -> Query:
        return Or(parts)


def _unquoted(token: Token) -> str:
    text = token.rstrip("*＊") if token[-1] in "*＊" and token[0] in _ENDS else str(token)
    return text[1:-1].strip() if text[0] in _ENDS[2:] else text


def _says(words: str) -> bool:
    """Whether anything is left of a text when it is folded."""
    return bool(fold(unicodedata.normalize("NFC", words)).replace(SILENT, "").strip())


_COMMA = re.compile(r"[，、；。]|[,;]$")


def _no_word(written: str, words: str) -> str | None:
    """Why this is no word to look for; None when it is one."""
    if not words or words[0] in "*＊":
        return "a * stands behind the beginning of a word: ferr*"
    if set(words) <= set("-－+＋"):
        return "- and + stand right before a word: -ferry is an entry without it"
    if words[0] in "-－+＋":
        return "- and + stand before the whole: -title:ferry, -(ferry NEAR/5 port)"
    if set(words) <= set("&!"):
        return f"{words} says nothing here: words side by side are all wanted, NOT or - leaves out"
    if words[0] == "/":
        return f'a regular expression ends with /; for the text itself, write "{words}"'
    if words[0] == "@":
        return f'@ wants the name of a saved query; for the text itself, write "{words}"'
    if field := re.match(r"([A-Za-z]{3,12})[:：](?!//)", words):
        name = field[1].lower()
        if name in _NAMES:
            return f'a word cannot be in two fields; for the text itself, write "{words}"'
        meant = _OTHER_NAMES.get(name) or next(iter(get_close_matches(name, _NAMES, 1, 0.75)), None)
        if meant:
            hint = f'for the text itself, write "{words}"'
            return f"there is no field {field[1]}:, do you mean {meant}: ? If not: {hint}"
    return None if _says(words) else "there is nothing to look for in this word"
