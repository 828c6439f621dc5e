"""JSON Feed 1.0 and 1.1 (https://jsonfeed.org/version/1.1) -> RawFeed."""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec.structs import replace

from feeds.errors import ReadError
from feeds.model import Media, Origin, Person, Point, RawEntry, RawFeed, RawText
from feeds.read.encoding import without_controls
from feeds.read.provenance import noted

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BEFORE = b" \t\r\n\xef\xbb\xbf"
_VERSION = re.compile(r"jsonfeed\.org/version/(\d+(?:\.\d+)?)")


def read_json_feed(document: bytes) -> RawFeed:
    """Read a JSON Feed in UTF-8; a field of a wrong type counts as absent.

    Raises ReadError for what is not JSON or not a JSON Feed.
    """
    try:
        feed = json.loads(
            without_controls(document).lstrip(_BEFORE), parse_constant=lambda name: None
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ReadError("json", f"broken JSON at {where}: {error.msg}") from None
    except RecursionError:
        raise ReadError("json", "JSON nested too deeply") from None
    except ValueError as error:  # a number of thousands of digits
        raise ReadError("json", f"broken JSON: {error}") from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ReadError("json", "JSON, but no JSON Feed: it has no list of items")
    version = _VERSION.search(_text(feed.get("version")) or "")
    if version is None:
        raise ReadError("json", "JSON, but no JSON Feed: its version does not say so")
    title = _text(feed.get("title"))
    return RawFeed(
        kind="json" + version[1].replace(".", ""),
        entries=tuple(_entry(item) for item in feed["items"] if isinstance(item, dict)),
        title=RawText(title, "text") if title else None,
        link=_text(feed.get("home_page_url")),
        language=_text(feed.get("language")),
        authors=_people(feed),
    )


def _entry(item: dict[str, Any]) -> RawEntry:
    ours = item.get("_feeds")
    ours = ours if isinstance(ours, dict) else {}
    html, text = _text(item.get("content_html")), _text(item.get("content_text"))
    title, summary = _text(item.get("title")), _text(item.get("summary"))
    editor, contributors = _text(ours.get("editor")), _people({"authors": ours.get("contributors")})
    content = RawText(html, "html") if html else RawText(text, "text") if text else None
    guid = _scalar(item.get("id"))
    link, link_from = _first(item, "url", "external_url")
    if link is None and re.match("https?://", guid or "", re.I):
        link, link_from = guid, "id"
    image, image_from = _first(item, "image", "banner_image")
    entry = RawEntry(
        guid=guid,
        link=link,
        title=RawText(title, "text") if title else None,
        summary=RawText(summary, "text") if summary else None,
        content=content,
        published=_scalar(item.get("date_published")),
        updated=_scalar(item.get("date_modified")),
        authors=_people(item),
        contributors=contributors or ((Person(editor),) if editor else ()),
        section=_texts(ours.get("section")),
        keywords=_texts(item.get("tags")),
        language=_text(item.get("language")),
        image=image,
        media=tuple(_media(item.get("attachments"))),
        origin=_origin(ours),
        point=_point(ours.get("point")),
    )
    read_from = noted(
        title="title" if title else "",
        link=link_from,
        date="date_published" if entry.published else "",
        updated="date_modified" if entry.updated else "",
        authors="authors" if entry.authors else "",
        editors="_feeds.contributors" if contributors else "_feeds.editor" if editor else "",
        section="_feeds.section" if entry.section else "",
        keywords="tags" if entry.keywords else "",
        language="language" if entry.language else "",
        image=image_from,
        summary="summary" if summary else "",
        content="content_html" if html else "content_text" if text else "",
    )
    return replace(entry, read_from=read_from)


def _origin(ours: dict[str, Any]) -> Origin | None:
    """Whom the entry is quoted from, else the source that it came from."""
    quoted = ours.get("origin")
    if isinstance(quoted, dict) and (title := _text(quoted.get("title"))):
        return Origin(title, _text(quoted.get("url")))
    title = _text(ours.get("source_name"))
    return Origin(title, _text(ours.get("source_url"))) if title else None


def _point(value: object) -> Point | None:
    """Latitude and longitude in degrees, where there are such."""
    if not isinstance(value, list) or len(value) != 2:
        return None
    if not all(isinstance(part, (int, float)) and not isinstance(part, bool) for part in value):
        return None
    latitude, longitude = map(float, value)
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return latitude, longitude


def _first(item: dict[str, Any], *names: str) -> tuple[str | None, str]:
    """The first text that one of these members has, and which one that is."""
    for name in names:
        if text := _text(item.get(name)):
            return text, name
    return None, ""


def _people(node: dict[str, Any]) -> tuple[Person, ...]:
    listed = node.get("authors")
    listed = listed if isinstance(listed, list) and listed else [node.get("author")]
    people = []
    for author in listed:
        if isinstance(author, dict):
            name, url = _text(author.get("name")), _text(author.get("url"))
            if name or url:
                people.append(Person(name or url or "", url=url))
        elif name := _text(author):
            people.append(Person(name))
    return tuple(people)


def _media(value: object) -> list[Media]:
    found = []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict) and (url := _text(item.get("url"))):
            found.append(
                Media(
                    url,
                    _text(item.get("mime_type")),
                    _count(item.get("size_in_bytes")),
                    _count(item.get("duration_in_seconds")),
                    _text(item.get("title")),
                )
            )
    return found


def _text(value: object) -> str | None:
    """A string, without what only an escape could bring into it: controls, half pairs."""
    if not isinstance(value, str):
        return None
    if not value.isprintable():
        value = _FORBIDDEN.sub("", value)
    return value if value.strip() else None


def _scalar(value: object) -> str | None:
    """A string, or the number that some write for an id or a date."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return _text(value)


def _texts(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(text for text in map(_text, listed) if text)


def _count(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if 0 <= value < 2**53 else None
