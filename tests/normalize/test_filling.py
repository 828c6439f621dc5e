"""What an article's page adds to an entry: nothing that the feed said is lost."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from msgspec.structs import replace

from feeds.model import Entry, Origin, Person
from feeds.normalize import text_of
from feeds.normalize.filling import fill
from tests import strategies
from tests.examples import NOON, entry

TEASER = "A bridge is closed."
BODY = "<p>The bridge over the river was closed on Monday.</p><p>Nobody knows for how long.</p>"
PAGE = entry(
    id="https://news.example/canonical",
    url="https://news.example/canonical",
    title="A bridge closed - News",
    summary="The bridge over the river was closed on Monday.",
    content=BODY,
    updated=NOON,
    authors=(Person("Anna"),),
    contributors=(Person("Ed"),),
    section=("Town", "Traffic"),
    keywords=("bridge", "Traffic"),
    language="en",
    image="https://news.example/bridge.jpg",
    origin=Origin("Agency"),
    source="page",
    timezone="Asia/Taipei",
)
SHORT = entry(
    n=1, title="Bridge closed", summary=TEASER, content=f"<p>{TEASER}</p>", published=None
)


def test_what_the_feed_left_out_is_the_pages() -> None:
    filled = fill(SHORT, PAGE)
    assert replace(filled, read_from=()) == entry(
        n=1,
        title="Bridge closed",
        summary=PAGE.summary,
        content=BODY,
        published=NOON,
        authors=PAGE.authors,
        contributors=PAGE.contributors,
        section=PAGE.section,
        keywords=PAGE.keywords,
        language="en",
        image=PAGE.image,
        origin=PAGE.origin,
        timezone="Asia/Taipei",
    )


def test_what_the_feed_said_stays() -> None:
    said = entry(
        n=1,
        summary="What it means for the town.",
        content="<p>The bridge over the river was closed on Monday, said the town's mayor.</p>",
        published=datetime(2026, 1, 1, tzinfo=UTC),
        authors=(Person("Berta"),),
        contributors=(Person("Carl"),),
        section=("Region",),
        keywords=("traffic", "News"),
        language="de",
        image="https://news.example/mayor.jpg",
        origin=Origin("Gazette"),
    )
    filled = fill(said, PAGE)
    assert filled.keywords == ("traffic", "News", "bridge")
    assert replace(filled, keywords=said.keywords, read_from=()) == said


def test_content_is_the_pages_where_it_is_longer_by_more_than_a_third() -> None:
    for letters, whole in ((3, False), (4, False), (5, True)):
        page = entry(content=f"<p>{letters * 'abc '}</p>".replace(" ", ""))
        own = entry(content="<p><b>abc</b>abc<i>abc</i></p>")
        assert (fill(own, page).content == page.content) == whole
    assert fill(entry(content=""), PAGE).content == BODY
    picture = '<img src="https://news.example/a.png">'
    assert fill(entry(content=picture), entry(content="")).content == picture


def test_a_summary_that_only_begins_the_content_gives_way_with_it() -> None:
    own = entry(summary="A bridge is…", content=f"<p>{TEASER}</p>")
    assert fill(own, PAGE).summary == PAGE.summary
    assert fill(entry(summary="Jams ahead.", content=f"<p>{TEASER}</p>"), PAGE).summary == (
        "Jams ahead."
    )
    assert fill(own, entry(content="<p>short</p>")).summary == "A bridge is…"


def test_keywords_are_bounded_but_for_those_of_the_feed() -> None:
    page = entry(keywords=tuple(f"page {n}" for n in range(64)))
    assert len(fill(entry(keywords=("one",)), page).keywords) == 64
    own = tuple(f"own {n}" for n in range(70))
    assert fill(entry(keywords=own), page).keywords == own


@given(strategies.entries, strategies.entries)
def test_twice_is_once_and_nothing_is_lost(own: Entry, page: Entry) -> None:
    filled = fill(own, page)
    assert fill(filled, page) == filled
    for name in own.__struct_fields__:
        before, after = getattr(own, name), getattr(filled, name)
        assert after or not before, name
        if name in ("id", "url", "source", "updated", "media", "point"):
            assert after == before, name
        if before and name not in ("summary", "content", "keywords"):
            assert after == before, name
    assert filled.keywords[: len(own.keywords)] == own.keywords
    assert len(text_of(filled.content)) >= len(text_of(own.content))
