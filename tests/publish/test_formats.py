"""RSS, Atom and JSON Feed: well-formed, valid, and the same when they are read again."""

from __future__ import annotations

import json
import re
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feeds.model import Item, Person
from feeds.publish.document import display_title
from tests import strategies
from tests.examples import NOON, SITE, entry, item
from tests.publish.rendering import (
    ATOM,
    DC,
    MEDIA,
    ORIGINS,
    atom,
    read,
    rendered,
    rss,
    shown,
    xml,
)

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+\d\d:\d\d)")
_RFC822 = re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000")

WORST = entry(
    title="</title> ]]> <b>&amp; 𠮷\u202e",
    summary="a < b && \"c\" 'd' ]]>",
    content="<p>1 &lt; 2 &amp;&amp; ]]&gt;</p><ruby>漢<rt>hàn</rt></ruby>",
    section=("a / b", "<c>"),
    keywords=("R&D", '"quoted"'),
    authors=(
        Person("A <a@b.example>", "a@b.example"),
        Person("B & C", None, "https://b.example/?a&b"),
    ),
)


@given(strategies.item_lists)
@example([Item(WORST, NOON)])
def test_what_is_published_reads_back_as_it_was(items: list[Item]) -> None:
    files = rendered(*items)
    entries = [item.entry for item in items]
    for name in ("rss.xml", "atom.xml"):
        again = read(files[name])
        assert [e.id for e in again] == [e.id for e in entries]
        for seen, made in zip(again, entries, strict=True):
            # feedparser takes the id for the link of an Atom entry that has none.
            assert seen.get("link", made.id) == (made.url or made.id)
        assert _titles(files[name]) == [shown(display_title(e)) for e in entries]
    again = json.loads(files["feed.json"])["items"]
    assert [e["id"] for e in again] == [e.id for e in entries]
    assert [e.get("url") for e in again] == [e.url for e in entries]
    assert [_joined(e.get("title", "")) for e in again] == [_joined(e.title) for e in entries]
    assert [e.get("content_html", "") for e in again] == [e.content for e in entries]


def _joined(text: str) -> str:
    return text.replace("\u2060", "")


def _titles(data: bytes) -> list[str]:
    return [
        _joined(node.findtext("title") or node.findtext(f"{ATOM}title") or "")
        for node in xml(data).iter("item", f"{ATOM}entry")
    ]


@pytest.mark.parametrize(
    "title",
    [
        "A < B",
        "<b>bold</b>",
        "AT&T",
        "&amp;",
        "&lt;p&gt;",
        "]]>",
        "#include <stdio.h>",
        "統一戰線 👨‍👩‍👧",
        "\u200fעברית",
        "50 % off",
    ],
)
def test_a_reader_shows_the_title_that_was_given(title: str) -> None:
    files = rendered(item(title=title))
    for name in ("rss.xml", "atom.xml"):
        assert [_joined(e.title) for e in read(files[name])] == [title]


@given(strategies.item_lists)
@example([Item(WORST, NOON)])
@example([Item(entry(url=None, content="", summary="", title="", published=None), NOON)])
def test_atom_is_what_rfc_4287_demands(items: list[Item]) -> None:
    feed = atom(*items)
    _check_atom(feed)
    assert len(feed.findall(f"{ATOM}entry")) == len(items)
    (own,) = [n for n in feed.findall(f"{ATOM}link") if n.get("rel") == "self"]
    assert own.get("href") == feed.findtext(f"{ATOM}id")
    assert own.get("type") == "application/atom+xml"
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    for node in feed.findall(f"{ATOM}entry"):
        _check_atom(node)
        alternates = [n for n in node.findall(f"{ATOM}link") if n.get("rel") == "alternate"]
        assert len(alternates) <= 1
        assert alternates or node.find(f"{ATOM}content") is not None


def _check_atom(node: Any) -> None:
    """What holds for a feed and for each entry (RFC 4287, sections 4.1.1 and 4.1.2)."""
    for name in ("id", "title", "updated"):
        assert len(node.findall(f"{ATOM}{name}")) == 1, name
    for name in ("content", "published", "summary", "subtitle", "generator", "rights"):
        assert len(node.findall(f"{ATOM}{name}")) <= 1, name
    assert urlsplit(node.findtext(f"{ATOM}id")).scheme
    assert node.findtext(f"{ATOM}title")
    for name in ("updated", "published"):
        assert _STAMP.fullmatch(node.findtext(f"{ATOM}{name}", "2000-01-01T00:00:00Z"))
    for link in node.findall(f"{ATOM}link"):
        assert {"rel", "href"} <= set(link.keys())
        assert "type" in link.keys() or link.get("rel") == "via"  # noqa: SIM118
        assert re.fullmatch(r"https?://[\x21-\x7e]+", link.get("href"))
    for content in node.findall(f"{ATOM}content"):
        assert content.get("type") == "html"
        assert len(content) == 0
    for person in node.iter(f"{ATOM}author", f"{ATOM}contributor"):
        assert person.findtext(f"{ATOM}name")


