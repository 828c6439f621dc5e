"""Entry -> the feeds it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.route import Placement, keyword_key, parse_query, place_sections, route
from feeds.route.sections import section_key, with_ancestors
from tests import strategies
from tests.examples import entry


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("黨派·聲音",), ("党派·声音",)),
        (("黨派·聲音",), ("黨派聲音",)),
        (("黨派·聲音",), ("黨派・聲音",)),
        (("黨派·聲音",), ("黨派 · 聲音",)),
        (("黨派·聲音",), ("黨派-聲音",)),
        (("World News",), ("world　news",)),
        (("World News",), ("ＷＯＲＬＤ－ＮＥＷＳ",)),
        (("Économie",), ("economie",)),
        (("E\u0301conomie",), ("Économie",)),
        (("黨派", "聲音"), ("党派", "声音")),
    ],
)
def test_spellings_of_one_section(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert section_key(one) == section_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("黨派", "聲音"), ("黨派聲音",)),
        (("a", "b"), ("b", "a")),
        (("-",), ("·",)),
        (("C",), ("C++",)),
        (("經濟",), ("經濟", "經濟")),
    ],
)
def test_sections_that_are_different(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert section_key(one) != section_key(other)


@given(strategies.some(strategies.names), strategies.some(strategies.names))
def test_the_key_of_a_long_path_is_short_and_its_own(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    deep = ("一個很長的名字" * 14,) * 16
    assert len(section_key(deep + one).encode()) < 2600  # what PostgreSQL can index
    same = section_key(one) == section_key(other)
    assert (section_key(deep + one) == section_key(deep + other)) == same


def test_an_entry_in_a_section_is_in_all_above_it() -> None:
    path = ("黨派·聲音", "統一戰線", "地方")
    assert with_ancestors(path, 3) == [path[:1], path[:2], path]
    assert with_ancestors(path, 2) == [path[:1], path[:2]]
    assert with_ancestors(path, 0) == []
    assert with_ancestors((), 3) == []


def test_places_name_their_section_as_the_entry_does() -> None:
    assert place_sections(("黨派·聲音", "統一戰線"), 3) == [
        Placement("section 党派声音", "section", ("黨派·聲音",)),
        Placement("section 党派声音 / 统一战线", "section", ("黨派·聲音", "統一戰線")),
    ]


def test_an_entry_belongs_to_its_sections_and_to_the_keywords_that_match() -> None:
    queries = {
        "扶貧": parse_query("扶貧"),
        "進博會": parse_query("進博會"),
        "All": parse_query("-x"),
    }
    made = entry(section=("民生", "教育"), title="夜校")
    found = route(made, "扶贫之後", queries, depth=1)
    assert found == [
        Placement("section 民生", "section", ("民生",)),
        Placement("keyword 扶貧", "keyword", ("扶貧",)),
        Placement("keyword all", "keyword", ("All",)),
    ]


def test_the_body_counts_as_it_is_given() -> None:
    queries = {"教育": parse_query("教育")}
    assert route(entry(), "", queries, 3) == []
    assert [p.path for p in route(entry(), "教育", queries, 3)] == [("教育",)]


def test_a_keyword_feed_is_one_in_any_case() -> None:
    assert keyword_key("Brexit") == keyword_key("BREXIT")
    assert keyword_key("扶貧") != keyword_key("脫貧")


@given(strategies.entries, st.integers(0, 5))
def test_no_entry_is_twice_in_one_feed(made: object, depth: int) -> None:
    queries = {"a": parse_query("a"), "漢字": parse_query("漢字 OR -漢字")}
    keys = [place.key for place in route(made, "漢字", queries, depth)]
    assert len(keys) == len(set(keys))
