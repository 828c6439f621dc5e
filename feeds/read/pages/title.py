"""What an article is called: the heading that the page shows, by what its head says of it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from feeds.han import HAN
from feeds.read.pages.page import Page, line
from feeds.read.pages.structured import Facts

_HEADINGS = (
    'h1, h2, h3, [itemprop~="headline"], [class*="title" i], [id*="title" i], [class*="headline" i]'
)
# Signs that stand between the title and the site's name, the surest first.
_BETWEEN = re.compile(r"\s*(?:_+|[|｜¦»›]|--+|\s[-–—·•:]\s|[—–])\s*|(?<=[\u3400-\u9fff])\s*-\s*")
_NOISE = re.compile(r"[\W_]+")
_LONGEST, _MOST = 200, 150


class Title(NamedTuple):
    """A title, what else the title element says (mostly the site's name), and by what the title
    is said."""

    text: str
    rest: str
    read_from: str


def title_of(page: Page, facts: Facts) -> Title:
    """The title of the article on a page; its text is empty if it has none."""
    element = page.tree.select_one("head > title") or page.tree.select_one("title")
    head = " ".join(element.text.split()) if element is not None else ""
    said = [_bare(title, facts.sites) for title in facts.titles]
    title, by = _shown(page, head, said)
    if not title:
        title = _head_title(head, said, facts.sites)
        first = said and title == said[0]
        by = facts.by("titles", facts.titles[0]) if first else "<title>" if title else ""
    at = _squeeze(head).find(_squeeze(title)) if title else -1
    rest = head.replace(title, " ", 1) if title in head else head if at < 0 else _after(head, title)
    return Title(title, rest.strip(" _|-–—·»>"), by)


def _after(head: str, title: str) -> str:
    parts = _BETWEEN.split(head)
    return " ".join(part for part in parts if _squeeze(part) not in _squeeze(title))


def _shown(page: Page, head: str, said: list[str]) -> tuple[str, str]:
    """The heading that is most like what the head says, and its element."""
    best, by, score = "", "", 0.0
    whole = _squeeze(head)
    named = [_squeeze(title) for title in said]
    top: list[str] = []
    for element in page.body.select(_HEADINGS)[:_MOST]:
        if len(element.text) > 3 * _LONGEST:
            continue
        text = line(element)
        plain = _squeeze(text)
        if not 1 < len(plain) <= _LONGEST:
            continue
        if element.tag == "h1":
            top.append(text)
        worth = max((_alike(plain, name) for name in named), default=0.0)
        if plain in whole:  # as a part of the title element, the longer the surer
            worth = max(worth, 0.45 + 0.5 * len(plain) / len(whole))
        elif whole and _alike(plain, whole) > 0.75:
            worth = max(worth, 0.7)
        if worth < 0.55:
            continue
        worth += {"h1": 0.35, "h2": 0.15, "h3": 0.05}.get(element.tag, 0.0)
        if worth > score + 0.001:
            best, by, score = text, f"<{element.tag}>", worth
    if best:
        return best, by
    # A head that says the same on every page of its site, and one heading that is long enough.
    longest = [text for text in dict.fromkeys(top) if len(text) >= (6 if HAN.search(text) else 15)]
    return (longest[0], "<h1>") if len(longest) == 1 and not any(named) else ("", "")


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) > 7 and long.startswith(short) and len(short) * 2 > len(long):
        return 0.9  # cut off in one of the two
    if len(long) > _LONGEST or len(short) * 2 < len(long):
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio > 0.6 else 0.0


def _head_title(head: str, said: list[str], sites: tuple[str, ...]) -> str:
    if said and (not head or _squeeze(said[0]) in _squeeze(head)):
        return said[0]
    bare = _bare(head, sites)
    if said and (
        _alike(_squeeze(said[0]), _squeeze(bare)) > 0.6 or _length(said[0]) > _length(bare)
    ):
        return said[0]
    return bare or (said[0] if said else "")


def _bare(head: str, sites: tuple[str, ...]) -> str:
    """The title without the names of site and section that stand behind it (or before it)."""
    known = {_squeeze(site) for site in sites}
    parts = [part for part in _BETWEEN.split(head) if part and part.strip()]
    if len(parts) < 2:
        return head
    while len(parts) > 1 and _squeeze(parts[-1]) in known:
        parts.pop()
    while len(parts) > 1 and _squeeze(parts[0]) in known:
        parts.pop(0)
    longest = max(parts, key=_length)
    start = head.find(parts[0])
    end = head.find(longest, start) + len(longest)
    if _length(parts[0]) * 2 >= _length(longest) and len(parts) > 1:
        return head[start:end].strip()
    return longest.strip()


def _length(text: str) -> float:
    return len(text) + 1.5 * len(HAN.findall(text))


def _squeeze(text: str) -> str:
    return _NOISE.sub("", text).casefold()
