"""What elements of RSS and Atom say: text constructs, people, links, numbers."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urljoin

from lxml import etree

from feeds.model import Person, RawText
from feeds.read.encoding import without_controls
from feeds.read.names import short

Children = dict[str, list[etree._Element]]
"""An element's children by their short names, in document order."""

BASE = "{http://www.w3.org/XML/1998/namespace}base"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
VOID = frozenset("area base br col embed hr img input meta param source track wbr".split())
_INHERITED = etree.XPath(  # in one walk through the tree
    "boolean(/*/@xml:base | /*//*/@xml:*[local-name() = 'base' or local-name() = 'lang'])"
)
_NAMED = re.compile(r"([^\s()<>@]+@[^\s()<>@]+)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_ANGLED = re.compile(r"\"?([^<>\"]*)\"?\s*<\s*(?:mailto:)?([^\s<>@]+@[^\s<>@]+)\s*>")
_NAME_FIRST = re.compile(r"([^()@]+)\(\s*([^\s()<>@]+@[^\s()<>@]+)\s*\)")
_MAILBOX = re.compile(r"(?:mailto:)?([^\s()<>@]+@[^\s()<>@]+\.[^\s()<>@]+)")
_FOLDED = re.compile(r"\s+")
_TEXT_TYPES = {"text", "plain", "text/plain"}
_HTML_TYPES = {
    "html",
    "text/html",
    "xhtml",
    "application/xhtml+xml",
    "text/xhtml",
    "application/xml",
}


def children_of(element: etree._Element) -> Children:
    """The element's children by name; those of its media groups with them."""
    found: Children = {}
    for child in element:
        name = short(child.tag)  # there are no comments in the trees that we make
        if name == "link" and child.get("href") is not None:
            name = "atom:link"  # as some write it into RSS
        if name == "media:group":
            for inner in child:
                found.setdefault(short(inner.tag), []).append(inner)
        elif name in found:
            found[name].append(child)
        else:
            found[name] = [child]
    return found


def text_of(element: etree._Element | None) -> str | None:
    """The element's text, stripped; None if there is none."""
    if element is None:
        return None
    text = "".join(map(str, element.itertext())) if len(element) else element.text
    return (text.strip() or None) if text else None


def named(children: Children, names: tuple[str, ...]) -> Iterator[etree._Element]:
    """The children with these names, by the order of the names."""
    for name in names:
        if name in children:
            yield from children[name]


def first(children: Children, *names: str) -> str | None:
    """The first text that one of these elements has, by the order of the names."""
    return first_of(children, *names)[0]


