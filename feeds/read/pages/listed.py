"""Lists of articles that a page gives as data: JSON-LD (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from feeds.model import Person, RawEntry, RawText
from feeds.read.pages.page import Page
from feeds.read.provenance import noted

_ARTICLES = ("Article", "Posting", "PodcastEpisode", "VideoObject", "Report", "Episode", "Review")
_MEMBERS = (
    "itemListElement", "blogPost", "blogPosts", "hasPart", "mainEntity", "@graph",
    "dataFeedElement", "episode", "item", "itemReviewed", "about", "mainEntityOfPage",
)  # fmt: skip
_OTHERS = ("BreadcrumbList", "SiteNavigationElement", "Product", "FAQPage", "Question")


def listed(page: Page) -> tuple[RawEntry, ...]:
    """The articles that the data of a page lists, in order; each address once."""
    found: dict[str, RawEntry] = {}
    for text in page.data:
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for entry in _entries(page, data, 0, False):
            found.setdefault(entry.link or "", entry)
    return tuple(entry for entry in found.values() if entry.link != page.url.partition("#")[0])


def is_article(page: Page) -> bool:
    """Whether the page declares that it is one article itself."""
    for meta in page.tree.select(
        'meta[property="og:type" i], meta[property^="article:published" i]'
    ):
        if (meta.attr("property") or "").lower() != "og:type":
            return True
        if "article" in (meta.attr("content") or "").lower():
            return True
    if page.tree.select_one("body.single, body.single-post") is not None:
        return True
    if any(h1.select_one("a[href]") is None for h1 in page.body.select("article h1")):
        return True
    types = ("NewsArticle", "BlogPosting", "Article", "ReportageNewsArticle")
    return any(f'"{name}"' in text for text in page.data for name in types) and not listed(page)


def _entries(page: Page, node: Any, depth: int, inside: bool) -> Iterator[RawEntry]:
    if depth > 8:
        return
    if isinstance(node, list):
        for member in node[:2000]:
            yield from _entries(page, member, depth + 1, inside)
    if not isinstance(node, dict):
        return
    kinds = _kinds(node)
    if any(kind in _OTHERS for kind in kinds):
        return
    entry = None
    if inside and (any(kind.endswith(_ARTICLES) for kind in kinds) or "ListItem" in kinds):
        entry = _entry(page, node)
    if entry is not None:
        yield entry
        return
    for name in _MEMBERS:
        if name in node:
            yield from _entries(
                page, node[name], depth + 1, inside or name not in ("mainEntity", "about")
            )


def _kinds(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _entry(page: Page, node: dict[str, Any]) -> RawEntry | None:
    item = node.get("item")
    if isinstance(item, dict):
        if any(kind in _OTHERS for kind in _kinds(item)):
            return None
        node = {**node, **item}
    elif isinstance(item, str):
        node = {**node, "url": item}
    address, link_from = _first(node, "url", "mainEntityOfPage")
    url = page.absolute(address)
    title, title_from = _first(node, "headline", "name")
    if not url or not title or not url.startswith("http"):
        return None
    summary = _text(node.get("description"))
    given = node.get("author")
    authors = tuple(
        Person(name)
        for author in (given if isinstance(given, list) else [given])
        if (name := _text(author, "name"))
    )
    published, date_from = _first(node, "datePublished", "uploadDate")
    image, image_from = _first(node, "image", "thumbnailUrl")
    return RawEntry(
        link=url.partition("#")[0],
        title=RawText(" ".join(title.split()), "text"),
        summary=RawText(" ".join(summary.split()), "text") if summary else None,
        published=published,
        authors=authors,
        image=page.absolute(image),
        read_from=noted(
            title=title_from,
            link=link_from,
            date=date_from,
            authors="JSON-LD author" if authors else "",
            image=image_from,
            summary="JSON-LD description" if summary else "",
        ),
    )


def _first(node: dict[str, Any], *names: str) -> tuple[str | None, str]:
    """The first text that one of these members has, and which one that is."""
    for name in names:
        if text := _text(node.get(name)):
            return text, f"JSON-LD {name}"
    return None, ""


def _text(value: Any, *names: str) -> str | None:
    """A text, or that of a node that stands for it."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        for name in names or ("url", "@id", "name", "@value"):
            if isinstance(value.get(name), str):
                return str(value[name]).strip() or None
        return None
    return value.strip() or None if isinstance(value, str) else None
