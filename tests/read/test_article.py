"""Articles' pages of many makes: each gives its article, and nothing of what stands around it."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.read import article_pages as pages
from tests.read import article_texts
from tests.read.article_cases import (
    MORNING,
    MORNING_IN_CHINA,
    PAGES,
    TOWER,
    entry,
    facts,
    paragraphs,
)
from tests.read.article_texts import EN, EN_TITLE, HAN, HAN_TITLE


@pytest.mark.parametrize(("page", "title", "texts", "language", "said"), PAGES.values(), ids=PAGES)
def test_a_page_gives_its_article_and_nothing_else(
    page: str, title: str, texts: list[str], language: str, said: dict[str, object]
) -> None:
    found = entry(page)
    assert found.title == title
    assert paragraphs(found) == texts
    assert found.language == language
    got = facts(found)
    if "published" not in said:  # a day without a clock
        got.pop("published", None)
    assert got == said


@pytest.mark.parametrize(
    ("name", "charset"),
    [
        *((name, "gb2312") for name in PAGES if PAGES[name][2] is HAN and name != "ruby"),
        *((name, "utf-16") for name in PAGES),
        ("traditional characters", "big5"),
        ("traditional characters", "gbk"),
        ("Japanese", "shift_jis"),
        ("Japanese", "euc-jp"),
        ("Korean", "euc-kr"),
        ("Russian", "windows-1251"),
        ("German", "windows-1252"),
        ("Arabic", "windows-1256"),
    ],
)
def test_the_charset_of_a_page_changes_nothing(name: str, charset: str) -> None:
    page = PAGES[name][0].replace('<meta charset="utf-8">', f'<meta charset="{charset}">')
    assert entry(page.encode(charset)) == entry(PAGES[name][0])


def test_ruby_stays_in_the_content_and_not_in_the_text() -> None:
    found = entry(pages.ruby())
    assert "<ruby>渔港<rp>(</rp><rt>yúgǎng</rt><rp>)</rp></ruby>" in found.content
    assert "yúgǎng" not in found.summary


def test_a_table_of_facts_is_part_of_the_article() -> None:
    text = paragraphs(entry(pages.infobox()))
    assert [line for line in text if line in EN] == EN
    assert "1893" in " ".join(text)


def test_late_images_are_there_and_logos_are_not() -> None:
    content = entry(pages.late_images()).content
    assert f'<img src="{TOWER}">' in content
    assert '<img src="https://img.example/bell.jpg">' in content
    assert "logo" not in content
    assert "blank.gif" not in content


@pytest.mark.parametrize(
    ("date", "url", "language", "instant"),
    [
        ("2026-11-24 08:15", "https://news.example.cn/1", "", MORNING_IN_CHINA),
        ("2026-11-24 08:15", "https://news.example/1", "zh-CN", MORNING_IN_CHINA),
        ("2026-11-24 08:15", "https://news.example.tw/1", "zh-TW", MORNING_IN_CHINA),
        ("2026年11月24日08:15", "https://news.example.cn/1", "", MORNING_IN_CHINA),
        ("2026/11/24 08:15:00", "https://news.example.cn/1", "", MORNING_IN_CHINA),
        ("发布时间：2026-11-24 08:15", "https://news.example.cn/1", "", MORNING_IN_CHINA),
        (
            "時間：2026-11-24 08:15 來源：示例日報",
            "https://news.example.tw/1",
            "",
            MORNING_IN_CHINA,
        ),
        ("24.11.2026, 09:15 Uhr", "https://news.example.de/1", "de", MORNING),
        ("24. November 2026, 09:15 Uhr", "https://news.example.de/1", "de", MORNING),
        ("2026년 11월 24일 17:15", "https://news.example.kr/1", "ko", MORNING),
        ("2026年11月24日 17:15", "https://news.example.jp/1", "ja", MORNING),
        ("November 24, 2026 8:15 am", "https://news.example/1", "en", MORNING),
        ("Nov 24, 2026, 8:15 AM UTC", "https://news.example/1", "en", MORNING),
        ("24 November 2026 08:15 GMT", "https://news.example.cn/1", "en", MORNING),
        ("2026-11-24T08:15:00Z", "https://news.example.cn/1", "en", MORNING),
        ("2026-11-24T16:15:00+08:00", "https://news.example/1", "en", MORNING),
    ],
)
def test_dates_are_read_in_the_zone_of_the_site(
    date: str, url: str, language: str, instant: datetime
) -> None:
    texts = {"de": article_texts.DE, "ja": article_texts.JA, "ko": article_texts.KO, "en": EN}.get(
        language, HAN
    )
    page = pages.page(
        f"<h1>{HAN_TITLE}</h1><div class='i'><span>{date}</span></div>{pages.paragraphs(texts)}",
        title=HAN_TITLE,
        language=language,
    )
    found = entry(page, url)
    assert found.published == instant
    assert paragraphs(found) == texts


@pytest.mark.parametrize(
    ("head", "url", "link"),
    [
        (
            '<link rel="canonical" href="https://news.example/a">',
            "https://news.example/a?x=1",
            "https://news.example/a",
        ),
        (
            '<link rel="canonical" href="https://www.news.example/a">',
            "https://m.news.example/a",
            "https://www.news.example/a",
        ),
        (
            '<link rel="canonical" href="https://else.example/a">',
            "https://news.example/a",
            "https://news.example/a",
        ),
        (
            '<link rel="canonical" href="https://news.example/">',
            "https://news.example/a",
            "https://news.example/a",
        ),
        (
            '<link rel="canonical" href="http://[x">',
            "https://news.example/a",
            "https://news.example/a",
        ),
        (
            '<meta property="og:url" content="/b">',
            "https://news.example/a",
            "https://news.example/b",
        ),
        ("", "https://news.example/a#top", "https://news.example/a"),
    ],
)
def test_the_address_is_the_canonical_one_unless_it_leads_elsewhere(
    head: str, url: str, link: str
) -> None:
    page = pages.page(f"<h1>{EN_TITLE}</h1>{pages.paragraphs(EN)}", title=EN_TITLE, head=head)
    found = entry(page, url).url
    assert found is not None
    assert found.split("#")[0] == link


def test_addresses_are_resolved_against_the_base_of_the_page() -> None:
    texts = pages.paragraphs(EN).replace("tower", '<a href="t.html">tower</a>', 1)
    page = pages.page(
        f"<h1>{EN_TITLE}</h1><div><img src='i.jpg'>{texts}</div>",
        title=EN_TITLE,
        head='<base href="https://cdn.example/sub/">',
    )
    found = entry(page)
    assert found.image == "https://cdn.example/sub/i.jpg"
    assert 'href="https://cdn.example/sub/t.html"' in found.content
