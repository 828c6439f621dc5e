"""RSS 2.0 and Atom 1.0, rendered with feedgen."""

from __future__ import annotations

import html

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from feeds.model import Item
from feeds.publish.characters import (
    plain_text_of_atom,
    plain_text_of_rss,
    without_odd_characters,
)
from feeds.publish.document import STYLE, Document, display_title, entry_updated
from feeds.publish.feedgen_fixes import EntryFixes, FeedFixes


def render_atom(document: Document) -> bytes:
    """The feed as Atom 1.0 (RFC 4287)."""
    rendered = bytes(_generator(document).atom_str(pretty=True))
    return _styled(plain_text_of_atom(without_odd_characters(rendered)), document)


def render_rss(document: Document) -> bytes:
    """The feed as RSS 2.0 (RSS Advisory Board, 2.0.11, and its Best Practices Profile)."""
    rendered = bytes(_generator(document).rss_str(pretty=True))
    return _styled(plain_text_of_rss(without_odd_characters(rendered)), document)


def _styled(rendered: bytes, document: Document) -> bytes:
    """With the style sheet by which a browser shows it; readers look past it."""
    declaration, _, rest = rendered.partition(b"?>")
    style = f'?>\n<?xml-stylesheet type="text/css" href="{document.root}{STYLE}"?>'
    return declaration + style.encode() + rest


def _generator(document: Document) -> FeedGenerator:
    site = document.site
    generator = FeedGenerator()
    generator.register_extension("fixes", FeedFixes, EntryFixes)
    generator.fixes.document = document
    generator.id(document.url("atom"))
    generator.title(document.title)
    generator.subtitle(document.description)
    generator.description(document.description)
    generator.link(href=document.page_url, rel="alternate")
    generator.language(site.language)
    generator.author(name=document.author)
    generator.generator("feeds")
    generator.docs("https://www.rssboard.org/rss-specification")
    if site.rights:
        generator.rights(site.rights)
    if site.icon:
        generator.icon(site.icon)
    if site.logo:
        generator.logo(site.logo)
    if document.every:
        generator.ttl(max(1, document.every // 60))
    # Never the time of the run: the same entries are the same bytes.
    generator.updated(document.updated)
    generator.lastBuildDate(document.updated)
    for item in document.items:
        generator.add_entry(_entry(item, document), order="append")
    return generator


def _entry(item: Item, document: Document) -> FeedEntry:
    entry, made = item.entry, FeedEntry()
    title = display_title(entry)
    made.title(title)
    made.guid(entry.id, permalink=entry.id == entry.url)
    made.updated(entry_updated(item))
    if entry.published:
        made.published(entry.published)
    elif entry.updated:
        made.pubDate(entry.updated)
    if entry.url:
        made.link(href=entry.url, rel="alternate")
    content = entry.content
    if not content and not entry.url:  # Atom demands one of the two
        content = html.escape(entry.summary or title, quote=False)
    if content:
        made.content(content, type="html")
    if entry.summary:
        made.summary(entry.summary)
    for person in entry.authors:
        made.author(_filled(name=person.name, email=person.email, uri=person.url))
    for person in entry.contributors:
        made.contributor(_filled(name=person.name, email=person.email, uri=person.url))
    if entry.section:
        made.category(term=" / ".join(entry.section), scheme=document.site.url + "sections/")
    for keyword in entry.keywords:
        made.category(term=keyword, scheme=document.site.url + "keywords/")
    made.register_extension("fixes", EntryFixes)
    made.fixes.item, made.fixes.document = item, document
    return made


def _filled(**values: str | None) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}
