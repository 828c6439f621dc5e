"""An HTML page as a tree, and the few looks at it that every kind of page takes."""

from __future__ import annotations

import re
from functools import cached_property
from urllib.parse import urljoin

from turbohtml import Document, Element, PlainText, parse

from feeds.readings import without_readings

_UNSEEN = (
    "script, style, template, svg, math, [hidden]:not(html):not(body), amp-ad, amp-embed, "
    "amp-sidebar, amp-consent, amp-user-notification"
)
ASIDE = "nav, aside, footer, li, [class*='related' i], [class*='comment' i], [class*='teaser' i]"
"""What stands in these is rather of other articles."""

_PLAIN = PlainText(layout="strict", bullet="", table_cell_separator=" ")
_SPACES = re.compile(r"\s+")


class Page:
    """A page that was found at `url`. Its `tree` has no scripts, styles and templates any more:
    of these, `data` has the texts of JSON-LD, and `scripts` is their number."""

    def __init__(self, markup: str, url: str) -> None:
        self.url = url
        self.tree: Document = parse(without_readings(markup), positions=False)
        self.data = [script.text for script in self.tree.select('script[type*="ld+json" i]')]
        self.scripts = len(self.tree.select("script"))
        self.tree.remove(_UNSEEN)
        if "<amp-img" in markup:
            for image in self.tree.select("amp-img"):
                image.tag = "img"

    @cached_property
    def base(self) -> str:
        """What relative addresses are resolved against (HTML, section 2.4.3)."""
        given = self.tree.select_one("base[href]")
        href = (given.attr("href") if given else None) or ""
        try:
            return urljoin(self.url if self.url.startswith("http") else self._own, href.strip())
        except ValueError:
            return self.url

    @cached_property
    def _own(self) -> str:
        """The address that a saved page gives as its own."""
        for element in self.tree.select('link[rel~="canonical" i], meta[property="og:url" i]'):
            own = element.attr("href") or element.attr("content") or ""
            if own.startswith(("http://", "https://")):
                return own
        return self.url

    @cached_property
    def body(self) -> Element:
        """The body, which every HTML tree has."""
        found = self.tree.select_one("body")
        return found if found is not None else Element("body")

    @cached_property
    def language(self) -> str | None:
        """The language that the root or the body declares."""
        for element in self.tree.select("html[lang], body[lang]"):
            if language := (element.attr("lang") or "").strip():
                return language
        return None

    def absolute(self, href: str | None) -> str | None:
        """An address resolved against `base`; None for none, or for one that leads nowhere."""
        href = _SPACES.sub(" ", href or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            return None
        try:
            return urljoin(self.base, href)
        except ValueError:
            return None


def lines(element: Element) -> list[str]:
    """What is to be read in an element, a line for each block; base text in place of ruby."""
    if element.select_one("rt, rp"):
        element = parse(element.html, positions=False).select("body")[0]
        element.remove("rt, rp")
    found = (" ".join(text.split()) for text in element.to_text(_PLAIN).split("\n"))
    return [text for text in found if text]


def line(element: Element) -> str:
    """The same in one line."""
    return " ".join(lines(element))
