"""What is wrong in what a configuration says of sections, and what that stands for."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from feeds.aggregator.giving import rules_said
from feeds.aggregator.queries import asks_section, bounds_of, problem_of
from feeds.aggregator.scheme import make_scheme, paths_of
from feeds.config import Config, split_path
from feeds.errors import ConfigError, Problem, QueryError
from feeds.model import Section, Source
from feeds.route import parse_query
from feeds.route.sections import name_keys, section_key

Where = tuple[str | int, ...]


def check_sections(config: Config, sources: Sequence[Source], known: str | None = None) -> None:
    """Raises ConfigError with all that is wrong in what the configuration says of sections.

    `known` is what `rules_said` gave when the queries of its rules were parsed before.
    """
    parsed = known == rules_said(config)
    said = config.sections
    ids = [source.id for source in sources]
    problems: list[Problem] = []
    for kind, pairs in (("aliases", said.aliases), ("moved", said.moved)):
        for text, meant in pairs.items():
            if not meant or not all(split_path(text)):
                message = "a section is missing: write name, or 'name / name'"
                problems.append(config.problem(("sections", kind, text), message))
    if not problems:
        problems += _circles(config)
    places: dict[Section, int] = {}
    for index, one in enumerate(said.named):
        where: Where = ("sections", "named", index)
        problems += unknown_sources(config, (*where, "sources"), one.sources, ids)
        first = places.setdefault(name_keys(one.place), index)
        if first != index:
            line = config.problem(("sections", "named", first), "").line
            message = f"the section {' / '.join(one.place)} is named in line {line} already"
            problems.append(config.problem(where, message, "remove one"))
    for index, rule in enumerate(said.rules):
        where = ("sections", "rules", index)
        key = "sources" if rule.sources else "source"
        problems += unknown_sources(config, (*where, key), rule.of, ids)
        if rule.query and not parsed:
            problems += _query_problems(config, (*where, "query"), rule.query)
    if problems:
        raise ConfigError(problems)


def sections_said(config: Config) -> Iterator[str]:
    """What the configuration's sections stand for, a line each."""
    said, scheme = config.sections, make_scheme(config)
    for called, _ in paths_of(said.aliases):
        yield f"  {' / '.join(called)}  means {' / '.join(scheme.canonical(called))}"
    for one in said.named:
        path = scheme.canonical(one.place)
        shown = f" as {one.title}" if one.title else ""
        others = [" / ".join(names) for names in one.match]
        takes = f", with {', '.join(others)}" if others else ""
        only = f", of {', '.join(one.sources)} only" if one.sources else ""
        yield f"  {' / '.join(path)}  has a feed{shown}{takes}{only}"
    for number, rule in enumerate(said.rules, start=1):
        asks = [f"source {' or '.join(rule.of)}"] if rule.of else []
        asks += [f"url {rule.url}"] if rule.url else []
        asks += [rule.query] if rule.query else []
        section = " / ".join(scheme.canonical(rule.section))
        yield f"  {section}  by rule {number}: {', '.join(asks)}"
    for called, _ in paths_of(said.moved):
        now = scheme.successor(called) or ()
        yield f"  {' / '.join(called)}  has moved to {' / '.join(now)}"


def unknown_sources(
    config: Config, where: Where, given: Sequence[str], ids: Sequence[str]
) -> list[Problem]:
    """What is wrong with the ids of sources that stand at `where`."""
    problems = []
    for id in given:
        if id not in ids:
            near = difflib.get_close_matches(id, ids, n=1, cutoff=0.4)
            hint = f"did you mean {near[0]}?" if near else "feeds check lists their ids"
            problems.append(config.problem(where, f"no source has the id {id!r}", hint))
    return problems


def _circles(config: Config) -> list[Problem]:
    said, scheme = config.sections, make_scheme(config)
    problems = []
    aliases, moved = dict(zip(said.aliases, paths_of(said.aliases), strict=True)), said.moved
    for text, alias in aliases.items():
        if scheme.circles([alias]):
            message = "leads back to itself: what is meant by a name may not hold it again"
            problems.append(config.problem(("sections", "aliases", text), message))
    if problems:
        return problems
    named = {name_keys(scheme.canonical(one.place)) for one in said.named}
    for text in moved:
        where: Where = ("sections", "moved", text)
        old = split_path(text)
        new = scheme.successor(old)
        if new is None or scheme.successor(new) is not None:
            problems.append(config.problem(where, "leads back to itself, or nowhere else"))
        elif name_keys(scheme.canonical(old)) in named:
            message = "has moved and is named: a feed is at one of the two"
            problems.append(config.problem(where, message, "remove one"))
    for index, one in enumerate(said.named):
        meant = scheme.canonical(one.place)
        if section_key(meant) != section_key(one.place):
            message = f"is called {' / '.join(meant)} by sections.aliases: name that"
            problems.append(config.problem(("sections", "named", index), message))
    return problems


def _query_problems(config: Config, where: Where, text: str) -> list[Problem]:
    try:
        query = parse_query(text)
    except QueryError as error:
        return [problem_of(config, where, error)]
    if asks_section(query):
        return [config.problem(where, "a rule gives a section, so its query cannot ask for one")]
    if bounds_of([query]):
        message = "a section does not change with time, so a rule's query cannot ask for an age"
        return [config.problem(where, message)]
    return []
