"""A feed that has moved or ended: documents in its folder that are valid and say so."""

from __future__ import annotations

import html
from datetime import datetime

from feeds.config import Site
from feeds.model import Entry, Feed, Item
from feeds.publish.document import PAGE, UNDATED, Document
from feeds.publish.fragments import assemble_formats, render_fragment
from feeds.publish.names import slug_path
from feeds.publish.pages import render_ended_page, render_moved_page
from feeds.publish.press import with_pressed
from feeds.publish.words import words


def render_moved(
    site: Site,
    old: str,
    feed: Feed,
    date: datetime | None,
    formats: tuple[str, ...],
    *,
    gzip: bool = False,
) -> dict[str, bytes]:
    """The files of the folder `old`, by their names, for a feed that is `feed` now.

    Each names the new address as its own, which readers that know how follow; one entry tells the
    others' users. `date` is that of the newest entry when the feed moved: not the time of the run,
    so that the bytes stay.
    """
    said = words(site.language)
    title = said["moved"].format(title=feed.title)
    document = Document(site, feed, size=1, formats=formats, at=old)
    item = _notice(site, old, "moved", title, said["moved_on"], document.page_url, date)
    return with_pressed(_documents(document, item, render_moved_page(document, title)), gzip)


def render_ended(
    site: Site,
    feed: Feed,
    date: datetime | None,
    formats: tuple[str, ...],
    *,
    gzip: bool = False,
) -> dict[str, bytes]:
    """The files of a feed's folder, by their names, when nothing will be added to it any more.

    One entry says so. `date` is that of its newest entry when it ended.
    """
    said = words(site.language)
    title = said["ended"].format(title=feed.title)
    item = _notice(site, feed.slug, "ended", title, said["ended_on"], site.url, date)
    document = Document(site, feed, size=1, formats=formats, ended=True)
    return with_pressed(_documents(document, item, render_ended_page(document, title)), gzip)


def _notice(
    site: Site, slug: str, what: str, title: str, text: str, url: str, date: datetime | None
) -> Item:
    """The entry that says what became of the feed in the folder `slug`, and where to go."""
    link = f'<a href="{html.escape(url)}">{html.escape(url)}</a>'
    entry = Entry(
        id=f"{site.url}{slug_path(slug)}#{what}",
        url=url,
        title=title,
        summary="",
        content=f"<p>{html.escape(text)} {link}</p>",
        published=date or UNDATED,
        updated=None,
        authors=(),
        contributors=(),
        section=(),
        keywords=(),
        language=site.language,
        image=None,
        media=(),
        source="",
    )
    return Item(entry, date or UNDATED)


def _documents(document: Document, item: Item, page: bytes) -> dict[str, bytes]:
    fragment = render_fragment(item, document.site, document.formats, {})
    return assemble_formats(document, [fragment]) | {PAGE: page}
