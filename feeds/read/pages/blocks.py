"""One entry of a list: the part of a page that tells of one article, and what is read from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct
from turbohtml import Element, Node, Text, parse

from feeds.model import Person
from feeds.read.pages.links import is_generic, plain, words
from feeds.read.pages.page import Page, line, lines
from feeds.read.pages.when import Written, is_date, mostly, of_address, without_date

_HEADINGS = (
    "h1, h2, h3, h4, h5, h6, [role=heading], .p-name, .entry-title, "
    "[itemprop~=headline], [itemprop~=name]"
)
_NAMED = "[class*=title i], [class*=headline i], [class*=subject i], [class~=tit i]"
# What stands in a headline and is none of it.
_BESIDE = (
    "time, button, .screen-reader-text, .sr-only, .visually-hidden, .visuallyhidden, "
    "[class*=kicker i], [class*=overline i], [class*=topline i], [class*=eyebrow i], "
    "[class*=roofline i], [class*=dachzeile i], [class*=badge i], [class~=label i], "
    "[class~=date i], [class~=time i], [class*=duration i], [class~=category i], [class~=tag i]"
)
_ASIDES = "figcaption, ul, ol, time, button"  # of a card
_MACHINE = (
    "[itemprop~=datePublished], .dt-published, time.published, time.entry-date, time[pubdate]",
    "time:not(.updated):not([itemprop~=dateModified])",
    "time",
)
_DATES = "[class*=date i], [class*=time i], [class*=publish i], [class*=posted i], [class*=meta i]"
_NAMES = "[rel~=author], [itemprop~=author], .p-author, .author, .byline-name"
_TEASERS = (
    "[itemprop~=description], .p-summary, .entry-summary, .excerpt, [class*=summary i], "
    "[class*=excerpt i], [class*=teaser-text i], [class*=description i], [class*=abstract i], "
    "[class*=intro i], [class*=digest i]"
)
_NO_PICTURE = re.compile(
    r"avatar|gravatar|icons?\b|logo|sprite|blank|spacer|pixel|placeholder|loading|emoji"
    r"|1x1|transparent|\.svg\b|^data:|default\.(?:gif|png|jpg)",
    re.I,
)
_BY = re.compile(r"^(?:by|von|par|por|di|door|автор:?|文|作者|記者|记者|撰文)\s*[:：/]?\s*", re.I)


class Found(NamedTuple):
    """A text of an entry and the element that says it."""

    text: str
    element: Element | None


class Block(Struct, eq=False):
    """One entry: the element that repeats, its nodes in order (of which that is one), and the link
    that leads to its article, if one does; `title` is its headline once it has been asked for."""

    record: Element
    nodes: tuple[Node, ...]
    link: Element | None = None
    url: str | None = None
    title: Found | None = None

    @property
    def elements(self) -> list[Element]:
        """Those of its nodes that are elements."""
        return [node for node in self.nodes if isinstance(node, Element)]


def within(block: Block, selector: str) -> Iterator[Element]:
    """The elements of a block that a selector matches, those at its top among them."""
    for element in block.elements:
        if element.matches(selector):
            yield element
        yield from element.select(selector)


def text_of(element: Element) -> str:
    """An element's text in one line, without what stands beside a headline."""
    bare = line(_without(element, _BESIDE))
    return plain(bare if words(bare) >= 1 else line(element))


def _without(element: Element, selector: str) -> Element:
    """An element, or a copy of it that lacks what a selector matches."""
    if element.select_one(selector) is None:
        return element
    copy = parse(element.html, positions=False)
    copy.remove(selector)
    return copy.select("body")[0]


def title_of(page: Page, block: Block) -> Found:
    """The headline: the block's heading, else the link's text, or what the block has instead."""
    if block.title is None:
        block.title = _title(page, block)
    return block.title


