"""JSON Feed: each field, and what stands in a field's place that should not."""

import json
from typing import Any

import pytest

from feeds.errors import ReadError
from feeds.model import Media, Person, RawEntry, RawFeed, RawText
from feeds.read import read


def document(version: str = "1.1", **fields: Any) -> bytes:
    version = f"https://jsonfeed.org/version/{version}"
    return json.dumps({"version": version, "items": []} | fields).encode()


def item(**fields: Any) -> RawEntry:
    (entry,) = read(document(items=[fields])).entries
    return entry


def test_a_feed_says_what_it_is() -> None:
    feed = read(
        document(
            title="河港日報",
            home_page_url="https://h.example/",
            language="zh-Hant",
            authors=[{"name": "The desk"}],
        )
    )
    assert feed == RawFeed(
        kind="json11",
        entries=(),
        title=RawText("河港日報", "text"),
        link="https://h.example/",
        language="zh-Hant",
        authors=(Person("The desk"),),
    )


def test_every_field_of_an_item() -> None:
    entry = item(
        id="1",
        url="https://h.example/1",
        title="a < b",
        summary="s",
        content_html="<p>x</p>",
        content_text="not this",
        date_published="2026-03-01T00:00:00Z",
        date_modified="2026-03-02T00:00:00Z",
        authors=[{"name": "Ann", "url": "https://h.example/ann"}],
        tags=["扶貧", "tide"],
        language="en",
        image="https://h.example/i.jpg",
        attachments=[
            {
                "url": "https://h.example/a.mp3",
                "mime_type": "audio/mpeg",
                "size_in_bytes": 5,
                "duration_in_seconds": 61.5,
                "title": "Listen",
            }
        ],
        _feeds={"section": ["黨派·聲音", "統一戰線"], "editor": "Ed Itor"},
    )
    assert entry == RawEntry(
        guid="1",
        link="https://h.example/1",
        title=RawText("a < b", "text"),
        summary=RawText("s", "text"),
        content=RawText("<p>x</p>", "html"),
        published="2026-03-01T00:00:00Z",
        updated="2026-03-02T00:00:00Z",
        authors=(Person("Ann", url="https://h.example/ann"),),
        contributors=(Person("Ed Itor"),),
        section=("黨派·聲音", "統一戰線"),
        keywords=("扶貧", "tide"),
        language="en",
        image="https://h.example/i.jpg",
        media=(Media("https://h.example/a.mp3", "audio/mpeg", 5, 61, "Listen"),),
        read_from=(
            ("title", "title"),
            ("link", "url"),
            ("date", "date_published"),
            ("updated", "date_modified"),
            ("authors", "authors"),
            ("editors", "_feeds.editor"),
            ("section", "_feeds.section"),
            ("keywords", "tags"),
            ("language", "language"),
            ("image", "image"),
            ("summary", "summary"),
            ("content", "content_html"),
        ),
    )


def test_version_1_0_names_one_author_and_may_have_text_alone() -> None:
    feed = read(document("1", items=[{"id": "1", "content_text": "x", "author": {"name": "Ann"}}]))
    (entry,) = feed.entries
    assert feed.kind == "json1"
    assert entry.content == RawText("x", "text")
    assert entry.authors == (Person("Ann"),)


def test_an_empty_list_of_authors_does_not_hide_the_author() -> None:
    assert item(id="1", authors=[], author={"name": "Ann"}).authors == (Person("Ann"),)


@pytest.mark.parametrize(
    ("given", "guid"),
    [(7, "7"), (1.5, "1.5"), ("x", "x"), (True, None), (["x"], None), ("  ", None), (None, None)],
    ids=repr,
)
def test_an_id_may_be_a_number(given: object, guid: str | None) -> None:
    assert item(id=given).guid == guid


@pytest.mark.parametrize(
    "wrong", [None, 5, True, [], {}, [[]], [{}], [5], {"name": 5}, [{"url": 5}], ""], ids=repr
)
def test_a_field_of_a_wrong_type_counts_as_absent(wrong: object) -> None:
    names = (
        "url external_url title summary content_html content_text authors author tags language "
        "image banner_image attachments _feeds"
    )
    assert item(id="1", **dict.fromkeys(names.split(), wrong)) == RawEntry(guid="1")


def test_not_a_number_is_no_id() -> None:
    assert read(document(items=[{"id": "@"}]).replace(b'"@"', b"NaN")).entries[0].guid is None


def test_what_is_no_item_is_passed_over() -> None:
    feed = read(document(items=[None, {"id": "1"}, "x", []]))
    assert [entry.guid for entry in feed.entries] == ["1"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32-be"])
def test_json_in_other_encodings(encoding: str) -> None:
    body = document(title="河港日報").decode().encode(encoding)
    assert read(body).title == RawText("河港日報", "text")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(b'{"version": ', "broken JSON at line 1, column 13", id="cut"),
        pytest.param(b"[]", "no list of items", id="a list"),
        pytest.param(b'{"items": []}', "its version does not say so", id="no version"),
        pytest.param(b'{"version": "1.1", "items": {}}', "no list of items", id="no list"),
        pytest.param(b"[" * 200_000, "nested too deeply", id="deep"),
        pytest.param(b'{"id": ' + b"9" * 5000 + b"}", "broken JSON", id="a number too long"),
    ],
)
def test_what_is_no_json_feed_is_refused_with_the_reason(body: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as error:
        read(body)
    assert error.value.kind == "json"
