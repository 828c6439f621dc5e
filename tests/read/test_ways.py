"""The fast way and the careful way give the same entries, so it makes no difference which."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from hypothesis import given
from hypothesis import strategies as st

from feeds.read import read
from feeds.read.encoding import to_utf8
from feeds.read.syndication import read_carefully, read_either_way
from tests.strategies import lines, texts, urls


def test_most_real_feeds_go_the_fast_way_and_all_come_out_alike(corpus: Path) -> None:
    files = sorted((corpus / "feeds").iterdir())
    fast = 0
    for file in files:
        document = to_utf8(file.read_bytes(), None)
        feed, way = read_either_way(document)
        assert read_carefully(document.decode()) == feed, file.name
        fast += way == "fast"
    assert fast >= 0.9 * len(files)


def _text(draw: st.DrawFn, value: str) -> str:
    """A text as documents write it: escaped, or as CDATA."""
    if "]]>" not in value and draw(st.booleans()):
        return f"<![CDATA[{value}]]>"
    return escape(value)


_DATES = st.sampled_from(
    ["Tue, 03 Mar 2026 10:00:00 GMT", "2026-03-03T10:00:00+08:00", "2026年3月3日", "soon", ""]
)
_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


@st.composite
def _element(
    draw: st.DrawFn, name: str, value: st.SearchStrategy[str], attributes: str = ""
) -> str:
    space = draw(st.sampled_from(["", "\n  "]))
    return f"{space}<{name}{attributes}>{_text(draw, draw(value))}</{name}>"


@st.composite
def rss(draw: st.DrawFn) -> str:
    """A well-formed document in RSS 2.0, with whatever may stand in an item."""
    items = []
    for _ in range(draw(st.integers(0, 4))):
        field = st.one_of(
            _element("title", lines),
            _element("link", urls),
            _element("guid", urls | lines, ' isPermaLink="false"'),
            _element("guid", urls),
            _element("description", texts),
            _element("content:encoded", texts),
            _element("pubDate", _DATES),
            _element("dc:date", _DATES),
            _element("dc:creator", lines),
            _element("author", lines),
            _element("category", lines),
            _element("category", lines, ' domain="https://h.example/sections/"'),
            _element("itunes:duration", st.sampled_from(["1:02", "x", "61"])),
            urls.map(lambda url: f"<enclosure url={quoteattr(url)} length='1' type='audio/mpeg'/>"),
            urls.map(lambda url: f"<media:content url={quoteattr(url)} medium='image'/>"),
            _element("media:title", lines).map(lambda e: f"<media:group>{e}</media:group>"),
            st.just("<!-- <title>no</title> -->"),
        )
        fields = "".join(draw(st.lists(field, max_size=8)))
        items.append(f"<item>{fields}</item>")
    head = draw(_element("title", lines)) + draw(_element("link", urls))
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" {_NAMESPACES}><channel>{head}'
        f"{''.join(items)}</channel></rss>"
    )


@st.composite
def atom(draw: st.DrawFn) -> str:
    """A well-formed document in Atom, with xml:base and xml:lang at any level."""
    context = st.sampled_from(
        ["", ' xml:lang="zh-Hant"', ' xml:base="/news/"', ' xml:base="https://b.example/x/"']
    )
    entries = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["", ' type="html"', ' type="text"']))
        inner = escape(draw(texts))
        field = st.one_of(
            _element("title", lines, kind + draw(context)),
            _element("summary", texts, kind),
            _element("content", texts, kind + draw(context)),
            st.just(
                '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
                f"<p>{inner}<br/></p></div></content>"
            ),
            _element("id", urls),
            _element("updated", _DATES),
            _element("published", _DATES),
            lines.map(lambda name: f"<author><name>{escape(name)}</name></author>"),
            lines.map(lambda term: f"<category term={quoteattr(term)}/>"),
            urls.map(lambda url: f"<link href={quoteattr(url)}/>"),
            urls.map(lambda url: f"<link rel='enclosure' href={quoteattr(url)}/>"),
        )
        entries.append(
            f"<entry{draw(context)}>{''.join(draw(st.lists(field, max_size=8)))}</entry>"
        )
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"{draw(context)}>{draw(_element("title", lines))}'
        f"{''.join(entries)}</feed>"
    )


@given(rss() | atom())
def test_both_ways_read_a_well_formed_document_alike(document: str) -> None:
    octets = to_utf8(document.encode(), None)
    feed, way = read_either_way(octets)
    assert way == "fast"
    assert read_carefully(octets.decode()) == feed


@given(rss() | atom(), st.data())
def test_what_is_whole_of_a_document_that_breaks_off_is_as_before(
    document: str, data: st.DataObject
) -> None:
    whole = read(document.encode()).entries
    part = document[: data.draw(st.integers(document.index(">", 60) + 1, len(document)))]
    found = read(part.encode()).entries
    assert found == whole[: len(found)]
    endings = part.count("</item>") + part.count("</entry>")
    assert len(found) >= endings or len(found) == len(whole) or "CDATA" in document
