"""What a feed shows: its newest entries, how many it has, and of which weeks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from feeds.store.copies import is_hidden
from feeds.store.prepared import Prepared
from feeds.store.rows import FeedRow, chunks, first_rank_of_week, week_of, week_of_rank
from feeds.store.schema import copies, entries, feeds, memberships

MEMBERED = frozenset(("section", "keyword", "combined"))
"""Kinds of feeds that know their entries one by one."""

Shape = Literal["members", "source", "all"]
"""How the entries of a feed are found."""


Ranked = tuple[int, int]
"""An entry in a feed, and what it is sorted by."""


class Settled(NamedTuple):
    """A feed as it was published: how many entries it has, the date of its newest in Unix
    seconds, and what `Showing.weeks` told, as JSON."""

    feed: int
    size: int
    newest: int
    weeks: str


class Showing:
    """The part of a transaction that publishing needs of each feed."""

    connection: Connection

    def newest(self, feed: FeedRow, limit: int, *, merged: bool = False) -> list[Ranked]:
        """A feed's newest entries, newest first; equal ones by their ids. With `merged`, of the
        copies of an article only the one that is shown for all."""
        shape, of = _shape(feed), _of(feed)
        if shape == "members" and not merged:
            rows = _first.rows(self.connection, **of, limit=limit + 1)
            if len({row[1] for row in rows}) == len(rows):  # no two are equal
                return list(rows[:limit])
        rows = _newest(shape, merged).rows(self.connection, **of, limit=limit)
        return list(rows)

    def size(self, feed: FeedRow, *, merged: bool = False) -> int:
        """How many entries are in a feed; with `merged`, how many articles."""
        shape = _shape(feed)
        ((number,),) = _size(shape).rows(self.connection, **_of(feed))
        if merged:
            of = _of(feed) if shape == "members" else {}
            ((hidden,),) = _hidden(shape).rows(self.connection, **of)
            number -= hidden
        return int(number)

    def weeks(
        self, feed: FeedRow, newest: datetime, number: int, *, merged: bool = False
    ) -> dict[int, int]:
        """How many of a feed's entries are in each of the `number` weeks that end with that of
        `newest`; see `week_of`. Weeks without any are left out. With `merged`, of the copies of
        an article only the one that is shown for all counts."""
        last = week_of(newest)
        rows = _weeks(_shape(feed), merged).rows(
            self.connection,
            **_of(feed),
            least=first_rank_of_week(last - number + 1),
            end=first_rank_of_week(last + 1),
        )
        return {int(week): number for week, number in rows}

    def index(self) -> str:
        """A digest of all that an index of all feeds says of them."""
        digest = blake2b(digest_size=16)
        for row in _indexed.rows(self.connection):
            digest.update(repr(tuple(row)).encode())
        return digest.hexdigest()

    def settle_feeds(self, settled: Iterable[Settled]) -> None:
        """These feeds are published."""
        statement = feeds.update().where(feeds.c.pk == bindparam("feed"))
        statement = statement.values(
            changed=False,
            size=bindparam("size"),
            newest=bindparam("newest"),
            weeks=bindparam("weeks"),
        )
        rows = [one._asdict() for one in settled]
        for some in chunks(rows):
            self.connection.execute(statement, some)


def _shape(feed: FeedRow) -> Shape:
    if feed.kind in MEMBERED:
        return "members"
    return "source" if feed.kind == "source" else "all"


def _of(feed: FeedRow) -> Mapping[str, object]:
    """What the questions of a feed have to be told of it."""
    shape = _shape(feed)
    if shape == "members":
        return {"feed": feed.pk}
    return {"source": feed.rule} if shape == "source" else {}


_indexed = Prepared(
    select(
        *(feeds.c.key, feeds.c.kind, feeds.c.title, feeds.c.path, feeds.c.slug),
        *(feeds.c.size, feeds.c.newest, feeds.c.weeks),
    ).order_by(feeds.c.kind, feeds.c.key)
)
# Answered by an index alone, without a look at the entries.
_first = Prepared(
    select(memberships.c.entry, memberships.c.rank)
    .where(memberships.c.feed == bindparam("feed"))
    .order_by(memberships.c.rank.desc())
    .limit(bindparam("limit"))
)


@cache
def _newest(shape: Shape, merged: bool) -> Prepared:
    rank = memberships.c.rank if shape == "members" else entries.c.rank
    query = _among(select(entries.c.pk, rank), shape)
    if merged:
        query = query.where(~_is_hidden(shape, entries.c.pk))
    return Prepared(query.order_by(rank.desc(), entries.c.id).limit(bindparam("limit")))


@cache
def _size(shape: Shape) -> Prepared:
    if shape == "members":
        return Prepared(select(func.count()).where(memberships.c.feed == bindparam("feed")))
    return Prepared(_among(select(func.count(entries.c.pk)), shape))


@cache
def _hidden(shape: Shape) -> Prepared:
    """How many entries are in a feed that a copy is shown for."""
    query = select(func.count()).select_from(copies)
    if shape != "members":
        return Prepared(query.where(copies.c.place > 0))
    query = query.join(memberships, memberships.c.entry == copies.c.entry)
    query = query.where(memberships.c.feed == bindparam("feed"))
    return Prepared(query.where(_is_hidden(shape, copies.c.entry)))


@cache
def _weeks(shape: Shape, merged: bool) -> Prepared:
    rank, entry = entries.c.rank, entries.c.pk
    if shape == "members":
        rank, entry = memberships.c.rank, memberships.c.entry
    week = week_of_rank(rank).label("week")
    query = select(week, func.count()).group_by(week)
    if shape == "members":
        query = query.where(memberships.c.feed == bindparam("feed"))
    else:
        query = _among(query, shape)
    if merged:
        query = query.where(~_is_hidden(shape, entry))
    # By the rank itself, for which there is an index.
    query = query.where(rank >= bindparam("least"))
    return Prepared(query.where(rank < bindparam("end")))


def _among(query: Select[Any], shape: Shape) -> Select[Any]:
    if shape == "source":
        return query.where(entries.c.source == bindparam("source"))
    if shape == "members":
        query = query.join(memberships, memberships.c.entry == entries.c.pk)
        return query.where(memberships.c.feed == bindparam("feed"))
    return query


def _is_hidden(shape: Shape, entry: ColumnElement[int]) -> ColumnElement[bool]:
    return is_hidden(entry, bindparam("feed") if shape == "members" else None)
