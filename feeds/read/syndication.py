"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF -> RawFeed, by feedparser.

feedparser's sanitizing and resolving stay off, and its parsed dates unread: `normalize` does
all three, once, by rules of its own.
"""

from __future__ import annotations

import re
from typing import Any

import feedparser

from feeds.errors import ReadError
from feeds.model import Media, Person, RawEntry, RawFeed, RawText, Section

_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));?")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13)) + b"\x7f"
_CLOSED = re.compile(rb"</(?:[\w-]+:)?(?:item|entry)\s*>", re.I)
_ROOT_CLOSED = re.compile(rb"</(?:[\w-]+:)?(?:rss|feed|rdf|channel)\s*>", re.I)


def read_syndication(body: bytes, content_type: str | None = None) -> RawFeed:
    """Read a feed in XML. Raises ReadError when it is none.

    A document that breaks off gives its whole entries, and kind ends in ``-cut``.
    """
    headers = {"content-type": content_type} if content_type else {}
    try:
        parsed = feedparser.parse(
            _clean(body),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # feedparser raises what it happens to stumble over
        raise ReadError("broken", f"no feed that can be parsed: {error}") from None
    entries, version = list(parsed.entries), parsed.get("version") or ""
    if not version and not entries:
        reason = parsed.get("bozo_exception")
        detail = f": {reason}" if reason else ""
        raise ReadError("not_a_feed", f"neither RSS nor Atom{detail}")
    cut = bool(parsed.bozo) and not _ROOT_CLOSED.search(body)
    if cut and len(_CLOSED.findall(body)) < len(entries):
        entries.pop()
    feed, atom = parsed.feed, version.startswith("atom")
    return RawFeed(
        kind=(version or "xml") + ("-cut" if cut else ""),
        entries=tuple(_entry(entry, atom) for entry in entries),
        title=_construct(feed.get("title_detail"), atom),
        link=_string(feed.get("link")),
        base=_string((feed.get("title_detail") or {}).get("base")),
        language=_string(feed.get("language")),
        updated=_date(feed, "updated") or _date(feed, "published"),
        authors=_people(feed, "authors") if atom else (),
    )


def _clean(body: bytes) -> bytes:
    """Without control characters and references to what is no character: parsers choke on them.

    UTF-16 and UTF-32 pass as they are, since their bytes mean something else.
    """
    if b"\0" in body[:64]:
        return body
    body = body.translate(None, _CONTROLS)
    if b"&#" in body:
        body = _REFERENCE.sub(_valid_reference, body)
    return body


def _valid_reference(match: re.Match[bytes]) -> bytes:
    code = int(match[1], 16) if match[1] else int(match[2])
    allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return match[0] if allowed or 0x10000 <= code < 0x110000 else b""


def _entry(entry: Any, atom: bool) -> RawEntry:
    section, keywords = _categories(entry)
    content = _content(entry)
    return RawEntry(
        guid=_string(entry.get("id")),
        link=_string(entry.get("link")),
        base=_base(entry),
        title=_construct(entry.get("title_detail"), atom),
        summary=_construct(entry.get("summary_detail"), atom),
        content=_construct(content, True) if content else None,
        published=_date(entry, "published") or _date(entry, "created"),
        updated=_date(entry, "updated"),
        authors=_people(entry, "authors"),
        contributors=_people(entry, "contributors"),
        section=section,
        keywords=keywords,
        language=_string((content or entry.get("title_detail") or {}).get("language")),
        image=_image(entry),
        media=tuple(_media(entry)),
    )


def _construct(detail: Any, typed: bool) -> RawText | None:
    """A text construct; in RSS (not `typed`) whatever looks like markup is taken for it."""
    if not detail or not _string(detail.get("value")):
        return None
    plain = typed and detail.get("type") == "text/plain"
    return RawText(
        detail["value"],
        "text" if plain else "html",
        _string(detail.get("base")),
        _string(detail.get("language")),
    )


def _content(entry: Any) -> Any:
    """The richest of an entry's contents: markup before plain text, then the longest."""
    contents = [c for c in entry.get("content") or () if _string(c.get("value"))]
    return max(
        contents,
        key=lambda c: (c.get("type") in ("text/html", "application/xhtml+xml"), len(c["value"])),
        default=None,
    )


def _base(entry: Any) -> str | None:
    for key in ("title_detail", "summary_detail"):
        if base := _string((entry.get(key) or {}).get("base")):
            return base
    content = _content(entry)
    return _string(content.get("base")) if content else None


def _date(node: Any, key: str) -> str | None:
    """The raw date: a FeedParserDict answers for `updated` with `published`, a dict does not."""
    return _string(dict.get(node, key))


def _categories(entry: Any) -> tuple[Section, tuple[str, ...]]:
    section: Section = ()
    keywords = []
    for tag in entry.get("tags") or ():
        term, label = _string(tag.get("term")), _string(tag.get("label"))
        if (tag.get("scheme") or "").endswith("/sections/"):
            path = term or label or ""
            section = section or tuple(name.strip() for name in path.split(" / ") if name.strip())
        elif name := label or term:
            keywords.append(name)
    return section, tuple(keywords)


def _people(node: Any, key: str) -> tuple[Person, ...]:
    people = []
    for person in node.get(key) or ():
        name, email = _string(person.get("name")), _string(person.get("email"))
        if name or email:
            people.append(Person(name or email or "", email, _string(person.get("href"))))
    return tuple(people)


def _media(entry: Any) -> list[Media]:
    found = [
        Media(
            item["href"],
            _string(item.get("type")),
            _number(item.get("length")),
            _seconds(entry.get("itunes_duration")),
            _string(item.get("title")),
        )
        for item in entry.get("enclosures") or ()
        if _string(item.get("href"))
    ]
    for item in entry.get("media_content") or ():
        kind = item.get("medium") or (item.get("type") or "").partition("/")[0]
        if _string(item.get("url")) and kind in ("audio", "video"):
            length, duration = _number(item.get("filesize")), _seconds(item.get("duration"))
            found.append(Media(item["url"], _string(item.get("type")), length, duration))
    first: dict[str, Media] = {}
    for media in found:
        first.setdefault(media.url, media)
    return list(first.values())


def _image(entry: Any) -> str | None:
    for item in entry.get("media_content") or ():
        kind = item.get("medium") or (item.get("type") or "").partition("/")[0]
        if kind == "image" and _string(item.get("url")):
            return str(item["url"])
    for item in entry.get("media_thumbnail") or ():
        if _string(item.get("url")):
            return str(item["url"])
    for item in entry.get("enclosures") or ():
        if (item.get("type") or "").startswith("image/") and _string(item.get("href")):
            return str(item["href"])
    return _string((entry.get("image") or {}).get("href"))


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _number(value: object) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _seconds(value: object) -> int | None:
    """``1:02:03``, ``62:03`` or ``3723``, as seconds."""
    parts = str(value or "").strip().split(":")
    if len(parts) > 3 or not all(re.fullmatch(r"\d{1,6}(\.\d*)?", part) for part in parts):
        return None
    total = 0.0
    for part in parts:
        total = total * 60 + float(part)
    return int(total)
