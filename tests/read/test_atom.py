"""Atom 1.0 and 0.3."""

import pytest

from feeds.model import Media, Person, RawEntry, RawFeed, RawText
from feeds.read import read

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6</id><title>Harbour</title>
<link rel="self" href="https://harbour.example/atom.xml"/><link href="https://harbour.example/"/>
<updated>2026-03-03T10:00:00Z</updated><author><name>The desk</name></author>
%s</feed>"""

ENTRY = """<entry%s><id>tag:harbour.example,2026:1</id><title>Quay</title>
<link href="https://harbour.example/1"/><updated>2026-03-03T10:00:00Z</updated>%s</entry>"""


def atom(entries: str) -> RawFeed:
    return read((ATOM % entries).encode())


def entry(fields: str = "", attributes: str = "") -> RawEntry:
    (found,) = atom(ENTRY % (attributes, fields)).entries
    return found


def test_a_feed_says_what_it_is() -> None:
    feed = atom(ENTRY % ("", ""))
    assert feed.kind == "atom10"
    assert feed.link == "https://harbour.example/"
    assert feed.language == "en"
    assert feed.updated == "2026-03-03T10:00:00Z"
    assert feed.authors == (Person("The desk"),)


def test_an_entry_that_was_only_updated_was_not_published_then() -> None:
    assert (entry().published, entry().updated) == (None, "2026-03-03T10:00:00Z")
    both = entry("<published>2026-03-01T00:00:00Z</published>")
    assert (both.published, both.updated) == ("2026-03-01T00:00:00Z", "2026-03-03T10:00:00Z")


@pytest.mark.parametrize(
    ("content", "value", "kind"),
    [
        pytest.param("<content>1 &lt; 2</content>", "1 < 2", "text", id="text by default"),
        pytest.param(
            '<content type="html">&lt;b&gt;x&lt;/b&gt;</content>', "<b>x</b>", "html", id="html"
        ),
        pytest.param(
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b>x</b> &lt; y</div>'
            "</content>",
            "<b>x</b> &lt; y",
            "html",
            id="xhtml",
        ),
    ],
)
def test_text_is_text_and_markup_is_markup(content: str, value: str, kind: str) -> None:
    found = entry(content).content
    assert found is not None
    assert (found.value, found.type) == (value, kind)


def test_a_title_that_is_text_is_not_taken_for_markup() -> None:
    (found,) = atom(
        '<entry><id>urn:x:1</id><title type="text">The &lt;b> tag</title></entry>'
    ).entries
    assert found.title is not None
    assert (found.title.value, found.title.type) == ("The <b> tag", "text")


def test_a_summary_stands_beside_the_content() -> None:
    found = entry('<summary>short</summary><content type="html">long</content>')
    assert found.summary is not None
    assert found.content is not None
    assert (found.summary.value, found.content.value) == ("short", "long")


def test_where_its_addresses_are_relative_to() -> None:
    found = entry(
        '<content type="html" xml:base="https://img.example/deep/">&lt;img src="x.png"></content>',
        ' xml:base="https://harbour.example/news/"',
    )
    assert found.base == "https://harbour.example/news/"
    assert found.content is not None
    assert found.content.base == "https://img.example/deep/"


def test_an_entry_in_another_language_than_its_feed_says_so() -> None:
    assert entry().language is None
    assert entry("", ' xml:lang="zh-Hant"').language == "zh-Hant"


def test_categories_by_label_and_our_own_sections_by_term() -> None:
    found = entry(
        '<category term="pov" label="扶貧"/><category term="tide"/>'
        '<category scheme="https://feeds.example/sections/" term="黨派·聲音 / 統一戰線"'
        ' label="統一戰線"/>'
    )
    assert found.keywords == ("扶貧", "tide")
    assert found.section == ("黨派·聲音", "統一戰線")


def test_people() -> None:
    found = entry(
        "<author><name>Ann</name><email>ann@h.example</email><uri>https://h.example/ann</uri></author>"
        "<author><name>Ben</name></author><contributor><name>Ed Itor</name></contributor>"
    )
    assert found.authors == (Person("Ann", "ann@h.example", "https://h.example/ann"), Person("Ben"))
    assert found.contributors == (Person("Ed Itor"),)


def test_an_entry_quoted_from_another_feed_is_by_that_feeds_author() -> None:
    found = entry("<source><id>urn:x:s</id><author><name>Their desk</name></author></source>")
    assert found.authors == (Person("Their desk"),)


def test_links_are_told_apart() -> None:
    found = entry(
        '<link rel="related" href="https://else.example/"/>'
        '<link rel="enclosure" href="https://h.example/a.mp3" type="audio/mpeg" length="5"'
        ' title="Listen"/>'
    )
    assert found.link == "https://harbour.example/1"
    assert found.media == (Media("https://h.example/a.mp3", "audio/mpeg", 5, None, "Listen"),)


def test_an_alternate_that_is_no_page_is_better_than_none() -> None:
    (found,) = atom(
        '<entry><id>urn:x:1</id><link rel="alternate" type="application/pdf"'
        ' href="https://h.example/1.pdf"/></entry>'
    ).entries
    assert found.link == "https://h.example/1.pdf"


def test_atom_0_3() -> None:
    feed = read(
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title>'
        b'<entry><id>tag:o.example,2004:1</id><title mode="escaped" type="text/html">a &lt;i>b'
        b'&lt;/i></title><link rel="alternate" type="text/html" href="https://o.example/1"/>'
        b"<issued>2004-01-01T00:00:00Z</issued><modified>2004-01-02T00:00:00Z</modified>"
        b"</entry></feed>"
    )
    (found,) = feed.entries
    assert feed.kind == "atom03"
    assert found.title is not None
    assert found.title.value == "a <i>b</i>"
    assert (found.published, found.updated) == ("2004-01-01T00:00:00Z", "2004-01-02T00:00:00Z")


def test_a_lone_entry_is_a_document_too() -> None:
    feed = read(
        b'<entry xmlns="http://www.w3.org/2005/Atom"><id>urn:x:1</id><title>alone</title></entry>'
    )
    assert [found.guid for found in feed.entries] == ["urn:x:1"]
    assert not feed.kind.endswith("-cut")


def test_a_text_construct_has_no_base_of_its_own_by_default() -> None:
    assert entry("<summary>x</summary>").summary == RawText("x", "text")
