"""Pages for people, and lists of subscriptions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from lxml import etree
from lxml import html as lxml_html

from feeds.config import Config, Site
from feeds.config.schema import Schedule
from feeds.model import Feed, Item, Origin, Person
from feeds.publish import (
    WEEKS,
    Outline,
    Summary,
    appearance,
    render_opml,
    render_site,
)
from feeds.publish.words import words
from tests import strategies
from tests.examples import NOON, SITE, item
from tests.publish.rendering import rendered

FORMATS = ("rss", "atom", "json")


def page(*items: Item, **fields: object) -> str:
    return rendered(*items, **{"sources": {}, **fields})["index.html"].decode()


def section(*path: str, size: int = 1) -> Summary:
    return Summary(Feed("section", "/".join(("sections", *path)), path[-1], path), size, NOON)


def keyword(name: str) -> Summary:
    return Summary(Feed("keyword", f"keywords/{name}", name, (name,)), 2, None)


EVERYTHING = Summary(Feed("all", "all", "All", ("All",)), 9, NOON + timedelta(hours=1))
SUMMARIES = (
    EVERYTHING,
    keyword("扶貧"),
    keyword("R&D"),
    section("民生"),
    section("民生", "交通"),
    section("民生", "交通", "鐵路"),
    section("經濟", "港口"),  # its section above has no feed
    Summary(Feed("source", "sources/news", "新聞 <b>", ("新聞 <b>",)), 3, None),
)


def links(html: str) -> list[str]:
    return [str(a.get("href")) for a in lxml_html.fromstring(html.encode()).iter("a")]


@given(strategies.item_lists)
def test_what_entries_say_is_text_on_the_page(items: list[Item]) -> None:
    tree = lxml_html.fromstring(page(*items).encode())
    assert list(tree.iter("b", "img")) == []
    assert len(list(tree.iter("script"))) == 1  # our own
    assert len(list(tree.iter("article"))) == len(items)
    assert len(list(tree.iter("title"))) == 1


def test_markup_in_a_title_is_shown_and_not_obeyed() -> None:
    shown = page(
        item(
            title="<script>alert(1)</script>",
            summary="<img src=x onerror=alert(2)>",
            authors=(Person('"><b>'),),
            section=("<i>",),
            keywords=("<u>",),
            url="https://news.example/?a=1&b='2'",
        )
    )
    for tag in ("<script>alert", "<img src=x", "<b>", "<i>", "<u>"):
        assert tag not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "https://news.example/?a=1&b='2'" in links(shown)


def test_a_page_links_to_the_feeds_beside_it_and_to_the_list_of_all() -> None:
    shown = page(item())
    assert {"rss.xml", "atom.xml", "feed.json", "../../index.html"} <= set(links(shown))
    head = lxml_html.fromstring(shown.encode()).findall(".//link")
    assert [(n.get("type"), n.get("href")) for n in head if n.get("rel") == "alternate"] == [
        ("application/rss+xml", "rss.xml"),
        ("application/atom+xml", "atom.xml"),
        ("application/feed+json", "feed.json"),
    ]


def test_dates_are_shown_where_the_site_is() -> None:
    site = SITE.model_copy(update={"timezone": "Asia/Taipei"})
    assert "2026-11-19 20:00" in page(item(), site=site)
    assert "日期不詳" in page(item(published=None))
    assert "尚無文章。" in page()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-Hant", "訂閱"),
        ("zh-TW", "訂閱"),
        ("zh-HK", "訂閱"),
        ("zh-Hans", "订阅"),
        ("zh-CN", "订阅"),
        ("zh", "订阅"),
        ("zh-Hans-HK", "订阅"),
        ("en", "Subscribe"),
        ("fr", "Subscribe"),
    ],
)
def test_pages_speak_the_language_of_the_site(language: str, said: str) -> None:
    site = SITE.model_copy(update={"language": language})
    shown = page(item(), site=site)
    assert said in shown
    assert f'<html lang="{language}">' in shown
    index = render_site(site, SUMMARIES, FORMATS)["index.html"].decode()
    assert words(language)["sections"] in index


def test_every_language_has_every_word() -> None:
    assert set(words("en")) == set(words("zh-Hant")) == set(words("zh-Hans"))


def test_the_index_lists_every_feed_once() -> None:
    index = render_site(SITE, SUMMARIES, FORMATS)["index.html"].decode()
    found = [link for link in links(index) if link.endswith("/index.html")]
    assert sorted(found) == sorted(
        [
            "all/index.html",
            "keywords/%E6%89%B6%E8%B2%A7/index.html",
            "keywords/R%26D/index.html",
            "sections/%E6%B0%91%E7%94%9F/index.html",
            "sections/%E6%B0%91%E7%94%9F/%E4%BA%A4%E9%80%9A/index.html",
            "sections/%E6%B0%91%E7%94%9F/%E4%BA%A4%E9%80%9A/%E9%90%B5%E8%B7%AF/index.html",
            "sections/%E7%B6%93%E6%BF%9F/%E6%B8%AF%E5%8F%A3/index.html",
            "sources/news/index.html",
        ]
    )
    assert "feeds.opml" in links(index)
    assert "新聞 &lt;b&gt;" in index


def test_the_index_shows_sections_as_a_tree() -> None:
    index = lxml_html.fromstring(render_site(SITE, SUMMARIES, FORMATS)["index.html"])
    (railway,) = [a for a in index.iter("a") if a.text == "鐵路"]
    above = [li.find("a").text for li in railway.iterancestors("li")]
    assert above == ["鐵路", "交通", "民生"]


def test_a_keyword_has_a_picture_of_its_last_weeks() -> None:
    feed = Feed("keyword", "keywords/a", "a", ("a",))
    busy = Summary(feed, 100, NOON, {2960: 1, 2970: 50, 2971: 25})
    quiet = Summary(Feed("keyword", "keywords/b", "b", ("b",)), 0, None)
    index = lxml_html.fromstring(render_site(SITE, [busy, quiet], FORMATS)["index.html"])
    (picture,) = index.iter("svg")
    bars = list(picture.iter("rect"))
    assert len(bars) == WEEKS
    assert [bar.get("height") for bar in bars] == ["2", *"000000000", "16", "8"]
    assert [bar.get("y") for bar in bars][-2:] == ["0", "8"]
    assert picture.get("aria-label", "").endswith("1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 25")


def test_the_weeks_of_all_feeds_end_with_the_last_that_any_has() -> None:
    old = Summary(Feed("keyword", "keywords/a", "a", ("a",)), 1, NOON, {2000: 3})
    new = Summary(Feed("keyword", "keywords/b", "b", ("b",)), 1, NOON, {2971: 1})
    index = lxml_html.fromstring(render_site(SITE, [old, new], FORMATS)["index.html"])
    assert len(list(index.iter("svg"))) == 1


def test_a_page_says_what_the_feed_is_and_where() -> None:
    shown = lxml_html.fromstring(page(item(), item(n=2, language="en")).encode())
    (field,) = shown.iter("input")
    assert str(field.get("value")).endswith("%E8%81%B2%E9%9F%B3/atom.xml")
    assert [h.text for h in shown.iter("h1", "h2")] == ["黨派·聲音", "訂閱", "最新文章"]
    assert [a.get("lang") for a in shown.iter("article")] == [None, "en"]
    assert "2 篇" in shown.text_content()
    assert "黨派·聲音" in str(shown.find(".//meta[@name='description']").get("content"))


def test_a_page_names_the_source_of_each_entry() -> None:
    shown = page(item(section=("a", "b")), sources={"news": Origin("新聞", "https://n.example/")})
    assert "<bdi>新聞</bdi> · <bdi>a / b</bdi>" in shown
    assert "<bdi>" not in page(item(), sources={})


def test_pictures_of_the_site_are_shown_if_there_are_any() -> None:
    site = SITE.model_copy(update={"icon": "https://f.example/i.svg", "logo": "/l.png"})
    index = render_site(site, SUMMARIES, FORMATS)["index.html"].decode()
    assert '<link rel="icon" href="https://f.example/i.svg">' in index
    assert '<img class="logo" src="/l.png" alt="">' in index
    assert "logo" not in render_site(SITE, SUMMARIES, FORMATS)["index.html"].decode()


def test_a_site_without_feeds_has_an_index() -> None:
    files = render_site(Site(), [], ("json",))
    assert b"<main>" in files["index.html"]
    assert etree.fromstring(files["feeds.opml"]).find("body") is not None


def outlines(data: bytes) -> list[tuple[list[str], str, str | None]]:
    """Of each subscription the folders that it is in, its name and its address."""
    return [
        (
            [above.get("text", "") for above in node.iterancestors("outline")][::-1],
            node.get("text", ""),
            node.get("xmlUrl"),
        )
        for node in etree.fromstring(data).iter("outline")
        if node.get("type") == "rss"
    ]


def test_the_list_of_all_feeds_has_sections_in_folders() -> None:
    files = render_site(SITE, SUMMARIES, FORMATS)
    root = "https://feeds.example.org/"
    found = outlines(files["feeds.opml"])
    assert found[0] == ([], "統戰新聞", f"{root}all/atom.xml")
    assert ([], "民生", f"{root}sections/%E6%B0%91%E7%94%9F/atom.xml") in found
    assert [(folders, name) for folders, name, _ in found if folders] == [
        (["民生"], "交通"),
        (["民生", "交通"], "鐵路"),
        (["經濟"], "港口"),
    ]
    head = etree.fromstring(files["feeds.opml"]).find("head")
    assert head is not None
    assert head.findtext("dateModified") == "Thu, 19 Nov 2026 13:00:00 GMT"


@pytest.mark.parametrize(
    ("formats", "file"), [(("rss", "json"), "rss.xml"), (("json",), "feed.json")]
)
def test_the_list_names_a_format_that_there_is(formats: tuple[str, ...], file: str) -> None:
    ((_, _, address),) = outlines(render_site(SITE, [EVERYTHING], formats)["feeds.opml"])
    assert address == f"https://feeds.example.org/all/{file}"


@given(strategies.some(strategies.names), strategies.names)
def test_any_name_can_be_in_a_list(folder: tuple[str, ...], name: str) -> None:
    data = render_opml("統戰新聞", [Outline(name, "https://news.example/?a=1&b=2", folder=folder)])
    assert outlines(data) == [(list(folder), name, "https://news.example/?a=1&b=2")]


def test_the_appearance_changes_with_what_the_files_depend_on() -> None:
    config = Config()
    assert appearance(config) == appearance(Config())
    assert appearance(config) != appearance(Config(site=Site(title="Other")))
    assert appearance(config) != appearance(Config(schedule=Schedule(every=60)))
    assert appearance(config) == appearance(Config(store="sqlite:///other.db"))
