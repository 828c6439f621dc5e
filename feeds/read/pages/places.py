"""Where elements stand on a page: their path by tags and classes, and which parts of the page hold
its navigation or its asides."""

from __future__ import annotations

import re
from typing import Literal

from turbohtml import Element, Node

from feeds.read.pages.page import Page

Region = Literal["", "aside", "navigation"]

_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_STATES = frozenset(
    "first last odd even active current selected on off hover open closed clearfix cf clear fl fr"
    " left right new top hot sticky hide show visible hidden even odd alt".split()
)
# Classes that name what an entry is filed under, not what it is.
_FILED = re.compile(
    r"(?:category|tag|author|format|status|type|term|post|item|node|id|lang|has|no|is)[-_].*"
    r"|(?:css|sc|jss|svelte|emotion|astro)-[\w-]+",
    re.I,
)
_NAVIGATION = frozenset(
    "nav navi navbar navigation menu menus submenu menubar breadcrumb breadcrumbs crumb crumbs"
    " footer foot colophon pager pagers pagination paging pagenav pagenavi share sharing social"
    " lang language languages login signin copyright friendlink friendlinks tagcloud cloud"
    " comments recentcomments commentlist respond cookie consent"
    " gdpr toolbar topbar subnav skip dropdown sitemap".split()
)
_ASIDE = frozenset(
    "aside sidebar side related relate recommend recommended recommendations popular hot hotnews"
    " rank ranking ranks mostread trending widget widgets advert advertisement advertising ads ad"
    " adsense sponsor sponsored promo promoted guanggao tuiguang banner".split()
)
_ROLES: dict[str, Region] = {
    "navigation": "navigation", "contentinfo": "navigation", "menu": "navigation",
    "menubar": "navigation", "search": "navigation", "complementary": "aside",
    "banner": "navigation",
}  # fmt: skip
_TAGS: dict[str, Region] = {"nav": "navigation", "footer": "navigation", "aside": "aside"}
_ABOUT_ALL = frozenset("with has no without page layout body main content wrapper wrap".split())


class Places:
    """Answers about elements of one page, each element looked at once."""

    def __init__(self, page: Page) -> None:
        self._body = page.body
        self._all = max(1, len(page.body.text))
        self._names: dict[Node, str] = {}
        self._paths: dict[Node, str] = {page.body: "body"}
        self._regions: dict[Node, Region] = {page.body: ""}

    def name(self, element: Element) -> str:
        """An element's tag and those of its classes that its like have, too: `li.item`."""
        name = self._names.get(element)
        if name is None:
            kept = sorted(
                token
                for token in (element.attr("class") or "").split()
                if not any(map(str.isdigit, token))
                and _STATES.isdisjoint((token.lower(), re.split("[-_]", token.lower())[-1]))
                and not _FILED.fullmatch(token)
                and re.fullmatch(r"[A-Za-z][\w-]*", token)
            )
            name = self._names[element] = ".".join([element.tag, *kept[:4]])
        return name

    def path(self, element: Node | None) -> str:
        """The names from the body down to an element, the lowest twelve at most."""
        chain: list[Element] = []
        while isinstance(element, Element) and element not in self._paths:
            chain.append(element)
            element = element.parent
        path = self._paths[element] if isinstance(element, Element) else ""
        for below in reversed(chain):
            steps = f"{path} > {self.name(below)}".split(" > ")
            path = self._paths[below] = " > ".join(steps[-12:])
        return path

    def region(self, element: Node | None) -> Region:
        """The part of the page that an element stands in."""
        chain: list[Element] = []
        while isinstance(element, Element) and element not in self._regions:
            chain.append(element)
            element = element.parent
        region = self._regions[element] if isinstance(element, Element) else ""
        for below in reversed(chain):
            region = self._regions[below] = region or self._own(below)
        return region

    def _own(self, element: Element) -> Region:
        if element.tag in _TAGS:
            if element.closest("article") is None:
                return _TAGS[element.tag]
            return ""
        region = _ROLES.get((element.attr("role") or "").lower(), "")
        if not region:
            called = f"{element.attr('class') or ''} {element.attr('id') or ''}"
            region = self._called(called) if called != " " else ""
            if region and element.tag in ("a", "li", "h1", "h2", "h3", "h4", "article"):
                return ""
        if region and (
            len(element.text) > 0.7 * self._all or element.select_one("main, h1") is not None
        ):
            return ""
        return region

    def _called(self, called: str) -> Region:
        for name in called.split():
            tokens = [token.lower() for token in _TOKEN.findall(name)]
            if not _ABOUT_ALL.isdisjoint(tokens):
                continue
            if not _NAVIGATION.isdisjoint(tokens):
                return "navigation"
            if not _ASIDE.isdisjoint(tokens):
                return "aside"
        return ""
