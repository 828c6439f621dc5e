"""Which entries are one article, and what an article is called for ever."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from feeds.model import RawEntry, RawFeed, RawText, Source
from feeds.normalize import Identified, identify

SOURCE = Source("harbour", "https://h.example/feed")


def known(*entries: RawEntry, source: Source = SOURCE, kind: str = "rss20") -> list[Identified]:
    feed = RawFeed(kind, entries, link="https://home.example/")
    return identify(feed, source, source.url, "context")


def entry(title: str = "碼頭", **fields: object) -> RawEntry:
    return RawEntry(title=RawText(title), **fields)  # type: ignore[arg-type]


def test_a_guid_is_believed_whatever_becomes_of_the_rest() -> None:
    (before,) = known(entry("a", guid="n-1", link="https://h.example/1", published="2026-03-01"))
    (after,) = known(entry("b", guid="n-1", link="https://h.example/2", published="2026-03-02"))
    assert (before.key, before.id) == (after.key, after.id)
    assert before.fingerprint != after.fingerprint


def test_a_guid_on_different_links_identifies_none_of_them() -> None:
    one, two, three = known(
        entry(guid="https://h.example/", link="https://h.example/1"),
        entry(guid="https://h.example/", link="https://h.example/2"),
        entry(guid="n-3", link="https://h.example/3"),
    )
    assert [one.id, two.id] == ["https://h.example/1", "https://h.example/2"]
    assert three.id == "tag:h.example,2000:n-3"


def test_a_guid_without_links_on_different_titles_identifies_none_of_them() -> None:
    found = known(entry("a", guid="x"), entry("b", guid="x"), entry("b", guid="x"))
    assert len({one.key for one in found}) == 2
    assert all(one.id.startswith("urn:uuid:") for one in found)


def test_one_article_that_a_document_has_twice_is_one() -> None:
    twice = entry(guid="n-1", link="https://h.example/1")
    assert len(known(twice, replace(twice, link="http://www.h.example/1/?utm_source=x"))) == 1
    unnamed = replace(twice, guid=None)
    assert len(known(unnamed, replace(unnamed, published="2026-03-03"))) == 1


def test_without_a_guid_the_link_identifies_but_for_what_only_tracks() -> None:
    (before,) = known(entry("a", link="http://h.example/1?id=7"))
    (after,) = known(entry("b", link="https://www.h.example/1?id=7&utm_source=rss"))
    (other,) = known(entry("a", link="http://h.example/1?id=8"))
    assert before.key == after.key != other.key
    assert before.id == "http://h.example/1?id=7"


def test_a_link_that_stands_for_different_articles_identifies_none_of_them() -> None:
    page = "https://h.example/news.html"
    found = known(entry("a", link=page), entry("b", link=page), entry("c", link=page))
    assert len({one.id for one in found}) == 3


def test_without_guid_and_link_the_content_identifies() -> None:
    one, two = known(entry("a", summary=RawText("x")), entry("a", summary=RawText("y")))
    (again,) = known(entry("a", summary=RawText("x")))
    assert (again.key, again.id) == (one.key, one.id)
    assert one.key != two.key


def test_content_alone_identifies_within_its_source_only() -> None:
    (here,), (there,) = (
        known(entry("a")),
        known(entry("a"), source=dataclasses.replace(SOURCE, id="else")),
    )
    assert here.id != there.id


@pytest.mark.parametrize("guid", ["", "  ", "\x00", "\ud800"], ids=repr)
def test_an_empty_guid_is_none(guid: str) -> None:
    assert [one.id for one in known(entry(guid=guid, link="https://h.example/1"))] == [
        "https://h.example/1"
    ]


@pytest.mark.parametrize(
    ("guid", "expected"),
    [
        ("https://h.example/?p=1", None),
        ("https://h.example/統戰", None),
        ("tag:h.example,2026:1", None),
        ("urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6", None),
        ("12345", "tag:h.example,2000:12345"),
        ("a b/統", "tag:h.example,2000:a%20b/%E7%B5%B1"),
        ("http://[bad", "tag:h.example,2000:http://%5Bbad"),
        ("http://a b", "tag:h.example,2000:http://a%20b"),
        ("javascript:x", "tag:h.example,2000:javascript:x"),
    ],
)
def test_an_id_is_an_iri_that_says_whose_it_is(guid: str, expected: str | None) -> None:
    assert [one.id for one in known(entry(guid=guid))] == [expected or guid]


def test_an_endless_guid_gets_a_short_id() -> None:
    (one,), (two,) = known(entry(guid="x" * 5000)), known(entry(guid="x" * 4999 + "y"))
    assert one.id != two.id
    assert len(one.id) < 100


def test_a_source_in_a_file_borrows_the_name_of_the_feeds_home() -> None:
    (found,) = known(entry(guid="1"), source=Source("files", "file:///feeds/a.xml"))
    assert found.id == "tag:home.example,2000:1"


def test_a_fingerprint_changes_with_the_entry_or_what_it_is_read_with() -> None:
    raw = entry(guid="1")
    feed = RawFeed("rss20", (raw,))
    (one,), (two,) = identify(feed, SOURCE, "", "v1"), identify(feed, SOURCE, "", "v2")
    (three,) = known(replace(raw, keywords=("tide",)))
    assert one.fingerprint != two.fingerprint
    assert known(raw)[0].fingerprint == known(raw)[0].fingerprint != three.fingerprint


RAW = st.builds(
    RawEntry,
    guid=st.sampled_from([None, "", "1", "2", "http://[x", "https://h.example/1", "\ud800", "a b"]),
    link=st.sampled_from(
        [None, "/1", "https://h.example/1", "http://h.example/2", "http://[x", "x:y"]
    ),
    title=st.none() | st.sampled_from(["a", "b", "\ud83d"]).map(RawText),
    summary=st.none() | st.sampled_from(["x", "\ud83d"]).map(RawText),
)


@given(st.lists(RAW, max_size=8), st.randoms())
def test_the_order_of_a_document_does_not_matter(entries: list[RawEntry], random: object) -> None:
    before = known(*entries)
    random.shuffle(entries)  # type: ignore[attr-defined]
    after = known(*entries)
    assert {(one.key, sameless(one.id)) for one in before} == {
        (one.key, sameless(one.id)) for one in after
    }
    assert len({one.key for one in before}) == len(before)
    assert all(re.match(r"https?://[^\s\[]|tag:|urn:", one.id) for one in before)


def sameless(found: str) -> str:
    """Of two spellings of one address, the first in the document names the article."""
    return found.replace("http://", "https://")


def test_an_entry_that_has_grown_older_has_not_changed() -> None:
    for fields in ({"guid": "n-1"}, {"link": "https://h.example/1"}, {}):
        (before,) = known(entry(age="3小时前", **fields))
        (after,) = known(entry(age="4小时前", **fields))
        assert (before.key, before.id) == (after.key, after.id)
        assert before.fingerprint == after.fingerprint
