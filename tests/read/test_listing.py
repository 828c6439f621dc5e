from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.errors import ReadError
from feeds.model import RawFeed, Rules
from feeds.read.pages.listing import read_listing, suggest
from feeds.read.pages.page import Page
from tests.read.listing_pages import LISTINGS, blog, cards, government, mixed, teasers
from tests.read.listing_parts import (
    CHINESE,
    ENGLISH,
    FOOTER,
    GERMAN,
    JAPANESE,
    NOISE,
    RUSSIAN,
    Listing,
    page,
    slug,
)
from tests.read.unlisted_pages import NOTHING

URL = "https://news.example.org/section/"


def read(markup: str, rules: Rules = Rules(), url: str = URL, pages: int = 1) -> RawFeed:  # noqa: B008
    return read_listing(Page(markup, url), rules, pages)


def pairs(feed: RawFeed) -> list[tuple[str | None, str | None]]:
    return [(entry.title.value if entry.title else None, entry.link) for entry in feed.entries]


def name(function: Callable[[], object]) -> str:
    return function.__name__


@pytest.mark.parametrize("make", LISTINGS, ids=name)
def test_articles_of_a_list_are_found_and_nothing_else(make: Callable[[], Listing]) -> None:
    listing = make()
    feed = read(listing.markup, url=listing.url, pages=2)
    assert pairs(feed) == listing.items
    if listing.dates:
        assert [entry.age or entry.published for entry in feed.entries] == listing.dates
    assert feed.more == ((listing.next,) if listing.next else ())
    assert feed.kind == "listing"
    assert feed.structure
    assert str(len(listing.items)) in feed.evidence[0]


@pytest.mark.parametrize("make", NOTHING, ids=name)
def test_a_page_without_a_list_has_none(make: Callable[[], str]) -> None:
    with pytest.raises(ReadError) as error:
        read(make())
    assert error.value.kind == "listing"


@pytest.mark.parametrize(
    "make", [m for m in LISTINGS if name(m) not in ("data", "teasers")], ids=name
)
def test_what_is_suggested_gives_the_same_entries(make: Callable[[], Listing]) -> None:
    listing = make()
    given = suggest(Page(listing.markup, listing.url))
    pinned = read(listing.markup, Rules(select=tuple(given.items())), listing.url)
    found = read(listing.markup, url=listing.url)
    assert pairs(pinned) == pairs(found)
    assert [e.age or e.published for e in pinned.entries] == [
        e.age or e.published for e in found.entries
    ]


def test_nothing_is_suggested_where_nothing_is_found() -> None:
    assert suggest(Page(page("<p>Nothing here</p>"), URL)) == {}


def test_what_an_entry_says() -> None:
    first = read(blog().markup).entries[0]
    assert first.summary is not None
    assert first.summary.value.startswith("The decision came after months")
    assert "Continue reading" not in first.summary.value
    assert [(a.name, a.url) for a in first.authors] == [
        ("Ann Smith", "https://news.example.org/author/ann-smith/")
    ]
    assert first.published == "2026-11-20T08:30:00+00:00"
    assert read(cards().markup).entries[1].image == "https://news.example.org/img/1.jpg"
    assert read(teasers().markup).entries[0].image is not None


def test_a_card_is_named_by_its_headline_not_by_what_is_beside_it() -> None:
    rows = "".join(
        f'<li><a href="/activity/{6300 + n}.html"><figure><img src="/{n}.webp"><figcaption>©Example'
        f"</figcaption></figure><ul><li>ブログ</li><li>活動報告</li></ul><p>{title}</p>"
        f'<time datetime="2026-08-2{n}">2026/08/2{n}</time></a></li>'
        for n, title in enumerate(JAPANESE)
    )
    assert [title for title, _ in pairs(read(page(f"<ul>{rows}</ul>")))] == list(JAPANESE)
    rows = "".join(
        f'<div><a href="/2026/11/2{n}/opinion.html"><p>Ann Mary Smith</p><p>{title}</p></a></div>'
        for n, title in enumerate(ENGLISH)
    )
    assert [title for title, _ in pairs(read(page(rows)))] == list(ENGLISH)


def test_a_date_without_a_year_gives_way_to_one_in_the_address() -> None:
    rows = "".join(
        f'<li><a href="/2026/11/2{n}/{1000 + n}.html">{title}</a></li>'
        for n, title in enumerate(RUSSIAN)
    )
    assert [e.published for e in read(page(f"<ul>{rows}</ul>")).entries] == [
        f"2026-11-2{n}" for n in range(4)
    ]


