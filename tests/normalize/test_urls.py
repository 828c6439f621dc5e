"""Addresses: absolute, http(s), as a browser would send them, and without tracking."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feeds.normalize.urls import absolute, canonical, sameness


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://h.example/a", "https://h.example/a"),
        (" https://h.example/a\n", "https://h.example/a"),
        ("https://h.exa\nmple/a\tb", "https://h.example/ab"),
        ("HTTPS://H.Example/A", "https://h.example/A"),
        ("https://h.example:443/a", "https://h.example/a"),
        ("http://h.example:80", "http://h.example"),
        ("http://h.example:/a", "http://h.example/a"),
        ("https://h.example:8443/a", "https://h.example:8443/a"),
        ("http://h.example:443/", "http://h.example:443/"),
        ("http://me:pw@H.example:80/", "http://me:pw@h.example/"),
        ("https://h.example/a b", "https://h.example/a%20b"),
        ("https://h.example/統戰?q=扶", "https://h.example/%E7%B5%B1%E6%88%B0?q=%E6%89%B6"),
        ("https://h.example/%e7%b5%b1", "https://h.example/%e7%b5%b1"),
        ("https://例え.example/", "https://xn--r8jz45g.example/"),
        ("https://[::1]:443/a", "https://[::1]/a"),
        ("https://h.example/?a=1&amp;b=2", "https://h.example/?a=1&b=2"),
        ("https://h.example/a#b", "https://h.example/a#b"),
    ],
)
def test_an_address_is_spelled_as_a_browser_would_send_it(given: str, expected: str) -> None:
    assert absolute(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a", "https://h.example/x/a"),
        ("/a", "https://h.example/a"),
        ("../a?b", "https://h.example/a?b"),
        ("?b", "https://h.example/x/y?b"),
        ("//e.example/a", "https://e.example/a"),
        ("http://e.example/a", "http://e.example/a"),
    ],
)
def test_a_relative_address_is_resolved(given: str, expected: str) -> None:
    assert absolute(given, "https://h.example/x/y") == expected


@pytest.mark.parametrize(
    "given",
    [
        None, "", "  ", "a", "/a", "//h.example/", "ftp://h.example/", "javascript:x()",
        "mailto:a@b.c",
        "data:,x", "file:///etc/passwd", "http:", "http://", "http:///a", "http://[::1",
        "tag:a,2000:b",
        "https://h.example\\@e.example/", "http://h.example:99999/", "http://h.example:x/",
        "https:// :", "https://h.example/" + "a" * 2000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_dropped(given: str | None) -> None:
    assert absolute(given) is None


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?utm_source=rss&utm_medium=feed", ""),
        ("?id=7&utm_source=rss", "?id=7"),
        ("?fbclid=x&id=7&gclid=y&b", "?id=7&b"),
        ("?spm=a.b&from=timeline&from=here", "?from=here"),
        ("?UTM_Campaign=x", ""),
        ("?p=1&page=2&lang=zh&ref=x", "?p=1&page=2&lang=zh&ref=x"),
        ("?utmost=1&spmx=2&fbclid2=3", "?utmost=1&spmx=2&fbclid2=3"),
        ("?b=2&a=1", "?b=2&a=1"),
        ("?id=7&amp;utm_source=rss", "?id=7"),
        ("?utm_source=rss#part", "#part"),
        ("?", ""),
    ],
)
def test_only_what_tracks_is_taken_off(query: str, kept: str) -> None:
    assert canonical("https://h.example/a" + query) == "https://h.example/a" + kept


@pytest.mark.parametrize(
    "other",
    [
        "http://h.example/a/b", "https://www.h.example/a/b", "https://h.example/a/b/",
        "https://H.EXAMPLE:443/a/b?utm_source=x",
    ],
)  # fmt: skip
def test_spellings_of_one_address_are_the_same(other: str) -> None:
    assert sameness(canonical(other) or "") == sameness("https://h.example/a/b")


@pytest.mark.parametrize(
    "other",
    [
        "https://h.example/a/c", "https://h.example/A/b", "https://e.example/a/b",
        "https://h.example/a/b?x", "https://h.example/a/b#x", "http://[bad", "",
    ],
)  # fmt: skip
def test_others_are_not(other: str) -> None:
    assert sameness(canonical(other) or "") != sameness("https://h.example/a/b")


PARTS = st.lists(
    st.sampled_from(
        [
            "http", "https", ":", "/", "//", "?", "#", "&", "=", "%", "%20", "..", ".", "@", "[",
            "]", "例", "h.example", ":80", ":x", " ", "\\", "utm_a=1", "&amp;", "\ud800", "\x00",
            '"', "<", "xn--", "-", "ß", "a" * 70,
        ]
    )
    | st.text(max_size=3),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=500)
@given(PARTS | PARTS.map("http://h.example/".__add__) | PARTS.map("https://".__add__))
@example("http://h.example/?&?utm_a=1#?utm_a=1")
def test_an_address_is_stable_once_canonical(url: str) -> None:
    found = canonical(url, "https://h.example/x/y")
    if found is not None:
        assert found.isascii()
        assert found.startswith(("http://", "https://"))
        assert canonical(found) == found
        assert absolute(found) == found
