"""Content: what a reader gets to see is safe, and leads where it led."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from feeds.normalize.html import first_image, once, sanitize
from feeds.normalize.text import clean, from_html

BASE = "https://h.example/news/1"


@pytest.mark.parametrize(
    ("markup", "safe"),
    [
        pytest.param("<p>碼頭 <b>重開</b></p>", "<p>碼頭 <b>重開</b></p>", id="plain"),
        pytest.param("<script>x</script><p>a</p>", "<p>a</p>", id="script"),
        pytest.param("<style>p{}</style><p style='x'>a</p>", "<p>a</p>", id="style"),
        pytest.param('<p onclick="x()" class="y" id="z">a</p>', "<p>a</p>", id="handlers"),
        pytest.param('<a href="javascript:x()">a</a>', "<a>a</a>", id="javascript"),
        pytest.param('<a href=" java\tscript:x()">a</a>', "<a>a</a>", id="javascript with tab"),
        pytest.param(
            '<a href="&#1;javascript:x()">a</a>', "<a>a</a>", id="javascript after control"
        ),
        pytest.param('<a href="data:text/html,x">a</a>', "<a>a</a>", id="data"),
        pytest.param(
            '<blockquote cite="javascript:x()">a</blockquote>',
            "<blockquote>a</blockquote>",
            id="cite",
        ),
        pytest.param(
            "<iframe src='//e.example'>x</iframe><form>y</form>z", "z", id="frames, forms"
        ),
        pytest.param("<svg><script>x</script></svg><math><mi>y</math>z", "z", id="foreign"),
        pytest.param(
            "<ruby>統<rp>(</rp><rt>tǒng</rt><rp>)</rp></ruby>",
            "<ruby>統<rp>(</rp><rt>tǒng</rt><rp>)</rp></ruby>",
            id="ruby stays",
        ),
        pytest.param("<custom-tag>a</custom-tag><font color=red>b</font>", "ab", id="unknown tags"),
        pytest.param("<p>a<p>b", "<p>a</p><p>b</p>", id="left open"),
        pytest.param(
            "a &lt;script&gt; & b", "a &lt;script&gt; &amp; b", id="escaped stays escaped"
        ),
        pytest.param("a\x00b&#1;c\ud800d", "abcd", id="control characters"),
        pytest.param("<!-- x --><p>a</p>", "<p>a</p>", id="comment"),
        pytest.param(
            "<div><p> </p><div>\n<p></p></div></div><p>a</p>", "<p>a</p>", id="empty nest"
        ),
        pytest.param("<div>a<p></p></div><p> b</p>", "<div>a</div><p> b</p>", id="not so empty"),
    ],
)
def test_only_what_is_safe_is_kept(markup: str, safe: str) -> None:
    assert sanitize(markup, BASE) == safe


@pytest.mark.parametrize(
    ("markup", "safe"),
    [
        ('<a href="/x">a</a>', '<a href="https://h.example/x">a</a>'),
        ('<a href="2">a</a>', '<a href="https://h.example/news/2">a</a>'),
        ('<a href="#n">a</a>', '<a href="https://h.example/news/1#n">a</a>'),
        ('<a href="//e.example/">a</a>', '<a href="https://e.example/">a</a>'),
        ('<a href="mailto:a@h.example">a</a>', '<a href="mailto:a@h.example">a</a>'),
        ('<img src="../i.png" alt="x">', '<img src="https://h.example/i.png" alt="x">'),
        (
            '<video poster="p.png" src="v.mp4"></video>',
            '<video poster="https://h.example/news/p.png" src="https://h.example/news/v.mp4"></video>',
        ),
        (
            '<audio><source src="a.mp3" type="audio/mpeg"></audio>',
            '<audio><source src="https://h.example/news/a.mp3" type="audio/mpeg"></audio>',
        ),
    ],
    ids=["root", "sibling", "fragment", "scheme", "mail", "image", "video", "source"],
)
def test_addresses_are_resolved(markup: str, safe: str) -> None:
    assert sanitize(markup, BASE) == safe


@pytest.mark.parametrize("base", [None, "no address", "news/"])
def test_relative_addresses_are_dropped_where_nobody_knows_what_to(base: str | None) -> None:
    markup = '<a href="2">a</a><img src="i.png"><a href="https://e.example/">b</a>'
    assert sanitize(markup, base) == '<a>a</a><a href="https://e.example/">b</a>'


@pytest.mark.parametrize(
    "image",
    [
        '<img src="https://t.example/p.gif" width="1" height="1">',
        '<img src="https://t.example/p.gif" height=0>',
        '<img alt="x > y" src="https://t.example/p.gif" width="1px">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        "<img alt='nothing'>",
    ],
    ids=["pixel", "no height", "a bracket before it", "data", "no source"],
)
def test_what_nobody_is_meant_to_see_is_not_shown(image: str) -> None:
    assert sanitize(f"<p>a{image}b</p>", BASE) == "<p>ab</p>"


def test_real_images_stay() -> None:
    image = '<img src="https://h.example/i.png" width="10" height="1000" alt="width=&quot;1&quot;">'
    assert sanitize(image, BASE) == image


def test_the_image_for_those_without_scripts_is_shown() -> None:
    lazy = '<img src="data:," data-src="x"><noscript><img src="/i.png"></noscript>'
    assert sanitize(lazy, BASE) == '<img src="https://h.example/i.png">'


def test_the_first_image() -> None:
    safe = sanitize('<p><img alt="x"><img alt="&gt;" src="/a?b=1&amp;c=2"><img src="/d"></p>', BASE)
    assert first_image(safe) == "https://h.example/a?b=1&c=2"
    assert first_image("<p>none</p>") is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 100_000 + "統戰", id="deep"),
        pytest.param("<div>" * 50_000 + "統戰" + "</div>" * 50_000, id="deep and closed"),
        pytest.param(
            "".join(f"<b id={i}>" for i in range(20_000)) + "統戰" + "</p>" * 20_000, id="b"
        ),
        pytest.param("<p>統戰<br>" * 50_000, id="paragraphs left open"),
        pytest.param("<div><p>" * 500 + "統戰", id="moderate"),
        pytest.param("<" * 100_000 + "統戰", id="brackets"),
    ],
)
def test_no_nesting_takes_long_or_loses_the_text(markup: str) -> None:
    safe = sanitize(markup, BASE)
    assert "統戰" in safe
    assert len(safe) < 2_000_000


PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<script>", "</script>", "<svg>", "<math>",
        "<style>", "</style>", "<table>", "<td>", "<a href='javascript:x'>", "<a href=y>", "</a>",
        "<img src=x onerror=alert(1)>", '<img src="//e.example/" width=1>', "<img alt='<p></p>'>",
        "<noscript>", "</noscript>", "<noscr<noscript>ipt>", "<template>", "<title>", "<textarea>",
        "<select>", "<option>", "<ruby>", "<rt>", "<pre>\n", "<!--", "-->", "<![CDATA[", "]]>", "<",
        ">", '"', "'", "&", "&lt;", "&#1;", "&#60;", "&amp;lt;", "=", " onclick=x ",
        "\x00", "\ud800",
        "<plaintext>", "<xmp>", "<form>", "<body onload=x>", "<br/>", "</br>", " ", "\n", "統",
        "<li>", "<ul>", "<h1>", "<font>", "<center>", "<picture>", "<source src=x>",
        "<video src=x>",
    ]
)  # fmt: skip
MARKUP = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join).map(clean)


@settings(max_examples=500)
@given(MARKUP, st.sampled_from([BASE, None]))
def test_nothing_that_runs_gets_through(markup: str, base: str | None) -> None:
    safe = sanitize(markup, base)
    for element in lxml_html.fragment_fromstring(safe, create_parent="main").iter():
        assert element.tag in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert not str(name).startswith("on")
            assert name not in ("style", "srcset", "id", "class")
            if name in ("src", "href", "poster"):
                assert re.match("(?:https?|mailto):", value)


ALLOWED = {
    "main", "p", "div", "b", "table", "tbody", "tr", "td", "a", "img", "ruby", "rt", "pre", "br",
    "li", "ul", "h1", "center", "picture", "source", "video",
}  # fmt: skip


@settings(max_examples=500)
@given(MARKUP, st.sampled_from([BASE, None]))
@example("<h1><font><h1>", BASE)
@example("<p><marquee><p>", BASE)
@example("<a href=x><table><a href=y>", BASE)
@example("<pre>\n<p>\n", BASE)
@example("<pre>\n\n\nx", BASE)
def test_what_is_safe_already_stays_as_it_is(markup: str, base: str | None) -> None:
    safe = sanitize(markup, base)
    again = sanitize(safe, base)
    # Only tags that nest as no parser would have it may be put right, once.
    assert from_html(again) == from_html(safe)
    assert sanitize(again, base) == again


@pytest.mark.parametrize(
    ("markup", "meant"),
    [
        ("&lt;p&gt;a &amp;amp; b&lt;/p&gt;", "<p>a &amp; b</p>"),
        (' &lt;i id="x"&gt;&lt;img src="/a"&gt;&lt;/i&gt;', ' <i id="x"><img src="/a"></i>'),
        ("&lt;br/&gt;a", "<br/>a"),
        ("The tag &lt;p&gt; opens, &lt;/p&gt; closes", None),
        ("&lt;p&gt; is a tag", None),
        ("&lt;stdio.h&gt;", None),
        ("1 &lt; 2", None),
        ("<p>&lt;b&gt;x&lt;/b&gt;</p>", None),
    ],
)  # fmt: skip
def test_html_that_was_escaped_twice_is_unescaped_twice(markup: str, meant: str | None) -> None:
    assert once(markup) == (markup if meant is None else meant)


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="https://s.w.org/images/core/emoji/14/72x72/1f600.png">',
        '<img src="https://n.example/a.gif" width="16" height="16">',
        '<img src="https://feeds.feedburner.com/~r/n/~4/x">',
        '<img src="https://secure.gravatar.com/avatar/1?s=96">',
        '<img src="https://n.example/share-button.png">',
    ],
)
def test_what_decorates_an_article_is_not_its_image(tag: str) -> None:
    picture = "https://n.example/pier.jpg"
    assert first_image(f'<p>{tag}<img src="{picture}" alt="x"></p>') == picture
    assert first_image(tag) is None
