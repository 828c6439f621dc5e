"""Which of the lists on a page are lists of articles, and the blocks of these in page order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log

from msgspec import Struct
from turbohtml import Element, Node

from feeds.read.pages.blocks import Block, title_of
from feeds.read.pages.links import is_generic, pattern, shape, site, words
from feeds.read.pages.page import Page
from feeds.read.pages.places import Places
from feeds.read.pages.repeated import Repeated, links_of, lists_of
from feeds.read.pages.when import is_date

_CONVINCING = 3.0
_ADVERTISING = re.compile(
    r"(?:anzeige|werbung|sponsored(?: by.*)?|sponsored (?:post|content)|advertisement|promoted|ad"
    r"|paid (?:post|content)|publicit[ée]|publicidad|patrocinado|pubblicità|advertentie|реклама"
    r"|广告|廣告|推广|推廣|赞助|贊助|広告|PR|광고|إعلان|إعلان ممول)",
    re.I,
)


class Chosen(Struct, eq=False):
    """Lists of articles, the best first, and the blocks of all of them in page order."""

    lists: list[Repeated]
    blocks: list[Block]
    more: dict[str, list[Block]]


def articles_of(page: Page, places: Places, listed: frozenset[str]) -> Chosen | None:
    """The lists of articles on a page; None when there is no convincing one."""
    groups = [g for g in lists_of(page, places, listed) if g.score >= _CONVINCING - 1]
    groups.sort(key=lambda group: -(group.score + 0.8 * log(len(group.blocks))))
    best = next((group for group in groups if group.score >= _CONVINCING), None)
    if best is None:
        return None
    taken = [best]
    owned: set[Node] = {block.record for block in best.blocks}
    for group in groups:
        if group is best or (group.aside and not best.aside):
            continue
        if group.score + _kinship(group, best) < _CONVINCING or _is_within(group, owned):
            continue
        taken.append(group)
        owned.update(block.record for block in group.blocks)
    taken.append(Repeated(list(_adopted(page, places, best)), best.place, best.record))
    order = {link: n for n, link in enumerate(page.body.select("a[href], area[href]"))}
    first: dict[str, Block] = {}
    more: dict[str, list[Block]] = {}
    for group in taken:
        for block in group.blocks:
            url = block.url or ""
            if url in first:
                more.setdefault(url, []).append(block)
            elif _is_entry(page, places, group, block):
                first[url] = block
    blocks = sorted(first.values(), key=lambda block: order.get(block.link, 0) if block.link else 0)
    return Chosen([group for group in taken if group.blocks], blocks, more)


def _kinship(group: Repeated, best: Repeated) -> float:
    """Whether a list's addresses are of the kind that the best list leads to."""
    urls = [block.url or "" for block in group.blocks]
    alike = sum(pattern(url) in best.patterns for url in urls)
    if alike * 2 >= len(urls):
        return 1.0
    return -1.0 if not alike and len(best.patterns) * 3 <= len(best.blocks) else 0.0


def _is_within(group: Repeated, owned: set[Node]) -> bool:
    """Whether a list's links stand within entries of a better one."""
    inside = 0
    for block in group.blocks:
        node: Node | None = block.link
        for _ in range(10):
            if node is None or node in owned:
                break
            node = node.parent
        inside += node in owned
    return inside * 2 > len(group.blocks)


def _is_entry(page: Page, places: Places, group: Repeated, block: Block) -> bool:
    """Whether a block of a list of articles is one, and neither advertising nor a way onward."""
    text, own = title_of(page, block).text, site(page.url)
    if not text or is_generic(text) or is_date(text):
        return False
    region = places.region(block.link)
    if region == "navigation" or (region == "aside" and not group.aside):
        return False
    if any(_ADVERTISING.fullmatch(" ".join(t.split())) for n in block.nodes for t in n.strings):
        return False
    address = shape(block.url or "")
    if address < -0.5 and (address <= -1 or words(text) < 6 or site(block.url or "") == own):
        return False
    return words(text) >= 2 or address > 0.2


def _adopted(page: Page, places: Places, best: Repeated) -> Iterator[Block]:
    """What stands among the entries of a list and differs in its make: a lead, a picture."""
    known = {block.record for block in best.blocks}
    urls = {block.url for block in best.blocks}
    parents = {node.parent: node for node in known}
    for parent, record in parents.items():
        if parent is None or record.tag == "a":
            continue
        for child in parent.children:
            if not isinstance(child, Element) or child.tag != record.tag or child in known:
                continue
            if places.region(child):
                continue
            links = [(link, url) for link, url in links_of(page, child) if shape(url) > 0.2]
            if not links or any(url in urls for _, url in links):
                continue
            link, url = max(
                links,
                key=lambda pair: (pair[0].closest("h1,h2,h3,h4") is not None, words(pair[0].text)),
            )
            block = Block(child, (child,), link, url)
            if pattern(url) in best.patterns and words(title_of(page, block).text) >= 3:
                yield block
