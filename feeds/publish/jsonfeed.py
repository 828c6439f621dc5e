"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from typing import Any

from feeds.model import Entry, Media, Person
from feeds.publish.document import Document, display_title, media_type
from feeds.publish.feedgen_fixes import stamp


def render_json(document: Document) -> bytes:
    """The feed as JSON Feed."""
    site = document.site
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": document.title,
        "home_page_url": document.page_url,
        "feed_url": document.url("json"),
        "description": document.description,
        "language": site.language,
        "authors": [{"name": document.author}],
        "items": [],
    }
    for item in document.items:
        fields = json_item(item.entry)
        if origin := document.origins.get(item.entry.source):
            fields["_feeds"]["source_name"] = origin.title
            fields["_feeds"]["source_url"] = origin.url
        feed["items"].append(fields)
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def json_item(entry: Entry) -> dict[str, Any]:
    """An entry as an item; what is empty is left out."""
    content = entry.content
    fields: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": content,
        "summary": entry.summary,
        "image": entry.image,
        "date_published": stamp(entry.published) if entry.published else None,
        "date_modified": stamp(entry.updated) if entry.updated else None,
        "authors": [_person(person) for person in entry.authors],
        "tags": list(entry.keywords),
        "language": entry.language,
        "attachments": [_attachment(media) for media in entry.media],
    }
    fields = {key: value for key, value in fields.items() if value}
    if not content:  # the specification demands one of the two
        fields["content_text"] = entry.summary or display_title(entry)
    ours: dict[str, Any] = {"section": list(entry.section)} if entry.section else {}
    if entry.contributors:
        ours["editor"] = entry.contributors[0].name
        ours["contributors"] = [_person(person) for person in entry.contributors]
    if entry.origin:
        ours["origin"] = {"title": entry.origin.title, "url": entry.origin.url}
    if entry.point:
        ours["point"] = list(entry.point)
    if entry.timezone:
        ours["timezone"] = entry.timezone
    fields["_feeds"] = ours
    return fields


def _person(person: Person) -> dict[str, str]:
    return {"name": person.name, **({"url": person.url} if person.url else {})}


def _attachment(media: Media) -> dict[str, Any]:
    fields = {
        "url": media.url,
        "mime_type": media_type(media),
        "title": media.title,
        "size_in_bytes": media.length,
        "duration_in_seconds": media.duration,
    }
    return {key: value for key, value in fields.items() if value is not None}