@given(strategies.item_lists)
@example([Item(WORST, NOON)])
def test_rss_is_what_its_profile_advises(items: list[Item]) -> None:
    channel = rss(*items)
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert len(channel.findall(name)) == 1
        assert channel.findtext(name)
    (own,) = channel.findall(f"{ATOM}link")
    assert (own.get("rel"), own.get("type")) == ("self", "application/rss+xml")
    assert channel.findtext("link").isascii()
    for node, given_ in zip(channel.findall("item"), items, strict=True):
        made = given_.entry
        assert node.findtext("title") or node.findtext("description")
        assert node.findtext("guid") == made.id
        assert (node.find("guid").get("isPermaLink") == "true") == (made.id == made.url)
        assert node.findtext("link") == made.url
        assert len(node.findall("enclosure")) == bool(made.media)
        more = made.media[0].duration or made.media[0].title if made.media else None
        assert len(node.findall(f"{MEDIA}content")) == len(made.media[1:]) + bool(more)
        for enclosure in node.findall("enclosure"):
            assert set(enclosure.keys()) == {"url", "length", "type"}
            assert enclosure.get("length").isdigit()
            assert re.fullmatch(r"[^/\s]+/[^/\s]+", enclosure.get("type"))
        for date in node.findall("pubDate"):
            assert _RFC822.fullmatch(date.text)
        assert (node.find("pubDate") is not None) == bool(made.published or made.updated)
        assert [n.text for n in node.findall(f"{DC}creator")] == [
            shown(p.name) for p in made.authors
        ]
        source = made.origin if made.origin and made.origin.url else ORIGINS.get(made.source)
        assert [n.get("url") for n in node.findall("source")] == ([source.url] if source else [])


@given(strategies.item_lists)
@example([Item(WORST, NOON)])
def test_json_feed_is_what_its_specification_demands(items: list[Item]) -> None:
    data = rendered(*items)["feed.json"]
    feed = json.loads(data.decode())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (
        feed["feed_url"]
        == "https://feeds.example.org/sections/%E9%BB%A8%E6%B4%BE%C2%B7%E8%81%B2%E9%9F%B3/feed.json"
    )
    assert feed["home_page_url"] == feed["feed_url"].removesuffix("feed.json")
    for node, given_ in zip(feed["items"], items, strict=True):
        made = given_.entry
        assert ("content_html" in node) != ("content_text" in node)
        assert all(isinstance(tag, str) and tag for tag in node.get("tags", []))
        for key in ("date_published", "date_modified"):
            assert _STAMP.fullmatch(node.get(key, "2000-01-01T00:00:00Z"))
        assert ("date_published" in node) == bool(made.published)
        assert [n["name"] for n in node.get("authors", [])] == [p.name for p in made.authors]
        for attachment in node.get("attachments", []):
            assert {"url", "mime_type"} <= set(attachment)
            assert None not in attachment.values()
        assert isinstance(node["_feeds"], dict)
        assert tuple(node["_feeds"].get("section", ())) == made.section


@given(strategies.item_lists, st.sampled_from(["en", "zh-Hans", "zh-Hant"]))
def test_every_file_is_well_formed_in_any_language(items: list[Item], language: str) -> None:
    site = SITE.model_copy(update={"language": language})
    files = rendered(*items, site=site)
    assert set(files) == {"rss.xml", "atom.xml", "feed.json", "index.html"}
    for name in ("rss.xml", "atom.xml"):
        assert xml(files[name]) is not None
    assert json.loads(files["feed.json"])["language"] == language
    assert files["index.html"].decode().startswith("<!doctype html>")


def test_only_the_formats_that_are_wanted_are_made() -> None:
    assert set(rendered(item(), formats=("json",))) == {"feed.json", "index.html"}


def test_the_same_entries_are_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [item(n=1), item(n=2, published=None), item(n=3, updated=NOON)]
    first = rendered(*items)
    time.sleep(1.1)  # feedgen stamps seconds
    assert rendered(*items) == first
    assert rendered() == rendered()
    monkeypatch.setenv("TZ", "Asia/Taipei")
    time.tzset()
    try:
        assert rendered(*items) == first
    finally:
        monkeypatch.undo()
        time.tzset()
