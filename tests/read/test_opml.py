"""OPML: the lists that other readers export."""

import pytest

from feeds.errors import ReadError
from feeds.read import Subscription, read_opml


def test_folders_are_paths_and_the_order_stays() -> None:
    body = """<opml version="2.0"><head><title>Mine</title></head><body>
      <outline text="海外"><outline text="港口">
        <outline type="rss" text="Quay" xmlUrl="https://q.example/feed"/></outline>
        <outline text="Tide" title="The Tide" xmlUrl=" https://t.example/feed "/></outline>
      <outline text="bare" xmlUrl="https://b.example/"/></body></opml>"""
    assert read_opml(body.encode()) == [
        Subscription("https://q.example/feed", "Quay", ("海外", "港口")),
        Subscription("https://t.example/feed", "The Tide", ("海外",)),
        Subscription("https://b.example/", "bare", ()),
    ]


def test_the_case_of_names_does_not_matter() -> None:
    body = b'<OPML><Body><Outline TEXT="x" XMLURL="https://x.example/"/></Body></OPML>'
    assert read_opml(body) == [Subscription("https://x.example/", "x", ())]


def test_an_outline_without_a_name_is_no_folder() -> None:
    body = b'<opml><body><outline><outline xmlUrl="https://x.example/"/></outline></body></opml>'
    assert read_opml(body) == [Subscription("https://x.example/", None, ())]


def test_a_list_that_breaks_off_gives_what_it_has() -> None:
    body = b'<opml><body><outline text="x" xmlUrl="https://x.example/"/><outline text="y'
    assert [found.url for found in read_opml(body)] == ["https://x.example/"]


def test_addresses_stand_in_the_body_only() -> None:
    assert read_opml(b'<opml><head><outline xmlUrl="https://x.example/"/></head></opml>') == []


def test_no_file_is_read_for_an_entity() -> None:
    body = b"""<!DOCTYPE opml [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
      <opml><body><outline text="&secret;" xmlUrl="https://x.example/"/></body></opml>"""
    assert [one.title for one in read_opml(body)] == ["&secret;"]


@pytest.mark.parametrize(
    "body",
    [
        b'<a xmlns="&#xD83D;x"/>',
        b"<http://x/>",
        b"",
        b"   ",
        b"words",
        b"<rss/>",
        b'{"a": 1}',
        b"\x00\x01",
    ],
    ids=repr,
)
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(ReadError) as error:
        read_opml(body)
    assert error.value.kind == "opml"