def test_the_page_itself() -> None:
    head = '<meta property="og:site_name" content="The  Daily">'
    listing = government()
    feed = read(listing.markup.replace("</head>", head + "</head>"), url=listing.url)
    assert feed.title is not None
    assert feed.title.value == "The Daily"
    assert (feed.link, feed.language) == (listing.url, "zh-CN")


def test_the_structure_stays_when_entries_come() -> None:
    for make in (blog, government, teasers, mixed):
        listing = make()
        twice = listing.markup.replace("<main>", "<main><!-- -->", 1)
        fewer = Listing(twice, listing.items)
        assert (
            read(listing.markup, url=listing.url).structure
            == read(fewer.markup, url=listing.url).structure
        )
    many = [listing_of(count) for count in (4, 8)]
    assert read(many[0]).structure == read(many[1]).structure


def listing_of(count: int) -> str:
    rows = "".join(
        f'<li class="story {"first" if not n else ""}"><a href="/a/{n}-{slug(t)}">{t}</a></li>'
        for n, t in enumerate(ENGLISH[:count])
    )
    return page(f'{NOISE}<div class="main"><ul class="stories">{rows}</ul></div>{FOOTER}')


def test_headlines_without_links() -> None:
    rows = "".join(f"<li>{title}</li>" for title in CHINESE)
    text = "".join(f"- {title}\n" for title in CHINESE)
    for body in (f"<ul>{rows}</ul>", f"<pre>{text}</pre>", f"一段话。\n更多\n{text}"):
        assert pairs(read(page(body))) == [(title, None) for title in CHINESE]


def test_a_text_with_points_is_no_list() -> None:
    points = "".join(f"<li>{title}</li>" for title in ENGLISH[:3])
    with pytest.raises(ReadError):
        read(page(f"<p>There are reasons for that, they say:</p><ul>{points}</ul><p>So be it.</p>"))


# -- by selectors ---------------------------------------------------------------------------------


ROWS = page(
    "".join(
        f'<div class="r"><b>{t}</b><i>1{n}/11/2026</i><u data-to="/x/{n}">go</u><p>Teaser {n}</p>'
        f'<em>Ann, Bob</em><img src="/p/{n}.png"></div><div class="ad"><b>Buy</b></div>'
        for n, t in enumerate(GERMAN)
    )
    + '<a class="on" href="?p=2">more of it</a>'
)


def test_fields_by_selectors() -> None:
    rules = Rules(
        select=(
            ("items", "div.r"), ("title", "b"), ("link", "u@data-to"), ("date", "i"),
            ("summary", "p"), ("author", "em"), ("image", "img@src"), ("next", "a.on"),
        ),
        replace=((r"Teaser (\d)", r"No. \1"), (r",.*", "")),
        date_format="%d/%m/%Y",
    )  # fmt: skip
    feed = read(ROWS, rules, pages=2)
    assert pairs(feed) == [(t, f"https://news.example.org/x/{n}") for n, t in enumerate(GERMAN)]
    first = feed.entries[0]
    assert first.published == "2026-11-10"
    assert first.summary is not None
    assert first.summary.value == "No. 0"
    assert [author.name for author in first.authors] == ["Ann"]
    assert first.image == "https://news.example.org/p/0.png"
    assert feed.more == ("https://news.example.org/section/?p=2",)
    assert feed.structure == "div.r"


def test_an_attribute_of_the_entry_itself() -> None:
    rows = "".join(f'<a class="x" href="/n/{n}"><b>{t}</b></a>' for n, t in enumerate(ENGLISH))
    feed = read(page(rows), Rules(select=(("items", "a.x"), ("link", "@href"), ("title", "b"))))
    assert pairs(feed) == [(t, f"https://news.example.org/n/{n}") for n, t in enumerate(ENGLISH)]


def test_what_is_not_selected_is_found() -> None:
    listing = blog()
    feed = read(listing.markup, Rules(select=(("items", "article"),)))
    assert pairs(feed) == listing.items
    assert feed.entries[0].published == listing.dates[0]


def test_what_is_removed_is_not_found() -> None:
    listing = government()
    feed = read(listing.markup, Rules(remove=("li:first-child",)), listing.url)
    assert pairs(feed) == listing.items[1:]


