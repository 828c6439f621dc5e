"""RSS 2.0 and Atom 1.0, rendered with feedgen."""

from __future__ import annotations

import html

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from feeds.model import Item
from feeds.publish.also import content_of
from feeds.publish.characters import in_html, plain, spelled_out, untyped
from feeds.publish.document import STYLE, Document, display_title, entry_updated
from feeds.publish.feedgen_fixes import EntryFixes, FeedFixes


def render_xml(document: Document) -> dict[str, bytes]:
    """The feed in those of the two formats that it is published in.

    Atom 1.0 is RFC 4287's, RSS 2.0 the RSS Advisory Board's (2.0.11, and its Best Practices
    Profile).
    """
    rendered = {}
    if {"atom", "rss"}.intersection(document.formats):
        generator = _generator(document)
        if "rss" in document.formats:
            rendered["rss"] = _finished(generator.rss_str(pretty=True), document)
        if "atom" in document.formats:
            rendered["atom"] = _finished(generator.atom_str(pretty=True), document)
    return rendered


def _finished(rendered: bytes, document: Document) -> bytes:
    """With the style sheet by which a browser shows it; readers look past it."""
    declaration, _, rest = spelled_out(rendered).partition(b"?>")
    style = f'?>\n<?xml-stylesheet type="text/css" href="{document.root}{STYLE}"?>'
    return declaration + style.encode() + rest


def _generator(document: Document) -> FeedGenerator:
    site = document.site
    generator = FeedGenerator()
    generator.register_extension("fixes", FeedFixes, EntryFixes)
    generator.fixes.document = document
    generator.id(document.url("atom"))
    generator.title(plain(document.title))
    generator.subtitle(plain(document.description))
    generator.description(untyped(document.description))
    generator.link(href=document.page_url, rel="alternate")
    generator.language(site.language)
    generator.author(name=plain(document.author))
    generator.generator("feeds")
    generator.docs("https://www.rssboard.org/rss-specification")
    if site.rights:
        generator.rights(plain(site.rights))
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
    made.title(plain(title))
    made.guid(entry.id, permalink=entry.id == entry.url)
    made.updated(entry_updated(item))
    if entry.url:
        made.link(href=entry.url, rel="alternate")
    content = content_of(item, document.site)
    if not content and not entry.url:  # Atom demands one of the two
        content = html.escape(entry.summary or title, quote=False)
    if content:
        made.content(in_html(content), type="html")
    if entry.summary:
        made.summary(plain(entry.summary))
    for person in entry.authors:
        made.author(_filled(name=plain(person.name), email=person.email, uri=person.url))
    for person in entry.contributors:
        made.contributor(_filled(name=plain(person.name), email=person.email, uri=person.url))
    made.register_extension("fixes", EntryFixes)
    made.fixes.item, made.fixes.document = item, document
    return made


def _filled(**values: str | None) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}
