"""OPML (http://opml.org/spec2.opml): a list of subscriptions, as other software exports it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from feeds.errors import ReadError
from feeds.model import Section
from feeds.read.encoding import to_utf8, without_controls
from feeds.read.tree import build_leniently, parse_strictly


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of the list; `folder` is the path of outlines that it stands in."""

    url: str
    title: str | None
    folder: Section


def read_opml(body: bytes) -> list[Subscription]:
    """The subscriptions, in document order. Raises ReadError for what is no OPML."""
    document = without_controls(to_utf8(body, None))
    root = parse_strictly(document)
    if root is None:
        root, _ = build_leniently(document.decode())
    if root is None or str(root.tag).rpartition("}")[2].lower() != "opml":
        raise ReadError("opml", "no OPML: its outermost element is another")
    found: list[Subscription] = []
    for top in root.iterchildren():
        if isinstance(top.tag, str) and top.tag.lower() == "body":
            _outlines(top, (), found)
    return found


def _outlines(node: etree._Element, folder: Section, found: list[Subscription]) -> None:
    stack = [(child, folder) for child in reversed(node)]
    while stack:
        outline, within = stack.pop()
        if not isinstance(outline.tag, str) or outline.tag.lower() != "outline":
            continue
        attributes = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        label = (attributes.get("title") or attributes.get("text") or "").strip()
        if url := attributes.get("xmlurl", "").strip():
            found.append(Subscription(url, label or None, within))
        deeper = (*within, label) if label and not url else within
        stack += [(child, deeper) for child in reversed(outline)]
