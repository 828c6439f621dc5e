"""What no reader would take whole: entries of megabytes, with thousands of enclosures."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from msgspec import structs

from feeds.model import Entry, Item
from feeds.publish.words import words

MAX_CONTENT = 500_000
"""The characters of an entry's content that are published."""
MAX_MEDIA, MAX_PEOPLE = 100, 50
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_VOID = frozenset(("area", "br", "col", "hr", "img", "source", "track", "wbr"))


def bounded(item: Item, language: str) -> Item:
    """The item as it is published; the same one unless there is too much of it.

    Content that goes on at its source says so, in the site's `language`.
    """
    entry = item.entry
    few = len(entry.media) <= MAX_MEDIA
    few = few and len(entry.authors) <= MAX_PEOPLE and len(entry.contributors) <= MAX_PEOPLE
    if few and len(entry.content) <= MAX_CONTENT:
        return item
    less = structs.replace(
        entry,
        content=_cut(entry, language),
        media=entry.media[:MAX_MEDIA],
        authors=entry.authors[:MAX_PEOPLE],
        contributors=entry.contributors[:MAX_PEOPLE],
    )
    return replace(item, entry=less)


def _cut(entry: Entry, language: str) -> str:
    """The beginning of the content, whose elements all end, and a link to the rest."""
    if len(entry.content) <= MAX_CONTENT:
        return entry.content
    # In sanitized HTML < and > are the ends of tags and nothing else.
    head = entry.content[:MAX_CONTENT]
    paragraph = head.rfind("</p>") + len("</p>")
    if paragraph > MAX_CONTENT // 2:
        head = head[:paragraph]
    elif head.rfind("<") > head.rfind(">"):
        head = head[: head.rfind("<")]
    elif head.rfind("&") > head.rfind(";"):
        head = head[: head.rfind("&")]
    inside: list[str] = []
    for closing, name in _TAG.findall(head):
        if closing:
            inside.pop()
        elif name not in _VOID:
            inside.append(name)
    head += "".join(f"</{name}>" for name in reversed(inside))
    rest = escape(words(language)["rest"], quote=False)
    return head + (f'<p><a href="{escape(entry.url)}">{rest}</a></p>' if entry.url else "<p>…</p>")
