"""What stands in the documents of each feed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from msgspec import structs

from feeds.aggregator import telling
from feeds.aggregator.archiving import Parted, retention
from feeds.aggregator.duplicates import merges
from feeds.aggregator.reasons import reasons_of
from feeds.aggregator.rendering import Rendering
from feeds.aggregator.routing import Rules
from feeds.aggregator.showing import shown
from feeds.config import Config, Site
from feeds.model import Feed, Origin
from feeds.publish import WEEKS, Document, Faulty, assemble, is_private, render_feed, words
from feeds.store import FeedRow, Settled, Transaction, date_of, second_of


class Planned(NamedTuple):
    """A feed to be published: its document, the entries in it, and what is noted of it then."""

    row: FeedRow
    document: Document
    entries: list[int]
    settled: Settled


class Documents:
    """Makes documents by a configuration; `names` are how published entries name the sources that
    they come from, by their ids."""

    def __init__(
        self, config: Config, rules: Rules, names: Mapping[str, Origin], faulty: Faulty
    ) -> None:
        self.config, self.rules, self._faulty = config, rules, faulty
        self.kept = retention(config, rules)
        self.rendering = Rendering(config, names, faulty, rules.now)

    def plan(
        self, transaction: Transaction, rows: Sequence[FeedRow], parted: Mapping[int, Parted]
    ) -> list[Planned]:
        """What is to be in these feeds' documents; `parted` is what the archives of feeds, by
        their numbers, leave to them. What of it is not rendered yet is rendered at once."""
        planned = [self._plan(transaction, row, parted.get(row.pk)) for row in rows]
        for merged in (False, True):
            some = [one.entries for one in planned if merges(self.config, one.row) == merged]
            pks = list(dict.fromkeys(chain.from_iterable(some)))
            self.rendering.fragments(transaction, pks, merged=merged)
        return planned

    def _plan(self, transaction: Transaction, row: FeedRow, parted: Parted | None) -> Planned:
        document = self.head(row)
        if row.kind == "health":
            items = telling.items(transaction)
            newest = int(items[0].date.timestamp()) if items else 0
            document = structs.replace(document, size=len(items))
            return Planned(row, document, [], Settled(row.pk, len(items), newest, "{}"))
        merged, older = merges(self.config, row), None
        if parted:
            ranks = transaction.ranks(parted.shown)
            ranked = [(pk, ranks[pk]) for pk in parted.shown]
            size, older = parted.size, parted.older
        else:
            kept = self.kept(row)
            ranked = shown(transaction, self.config, self.rules, row, kept, merged=merged)
            size = transaction.size(row, merged=merged)
        weeks: dict[int, int] = {}
        if ranked:
            newest_of_all = date_of(max(rank for _, rank in ranked))
            weeks = transaction.weeks(row, newest_of_all, WEEKS, merged=merged)
        first = second_of(ranked[0][1]) if ranked else 0
        settled = Settled(row.pk, size, first, json.dumps(weeks))
        document = structs.replace(document, size=size, older=older)
        return Planned(row, document, [pk for pk, _ in ranked], settled)

    def make(self, transaction: Transaction, planned: Planned) -> dict[str, bytes]:
        """The files of a feed's own documents, by their names.

        Raises ValueError if what the feed itself says cannot be rendered.
        """
        row, document = planned.row, planned.document
        if row.kind == "health":
            return render_feed(document, telling.items(transaction), {}, self._faulty)
        return self.files(transaction, row, document, planned.entries)

    def head(self, row: FeedRow) -> Document:
        """What the feed's documents say of it, but for what depends on its entries."""
        feeds = self.config.feeds
        feed = feed_of(row)
        if row.kind == "health":
            feed = replace(feed, title=words(self.config.site.language)["health"])
        return Document(
            site_of(self.config, feed.slug),
            feed,
            formats=feeds.formats,
            every=self.config.schedule.often,
            gzip=feeds.gzip,
        )

    def files(
        self,
        transaction: Transaction,
        row: FeedRow,
        document: Document,
        pks: Sequence[int],
        *,
        keep: bool = True,
    ) -> dict[str, bytes]:
        """The files of one of the feed's documents that has these entries, by their names. What
        is rendered for it is kept, unless it should not be (`keep`)."""
        merged = merges(self.config, row)
        fragments = self.rendering.fragments(transaction, pks, merged=merged, keep=keep)
        rendered = [pk for pk in pks if pk in fragments]
        why = {}
        if "json" in document.formats:  # the one format that says it
            why = reasons_of(transaction, self.rules, row, rendered)
        reasons = [why.get(pk, ()) for pk in rendered]
        return assemble(document, [fragments[pk] for pk in rendered], reasons)


def feed_of(row: FeedRow) -> Feed:
    """The feed, as documents and pages call it."""
    title = row.title
    if row.kind == "section" and title == row.path[-1]:
        title = " / ".join(row.path)
    return Feed(row.kind, row.slug or "", title, row.path)


def site_of(config: Config, slug: str) -> Site:
    """The site, as the documents in this folder name it: without hubs where who runs one would
    learn of a private feed."""
    return config.site.model_copy(update={"hub": ()}) if is_private(slug) else config.site
