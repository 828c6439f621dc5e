"""Where a list goes on: the address of its next page."""

from __future__ import annotations

import re

from turbohtml import Element

from feeds.read.pages.links import site
from feeds.read.pages.page import Page, line

_NEXT = re.compile(
    r"next(?: page)?|older(?: (?:posts?|entries|articles))?|(?:load|show|view) more"
    r"|more (?:posts|stories)"
    r"|下一?[页頁]|下[页頁]|后一页|加载更多|載入更多|查看更多|更多新闻"
    r"|次(?:へ|の?ページ|の\d+件)|もっと見る|다음(?: 페이지)?|더 ?보기"
    r"|weiter|nächste(?: seite)?|mehr (?:laden|anzeigen)|ältere (?:beiträge|artikel)"
    r"|(?:page )?suivante?s?|plus d.articles|siguientes?|próxim[ao]|seguinte|successiv[ao]|avanti"
    r"|volgende|nästa|neste|næste|następna|sonraki|следующая(?: страница)?|след\.?|вперед|далее"
    r"|التالي|الصفحة التالية|بعدی|הבא|[»›→>]|>>|>>>",
    re.I,
)
_ARROWS = re.compile(r"^[«»‹›<>→←\s]+|[«»‹›<>→←.…\s]+$")
_PAGERS = "[class*=pag i], [class*=pager i], [id*=pag i], nav, [role=navigation]"
_MARKED = "[aria-current], [class*=current i], [class*=active i], .on, .cur, .selected"
_CURRENT = f"{_MARKED}, strong, b, span, em"


def next_page(page: Page, link: Element | None = None) -> str | None:
    """The address of the page that comes after this one, or that more of it is loaded from."""
    if link is not None:
        return _address(page, link)
    for found in page.tree.select("link[rel~=next], a[rel~=next]"):
        if url := _address(page, found):
            return url
    links = page.body.select("a[href]")
    for found in links[-600:]:
        text = line(found) if len(found.text) < 80 else ""
        said = text or found.attr("aria-label") or found.attr("title") or ""
        bare = _ARROWS.sub("", said) or said.strip()
        if _NEXT.fullmatch(bare) is None:
            continue
        sure = len(bare) > 3 or not bare.isascii() or found.closest(_PAGERS) is not None
        if sure and (url := _address(page, found)):
            return url
    return _numbered(page)


def _numbered(page: Page) -> str | None:
    """The link whose number follows that of the page which is shown."""
    for pager in page.body.select(_PAGERS):
        numbers = {line(link): link for link in pager.select("a[href]")[:60]}
        if not any(number.isdigit() for number in numbers):
            continue
        for element in pager.select(_CURRENT)[:60]:
            text = line(element)
            if not text.isdecimal() or len(text) > 5:
                continue
            own = element if element.tag == "a" else element.select_one("a[href]")
            shown = own is None or _address(page, own) is None
            after = numbers.get(str(int(text) + 1))
            marked = element.matches(_MARKED)
            if (shown or marked) and after is not None and element.closest("a") in (None, own):
                return _address(page, after)
    return None


def _address(page: Page, link: Element) -> str | None:
    url = page.absolute(link.attr("href"))
    if not url or not url.startswith("http") or site(url) != site(page.url):
        return None
    url = url.partition("#")[0]
    return None if url == page.url.partition("#")[0] else url
