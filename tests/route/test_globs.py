"""Patterns of sections and of addresses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.route.globs import section_pattern, url_pattern
from feeds.route.sections import name_keys
from tests import strategies


def means(pattern: str, section: str) -> bool:
    return section_pattern(tuple(pattern.split("/")))(name_keys(tuple(section.split("/"))))


@pytest.mark.parametrize(
    ("pattern", "section"),
    [
        ("黨派·聲音", "黨派·聲音"),
        ("黨派·聲音", "黨派·聲音/統一戰線"),
        ("黨派·聲音", "党派声音/统一战线/地方"),
        ("黨派·聲音/**", "党派・声音"),
        ("黨派·聲音/**", "党派-声音/统一战线/地方"),
        ("黨派·聲音/*", "黨派聲音/統一戰線"),
        ("黨派*", "黨派·聲音"),
        ("党派*", "黨派"),
        ("黨派·*", "黨派聲音"),
        ("*聲音", "黨派 聲音"),
        ("**/體育", "體育"),
        ("**/體育", "新聞/地方/体育"),
        ("**/體育/**", "新聞/體育/足球"),
        ("*/體育", "新聞/體育"),
        ("World/**/Sport", "world/Sport"),
        ("World/**/Sport", "WORLD/asia/japan/ｓｐｏｒｔ"),
        ("20??", "2026"),
        ("A*B*C", "a to b to c"),
        (r"C\*", "C*"),
        (r"Q\?A", "Q?A"),
        ("**", "anything/at/all"),
        ("-", "-"),
    ],
)
def test_a_pattern_means_a_section(pattern: str, section: str) -> None:
    assert means(pattern, section)


@pytest.mark.parametrize(
    ("pattern", "section"),
    [
        ("黨派·聲音", "黨派"),
        ("黨派·聲音", "民生"),
        ("黨派/聲音", "黨派·聲音"),
        ("黨派·聲音/*", "黨派·聲音"),
        ("黨派·聲音/*", "黨派·聲音/統一戰線/地方"),
        ("黨派*", "民主黨派"),
        ("黨派*", "黨派·聲音/統一戰線"),
        ("*/體育", "體育"),
        ("*/體育", "新聞/地方/體育"),
        ("**/體育", "新聞/體育/足球"),
        ("20??", "202"),
        (r"C\*", "CC"),
        (r"C\*", "C"),
        ("C.", "CC"),
        ("a|b", "a"),
        ("World/**/Sport", "World/Sport/Football"),
    ],
)
def test_a_pattern_does_not_mean_a_section(pattern: str, section: str) -> None:
    assert not means(pattern, section)


def test_no_pattern_means_the_lack_of_a_section() -> None:
    assert not section_pattern(("**",))(())
    assert not section_pattern(("*",))(())


PATHS = st.lists(strategies.names, min_size=1, max_size=4).map(tuple)


def _literal(name: str) -> str:
    return re.sub(r"([\\*?])", r"\\\1", name)


@given(PATHS, PATHS)
def test_a_path_is_the_pattern_of_itself_and_all_below(
    path: tuple[str, ...], other: tuple[str, ...]
) -> None:
    match = section_pattern(tuple(map(_literal, path)))
    keys = name_keys(path)
    assert match(keys)
    assert match(keys + name_keys(other))
    found = name_keys(other)
    assert match(found) == (found[: len(keys)] == keys)


@given(PATHS, st.integers(0, 3))
def test_two_stars_stand_for_any_names(path: tuple[str, ...], place: int) -> None:
    keys = name_keys(path)
    place = min(place, len(path))
    assert section_pattern((*map(_literal, path[:place]), "**"))(keys)
    assert section_pattern(("**", *map(_literal, path[place:])))(keys) or place == len(path)
    assert section_pattern(("*",) * len(path))(keys)
    assert not section_pattern(("*",) * (len(path) + 1))(keys)


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("https://news.example/tyzx/**", "https://news.example/tyzx/2026/11/a.html"),
        ("https://news.example/tyzx/**", "https://News.Example/tyzx/a.html?from=feed#top"),
        ("https://news.example/*/a.html", "https://news.example/tyzx/a.html"),
        ("news.example/tyzx/**", "http://news.example/tyzx/a"),
        ("NEWS.example/tyzx/**", "https://news.example/tyzx/"),
        ("*.news.example/**", "https://www.news.example/a/b"),
        ("news.example", "https://news.example/"),
        ("/world/**", "https://news.example/world/a/b"),
        ("/**/world/*", "https://news.example/world/a"),
        ("/**/world/*", "https://news.example/2026/11/world/a"),
        ("**/world/**", "https://news.example/2026/world/a/b"),
        ("/新聞/**", "https://news.example/%E6%96%B0%E8%81%9E/a"),
        ("/%E6%96%B0%E8%81%9E/**", "https://news.example/新聞/a"),
        ("/show?id=*", "https://news.example/show?id=12"),
        ("**/*.pdf", "https://news.example/a/b.pdf"),
        ("/a.b", "https://news.example/a.b"),
    ],
)
def test_a_pattern_means_an_address(pattern: str, url: str) -> None:
    assert url_pattern(pattern)(url)


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("https://news.example/tyzx/**", "http://news.example/tyzx/a"),
        ("https://news.example/tyzx/*", "https://news.example/tyzx/2026/a"),
        ("news.example/tyzx/**", "https://other.example/news.example/tyzx/a"),
        ("news.example/tyzx/**", "https://news.example/TYZX/a"),
        ("news.example/tyzx/**", "https://news.example/tyzx"),
        ("/world/**", "https://news.example/the/world/a"),
        ("/show?id=*", "https://news.example/show"),
        ("/a.b", "https://news.example/acb"),
        ("news.example", "https://news.example/a"),
    ],
)
def test_a_pattern_does_not_mean_an_address(pattern: str, url: str) -> None:
    assert not url_pattern(pattern)(url)


@given(strategies.urls)
def test_an_address_is_the_pattern_of_itself(url: str) -> None:
    if "*" not in url:
        assert url_pattern(url.partition("#")[0])(url)
    assert url_pattern("**")(url)
