"""The lists of a page: links that stand in the same place of like blocks, and how much each such
list is one of articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import fmean, median

from msgspec import Struct
from turbohtml import Element, Node, Text

from feeds.read.pages.blocks import Block, date_of, image_of, summary_of, title_of
from feeds.read.pages.links import is_generic, pattern, shape, site, words
from feeds.read.pages.page import Page
from feeds.read.pages.places import Places
from feeds.read.pages.when import is_date, mostly

_MOST = 20_000  # links that are looked at
_LEVELS = 10  # elements between a link and the whole of its block
_SAMPLE = 24  # entries of a list that it is judged by
_ARTICLE = (
    "article, .hentry, .h-entry, [itemtype*=Article], [itemtype*=BlogPosting], "
    "[itemtype*=VideoObject], [itemtype*=PodcastEpisode]"
)
_INLINE = ("a", "b", "strong", "span", "font", "em", "i")
_FAR = 12  # siblings that may belong to one entry

Key = tuple[object, ...]


class Repeated(Struct, eq=False):
    """A list: its blocks in page order, how much it looks like one of articles, where it is."""

    blocks: list[Block]
    place: str
    record: str
    score: float = 0.0
    aside: bool = False
    patterns: frozenset[str] = frozenset()


class _Link(Struct, eq=False):
    element: Element
    url: str
    chain: list[tuple[Element, Key]]


def lists_of(page: Page, places: Places, listed: frozenset[str] = frozenset()) -> list[Repeated]:
    """Every list of links on a page, judged; `listed` are addresses that its data names."""
    links = _links(page, places)
    counts = _counts(links)
    groups: dict[Key, list[tuple[Element, _Link]]] = {}
    for link in links:
        record, key = _record(link, counts)
        groups.setdefault((places.path(record.parent), *key[1:]), []).append((record, link))
    found = []
    for members in groups.values():
        record = members[0][0]
        group = Repeated(_blocks(members), places.path(record.parent), places.name(record))
        _judge(page, places, group, listed)
        found.append(group)
    return found


def links_of(page: Page, element: Element) -> list[tuple[Element, str]]:
    """The links within an element that lead to another page."""
    own = page.url.partition("#")[0]
    found = []
    for link in element.select("a[href], area[href]"):
        url = (page.absolute(link.attr("href")) or "").partition("#")[0]
        if url.startswith("http") and url != own:
            found.append((link, url))
    return found


def _links(page: Page, places: Places) -> list[_Link]:
    suffixes: dict[Key, int] = {}
    found = []
    for element, url in links_of(page, page.body)[:_MOST]:
        chain: list[tuple[Element, Key]] = []
        suffix, record = 0, element
        while len(chain) < _LEVELS and record.tag not in ("body", "html"):
            parent = record.parent
            if not isinstance(parent, Element):
                break
            name = places.name(record)
            chain.append((record, (parent, name if record is element else record.tag, suffix)))
            suffix = suffixes.setdefault((suffix, name), len(suffixes) + 1)
            record = parent
        found.append(_Link(element, url, chain))
    return found


def _counts(links: list[_Link]) -> Counter[Key]:
    """How many blocks, of different addresses, there are at each level of each link."""
    counts: Counter[Key] = Counter()
    last: dict[Key, tuple[Element, str]] = {}
    for link in links:
        for record, key in link.chain:
            before = last.get(key)
            if before is None or (before[0] is not record and before[1] != link.url):
                counts[key] += 1
            last[key] = record, link.url
    return counts


def _record(link: _Link, counts: Counter[Key]) -> tuple[Element, Key]:
    """The smallest element around a link that has siblings like it."""
    for least in (3, 2):
        for record, key in link.chain:
            if counts[key] >= least:
                return record, key
    return link.chain[0]


def _blocks(members: list[tuple[Element, _Link]]) -> list[Block]:
    """A block for each address of each record; what follows a record up to the next is its own."""
    records: dict[Element, dict[str, Element]] = {}
    for record, link in members:
        records.setdefault(record, {}).setdefault(link.url, link.element)
    said = {record: _headlines(links) for record, links in records.items() if len(links) > 1}
    if any(said.values()):  # the others are lines of entries that have only names and numbers
        records = {record: links for record, links in records.items() if said.get(record, True)}
    nodes_of = whole(list(records))
    blocks = []
    for record, links in records.items():
        urls = said.get(record) or [max(links, key=lambda u, of=links: words(of[u].text))]  # type: ignore[misc]
        for url in urls:
            own = record if len(urls) == 1 else links[url]
            blocks.append(Block(own, nodes_of.get(own, (own,)), links[url], url))
    best: dict[str | None, Block] = {}
    for block in blocks:  # of a picture's link and a headline's, the one that says more
        other = best.get(block.url)
        if other is None or (_said(block) >= 1 > _said(other)):
            best[block.url] = block
    return [block for block in blocks if best[block.url] is block]


def _headlines(links: dict[str, Element]) -> list[str]:
    """The addresses of those links of a record that say as much as a headline."""
    texts = {url: " ".join(link.text.split()) for url, link in links.items()}
    return [
        url
        for url, text in texts.items()
        if words(text) >= 3 and not is_generic(text) and not is_date(text)
    ]


def _said(block: Block) -> float:
    return words(block.link.text) if block.link is not None else 0.0


def whole(records: list[Element]) -> dict[Element, tuple[Node, ...]]:
    """Records with what belongs to them beside them, where nothing wraps the two: what follows a
    heading up to the next (`<h2>…</h2><p>…</p><h2>…`), the line that a link stands in."""
    known: set[Node] = set(records)
    found: dict[Element, tuple[Node, ...]] = {}
    families: dict[Node | None, list[Element]] = {}
    for record in records:
        families.setdefault(record.parent, []).append(record)
    for parent, family in families.items():
        if family[0].tag in _INLINE and _has_breaks(parent):
            for record in family:
                before = reversed(_beside(record.previous_siblings, known, "br"))
                found[record] = (*before, record, *_beside(record.next_siblings, known, "br"))
        else:
            found |= _with_siblings(family, known)
    return {record: found[record] for record in records}


def _with_siblings(family: list[Element], known: set[Node]) -> dict[Element, tuple[Node, ...]]:
    """Records of one parent, each with its followers, or with what leads up to it."""
    after = {record: _beside(record.next_siblings, known) for record in family}
    sizes = [len(after[record]) for record in family[:-1]]
    usual = int(median(sizes)) if sizes else 0
    if sizes and (not usual or usual >= _FAR):
        return {record: (record,) for record in family}
    between = [node.tag for node in after[family[0]] if isinstance(node, Element)]
    if len(family) > 1 and between:
        lead = [node for node in _beside(family[0].previous_siblings, known) if _tag(node)]
        tail = [node for node in after[family[-1]] if _tag(node)]
        leads = bool(lead) and _tag(lead[0]) == between[-1]
        if leads and not (tail and _tag(tail[0]) == between[0]):  # <dt>2026-11-25</dt><dd>…</dd>
            return {
                record: (*_beside(record.previous_siblings, known)[:usual][::-1], record)
                for record in family
            }
    return {record: (record, *nodes[: usual + 2]) for record, nodes in after.items()}


def _tag(node: Node) -> str:
    return node.tag if isinstance(node, Element) else ""


def _beside(siblings: Iterable[Node], known: set[Node], end: str = "") -> list[Node]:
    """The siblings up to another record or to an `end`."""
    found: list[Node] = []
    for node, _ in zip(siblings, range(_FAR), strict=False):
        if node in known or (end and _tag(node) == end):
            break
        found.append(node)
    return found


def _has_breaks(parent: Node | None) -> bool:
    return isinstance(parent, Element) and parent.select_one(":scope > br") is not None


def _judge(page: Page, places: Places, group: Repeated, listed: frozenset[str]) -> None:
    """Points for all that speaks for a list of articles, and against it."""
    sample = group.blocks[:: max(1, len(group.blocks) // _SAMPLE)][:_SAMPLE]
    urls = {block.url for block in group.blocks}
    titles = [title_of(page, block) for block in sample]
    texts = [title.text for title in titles]
    named = [text for text in texts if text and not is_generic(text) and not is_date(text)]
    region = Counter(places.region(block.link) for block in sample).most_common(1)[0][0]
    group.aside = region == "aside"
    group.patterns = frozenset(pattern(url) for url in urls if url)
    if len(named) * 2 <= len(texts) or not urls:
        group.score = -9.0
        return
    size = median(words(text) for text in named)
    score = 2.5 if size >= 6 else 2.0 if size >= 4 else 1.5 if size >= 3 else 0.3
    score -= 2.0 if size < 1.6 else 1.0 if size < 2 else 0.0
    score += 2.5 * fmean(shape(block.url or "") for block in sample)
    score -= 5.0 * fmean(_is_in_prose(block.link) for block in sample)
    score -= {"navigation": 4.0, "aside": 1.5, "": 0.0}[region]
    score -= 1.5 * fmean(site(block.url or "") != site(page.url) for block in sample)
    score -= 2.0 if len(set(texts)) < 0.6 * len(texts) else 0.0
    score += (-2.0, -2.0, -1.0, -0.3, 0.0)[len(urls)] if len(urls) < 5 else 0.3
    score += 0.4 if len(urls) >= 10 else 0.0
    pairs = list(zip(sample, titles, strict=True))
    score += 1.5 * fmean(date_of(block, title) is not None for block, title in pairs)
    score += 1.2 * fmean(
        title.element is not None and title.element.closest("h1,h2,h3,h4,h5,h6") is not None
        for title in titles
    )
    score += 1.5 * fmean(_is_article(block) or block.url in listed for block in sample)
    score += 0.7 * fmean(bool(summary_of(page, block, title).text) for block, title in pairs[:8])
    score += 0.4 * fmean(image_of(page, block) is not None for block in sample[:8])
    group.score = score


def _is_in_prose(link: Element | None) -> bool:
    """Whether a link is a part of a sentence: text stands before it that is neither a date nor a
    name of what it is filed under."""
    before = link.previous_sibling if link is not None else None
    if not isinstance(before, Text):
        return False
    text = " ".join(before.data.split())
    return words(text) >= 3 and text[-1:] not in ":：]）)】|·-–—»>" and not mostly(text)


def _is_article(block: Block) -> bool:
    return block.record.matches(_ARTICLE) or block.record.select_one(_ARTICLE) is not None
