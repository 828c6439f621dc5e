"""Where each thing that is known of an entry stands in each format."""

from __future__ import annotations

import json

from feeds.model import Media, Person
from feeds.publish.document import Document, display_title
from tests.examples import NOON, document, entry, item
from tests.publish.rendering import (
    ATOM,
    CONTENT,
    DC,
    MEDIA,
    ORIGINS,
    atom,
    json_items,
    read,
    rendered,
    rss,
    xml,
)


def test_a_feed_without_entries() -> None:
    files = rendered()
    assert read(files["rss.xml"]) == read(files["atom.xml"]) == []
    assert json.loads(files["feed.json"])["items"] == []
    assert xml(files["atom.xml"]).findtext(f"{ATOM}updated").startswith("2000-01-01T00:00:00")


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    later = NOON.replace(day=20)
    feed = atom(item(n=1), item(n=2, published=NOON.replace(day=1), updated=later))
    assert feed.findtext(f"{ATOM}updated") == later.isoformat()


def test_entries_keep_their_order() -> None:
    items = [item(n=n) for n in (3, 1, 2)]
    files = rendered(*items)
    for name in ("rss.xml", "atom.xml"):
        assert [e.id[-1] for e in read(files[name])] == ["3", "1", "2"]


def test_an_entry_with_nothing_but_an_id() -> None:
    bare = item(
        id="urn:uuid:1", url=None, title="", summary="", content="", published=None, updated=None
    )
    files = rendered(bare)
    node = xml(files["atom.xml"]).find(f"{ATOM}entry")
    assert node.findtext(f"{ATOM}title") == "urn:uuid:1"
    assert node.find(f"{ATOM}link") is None
    (made,) = json.loads(files["feed.json"])["items"]
    assert made == {
        "id": "urn:uuid:1",
        "content_text": "urn:uuid:1",
        "_feeds": {"source_name": ORIGINS["news"].title, "source_url": ORIGINS["news"].url},
    }
    (node,) = rss(bare).findall("item")
    assert node.find("pubDate") is None


def test_a_date_that_nobody_gave_is_invented_for_nobody_but_atom() -> None:
    undated = item(NOON, n=1, published=None, updated=None)
    assert rss(undated).find("item/pubDate") is None
    assert "date_published" not in json_items(undated)[0]
    node = atom(undated).find(f"{ATOM}entry")
    assert node.find(f"{ATOM}published") is None
    assert node.findtext(f"{ATOM}updated") == NOON.isoformat()


def test_an_entry_without_a_title_is_shown_by_what_it_says_first() -> None:
    summary = "第一句。" * 40
    assert display_title(entry(title="", summary=summary)) == summary[:79] + "…"
    assert display_title(entry(title="", summary="短訊")) == "短訊"
    assert display_title(entry(title="", summary="two\n lines")) == "two lines"
    assert display_title(entry(title="", summary="")) == "https://news.example/1"


def test_plain_text_is_escaped_where_rss_wants_html() -> None:
    node = rss(item(summary="1 < 2 & <b>", content="<p>1 &lt; 2</p>")).find("item")
    assert node.findtext("description") == "1 &lt; 2 &amp; &lt;b&gt;"
    assert node.findtext(CONTENT) == "<p>1 &lt; 2</p>"


def test_content_alone_is_the_description() -> None:
    node = rss(item(summary="", content="<p>1 &lt; 2</p>")).find("item")
    assert node.findtext("description") == "<p>1 &lt; 2</p>"
    assert node.find(CONTENT) is None


def test_a_summary_alone_is_published_too() -> None:
    alone = item(summary="1 < 2", content="")
    assert rss(alone).findtext("item/description") == "1 &lt; 2"
    assert atom(alone).findtext(f"{ATOM}entry/{ATOM}summary") == "1 < 2"
    assert atom(alone).find(f"{ATOM}entry/{ATOM}content") is None
    assert json_items(alone)[0]["content_text"] == "1 < 2"
    nowhere = item(summary="1 < 2", content="", url=None)
    assert atom(nowhere).findtext(f"{ATOM}entry/{ATOM}content") == "1 &lt; 2"


