"""What an article is called, whatever a page's head puts around it."""

import pytest

from feeds.read.pages.page import Page
from feeds.read.pages.structured import facts
from feeds.read.pages.title import title_of

TITLE = "Old Lighthouse Shines Again Over Harbor Town"
HAN = "老灯塔重新点亮 渔港夜色添新景"


def called(body: str = "", head: str = "", meta: str = "") -> tuple[str, str]:
    markup = f"<html><head><title>{head}</title>{meta}</head><body>{body}<p>Text.</p></body></html>"
    page = Page(markup, "https://news.example/a")
    title, rest, _ = title_of(page, facts(page))
    return title, rest


@pytest.mark.parametrize("title", [TITLE, HAN])
@pytest.mark.parametrize(
    "head",
    [
        "{}",
        "{} | Example News",
        "{} - Example News",
        "{} – Example News",
        "{} — Example News",
        "{}_示例新闻网",
        "{}_要闻_示例新闻网",
        "{}-示例新闻网",
        "{}--要闻--示例新闻网",
        "{}｜示例新聞",
        "{} » Example News",
        "{} · Example",
        "{} • World • Example",
        "Example News | {}",
        "Example News: {}",
        "{}\n   | Example News",
        "",
        "Example News",
    ],
)
def test_the_heading_is_the_title(head: str, title: str) -> None:
    found, rest = called(f"<h1>{title}</h1><h2>Another heading</h2>", head.format(title))
    assert found == title
    assert title not in rest


@pytest.mark.parametrize("title", [TITLE, HAN])
@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("{}", ""),
        ("{} | Example News", "Example News"),
        ("{} - Example News", "Example News"),
        ("{}_示例新闻网", "示例新闻网"),
        ("{} – Example", "Example"),
        ("{} | World | Example", "Example"),
    ],
)
def test_without_a_heading_the_head_names_it(head: str, site: str, title: str) -> None:
    found, rest = called("", head.format(title))
    assert found == title
    assert rest.endswith(site)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE}</h1>",
        f"<h1><a href='/a'>{TITLE}</a></h1>",
        "<h1><span>Old Lighthouse</span> <em>Shines Again</em> Over Harbor Town</h1>",
        "<h1>\n  Old Lighthouse&nbsp;Shines Again\n  Over Harbor Town\n</h1>",
        f"<h1>Example News</h1><h2>{TITLE}</h2>",
        f"<h1><img alt='Example'></h1><h2>{TITLE}</h2>",
        f"<div class='article-title'>{TITLE}</div>",
        f"<div id='title'>{TITLE}</div>",
        f"<p class='headline'>{TITLE}</p>",
        f"<span itemprop='headline'>{TITLE}</span>",
        f"<h3>{TITLE}</h3>",
        f"<h2>Most read</h2><h2>{TITLE}</h2><h2>Comments</h2>",
        f"<h1>Harbor</h1><h1>{TITLE}</h1>",
        f"<h1 hidden>Hidden</h1><h1>{TITLE}</h1>",
    ],
)
def test_the_heading_stands_in_many_elements(body: str) -> None:
    assert called(body, f"{TITLE} | Example News")[0] == TITLE


@pytest.mark.parametrize(
    ("meta", "head", "body", "title"),
    [
        (
            f'<meta property="og:title" content="{TITLE}">',
            "Example News",
            f"<h1>{TITLE}</h1>",
            TITLE,
        ),
        (f'<meta property="og:title" content="{TITLE}">', "Example News", "", TITLE),
        (f'<meta property="og:title" content="{TITLE} | Example News">', "", "", TITLE),
        (
            f'<meta property="og:title" content="{TITLE}"><meta name="og:site_name" content="X">',
            f"X: {TITLE}",
            "",
            TITLE,
        ),
        (
            '<meta property="og:title" content="Old &amp;amp; new">',
            "Old &amp; new",
            "",
            "Old & new",
        ),
        (f'<meta property="og:title" content="{TITLE[:30]}…">', "", f"<h1>{TITLE}</h1>", TITLE),
        ("", f"{TITLE[:30]}... | Example", f"<h1>{TITLE}</h1>", TITLE),
        (
            '<meta property="og:title" content="Welcome">',
            f"{TITLE} | X",
            f"<h1>{TITLE}</h1>",
            TITLE,
        ),
        ("", "AT&amp;T buys a ship - Example", "<h1>AT&amp;T buys a ship</h1>", "AT&T buys a ship"),
        (
            "",
            "Co-op re-opens its well-known shop - Example",
            "",
            "Co-op re-opens its well-known shop",
        ),
        ("", "“萬企幫萬村”座談會召開-統一戰線-示例網", "", "“萬企幫萬村”座談會召開"),
        ("", "示例网", "<h1>灯塔</h1>", "示例网"),
    ],
)
def test_head_and_heading_agree(meta: str, head: str, body: str, title: str) -> None:
    assert called(body, head, meta)[0] == title


def test_a_page_without_any_name_has_none() -> None:
    assert called() == ("", "")


def test_headings_of_a_whole_page_cost_little() -> None:
    body = "".join(f"<h2>Heading number {number} of many</h2>" for number in range(5000))
    assert called(f"{body}<h1>x</h1>", f"{TITLE} | Example News")[0] == TITLE
