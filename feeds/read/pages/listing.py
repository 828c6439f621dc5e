"""A section page or a front page -> its entries."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from turbohtml import Element, Node, Text

from feeds.errors import ReadError
from feeds.model import RawEntry, RawFeed, RawText, Rules
from feeds.read.pages.blocks import Block
from feeds.read.pages.chosen import Chosen, articles_of
from feeds.read.pages.entries import Given, block_of, entry_of
from feeds.read.pages.links import words
from feeds.read.pages.listed import is_article, listed
from feeds.read.pages.onward import next_page
from feeds.read.pages.page import Page, line
from feeds.read.pages.places import Places
from feeds.read.pages.repeated import whole
from feeds.read.pages.selectors import checked, prepare, selectors_of
from feeds.read.pages.suggested import suggest
from feeds.read.pages.unlinked import headlines
from feeds.read.pages.when import mostly
from feeds.read.provenance import noted

_FEW = 3  # fewer articles than these are no list
_RUNNING = 100, 200  # words of running text: of a page that says it is an article, of another
__all__ = ["read_listing", "suggest"]

_SHORT = 30  # characters: a text of fewer is no sentence
_NO_TEXT = ("a", "button", "select", "textarea", "noscript", "label")
_COMPLETED = ("summary", "image", "authors", "date")
_SELECTED = ("title", "link", "date", "summary", "image", "author")


def read_listing(page: Page, rules: Rules = Rules(), pages: int = 1) -> RawFeed:  # noqa: B008
    """Read the list of articles on a page, by a person's rules where there are some.

    Raises ReadError when there is no convincing list, or when a rule finds nothing.
    """
    prepare(page, rules)
    given = selectors_of(rules)
    feed = _selected(page, given, rules) if "items" in given else _found(page, given, rules)
    if pages > 1 and (more := _more(page, given)):
        return replace(feed, more=(more,))
    return feed


def _selected(page: Page, given: Given, rules: Rules) -> RawFeed:
    css = given["items"].css
    items = page.body.select(checked("items", css))
    if not items:
        raise ReadError("empty", f"items: {css!r} finds nothing on the page")
    blocks = [block_of(page, item, nodes, given) for item, nodes in whole(items).items()]
    _check(blocks, given)
    entries = _entries(page, blocks, given, rules)
    if not entries:
        raise ReadError("empty", f"items: {css!r} finds elements with neither title nor link")
    return _feed(page, entries, css, f"{len(entries)} entries selected by {css}")


def _check(blocks: list[Block], given: Given) -> None:
    """A selector that finds nothing in any entry has been left behind by its page."""
    for field in _SELECTED:
        if field in given and not any(given[field].elements(block) for block in blocks):
            raise ReadError("empty", f"{field}: {str(given[field])!r} finds nothing in the entries")


def _found(page: Page, given: Given, rules: Rules) -> RawFeed:
    places = Places(page)
    data = listed(page)
    chosen = articles_of(page, places, frozenset(entry.link or "" for entry in data))
    if chosen is not None:
        _refuse_article(page, places, chosen.blocks)
        blocks = chosen.blocks
        _check(blocks, given)
        if "link" in given:
            blocks = [block_of(page, block.record, block.nodes, given) for block in blocks]
        entries = _entries(page, blocks, given, rules)
        entries = _completed(page, entries, chosen, data, rules)
        if len(entries) >= _FEW or (len(entries) == 2 and chosen.lists[0].score > 6):
            best = chosen.lists[0]
            parent = best.place.rpartition(" > ")[2]
            evidence = f"{len(entries)} links to articles in {parent} > {best.record}"
            return _feed(page, entries, f"{best.place} > {best.record}", evidence)
    if len(data) >= _FEW:
        evidence = f"{len(data)} articles in the page's own data (JSON-LD)"
        return _feed(page, list(data), "JSON-LD", evidence)
    titles, place = headlines(page, places)
    if titles:
        by = noted(title="a list item")
        plain = [RawEntry(title=RawText(title, "text"), read_from=by) for title in titles]
        return _feed(page, plain, place, f"{len(titles)} headlines without links in {place}")
    raise ReadError("listing", _reason(page))


def _reason(page: Page) -> str:
    links = len(page.body.select("a[href]"))
    if page.body.select_one("input[type=password]") is not None:
        return "no list of articles: the page asks for a login"
    if links < _FEW and len(page.body.text.split()) < 50:
        return "no list of articles: the page is nearly empty, scripts may fill it later"
    return f"no list of articles: none of the page's {links} links stand in one"


def _refuse_article(page: Page, places: Places, blocks: list[Block]) -> None:
    """A page with a long text of its own is that article, whatever is listed beside it."""
    owned = {node for block in blocks for node in block.nodes}
    running = sum(words(text) for text in _running_text(page, places, owned))
    least, most = _RUNNING
    if running < least or (running < most and not is_article(page)):
        return
    if is_article(page) or _is_dated(page, places, owned):
        raise ReadError("listing", "no list of articles: the page is an article itself")


def _running_text(page: Page, places: Places, owned: set[Node]) -> Iterator[str]:
    """The paragraphs of a page that stand outside of its lists."""
    free: dict[Node, bool] = dict.fromkeys(owned, False) | {page.body: True}
    for text in page.body.descendants:
        if not isinstance(text, Text) or len(text.data) < _SHORT:
            continue
        chain: list[Node] = []
        node: Node | None = text.parent
        while node is not None and node not in free:
            chain.append(node)
            node = node.parent
        for below in reversed(chain):
            free[below] = (
                free[below.parent or page.body]
                and isinstance(below, Element)
                and below.tag not in _NO_TEXT
                and not places.region(below)
            )
        if text.parent is not None and free[text.parent]:
            yield text.data


def _is_dated(page: Page, places: Places, owned: set[Node]) -> bool:
    """Whether a page says when it was published: near its heading, not in one of its lists."""
    heading = page.body.select_one("h1")
    if heading is None:
        return False
    near: Element | None = heading
    for _ in range(3):
        parent = near.parent if near is not None else None
        near = parent if isinstance(parent, Element) else None
        if near is None or near.tag == "body":
            return False
        for element in near.select("time, span, div, p, em, i")[:60]:
            if element not in owned and len(element.text) < 120 and mostly(line(element)):
                return True
    return False


def _entries(page: Page, blocks: list[Block], given: Given, rules: Rules) -> list[RawEntry]:
    """The entries of blocks, each address once."""
    found: dict[str, RawEntry] = {}
    for number, block in enumerate(blocks):
        entry = entry_of(page, block, given, rules)
        if entry is not None:
            key = entry.link or f"{number}"
            if key not in found or (found[key].title is None and entry.title is not None):
                found[key] = entry
    return list(found.values())


def _completed(
    page: Page,
    entries: list[RawEntry],
    chosen: Chosen,
    data: tuple[RawEntry, ...],
    rules: Rules,
) -> list[RawEntry]:
    """Entries with what other blocks of the same article, and the page's data, know of them."""
    known = {entry.link: entry for entry in data}
    return [_merged(page, entry, chosen, known.get(entry.link), rules) for entry in entries]


