"""What a document's entries mean for the store: pure decisions, apart from doing them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.structs import replace

from feeds.model import Entry
from feeds.normalize import Identified, merged_from, text_of
from feeds.normalize.urls import sameness
from feeds.store import Known, Linked, NewEntry, rank

_ADDRESSES = re.compile(r'\s(?:src|href)="([^"?#]*)[^"]*"(?=[^<>]*>)')


@dataclass(frozen=True, slots=True)
class Changes:
    """What to do: entries to add, entries to replace by their numbers, and fingerprints of
    entries whose raw form is another though they are the same."""

    new: list[NewEntry] = field(default_factory=list)
    changed: list[tuple[int, str, Entry]] = field(default_factory=list)
    same: dict[int, str] = field(default_factory=dict)


def recognize(
    items: Sequence[Identified], known: Mapping[str, Known], linked: Mapping[str, Linked]
) -> dict[str, Known]:
    """The unknown items that are known by their address: guids that change at every fetch.

    An address identifies where its entry left the document, and with the same form or title as
    before came back under another guid. Where one did, the source's guids are not believed, and
    all entries of the document are recognized by their addresses.
    """
    present = {item.key for item in items}
    found, sure = {}, False
    for item in items:
        old = linked.get(item.link or "")
        if item.key in known or old is None or old.key in present:
            continue
        found[item.key] = Known(old.pk, old.fingerprint)
        same_title = old.entry.title != "" and item.title == old.entry.title
        sure = sure or same_title or item.fingerprint == old.fingerprint
    return found if sure else {}


def to_normalize(items: Sequence[Identified], known: Mapping[str, Known]) -> list[Identified]:
    """The items that are new or whose raw form has changed; no other is looked at."""
    return [
        item
        for item in items
        if item.key not in known or known[item.key].fingerprint != item.fingerprint
    ]


def decide(
    incoming: Sequence[tuple[Identified, Entry]],
    known: Mapping[str, Known],
    stored: Mapping[int, Entry],
    *,
    positions: Mapping[str, int],
    fallback: datetime,
) -> Changes:
    """Compare entries with what is stored of them.

    `positions` are the keys' places in the document, and `fallback` is the date that an entry
    without one is sorted by: when it was first seen, or for what a source held from the start,
    the document's own.
    """
    changes = Changes()
    for item, entry in incoming:
        old = known.get(item.key)
        if old is None:
            date = entry.published or entry.updated or fallback
            number = rank(date, positions[item.key])
            new = NewEntry(item.key, item.fingerprint, number, entry, item.link)
            changes.new.append(new)
            continue
        merged = merge(stored[old.pk], entry)
        if merged == stored[old.pk]:
            changes.same[old.pk] = item.fingerprint
        else:
            changes.changed.append((old.pk, item.fingerprint, merged))
    return changes


def merge(old: Entry, new: Entry) -> Entry:
    """The entry after its source gave it again: `old` itself when nothing of weight changed.

    The id and the first date of publication stay. `updated` moves only when title, address or
    content really changed, and only to a date that the source names: where it moves its date
    of publication instead, that is the date of the change.
    """
    same_content = content_signature(old.content) == content_signature(new.content)
    if same_content:
        new = replace(new, content=old.content)
    if _squeezed(old.summary) == _squeezed(new.summary):
        new = replace(new, summary=old.summary)
    if old.image and new.image and _place(old.image) == _place(new.image):
        new = replace(new, image=old.image)
    same_url = sameness(old.url or "") == sameness(new.url or "")
    if same_url and not _is_secure(new.url) > _is_secure(old.url):
        new = replace(new, url=old.url)  # of two spellings the first, but https before http
    updated = old.updated
    if not (same_content and same_url and old.title == new.title):
        named = [date for date in (new.updated, new.published) if date is not None]
        first = old.updated or old.published
        later = [date for date in named if first is None or date > first]
        updated = max(later, default=old.updated)
    merged = replace(new, id=old.id, published=old.published or new.published, updated=updated)
    if replace(merged, read_from=old.read_from) == old:
        return old
    return replace(merged, read_from=merged_from(old, new, merged))


def _is_secure(url: str | None) -> bool:
    return (url or "").startswith("https:")


def content_signature(content: str) -> tuple[str, list[str]]:
    """What content says and leads to: its text but for white space, its media and links but for
    their queries; not its markup."""
    return _squeezed(text_of(content)), sorted(set(_ADDRESSES.findall(content)))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _place(url: str) -> str:
    return re.split("[?#]", url, maxsplit=1)[0]
