"""What a robots.txt says (RFC 9309), and where it stands."""

from __future__ import annotations

import pytest

from feeds.fetch.robots import MOST_DELAY, Robots, product_token, robots_url, text_in

PAGE = "https://news.example/2026/story"


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (PAGE, "https://news.example/robots.txt"),
        ("HTTPS://News.Example:8443/a?b#c", "https://news.example:8443/robots.txt"),
        ("http://me:secret@news.example/", "http://news.example/robots.txt"),
    ],
)
def test_each_origin_has_its_own(url: str, place: str) -> None:
    assert robots_url(url) == place


@pytest.mark.parametrize(
    ("agent", "token"),
    [
        ("feeds/0.1.0 (+https://feeds.example/)", "feeds"),
        ("Evening-News/2 (desk@news.example)", "evening-news"),
        ("Mozilla/5.0 (compatible; NewsBot/1.0; +https://n.example)", "newsbot"),
        ("", "*"),
    ],
)
def test_the_token_is_that_of_the_user_agent(agent: str, token: str) -> None:
    assert product_token(agent) == token


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /2026/", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: other\nUser-agent: FEEDS\nDisallow: /", False),
        ("User-agent: feeds\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\nAllow: /2026/", True),  # the longest match
        ("User-agent: *\nDisallow: /*/story$", False),
        ("<html><body>Not found</body></html>", True),
    ],
)
def test_what_may_be_read(text: str, allowed: bool) -> None:
    assert Robots(text, "feeds").allows(PAGE) is allowed


@pytest.mark.parametrize(
    ("said", "seconds"), [("5", 5), ("0.5", 0.5), ("86400", MOST_DELAY), ("soon", 0), ("-1", 0)]
)
def test_how_long_to_pause_is_bounded(said: str, seconds: float) -> None:
    assert Robots(f"User-agent: *\nCrawl-delay: {said}", "feeds").delay == seconds


def test_any_bytes_are_a_text_that_can_be_kept() -> None:
    assert text_in(b"\xef\xbb\xbfUser-agent: *\0\xff") == "User-agent: *\N{REPLACEMENT CHARACTER}"
    assert len(text_in(b"#" * 10_000_000)) <= 512 * 1024
