"""Feeds made of other feeds: what one asks for, and which of its entries it shows."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from feeds.config import CombinedSpec, Config, Parts
from feeds.errors import Problem, QueryError
from feeds.model import Item, Section
from feeds.route import Query, any_of, parse_query, saved_behind, subject_of
from feeds.route.query import And, FromSource, InSection, Not
from feeds.route.sections import name_key

Saved = Mapping[str, str]
"""Queries by their names: those that are saved, and those of keyword feeds."""


_RANKED = 200
"""Of so many of its newest entries a feed shows the best."""
_LOOKED_AT = 1000
"""So many of its newest entries are looked at to find those that are within its limits."""


def combined_key(name: str) -> str:
    """The key of the combined feed with this name."""
    return f"combined {name.casefold()}"


def rule_of(
    version: int, spec: CombinedSpec, saved: Saved
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """All that the feed's members depend on but entries, as a text to compare; and the saved
    queries that it leads to."""
    behind: dict[str, str] = {}
    for parts in (spec, spec.exclude):
        for name in parts.keywords:
            if text := saved.get(name):
                behind |= {name: text, **saved_behind(text, saved)}
        behind |= saved_behind(" ".join(parts.query), saved)
    said = [[p.sections, p.sources, p.keywords, p.query] for p in (spec, spec.exclude)]
    rule = json.dumps([version, "combined", *said, behind], ensure_ascii=False)
    return rule, tuple(behind.items())


def query_of(spec: CombinedSpec, saved: Saved) -> Query:
    """What is in any of the feed's parts, and in none that is excluded. Raises QueryError."""
    found = []
    if spec.given:
        found.append(_any_part(spec, saved))
    if spec.exclude.given:
        found.append(Not(_any_part(spec.exclude, saved)))
    return found[0] if len(found) == 1 else And(tuple(found))


def problems_of(
    config: Config, index: int, saved: Saved, ids: Sequence[str] | None, *, parsed: bool
) -> list[Problem]:
    """What is wrong in a combined feed.

    `ids` are those of all sources, where they are known; its queries may have been `parsed`.
    """
    spec = config.feeds.combined[index]
    problems = []
    for parts, key in ((spec, ()), (spec.exclude, ("exclude",))):
        where = ("feeds", "combined", index, *key)
        for name in parts.keywords:
            if name not in saved:
                known = list(saved)
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
                parse_query(text, saved)
            except QueryError as error:
                shown = error.shown().replace("\n", "\n    ")
                problems.append(config.problem((*where, "query"), f"{error}\n    {shown}"))
    return problems


def chosen(
    newest: Callable[[int], list[Item]],
    spec: CombinedSpec,
    limit: int,
    score: Callable[[Sequence[Item]], Sequence[tuple[int, ...]]],
) -> list[Item]:
    """What the feed shows of its entries, of which `newest` gives so many.

    By date the newest; by rank, of the `_RANKED` newest those with the greatest `score`, of equal
    ones the newer. Either way no source and no author has more than it may; for these no more
    than `_LOOKED_AT` entries are looked at.
    """
    if spec.sort == "rank":
        items = newest(max(_RANKED, limit))
        scores = score(items)
        order = sorted(range(len(items)), key=lambda place: [-part for part in scores[place]])
        return _within_limits([items[place] for place in order], spec, limit)
    if spec.per_source is None and spec.per_author is None:
        return newest(limit)
    size = limit
    while True:
        size = min(4 * size, _LOOKED_AT)
        items = newest(size)
        found = _within_limits(items, spec, limit)
        if len(found) == limit or len(items) < size or size == _LOOKED_AT:
            return found


def has_in_title(query: Query, item: Item, sections: tuple[Section, ...]) -> bool:
    """Whether a word that the query looks for stands in the title of an entry that is in these
    sections."""
    from feeds.route import why  # few feeds are sorted by rank

    subject = subject_of(item.entry, "", int(item.date.timestamp()))
    found = why(query, subject, subject.date, sections)
    return any(hit.field == "title" for hit in found.hits)


def _within_limits(items: Iterable[Item], spec: CombinedSpec, limit: int) -> list[Item]:
    """The first `limit` of these items of which no source and no author has more than it may."""
    shown: list[Item] = []
    sources: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    for item in items:
        names = {name_key(person.name) for person in item.entry.authors}
        if spec.per_source is not None and sources[item.entry.source] >= spec.per_source:
            continue
        most = spec.per_author
        if most is not None and any(authors[name] >= most for name in names):
            continue
        sources[item.entry.source] += 1
        authors.update(names)
        shown.append(item)
        if len(shown) == limit:
            break
    return shown


def _any_part(parts: Parts, saved: Saved) -> Query:
    # A section means what is below it too, whether it is written so (黨派/**) or not.
    paths = [path[:-1] if path[-1] == "**" else path for path in parts.sections]
    queries: list[Query] = [InSection("/".join(path)) for path in paths]
    queries += map(FromSource, parts.sources)
    texts = [*(saved[name] for name in parts.keywords), *parts.query]
    queries += [parse_query(text, saved) for text in texts]
    return any_of(queries)


def _unknown(
    config: Config, where: tuple[str | int, ...], what: str, given: str, known: Sequence[str]
) -> Problem:
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}?" if near else ""
    return config.problem(where, f"there is no {what} {given!r}", hint)
