"""Identity: what makes two documents' entries one article, and what an article is called.

A `key` is unique within its source and decides whether an entry is known. An `id` is what we
publish; the store keeps the first one for ever, whatever becomes of the key's parts.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import cached_property, lru_cache
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from feeds.model import RawEntry, RawFeed, Source
from feeds.normalize.text import MAX_TITLE, clean, one_line, plain, shortened
from feeds.normalize.urls import PLAIN, absolute, canonical, rebased, sameness

# RFC 3987, section 2.2; and 4.1: no signs that turn the direction of text.
_IN_IRI = (
    r"(?:[^\s\x00-\x20\x7f-\x9f<>\"{}|\\^`\[\]#%\u200e\u200f\u202a-\u202e\ufff0-\uffff]"
    r"|%[0-9A-Fa-f]{2})"
)
_IRI = re.compile(
    rf"https?://(?=[^/?#]){_IN_IRI}+(?:#{_IN_IRI}*)?"
    r"|urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:[A-Za-z0-9()+,.:=@;$_!*'%/-]+"
    r"|tag:[a-z0-9._@-]+,\d{4}(?:-\d\d){0,2}:[A-Za-z0-9;/?:@&=+$._!~*'()%,-]*"
)
_MAX_ID = 800


class Identified(Struct, frozen=True, dict=True):
    """A raw entry that is known by `identity` in its source, and would be published as `id`.

    `url` is its canonical address; `context` is what else its normalized form depends on. `place`
    is where it is, if no other entry of the document is there.
    """

    identity: str
    id: str
    url: str | None
    raw: RawEntry
    context: str
    place: str | None = None

    @cached_property
    def key(self) -> str:
        """A digest of `identity`, by which the store knows it."""
        return _short(self.identity)

    @cached_property
    def link(self) -> str | None:
        """A digest of `place`, by which the store knows it if its identity changes."""
        return _short(self.place) if self.place else None

    @property
    def title(self) -> str:
        """Its title as plain text, as its entry has it."""
        return shortened(plain(self.raw.title), MAX_TITLE)

    @cached_property
    def fingerprint(self) -> str:
        """Equal when nothing of the raw entry but its guid, its age and the elements that it was
        read from, or of how it is read, has changed."""
        return _digest(replace(self.raw, guid=None, age=None, read_from=()), self.context)


def identify(feed: RawFeed, source: Source, url: str, context: str) -> list[Identified]:
    """The document's articles, each once, in its order.

    A guid is believed unless it stands for different links in one document, or without links
    for different titles; then, and where there is none, the link identifies, by the same
    measure; where there is none either, the content.
    `context` is whatever else the normalized entries depend on.
    """
    page = rebased(feed.base, url)
    links = [
        canonical(raw.link, rebased(raw.base, page) if raw.base else page) for raw in feed.entries
    ]
    places = [_place(link) if link else "" for link in links]
    guids = [clean(raw.guid).strip() if raw.guid else "" for raw in feed.entries]
    keys = [
        (f"guid{place[4:]}" if guid == link else _guid_key(guid)) if guid else ""
        for guid, link, place in zip(guids, links, places, strict=True)
    ]
    crowded = {place for place, count in Counter(places).items() if count > 1}
    vague = _ambiguous(feed, keys, places)
    keys = [
        key if key and key not in vague else place for key, place in zip(keys, places, strict=True)
    ]
    vague = _ambiguous(feed, [key if key.startswith("link ") else "" for key in keys])
    found: dict[str, Identified] = {}
    for raw, link, place, guid, key in zip(feed.entries, links, places, guids, keys, strict=True):
        if key.startswith("guid "):
            name = _as_iri(guid, source, feed)
        elif key and link and key not in vague:
            name = link
        else:
            digest = _digest(raw.title, raw.published or raw.updated, raw.summary, raw.content)
            key = f"content {digest}"
            name = scoped_id(source.id, digest)
        if key not in found:
            own = place if place and place not in crowded else None
            found[key] = Identified(key, name, link, raw, context, own)
    return list(found.values())


def link_of(url: str) -> str | None:
    """The digest by which the store knows an entry at this address; None for no address."""
    found = canonical(url)
    return _short(_place(found)) if found else None


def _place(link: str) -> str:
    return f"link {sameness(link)}"


def _ambiguous(feed: RawFeed, keys: list[str], links: list[str] | None = None) -> set[str]:
    """The keys that stand for different articles: by their links, or without, their titles."""
    repeated = {key for key, count in Counter(keys).items() if count > 1 and key}
    if not repeated:
        return repeated
    senses: dict[str, set[str]] = {}
    for number, key in enumerate(keys):
        if key in repeated:
            sense = (links[number] if links else "") or plain(feed.entries[number].title)
            senses.setdefault(key, set()).add(sense)
    return {key for key, found in senses.items() if len(found) > 1}


def _short(key: str) -> str:
    return hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=16).hexdigest()


def scoped_id(source: str, key: str) -> str:
    """An id that no other source can have, for an entry without one or whose own is taken: a
    UUID of version 8 (RFC 9562, section 5.8)."""
    digest = _short(f"{source} {key}")
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-a{digest[17:20]}-{digest[20:]}"


def _guid_key(guid: str) -> str:
    if not guid.startswith("http"):
        return f"guid {guid}"
    return f"guid {sameness(canonical(guid) or guid)}"


def _as_iri(guid: str, source: Source, feed: RawFeed) -> str:
    """The guid itself where it is an IRI that says whose it is, else wrapped (RFC 4151)."""
    if PLAIN.fullmatch(guid) and len(guid) <= _MAX_ID:
        return guid
    believable = not guid.startswith("http") or absolute(guid)
    if believable and len(guid) <= _MAX_ID and _IRI.fullmatch(guid):
        return guid
    host = _host(source.url) or _host(feed.link or "") or "localhost"
    wrapped = f"tag:{host},2000:{quote(one_line(guid), safe=';/?:@&=+$,!*()')}"
    return wrapped if len(wrapped) <= _MAX_ID else scoped_id(source.id, guid)


@lru_cache(maxsize=1000)
def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host if re.fullmatch(r"[a-z0-9.-]+", host) else ""


def _digest(*parts: object) -> str:
    try:
        packed = msgspec.json.encode(parts)
    except UnicodeEncodeError:  # half a surrogate pair, which has no UTF-8
        packed = repr(parts).encode()
    return hashlib.blake2b(packed, digest_size=16).hexdigest()
