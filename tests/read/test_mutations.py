"""Whatever comes, reading it gives a feed or says why not."""

import io
import os
import re
import time
from pathlib import Path

import feedparser
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.errors import ReadError
from feeds.model import RawFeed
from feeds.read import read, read_opml
from tests.read.oddities_documents import entries

# As JSON escapes them, and as they are.
FORBIDDEN = re.compile(
    r"\\u00(?:0[0-8bBcCeEfF]|1\d|1[a-fA-F])|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
)
SEEDS = [
    b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
      xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title><link>http://h.example/
      </link><item><title>a &amp; b</title><guid isPermaLink="false">1</guid><pubDate>Tue, 03 Mar
      2026 10:00:00 GMT</pubDate><category domain="/sections/">a / b</category><enclosure
      url="http://h.example/a.mp3" length="1" type="audio/mpeg"/><media:content url="http://h/x"
      medium="image"/><content:encoded><![CDATA[<p>x</p>]]></content:encoded></item></channel>
      </rss>""",
    """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh" xml:base="http://h.example/">
      <title type="html">統&lt;b></title><entry><id>urn:x:1</id><link rel="enclosure" href="a.mp3"/>
      <author><name>甲</name></author><content type="xhtml"><div
      xmlns="http://www.w3.org/1999/xhtml"><p>戰</p></div></content></entry></feed>""".encode(),
    b"""{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": 1, "tags":
      ["a", 2], "authors": [{"name": "A"}], "attachments": [{"url": "http://h.example/a"}],
      "_feeds": {"section": ["a"], "editor": "E"}, "content_html": "<p>\\ud83d</p>"}]}""",
    b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/"><channel/><item rdf:about="http://o.example/1"><title>x
      </title></item></rdf:RDF>""",
    b"""<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/f">
      </head><body><p>x</p></body></html>""",
    b'<opml><body><outline text="f"><outline xmlUrl="http://h.example/"/></outline></body></opml>',
]
JUNK = st.sampled_from(
    b'<![CDATA[ ]]> &#xD83D; &#0; &nbsp; \x00 \xff\xfe <item> </item> <entry> <!-- " { <feed> '
    b"\xed\xa0 <!DOCTYPErss[<!ENTITY\x0ba\x0b'b'>]>".split(b" ")
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A document, cut, spliced with another, with junk put in and bytes flipped."""
    body = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 5))):
        here, there = sorted(draw(st.tuples(*[st.integers(0, len(body))] * 2)))
        match draw(st.sampled_from(["cut", "drop", "splice", "junk", "flip", "repeat", "encode"])):
            case "cut":
                del body[there:]
            case "drop":
                del body[here:there]
            case "splice":
                body[here:there] = draw(st.sampled_from(SEEDS))
            case "junk":
                body[here:here] = draw(JUNK | st.binary(max_size=8))
            case "flip" if body:
                body[here - 1] ^= draw(st.integers(1, 255))
            case "repeat":
                body[here:here] = body[here:there] * draw(st.integers(1, 20))
            case "encode":
                text = bytes(body).decode("utf-8", "replace")
                body = bytearray(text.encode(draw(st.sampled_from(["utf-16", "gbk"])), "ignore"))
        del body[20_000:]
    return bytes(body)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    mutated() | st.binary(max_size=200),
    st.sampled_from([None, "text/xml", "application/rss+xml; charset=gbk", "text/html; charset=x"]),
)
def test_reading_gives_a_feed_or_a_reason(body: bytes, content_type: str | None) -> None:
    try:
        feed = read(body, url="http://h.example/feed", content_type=content_type)
    except ReadError:
        return
    assert isinstance(feed, RawFeed)
    assert feed.kind


@settings(max_examples=150, deadline=None)
@given(mutated() | st.binary(max_size=200))
def test_reading_a_list_gives_its_feeds_or_a_reason(body: bytes) -> None:
    try:
        found = read_opml(body)
    except ReadError:
        return
    assert all(subscription.url for subscription in found)


@pytest.fixture(scope="module")
def real_feeds(corpus: Path) -> list[bytes]:
    """The smaller ones, so that there is time for many mutations."""
    bodies = [file.read_bytes() for file in sorted((corpus / "feeds").iterdir())]
    return [body for body in bodies if len(body) < 40_000]


def changed(body: bytes, other: bytes, data: st.DataObject) -> bytes:
    """A real feed, cut, spliced with another, nested in itself, repeated, re-encoded or soiled."""
    here, there = sorted(data.draw(st.tuples(*[st.integers(0, len(body))] * 2)))
    match data.draw(
        st.sampled_from(["cut", "drop", "splice", "nest", "repeat", "encode", "junk", "lie"])
    ):
        case "cut":
            return body[:there]
        case "drop":
            return body[:here] + body[there:]
        case "splice":
            return body[:here] + other[there:]
        case "nest":
            return body[:here] + body + body[here:]
        case "repeat":
            return body[:here] + body[here:there] * 3 + body[there:]
        case "encode":
            charset = data.draw(st.sampled_from(["utf-16", "gb18030", "big5", "cp1252", "utf-32"]))
            return body.decode("utf-8", "replace").encode(charset, "ignore")
        case "junk":
            return body[:here] + data.draw(JUNK | st.binary(max_size=8)) + body[here:]
        case _:
            return body.replace(b"utf-8", b"gb2312", 1).replace(b"UTF-8", b"big5", 1)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_mutations_of_real_feeds_give_clean_entries_or_a_reason(
    real_feeds: list[bytes], data: st.DataObject
) -> None:
    numbers = st.integers(0, len(real_feeds) - 1)
    body = real_feeds[data.draw(numbers)]
    for _ in range(data.draw(st.integers(1, 3))):
        body = changed(body, real_feeds[data.draw(numbers)], data)[:200_000]
    start = time.process_time()
    try:
        found = entries(body)
    except ReadError:
        found = []
    assert time.process_time() - start < 5
    for entry in found:
        packed = msgspec.json.encode(entry).decode()  # no half of a surrogate pair in it
        assert not FORBIDDEN.search(packed)
        assert entry.id
        assert entry.title == " ".join(entry.title.split())
        assert entry.url is None or entry.url.startswith(("http://", "https://"))


def test_every_real_feed_is_read_and_has_as_many_entries_as_feedparser_counts(corpus: Path) -> None:
    wrong = {}
    files = sorted((corpus / "feeds").iterdir())
    for file in files:
        body = file.read_bytes()
        counted = len(feedparser.parse(io.BytesIO(body), sanitize_html=False).entries)
        feed = read(body, url=f"http://h.example/{file.name}")
        if not 0 < len(feed.entries) == counted or feed.kind.endswith("-cut"):
            wrong[file.name] = (feed.kind, len(feed.entries), counted)
    assert files
    assert wrong == {}


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_of_a_real_feed_that_breaks_off_the_whole_entries_are_as_before(
    corpus: Path, share: float
) -> None:
    """Of every seventh: this parses each document three times."""
    for file in sorted((corpus / "feeds").iterdir())[::7]:
        body = file.read_bytes()
        whole = read(body)
        part = read(body[: int(len(body) * share)])
        assert part.entries == whole.entries[: len(part.entries)], os.fspath(file.name)
        assert part.kind == whole.kind + "-cut"
