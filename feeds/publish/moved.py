"""A feed that has moved: documents in its old folder that are valid and say where it is now."""

from __future__ import annotations

import html
from datetime import datetime

from feeds.config import Site
from feeds.model import Entry, Feed, Item
from feeds.publish.document import FILES, UNDATED, Document
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
    from feeds.publish.jsonfeed import render_json
    from feeds.publish.xml import render_xml

    said = words(site.language)
    title = said["moved"].format(title=feed.title)
    empty = Document(site, feed, (), formats=formats, at=old)
    link = f'<a href="{html.escape(empty.page_url)}">{html.escape(empty.page_url)}</a>'
    entry = Entry(
        id=f"{site.url}{slug_path(old)}#moved",
        url=empty.page_url,
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
    document = Document(site, feed, (item,), size=1, formats=formats, at=old)
    rendered = render_xml(document)
    if "json" in formats:
        rendered["json"] = render_json(document)
    files = {FILES[format]: rendered[format] for format in formats}
    files["index.html"] = render_moved_page(document, title)
    return files
