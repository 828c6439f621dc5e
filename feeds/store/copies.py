"""Which entries are copies of one article, and by what others like them are found.

A feed shows one entry of an article: of its copies that are in the feed, the one whose place is
first. That is asked when a feed is published, and not kept with who is in it, so that no change of
either can leave the other behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    delete,
    exists,
    insert,
    select,
)

from feeds.model import Entry
from feeds.store.rows import CHUNK, chunks, entry_of, numbers_in, packed_numbers, rank_at, second_of
from feeds.store.schema import bands, copies, entries, likened, memberships, uncompared
from feeds.store.unarchived import UnarchivedMemory


class Facts(NamedTuple):
    """Where an entry comes from, and when: its date and when it was first seen, in Unix
    seconds."""

    entry: int
    source: str
    key: str
    date: int
    first_seen: int


class CopyMemory(UnarchivedMemory):
    """The part of a transaction that finding duplicates needs."""

    # What is to be compared.

    def compare_later(self, pks: Iterable[int]) -> None:
        """These entries are to be compared with others."""
        statement = "INSERT INTO uncompared (entry) VALUES (?) ON CONFLICT DO NOTHING"
        self.many(statement, [(pk,) for pk in sorted(set(pks))])

    def compare_since(self, second: int) -> None:
        """The same for all that are dated after that second, or came after it."""
        recent = select(entries.c.pk).where(
            (entries.c.rank >= rank_at(second)) | (entries.c.first_seen >= second),
            ~exists().where(uncompared.c.entry == entries.c.pk),
        )
        self.connection.execute(insert(uncompared).from_select(["entry"], recent))

    def uncompared(self) -> list[Facts]:
        """The entries that are to be compared."""
        query = self._facts().join(uncompared, uncompared.c.entry == entries.c.pk)
        return [_facts(row) for row in self.connection.execute(query)]

    def compared(self, pks: Sequence[int]) -> None:
        """These entries are compared."""
        self.many("DELETE FROM uncompared WHERE entry = ?", [(pk,) for pk in pks])

    def facts(self, pks: Sequence[int]) -> dict[int, Facts]:
        """Where these entries come from, and when."""
        found = {}
        for some in chunks(pks):
            query = self._facts().where(entries.c.pk.in_(some))
            found.update({row.pk: _facts(row) for row in self.connection.execute(query)})
        return found

    def _facts(self) -> Select[tuple[int, str, str, int, int]]:
        columns = entries.c
        return select(columns.pk, columns.source, columns.key, columns.rank, columns.first_seen)

    # By what they are found.

    def set_bands(self, found: Mapping[int, tuple[int, Sequence[int]]]) -> None:
        """Have entries found by numbers: of each a second, until what is of that is forgotten, and
        the numbers."""
        self.many(
            "INSERT INTO likened (entry, at, bands) VALUES (?, ?, ?)",
            [(pk, at, packed_numbers(some)) for pk, (at, some) in found.items()],
        )
        self.many(
            "INSERT INTO bands (band, entry) VALUES (?, ?)",
            [(number, pk) for pk, (_, some) in found.items() for number in some],
        )

    def found_by(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The entries that are found by each of these numbers, where there are any."""
        found: dict[int, list[int]] = {}
        for some in chunks(sorted(set(numbers))):
            statement = (
                f"SELECT band, entry FROM bands WHERE band IN ({','.join(map(str, some))}) "
                "ORDER BY band, entry"
            )
            for band, entry in self.connection.exec_driver_sql(statement):
                found.setdefault(band, []).append(entry)
        return found

    def forget_bands(self, pks: Sequence[int]) -> None:
        """Have these entries found no more."""
        for some in chunks(pks):
            self._forget(select(likened).where(likened.c.entry.in_(some)))

    def forget_bands_before(self, second: int) -> None:
        """The same for all that are older."""
        self._forget(select(likened).where(likened.c.at < second))

    def forget_all_bands(self) -> None:
        """The same for all."""
        self.connection.execute(delete(bands))
        self.connection.execute(delete(likened))

    def _forget(self, query: Select[tuple[int, int, bytes]]) -> None:
        rows = self.connection.execute(query).all()
        gone = []
        for row in rows:
            gone += [(number, row.entry) for number in numbers_in(row.bands)]
        self.many("DELETE FROM bands WHERE band = ? AND entry = ?", gone)
        self.many("DELETE FROM likened WHERE entry = ?", [(row.entry,) for row in rows])

    # Groups of copies.

    def articles_of(self, pks: Sequence[int]) -> dict[int, int]:
        """The numbers of the articles that these entries are copies of, where they are."""
        found: dict[int, int] = {}
        for some in chunks(pks):
            query = select(copies.c.entry, copies.c.article).where(copies.c.entry.in_(some))
            found.update({row.entry: row.article for row in self.connection.execute(query)})
        return found

    def copies_of(self, articles: Collection[int]) -> dict[int, list[int]]:
        """The copies of these articles, by their places."""
        found: dict[int, list[int]] = defaultdict(list)
        for some in chunks(sorted(articles)):
            query = select(copies.c.article, copies.c.entry).where(copies.c.article.in_(some))
            for row in self.connection.execute(query.order_by(copies.c.article, copies.c.place)):
                found[row.article].append(row.entry)
        return dict(found)

    def all_articles(self) -> Iterator[list[int]]:
        """The numbers of all articles with copies, a part of them at a time."""
        last = 0
        while True:
            query = select(copies.c.article).where(copies.c.article > last).distinct()
            some = list(self.connection.scalars(query.order_by(copies.c.article).limit(CHUNK)))
            if not some:
                return
            yield some
            last = some[-1]

    def set_copies(self, article: int, pks: Sequence[int]) -> None:
        """These are the copies of an article, and of no other, in this order."""
        self._part([article])
        self.uncover(pks)
        self.many("DELETE FROM copies WHERE entry = ?", [(pk,) for pk in pks])
        self.many(
            "INSERT INTO copies (entry, article, place) VALUES (?, ?, ?)",
            [(pk, article, place) for place, pk in enumerate(pks)],
        )

    def drop_articles(self, articles: Collection[int]) -> None:
        """The copies of these articles are by themselves again."""
        self._part(articles)

    def _part(self, articles: Collection[int]) -> None:
        if self.archiving():
            for group in self.copies_of(articles).values():
                self.uncover(group)
        self.many("DELETE FROM copies WHERE article = ?", [(article,) for article in articles])

    def also(self, pks: Sequence[int]) -> dict[int, list[Entry]]:
        """The other copies of these entries, of those that have any."""
        found: dict[int, list[Entry]] = {}
        one, other = copies.alias("one"), copies.alias("other")
        for some in chunks(pks):
            query = (
                select(one.c.entry.label("shown"), entries.c.id, entries.c.data)
                .join(other, (other.c.article == one.c.article) & (other.c.entry != one.c.entry))
                .join(entries, entries.c.pk == other.c.entry)
                .where(one.c.entry.in_(some))
                .order_by(other.c.place)
            )
            for row in self.connection.execute(query):
                found.setdefault(row.shown, []).append(entry_of(row.id, row.data))
        return found


def is_hidden(
    entry: ColumnElement[int], feed: int | BindParameter[int] | None
) -> ColumnElement[bool]:
    """Whether another copy of the article is shown in place of `entry`: in the feed with this
    number, or, for None, where all entries are."""
    one, other, there = copies.alias("one"), copies.alias("other"), memberships.alias("there")
    query = exists().where(one.c.entry == entry)
    if feed is None:
        return query.where(one.c.place > 0)
    return query.where(
        other.c.article == one.c.article,
        other.c.place < one.c.place,
        there.c.feed == feed,
        there.c.entry == other.c.entry,
    )


def _facts(row: Row[tuple[int, str, str, int, int]]) -> Facts:
    return Facts(row.pk, row.source, row.key, second_of(row.rank), row.first_seen)
