"""Entry -> the feeds it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given

from feeds.model import Entry
from feeds.route import (
    Matcher,
    Placement,
    keyword_key,
    parse_query,
    place_keywords,
    place_sections,
    subject_of,
)
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


def test_an_entry_belongs_to_the_keywords_that_match() -> None:
    queries = {
        "扶貧": parse_query("扶貧"),
        "進博會": parse_query("進博會"),
        "All": parse_query("-x"),
        "here": parse_query("section:民生"),
    }
    subject = subject_of(entry(title="夜校"), "扶贫之後", 0)
    assert place_keywords(Matcher(queries), subject, 0, ("民生", "教育")) == [
        Placement("keyword all", "keyword", ("All",)),
        Placement("keyword here", "keyword", ("here",)),
        Placement("keyword 扶貧", "keyword", ("扶貧",)),
    ]
    assert place_keywords(Matcher(queries), subject, 0, ())[1].path == ("扶貧",)


def test_a_keyword_feed_is_one_in_any_case() -> None:
    assert keyword_key("Brexit") == keyword_key("BREXIT")
    assert keyword_key("扶貧") != keyword_key("脫貧")


@given(strategies.entries)
def test_no_entry_is_twice_in_one_feed(made: Entry) -> None:
    matcher = Matcher({"a": parse_query("a"), "漢字": parse_query("漢字 OR -漢字")})
    keys = [p.key for p in place_keywords(matcher, subject_of(made, "漢字", 0), 0, ())]
    assert len(keys) == len(set(keys))
    assert "keyword 漢字" in keys
