"""OPML 2.0 (http://opml.org/spec2.opml): lists of subscriptions, ours and our sources'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

from feeds.model import Section

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of the list, in a folder that is named by a path."""

    title: str
    url: str
    page: str | None = None
    folder: Section = ()


def render_opml(title: str, outlines: Iterable[Outline], modified: datetime | None = None) -> bytes:
    """The list, its folders in the order in which they are first met."""
    from lxml import etree  # few passes have a list to render

    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    if modified is not None:
        etree.SubElement(head, "dateModified").text = format_datetime(modified, usegmt=True)
    body = etree.SubElement(root, "body")
    folders: dict[Section, etree._Element] = {(): body}
    for outline in outlines:
        for length in range(1, len(outline.folder) + 1):
            path = outline.folder[:length]
            if path not in folders:
                parent = folders[path[:-1]]
                folders[path] = etree.SubElement(parent, "outline", text=path[-1])
        attributes = {"type": "rss", "text": outline.title, "title": outline.title}
        attributes["xmlUrl"] = outline.url
        if outline.page:
            attributes["htmlUrl"] = outline.page
        etree.SubElement(folders[outline.folder], "outline", attributes)
    rendered = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return bytes(rendered)
