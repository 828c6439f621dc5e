"""What each field of an entry was read from, once it has been normalized."""

from __future__ import annotations

from feeds.model import Entry, RawEntry, RawFeed, ReadFrom, Source
from feeds.normalize.language import canonical

_ARTICLE = "its article's page"


def read_from(raw: RawEntry, entry: Entry, feed: RawFeed, source: Source, url: str) -> ReadFrom:
    """The fields of `entry` that have a value, each with the element or the rule that gave it; and
    the document at `url`, if that is not the source's address."""
    given = dict(raw.read_from)
    found = {
        "document": url if url != source.url else None,
        "title": given.get("title") if entry.title else None,
        "link": given.get("link") if entry.url else None,
        "date": given.get("date") if entry.published else None,
        "updated": given.get("updated") if entry.updated else None,
        "authors": _authors(raw, entry, feed, given),
        "editors": given.get("editors") if entry.contributors else None,
        "section": given.get("section") if entry.section else None,
        "keywords": given.get("keywords") if entry.keywords else None,
        "language": _language(raw, entry, feed, source, given) if entry.language else None,
        "image": _image(raw, entry, given),
        "summary": _summary(raw, entry, given),
        "content": given.get("content" if raw.content else "summary") if entry.content else None,
    }
    return tuple((field, name) for field, name in found.items() if name)


def _authors(raw: RawEntry, entry: Entry, feed: RawFeed, given: dict[str, str]) -> str | None:
    if not entry.authors:
        return None
    return given.get("authors") if raw.authors or not feed.authors else "the feed's author"


def _language(
    raw: RawEntry, entry: Entry, feed: RawFeed, source: Source, given: dict[str, str]
) -> str | None:
    """Whoever declares it first, unless the text says it better."""
    for declared, name in (
        (raw.language, given.get("language")),
        (source.language, "the source's configuration"),
        (feed.language, "the feed's language"),
    ):
        if tag := canonical(declared):
            return name if tag == entry.language else "told by its text"
    return "told by its text"


def _image(raw: RawEntry, entry: Entry, given: dict[str, str]) -> str | None:
    if entry.image is None:
        return None
    return given.get("image") if raw.image else "the first picture in its content"


def _summary(raw: RawEntry, entry: Entry, given: dict[str, str]) -> str | None:
    if not entry.summary:
        return None
    own = raw.content and raw.summary
    return given.get("summary") if own else "the beginning of its content"


def filled_from(entry: Entry, article: Entry, filled: Entry) -> ReadFrom:
    """The same of an entry that was `filled` from the page of its article."""
    found, page = dict(entry.read_from), dict(article.read_from)

    def is_new(field: str) -> bool:
        return bool(getattr(filled, field) != getattr(entry, field))

    for name, field in _FIELDS.items():
        if is_new(field):
            said = f"{_ARTICLE}: {page[name]}" if name in page else _ARTICLE
            more = name == "keywords" and entry.keywords and name in found
            found[name] = f"{found[name]}, {said}" if more else said
    return tuple((name, by) for name, by in found.items() if by)


def merged_from(old: Entry, new: Entry, merged: Entry) -> ReadFrom:
    """The same of an entry that its source gave again: what stayed was read when it was."""
    before, after = dict(old.read_from), dict(new.read_from)
    found = {"document": after["document"]} if "document" in after else {}
    for name, field in _FIELDS.items():
        value = getattr(merged, field)
        if not value:
            continue
        by = after if value == getattr(new, field) and name in after else before
        if name in by:
            found[name] = by[name]
    if merged.updated and merged.updated == new.published != new.updated:
        found["updated"] = after.get("date", "")
    return tuple((name, by) for name, by in found.items() if by)


_FIELDS = {
    "title": "title",
    "link": "url",
    "date": "published",
    "updated": "updated",
    "authors": "authors",
    "editors": "contributors",
    "section": "section",
    "keywords": "keywords",
    "language": "language",
    "image": "image",
    "summary": "summary",
    "content": "content",
}
"""The names of the fields as they are told, and those of an entry."""
