"""What was found on a page by itself, as selectors that a person can keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from turbohtml import Element, Node

from feeds.model import RawEntry, Rules
from feeds.read.pages.blocks import Block, within
from feeds.read.pages.chosen import Chosen, articles_of
from feeds.read.pages.entries import block_of, entry_of
from feeds.read.pages.listed import listed
from feeds.read.pages.page import Page, line
from feeds.read.pages.places import Places
from feeds.read.pages.selectors import Selector
from feeds.read.pages.when import mostly

_TRIED = 3  # entries whose elements are tried
_MOST = 40  # selectors that are tried for a field


def suggest(page: Page) -> dict[str, str]:
    """Selectors of the entries that are found on a page, and of their fields where some hold."""
    places = Places(page)
    known = frozenset(entry.link or "" for entry in listed(page))
    chosen = articles_of(page, places, known)
    items = _items(page, places, chosen) if chosen is not None else None
    if chosen is None or items is None:
        return {}
    blocks = chosen.blocks
    entries = [entry_of(page, block, {}, Rules()) for block in blocks]
    found = {"items": items}
    if css := _link(page, places, blocks):
        found["link"] = css
    for field, attributes, fits, value in _FIELDS:
        wanted = [value(entry) if entry is not None else None for entry in entries]
        if sum(map(bool, wanted)) * 2 < len(wanted):
            continue
        for css, attribute in _candidates(places, blocks, attributes, fits):
            given = {field: Selector(field, css, attribute)}
            read = [entry_of(page, block, given, Rules()) for block in blocks]
            if [value(entry) if entry is not None else None for entry in read] == wanted:
                found[field] = str(given[field])
                break
    return found


def _any(element: Element) -> bool:
    return True


def _is_dated(element: Element) -> bool:
    return element.tag == "time" or (len(element.text) < 200 and mostly(line(element)) is not None)


def _is_picture(element: Element) -> bool:
    return element.tag == "img"


_FIELDS: tuple[
    tuple[
        str, tuple[str | None, ...], Callable[[Element], bool], Callable[[RawEntry], object]
    ], ...
] = (
    ("title", (None,), _any, lambda entry: entry.title),
    ("date", ("datetime", None), _is_dated, lambda entry: entry.published or entry.age),
    ("summary", (None,), _any, lambda entry: entry.summary),
    ("image", (None,), _is_picture, lambda entry: entry.image),
    ("author", (None,), _any, lambda entry: tuple(person.name for person in entry.authors)),
)  # fmt: skip


def _items(page: Page, places: Places, chosen: Chosen) -> str | None:
    """The shortest selectors of the entries' elements, of each list by itself."""
    records = [block.record for block in chosen.blocks]
    wanted = set(records)
    parts: list[str] = []
    covered: set[Node] = set()
    for record in records:
        if record in covered:
            continue
        steps = places.path(record).split(" > ")
        paths = [" > ".join(steps[-count:]) for count in range(1, len(steps) + 1)]
        selected = [(path, set(page.body.select(path))) for path in paths]
        exact = [(path, found) for path, found in selected if found <= wanted]
        best, found = exact[0] if exact else selected[-1]
        if len(found - wanted) * 4 > len(found):
            return None
        parts.append(best)
        covered |= found
    return ", ".join(dict.fromkeys(parts))


def _link(page: Page, places: Places, blocks: list[Block]) -> str | None:
    wanted = [block.url for block in blocks]
    for css, _ in _candidates(places, blocks, (None,), _any):
        if css.rpartition(" > ")[2].split(".")[0] == "a":
            given = {"link": Selector("link", css, None)}
            if [block_of(page, block.record, block.nodes, given).url for block in blocks] == wanted:
                return css
    return None


def _candidates(
    places: Places,
    blocks: list[Block],
    attributes: tuple[str | None, ...],
    fits: Callable[[Element], bool],
) -> Iterator[tuple[str, str | None]]:
    """Selectors of what the first entries hold, the shortest first."""
    names: dict[str, None] = {}
    for block in blocks[:_TRIED]:
        own = block.elements
        inner = [element for element in within(block, "*") if element not in own]
        for element in filter(fits, (*inner, *own)):
            names.setdefault(places.name(element))
            if isinstance(element.parent, Element):
                names.setdefault(f"{places.name(element.parent)} > {places.name(element)}")
    for attribute in attributes:
        for name in list(names)[:_MOST]:
            if attribute is None or name.split(" > ")[-1].startswith("time"):
                yield name, attribute