def _title(page: Page, block: Block) -> Found:
    heading = _heading(page, block)
    if heading is not None and heading.text:
        return Found(_whole(block, without_date(heading.text)), heading.element)
    link = block.link
    if link is None:
        return _first_line(block)
    named = _line_of(link)
    if named.text and not is_generic(named.text) and not is_date(named.text):
        return Found(_whole(block, without_date(named.text)), named.element)
    for element in within(block, f"{_NAMED}, strong, b, dt"):
        if _is_own(page, block, element):
            text = text_of(element)
            if words(text) >= 1 and not is_generic(text) and not is_date(text):
                return Found(_whole(block, text), element)
    for text in _said(link):
        if words(text) >= 1 and not is_generic(text):
            return Found(text, link)
    if all(_addresses(page, element) <= {block.url} for element in block.elements):
        found = _first_line(block)
        if not is_generic(found.text):
            return found
    return Found("", None)


def _heading(page: Page, block: Block) -> Found | None:
    """The first of the highest headings that no other link claims."""
    best: tuple[tuple[bool, str], Found] | None = None
    for element in within(block, _HEADINGS):
        if not _is_own(page, block, element):
            continue
        if element.tag in ("meta", "link") or element.matches(f"{_NAMES} *, {_BESIDE}"):
            continue
        link = element.select_one("a[href]")
        text = text_of(link) if link is not None else ""
        if is_generic(text):
            text = text_of(element)
        if is_generic(text) or is_date(text) or len(text) > 500:
            continue
        rank = (words(text) < 1, element.tag if re.fullmatch("h[1-6]", element.tag) else "h2")
        if best is None or rank < best[0]:
            best = rank, Found(text, element)
    return best[1] if best else None


def _is_own(page: Page, block: Block, element: Element) -> bool:
    """Whether no link of another address alone stands in an element or around it."""
    urls = _addresses(page, element)
    return not urls or block.url in urls


def _addresses(page: Page, element: Element) -> set[str]:
    """Where the links in an element, or around it, lead to."""
    around = element.closest("a[href]")
    links = [around] if around is not None else element.select("a[href]")
    urls = (page.absolute(link.attr("href")) for link in links)
    return {url.partition("#")[0] for url in urls if url}


def _line_of(link: Element) -> Found:
    """What a link says; of a card that is one link, the line that is its headline."""
    for element in link.select(_NAMED):
        text = text_of(element)
        if words(text) >= 2 and not is_date(text):
            return Found(text, element)
    card = _without(link, _ASIDES)
    said = [text for text in lines(card) if not is_date(text)]
    if not said or (len(said) < 2 and card is link):
        return Found(text_of(link), link)
    long = [text for text in said if words(text) >= 3 and not mostly(text)]
    if len(long) > 1 and words(long[0]) <= 3 < words(long[1]) <= 16:
        del long[0]  # whose column it is, above the headline
    return Found(plain(long[0] if long else max(said, key=words)), link)


def _said(link: Element) -> Iterator[str]:
    """What a link is called where it shows no words."""
    for name in ("title", "aria-label"):
        yield " ".join((link.attr(name) or "").split())
    for image in link.select("img[alt]"):
        yield " ".join((image.attr("alt") or "").split())


def _whole(block: Block, text: str) -> str:
    """The headline untruncated, where the link's title attribute has it."""
    cut = re.sub(r"\s*(?:…|\.\.\.+|。。。|⋯+)$", "", text)
    if cut != text and block.link is not None:
        for element in (block.link, *block.link.select("[title]")):
            whole = " ".join((element.attr("title") or "").split())
            if len(whole) > len(cut) and whole.startswith(cut):
                return whole
    return text


def _first_line(block: Block) -> Found:
    for node in block.nodes:
        for text in lines(node) if isinstance(node, Element) else [" ".join(node.text.split())]:
            text = plain(text)
            if words(text) >= 1 and not is_date(text):
                own = node if isinstance(node, Element) else None
                return Found(without_date(text), own)
    return Found("", None)


def date_of(block: Block, title: Found) -> tuple[Written, str] | None:
    """The date and what says it: what is meant for machines, else what looks like a date beside
    the title, else the address."""
    for selector in _MACHINE:
        for element in within(block, selector):
            raw = element.attr("datetime") or element.attr("content") or line(element)
            if raw.strip():
                found = mostly(raw.strip())
                by = f"<{element.tag}>"
                if found and found.kind == "age":
                    return found, by
                if found or (element.attr("datetime") or "").strip():
                    return Written(raw.strip(), "full", 0, len(raw)), by
    candidates = [mostly(text) for text in _dated_texts(block, title)]
    for kind in ("full", "age", "partial"):
        for found in candidates:
            if found and found.kind == kind:
                return found, "a date beside the title"
    if block.url and (day := of_address(block.url)):
        return Written(day, "full", 0, 0), "the address"
    return None


