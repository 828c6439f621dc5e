"""Titles, summaries and contents: what is text in them, and what is markup."""

from __future__ import annotations

from typing import Any

import pytest

from tests.read.oddities_documents import atom, json_feed, row, rss, said

_LINK = "<link>https://news.example/a/1</link>"
_PIXEL = '<img src="https://t.example/p.gif" width="1" height="1">'
_PICTURE = "https://news.example/1.jpg"


def _title(text: str) -> str:
    return rss(f"<title>{text}</title>", root="")


def _html(markup: str) -> str:
    return rss(f"{_LINK}<content:encoded><![CDATA[{markup}]]></content:encoded>")


TITLES = [
    row("miniflux markup in a title", _title("&lt;b&gt;統一&lt;/b&gt;戰線"), "title", "統一戰線"),
    row("markup in cdata in a title", _title("<![CDATA[<em>Neu</em>: Hafen]]>"), "title",
        "Neu: Hafen"),
    row("markup that is not escaped in a title", _title("<em>Neu</em>: Hafen"), "title",
        "Neu: Hafen"),
    row("entity escaped once", _title("a &amp; b"), "title", "a & b"),
    row("entity escaped twice", _title("a &amp;amp; b"), "title", "a & b"),
    row("entity escaped three times", _title("a &amp;amp;amp; b"), "title", "a & b"),
    row("markup escaped twice", _title("&amp;lt;i&amp;gt;a&amp;lt;/i&amp;gt; b"), "title", "a b"),
    row("entity in cdata", _title("<![CDATA[a &amp; b &#8217;]]>"), "title", "a & b ’"),
    row("rss-board a less than b", _title("a &lt; b"), "title", "a < b"),
    row("a less than b in cdata", _title("<![CDATA[1 < 2 > 0]]>"), "title", "1 < 2 > 0"),
    row("header in angles is no tag", _title("#include &lt;stdio.h&gt;"), "title",
        "#include <stdio.h>"),
    row("placeholder in angles is no tag", _title("set &lt;name&gt; now"), "title",
        "set <name> now"),
    row("generic type is no tag", _title("List&lt;String&gt;"), "title", "List<String>"),
    row("chinese title in angles", _title("評《&lt;海灣&gt;》"), "title", "評《<海灣>》"),
    row("ruby in a title keeps the base", _title(
        "<![CDATA[<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の朝]]>"), "title", "港の朝"),
    row("line break in a title", _title("one\n  two\tthree"), "title", "one two three"),
    row("br in a title", _title("one&lt;br/&gt;two"), "title", "one two"),
    row("paragraphs in a title", _title("&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;"), "title",
        "one two"),
    row("no-break space in a title", _title("a&#160;&#160;b"), "title", "a b"),
    row("ideographic space in a title", _title("港　口"), "title", "港 口"),
    row("script in a title", _title("&lt;script&gt;x()&lt;/script&gt;a"), "title", "a"),
    row("comment in an escaped title", _title("a&lt;!-- b --&gt;c"), "title", "ac"),
    row("image in a title", _title('&lt;img src="x.png" alt="y"&gt;a'), "title", "a"),
    row("soft hyphen stays", _title("Hafen\u00adamt"), "title", "Hafen\u00adamt"),
    row("emoji of several characters", _title("👩‍👩‍👧 家"), "title", "👩‍👩‍👧 家"),
    row("title of markup only", _title("&lt;b&gt;&lt;/b&gt;"), "title", ""),
    row("atom text title keeps entities", atom("<title>a &amp;amp; b</title>"), "title",
        "a &amp; b"),
    row("atom html title", atom('<title type="html">a &amp;lt; b</title>'), "title", "a < b"),
    row("atom xhtml title", atom('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        "a <em>b</em> &lt;c></div></title>"), "title", "a b <c>"),
    row("jsonfeed title keeps entities", json_feed({"id": "1", "title": "a &amp; b"}), "title",
        "a &amp; b"),
]  # fmt: skip
WHICH = [
    row("rss description alone is the content", rss("<description>述</description>"), "content",
        "述"),
    row("rss description beside content:encoded is the summary", rss("<description>述</description>"
        "<content:encoded>全文</content:encoded>"), "summary", "述"),
    row("content:encoded before description", rss("<content:encoded>全文</content:encoded>"
        "<description>這是比較長的一段述</description>"), "content", "全文"),
    row("atom summary and content: content", atom("<summary>述</summary><content>文</content>"),
        "content", "<p>文</p>"),
    row("atom summary and content: summary", atom("<summary>述</summary><content>文</content>"),
        "summary", "述"),
    row("atom summary alone", atom('<summary type="html">&lt;p>述&lt;/p></summary>'), "content",
        "<p>述</p>"),
    row("empty content beside a summary", atom("<summary>述</summary><content/>"), "content",
        "<p>述</p>"),
    row("several contents: markup before text", atom('<content type="text">a much longer text'
        '</content><content type="html">&lt;p>b&lt;/p></content>'), "content", "<p>b</p>"),
    row("two descriptions: the longer is the content", rss("<description>short</description>"
        "<description>much longer than that</description>"), "content", "much longer than that"),
    row("summary of the content where there is none",
        _html("<p>第一段。</p><script>x()</script><p>第二段。</p>"), "summary",
        "第一段。 第二段。"),
    row("summary has no markup", rss("<description>&lt;p>a &lt;b>b&lt;/b>&lt;/p></description>"
        "<content:encoded>x</content:encoded>"), "summary", "a b"),
    row("jsonfeed summary", json_feed({"id": "1", "summary": "述", "content_text": "文"}),
        "summary", "述"),
    row("xhtml:body in rss", rss('<body xmlns="http://www.w3.org/1999/xhtml"><p>文</p></body>'),
        "content", "<p>文</p>"),
]  # fmt: skip
MARKUP = [
    row("relative link in content, by the entry's page", _html('<a href="2">b</a>'), "content",
        '<a href="https://news.example/a/2">b</a>'),
    row("link from the root", _html('<a href="/2">b</a>'), "content",
        '<a href="https://news.example/2">b</a>'),
    row("link without a scheme", _html('<img src="//i.example/1.png">'), "content",
        '<img src="https://i.example/1.png">'),
    row("link to a fragment", _html('<a href="#n">b</a>'), "content",
        '<a href="https://news.example/a/1#n">b</a>'),
    row("mailto stays", _html('<a href="mailto:a@b.example">b</a>'), "content",
        '<a href="mailto:a@b.example">b</a>'),
    row("feedparser script is dropped", _html("a<script>alert(1)</script>b"), "content", "ab"),
    row("feedparser style is dropped", _html("<style>p{}</style><p>a</p>"), "content", "<p>a</p>"),
    row("style attribute is dropped", _html('<p style="color:red">a</p>'), "content", "<p>a</p>"),
    row("iframe is dropped", _html('a<iframe src="https://v.example/"></iframe>b'), "content",
        "ab"),
    row("onclick is dropped", _html('<p onclick="x()">a</p>'), "content", "<p>a</p>"),
    row("onerror in odd capitals is dropped", _html('<p OnErRor=x()>a</p>'), "content", "<p>a</p>"),
    row("javascript: is dropped", _html('<a href="javascript:x()">a</a>'), "content", "<a>a</a>"),
    row("javascript: with a tab in it is dropped", _html('<a href="java\tscript:x()">a</a>'),
        "content", "<a>a</a>"),
    row("javascript: in references is dropped", _html('<a href="&#106;avascript:x()">a</a>'),
        "content", "<a>a</a>"),
    row("data: is dropped", _html('<p>a<img src="data:image/png;base64,AAAA"></p>'), "content",
        "<p>a</p>"),
    row("svg is dropped", _html("<svg><script>x()</script></svg><p>a</p>"), "content", "<p>a</p>"),
    row("form is dropped", _html("<form><input></form><p>a</p>"), "content", "<p>a</p>"),
    row("object and embed are dropped", _html('<object data="x"><embed src="y"></object>a'),
        "content", "a"),
    row("tag that nobody knows leaves its text", _html("<blink>a</blink>"), "content", "a"),
    row("miniflux tracking pixel is dropped", _html(f"<p>a</p>{_PIXEL}"), "content", "<p>a</p>"),
    row("image of noscript is the real one", _html(
        f'<noscript><img src="{_PICTURE}"></noscript>'), "content", f'<img src="{_PICTURE}">'),
    row("base of another host is dropped", _html('<base href="//evil.example/"><a href="2">b</a>'),
        "content", '<a href="https://news.example/a/2">b</a>'),
    row("refresh is dropped", _html('<meta http-equiv="refresh" content="0;url=x">a'), "content",
        "a"),
    row("srcset is dropped", _html('<img src="/1.jpg" srcset="x.jpg 2x">'), "content",
        f'<img src="{_PICTURE}">'),
    row("video without autoplay", _html('<video src="/v.mp4" autoplay></video>'), "content",
        '<video src="https://news.example/v.mp4"></video>'),
    row("comment is dropped", _html("a<!-- b -->c"), "content", "ac"),
    row("conditional comment is dropped", _html("a<!--[if IE]>b<![endif]-->c"), "content", "ac"),
    row("empty paragraph is dropped", _html("<p>a</p><p> </p>"), "content", "<p>a</p>"),
    row("unclosed tags are closed", _html("<p>a <b>b"), "content", "<p>a <b>b</b></p>"),
    row("table is kept", _html("<table><tbody><tr><td>a</td></tr></tbody></table>"), "content",
        "<table><tbody><tr><td>a</td></tr></tbody></table>"),
    row("ruby is kept", _html("<ruby>港<rt>gǎng</rt></ruby>"), "content",
        "<ruby>港<rt>gǎng</rt></ruby>"),
    row("lang of a paragraph is kept", _html('<p lang="ja">港</p>'), "content",
        '<p lang="ja">港</p>'),
    row("entities of html in content", _html("a&nbsp;&mdash;&hellip;"), "content",
        "a&nbsp;—…"),
    row("text that looks like markup in content", _html("1 < 2"), "content", "1 &lt; 2"),
    row("atom plain text with line breaks", atom("<content>一\n二\n\n三</content>"), "content",
        "<p>一<br>二</p><p>三</p>"),
    row("jsonfeed plain text with line breaks", json_feed({"id": "1", "content_text": "一\r\n二"}),
        "content", "<p>一<br>二</p>"),
    row("feedparser markup escaped twice in content", rss("<description>&amp;lt;p&amp;gt;a"
        "&amp;lt;/p&amp;gt;</description>"), "content", "<p>a</p>"),
    row("text about markup in content", _html("<p>write &lt;p&gt; there</p>"), "content",
        "<p>write &lt;p&gt; there</p>"),
]  # fmt: skip
IMAGES = [
    row("first image of the content", _html(f'<p>a</p><img src="{_PICTURE}"><img src="/2.jpg">'),
        "image", _PICTURE),
    row("first image is not the pixel", _html(f'{_PIXEL}<img src="{_PICTURE}">'), "image",
        _PICTURE),
    row("first image is not the data:", _html(
        f'<img src="data:image/gif;base64,R0lG"><img src="{_PICTURE}">'), "image", _PICTURE),
    row("first image relative", _html('<img src="../1.jpg">'), "image", _PICTURE),
    row("first image without a source", _html(f'<img alt="x"><img src="{_PICTURE}">'), "image",
        _PICTURE),
    row("no image", _html("<p>a</p>"), "image", None),
    row("jsonfeed image", json_feed({"id": "1", "image": _PICTURE, "banner_image": "x"}), "image",
        _PICTURE),
    row("jsonfeed banner where there is no image", json_feed({"id": "1", "banner_image":
        _PICTURE}), "image", _PICTURE),
    row("image element of an rss item", rss(f"<image><url>{_PICTURE}</url></image>"), "image",
        _PICTURE),
    row("image of the channel is not the item's", rss("<title>a</title>",
        head=f"<image><url>{_PICTURE}</url></image>"), "image", None),
    row("ampersand in the address of an image", _html('<img src="/i?a=1&amp;b=2">'), "image",
        "https://news.example/i?a=1&b=2"),
    row("poster of a video is no image of the text", _html('<video poster="/p.jpg"></video>'),
        "image", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "field", "expected", "content_type"), TITLES + WHICH + MARKUP + IMAGES
)
def test_a_text_says(document: str, field: str, expected: Any, content_type: str | None) -> None:
    assert said(document, field, content_type) == expected
