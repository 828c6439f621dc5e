"""A listing by the selectors that a person gives."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from turbohtml import Element

from feeds.errors import ReadError
from feeds.model import Rules
from feeds.read.pages.blocks import Block, within
from feeds.read.pages.page import Page, line

_NOTHING = Element("p")


class Selector(NamedTuple):
    """What a person selects of an entry: elements, or an attribute of theirs."""

    field: str
    css: str
    attribute: str | None

    def __str__(self) -> str:
        return f"{self.css}@{self.attribute}" if self.attribute else self.css

    def elements(self, block: Block) -> list[Element]:
        """What it selects in an entry; the entry's own element without a selector."""
        if not self.css:
            return [block.record]
        checked(self.field, self.css)
        return list(within(block, self.css))

    def values(self, block: Block) -> list[str]:
        """The texts or the attributes of what it selects, those that are empty left out."""
        return self._said(self.elements(block))

    def texts(self, root: Element) -> list[str]:
        """The same anywhere in an element."""
        return self._said(root.select(checked(self.field, self.css)))

    def _said(self, found: list[Element]) -> list[str]:
        texts = (line(e) if self.attribute is None else e.attr(self.attribute) or "" for e in found)
        return [text.strip() for text in texts if text.strip()]


def selectors_of(rules: Rules) -> dict[str, Selector]:
    """The rules' selectors by field."""
    found = {}
    for field, text in rules.select:
        css, at, attribute = text.strip().rpartition("@")
        if not at or not re.fullmatch(r"[\w:.-]+", attribute):
            css, attribute = text.strip(), ""
        found[field] = Selector(field, css.strip(), attribute or None)
    return found


def checked(field: str, css: str) -> str:
    """A selector as it is; ReadError for one that cannot be read."""
    try:
        _NOTHING.select(css)
    except ValueError as error:
        raise ReadError("select", f"{field}: {css!r} is no selector: {error}") from error
    return css


def prepare(page: Page, rules: Rules) -> None:
    """Take away from the page what its rules look past."""
    for css in rules.remove:
        for element in page.body.select(checked("remove", css)):
            element.decompose()


def replaced(text: str, rules: Rules) -> str:
    """A text with its rules' replacements."""
    for wanted, other in rules.replace:
        try:
            text = re.sub(wanted, other, text)
        except (re.error, IndexError) as error:
            raise ReadError("replace", f"{wanted!r}: {error}") from error
    return " ".join(text.split())


def dated(text: str, rules: Rules) -> str:
    """A date as it is written, or in ISO 8601 where the rules say how it is."""
    if not rules.date_format or not re.search("%[YyGcxD]", rules.date_format):
        return text
    try:
        read = datetime.strptime(text, rules.date_format)
    except ValueError:
        return text
    timed = re.search(r"%[HIMSpcXfsT]", rules.date_format)
    return read.isoformat() if timed else read.date().isoformat()