def _merged(
    page: Page, entry: RawEntry, chosen: Chosen, data: RawEntry | None, rules: Rules
) -> RawEntry:
    others = [entry_of(page, b, {}, rules) for b in chosen.more.get(entry.link or "", [])[:3]]
    for other in (*others, data):
        if other is None:
            continue
        undated = not entry.published and not entry.age
        by = {name: by for name, by in other.read_from if name in _COMPLETED}
        entry = replace(
            entry,
            summary=entry.summary or other.summary,
            image=entry.image or other.image,
            authors=entry.authors or other.authors,
            published=other.published if undated else entry.published,
            age=other.age if undated else entry.age,
            read_from=noted(**{**by, **dict(entry.read_from)}),
        )
    return entry


def _feed(page: Page, entries: list[RawEntry], structure: str, evidence: str) -> RawFeed:
    named = page.tree.select_one('meta[property="og:site_name" i]')
    title = (named.attr("content") if named else None) or ""
    if not title.strip() and (element := page.tree.select_one("head > title")):
        title = element.text
    title = " ".join(title.split())
    return RawFeed(
        kind="listing",
        entries=tuple(entries),
        title=RawText(title, "text") if title else None,
        link=page.url or None,
        base=page.base or None,
        language=page.language,
        structure=structure,
        evidence=(evidence,),
    )


def _more(page: Page, given: Given) -> str | None:
    if "next" not in given:
        return next_page(page)
    links = given["next"].elements(Block(page.body, (page.body,)))
    return next_page(page, links[0]) if links else None
