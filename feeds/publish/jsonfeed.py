"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from feeds.config import Site
from feeds.model import Entry, Item, Media, Origin, Person, Reason
from feeds.publish.also import content_of
from feeds.publish.characters import unmistakable
from feeds.publish.document import Document, display_title, media_type
from feeds.publish.feedgen_fixes import stamp
from feeds.publish.words import words

_encode = msgspec.json.Encoder().encode


def render_frame(document: Document) -> tuple[bytes, bytes]:
    """What stands before the items of a document, and what behind them."""
    site = document.site
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": document.title,
        "home_page_url": document.page_url,
        "feed_url": document.url("json"),
        "next_url": document.older_url("json"),
        "description": document.description,
        "user_comment": words(site.language)["machine"],
        "icon": site.icon,
        "favicon": site.icon,
        "language": site.language,
        "authors": [{"name": document.author}],
        "hubs": [{"type": "WebSub", "url": hub} for hub in site.hub if not document.archive],
        "expired": document.ended,
        "_feeds": {"rights": site.rights} if site.rights else None,
    }
    feed = {key: value for key, value in feed.items() if value}
    return _indented(feed, 0)[: -len("\n}")] + b',\n "items": [', b"]\n}\n"


def render_item(item: Item, site: Site, sources: Mapping[str, Origin]) -> bytes:
    """An entry as an item, but for the end, where a feed says why the entry is in it; see
    `item_end`."""
    fields = json_item(item.entry)
    for name in ("title", "summary"):
        if name in fields:
            fields[name] = unmistakable(fields[name])
    ours = fields["_feeds"]
    if source := sources.get(item.entry.source):
        ours["source_name"], ours["source_url"] = source.title, source.url
    if item.also:
        if item.entry.content:
            fields["content_html"] = content_of(item, site)
        ours["also"] = [
            {"source_name": copy.source.title, "source_url": copy.source.url, "url": copy.url}
            for copy in item.also
        ]
    text = _indented(fields, 2)
    return b"\n  " + text[: -len("\n   }\n  }" if ours else "}\n  }")]


def item_end(item: bytes, why: Sequence[Reason]) -> bytes:
    """What stands behind an item that is not finished: why it is in the feed, and its end."""
    if not why:
        return b"}\n  }" if item.endswith(b"{") else b"\n   }\n  }"
    said = [
        {"rule": one.rule, "term": one.term, **({"field": one.field} if one.field else {})}
        for one in why
    ]
    before = b"" if item.endswith(b"{") else b","
    return before + b'\n    "why": ' + _indented(said, 4) + b"\n   }\n  }"


def _indented(value: object, level: int) -> bytes:
    """As JSON, each level by a space; it stands at this level of a document."""
    text = msgspec.json.format(_encode(value), indent=1)
    return text.replace(b"\n", b"\n" + b" " * level) if level else text


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
