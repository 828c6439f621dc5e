"""Entry -> the feeds it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given

from feeds.route import (
    keyword_key,
)
from feeds.route.sections import innermost, section_key, with_outer
from tests import strategies


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
    assert with_outer(path) == (path[:1], path[:2], path)
    assert with_outer(()) == ()
    assert innermost([*with_outer(path), ("民生",)]) == [path, ("民生",)]


def test_a_keyword_feed_is_one_in_any_case() -> None:
    assert keyword_key("Brexit") == keyword_key("BREXIT")
    assert keyword_key("扶貧") != keyword_key("脫貧")
