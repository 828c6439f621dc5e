"""The queries of a configuration: what each feed asks for, parsed once and kept between passes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from feeds.aggregator.combined import combined_key, problems_of, query_of, rule_of
from feeds.aggregator.scheme import make_scheme
from feeds.config import CombinedSpec, Config
from feeds.config.schema import KeywordSpec
from feeds.errors import ConfigError, Problem, QueryError
from feeds.model import FeedKind, Source
from feeds.route import Query, any_of, keyword_key, parse_query, saved_behind
from feeds.route.fold import fold
from feeds.route.query import Aged, InSection, parts_of
from feeds.store import Transaction

VERSION = 2
"""Raise it when queries match otherwise than before: every feed with a query is decided again."""

_KEPT = "queries"
_parsed: dict[str, Query] = {}
_MOST = 100_000  # parsed queries that one process remembers


def _as_it_is(query: Query) -> Query:
    return query


@dataclass(frozen=True, slots=True)
class Asked:
    """What a feed asks for. `rule` says all that its members depend on but the entries; `saved`
    are the saved queries that its own lead to, by their names; `parts` is what it is made of;
    `resolve` finds the sections that are meant by those that it asks for."""

    kind: FeedKind
    title: str
    rule: str
    name: str
    texts: tuple[str, ...] = ()
    saved: tuple[tuple[str, str], ...] = ()
    stem: bool = False
    parts: CombinedSpec | None = None
    resolve: Callable[[Query], Query] = field(default=_as_it_is, compare=False, repr=False)

    def query(self) -> Query:
        """What was asked for, parsed. Raises QueryError."""
        saved = dict(self.saved)
        if self.parts is not None:
            return self.resolve(query_of(self.parts, saved))
        texts = [parse_query(text, saved, stem=self.stem) for text in self.texts]
        return self.resolve(any_of(texts))


def asked_by(config: Config) -> dict[str, Asked]:
    """What the configuration's feeds ask for, by the feeds' keys."""
    saved = saved_queries(config)
    asked = {keyword_key(keyword.name): _asked(keyword, saved) for keyword in config.keywords}
    for spec in config.feeds.combined:
        rule, behind = rule_of(VERSION, spec, saved)
        asked[combined_key(spec.name)] = Asked(
            "combined", spec.title or spec.name, rule, spec.name, saved=behind, parts=spec
        )
    return _meant(config, asked)


def _meant(config: Config, asked: dict[str, Asked]) -> dict[str, Asked]:
    """The same, where what asks for a section depends on what is said of sections."""
    asking = {key: one for key, one in asked.items() if _may_ask_section(one)}
    if not asking:
        return asked
    scheme = make_scheme(config)
    aliases = json.dumps([*config.sections.aliases.items()], ensure_ascii=False)
    said = f" {aliases}" if config.sections.aliases else ""
    return asked | {
        key: replace(one, rule=one.rule + said, resolve=scheme.resolve)
        for key, one in asking.items()
    }


def _may_ask_section(one: Asked) -> bool:
    parts = () if one.parts is None else (one.parts, one.parts.exclude)
    return any(part.sections for part in parts) or "section" in fold(one.rule)


def saved_queries(config: Config) -> dict[str, str]:
    """What ``@name`` stands for: the saved queries, and those of the keyword feeds."""
    keywords = {
        keyword.name: " OR ".join(map("({})".format, keyword.query)) for keyword in config.keywords
    }
    return {**keywords, **config.queries}


def _asked(keyword: KeywordSpec, saved: Mapping[str, str]) -> Asked:
    behind = saved_behind(" ".join(keyword.query), saved)
    rule: list[object] = [VERSION, *keyword.query]
    if behind or keyword.stem:
        rule.append({"saved": behind, "stem": keyword.stem})
    packed = json.dumps(rule, ensure_ascii=False)
    return Asked(
        "keyword",
        keyword.name,
        packed,
        keyword.name,
        keyword.query,
        tuple(behind.items()),
        keyword.stem,
    )


def check_queries(
    config: Config, known: Collection[str] = (), sources: Sequence[Source] | None = None
) -> None:
    """Parse what is asked for. Raises ConfigError with all that is wrong.

    `known` are rules that were parsed before: nothing is wrong with them but the `sources` that
    they name.
    """
    saved, problems = saved_queries(config), []

    def check(where: tuple[str | int, ...], text: str, stem: bool = False) -> None:
        try:
            parse_query(text, saved, stem=stem)
        except QueryError as error:
            problems.append(problem_of(config, where, error))

    asked = asked_by(config)
    for index, keyword in enumerate(config.keywords):
        one = asked[keyword_key(keyword.name)]
        for text in () if one.rule in known else one.texts:
            check(("keywords", index, "query"), text, one.stem)
    if not known:
        for name, text in config.queries.items():
            check(("queries", name), text)
    ids = None if sources is None else [source.id for source in sources]
    for index, spec in enumerate(config.feeds.combined):
        parsed = asked[combined_key(spec.name)].rule in known
        problems += problems_of(config, index, saved, ids, parsed=parsed)
    if problems:
        raise ConfigError(problems)


def problem_of(config: Config, where: tuple[str | int, ...], error: QueryError) -> Problem:
    """A query that does not parse, as a problem at its key."""
    shown = error.shown().replace("\n", "\n    ")
    return config.problem(where, f"{error}\n    {shown}")


def odd_queries(config: Config) -> list[Problem]:
    """Queries that cannot mean what they say: that match nothing or everything, or say the same as
    another. They are known to parse."""
    from feeds.route.checking import warnings  # for a person who asks

    found = []
    asked, saved = asked_by(config), saved_queries(config)
    feeds = {k.name: asked[keyword_key(k.name)].query() for k in config.keywords}
    places = {k.name: index for index, k in enumerate(config.keywords)}
    for name, said in warnings(feeds):
        found.append(config.problem(("keywords", places[name], "query"), said))
    # That a feed says what a saved query says is what that one is for.
    resolve = make_scheme(config).resolve
    queries = {name: resolve(parse_query(text, saved)) for name, text in config.queries.items()}
    for name, said in warnings(queries):
        found.append(config.problem(("queries", name), said))
    return found


def load_queries(
    transaction: Transaction, asked: Mapping[str, Asked], *, keep: bool = False
) -> dict[str, Query]:
    """The parsed queries of these feeds, by their keys.

    From this process's memory, else from the store, else parsed. With `keep`, which is for all
    that a configuration asks, the store keeps them in place of those before.
    """
    if any(one.rule not in _parsed for one in asked.values()):
        if len(_parsed) > _MOST:
            _parsed.clear()
        known = _unpacked(transaction.kept(_KEPT))
        _parsed.update(known)
        new = {one.rule: one for one in asked.values() if one.rule not in _parsed}
        for rule, one in new.items():
            _parsed[rule] = one.query()
        if new and keep:
            kept = {one.rule: _parsed[one.rule] for one in asked.values()}
            transaction.keep(_KEPT, msgspec.msgpack.encode(kept))
    return {key: _parsed[one.rule] for key, one in asked.items()}


def _unpacked(data: bytes | None) -> dict[str, Query]:
    try:
        return msgspec.msgpack.decode(data or b"\x80", type=dict[str, Query])
    except msgspec.MsgspecError:  # another version's
        return {}


def bounds_of(queries: Iterable[Query]) -> list[Aged]:
    """The ages that these queries ask for, each once."""
    return sorted(
        {part for query in queries for part in _within(query) if isinstance(part, Aged)},
        key=lambda age: (age.seconds, age.older),
    )


def asks_section(query: Query) -> bool:
    """Whether it depends on the section that an entry was given."""
    return any(isinstance(part, InSection) for part in _within(query))


def _within(query: Query) -> Iterable[Query]:
    todo = [query]
    while todo:
        part = todo.pop()
        yield part
        todo += parts_of(part)
