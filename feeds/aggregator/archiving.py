"""How much of each feed is published, and its archives (RFC 5005): what leaves a feed's documents
goes into archive documents, which never change."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import structs

from feeds.aggregator.combined import combined_key
from feeds.aggregator.routing import Rules
from feeds.aggregator.sealing import is_kept, part
from feeds.aggregator.standing import section_feed
from feeds.config import CombinedSpec, Config, KeywordSpec, NamedSection, Retention
from feeds.publish import (
    FEED_FILES,
    Document,
    archive_folder,
    remove_feed,
    write_files,
)
from feeds.route import keyword_key
from feeds.route.scheme import Scheme
from feeds.store import MADE, NOT_MADE, TO_COMPLETE, Archive, FeedRow, Page, Store, Transaction

Spec = KeywordSpec | NamedSection | CombinedSpec
"""What the configuration says of a single feed."""

ARCHIVED = frozenset(("all", "source", "section", "keyword", "combined"))
"""Kinds of feeds that may keep archives."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of a feed is published: entries in its documents; how many seconds older than its
    newest an entry may be; whether it keeps archives, and how many entries in them."""

    limit: int
    max_age: float | None = None
    archive: bool = False
    archive_limit: int | None = None


def specs_of(config: Config, scheme: Scheme) -> dict[str, Spec]:
    """What the configuration says of single feeds, by their keys."""
    specs: dict[str, Spec] = {keyword_key(spec.name): spec for spec in config.keywords}
    specs |= {combined_key(spec.name): spec for spec in config.feeds.combined}
    for named in config.sections.named:
        specs[section_feed(scheme.canonical(named.place))] = named
    return specs


def retention(config: Config, rules: Rules) -> Callable[[FeedRow], Kept]:
    """How much of each feed is published, by the configuration."""
    specs, feeds = specs_of(config, rules.scheme), config.feeds
    usual = Kept(feeds.limit, feeds.max_age, feeds.archive, feeds.archive_limit)

    def of(row: FeedRow) -> Kept:
        if row.kind not in ARCHIVED:
            return replace(usual, archive=False, max_age=None)
        if (spec := specs.get(row.key)) is None:
            return usual
        given = {name: getattr(spec, name) for name in Retention.model_fields}
        kept = replace(usual, **{name: value for name, value in given.items() if value is not None})
        if isinstance(spec, CombinedSpec) and chooses(spec):
            return replace(kept, archive=False)
        return kept

    return of


def said_of(spec: Retention) -> list[object]:
    """All that what a feed shows of its entries depends on, of what is said of it alone."""
    said: list[object] = [getattr(spec, name) for name in Retention.model_fields]
    if isinstance(spec, CombinedSpec):
        said += [spec.sort, spec.per_source, spec.per_author]
    return said


def chooses(spec: CombinedSpec) -> bool:
    """Whether a feed shows a choice of its newest entries, which may be another at any time: there
    is nothing then that has left it for good."""
    return spec.sort != "date" or spec.per_source is not None or spec.per_author is not None


@dataclass(frozen=True, slots=True)
class Parted:
    """The numbers of the entries that a feed's own documents have, newest first; that of the
    newest archive document, if there is any; and how many entries the feed has had."""

    shown: list[int]
    older: int | None
    size: int


def settle_archive(
    transaction: Transaction,
    config: Config,
    row: FeedRow,
    kept: Kept,
    *,
    merged: bool,
    afresh: bool = False,
) -> Parted:
    """Decide which of a feed's entries are archived, and which archive documents are kept.

    What is decided is noted; `make_archive` writes what follows from it. `afresh`: the output
    folder is new, and all documents are to be made.
    """
    archive = transaction.archive(row.pk) or transaction.begin_archive(row)
    archive = _follow(transaction, config, row, archive, kept, afresh=afresh)
    transaction.cover(row.pk)
    pages, shown = part(transaction.waiting(row, merged=merged), kept.limit)
    last = transaction.page(row.pk, archive.last)
    archived = last.older + last.size if last else 0
    sealed = []
    for number, entries in enumerate(pages, archive.last + 1):
        newest = max(one.second for one in entries)
        sealed.append((Page(number, archived, len(entries), newest), [e.entry for e in entries]))
        archived += len(entries)
    if sealed:
        transaction.add_pages(row.pk, sealed)
        transaction.cover(row.pk)
        archive = replace(archive, last=archive.last + len(sealed))
    newest = max((one.second for one in shown), default=0)
    first = archive.first
    while (page := transaction.page(row.pk, first)) is not None and not is_kept(
        page, archived, newest, kept.archive_limit, kept.max_age
    ):
        first += 1
    if first != archive.first:
        transaction.mark_pages(row.pk, NOT_MADE, archive.first - 1, first - 1)
    if sealed or first != archive.first:
        transaction.change_archive(row.pk, first=first, last=archive.last)
    older = archive.last if first <= archive.last else None
    return Parted([one.entry for one in shown], older, archived + len(shown))


def _follow(
    transaction: Transaction,
    config: Config,
    row: FeedRow,
    archive: Archive,
    kept: Kept,
    *,
    afresh: bool,
) -> Archive:
    """Have archive documents made again where they cannot stay as they are: since the feed is at
    another address, has other formats, or keeps more or less than before."""
    names = [*config.feeds.formats, *(["gzip"] if config.feeds.gzip else [])]
    address = json.dumps([config.site.url, row.slug, *names], ensure_ascii=False)
    bounds = json.dumps([kept.archive_limit, kept.max_age])
    before = json.loads(archive.address or "[]")
    if afresh or before[:2] != [config.site.url, row.slug]:
        transaction.mark_pages(row.pk, NOT_MADE, 1, archive.last)
    elif archive.address != address:
        transaction.mark_pages(row.pk, TO_COMPLETE, 1, archive.last)
    if archive.bounds != bounds and archive.first > 1:
        # What was dropped may be kept now. What is not will be dropped again.
        transaction.mark_pages(row.pk, NOT_MADE, 1, archive.first - 1)
        archive = replace(archive, first=1)
    if (archive.address, archive.bounds) != (address, bounds):
        transaction.change_archive(row.pk, address=address, bounds=bounds, first=archive.first)
    return archive


Files = Callable[[Transaction, Document, Sequence[int]], dict[str, bytes]]
"""The files of one of a feed's documents that has these entries; see `render` in
`feeds.aggregator.publication`."""


def make_archive(store: Store, output: Path, row: FeedRow, document: Document, files: Files) -> int:
    """Write a feed's archive documents that are not written yet, one after the other, and take
    those away that are not kept; returns how many files were written. `document` is the feed's
    own.

    Of those that are dropped the newest stays, without entries: the one after it, which never
    changes, leads there, and a reader that follows comes to an end and not to an error.
    Raises OutputError and StoreError; the next call goes on.
    """
    with store.read() as transaction:
        archive = transaction.archive(row.pk)
        pages = transaction.pages_to_make(row.pk)
    if archive is None:
        return 0
    written = 0
    for number, made in pages:
        slug = f"{row.slug}/{archive_folder(number)}".rstrip("/")
        if number < archive.first - 1:
            remove_feed(output, slug, FEED_FILES)
        else:
            dropped = number < archive.first
            older = number - 1 if number > 1 and not dropped else None
            with store.read() as transaction:
                pks = [] if dropped else transaction.in_page(row.pk, number)
                page = structs.replace(
                    document, archive=number, older=older, size=len(pks), every=None
                )
                made_of = files(transaction, page, pks)
            unwanted = [name for name in FEED_FILES if name not in made_of]
            if made == TO_COMPLETE:
                made_of = {
                    name: data
                    for name, data in made_of.items()
                    if not (output / slug / name).exists()
                }
            written += len(write_files(output / slug, made_of, unwanted))
        with store.begin() as transaction:
            transaction.mark_pages(row.pk, MADE, number, number)
    return written