def _dated_texts(block: Block, title: Found) -> Iterator[str]:
    if block.link is not None:  # the date that was taken off the headline
        text = " ".join(block.link.text.split())
        if len(title.text) < len(text) < len(title.text) + 40:
            yield text.replace(title.text, "", 1)
    for element in within(block, _DATES):
        text = " ".join(element.text.split()) if len(element) else ""
        yield text
        yield line(element)
    for node in block.nodes:
        for text in [node.data] if isinstance(node, Text) else node.strings:
            text = " ".join(text.split())
            if 3 < len(text) <= 90 and text != title.text:
                yield text


def summary_of(page: Page, block: Block, title: Found) -> Found:
    """A paragraph of the block that is not its title."""
    for selector in (_TEASERS, "p, dd, blockquote"):
        for element in within(block, selector):
            found = _prose(page, block, title, element)
            if found:
                return Found(found, element)
    for element in within(block, "div, span, td"):
        if element.select_one("div, p, ul, table, h1, h2, h3, h4, h5, h6, img, li") is None:
            found = _prose(page, block, title, element)
            if found and words(found) >= 8:
                return Found(found, element)
    return Found("", None)


def _prose(page: Page, block: Block, title: Found, element: Element) -> str:
    """An element's text, if it tells something: more than dates, names and links elsewhere."""
    if element.select_one("h1, h2, h3, h4, h5, h6") is not None or element.closest("h1,h2,h3,h4"):
        return ""
    text = line(element)
    if words(text) < 4 or (title.text in text and words(text) < words(title.text) + 4):
        return ""
    if mostly(text) or is_date(text):
        return ""
    linked = sum(len(" ".join(link.text.split())) for link in element.select("a"))
    tail = element.select("a")[-1:]
    if linked * 2 > len(text) and not (element.closest("a") or len(tail) == 1 == len(element)):
        return ""
    if tail and is_generic(line(tail[0])):  # "... [Read more]"
        text = text.removesuffix(line(tail[0])).rstrip(" [(（【")
    return text if text != title.text else ""


def image_of(page: Page, block: Block) -> str | None:
    """The first picture that is neither an icon nor a face."""
    for image in within(block, "img, source[srcset], [itemprop~=image], video[poster]"):
        if image.matches("[class*=avatar i], [class*=icon i], [class*=logo i]"):
            continue
        if _is_small(image):
            continue
        for source in _sources(image):
            address = page.absolute(source)
            if address and address.startswith("http") and not _NO_PICTURE.search(source):
                return address
    return None


def _is_small(image: Element) -> bool:
    sizes = [image.attr(name) or "" for name in ("width", "height")]
    return any(size.isdigit() and int(size) < 40 for size in sizes)


def _sources(image: Element) -> Iterator[str]:
    """Addresses of a picture, that of a lazy one before the blank in its place."""
    for name in ("data-src", "data-original", "data-lazy-src", "data-echo", "data-url"):
        yield image.attr(name) or ""
    for name in ("data-srcset", "srcset"):
        if pairs := (image.attr(name) or "").split(", "):
            yield pairs[-1].split(" ")[0].strip(",")
    for name in ("src", "content", "href", "poster"):
        yield image.attr(name) or ""


def authors_of(page: Page, block: Block) -> tuple[Person, ...]:
    """Whom the block names as its authors, where it marks them up."""
    found: dict[str, Person] = {}
    for element in within(block, _NAMES):
        inner = element.select_one("[itemprop~=name], .p-name, .fn, [rel~=author]")
        name = _BY.sub("", line(inner if inner is not None else element)) or (
            element.attr("content") or ""
        )
        if not name or len(name) > 60 or words(name) > 8 or is_date(name):
            continue
        link = element if element.tag == "a" else element.select_one("a[href]")
        url = page.absolute(link.attr("href")) if link is not None else None
        found.setdefault(name, Person(name, url=url))
    return tuple(found.values())
