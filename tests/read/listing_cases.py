"""More pages that list articles, pages that list none, and all of them together."""

from __future__ import annotations

from tests.read.listing_pages import (
    ENGLISH,
    FOOTER,
    JAPANESE,
    KOREAN,
    NOISE,
    TEXT,
    Listing,
    arabic,
    blog,
    cards,
    data,
    episodes,
    forum,
    government,
    hfeed,
    lines,
    page,
    portal,
    press,
    slug,
    table,
    teasers,
    views,
)


def headings() -> Listing:
    """Nothing wraps an entry: heading, date and paragraph follow one another."""
    base = "https://kr.example.kr/news"
    items = [(t, f"https://kr.example.kr/news/view?idx={n + 50}") for n, t in enumerate(KOREAN)]
    body = "".join(
        f'<h3><a href="/news/view?idx={n + 50}">{t}</a></h3><p class="date">2026.11.2{n}</p>'
        f"<p>관계자는 이번 결정이 오랜 논의 끝에 내려졌으며 내년부터 시행될 예정이라고 밝혔다. {n}</p>"
        for n, (t, _) in enumerate(items)
    )
    return Listing(
        page(f"<div>{body}</div>", "뉴스", "ko"), items, base, [f"2026.11.2{n}" for n in range(4)]
    )


def mixed() -> Listing:
    """A lead that is made otherwise, then a list; a box of what is read most beside it."""
    base = "https://news.example.org/world/"
    items = [(t, f"{base}{2026110 + n}/{slug(t)}") for n, t in enumerate(ENGLISH)]
    lead = (
        f'<div class="hero"><h2><a href="{items[0][1]}">{items[0][0]}</a></h2><p>{TEXT}</p></div>'
    )
    rows = "".join(f'<div class="item"><h3><a href="{u}">{t}</a></h3></div>' for t, u in items[1:])
    most = "".join(
        f'<li><a href="{base}{2025000 + n}/an-older-story-about-thing-{n}">An older story about thing '
        f"{n}</a></li>"
        for n in range(5)
    )
    body = (
        f'{NOISE}<main>{lead}<div class="river">{rows}</div></main><div class="most-read sidebar">'
        f"<h4>Most read</h4><ol>{most}</ol></div>{FOOTER}"
    )
    return Listing(page(body), items, base)


def votes() -> Listing:
    """Links to other sites in two rows of a table each, with votes and comments."""
    base = "https://links.example.com/"
    items = [(t, f"https://site{n}.example.org/{slug(t)}") for n, t in enumerate(ENGLISH)]
    rows = "".join(
        f'<tr class="thing" id="{n}"><td>{n}.</td><td><a href="vote?id={n}"><div></div></a></td><td><a '
        f'href="{u}">{t}</a> (<a href="from?site={n}.org">{n}.org</a>)</td></tr><tr><td colspan="2"></td>'
        f'<td>12 points by <a href="user?id=bob{n}">bob{n}</a> <a href="item?id={99000 + n}">{n + 2} hours '
        f'ago</a> | <a href="item?id={99000 + n}">{n + 4} comments</a></td></tr><tr class="spacer"></tr>'
        for n, (t, u) in enumerate(items)
    )
    body = f'<table>{rows}<tr><td><a rel="next" href="?p=2">More</a></td></tr></table>'
    return Listing(page(body), items, base, [f"{n + 2} hours ago" for n in range(8)], f"{base}?p=2")


def definitions() -> Listing:
    """Japanese: the date as a term, the headline as what it means."""
    base = "https://www.corp.example.jp/news/"
    items = [(t, f"{base}2026/{n + 10}.html") for n, t in enumerate(JAPANESE)]
    rows = "".join(
        f'<dt>2026.11.2{n}</dt><dd><a href="{u}">{t}</a></dd>' for n, (t, u) in enumerate(items)
    )
    return Listing(
        page(f"<dl>{rows}</dl>", "ニュース", "ja"), items, base, [f"2026.11.2{n}" for n in range(5)]
    )


def pictures() -> Listing:
    """A row of a table for pictures, a row for their headlines."""
    items = [(t, f"https://news.example.org/a/{slug(t)}-{n}") for n, t in enumerate(ENGLISH[:4])]
    faces = "".join(f'<td><a href="{u}"><img alt="x" src="/a.jpg"></a></td>' for _, u in items)
    below = "".join(f'<td><a href="{u}">{t}</a></td>' for t, u in items)
    return Listing(page(f"<table><tr>{faces}</tr><tr>{below}</tr></table>"), items)


LISTINGS = (
    blog, cards, government, table, lines, portal, teasers, arabic, forum, episodes, press, hfeed,
    data, views, headings, mixed, votes, definitions, pictures,
)  # fmt: skip


def article() -> str:
    related = "".join(
        f'<li><a href="/2026/11/1{n}/{slug(t)}">{t}</a></li>' for n, t in enumerate(ENGLISH)
    )
    body = (
        f"{NOISE}<article><h1>{ENGLISH[0]}</h1><time>25 November 2026</time>"
        f'{f"<p>{TEXT} {TEXT}</p>" * 8}</article><div class="more"><ul>{related}</ul></div>{FOOTER}'
    )
    return page(body, head='<meta property="og:type" content="article">')


def login() -> str:
    return page(
        f'{NOISE}<form><input name="user"><input type="password" name="p"><a href="/forgot-password">'
        f"Forgot your password?</a></form>{FOOTER}"
    )


def shell() -> str:
    return page(
        '<div id="app"></div><noscript>Please enable JavaScript to run this app.</noscript>'
    )


def calendar() -> str:
    days = "".join(f'<td><a href="/events/2026-11-{n:02}">{n}</a></td>' for n in range(1, 31))
    months = "".join(
        f'<li><a href="/archive/2026/{n:02}/">{m} 2026</a></li>'
        for n, m in enumerate("January February March April May June".split(), 1)
    )
    return page(f"<table><tr>{days}</tr></table><ul>{months}</ul>")


def navigation() -> str:
    sections = "".join(
        f'<li><a href="/departments/{n}/">{n.title()} and other matters</a></li>'
        for n in "finance education transport culture health housing".split()
    )
    return page(f'{NOISE}<div class="box"><ul>{sections}</ul></div>{FOOTER}')


def itself() -> str:
    rows = "".join(f'<li><a href="/section/#part-{n}">{t}</a></li>' for n, t in enumerate(ENGLISH))
    return page(f"<ul>{rows}</ul>")


NOTHING = (article, login, shell, calendar, navigation, itself)
