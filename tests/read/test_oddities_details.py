"""Identity, people, keywords and dates in odd forms."""

from __future__ import annotations

from typing import Any

import pytest

from tests.read.oddities_documents import atom, json_feed, rdf, row, rss, said


def _link(address: str) -> str:
    return rss(f"<link>{address}</link>")


def _author(text: str) -> str:
    return rss(f"<author>{text}</author>")


def _date(text: str) -> str:
    return rss(f"<pubDate>{text}</pubDate>")


def _item(guid: str, link: str, title: str) -> str:
    return f"<guid>{guid}</guid><link>https://news.example/{link}</link><title>{title}</title>"


_SAME_GUID = rss(_item("0", "1", "一"), _item("0", "2", "二"))
IDENTITY = [
    row("rss2 guid isPermaLink default true", rss("<guid>https://news.example/1</guid>"), "url",
        "https://news.example/1"),
    row("rss2 guid isPermaLink true", rss('<guid isPermaLink="true">https://news.example/1</guid>'),
        "url", "https://news.example/1"),
    row("rss2 guid isPermaLink false",
        rss('<guid isPermaLink="false">https://news.example/1</guid>'), "url", None),
    row("rss2 guid isPermaLink in other capitals",
        rss('<guid ispermalink="FALSE">https://news.example/1</guid>'), "url", None),
    row("rss2 link before guid",
        rss("<guid>https://news.example/g</guid><link>https://news.example/1</link>"), "urls",
        ["https://news.example/1"]),
    row("rss2 guid that is an address is the id",
        rss("<guid>https://news.example/g</guid><link>https://news.example/1</link>"), "ids",
        ["https://news.example/g"]),
    row("rfc4151 guid that is a number becomes a tag", rss('<guid isPermaLink="false">42</guid>'),
        "ids", ["tag:news.example,2000:42"]),
    row("rfc8141 urn of one letter is none", rss("<guid>urn:x:1</guid>"), "ids",
        ["tag:news.example,2000:urn:x:1"]),
    row("guid with blanks around it", rss("<guid>\n  urn:isbn:1 \n</guid>"), "ids",
        ["urn:isbn:1"]),
    row("guid in chinese", rss("<guid>文章一</guid>"), "ids",
        ["tag:news.example,2000:%E6%96%87%E7%AB%A0%E4%B8%80"]),
    row("guid relative is no permanent link", rss("<guid>/1</guid>"), "url", None),
    row("guid empty, the link identifies",
        rss("<guid/><link>https://news.example/1</link>"), "ids", ["https://news.example/1"]),
    row("no guid, the link identifies", _link("https://news.example/1"), "ids",
        ["https://news.example/1"]),
    row("guid of different articles", _SAME_GUID, "ids",
        ["https://news.example/1", "https://news.example/2"]),
    row("guid and link twice is one article", rss(_item("7", "1", "一"), _item("7", "1", "一")),
        "titles", ["一"]),
    row("guid twice without links, other titles", rss("<guid>0</guid><title>一</title>",
        "<guid>0</guid><title>二</title>"), "titles", ["一", "二"]),
    row("link twice is one article", rss("<link>https://news.example/1</link><title>一</title>",
        "<link>https://news.example/1</link><title>一</title>"), "titles", ["一"]),
    row("link of the site for every item", rss("<link>https://news.example/</link><title>一</title>",
        "<link>https://news.example/</link><title>二</title>"), "titles", ["一", "二"]),
    row("no guid and no link twice is one article", rss("<title>一</title>", "<title>一</title>"),
        "titles", ["一"]),
    row("no guid and no link, other titles", rss("<title>一</title>", "<title>二</title>"),
        "titles", ["一", "二"]),
    row("guid in capitals and in small letters are two", rss(_item("a", "1", "一"),
        _item("A", "2", "二")), "titles", ["一", "二"]),
    row("rfc4287-4.2.6 id is compared letter by letter", atom("<id>urn:ab:1</id><title>一</title>",
        "<id>urn:ab:%31</id><title>二</title>"), "titles", ["一", "二"]),
    row("rss10 about before link", rdf("<link>https://news.example/2</link>"), "ids",
        ["https://news.example/1"]),
]  # fmt: skip
ADDRESSES = [
    row("miniflux tracking parameters go", _link("https://news.example/1?utm_source=rss&amp;a=1"),
        "url", "https://news.example/1?a=1"),
    row("only tracking parameters", _link("https://news.example/1?utm_source=r&amp;fbclid=x#n"),
        "url", "https://news.example/1#n"),
    row("parameters in chinese", _link("https://news.example/?題=港"), "url",
        "https://news.example/?%E9%A1%8C=%E6%B8%AF"),
    row("path in chinese", _link("https://news.example/港"), "url",
        "https://news.example/%E6%B8%AF"),
    row("host in chinese", _link("https://新聞.example/1"), "url",
        "https://xn--efvv70d.example/1"),
    row("host in capitals", _link("HTTPS://News.Example/A"), "url", "https://news.example/A"),
    row("rfc3986-6.2.3 default port", _link("https://news.example:443/1"), "url",
        "https://news.example/1"),
    row("link relative to the feed", _link("/1"), "url", "https://news.example/1"),
    row("link with a line break in it", _link("https://news.example/\n1"), "url",
        "https://news.example/1"),
    row("link with a blank in it", _link("https://news.example/a b"), "url",
        "https://news.example/a%20b"),
    row("link without a scheme", _link("//news.example/1"), "url", "https://news.example/1"),
    row("link javascript:", _link("javascript:x()"), "url", None),
    row("link ftp:", _link("ftp://news.example/1"), "url", None),
    row("link feed:", _link("feed:https://news.example/1"), "url", None),
]  # fmt: skip
PEOPLE = [
    row("rss2 author mail (name)", _author("ann@a.example (Ann Lee)"), "names", ["Ann Lee"]),
    row("rss2 author mail (name): mail", _author("ann@a.example (Ann Lee)"), "emails",
        ["ann@a.example"]),
    row("rfc5322 name <mail>", _author("Ann Lee &lt;ann@a.example&gt;"), "names", ["Ann Lee"]),
    row("rfc5322 name <mail>: mail", _author("Ann Lee &lt;ann@a.example&gt;"), "emails",
        ["ann@a.example"]),
    row("rfc5322 name in quotes", _author("\"Lee, Ann\" &lt;ann@a.example&gt;"), "names",
        ["Lee, Ann"]),
    row("name (mail)", _author("Ann Lee (ann@a.example)"), "emails", ["ann@a.example"]),
    row("mail only", _author("ann@a.example"), "names", ["ann@a.example"]),
    row("name only", _author("林一"), "names", ["林一"]),
    row("mailto:", _author("mailto:ann@a.example"), "emails", ["ann@a.example"]),
    row("by before a name", _author("By Ann Lee"), "names", ["Ann Lee"]),
    row("author in chinese with its word", _author("作者：林一"), "names", ["林一"]),
    row("author with markup", _author("<![CDATA[<a href='/x'>Ann</a>]]>"), "names", ["Ann"]),
    row("feedparser author with a name in it", _author("<name>Ann</name>"), "names", ["Ann"]),
    row("author empty", _author(""), "names", []),
    row("dc:creator several", rss("<dc:creator>Ann</dc:creator><dc:creator>林一</dc:creator>"),
        "names", ["Ann", "林一"]),
    row("author and dc:creator of the same name are one",
        rss("<author>a@a.example (Ann)</author><dc:creator>ann</dc:creator>"), "names", ["Ann"]),
    row("itunes:author where there is no other", rss("<itunes:author>Ann</itunes:author>"),
        "names", ["Ann"]),
    row("author before itunes:author",
        rss("<itunes:author>Radio</itunes:author><author>Ann</author>"), "names", ["Ann"]),
    row("rss2 managingEditor of the channel is no author", rss("<title>a</title>",
        head="<managingEditor>ed@a.example (Ed)</managingEditor>"), "names", []),
    row("rfc4287-4.2.1 authors several",
        atom("<author><name>A</name></author><author><name>B</name></author>"), "names",
        ["A", "B"]),
    row("rfc4287-4.1.1 author inherited from the feed",
        atom("<title>a</title>", head="<author><name>F</name></author>"), "names", ["F"]),
    row("rfc4287-4.1.2 author of the source before the feed's",
        atom("<source><author><name>S</name></author></source>",
             head="<author><name>F</name></author>"), "names", ["S"]),
    row("rfc4287-4.1.2 author of the entry before the source's",
        atom("<source><author><name>S</name></author></source><author><name>E</name></author>"),
        "names", ["E"]),
    row("rfc4287-3.2.2 uri of a person, relative", atom("<author><name>A</name><uri>/a</uri>"
        "</author>"), "pages", ["https://news.example/a"]),
    row("rfc4287-4.2.3 contributor", atom("<contributor><name>C</name></contributor>"), "helpers",
        ["C"]),
    row("rfc4287-4.2.3 contributor is no author", atom("<contributor><name>C</name></contributor>"),
        "names", []),
    row("dc:contributor is an editor", rss("<dc:contributor>編輯甲</dc:contributor>"), "helpers",
        ["編輯甲"]),
    row("author mail (name) with brackets in the name", _author("a@a.example (Ann (Hafen))"),
        "names", ["Ann (Hafen)"]),
    row("rfc4287-2 xml:base of a person",
        atom('<author xml:base="https://b.example/"><name>A</name><uri>a</uri></author>'), "pages",
        ["https://b.example/a"]),
    row("jsonfeed-1.1 author of an address only",
        json_feed({"id": "1", "authors": [{"url": "https://a.example/ann"}]}), "pages",
        ["https://a.example/ann"]),
]  # fmt: skip
KEYWORDS = [
    row("rss2 category", rss("<category>港口</category><category>Hafen</category>"), "keywords",
        ("港口", "Hafen")),
    row("rss2 category with a domain", rss('<category domain="urn:x">a</category>'), "keywords",
        ("a",)),
    row("rss2 category is not split at commas", rss("<category>Smith, John</category>"),
        "keywords", ("Smith, John",)),
    row("section by domain", rss('<category domain="https://n.example/sections/">黨派 / 統一戰線'
        "</category>"), "section", ("黨派", "統一戰線")),
    row("section is no keyword", rss('<category domain="https://n.example/sections/">黨派'
        "</category>"), "keywords", ()),
    row("rfc4287-4.2.2.3 label is what readers see", atom('<category term="t" label="L"/>'),
        "keywords", ("L",)),
    row("rfc4287-4.2.2.1 term without label", atom('<category term="t"/>'), "keywords", ("t",)),
    row("rfc4287-4.2.2 section by scheme",
        atom('<category term="A / B" scheme="https://n.example/sections/"/>'), "section",
        ("A", "B")),
    row("dc:subject", rss("<dc:subject>a</dc:subject><dc:subject>b</dc:subject>"), "keywords",
        ("a", "b")),
    row("itunes:keywords", rss("<itunes:keywords>a, b ,,c</itunes:keywords>"), "keywords",
        ("a", "b", "c")),
    row("itunes:keywords with commas of chinese", rss("<itunes:keywords>港，海、魚"
        "</itunes:keywords>"), "keywords", ("港", "海", "魚")),
    row("itunes:category in itunes:category", rss('<itunes:category text="Arts"><itunes:category '
        'text="Food"/></itunes:category>'), "keywords", ("Arts", "Food")),
    row("keyword twice in other capitals", rss("<category>Sea</category><category>sea</category>"),
        "keywords", ("Sea",)),
    row("keyword with entities escaped twice", rss("<category>R&amp;amp;D</category>"), "keywords",
        ("R&D",)),
    row("keyword empty", rss("<category/><category> </category>"), "keywords", ()),
    row("category of the channel is not the item's", rss("<title>a</title>",
        head="<category>x</category>"), "keywords", ()),
]  # fmt: skip
_0830 = "2026-11-20 08:30"
DATES = [
    row(name, document, field, expected)
    for name, document, field, expected in [
        ("rfc822 two digits of a year", _date("20 Nov 26 08:30 GMT"), "published", _0830),
        ("rfc822 zone of letters", _date("Fri, 20 Nov 2026 03:30:00 EST"), "published", _0830),
        ("rfc5322 -0000", _date("Fri, 20 Nov 2026 08:30:00 -0000"), "published", _0830),
        ("rfc5322 wrong day of the week", _date("Mon, 20 Nov 2026 08:30:00 GMT"), "published",
         _0830),
        ("rfc5322 month in full", _date("20 November 2026 08:30 UTC"), "published", _0830),
        ("rfc5322 comment", _date("Fri, 20 Nov 2026 16:30:00 +0800 (CST)"), "published", _0830),
        ("rfc3339 in pubDate", _date("2026-11-20T16:30:00+08:00"), "published", _0830),
        ("rfc3339 fraction", atom("<published>2026-11-20T08:30:00.123Z</published>"), "published",
         _0830),
        ("rfc3339 small letters", atom("<published>2026-11-20t08:30:00z</published>"), "published",
         _0830),
        ("w3cdtf without seconds", rdf("<dc:date>2026-11-20T08:30Z</dc:date>"), "published",
         _0830),
        ("w3cdtf day only", rdf("<dc:date>2026-11-20</dc:date>"), "published",
         "2026-11-20 00:00"),
        ("iso8601 basic form", _date("20261120T083000Z"), "published", _0830),
        ("iso8601 hour 24 is the next day", _date("2026-11-19T24:00:00Z"), "published",
         "2026-11-20 00:00"),
        ("rfc3339-5.8 leap second", _date("2016-12-31T23:59:60Z"), "published",
         "2017-01-01 00:00"),
        ("second 60 of another minute is none", _date("2026-11-20T08:29:60Z"), "published", None),
        ("sql without a zone", _date("2026-11-20 08:30:00"), "published", _0830),
        ("date of javascript", _date("Fri Nov 20 2026 16:30:00 GMT+0800 (CST)"), "published",
         _0830),
        ("ctime of unix", _date("Fri Nov 20 08:30:00 GMT 2026"), "published", _0830),
        ("seconds of unix", _date("1795163400"), "published", _0830),
        ("chinese date", _date("2026年11月20日 上午8:30"), "published", _0830),
        ("chinese date of the republic", _date("民國115年11月20日8時30分"), "published", _0830),
        ("full-width digits", _date("２０２６年１１月２０日 ０８：３０"), "published", _0830),
        ("feedparser date of another language", _date("Fr, 20 Nov 2026 08:30:00 +0000"),
         "published", _0830),
        ("30 February is none", _date("30 Feb 2026 08:30:00 GMT"), "published", None),
        ("zero of a clock is none", _date("Thu, 01 Jan 1970 00:00:00 GMT"), "published", None),
        ("zero of a database is none", _date("0000-00-00 00:00:00"), "published", None),
        ("date far ahead is none", _date("Fri, 20 Nov 2065 08:30:00 GMT"), "published", None),
        ("date that is none", _date("yesterday"), "published", None),
        ("date empty", _date(""), "published", None),
        ("pubDate in other capitals", rss("<PubDate>2026-11-20T08:30Z</PubDate>"), "published",
         _0830),
        ("pubDate is not updated", _date("2026-11-20T08:30Z"), "updated", None),
        ("pubDate of the channel is not the item's", rss("<title>a</title>",
         head="<pubDate>2026-11-20T08:30Z</pubDate>"), "published", None),
        ("atom updated is not published", atom("<updated>2026-11-20T08:30:00Z</updated>"),
         "published", None),
        ("atom updated", atom("<updated>2026-11-20T08:30:00Z</updated>"), "updated", _0830),
        ("pubDate before dc:date", rss("<dc:date>2026-11-21</dc:date><pubDate>2026-11-20T08:30Z"
         "</pubDate>"), "published", _0830),
        ("dcterms:created", rss("<dcterms:created>2026-11-20T08:30Z</dcterms:created>"),
         "published", _0830),
        ("jsonfeed date_modified",
         json_feed({"id": "1", "date_modified": "2026-11-20T16:30:00+08:00"}), "updated", _0830),
    ]
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "field", "expected", "content_type"),
    IDENTITY + ADDRESSES + PEOPLE + KEYWORDS + DATES,
)
def test_a_detail_says(document: str, field: str, expected: Any, content_type: str | None) -> None:
    assert said(document, field, content_type) == expected
