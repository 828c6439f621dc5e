"""Namespaces: what modules say, and prefixes, bases and languages in odd places."""

from __future__ import annotations

from typing import Any

import pytest

from feeds.model import Origin
from tests.read.oddities_documents import atom, rdf, row, rss, said

_PICTURE = "https://a.example/a.jpg"
_SOUND = "https://a.example/a.mp3"
_ENCLOSURE = f'<enclosure url="{_SOUND}" type="audio/mpeg" length="1234"/>'
_BASE = ' xml:base="https://b.example/x/"'
_LINK = '<link href="1"/>'
_HTML = '<content type="html"{}>&lt;a href="1"&gt;a&lt;/a&gt;</content>'


def _duration(value: str) -> str:
    return rss(f"{_ENCLOSURE}<itunes:duration>{value}</itunes:duration>")


MODULES = [
    row("dc:title where there is no title", rss("<dc:title>題</dc:title>"), "title", "題"),
    row(
        "feedparser title before dc:title",
        rss("<dc:title>second</dc:title><title>first</title>"),
        "title",
        "first",
    ),
    row("dc:description", rss("<dc:description>述</dc:description>"), "content", "述"),
    row("dc:language", rss("<dc:language>fr</dc:language>"), "language", "fr"),
    row(
        "dcterms:issued and dcterms:modified: issued",
        rss("<dcterms:issued>2026-11-20</dcterms:issued><dcterms:modified>2026-11-21"
            "</dcterms:modified>"),
        "published",
        "2026-11-20 00:00",
    ),
    row(
        "dcterms:issued and dcterms:modified: modified",
        rss("<dcterms:issued>2026-11-20</dcterms:issued><dcterms:modified>2026-11-21"
            "</dcterms:modified>"),
        "updated",
        "2026-11-21 00:00",
    ),
    row(
        "dc namespace 1.0 and in capitals",
        rss("<d:creator>Ann</d:creator>", root=' xmlns:d="http://purl.org/DC/elements/1.0/"'),
        "names",
        ["Ann"],
    ),
    row(
        "rss10 content:encoded",
        rdf("<content:encoded>&lt;p>文&lt;/p></content:encoded>"),
        "content",
        "<p>文</p>",
    ),
    row(
        "content:encoded with markup that is not escaped",
        rss("<content:encoded><p>文</p></content:encoded>"),
        "content",
        "<p>文</p>",
    ),
    row(
        "feedburner:origLink before link",
        rss("<link>https://fb.example/~r/1</link>"
            "<feedburner:origLink>https://news.example/1</feedburner:origLink>"),
        "url",
        "https://news.example/1",
    ),
    row(
        "slash:comments is no text",
        rss("<title>a</title><slash:comments>12</slash:comments>"),
        "content",
        "",
    ),
    row("rss2 source element", rss('<source url="https://o.example/f">源</source>'), "origin",
        Origin("源", "https://o.example/f")),
    row(
        "rfc4287-4.2.11 source",
        atom('<source><title>源</title><link href="https://o.example/"/></source>'),
        "origin",
        Origin("源", "https://o.example/"),
    ),
    row("atom:link in rss is the link", rss('<atom:link href="/1"/>'), "url",
        "https://news.example/1"),
    row("atom:link self in an rss item is no link", rss('<atom:link rel="self" href="/1"/>'),
        "url", None),
    row("link with href in rss", rss('<link href="/1"/>'), "url", "https://news.example/1"),
    row("atom:link enclosure in rss", rss(f'<atom:link rel="enclosure" href="{_SOUND}"/>'),
        "files", [_SOUND]),
]  # fmt: skip
MEDIA = [
    row(
        "miniflux media:group thumbnail",
        rss(f'<media:group><media:thumbnail url="{_PICTURE}"/></media:group>'),
        "image",
        _PICTURE,
    ),
    row("media:thumbnail", rss(f'<media:thumbnail url="{_PICTURE}"/>'), "image", _PICTURE),
    row(
        "media:thumbnail in media:content",
        rss(f'<media:content url="{_SOUND}"><media:thumbnail url="{_PICTURE}"/></media:content>'),
        "image",
        _PICTURE,
    ),
    row(
        "media:content image before thumbnail",
        rss(f'<media:thumbnail url="https://a.example/s.jpg"/>'
            f'<media:content medium="image" url="{_PICTURE}"/>'),
        "image",
        _PICTURE,
    ),
    row("media:content image is no enclosure",
        rss(f'<media:content type="image/jpeg" url="{_PICTURE}"/>'), "files", []),
    row(
        "media:group of two videos",
        rss('<media:group><media:content url="https://a.example/l.mp4" medium="video"/>'
            '<media:content url="https://a.example/h.mp4" medium="video"/></media:group>'),
        "files",
        ["https://a.example/l.mp4", "https://a.example/h.mp4"],
    ),
    row("media:content tells what the enclosure does not",
        rss(f'{_ENCLOSURE}<media:content url="{_SOUND}" duration="75"/>'), "durations", [75]),
    row("media:content video by its suffix", rss('<media:content url="/v.mp4?x=1"/>'), "files",
        ["https://news.example/v.mp4?x=1"]),
    row("media:credit author", rss('<media:credit role="author">Ann</media:credit>'), "names",
        ["Ann"]),
    row("media:credit photographer is no author",
        rss('<media:credit role="photographer">Bo</media:credit>'), "names", []),
    row("media:title where there is no title", rss("<media:title>題</media:title>"), "title",
        "題"),
    row("media:description where there is no text",
        rss("<media:description>述</media:description>"), "content", "<p>述</p>"),
    row("media:keywords", rss("<media:keywords>a, b</media:keywords>"), "keywords", ("a", "b")),
    row("media:category label",
        rss('<media:category scheme="urn:x" label="Meer">sea</media:category>'), "keywords",
        ("Meer",)),
    row(
        "media namespace without its slash",
        rss(f'<m:thumbnail url="{_PICTURE}"/>', root=' xmlns:m="http://search.yahoo.com/mrss"'),
        "image",
        _PICTURE,
    ),
    row(
        "miniflux same enclosure twice",
        rss(_ENCLOSURE + f'<media:content url="{_SOUND}" type="audio/mpeg"/>'),
        "files",
        [_SOUND],
    ),
]  # fmt: skip
PODCAST = [
    row("rss2 enclosure", rss(_ENCLOSURE), "lengths", [1234]),
    row("itunes:duration h:m:s", _duration("1:02:03"), "durations", [3723]),
    row("itunes:duration hh:mm:ss", _duration("01:02:03"), "durations", [3723]),
    row("itunes:duration m:s", _duration("62:03"), "durations", [3723]),
    row("itunes:duration seconds", _duration("3723"), "durations", [3723]),
    row("itunes:duration with a fraction", _duration("3723.9"), "durations", [3723]),
    row("itunes:duration that is none", _duration("an hour"), "durations", [None]),
    row("itunes:duration negative", _duration("-5"), "durations", [None]),
    row("itunes:image", rss(f'<itunes:image href="{_PICTURE}"/>'), "image", _PICTURE),
    row("podcast:image", rss(f'<podcast:image href="{_PICTURE}"/>'), "image", _PICTURE),
    row("itunes:title where there is no title", rss("<itunes:title>題</itunes:title>"), "title",
        "題"),
    row("itunes:summary where there is no text", rss("<itunes:summary>述</itunes:summary>"),
        "content", "<p>述</p>"),
    row("enclosure of an image is the image",
        rss(f'<enclosure url="{_PICTURE}" type="image/jpeg"/>'), "image", _PICTURE),
    row("enclosure type in capitals", rss(f'<enclosure url="{_SOUND}" type="Audio/MPEG"/>'),
        "types", ["audio/mpeg"]),
    row("enclosure length with commas", rss(f'<enclosure url="{_SOUND}" length="1,234"/>'),
        "lengths", [1234]),
    row("enclosure without url", rss('<enclosure type="audio/mpeg"/>'), "files", []),
    row("enclosure relative", rss('<enclosure url="/a.mp3"/>'), "files",
        ["https://news.example/a.mp3"]),
    row("enclosure rdf:resource in rss10",
        rdf(f'<enclosure rdf:resource="{_SOUND}"/>'), "files", [_SOUND]),
]  # fmt: skip
SCOPES = [
    row("no xml:base is the document's address", atom(_LINK), "url", "https://news.example/1"),
    row("xml:base of the feed", atom(_LINK, root=_BASE), "url", "https://b.example/x/1"),
    row("xml:base of the entry", atom(_LINK, entry=_BASE), "url", "https://b.example/x/1"),
    row("xml:base of the entry below the feed's", atom(_LINK, root=_BASE,
        entry=' xml:base="y/"'), "url", "https://b.example/x/y/1"),
    row("rfc4287-2 xml:base of the link", atom('<link xml:base="https://b.example/x/" href="1"/>'),
        "url", "https://b.example/x/1"),
    row("xml:base of the content", atom(_HTML.format(_BASE)), "content",
        '<a href="https://b.example/x/1">a</a>'),
    row("xml:base of the feed for content", atom(_HTML.format(""), root=_BASE), "content",
        '<a href="https://b.example/x/1">a</a>'),
    row("xml:base of the rss root", rss("<link>1</link>", root=_BASE), "url",
        "https://b.example/x/1"),
    row("xml:base of xhtml's div",
        atom('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml" '
             'xml:base="https://b.example/x/"><a href="1">a</a></div></content>'),
        "content", '<a href="https://b.example/x/1">a</a>'),
    row("rfc4287-2 xml:base of an enclosure",
        atom('<link rel="enclosure" xml:base="https://b.example/" href="a.mp3"/>'), "files",
        ["https://b.example/a.mp3"]),
    row("rfc4287-2 xml:base of a paragraph in xhtml",
        atom('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
             '<p xml:base="https://b.example/x/"><a href="1">a</a></p></div></content>'),
        "content", '<p><a href="https://b.example/x/1">a</a></p>'),
    row("xml:base that is no address", atom(_LINK, root=' xml:base="::"'), "url",
        "https://news.example/1"),
    row("xml:lang of the feed", atom("<title>x</title>", root=' xml:lang="pl"'), "language", "pl"),
    row("xml:lang of the entry", atom("<title>x</title>", root=' xml:lang="pl"',
        entry=' xml:lang="cs"'), "language", "cs"),
    row("xml:lang of the title", atom('<title xml:lang="nl">x</title>'), "language", "nl"),
    row("xml:lang of the content before the title's",
        atom('<title xml:lang="nl">x</title><content xml:lang="da">y</content>'), "language", "da"),
    row("rss language of the channel", rss("<title>x</title>", head="<language>PT-br</language>"),
        "language", "pt-BR"),
    row("rfc5646 zh-TW is zh-Hant", rss("<title>x</title>", head="<language>zh-tw</language>"),
        "language", "zh-Hant"),
    row("rfc5646 zh-CN is zh-Hans", rss("<title>x</title>", head="<language>zh_CN</language>"),
        "language", "zh-Hans"),
    row("language en by default of the software", rss("<title>聯合會議討論漁業發展</title>",
        head="<language>en-US</language>"), "language", "zh-Hant"),
]  # fmt: skip
PREFIXES = [
    row("prefix of one's own", rss("<who:creator>Ann</who:creator>",
        root=' xmlns:who="http://purl.org/dc/elements/1.1/"'), "names", ["Ann"]),
    row("feedparser undeclared dc:", rss("<dc:creator>Ann</dc:creator>", root=""), "names",
        ["Ann"]),
    row("feedparser undeclared content:",
        rss("<content:encoded>&lt;p>x&lt;/p></content:encoded>", root=""), "content", "<p>x</p>"),
    row("feedparser undeclared media:", rss(f'<media:thumbnail url="{_PICTURE}"/>', root=""),
        "image", _PICTURE),
    row("feedparser undeclared prefix that nobody knows", rss("<title>a</title><zz:title>b"
        "</zz:title>", root=""), "title", "a"),
    row("xml-names declared on the element itself",
        rss('<x:creator xmlns:x="http://purl.org/dc/elements/1.1/">Ann</x:creator>', root=""),
        "names", ["Ann"]),
    row("xml-names title of an unknown namespace is none",
        rss('<x:title xmlns:x="urn:x">b</x:title>', root=""), "title", ""),
    row("xml-names dc as the default of an element",
        rss('<creator xmlns="http://purl.org/dc/elements/1.1/">Ann</creator>', root=""), "names",
        ["Ann"]),
    row("itunes namespace in other capitals",
        rss('<i:author xmlns:i="http://www.itunes.com/DTDs/PodCast-1.0.dtd">Ann</i:author>',
            root=""), "names", ["Ann"]),
    row("namespace of the next podcast format by its old address",
        rss(f'<p:image href="{_PICTURE}" xmlns:p="https://github.com/Podcastindex-org/'
            f'podcast-namespace/blob/main/docs/1.0.md"/>', root=""), "image", _PICTURE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "field", "expected", "content_type"),
    MODULES + MEDIA + PODCAST + SCOPES + PREFIXES,
)
def test_a_namespace_says(
    document: str, field: str, expected: Any, content_type: str | None
) -> None:
    assert said(document, field, content_type) == expected
