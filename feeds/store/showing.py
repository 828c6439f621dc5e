"""What a feed shows: its newest entries, how many it has, and of which weeks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from feeds.model import Item
from feeds.store.copies import is_hidden
from feeds.store.rows import (
    FeedRow,
    date_of,
    first_rank_of_week,
    standing_of,
    week_of,
    week_of_rank,
)
from feeds.store.schema import copies, entries, headings, memberships, placed

MEMBERED = frozenset(("section", "keyword", "combined"))
"""Kinds of feeds that know their entries one by one."""


class Showing:
    """The part of a transaction that publishing needs of each feed."""

    connection: Connection

    def newest(self, feed: FeedRow, limit: int, *, merged: bool = False) -> list[Item]:
        """A feed's newest entries, newest first; equal ones by their ids. Each is in the section
        that it was given. With `merged`, of the copies of an article only the one that is shown
        for all."""
        query = select(entries.c.id, entries.c.data, entries.c.rank, headings.c.section)
        query = query.outerjoin(placed, placed.c.entry == entries.c.pk)
        query = query.outerjoin(headings, headings.c.pk == placed.c.heading)
        if merged:
            query = query.where(~self._is_hidden(feed, entries.c.pk))
        if feed.kind in MEMBERED:
            query = query.join(memberships, memberships.c.entry == entries.c.pk)
            query = query.where(memberships.c.feed == feed.pk)
            query = query.order_by(memberships.c.rank.desc(), entries.c.id)
        else:
            query = self._of_kind(query, feed).order_by(entries.c.rank.desc(), entries.c.id)
        rows = self.connection.execute(query.limit(limit))
        return [Item(standing_of(row), date_of(row.rank)) for row in rows]

    def size(self, feed: FeedRow, *, merged: bool = False) -> int:
        """How many entries are in a feed; with `merged`, how many articles."""
        hidden = self._hidden(feed) if merged else 0
        if feed.kind in MEMBERED:
            query = select(func.count()).where(memberships.c.feed == feed.pk)
        else:
            query = self._of_kind(select(func.count(entries.c.pk)), feed)
        return (self.connection.scalar(query) or 0) - hidden

    def _hidden(self, feed: FeedRow) -> int:
        """How many entries are in a feed that a copy is shown for."""
        query = select(func.count()).select_from(copies)
        if feed.kind not in MEMBERED:
            return self.connection.scalar(query.where(copies.c.place > 0)) or 0
        query = query.join(memberships, memberships.c.entry == copies.c.entry)
        query = query.where(memberships.c.feed == feed.pk)
        return self.connection.scalar(query.where(is_hidden(copies.c.entry, feed.pk))) or 0

    def _is_hidden(self, feed: FeedRow, entry: ColumnElement[int]) -> ColumnElement[bool]:
        return is_hidden(entry, feed.pk if feed.kind in MEMBERED else None)

    def weeks(
        self, feed: FeedRow, newest: datetime, number: int, *, merged: bool = False
    ) -> dict[int, int]:
        """How many of a feed's entries are in each of the `number` weeks that end with that of
        `newest`; see `week_of`. Weeks without any are left out. With `merged`, of the copies of
        an article only the one that is shown for all counts."""
        rank, entry = entries.c.rank, entries.c.pk
        if feed.kind in MEMBERED:
            rank, entry = memberships.c.rank, memberships.c.entry
        week = week_of_rank(rank)
        query = select(week.label("week"), func.count().label("number")).group_by(week)
        if feed.kind in MEMBERED:
            query = query.where(memberships.c.feed == feed.pk)
        else:
            query = self._of_kind(query, feed)
        if merged:
            query = query.where(~self._is_hidden(feed, entry))
        last = week_of(newest)
        # By the rank itself, for which there is an index.
        query = query.where(rank >= first_rank_of_week(last - number + 1))
        query = query.where(rank < first_rank_of_week(last + 1))
        return {int(row.week): row.number for row in self.connection.execute(query)}

    def _of_kind(self, query: Select[Any], feed: FeedRow) -> Select[Any]:
        return query.where(entries.c.source == feed.rule) if feed.kind == "source" else query
