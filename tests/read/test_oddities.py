"""Dialects: one oddity a row, by the specification or a reader that many use."""

from __future__ import annotations

from typing import Any

import pytest

from feeds.model import Origin
from tests.read.oddities_documents import (
    RDF,
    atom,
    atom03,
    json_feed,
    rdf,
    row,
    rss,
    said,
)

_NETSCAPE = (
    '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>'
    "<title>T</title><item><title>Caf&eacute; am Fluß</title></item></channel></rss>"
)
_RSS090 = (
    f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel>'
    "<title>T</title></channel><item><title>碼頭</title><link>https://news.example/1</link></item>"
    "</rdf:RDF>"
)
_CDF = (
    '<?XML VERSION="1.0"?><CHANNEL HREF="https://news.example/"><TITLE>T</TITLE>'
    '<ITEM HREF="https://news.example/1" LASTMOD="2026-11-20T08:30"><TITLE>渡輪</TITLE>'
    "<ABSTRACT>新航線</ABSTRACT></ITEM></CHANNEL>"
)
_RSS11 = (
    f'<Channel xmlns="http://purl.org/net/rss1.1#" xmlns:rdf="{RDF}" rdf:about="https://a.example/">'
    '<title>T</title><items rdf:parseType="Collection"><item rdf:about="https://a.example/1">'
    "<title>燈塔</title><link>https://a.example/1</link></item></items></Channel>"
)
_ENTRY = (
    '<entry xmlns="http://www.w3.org/2005/Atom"><id>urn:x:1</id><title>單篇</title>'
    "<updated>2026-11-20T08:30:00Z</updated></entry>"
)
_NO_SPACE = "<feed><title>T</title><entry><id>urn:x:1</id><title>無名空間</title></entry></feed>"


def _version(version: str, item: str) -> str:
    return f'<rss version="{version}"><channel><title>T</title><item>{item}</item></channel></rss>'


