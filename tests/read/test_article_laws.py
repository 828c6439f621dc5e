"""What holds for any article's page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.errors import ReadError
from feeds.model import RawFeed, Source
from feeds.normalize import Document, identify, normalize
from feeds.read import read
from tests.read import article_pages as pages
from tests.read.article_cases import (
    NONE,
    NOW,
    PAGES,
    entry,
    paragraphs,
)
from tests.read.article_pages import URL
from tests.read.article_random import generated

NUMBERS = st.integers(0, 10**9)
SCRIPTS = st.sampled_from(["han", "latin"])


@settings(max_examples=200)
@given(NUMBERS, SCRIPTS)
def test_a_generated_article_gives_back_its_paragraphs(number: int, script: str) -> None:
    page, title, texts = generated(number, script)
    found = entry(page)
    assert found.title == title
    assert paragraphs(found) == texts


@settings(max_examples=100)
@given(NUMBERS, SCRIPTS)
def test_what_stands_around_an_article_changes_nothing(number: int, script: str) -> None:
    bare, _, texts = generated(number, script, around=False)
    around, _, _ = generated(number, script)
    assert paragraphs(entry(bare)) == paragraphs(entry(around)) == texts


@settings(max_examples=60)
@given(
    st.sampled_from(list(PAGES)),
    st.sampled_from([pages.NAVIGATION, pages.HAN_NAVIGATION]),
    st.sampled_from([pages.FOOTER, pages.HAN_FOOTER]),
    st.integers(0, 20),
)
def test_boilerplate_around_a_page_changes_nothing(
    name: str, above: str, below: str, links: int
) -> None:
    page, title, texts, *_ = PAGES[name]
    page = page.replace("</body>", f"{pages.headlines(links)}{below}</body>")
    if "<body>" in page:
        page = page.replace("<body>", f"<body>{above}")
    found = entry(page)
    assert found.title == title
    assert paragraphs(found) == texts


SEEDS = [page.encode() for page, *_ in PAGES.values()] + [
    pages.page(body, title="Example").encode() for _, body in NONE.values()
]
PIECES = st.sampled_from(
    b"</div> <div> <table><tr><td> <!-- <script> </script> <p> &#xD83D; \x00 \xff <template>"
    b' <a href="'
    b' <base href="//[x"> <h1> <br> <ruby> <svg> <select> {"@type":"NewsArticle"} &gt; | </article>'
    b" <time datetime=x> 2026-02-30".split(b" ")
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A page, cut, spliced with another, nested, repeated or encoded anew."""
    body = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        here, there = sorted(draw(st.tuples(*[st.integers(0, len(body))] * 2)))
        match draw(st.sampled_from(["cut", "drop", "splice", "nest", "repeat", "encode", "junk"])):
            case "cut":
                body = body[:there]
            case "drop":
                body = body[:here] + body[there:]
            case "splice":
                body = body[:here] + draw(st.sampled_from(SEEDS))[there:]
            case "nest":
                body = body[:here] + body + body[here:]
            case "repeat":
                body = body[:here] + body[here:there] * draw(st.integers(2, 9)) + body[there:]
            case "encode":
                charset = draw(st.sampled_from(["utf-16", "gb18030", "big5", "cp1252", "utf-32"]))
                body = body.decode("utf-8", "replace").encode(charset, "ignore")
            case _:
                body = body[:here] + draw(PIECES | st.binary(max_size=8)) + body[here:]
        body = body[:60_000]
    return body


@settings(max_examples=400)
@given(mutated(), st.sampled_from(["article", "listing", "text", "auto"]))
def test_reading_a_mutated_page_gives_a_feed_or_a_reason(body: bytes, kind: str) -> None:
    try:
        feed = read(body, url=URL, content_type="text/html", kind=kind)
    except ReadError:
        return
    assert isinstance(feed, RawFeed)
    assert feed.entries
    source = Source(id="test", url=URL)
    document = Document(feed, source, URL, NOW)
    for item in identify(feed, source, URL, ""):
        found = normalize(item, document)
        assert found.title == " ".join(found.title.split())
