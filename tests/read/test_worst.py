"""Documents made to be slow: reading and normalizing takes time in proportion to their size.

What grows with the square of the size takes many times the bound here.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pytest

from feeds.errors import ReadError
from tests.read.oddities_documents import entries

SIZE = 20_000
BOUND = 1.5  # seconds of CPU; the slowest of these takes a third


def _feed(inner: str) -> str:
    return f"<rss version='2.0'><channel><title>t</title>{inner}</channel></rss>"


def _said(markup: str) -> str:
    return _feed(f"<item><title>t</title><description>{markup}</description></item>")


def _item(inner: str) -> str:
    return _feed(f"<item>{inner}</item>")


ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'>"
JSON = '{"version":"https://jsonfeed.org/version/1.1","items":['
DOCUMENTS: dict[str, Callable[[int], str]] = {
    "items": lambda n: _feed("<item>" * n),
    "items with titles": lambda n: _feed("<item><title>a</title>" * n),
    "ampersands": lambda n: _said("& " * n),
    "less-than signs": lambda n: _said("<" * n),
    "CDATA begun": lambda n: _said("<![CDATA[" * n),
    "CDATA": lambda n: _said("<![CDATA[x]]>" * n),
    "tags that never close": lambda n: _said("<b>" * n),
    "tags that close nothing": lambda n: _said("</b>" * n),
    "attributes": lambda n: _said("<a " + "x='1' " * n + ">"),
    "a tag that never ends": lambda n: _said("<a " + "x " * n),
    "halves of pairs": lambda n: _said("&#xD83D;" * n),
    "entities": lambda n: _said("&nbsp;" * n),
    "entities that are none": lambda n: _said("&bogus;" * n),
    "encoded twice": lambda n: _said("â€™" * n),
    "quotes": lambda n: _said('<a href="' * n),
    "comments begun": lambda n: _feed("<!--" * n),
    "instructions begun": lambda n: _feed("<?x " * n),
    "declared entities": lambda n: (
        "<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * n + "]>" + _feed("<item/>")
    ),
    "brackets of a document type": lambda n: "<!DOCTYPE " + "[" * n + _feed("<item/>"),
    "white space before": lambda n: " " * n + _feed("<item/>"),
    "a title of tags": lambda n: _item("<title>" + "<b>" * n + "</title>"),
    "escaped tags": lambda n: _said("&lt;p&gt;" * n),
    "tags escaped twice": lambda n: _said("&amp;lt;p&amp;gt;" * n),
    "ruby": lambda n: _said("&lt;ruby&gt;a&lt;rt&gt;b" * n),
    "empty paragraphs": lambda n: _said("&lt;p&gt;" * n + "&lt;/p&gt;" * n),
    "empty divisions": lambda n: _said("&lt;div&gt;" * n + "&lt;/div&gt;" * n),
    "a long attribute": lambda n: _said("&lt;img width=" + "1" * n + "&gt;"),
    "images begun": lambda n: _said("&lt;img src=x alt='" * n),
    "categories": lambda n: _item("<category>x</category>" * n),
    "authors": lambda n: _item("<author>a(</author>" * n),
    "parentheses": lambda n: _item("<author>" + "(" * n + "a@b</author>"),
    "mailboxes": lambda n: _item("<author>" + "a@b " * n + "</author>"),
    "a long date": lambda n: _item("<pubDate>" + "1 " * n + "</pubDate>"),
    "commas": lambda n: _item("<media:keywords>" + "," * n + "</media:keywords>"),
    "links begun": lambda n: _item("<link>" * n),
    "a long guid": lambda n: _item("<guid>" + "a" * n + "</guid>"),
    "steps up": lambda n: _item("<link>http://h/" + "../" * n + "</link>"),
    "parameters": lambda n: _item("<link>http://h/?" + "&amp;" * n + "</link>"),
    "entries in entries": lambda n: ATOM + "<entry><content type='xhtml'>" * n,
    "bases": lambda n: ATOM + "<entry xml:base='a/'>" + "<div xml:base='b/'>" * n + "</feed>",
    "escapes of HZ": lambda n: _feed("~{" * n),
    "escapes of ISO 2022": lambda n: _feed("\x1b$B" * n),
    "one guid for one article": lambda n: _feed("<item><guid>1</guid><title>a</title></item>" * n),
    "one guid for many": lambda n: _feed(
        "".join(f"<item><guid>1</guid><title>{i}</title></item>" for i in range(n // 10))
    ),
    "lists in JSON": lambda n: JSON + "[" * n,
    "tags in JSON": lambda n: JSON + '{"content_html":"' + "<p>" * n + '"}]}',
    "a page of links": lambda n: (
        "<html>" + "<link rel=alternate type='application/rss+xml' href=x>" * n
    ),
    "control characters": lambda n: _feed("\x01<item>" * n),
    "prefixes": lambda n: _feed("".join(f"<p{i}:x>" for i in range(n // 5))),
    "namespaces": lambda n: _feed("".join(f"<x xmlns:p{i}='u{i}'>" for i in range(n // 5))),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_time_grows_with_the_size_alone(name: str) -> None:
    document = DOCUMENTS[name](SIZE).encode()
    start = time.process_time()
    with contextlib.suppress(ReadError):
        entries(document)
    assert time.process_time() - start < BOUND
