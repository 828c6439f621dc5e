"""What a document is, is told by what stands in it; servers say many things."""

import pytest

from feeds.errors import ReadError
from feeds.read import read

FEED = (
    '<rss version="2.0"><channel><title>河港</title><item><title>碼頭 &amp; 船</title></item>'
    "</channel></rss>"
)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(FEED.encode(), id="utf-8"),
        pytest.param(FEED.encode("utf-8-sig"), id="utf-8 with a mark"),
        pytest.param(b"\r\n\t " * 3000 + FEED.encode(), id="after much white space"),
        pytest.param(FEED.encode("utf-16"), id="utf-16 with a mark"),
        pytest.param(FEED.encode("utf-16-be"), id="utf-16 without a mark"),
        pytest.param(FEED.encode("utf-32"), id="utf-32"),
        pytest.param(
            ('<?xml version="1.0" encoding="utf-16"?>' + FEED).encode("utf-16"),
            id="declared utf-16",
        ),
        pytest.param(
            ('<?xml version="1.0" encoding="gb2312"?>' + FEED).encode("gb18030"), id="gb2312"
        ),
        pytest.param(
            ("<!-- <html><body> --><!-- " + "x" * 5000 + " -->" + FEED).encode(),
            id="after comments",
        ),
        pytest.param(b"\x00\x01\x0b" + FEED.encode(), id="after control characters"),
    ],
)
def test_a_feed_is_found(body: bytes) -> None:
    feed = read(body, content_type="text/html")
    (entry,) = feed.entries
    assert entry.title is not None
    assert entry.title.value == "碼頭 & 船"
    assert not feed.kind.endswith("-cut")


@pytest.mark.parametrize(
    "body", [b"", b"  \n", b"\xef\xbb\xbf", b"\x00" * 9, b"\xff\xfe"], ids=repr
)
def test_an_empty_document_is_told_as_empty(body: bytes) -> None:
    with pytest.raises(ReadError, match="empty") as error:
        read(body)
    assert error.value.kind == "empty"


def test_a_page_in_place_of_a_feed_offers_the_feeds_that_it_names() -> None:
    page = b"""<!DOCTYPE html><html><head><base href="/sub/">
      <link rel="alternate" type="application/rss+xml; charset=utf-8" href="/feed.xml">
      <link REL="Alternate home" TYPE="application/atom+xml" href="atom.xml">
      <link rel="alternate" type="application/feed+json" href="https://else.example/feed.json">
      <link rel="alternate" type="text/html" hreflang="en" href="/en/">
      <link rel="stylesheet" type="application/rss+xml" href="/no.css">
      <link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>"""
    with pytest.raises(ReadError) as error:
        read(page, url="https://h.example/news", content_type="application/rss+xml")
    assert error.value.kind == "html"
    assert str(error.value) == (
        "an HTML page, not a feed; it names these feeds: https://h.example/feed.xml, "
        "https://h.example/sub/atom.xml, https://else.example/feed.json"
    )


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"<html><body>Sorry</body></html>", id="bare"),
        pytest.param(b"\xef\xbb\xbf<!doctype HTML><title>x</title>", id="doctype"),
        pytest.param(
            b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', id="xhtml"
        ),
        pytest.param("<html><p>x".encode("utf-16"), id="utf-16"),
        pytest.param(b"<html><p>about &lt;rss> and <rss> itself", id="about feeds"),
        pytest.param(
            b'<html><link rel="alternate" type="application/rss+xml" href="//[x">', id="x"
        ),
    ],
)
def test_a_page_that_names_no_feed_offers_none(page: bytes) -> None:
    with pytest.raises(ReadError) as error:
        read(page, url="https://h.example/")
    assert (error.value.kind, str(error.value)) == ("html", "an HTML page, not a feed")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"no markup at all", id="words"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), id="an image"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="other XML"),
        pytest.param(b"<opml><body/></opml>", id="a list of feeds"),
        pytest.param(b"http://localhost:1/feed.xml", id="an address is not fetched"),
    ],
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(ReadError) as error:
        read(body)
    assert error.value.kind == "not_a_feed"


def test_a_document_that_is_the_name_of_a_file_is_not_that_file(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    file = tmp_path_factory.mktemp("secret") / "feed.xml"
    file.write_text(FEED, encoding="utf-8")
    with pytest.raises(ReadError):
        read(str(file).encode())


def test_a_kind_that_this_version_cannot_read_is_told() -> None:
    with pytest.raises(ReadError, match="'text'"):
        read(b"words", kind="text")