def first_of(children: Children, *names: str) -> tuple[str | None, str]:
    """The same, and the name of the element that has it; empty if none has."""
    for name in names:
        if name in children:
            for element in children[name]:
                if text := text_of(element):
                    return text, name
    return None, ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute, stripped; in whatever case it was written."""
    value = element.get(name)
    if value is None:
        for key in element.keys():  # noqa: SIM118 (an element is no mapping)
            if str(key).lower() == name:
                value = element.get(key, "")
                break
        else:
            return None
    return value.strip() or None


def base_of(element: etree._Element) -> str | None:
    """xml:base as it holds for the element: each level is relative to the one above."""
    found: list[str] = []
    node: etree._Element | None = element
    while node is not None:
        if given := node.get(BASE):
            found.append(given.strip())
        node = node.getparent()
    base: str | None = None
    for given in reversed(found):
        try:
            base = urljoin(base, given) if base else given
        except ValueError:
            continue
    return base


def address_of(
    element: etree._Element, value: str | None, within: etree._Element | None
) -> str | None:
    """An address that an element gives, resolved if the element has an xml:base of its own.

    `within` is the entry that it stands in, if its document `inherits`: the entry's own base is
    not applied.
    """
    node: etree._Element | None = element
    while value and within is not None and node is not None and node is not within:
        if node.get(BASE):
            return _joined(base_of(element), value)
        node = node.getparent()
    return value


def _joined(base: str | None, value: str) -> str:
    try:
        return urljoin(base, value) if base else value
    except ValueError:
        return value


def language_of(element: etree._Element, within: etree._Element) -> str | None:
    """xml:lang as `element`, or what it stands in up to `within`, says it."""
    node: etree._Element | None = element
    while node is not None:
        if given := node.get(LANG):
            return given.strip() or None
        if node is within:
            return None
        node = node.getparent()
    return None


def markup(element: etree._Element) -> str:
    """What stands in an element as HTML: its children written out, without their prefixes."""
    parts = [_escape(element.text or "")]
    base = base_of(element) if element.get(BASE) else None
    for child in element:
        _write(child, parts, base)
    return "".join(parts)


def _write(element: etree._Element, parts: list[str], base: str | None) -> None:
    """`base` is what addresses are resolved against here already, rather than by `normalize`."""
    name = element.tag.rpartition("}")[2]
    parts.append(f"<{name}")
    if element.get(BASE):
        base = base_of(element)
    for key, value in element.attrib.items():
        known = "lang" if key == LANG else str(key)
        if "}" not in known:
            if base and known in ("href", "src", "poster"):
                value = _joined(base, str(value))
            parts.append(f' {known}="{_escape(str(value)).replace(chr(34), "&quot;")}"')
    parts.append(">")
    if name.lower() not in VOID:
        parts.append(_escape(element.text or ""))
        for child in element:
            _write(child, parts, base)
        parts.append(f"</{name}>")
    parts.append(_escape(element.tail or ""))


def inherits(root: etree._Element) -> bool:
    """Whether anything below the root says xml:base or xml:lang, or the root says xml:base."""
    return bool(_INHERITED(root))


def html_text(element: etree._Element, within: etree._Element | None) -> RawText | None:
    """A text of RSS, where whatever looks like markup is taken for it.

    `within` is the entry or feed that it stands in, if its document `inherits`.
    """
    value = (markup(element) if len(element) else element.text or "").strip()
    return _construct(element, value, "html", within) if value else None


def atom_text(element: etree._Element, within: etree._Element | None) -> RawText | None:
    """An Atom text construct or content (RFC 4287, 3.1 and 4.1.3; Atom 0.3 with its modes)."""
    kind = (element.get("type") or "text").strip().lower().partition(";")[0]
    mode = (element.get("mode") or "").lower()
    if len(element):
        wrapper = element[0] if kind == "xhtml" and len(element) == 1 else None
        if wrapper is not None and str(wrapper.tag).rpartition("}")[2].lower() == "div":
            value = markup(wrapper)  # it is not part of the content (RFC 4287, section 3.1.1.3)
        else:
            value = markup(element)
        type: Literal["text", "html"] = "html"
    else:
        value = element.text or ""
        type = "html" if kind in _HTML_TYPES else "text"
        if mode == "base64" or not _is_text(kind):
            decoded = _base64(value)
            if decoded is None:
                return None
            value, type = decoded, "text" if kind == "text/plain" else "html"
        elif kind == "xhtml" or (kind == "application/xhtml+xml" and mode != "escaped"):
            value = _escape(value)
    value = value.strip()
    return _construct(element, value, type, within) if value else None


def person_of(text: str) -> Person:
    """Who is meant by ``mail@host (Name)``, ``Name <mail@host>``, a mailbox or a name."""
    text = _FOLDED.sub(" ", text).strip()
    if "@" in text:
        if match := _NAMED.fullmatch(text):
            return Person(match[2].strip() or match[1], match[1])
        if match := _ANGLED.fullmatch(text):
            return Person(match[1].strip() or match[2], match[2])
        if match := _NAME_FIRST.fullmatch(text):
            return Person(match[1].strip(), match[2])
        if match := _MAILBOX.fullmatch(text):
            return Person(match[1], match[1])
    return Person(text)


def number(value: str | None) -> int | None:
    """A count, such as of bytes; None for anything else, and for 0, which stands for unknown."""
    text = (value or "").strip().replace(",", "")
    return (int(text) or None) if text.isascii() and text.isdigit() and len(text) < 16 else None


def seconds(value: str | None) -> int | None:
    """``1:02:03``, ``62:03`` or ``3723``, as seconds."""
    parts = (value or "").strip().split(":")
    if len(parts) > 3 or not all(re.fullmatch(r"\d{1,6}(\.\d*)?", part) for part in parts):
        return None
    total = 0.0
    for part in parts:
        total = total * 60 + float(part)
    return int(total) or None


def _construct(
    element: etree._Element,
    value: str,
    type: Literal["text", "html"],
    within: etree._Element | None,
) -> RawText:
    if within is None:
        return RawText(value, type)
    return RawText(value, type, base_of(element), language_of(element, within))


def _is_text(kind: str) -> bool:
    return kind in _TEXT_TYPES or kind in _HTML_TYPES or kind.startswith("text/")


def _base64(text: str) -> str | None:
    """What is encoded, if it is text."""
    try:
        decoded = base64.b64decode("".join(text.split()), validate=True)
        return decoded.decode("utf-8") if without_controls(decoded) == decoded else None
    except (binascii.Error, ValueError):
        return None


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