RSS = [
    row("rss090 kind by namespace", _RSS090, "kind", "rss090"),
    row("rss090 item beside channel", _RSS090, "title", "碼頭"),
    row("rss090 link is identity", _RSS090, "ids", ["https://news.example/1"]),
    row("rss091-netscape dtd entities", _NETSCAPE, "title", "Café am Fluß"),
    row("rss091-netscape kind", _NETSCAPE, "kind", "rss091"),
    row("rss091-userland kind", _version("0.91", "<title>a</title>"), "kind", "rss091"),
    row(
        "rss091-userland escaped description is markup by feedparser",
        _version("0.91", "<description>&lt;b&gt;fett&lt;/b&gt;</description>"),
        "content",
        "<b>fett</b>",
    ),
    row(
        "rss092 item of a description only",
        _version("0.92", "<description>只有內文</description>"),
        "content",
        "只有內文",
    ),
    row(
        "rss092 source",
        _version("0.92", '<title>a</title><source url="https://o.example/f">Otro</source>'),
        "origin",
        Origin("Otro", "https://o.example/f"),
    ),
    row(
        "rss092 enclosure length 0 is unknown",
        _version("0.92", '<enclosure url="https://o.example/a.mp3" length="0" type="audio/mpeg"/>'),
        "lengths",
        [None],
    ),
    row(
        "rss093 several enclosures",
        _version(
            "0.93",
            '<enclosure url="https://o.example/a.mp3"/><enclosure url="https://o.example/b.mp3"/>',
        ),
        "files",
        ["https://o.example/a.mp3", "https://o.example/b.mp3"],
    ),
    row(
        "rss093 expirationDate is not pubDate",
        _version(
            "0.93", "<title>a</title><expirationDate>Fri, 20 Nov 2026 08:30:00 GMT</expirationDate>"
        ),
        "published",
        None,
    ),
    row("rss2 version 2.0.1", _version("2.0.1", "<title>a</title>"), "kind", "rss20"),
    row("rss version unknown", _version("7.0", "<title>a</title>"), "kind", "rss"),
    row(
        "rss2 default namespace of userland",
        rss("<title>河</title>", root=' xmlns="http://backend.userland.com/rss2"'),
        "title",
        "河",
    ),
    row(
        "rss2 default namespace nobody knows",
        rss("<title>河</title>", root=' xmlns="https://other.example/rss"'),
        "title",
        "河",
    ),
    row(
        "rss tags in capitals",
        "<RSS VERSION='2.0'><CHANNEL><ITEM><TITLE>大寫</TITLE></ITEM></CHANNEL></RSS>",
        "title",
        "大寫",
    ),
    row(
        "feedparser item after channel",
        "<rss><channel><title>T</title></channel><item><title>外</title></item></rss>",
        "titles",
        ["外"],
    ),
    row("rss10 kind", rdf("<title>a</title>"), "kind", "rss10"),
    row("rss10 about is identity", rdf("<title>a</title>"), "ids", ["https://news.example/1"]),
    row("rss10 seq is no entry", rdf("<title>a</title>"), "titles", ["a"]),
    row(
        "rss10 mod_dc date",
        rdf("<title>a</title><dc:date>2026-11-20T16:30+08:00</dc:date>"),
        "published",
        "2026-11-20 08:30",
    ),
    row("rss11 items in a collection", _RSS11, "titles", ["燈塔"]),
    row("cdf in capitals", _CDF, "title", "渡輪"),
    row("cdf abstract", _CDF, "content", "新航線"),
    row("cdf href", _CDF, "url", "https://news.example/1"),
    row("cdf lastmod", _CDF, "updated", "2026-11-20 08:30"),
    row(
        "atom in rss item: updated",
        rss("<title>a</title><atom:updated>2026-11-20T08:30:00Z</atom:updated>"),
        "updated",
        "2026-11-20 08:30",
    ),
    row(
        "atom in rss item: html content",
        rss('<atom:content type="html">&lt;p&gt;正文&lt;/p&gt;</atom:content>'),
        "content",
        "<p>正文</p>",
    ),
    row(
        "atom in rss item: author",
        rss("<atom:author><atom:name>林一</atom:name></atom:author>"),
        "names",
        ["林一"],
    ),
]
ATOM = [
    row(
        "atom03 mode escaped",
        atom03('<title type="text/html" mode="escaped">Le &lt;em&gt;port&lt;/em&gt;</title>'),
        "title",
        "Le port",
    ),
    row(
        "atom03 mode base64",
        atom03('<content type="text/html" mode="base64">PHA+aGk8L3A+</content>'),
        "content",
        "<p>hi</p>",
    ),
    row(
        "atom03 mode xml",
        atom03('<content type="application/xhtml+xml" mode="xml"><p>bonjour</p></content>'),
        "content",
        "<p>bonjour</p>",
    ),
    row(
        "atom03 plain text with angle",
        atom03('<title type="text/plain" mode="escaped">a &lt; b</title>'),
        "title",
        "a < b",
    ),
    row(
        "atom03 issued",
        atom03("<issued>2026-11-20T08:30:00Z</issued>"),
        "published",
        "2026-11-20 08:30",
    ),
    row(
        "atom03 modified",
        atom03("<modified>2026-11-20T08:30:00Z</modified>"),
        "updated",
        "2026-11-20 08:30",
    ),
    row(
        "atom03 author url",
        atom03("<author><name>A</name><url>https://a.example/</url></author>"),
        "pages",
        ["https://a.example/"],
    ),
    row("atom03 kind", atom03("<title>a</title>"), "kind", "atom03"),
    row("rfc4287-2 entry document", _ENTRY, "titles", ["單篇"]),
    row("rfc4287-2 entry document kind", _ENTRY, "kind", "atom10"),
    row("miniflux atom without namespace", _NO_SPACE, "title", "無名空間"),
    row(
        "rfc4287-3.1.1.1 type absent is text",
        atom("<title>&lt;b> 是標籤</title>"),
        "title",
        "<b> 是標籤",
    ),
    row(
        "rfc4287-3.1.1.1 text content is escaped",
        atom("<content>1 &lt; 2 &amp; 3</content>"),
        "content",
        "<p>1 &lt; 2 &amp; 3</p>",
    ),
    row(
        "rfc4287-3.1.1.2 html title",
        atom('<title type="html">A &amp;amp; B &lt;i&gt;x&lt;/i&gt;</title>'),
        "title",
        "A & B x",
    ),
    row(
        "rfc4287-3.1.1.3 xhtml div is not content",
        atom(
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>水</p></div>'
            "</content>"
        ),
        "content",
        "<p>水</p>",
    ),
    row(
        "rfc4287-3.1.1.3 xhtml with a prefix",
        atom(
            '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>水</h:p>'
            "</h:div></content>"
        ),
        "content",
        "<p>水</p>",
    ),
    row(
        "rfc4287-4.1.3.2 content that is elsewhere is the link",
        atom('<id>urn:x:1</id><content type="text/html" src="https://news.example/1"/>'),
        "url",
        "https://news.example/1",
    ),
    row(
        "rfc4287-4.1.3.3 content of a picture is no text",
        atom('<title>a</title><content type="image/png">iVBORw0KGgo=</content>'),
        "content",
        "",
    ),
    row(
        "rfc4287-4.1.3.3 text/plain is not html",
        atom('<content type="text/plain">&lt;p></content>'),
        "content",
        "<p>&lt;p&gt;</p>",
    ),
    row(
        "rfc4287-4.2.7.2 rel absent is alternate",
        atom('<link rel="self" href="/self"/><link href="/1"/>'),
        "url",
        "https://news.example/1",
    ),
    row(
        "rfc4287-4.2.7.2 rel as an iri",
        atom('<link rel="http://www.iana.org/assignments/relation/alternate" href="/1"/>'),
        "url",
        "https://news.example/1",
    ),
    row(
        "feedparser html alternate before pdf",
        atom('<link href="/1.pdf" type="application/pdf"/><link href="/1" type="text/html"/>'),
        "url",
        "https://news.example/1",
    ),
    row(
        "rfc4287 prefix on every element",
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>甲</a:title></a:entry>'
        "</a:feed>",
        "title",
        "甲",
    ),
    row(
        "rfc4287-4.2.11 title of the source is not the entry's",
        atom("<source><title>別處</title></source><title>此處</title>"),
        "title",
        "此處",
    ),
    row(
        "rfc4287 atom10 namespace with a slash at its end, by feedparser",
        "<feed xmlns='http://www.w3.org/2005/Atom/'><entry><title>x</title></entry></feed>",
        "title",
        "x",
    ),
]
_BOTH = {"id": "1", "content_html": "<p>a</p>", "content_text": "b"}
_FILE = {"url": "https://a.example/a.mp3", "mime_type": "audio/mpeg", "duration_in_seconds": 61.5}
JSON = [
    row("jsonfeed-1.0 kind", json_feed({"id": "1"}, "1"), "kind", "json1"),
    row("jsonfeed-1.1 kind", json_feed({"id": "1"}), "kind", "json11"),
    row(
        "jsonfeed-1.0 author",
        json_feed({"id": "1", "author": {"name": "Ann"}}, "1"),
        "names",
        ["Ann"],
    ),
    row(
        "jsonfeed-1.1 authors before author",
        json_feed({"id": "1", "author": {"name": "Old"}, "authors": [{"name": "New"}]}),
        "names",
        ["New"],
    ),
    row(
        "jsonfeed-1.1 authors inherited",
        json_feed({"id": "1"}, authors=[{"name": "Feed"}]),
        "names",
        ["Feed"],
    ),
    row("jsonfeed-1.1 html before text", json_feed(_BOTH), "content", "<p>a</p>"),
    row(
        "jsonfeed-1.1 text is no markup",
        json_feed({"id": "1", "content_text": "<b> & 雨"}),
        "content",
        "<p>&lt;b&gt; &amp; 雨</p>",
    ),
    row("jsonfeed-1.1 id as a number is a string", json_feed({"id": 7}), "titles", [""]),
    row(
        "jsonfeed-1.1 external_url where url is absent",
        json_feed({"id": "1", "external_url": "https://o.example/1"}),
        "url",
        "https://o.example/1",
    ),
    row("jsonfeed-1.1 tags", json_feed({"id": "1", "tags": ["港", "Hafen"]}), "keywords",
        ("港", "Hafen")),
    row(
        "jsonfeed-1.1 duration of an attachment",
        json_feed({"id": "1", "attachments": [_FILE]}),
        "durations",
        [61],
    ),
    row("jsonfeed-1.1 byte order mark", "\ufeff" + json_feed({"id": "1", "title": "印"}), "title",
        "印"),
    row("jsonfeed-1.1 title is no markup", json_feed({"id": "1", "title": "a <b> c"}), "title",
        "a <b> c"),
    row("jsonfeed-1.1 field of a wrong type is absent", json_feed({"id": "1", "title": [1]}),
        "title", ""),
    row("jsonfeed-1.1 item that is none", json_feed({"id": "1"}).replace("[{", '[null, "x", {'),
        "titles", [""]),
    row("jsonfeed-1.1 served as text/html", json_feed({"id": "1", "title": "x"}), "title", "x",
        "text/html"),
    row("jsonfeed-1.1 half a surrogate pair", json_feed({"id": "1", "title": "x?"})
        .replace("?", "\\ud83d"), "title", "x"),
    row("jsonfeed-1.1 language of an item", json_feed({"id": "1", "language": "pt-br"}),
        "language", "pt-BR"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "field", "expected", "content_type"), RSS + ATOM + JSON)
def test_a_dialect_says(document: str, field: str, expected: Any, content_type: str | None) -> None:
    assert said(document, field, content_type) == expected
