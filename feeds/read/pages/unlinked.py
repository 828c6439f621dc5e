"""Headlines that no link leads from: lists of plain items, and lines that begin with a dash."""

from __future__ import annotations

import re
from itertools import groupby
from statistics import median

from turbohtml import Element

from feeds.read.pages.links import is_generic, words
from feeds.read.pages.page import Page, line
from feeds.read.pages.places import Places
from feeds.read.pages.when import is_date

_DASHED = re.compile(r"\s*[-–—•·●*▪]\s+(\S.*)")
_ENDED = re.compile(r"[.。;；:：,，]$")
_MOST = 120  # characters of a headline


def headlines(page: Page, places: Places) -> tuple[list[str], str]:
    """The longest list of headlines without links, and where it stands."""
    found: list[tuple[list[str], str]] = []
    for element in page.body.select("ul, ol"):
        if places.region(element) == "navigation" or element.select_one("a[href], ul, ol"):
            continue
        if not _in_prose(element):
            items = [line(item) for item in element.select("li")]
            found.append((items, f"{places.path(element)} > li"))
    rows = [_DASHED.fullmatch(row) for row in page.body.text.split("\n") if row.strip()]
    for dashed, group in groupby(rows, key=bool):
        if dashed:
            found.append(([row[1].strip() for row in group if row], "body"))
    good = [(items, place) for items, place in found if _are_headlines(items)]
    return max(good, key=lambda pair: len(pair[0]), default=([], ""))


def _in_prose(element: Element) -> bool:
    """Whether a list is a part of a text: paragraphs stand around it, or one leads in."""
    before, after = element.previous_sibling, element.next_sibling
    while before is not None and not isinstance(before, Element):
        before = before.previous_sibling
    while after is not None and not isinstance(after, Element):
        after = after.next_sibling
    return before is not None and (
        before.tag == "p" and (line(before).endswith((":", "：")) or after is not None)
    )


def _are_headlines(items: list[str]) -> bool:
    good = [
        text
        for text in items
        if len(text) <= _MOST and not is_generic(text) and not is_date(text) and words(text) >= 2
        if " " in text or not text.isascii()
    ]
    if len(good) < 4 or len(good) < 0.8 * len(items) or len(set(good)) < len(good):
        return False
    ended = sum(_ENDED.search(text) is not None for text in good)
    return median(map(words, good)) >= 3.5 and ended * 3 <= len(good)
