"""All queries at once give what each gives by itself, and candidates are never too few."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Section
from feeds.route import (
    Candidates,
    Every,
    Matcher,
    Query,
    Subject,
    Token,
    candidates,
    index_tokens,
    parse_query,
    plain,
)
from feeds.route.writing import written
from tests.depth import cases
from tests.route.queries import meetings, queries

NOW = 40_000_000
_sections = st.none() | st.sampled_from(
    [(), (("黨派·聲音",), ("黨派·聲音", "統一戰線")), (("民生",), ("黨派·聲音", "統一戰線"))]
)


def may_match(wanted: Candidates, tokens: set[str]) -> bool:
    """What a database does with the candidates of a query."""
    if isinstance(wanted, Token):
        if wanted.prefix:
            return any(token.startswith(wanted.text) for token in tokens)
        return wanted.text in tokens
    holds = all if isinstance(wanted, Every) else any
    return holds(may_match(part, tokens) for part in wanted.parts)


@settings(max_examples=cases(2000))
@given(meetings, _sections)
def test_the_automaton_says_of_each_query_what_it_says_by_itself(
    met: tuple[list[Query], Subject], sections: tuple[Section, ...] | None
) -> None:
    asked, subject = met
    by_name = {str(number): query for number, query in enumerate(asked)}
    by_itself = {n for n, query in by_name.items() if plain(query, subject, NOW, sections)}
    assert Matcher(by_name).match(subject, NOW, sections) == by_itself


@settings(max_examples=cases(200))
@given(meetings)
def test_what_matches_is_among_the_candidates(met: tuple[list[Query], Subject]) -> None:
    asked, subject = met
    tokens = set(index_tokens(subject))
    for query in asked:
        wanted = candidates(query)
        if wanted is not None and plain(query, subject, NOW):
            assert may_match(wanted, tokens)


@given(queries)
def test_a_query_can_be_kept_as_bytes(query: Query) -> None:
    packed = msgspec.msgpack.encode({"a": query})
    assert msgspec.msgpack.decode(packed, type=dict[str, Query]) == {"a": query}


@given(queries)
def test_a_query_written_out_is_the_same_query(query: Query) -> None:
    stems = "stem=True" in repr(query)
    assert parse_query(written(query), stem=stems) == query
