"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from feeds.model import Entry, Media, Person, Reason
from feeds.publish.also import content_of
from feeds.publish.characters import unmistakable
from feeds.publish.document import Document, display_title, media_type
from feeds.publish.feedgen_fixes import stamp
from feeds.publish.words import words


def render_json(document: Document) -> bytes:
    """The feed as JSON Feed."""
    site = document.site
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": document.title,
        "home_page_url": document.page_url,
        "feed_url": document.url("json"),
        "description": document.description,
        "user_comment": words(site.language)["machine"],
        "icon": site.icon,
        "favicon": site.icon,
        "language": site.language,
        "authors": [{"name": document.author}],
        "hubs": [{"type": "WebSub", "url": hub} for hub in site.hub],
        "expired": document.ended,
        "_feeds": {"rights": site.rights} if site.rights else None,
    }
    feed = {key: value for key, value in feed.items() if value}
    feed["items"] = []
    for item in document.items:
        fields = json_item(item.entry)
        for name in ("title", "summary"):
            if name in fields:
                fields[name] = unmistakable(fields[name])
        if origin := document.origins.get(item.entry.source):
            fields["_feeds"]["source_name"] = origin.title
            fields["_feeds"]["source_url"] = origin.url
        if item.why:
            fields["_feeds"]["why"] = [_reason(reason) for reason in item.why]
        if item.also:
            if item.entry.content:
                fields["content_html"] = content_of(item, site)
            fields["_feeds"]["also"] = [
                {"source_name": copy.source.title, "source_url": copy.source.url, "url": copy.url}
                for copy in item.also
            ]
        feed["items"].append(fields)
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _reason(reason: Reason) -> dict[str, str]:
    where = {"field": reason.field} if reason.field else {}
    return {"rule": reason.rule, "term": reason.term, **where}


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
        "date_published": _local(entry.published, entry.timezone),
        "date_modified": _local(entry.updated, entry.timezone),
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
        ours["editor"] = "、".join(person.name for person in entry.contributors)
        ours["contributors"] = [_person(person) for person in entry.contributors]
    if entry.origin:
        ours["origin"] = {"title": entry.origin.title, "url": entry.origin.url}
    if entry.point:
        ours["point"] = list(entry.point)
    if entry.timezone:
        ours["timezone"] = entry.timezone
    fields["_feeds"] = ours
    return fields


def _local(date: datetime | None, zone: str | None) -> str | None:
    """RFC 3339; in the zone that a date without one was read in, so that its day is what stands
    in the source."""
    if date is None or zone is None or zone == "UTC":
        return stamp(date) if date else None
    local = date.astimezone(ZoneInfo(zone))
    shift = local.utcoffset() or timedelta()
    # Long ago noon was when the sun stood highest, to the second; the format has no such zones.
    return stamp(date) if shift.seconds % 60 else local.isoformat(timespec="seconds")


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
