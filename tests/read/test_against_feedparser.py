"""Real feeds, held against feedparser: they agree, or docs/reading.md says why ours is right.

What tells a difference's reason is here; the reasons themselves are headings in the docs.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest

from feeds.model import Entry, RawEntry, RawFeed, Source
from feeds.normalize import Document, Identified, normalize
from feeds.normalize.urls import canonical
from feeds.read import read
from tests.command import PROJECT

URL = "https://source.example/feed.xml"
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def _plain(value: str | None) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", value or "")).split())


def _date(entry: Any, key: str) -> datetime | None:
    parsed = dict.get(entry, f"{key}_parsed")
    return datetime(*parsed[:6], tzinfo=UTC) if parsed else None


def _names(entry: Any) -> list[str | None]:
    return [person.get("name") or person.get("email") for person in entry.get("authors", ())]


Compared = dict[str, tuple[Any, Any]]


def _compared(theirs: Any, raw: RawEntry, ours: Entry) -> Compared:
    """Each field, as feedparser has it and as we have it."""
    tags = [tag.get("label") or tag.get("term") for tag in theirs.get("tags", ())]
    return {
        "id": (theirs.get("id"), raw.guid),
        "link": (theirs.get("link"), ours.url),
        "title": (" ".join(re.sub(r"<[^>]*>", "", theirs.get("title", "")).split()), ours.title),
        "published": (_date(theirs, "published"), ours.published),
        "updated": (_date(theirs, "updated"), ours.updated),
        "authors": (_names(theirs), [person.name for person in ours.authors]),
        "keywords": (tags, list(ours.keywords)),
        "enclosures": (
            [item.get("href") for item in theirs.get("enclosures", ())],
            [media.url for media in ours.media],
        ),
    }


def _once(tags: list[str]) -> list[str]:
    found: dict[str, str] = {}
    for tag in tags:
        found.setdefault(_plain(tag).casefold(), _plain(tag))
    return [tag for tag in found.values() if tag]


Reason = Callable[[Any, Any, RawFeed, Any], bool]
REASONS: dict[str, tuple[str, Reason]] = {
    "An id is kept as it is written": ("id", lambda a, b, *_: a == urljoin(URL, b or "")),
    "An address loses what only tracks": ("link", lambda a, b, *_: b == canonical(a)),
    "A title is text": ("title", lambda a, b, *_: _plain(a) == b),
    "A title may look like markup": (
        "title",
        lambda a, b, *_: b is not None and "</" in b and re.sub(r"\s*<[^>]*>", "", b) == a,
    ),
    "A date in the first year is none": (
        "published",
        lambda a, b, *_: b is None and a is not None and a.year == 1,
    ),
    "An entry without an author has its feed's": (
        "authors",
        lambda a, b, feed, _: a == [] and b == [person.name for person in feed.authors],
    ),
    "An author without a name is none": ("authors", lambda a, b, *_: a == [None] and b == []),
    "A name is text in one line": (
        "authors",
        lambda a, b, *_: [_plain(name) for name in a] == b,
    ),
    "A keyword stands once, in whatever case": (
        "keywords",
        lambda a, b, *_: [tag.casefold() for tag in _once(a)] == [tag.casefold() for tag in b],
    ),
    "Sound and film of Media RSS are enclosures": (
        "enclosures",
        lambda a, b, _, theirs: (
            set(a) <= set(b)
            and set(b) - set(a) <= {item.get("url") for item in theirs.get("media_content", ())}
        ),
    ),
}


def _differences(body: bytes) -> Iterator[tuple[int, str, Any, Any, str | None]]:
    feed = read(body, url=URL)
    parsed = feedparser.parse(io.BytesIO(body), response_headers={"content-location": URL})
    assert len(feed.entries) == len(parsed.entries)
    document = Document(feed, Source(id="source", url=URL), URL, NOW)
    for number, (theirs, raw) in enumerate(zip(parsed.entries, feed.entries, strict=True)):
        link = canonical(raw.link, raw.base or feed.base or URL)
        ours = normalize(Identified("", "", link, raw, ""), document)
        for field, (a, b) in _compared(theirs, raw, ours).items():
            if (a or None) != (b or None):
                why = (
                    name
                    for name, (about, holds) in REASONS.items()
                    if about == field and holds(a, b, feed, theirs)
                )
                yield number, field, a, b, next(why, None)


def test_every_difference_has_its_reason(corpus: Path) -> None:
    unexplained, met = [], set()
    for file in sorted((corpus / "feeds").iterdir()):
        for number, field, theirs, ours, reason in _differences(file.read_bytes()):
            met.add(reason)
            if reason is None:
                unexplained.append((file.name, number, field, theirs, ours))
    assert unexplained == []
    assert met == set(REASONS)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_told_in_the_docs(reason: str) -> None:
    assert f"**{reason}.**" in (PROJECT / "docs" / "reading.md").read_text("utf-8")
