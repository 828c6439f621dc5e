"""RawEntry -> Entry: pure functions, one module a field's trouble."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Literal
from urllib.parse import urlsplit

from msgspec.structs import replace

from feeds import dates
from feeds.model import PAGES, Entry, Media, Origin, RawFeed, RawText, Source
from feeds.normalize import html, text
from feeds.normalize.identity import Identified, identify, link_of, scoped_id
from feeds.normalize.language import Sample, language
from feeds.normalize.people import people
from feeds.normalize.provenance import merged_from, read_from
from feeds.normalize.text import MAX_TITLE
from feeds.normalize.urls import absolute, rebased

__all__ = [
    "Document",
    "Identified",
    "excerpt",
    "feed_title",
    "identify",
    "link_of",
    "merged_from",
    "normalize",
    "scoped_id",
    "text_of",
]

_EXCERPT = 300
_SAMPLE = 300  # characters of a document
_TELLING = 120  # characters of a text that tell its script
_ZONED = ("GMT", "UTC", "Z", "+0000", "+00:00")
_OFFSET = re.compile(r":\d\d ?[+-]\d\d:?\d\d\s*$")
_ZONES = ("UTC", "Asia/Tokyo")
_MAX_KEYWORDS, _MAX_KEYWORD = 64, 100
excerpt = text.excerpt
text_of = text.from_html


@dataclass(frozen=True)
class Document:
    """What holds for all entries of one document: it was found at `url`, and read at `now`.

    `timezone` holds for dates that name none, else the zone where a page's site lives; `ruby` is
    whether content keeps its annotations.
    """

    feed: RawFeed
    source: Source
    url: str
    now: datetime
    timezone: str | None = None
    ruby: Literal["keep", "base"] = "keep"

    def zone_of(self, language: str | None) -> str | None:
        """The zone where a page's site lives; what feeds are made by mostly writes UTC."""
        if self.feed.kind not in PAGES:
            return None
        try:
            return dates.zone_of(urlsplit(self.url).hostname, language)
        except ValueError:
            return None

    @cached_property
    def base(self) -> str | None:
        """What its addresses are relative to."""
        page = self.url if self.url.startswith("http") else None
        return rebased(self.feed.base, page) if self.feed.base else page

    @cached_property
    def sample(self) -> Sample:
        """Text of its entries, by which a language that nobody declares is told."""
        parts: list[str] = []
        for raw in self.feed.entries[:50]:
            given = raw.content or raw.summary
            said = text.beginning(given.value, 80) if given else ""
            parts.append(f"{text.plain(raw.title)} {said}")
            if sum(map(len, parts)) > _SAMPLE:
                break
        return Sample(parts)


def feed_title(feed: RawFeed) -> str:
    """What the document calls itself; empty if it does not."""
    return text.shortened(text.plain(feed.title), MAX_TITLE)


def normalize(item: Identified, document: Document) -> Entry:
    """One article of the document as we stand for it."""
    raw, source = item.raw, document.source
    base = rebased(raw.base, document.base) if raw.base else document.base
    url = item.url
    content = _content(raw.content or raw.summary, base if raw.base else url or base, base)
    if document.ruby == "base" and "<ruby" in content:
        content = html.without_ruby(content)
    title = item.title
    summary = _summary(raw.summary) if raw.content else ""
    summary = text.shortened(summary or text.beginning(content, _EXCERPT), _EXCERPT)
    words = f"{title} {summary[:_TELLING]}"
    tag = language((raw.language, source.language, document.feed.language), words)
    tag = tag or document.sample.language_of(words)
    zone = source.timezone or document.timezone or document.zone_of(tag) or "UTC"
    published = dates.parse(raw.published, now=document.now, zone=zone, language=tag)
    age = raw.age if published is None else None
    entry = Entry(
        id=item.id,
        url=url,
        title=title,
        summary=summary,
        content=content,
        published=published or dates.relative(age, now=document.now, zone=zone, language=tag),
        updated=dates.parse(raw.updated, now=document.now, zone=zone, language=tag),
        authors=people(raw.authors or document.feed.authors, base),
        contributors=people(raw.contributors, base) if raw.contributors else (),
        section=_names(raw.section) if raw.section else (),
        keywords=_keywords(raw.keywords) if raw.keywords else (),
        language=tag,
        image=absolute(raw.image, base) or html.first_image(content),
        media=_media(raw.media, base) if raw.media else (),
        source=source.id,
        origin=_origin(raw.origin, base) if raw.origin else None,
        point=raw.point,
        timezone=zone
        if _lacks_zone(raw.published, document.now, tag)
        or _lacks_zone(raw.updated, document.now, tag)
        or _lacks_zone(age, document.now, tag, dates.relative)
        else None,
    )
    return replace(entry, read_from=read_from(raw, entry, document.feed, source, document.url))


def _lacks_zone(
    date: str | None,
    now: datetime,
    language: str | None,
    read: Callable[..., datetime | None] = dates.parse,
) -> bool:
    """Whether another zone would make another instant of it."""
    if not date or date.endswith(_ZONED) or _OFFSET.search(date):
        return False
    here, there = (read(date, now=now, zone=z, language=language) for z in _ZONES)
    return here != there


def _content(given: RawText | None, base: str | None, own: str | None) -> str:
    if given is None:
        return ""
    if given.type == "text":
        return text.to_html(given.value)
    return html.sanitize(html.once(given.value), rebased(given.base, own) if given.base else base)


def _origin(given: Origin, base: str | None) -> Origin | None:
    url = absolute(given.url, base)
    title = excerpt(given.title, MAX_TITLE) or url
    return Origin(title, url) if title else None


def _summary(given: RawText | None) -> str:
    if given is None:
        return ""
    if given.type == "text" or "<" not in given.value:
        return text.plain(given)
    return text.beginning(given.value, _EXCERPT)


def _names(path: tuple[str, ...]) -> tuple[str, ...]:
    names = (excerpt(name, _MAX_KEYWORD) for name in path)
    return tuple(name for name in names if name)


def _keywords(given: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for keyword in given[: 4 * _MAX_KEYWORDS]:
        if name := _keyword(keyword):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:_MAX_KEYWORDS]


@lru_cache(maxsize=10_000)  # the same few stand in entry after entry
def _keyword(given: str) -> str:
    name = text.plain(RawText(given))
    return name if len(name) <= _MAX_KEYWORD else ""


def _media(given: tuple[Media, ...], base: str | None) -> tuple[Media, ...]:
    found: dict[str, Media] = {}
    for media in given:
        if url := absolute(media.url, base):
            kind = text.one_line(media.type or "").lower() or None
            title = excerpt(media.title or "", MAX_TITLE) or None
            found.setdefault(url, Media(url, kind, media.length, media.duration, title))
    return tuple(found.values())
