"""Documents that are not well-formed, or not what they are served as."""

from __future__ import annotations

from typing import Any

import pytest

from feeds.errors import ReadError
from feeds.read import read
from tests.read.oddities_documents import URL, atom, entries, json_feed, rdf, row, rss, said

_DEEP = "<div>" * 3000 + "深" + "</div>" * 3000
_LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
_TWO = rss("<title>一</title>", "<title>二</title>", root="")
_ATOM_TWO = atom("<id>urn:x:1</id><title>一</title>", "<id>urn:x:2</id><title>二</title>")


def _title(text: str) -> str:
    return rss(f"<title>{text}</title>", root="")


def _description(text: str) -> str:
    return rss(f"<title>a</title><description>{text}</description>", root="")


def _subset(subset: str, title: str) -> str:
    return f"<!DOCTYPE rss [{subset}]>" + rss(f"<title>{title}</title>", declaration="")


def _until(document: str, mark: str) -> str:
    return document[: document.index(mark) + len(mark)]


ENTITIES = [
    row("feedparser nbsp undefined", _title("a&nbsp;b"), "title", "a b"),
    row("feedparser hellip undefined", _title("warten&hellip;"), "title", "warten…"),
    row("html5 entity of two characters", _title("a&NotEqualTilde;b"), "title", "a≂̸b"),
    row("feedparser entity that nobody knows", _title("a &bogus; b"), "title", "a &bogus; b"),
    row("feedparser bare ampersand", _title("R&D 部門"), "title", "R&D 部門"),
    row("bare ampersand between blanks", _title("魚 & 菜"), "title", "魚 & 菜"),
    row("bare ampersand at the end", _title("AT&"), "title", "AT&"),
    row("bare ampersand in a link", rss("<link>https://news.example/?a=1&b=2&copy=3</link>"),
        "url", "https://news.example/?a=1&b=2&copy=3"),
    row("bare ampersand in an attribute", atom('<link href="https://news.example/?a=1&b=2"/>'),
        "url", "https://news.example/?a=1&b=2"),
    row("ampersand escaped twice in a link",
        rss("<link>https://news.example/?a=1&amp;amp;b=2</link>"), "url",
        "https://news.example/?a=1&b=2"),
    row("reference without its semicolon", _title("a&#252 b & c"), "title", "aü b & c"),
    row("reference in capitals", _title("&#X6E2F;"), "title", "港"),
    row("xml-4.4 entity of the internal subset", _subset('<!ENTITY co "Hafen AG">', "&co;"),
        "title", "Hafen AG"),
    row("xml-4.2.2 external entity is never fetched",
        _subset('<!ENTITY f SYSTEM "file:///etc/passwd">', "a &f; b"), "title", "a &f; b"),
    row("external document type is never fetched",
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">' + rss("<title>a</title>",
        declaration=""), "title", "a"),
    row("parameter entity is not followed",
        _subset('<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;', "a"), "title", "a"),
    row("feedparser entity that holds another is not expanded",
        _subset('<!ENTITY b "B"><!ENTITY a "x&b;">', "&a;"), "title", "x&b;"),
    row("entity that names itself", _subset('<!ENTITY a "&a;">', "x &a; y"), "title", "x &a; y"),
]  # fmt: skip
TAGS = [
    row("feedparser tag that never closes", "<rss><channel><item><title>一<link>https://a.example/1"
        "</link></item><item><title>二</title></item></channel></rss>", "titles", ["一", "二"]),
    row("item that never closes", "<rss><channel><item><title>一</title><item><title>二</title>"
        "</channel></rss>", "titles", ["一", "二"]),
    row("crossing tags", _title("<b>一<i>二</b>三</i>"), "title", "一二三"),
    row("crossing elements", "<rss><channel><item><title>一</description></title><description>文"
        "</description></item></channel></rss>", "content", "文"),
    row("end tag of nothing", rss("</b><title>一</title></zz>", root=""), "title", "一"),
    row("end tag in other capitals", "<rss><channel><item><title>一</Title><pubdate>2026-11-20"
        "</pubDate></item></channel></rss>", "published", "2026-11-20 00:00"),
    row("markup that is not escaped in a description", _description("<p>一<br>二</p>"), "content",
        "<p>一<br>二</p>"),
    row("attributes without quotes", "<rss version=2.0><channel><item><enclosure "
        "url=https://a.example/a.mp3 length=12 /></item></channel></rss>", "lengths", [12]),
    row("attributes in single quotes", "<rss><channel><item><enclosure url='https://a.example/a'/>"
        "</item></channel></rss>", "files", ["https://a.example/a"]),
    row("feedparser last of two equal attributes counts",
        atom('<link href="https://a.example/1" href="https://a.example/2"/>'), "url",
        "https://a.example/2"),
    row("attribute without blanks between", atom('<link rel="alternate"href="https://a.example/1"/>'),
        "url", "https://a.example/1"),
    row("angle bracket in an attribute", rss('<enclosure url="https://a.example/?a>b"/>'), "files",
        ["https://a.example/?a%3Eb"]),
    row("deep nesting in content", _description(_DEEP.replace("<", "&lt;")), "titles", ["a"]),
    row("deep nesting of elements", _description(_DEEP), "titles", ["a"]),
    row("empty item", rss(""), "titles", [""]),
    row("item as an empty tag", "<rss><channel><item/><item><title>二</title></item></channel>"
        "</rss>", "titles", ["", "二"]),
    row("no item", "<rss><channel><title>T</title></channel></rss>", "titles", []),
    row("empty title before a full one", rss("<title/><title>二</title>"), "title", "二"),
    row("comment in a title", _title("一<!-- x -->二"), "title", "一二"),
    row("processing instruction in a title", _title("一<?php x ?>二"), "title", "一二"),
    row("comment with two dashes", rss("<!-- a -- b --><title>一</title>"), "title", "一"),
    row("comment that hides an item", rss("<title>一</title>", head="<!-- <item/> -->"), "titles",
        ["一"]),
    row("comment that never closes", _until(_TWO, "</item>") + "<!-- <item><title>二</title>",
        "titles", ["一"]),
    row("rss10 about without its prefix", rdf("<title>a</title>",
        about=' about="https://news.example/1"'), "title", "a"),
]  # fmt: skip
CDATA = [
    row("cdata in pieces", _title("<![CDATA[a]]><![CDATA[b]]>"), "title", "ab"),
    row("cdata with text around it", _title("一<![CDATA[二]]>三"), "title", "一二三"),
    row("cdata with its end in it, split as is usual",
        _description("<![CDATA[a]]]]><![CDATA[>b]]>"), "content", "a]]&gt;b"),
    row("cdata in cdata", _description("<![CDATA[a <![CDATA[b]]> c]]>"), "titles", ["a"]),
    row("cdata never closes in an item: items before it are whole",
        rss("<title>一</title>", "<title><![CDATA[二</title>"), "titles", ["一"]),
    row("feedparser cdata escaped is text", _title("&lt;![CDATA[港]]&gt;"), "title",
        "<![CDATA[港]]>"),
    row("whatwg cdata in other letters is a bogus comment", _title("<![cdata[港]]>灣"), "title",
        "灣"),
    row("cdata in a link", rss("<link><![CDATA[ https://news.example/?a=1&b=2 ]]></link>"), "url",
        "https://news.example/?a=1&b=2"),
    row("cdata in a guid", rss('<guid isPermaLink="false"><![CDATA[urn:ab:1]]></guid>'),
        "ids", ["urn:ab:1"]),
]  # fmt: skip
ENDS = [
    row("white space before the declaration", "\n \t" + _title("一"), "title", "一"),
    row("junk before the declaration", "Warning: mysql\n" + _title("一"), "title", "一"),
    row("php warning in html before the declaration", "<br />\n<b>Notice</b>: x<br />\n"
        + _title("一"), "title", "一"),
    row("style before the declaration", "<style>p{}</style>" + _title("一"), "title", "一"),
    row("comment before the declaration", "<!-- cached -->\n" + _title("一"), "title", "一"),
    row("two declarations", '<?xml version="1.0"?>' + _title("一"), "title", "一"),
    row("xml-2.8 version 1.1", _title("一").replace('"1.0"', '"1.1"'), "title", "一"),
    row("junk after the end", _title("一") + "<!-- 3 s --> oops", "titles", ["一"]),
    row("script after the end", _title("一") + "<script>x < y</script>", "titles", ["一"]),
    row("two roots: the first counts", _title("一") + _title("二"), "titles", ["一"]),
    row("cut in the title", _until(_TWO, "<title>二"), "titles", ["一"]),
    row("cut in a tag", _until(_TWO, "一</title></item><item><ti"), "titles", ["一"]),
    row("cut between items", _until(_TWO, "</item>"), "titles", ["一"]),
    row("cut between items is told", _until(_TWO, "</item>"), "kind", "rss20-cut"),
    row("atom cut in an entry", _until(_ATOM_TWO, "<title>二</title>"), "titles", ["一"]),
    row("atom cut is told", _until(_ATOM_TWO, "</entry>"), "kind", "atom10-cut"),
    row("without the last tag", _TWO.replace("</rss>", ""), "kind", "rss20"),
    row("served as text/html", _title("一"), "title", "一", "text/html; charset=utf-8"),
    row("served as an image", _title("一"), "title", "一", "image/png"),
    row("served with a header that is none", _title("一"), "title", "一", ";;charset"),
    row("stylesheet instruction", _title("一").replace("<rss",
        '<?xml-stylesheet href="a.xsl"?><rss'), "title", "一"),
    row("carriage returns only", _title("一\r二"), "title", "一 二"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "field", "expected", "content_type"), ENTITIES + TAGS + CDATA + ENDS
)
def test_a_broken_document_says(
    document: str, field: str, expected: Any, content_type: str | None
) -> None:
    assert said(document, field, content_type) == expected


