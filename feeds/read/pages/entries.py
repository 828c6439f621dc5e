"""A block of a list -> its entry, by a person's selectors and by what blocks usually are."""

from __future__ import annotations

from turbohtml import Element, Node

from feeds.model import Person, RawEntry, RawText, Rules
from feeds.read.pages.blocks import (
    Block,
    Found,
    authors_of,
    date_of,
    image_of,
    summary_of,
    title_of,
)
from feeds.read.pages.links import is_generic, shape, words
from feeds.read.pages.page import Page, line
from feeds.read.pages.repeated import links_of
from feeds.read.pages.selectors import Selector, dated, replaced
from feeds.read.pages.told import SELECTED
from feeds.read.pages.when import is_date, mostly, written
from feeds.read.provenance import noted

Given = dict[str, Selector]


def block_of(page: Page, record: Element, nodes: tuple[Node, ...], given: Given) -> Block:
    """The block of an element that a person selected, with its link."""
    block = Block(record, nodes)
    if "link" in given:
        selector = given["link"]
        for element in selector.elements(block):
            inner = element if element.tag == "a" else element.select_one("a[href]")
            href = (
                element.attr(selector.attribute)
                if selector.attribute
                else (inner.attr("href") if inner is not None else element.attr("href"))
            )
            if url := page.absolute(href):
                return Block(record, nodes, inner, url)
        return block
    if record.tag == "a" and (url := page.absolute(record.attr("href"))):
        return Block(record, nodes, record, url.partition("#")[0])
    links = [pair for element in block.elements for pair in links_of(page, element)]
    if not links:
        return block
    link, url = max(links, key=_promise)
    return Block(record, nodes, link, url)


def _promise(pair: tuple[Element, str]) -> tuple[bool, float]:
    """How much a link of a block looks like the one to its article."""
    link, url = pair
    text = line(link)
    named = 0.0 if is_generic(text) or is_date(text) else min(words(text), 8)
    heading = link.closest("h1,h2,h3,h4,h5,h6") is not None or link.select_one("h1,h2,h3,h4,h5,h6")
    return bool(heading), named + 3 * shape(url)


def entry_of(page: Page, block: Block, given: Given, rules: Rules) -> RawEntry | None:
    """The entry that a block is; None for one without a title and a link."""
    chosen = _value(given, "title", block)
    title = Found(chosen, None) if chosen is not None else title_of(page, block)
    text = replaced(title.text, rules)
    if not text and not block.url:
        return None
    published, age, date_from = _dates(block, title, given, rules)
    chosen_summary = _value(given, "summary", block)
    found = Found(chosen_summary or "", None)
    if chosen_summary is None:
        found = summary_of(page, block, title)
    summary = replaced(found.text, rules)
    authors = _authors(page, block, given, rules)
    image = _image(page, block, given)

    def by(field: str, name: str, there: object) -> str:
        return "" if not there else SELECTED if field in given else name

    return RawEntry(
        link=block.url,
        title=RawText(text, "text") if text else None,
        summary=RawText(summary, "text") if summary else None,
        published=published,
        age=age,
        authors=authors,
        image=image,
        read_from=noted(
            title=by("title", _named(title, "the link's text"), text),
            link=by("link", "<a href>", block.url),
            date=date_from,
            authors=by("author", "an element for its author", authors),
            image=by("image", "the first picture", image),
            summary=by("summary", _named(found, "a paragraph"), summary),
        ),
    )


def _named(found: Found, otherwise: str) -> str:
    return f"<{found.element.tag}>" if found.element is not None else otherwise


def _value(given: Given, field: str, block: Block) -> str | None:
    """What a person's selector finds; None without one."""
    if field not in given:
        return None
    return next(iter(given[field].values(block)), "")


def _dates(
    block: Block, title: Found, given: Given, rules: Rules
) -> tuple[str | None, str | None, str]:
    """The date, or how long ago it was, and what says so."""
    chosen, by = _value(given, "date", block), SELECTED
    if chosen is None:
        raw = date_of(block, title)
        chosen, by = (raw[0].raw, raw[1]) if raw else ("", "")
    text = replaced(chosen, rules)
    if not text:
        return None, None, ""
    if (iso := dated(text, rules)) != text:
        return iso, None, by
    found = mostly(text) or written(text)
    if found is None:
        return text, None, by
    return (None, found.raw, by) if found.kind == "age" else (found.raw, None, by)


def _authors(page: Page, block: Block, given: Given, rules: Rules) -> tuple[Person, ...]:
    if "author" not in given:
        return authors_of(page, block)
    names = (replaced(name, rules) for name in given["author"].values(block))
    return tuple(Person(name) for name in dict.fromkeys(names) if name)


def _image(page: Page, block: Block, given: Given) -> str | None:
    if "image" not in given:
        return image_of(page, block)
    selector = given["image"]
    if selector.attribute:
        return page.absolute(_value(given, "image", block))
    elements = tuple(selector.elements(block))
    return image_of(page, Block(elements[0], elements)) if elements else None
