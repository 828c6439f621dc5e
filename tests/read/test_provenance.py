"""Of each field it is known which element or rule gave it."""

from __future__ import annotations

import pytest

from feeds.model import RawEntry, Rules
from feeds.read import read
from feeds.read.pages.credits import credits_of
from feeds.read.pages.told import Told, label
from feeds.read.syndication import read_carefully, read_syndication
from tests.read.article_texts import EN, EN_TITLE, HAN

RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>F</title><item>
%s</item></channel></rss>"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry>%s</entry></feed>'


def told(document: str, field: str) -> str | None:
    fast = read_syndication(document.encode())
    assert fast == read_carefully(document)  # whichever way it was read, by the same elements
    return dict(fast.entries[0].read_from).get(field)


@pytest.mark.parametrize(
    ("item", "field", "element"),
    [
        ("<title>T</title>", "title", "title"),
        ("<title> </title><dc:title>T</dc:title>", "title", "dc:title"),
        ("<link>https://h.example/1</link>", "link", "link"),
        ("<feedburner:origLink>o</feedburner:origLink>", "link", "feedburner:origLink"),
        ("<guid>https://h.example/1</guid>", "link", "guid"),
        ('<guid isPermaLink="false">https://h.example/1</guid>', "link", None),
        ("<pubDate>x</pubDate><dc:date>y</dc:date>", "date", "pubDate"),
        ("<pubDate>x</pubDate><dc:date>y</dc:date>", "updated", "dc:date"),
        ("<dc:date>y</dc:date>", "date", "dc:date"),
        ("<author>A</author>", "authors", "author"),
        ("<author> </author><dc:creator>A</dc:creator>", "authors", "dc:creator"),
        ("<author>A</author><dc:creator>B</dc:creator>", "authors", "author, dc:creator"),
        ("<itunes:author>A</itunes:author>", "authors", "itunes:author"),
        ("<category>k</category>", "keywords", "category"),
        ("<category>k</category><category>l</category>", "keywords", "category"),
        ("<itunes:keywords>a, b</itunes:keywords>", "keywords", "itunes:keywords"),
        ('<category domain="https://h.example/sections/">A</category>', "keywords", None),
        (
            '<category domain="https://h.example/sections/">A</category>',
            "section",
            "category of a scheme …/sections/",
        ),
        ("<description>short</description>", "summary", "description"),
        ("<description>s</description><content:encoded>l</content:encoded>", "content",
         "content:encoded"),
        ("<dc:language>de</dc:language>", "language", "dc:language"),
        ('<media:thumbnail url="/t.jpg"/>', "image", "media:thumbnail"),
        ('<enclosure type="image/png" url="/e.png"/>', "image", "enclosure"),
        ("", "title", None),
    ],
)  # fmt: skip
def test_the_element_of_an_item(item: str, field: str, element: str | None) -> None:
    assert told(RSS % item, field) == element


@pytest.mark.parametrize(
    ("entry", "field", "element"),
    [
        ('<link href="/1"/><title>T</title>', "link", "atom:link"),
        ("<id>https://h.example/1</id>", "link", "atom:id"),
        ("<published>x</published><updated>y</updated>", "date", "atom:published"),
        ("<published>x</published><updated>y</updated>", "updated", "atom:updated"),
        ("<author><name>A</name></author>", "authors", "atom:author"),
        ("<contributor><name>A</name></contributor>", "editors", "atom:contributor"),
        ("<source><author><name>A</name></author></source>", "authors", "atom:source"),
        ('<content xml:lang="de">x</content>', "language", "xml:lang"),
    ],
)
def test_the_element_of_an_entry(entry: str, field: str, element: str | None) -> None:
    assert told(ATOM % entry, field) == element


def article(head: str, body: str, rules: Rules = Rules()) -> dict[str, str]:  # noqa: B008
    text = "".join(f"<p>{paragraph}</p>" for paragraph in EN)
    page = f"<html lang=en><head>{head}</head><body>{body.replace('TEXT', text)}</body></html>"
    url = "https://h.example/a"
    feed = read(page.encode(), url=url, content_type="text/html", kind="article", rules=rules)
    return dict(feed.entries[0].read_from)


