"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF -> RawFeed, by feedparser.

feedparser's sanitizing and resolving stay off, and its parsed dates unread: `normalize` does
all three, once, by rules of its own.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import feedparser

from feeds.errors import ReadError
from feeds.model import Media, Person, RawEntry, RawFeed, RawText, Section
from feeds.read.cut import mend
from feeds.read.octets import prepare

_MAILBOX = re.compile(r"[(<]?(?:mailto:)?([^\s()<>:,;]+@[^\s()<>:,;]+\.[^\s()<>:,;]+)[)>]?")


def read_syndication(body: bytes, content_type: str | None = None) -> RawFeed:
    """Read a feed in XML. Raises ReadError when it is none.

    A document that breaks off gives its whole entries, and kind ends in ``-cut``.
    """
    body, content_type = prepare(body, content_type)
    parsed = _parse(body, content_type)
    whole = mend(body) if parsed.bozo else None
    if whole is not None:
        parsed = _parse(whole, content_type)
    version = parsed.get("version") or ""
    if not version and not parsed.entries:
        reason = parsed.get("bozo_exception")
        detail = f": {reason}" if reason else ""
        raise ReadError("not_a_feed", f"neither RSS nor Atom{detail}")
    feed, atom = parsed.feed, version.startswith("atom")
    return RawFeed(
        kind=(version or "xml") + ("-cut" if whole is not None else ""),
        entries=tuple(
            _entry(entry, atom, _string(feed.get("language"))) for entry in parsed.entries
        ),
        title=_construct(feed.get("title_detail"), atom),
        link=_string(feed.get("link")),
        base=_string((feed.get("title_detail") or {}).get("base")),
        language=_string(feed.get("language")),
        updated=_date(feed, "updated") or _date(feed, "published"),
        authors=_people(feed, "authors") if atom else (),
    )


def _parse(body: bytes, content_type: str | None) -> Any:
    try:
        return feedparser.parse(
            io.BytesIO(body),  # never the bytes themselves: it would open a file of that name
            response_headers={"content-type": content_type} if content_type else {},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # feedparser raises what it happens to stumble over
        raise ReadError("broken", f"no feed that can be parsed: {error}") from None


def _entry(entry: Any, atom: bool, feed_language: str | None) -> RawEntry:
    section, keywords = _categories(entry)
    content = _content(entry)
    published = _date(entry, "published") or _date(entry, "created")
    updated = _date(entry, "updated")
    if not atom and published is None:  # dc:date: an RSS item's only date is its publication's
        published, updated = updated, None
    return RawEntry(
        guid=_string(entry.get("id")),
        link=_link(entry),
        base=_base(entry),
        title=_construct(entry.get("title_detail"), atom),
        summary=_construct(entry.get("summary_detail"), atom),
        content=_construct(content, True) if content else None,
        published=published,
        updated=updated,
        authors=_people(entry, "authors") or _people(entry.get("source") or {}, "authors"),
        contributors=_people(entry, "contributors"),
        section=section,
        keywords=keywords,
        language=_language(entry, content, feed_language),
        image=_image(entry),
        media=tuple(_media(entry)),
    )


def _link(entry: Any) -> str | None:
    """The page of the entry. A guid that is no address is not a link, whatever it claims."""
    link = _string(entry.get("link"))
    if link and (link != entry.get("id") or re.match(r"\s*(?:https?:)?//", link, re.I)):
        return link
    others = (item for item in entry.get("links") or () if item.get("rel") == "alternate")
    return next(filter(None, (_string(item.get("href")) for item in others)), None)


def _language(entry: Any, content: Any, feed_language: str | None) -> str | None:
    """What the entry says of itself; what it inherits is the document's to say."""
    detail = content or entry.get("title_detail") or {}
    own = _string(entry.get("language")) or _string(detail.get("language"))
    return own if own and own.replace("_", "-") != feed_language else None


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
    """feedparser cuts addresses after four letters of their last part, and where the second
    author has none gives that of the first; so what is spelled out is read here."""
    people = []
    before = ""
    for person in node.get(key) or ():
        name, email = _string(person.get("name")), _string(person.get("email"))
        inherited, before = before.startswith(email or "@"), email or ""
        people.append((name, None if inherited else email, _string(person.get("href"))))
    spelled = _string(node.get("author")) or ""
    if key == "authors" and len(people) == 1 and (match := _MAILBOX.search(spelled)):
        name = spelled.replace(match[0], " ").strip()
        if name.startswith("(") and name.endswith(")"):
            name = name[1:-1]
        people = [(_string(name.strip("\"' ")), match[1], people[0][2])]
    return tuple(
        Person(name or email or "", email, href) for name, email, href in people if name or email
    )


def _media(entry: Any) -> list[Media]:
    found: dict[str, Media] = {}
    for item in entry.get("enclosures") or ():
        if url := _string(item.get("href")):
            kind, length = _string(item.get("type")), _number(item.get("length"))
            timed = not (kind or "").startswith("image/")
            duration = _seconds(entry.get("itunes_duration")) if timed else None
            found.setdefault(url, Media(url, kind, length, duration, _string(item.get("title"))))
    for item in entry.get("media_content") or ():
        kind, url = _string(item.get("type")), _string(item.get("url"))
        if url and (item.get("medium") or (kind or "").partition("/")[0]) in ("audio", "video"):
            length, duration = _number(item.get("filesize")), _seconds(item.get("duration"))
            first = found.setdefault(url, Media(url))
            found[url] = replace(
                first,
                type=first.type or kind,
                length=first.length or length,
                duration=first.duration or duration,
            )
    return list(found.values())


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
    """A size; 0 is what publishers write who do not know it."""
    text = str(value or "").strip()
    return int(text) or None if text.isascii() and text.isdigit() and len(text) < 16 else None


def _seconds(value: object) -> int | None:
    """``1:02:03``, ``62:03`` or ``3723``, as seconds."""
    parts = str(value or "").strip().split(":")
    if len(parts) > 3 or not all(re.fullmatch(r"\d{1,6}(\.\d*)?", part) for part in parts):
        return None
    total = 0.0
    for part in parts:
        total = total * 60 + float(part)
    return int(total) or None
