"""A feed that has moved: documents in its old folder that are valid and say where it is now."""

from __future__ import annotations

import html
from datetime import datetime

from feeds.config import Site
from feeds.model import Entry, Feed, Item
from feeds.publish.document import UNDATED, Document
from feeds.publish.fragments import assemble_formats, render_fragment
from feeds.publish.names import slug_path
from feeds.publish.pages import render_moved_page
from feeds.publish.words import words


def render_moved(
    site: Site, old: str, feed: Feed, date: datetime | None, formats: tuple[str, ...]
) -> dict[str, bytes]:
    """The files of the folder `old`, by their names, for a feed that is `feed` now.

    Each names the new address as its own, which readers that know how follow; one entry tells the
    others' users. `date` is that of the newest entry when the feed moved: not the time of the run,
    so that the bytes stay.
    """
    said = words(site.language)
    title = said["moved"].format(title=feed.title)
    document = Document(site, feed, size=1, formats=formats, at=old)
    link = f'<a href="{html.escape(document.page_url)}">{html.escape(document.page_url)}</a>'
    entry = Entry(
        id=f"{site.url}{slug_path(old)}#moved",
        url=document.page_url,
        title=title,
        summary="",
        content=f"<p>{html.escape(said['moved_on'])} {link}</p>",
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
    item = Item(entry, date or UNDATED)
    fragment = render_fragment(item, site, formats, {})
    return {
        **assemble_formats(document, [fragment]),
        "index.html": render_moved_page(document, title),
    }
