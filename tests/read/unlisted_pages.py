# ruff: noqa: E501
"""Pages without a list of articles."""

from __future__ import annotations

from tests.read.listing_parts import ENGLISH, FOOTER, NOISE, TEXT, page, slug


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