def test_sections_and_keywords_can_be_read_back() -> None:
    made = item(section=("黨派·聲音", "統一戰線"), keywords=("扶貧",))
    files = rendered(made)
    for name in ("rss.xml", "atom.xml"):
        (node,) = read(files[name])
        assert [(tag.term, tag.scheme) for tag in node.tags] == [
            ("黨派·聲音 / 統一戰線", "https://feeds.example.org/sections/"),
            ("扶貧", "https://feeds.example.org/keywords/"),
        ]
    (node,) = json_items(made)
    assert node["_feeds"]["section"] == ["黨派·聲音", "統一戰線"]
    assert node["tags"] == ["扶貧"]


def test_every_enclosure_is_published() -> None:
    made = item(
        media=(
            Media("https://news.example/a.mp3", "audio/mpeg", 123, 60, "第一集"),
            Media("https://news.example/b.pdf?x=1"),
            Media("https://news.example/c", "nonsense"),
        )
    )
    node = rss(made).find("item")
    assert dict(node.find("enclosure").attrib) == {
        "url": "https://news.example/a.mp3",
        "length": "123",
        "type": "audio/mpeg",
    }
    first, *others = node.findall(f"{MEDIA}content")  # what an enclosure has no place for
    assert dict(first.attrib) == {
        "url": "https://news.example/a.mp3",
        "type": "audio/mpeg",
        "fileSize": "123",
        "duration": "60",
    }
    assert first.findtext(f"{MEDIA}title") == "第一集"
    assert [n.get("type") for n in others] == ["application/pdf", "application/octet-stream"]
    links = [
        n
        for n in atom(made).find(f"{ATOM}entry").findall(f"{ATOM}link")
        if n.get("rel") == "enclosure"
    ]
    assert [n.get("href") for n in links] == [m.url for m in made.entry.media]
    assert (links[0].get("length"), links[0].get("title")) == ("123", "第一集")
    assert json_items(made)[0]["attachments"] == [
        {
            "url": "https://news.example/a.mp3",
            "mime_type": "audio/mpeg",
            "title": "第一集",
            "size_in_bytes": 123,
            "duration_in_seconds": 60,
        },
        {"url": "https://news.example/b.pdf?x=1", "mime_type": "application/pdf"},
        {"url": "https://news.example/c", "mime_type": "application/octet-stream"},
    ]


def test_people_are_named_in_every_format() -> None:
    made = item(
        authors=(
            Person("周曉帆", "zhou@news.example", "https://news.example/zhou"),
            Person("何志強"),
        ),
        contributors=(Person("李明遠"),),
    )
    node = rss(made).find("item")
    assert [n.text for n in node.findall(f"{DC}creator")] == ["周曉帆", "何志強"]
    assert [n.text for n in node.findall(f"{DC}contributor")] == ["李明遠"]
    (parsed,) = read(rendered(made)["atom.xml"])
    assert [person.name for person in parsed.authors] == ["周曉帆", "何志強"]
    assert [person.name for person in parsed.contributors] == ["李明遠"]
    (node,) = json_items(made)
    assert node["authors"] == [
        {"name": "周曉帆", "url": "https://news.example/zhou"},
        {"name": "何志強"},
    ]
    assert node["_feeds"]["editor"] == "李明遠"


def test_an_entry_says_its_language_where_it_is_another_than_the_sites() -> None:
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    feed = atom(item(n=1, language="zh-Hant"), item(n=2, language="en"), item(n=3))
    assert feed.get(lang) == "zh-Hant"
    assert [n.get(lang) for n in feed.findall(f"{ATOM}entry")] == [None, "en", None]
    assert rss(item(language="en")).findtext(f"item/{DC}language") == "en"


def test_the_feed_of_everything_is_called_as_the_site_is() -> None:
    feed = document().feed
    everything = feed.__class__("all", "all", "All", ("All",))
    made: Document = document(feed=everything)
    assert made.title == "統戰新聞"
    assert made.url("rss") == "https://feeds.example.org/all/rss.xml"
    assert document().title == "黨派·聲音 – 統戰新聞"