@pytest.mark.parametrize("field", ["items", "title", "link", "date", "summary", "image", "author"])
def test_a_selector_that_cannot_be_read(field: str) -> None:
    select = {"items": "article", field: "a[["}
    with pytest.raises(ReadError) as error:
        read(blog().markup, Rules(select=tuple(select.items())))
    assert error.value.kind == "select"
    assert field in str(error.value)
    assert "a[[" in str(error.value)


@pytest.mark.parametrize("field", ["items", "title", "link", "date"])
def test_a_selector_that_finds_nothing(field: str) -> None:
    select = {"items": "article", field: "i.gone"}
    with pytest.raises(ReadError) as error:
        read(blog().markup, Rules(select=tuple(select.items())))
    assert error.value.kind == "empty"
    assert field in str(error.value)
    assert "i.gone" in str(error.value)


# -- properties -----------------------------------------------------------------------------------

words = st.sampled_from("box card teaser item row post entry story feed wrap main x1a2".split())
titles = st.lists(
    st.sampled_from([*ENGLISH, *CHINESE, *GERMAN, *RUSSIAN, *JAPANESE]),
    min_size=5,
    max_size=20,
    unique=True,
)
noise = st.lists(st.sampled_from(["nav", "footer", "tags", "pager", "text"]), max_size=4)
PAGE = '<a href="?p={0}">{0}</a>'
NOISES = {
    "nav": NOISE,
    "footer": FOOTER,
    "tags": '<div class="tags">'
    + "".join(f'<a href="/tag/t{n}">tag {n}</a>' for n in range(9))
    + "</div>",
    "pager": f'<div class="pagination">{"".join(PAGE.format(n) for n in range(2, 9))}</div>',
    "text": "<p>Welcome to our site, where all of the news is gathered.</p>",
}
SHAPES = (
    '<{tag} class="{name}"><a href="{url}">{title}</a></{tag}>',
    '<{tag} class="{name}"><h3><a href="{url}">{title}</a></h3><span>2026-11-20</span></{tag}>',
    '<{tag} class="{name}"><a href="{url}"><img src="/i.jpg"></a><div><a href="{url}">{title}</a>'
    "</div></{tag}>",
    '<{tag} class="{name}"><h2>{title}</h2><p>Some words that say more than the title does.'
    '</p><a href="{url}">Read more</a></{tag}>',
    '<{tag} class="{name}"><a href="{url}"><h3>{title}</h3><p>Some words.</p></a></{tag}>',
)


@settings(max_examples=150, deadline=None)
@given(
    titles,
    words,
    st.sampled_from(["div", "article", "section"]),
    st.sampled_from(SHAPES),
    noise,
    noise,
)
def test_generated_lists_are_found_whole(
    titles: list[str], name: str, tag: str, shape: str, before: list[str], after: list[str]
) -> None:
    items = [(t, f"https://news.example.org/n/{2000 + n}.html") for n, t in enumerate(titles)]
    rows = "".join(
        shape.format(tag=tag, name=f"{name} {name}-{n}", url=url, title=title)
        for n, (title, url) in enumerate(items)
    )
    parts = (*(NOISES[n] for n in before), f"<div>{rows}</div>", *(NOISES[n] for n in after))
    assert pairs(read(page("".join(parts)))) == items


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LISTINGS), st.integers(0, 10_000), st.integers(1, 400), st.text(max_size=12))
def test_no_mutation_makes_it_fail(
    make: Callable[[], Listing], start: int, length: int, text: str
) -> None:
    listing = make()
    at = start % len(listing.markup)
    with suppress(ReadError):
        read(listing.markup[:at] + text + listing.markup[at + length :], url=listing.url, pages=2)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 50_000 + '<a href="/1234.html">A headline of some words</a>',
        "<div class='sidebar'><a href='/1234.html'>A headline of some words" * 20_000,
        "".join(f'<li><a href="/{n}">Headline number {n} of very many</a>' for n in range(20_000)),
        "<ul><li>" * 20_000 + "- x\n" * 20_000,
        "<h2>Some words here</h2>" * 50_000,
        '<a href="/x/12345">' + "word " * 1_000_000,
        "<li><a href='/2222'>" + "1-" * 200_000,
        '<p><a href="/n/1234">' + "<b>" * 50_000,
        "".join(
            f'<div class="c{n % 700}"><a href="/{n}/{n}">The {n}th</a></div>' for n in range(30_000)
        ),
    ],
)
def test_documents_made_to_be_slow(markup: str) -> None:
    started = time.process_time()
    with suppress(ReadError):
        read(markup)
    assert time.process_time() - started < 10
