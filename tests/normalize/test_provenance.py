"""What the fields of an entry were read from: through normalizing, filling and changing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from msgspec.structs import replace

from feeds.aggregator.decide import merge
from feeds.model import Entry, Person, RawEntry, RawFeed, RawText, Source
from feeds.normalize import Document, identify, normalize
from feeds.normalize.filling import fill
from tests import strategies
from tests.examples import NOON, entry

URL = "https://h.example/feed.xml"


def told(raw: RawEntry, feed: RawFeed | None = None, language: str | None = None) -> dict[str, str]:
    source = Source("harbour", URL, language=language)
    feed = feed or RawFeed("rss20", (raw,))
    (item,) = identify(RawFeed("rss20", (raw,)), source, URL, "")
    return dict(normalize(item, Document(feed, source, URL, NOON)).read_from)


def test_a_field_without_a_value_is_not_told_of() -> None:
    raw = RawEntry(
        title=RawText("T"), published="no date", link="javascript:x", authors=(Person(" "),),
        read_from=(("title", "title"), ("date", "pubDate"), ("link", "link"), ("authors", "a")),
    )  # fmt: skip
    assert told(raw) == {"title": "title"}


def test_what_a_field_falls_back_to() -> None:
    raw = RawEntry(
        summary=RawText("<p>words</p><img src=/i.png>"), read_from=(("summary", "description"),)
    )
    assert told(raw) == {
        "image": "the first picture in its content",
        "summary": "the beginning of its content",
        "content": "description",
    }
    feed = RawFeed("atom10", (raw,), authors=(Person("Ann"),))
    assert told(raw, feed)["authors"] == "the feed's author"


@pytest.mark.parametrize(
    ("own", "source", "feed", "text", "by"),
    [
        ("de", "fr", "it", "words", "dc:language"),
        (None, "fr", "it", "words", "the source's configuration"),
        (None, None, "it", "words", "the feed's language"),
        (None, None, "zh", "港口的燈塔重新點亮了", "told by its text"),
        (None, None, None, "港口的燈塔重新點亮了", "told by its text"),
    ],
)
def test_the_language(
    own: str | None, source: str | None, feed: str | None, text: str, by: str
) -> None:
    raw = RawEntry(title=RawText(text), language=own)
    raw = replace(raw, read_from=(("language", "dc:language"),) if own else ())
    assert told(raw, RawFeed("rss20", (raw,), language=feed), source)["language"] == by


def test_the_elements_that_it_was_read_from_do_not_change_an_entry() -> None:
    raw = RawEntry(guid="1", title=RawText("T"), read_from=(("title", "title"),))
    source, other = Source("harbour", URL), replace(raw, read_from=(("title", "dc:title"),))
    (one,) = identify(RawFeed("rss20", (raw,)), source, URL, "")
    (two,) = identify(RawFeed("rss20", (other,)), source, URL, "")
    assert one.fingerprint == two.fingerprint


@given(strategies.entries, strategies.entries)
def test_a_change_of_provenance_alone_is_none(one: Entry, other: Entry) -> None:
    again = replace(one, read_from=(("title", other.title),))
    assert merge(one, again) is one


def test_what_stayed_was_read_when_it_was() -> None:
    old = entry(read_from=(("title", "title"), ("date", "pubDate"), ("content", "description")))
    new = entry(
        title="Another",
        published=datetime(2026, 11, 20, tzinfo=UTC),
        read_from=(("title", "dc:title"), ("date", "dc:date"), ("content", "content:encoded")),
    )
    found = dict(merge(old, new).read_from)
    assert found["title"] == "dc:title"
    assert found["date"] == "pubDate"
    assert found["updated"] == "dc:date"  # the source moved its date, which is that of the change


def test_what_the_articles_page_gave() -> None:
    short = entry(
        content="<p>A bridge.</p>", keywords=("a",), authors=(Person("Ann"),),
        read_from=(("authors", "author"), ("content", "description"), ("keywords", "category")),
    )  # fmt: skip
    page = entry(
        content="<p>A bridge over the river was closed on Monday.</p>", keywords=("b",),
        authors=(Person("Bob"),), contributors=(Person("Ed"),),
        read_from=(("authors", "x"), ("content", "div.text"), ("keywords", "meta keywords"),
                   ("editors", "a line behind the text: 編輯：")),
    )  # fmt: skip
    assert dict(fill(short, page).read_from) == {
        "authors": "author",
        "editors": "its article's page: a line behind the text: 編輯：",
        "keywords": "category, its article's page: meta keywords",
        "content": "its article's page: div.text",
    }
