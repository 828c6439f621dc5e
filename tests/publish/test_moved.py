"""What stands where a feed was."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given

from feeds.config import Site
from feeds.model import Feed
from feeds.publish import render_ended, render_moved
from tests import strategies

SITE = Site(title="海灣", url="https://f.example/", language="zh-Hant")
FORMATS = ("rss", "atom", "json")


@given(strategies.names)
def test_whatever_it_is_called_the_documents_are_valid_and_the_same_each_time(name: str) -> None:
    feed = Feed("section", "sections/new", name, (name,))
    files = render_moved(SITE, "sections/a/b", feed, None, FORMATS)
    assert files == render_moved(SITE, "sections/a/b", feed, None, FORMATS)
    assert set(files) == {"rss.xml", "atom.xml", "feed.json", "index.html"}
    for document in ("rss.xml", "atom.xml"):
        parsed = feedparser.parse(files[document])
        assert not parsed.bozo
        assert [entry.link for entry in parsed.entries] == ["https://f.example/sections/new/"]
    assert json.loads(files["feed.json"])["feed_url"] == "https://f.example/sections/new/feed.json"


def test_its_date_is_that_of_the_newest_entry_and_its_style_is_found() -> None:
    feed = Feed("keyword", "keywords/new", "新", ("新",))
    date = datetime(2026, 3, 1, tzinfo=UTC)
    files = render_moved(SITE, "sections/a/b", feed, date, FORMATS)
    assert b"2026-03-01T00:00:00" in files["atom.xml"]
    assert b'href="../../../feed.css"' in files["atom.xml"]
    assert "此訂閱已遷移：新" in files["index.html"].decode()


@given(strategies.names)
def test_a_feed_that_ended_says_so_in_valid_documents(name: str) -> None:
    feed = Feed("keyword", "keywords/gone", name, (name,))
    files = render_ended(SITE, feed, None, FORMATS)
    assert files == render_ended(SITE, feed, None, FORMATS)
    for document in ("rss.xml", "atom.xml"):
        parsed = feedparser.parse(files[document])
        assert not parsed.bozo
        assert [entry.link for entry in parsed.entries] == ["https://f.example/"]
    made = json.loads(files["feed.json"])
    assert made["expired"] is True
    assert made["feed_url"] == "https://f.example/keywords/gone/feed.json"
    assert b"noindex" in files["index.html"]


@pytest.mark.parametrize("formats", [("rss",), ("atom", "json")])
def test_only_the_formats_that_are_published(formats: tuple[str, ...]) -> None:
    feed = Feed("keyword", "keywords/new", "n", ("n",))
    files = render_moved(SITE, "keywords/old", feed, None, formats)
    assert len(files) == len(formats) + 1