def test_an_article_by_what_its_page_shows() -> None:
    found = article(
        "<title>Harbour News</title>",
        f"<div class=crumb>Home &gt; Port &gt; Ships</div><h1>{EN_TITLE}</h1>"
        "<p>发布时间：2026-11-20 10:00　责任编辑：王小明　来源：海湾社</p>"
        "<div class=text>TEXT</div>"
        "<p>关键词：港口 灯塔</p>",
    )
    assert found["title"] == "<h1>"
    assert found["section"] == "breadcrumb"
    assert found["date"] == "a line before the text: 发布时间："
    assert found["editors"] == "a line before the text: 责任编辑："
    assert found["keywords"] == "a line behind the text: 关键词："
    assert found["content"] == "div.text"
    assert found["language"] == "<html lang>"
    assert found["link"] == "the address"


def test_an_article_by_what_its_page_says_to_machines() -> None:
    data = (
        f'{{"@type": "NewsArticle", "headline": "{EN_TITLE}", "articleSection": "Port", '
        '"dateCreated": "2026-11-20T10:00:00Z", "author": {"@type": "Person", "name": "Jane Doe"}}'
    )
    found = article(
        f'<title>{EN_TITLE}</title><script type="application/ld+json">{data}</script>'
        '<meta property="article:modified_time" content="2026-11-21T10:00:00Z">'
        '<meta property="og:image" content="/i.jpg"><link rel=canonical href="/c">'
        '<meta name=description content="Something else than what the text begins with.">',
        "<div>TEXT</div>",
    )
    assert found["title"] == "JSON-LD headline"
    assert found["date"] == "JSON-LD dateCreated"
    assert found["updated"] == "article:modified_time"
    assert found["authors"] == "JSON-LD author"
    assert found["section"] == "JSON-LD articleSection"
    assert found["image"] == "og:image"
    assert found["link"] == "link rel=canonical"
    assert found["summary"] == "meta description"


def test_what_a_person_selects_is_said_to_be_selected() -> None:
    rules = Rules(select=(("title", "h2"), ("body", ".text"), ("date", ".when")))
    found = article(
        "<title>Harbour News</title>",
        "<h2>Mine</h2><i class=when>2026-11-20</i><div class=text>TEXT</div>",
        rules,
    )
    selected = "a selector of the configuration"
    assert [found[name] for name in ("title", "date", "content")] == [selected] * 3


def test_only_the_address_may_tell_the_day() -> None:
    page = f"<html><title>T</title><h1>{EN_TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in EN)
    feed = read(page.encode(), url="https://h.example/2026/11/20/a", kind="article")
    assert dict(feed.entries[0].read_from)["date"] == "the address"


def listing(item: str) -> dict[str, str]:
    items = "".join(item.replace("N", str(n)) for n in range(1, 7))
    feed = read(f"<body><ul class=news>{items}</ul></body>".encode(), url="https://h.example/")
    assert feed.kind == "listing"
    return dict(feed.entries[0].read_from)


def test_a_headline_of_a_list() -> None:
    found = listing(
        "<li><h3><a href='/2026/story-N.html'>The harbour opens its gate N again</a></h3>"
        "<time datetime='2026-11-2N'>Nov 2N</time><p>Ships come in with the tide as they did in "
        "the years before the wall was built.</p></li>"
    )
    assert found == {
        "title": "<h3>", "link": "<a href>", "date": "<time>", "summary": "<p>",
    }  # fmt: skip


def test_flattened_text() -> None:
    body = "首頁 > 民生 > 教育\n夜校亮了燈\n編輯：王小明 2026年11月20日\n" + "\n".join(HAN)
    (entry,) = read(body.encode(), kind="text").entries
    found = dict(entry.read_from)
    assert found["section"] == "breadcrumb"
    assert found["editors"] == "a line: 編輯："
    assert found["content"] == "paragraphs"


def test_a_label_is_what_stands_before_the_value_in_its_line() -> None:
    assert label("a line", "来源：新华社 责任编辑：张三", "张三") == "a line: 责任编辑："
    assert label("a line", "（責任編輯：張三）", "張三") == "a line: 責任編輯："
    assert label("a line", "张三", "张三") == "a line"
    assert label("a line", "another", "张三") == "a line"
    assert label("a line", "a" * 40 + "张三", "张三") == "a line"


def test_of_two_lines_the_first_counts() -> None:
    lines = [("a line", text, credits_of(text)) for text in ("x", "编辑：张三", "责编：李四")]
    assert Told(lines).said("editors") == (("张三",), "a line: 编辑：")
    assert Told(lines).said("authors") == ((), "")


def test_nothing_is_told_of_what_is_not_there() -> None:
    assert RawEntry().read_from == ()
