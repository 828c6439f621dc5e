"""Titles and other short texts, text of content, text as content, and where text is cut."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feeds.model import RawText
from feeds.normalize import excerpt, text_of
from feeds.normalize.text import clean, one_line, plain, to_html


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("碼頭\n  重開\t了", "碼頭 重開 了", id="one line"),
        pytest.param("a\xa0b\u3000c", "a b c", id="wide and fixed spaces"),
        pytest.param("<b>碼頭</b> <i class='x'>重開</i>", "碼頭 重開", id="markup"),
        pytest.param('<a href="x">a</a><br/>b<!-- c -->', "a b", id="links, breaks, comments"),
        pytest.param("AT&amp;T", "AT&T", id="entity"),
        pytest.param("AT&T", "AT&T", id="bare ampersand"),
        pytest.param("R&D, Q&A &c.", "R&D, Q&A &c.", id="more of them"),
        pytest.param("caf&eacute; &#32113;&#x6230;", "café 統戰", id="names and numbers"),
        pytest.param("AT&amp;amp;T", "AT&T", id="entity escaped twice"),
        pytest.param("&lt;b&gt;碼頭&lt;/b&gt; 重開", "碼頭 重開", id="markup escaped twice"),
        pytest.param("The &lt;b&gt; tag", "The <b> tag", id="a title about markup"),
        pytest.param("#include <stdio.h>", "#include <stdio.h>", id="not HTML's"),
        pytest.param("a < b > c", "a < b > c", id="comparison"),
        pytest.param("vector<int> and Map<K, V>", "vector<int> and Map<K, V>", id="types"),
        pytest.param("x &lt;&lt; 2 &gt; 1", "x << 2 > 1", id="escaped once"),
        pytest.param(
            "<ruby>統<rp>(</rp><rt>tǒng</rt><rp>)</rp>戰<rt>zhàn</rt></ruby>", "統戰", id="ruby"
        ),
        pytest.param("<ruby>統<rt>tǒng<rb>戰<rt>zhàn</ruby>部", "統戰部", id="ruby left open"),
        pytest.param("a\x00b\x1fc\x7fd\x9fe", "abcde", id="control characters"),
        pytest.param("a\ud83db\ufffec\ufdd0", "abc", id="no characters"),
        pytest.param("&#1;a&#xD83D;", "a\ufffd", id="references to none"),
        pytest.param("<script>alert(1)</script>碼頭", "碼頭", id="a script"),
        pytest.param("<b></b> &nbsp; ", "", id="nothing"),
    ],
)
def test_a_title_is_plain_text_in_one_line(title: str, expected: str) -> None:
    assert plain(RawText(title)) == expected


@pytest.mark.parametrize("title", ["The <b>bold</b> tag", "AT&amp;T", "a < b"])
def test_a_title_that_is_text_already_stays(title: str) -> None:
    assert plain(RawText(title, "text")) == title


def test_no_title() -> None:
    assert plain(None) == ""


@given(
    st.text(st.sampled_from("<>&;/abr \n\x00\ud800統#x1\"'!-")), st.sampled_from(["text", "html"])
)
def test_whatever_the_title_it_is_clean_and_one_line(value: str, kind: str) -> None:
    title = plain(RawText(value, kind))  # type: ignore[arg-type]
    assert title == " ".join(clean(title).split())


@pytest.mark.parametrize("junk", ["<rt ", "<b", "<!--", "&lt;b&gt;", "<script>", "&#"])
@pytest.mark.timeout(5)
def test_a_title_of_megabytes_takes_no_time(junk: str) -> None:
    assert isinstance(plain(RawText(junk * 300_000)), str)


@pytest.mark.parametrize(
    ("safe", "text"),
    [
        pytest.param("<p>one</p><p>two<br>three</p>", "one\ntwo\nthree", id="a line for a block"),
        pytest.param("<p>one\ntwo</p>\n\n<p> three </p>", "one two\nthree", id="not for a line"),
        pytest.param(
            "<pre>one\n  two</pre><p>a\nb</p>", "one\ntwo\na b", id="but where they count"
        ),
        pytest.param("<p>a <b>b</b>c</p>", "a bc", id="inline"),
        pytest.param("<ruby>統<rt>tǒng</rt></ruby>戰", "統戰", id="ruby"),
        pytest.param("1 &lt; 2 &amp;amp; &quot;", '1 < 2 &amp; "', id="entities, once"),
        pytest.param('<a href="x" title="a > b">c</a>', "c", id="an attribute with a bracket"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", "a\nb", id="a list"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_text_of_content(safe: str, text: str) -> None:
    assert text_of(safe) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("a < b & c", "<p>a &lt; b &amp; c</p>", id="escaped"),
        pytest.param("a\nb\r\nc\rd", "<p>a<br>b<br>c<br>d</p>", id="lines"),
        pytest.param("a\n\n \nb", "<p>a</p><p>b</p>", id="paragraphs"),
        pytest.param("a\x00\ud800", "<p>a</p>", id="controls"),
        pytest.param(" \n ", "", id="nothing"),
    ],
)
def test_text_as_content(text: str, html: str) -> None:
    assert to_html(text) == html


@given(st.text())
def test_text_survives_being_content(text: str) -> None:
    assert text_of(to_html(text)).split() == clean(text).split()


def test_what_fits_is_not_cut() -> None:
    assert excerpt(" a\n b ", 3) == "a b"
    assert excerpt("統戰", 2) == "統戰"


def test_latin_text_is_cut_between_words() -> None:
    assert excerpt("the harbour opens again tomorrow", 24) == "the harbour opens again…"
    assert excerpt("the harbour opens again tomorrow", 22) == "the harbour opens…"


def test_chinese_text_is_cut_after_a_sentence_or_clause_if_one_ends_late_enough() -> None:
    assert excerpt("碼頭今日重開。船期照舊，貨物", 11) == "碼頭今日重開。…"
    assert excerpt("碼。頭今日重開船期照舊貨物", 10) == "碼。頭今日重開船期…"


GRAPHEMES = [
    pytest.param("e\u0301", id="accent"),
    pytest.param("👨\u200d👩\u200d👧", id="family"),
    pytest.param("👍🏽", id="skin"),
    pytest.param("🇹🇼", id="flag"),
    pytest.param("葛\U000e0100", id="variant of a character"),
    pytest.param("❤\ufe0f", id="emoji style"),
    pytest.param("か\u3099", id="kana"),
    pytest.param("\u1112\u1161\u11ab", id="hangul by letters"),
    pytest.param("क्षि", id="devanagari vowel"),
    pytest.param("1\ufe0f\u20e3", id="keycap"),
]


@pytest.mark.parametrize("grapheme", GRAPHEMES)
def test_a_cut_does_not_part_a_character(grapheme: str) -> None:
    text = grapheme * 30
    for limit in range(1, len(text)):
        kept = excerpt(text, limit)
        assert len(kept) <= limit
        if grapheme != "क्षि":  # two clusters by the letter of the rule
            assert kept[:-1] == grapheme * ((limit - 1) // len(grapheme))
        assert unicodedata.category(text[len(kept) - 1])[0] != "M"


@given(st.text(), st.integers(1, 60))
@example("🇹" * 61, 60)
@example("a" + "\u0301" * 90, 50)
def test_an_excerpt_is_the_beginning_and_never_longer(text: str, limit: int) -> None:
    whole = one_line(text)
    kept = excerpt(text, limit)
    assert len(kept) <= limit
    if len(whole) <= limit:
        assert kept == whole
    else:
        assert kept.endswith("…")
        assert whole.startswith(kept[:-1])
        rest = whole[len(kept) - 1 :]
        assert kept == "…" or unicodedata.category(rest[0])[0] != "M"
        assert rest[0] != "\u200d"
