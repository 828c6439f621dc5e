"""Feeds made of other feeds: what one asks for, and which of its entries it shows."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from feeds.config import CombinedSpec, Config, Parts
from feeds.errors import Problem, QueryError
from feeds.model import Item
from feeds.route import Query, any_of, parse_query
from feeds.route.query import And, FromSource, InSection, Not

Keywords = Mapping[str, tuple[str, ...]]
"""The queries of keyword feeds, by their names in small letters."""


def combined_key(name: str) -> str:
    """The key of the combined feed with this name."""
    return f"combined {name.casefold()}"


def keywords_of(config: Config) -> Keywords:
    """The queries that a combined feed may be made of."""
    return {keyword.name.casefold(): keyword.query for keyword in config.keywords}


def rule_of(version: int, spec: CombinedSpec, keywords: Keywords) -> str:
    """All that the feed's members depend on but entries, as a text to compare."""
    parts = [_said(part, keywords) for part in (spec, spec.exclude)]
    return json.dumps([version, "combined", *parts], ensure_ascii=False)


def query_of(spec: CombinedSpec, keywords: Keywords) -> Query:
    """What is in any of the feed's parts, and in none that is excluded. Raises QueryError."""
    found = []
    if spec.given:
        found.append(_any_part(spec, keywords))
    if spec.exclude.given:
        found.append(Not(_any_part(spec.exclude, keywords)))
    return found[0] if len(found) == 1 else And(tuple(found))


def problems_of(
    config: Config, index: int, ids: Sequence[str] | None, *, parsed: bool
) -> list[Problem]:
    """What is wrong in a combined feed.

    `ids` are those of all sources, where they are known; its queries may have been `parsed`.
    """
    spec, keywords = config.feeds.combined[index], keywords_of(config)
    problems = []
    for parts, key in ((spec, ()), (spec.exclude, ("exclude",))):
        where = ("feeds", "combined", index, *key)
        for name in parts.keywords:
            if name.casefold() not in keywords:
                known = [keyword.name for keyword in config.keywords]
                problems.append(_unknown(config, (*where, "keywords"), "keyword", name, known))
        for id in parts.sources:
            if ids is not None and id not in ids:
                problems.append(_unknown(config, (*where, "sources"), "source", id, ids))
        for path in parts.sections:
            if any("*" in name for name in path[:-1]) or "*" in path[-1].replace("**", "", 1):
                message = "should be a section, with which all below it is meant: no pattern"
                problems.append(config.problem((*where, "sections"), message))
        for text in () if parsed else parts.query:
            try:
                parse_query(text)
            except QueryError as error:
                shown = error.shown().replace("\n", "\n    ")
                problems.append(config.problem((*where, "query"), f"{error}\n    {shown}"))
    return problems


def shown_of(items: Iterable[Item], spec: CombinedSpec, limit: int) -> list[Item]:
    """The first `limit` of these items of which no source and no author has more than it may."""
    shown: list[Item] = []
    sources: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    for item in items:
        names = {person.name.casefold() for person in item.entry.authors}
        if spec.per_source is not None and sources[item.entry.source] >= spec.per_source:
            continue
        if spec.per_author is not None and any(authors[name] >= spec.per_author for name in names):
            continue
        sources[item.entry.source] += 1
        authors.update(names)
        shown.append(item)
        if len(shown) == limit:
            break
    return shown


def _any_part(parts: Parts, keywords: Keywords) -> Query:
    # A section means what is below it too, whether it is written so (黨派/**) or not.
    paths = [path[:-1] if path[-1] == "**" else path for path in parts.sections]
    queries: list[Query] = [InSection("/".join(path)) for path in paths]
    queries += map(FromSource, parts.sources)
    for name in parts.keywords:
        queries += map(parse_query, keywords[name.casefold()])
    queries += map(parse_query, parts.query)
    return any_of(queries)


def _said(parts: Parts, keywords: Keywords) -> list[object]:
    queries = [keywords.get(name.casefold(), ()) for name in parts.keywords]
    return [parts.sections, sorted(parts.sources), queries, parts.query]


def _unknown(
    config: Config, where: tuple[str | int, ...], what: str, given: str, known: Sequence[str]
) -> Problem:
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}?" if near else ""
    return config.problem(where, f"there is no {what} {given!r}", hint)