def test_a_billion_laughs_are_harmless() -> None:
    title = entries(_subset('<!ENTITY l0 "ha">' + _LAUGHS, "x&l9;"))[0].title
    assert title.startswith("x")
    assert len(title) < 300


_PAGE = (
    "<!DOCTYPE html><html><head><title>港報</title>"
    '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    '<link rel="alternate" type="application/atom+xml" href="https://o.example/atom">'
    '<link rel="stylesheet" href="/a.css"></head><body><p>新聞</body></html>'
)


@pytest.mark.parametrize(
    ("document", "kind", "words"),
    [
        pytest.param(_PAGE, "html", "https://news.example/rss.xml", id="rss board relative link"),
        pytest.param(_PAGE, "html", "https://o.example/atom", id="rss board atom link"),
        pytest.param(
            _PAGE.replace("<title>", '<base href="https://c.example/d/"><title>').replace(
                '="/rss', '="rss'),
            "html",
            "https://c.example/d/rss.xml",
            id="whatwg base of a page",
        ),
        pytest.param("<html><body>404</body></html>", "html", "not a feed", id="page of an error"),
        pytest.param("", "empty", "empty", id="nothing"),
        pytest.param(" \n\0 ", "empty", "empty", id="white space"),
        pytest.param("Service unavailable", "not_a_feed", "neither", id="a line of text"),
        pytest.param("<catalog/>", "not_a_feed", "catalog", id="other XML"),
        pytest.param('{"items": []}', "json", "version", id="jsonfeed without version"),
        pytest.param('{"version": "https://jsonfeed.org/version/1"}', "json", "items",
                     id="jsonfeed without items"),
        pytest.param(json_feed({"id": "1"})[:-3], "json", "broken", id="rfc8259 json that is cut"),
        pytest.param("[" * 100_000, "json", "JSON", id="rfc8259-9 json nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_no_feed_says_so(document: str, kind: str, words: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(document.encode(), url=URL, kind="feed")
    assert caught.value.kind == kind
    assert words in str(caught.value)
