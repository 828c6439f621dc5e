"""What is remembered of feeds' archives: which document an entry is in, and which are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update

from feeds.model import Item
from feeds.store.copies import is_hidden
from feeds.store.published import archive_pages, archived, archives, unarchived
from feeds.store.rows import FeedRow, chunks, date_of, second_of, standing_of
from feeds.store.schema import copies, entries, headings, placed
from feeds.store.unarchived import UnarchivedMemory

NOT_MADE, MADE, TO_COMPLETE = 0, 1, 2
"""Of an archive document: its files are to be written, are there, or are there but for those in
formats that were added since."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A feed's archive documents: numbered from 1, the oldest, to `last`; kept from `first` on.

    `address` tells where they are and in which formats, `bounds` how much is kept.
    """

    feed: int
    first: int
    last: int
    address: str
    bounds: str


class Waiting(NamedTuple):
    """An entry that is not archived: `second` is its date in Unix seconds, `shown` whether the
    feed's documents had it when they were last published."""

    entry: int
    second: int
    shown: bool


class Page(NamedTuple):
    """An archive document: how many entries are in it, how many in all before it, and the date of
    its newest in Unix seconds."""

    number: int
    older: int
    size: int
    newest: int


class ArchiveMemory(UnarchivedMemory):
    """The part of a transaction that archives need."""

    def archive(self, feed: int) -> Archive | None:
        """The archive that a feed keeps."""
        row = self.connection.execute(select(archives).where(archives.c.feed == feed)).first()
        return None if row is None else Archive(**row._mapping)

    def archiving(self) -> set[int]:
        """The feeds that keep archives."""
        return set(self.connection.scalars(select(archives.c.feed)))

    def begin_archive(self, feed: FeedRow) -> Archive:
        """Have a feed keep an archive; all that it holds is yet to be archived."""
        begun = Archive(feed.pk, 1, 0, "", "")
        self.connection.execute(
            insert(archives).values(feed=feed.pk, first=1, last=0, address="", bounds="")
        )
        self.begin_unarchived(feed.pk, feed.kind, feed.rule)
        return begun

    def change_archive(self, feed: int, **values: object) -> None:
        """Set columns of a feed's archive."""
        self.connection.execute(update(archives).where(archives.c.feed == feed).values(**values))

    def end_archive(self, feed: int) -> None:
        """Forget a feed's archive."""
        for table in (unarchived, archived, archive_pages, archives):
            self.connection.execute(delete(table).where(table.c.feed == feed))

    # What is not archived.

    def waiting(self, feed: FeedRow, *, merged: bool) -> list[Waiting]:
        """The entries of a feed that are not archived, newest first; equal ones by their ids. With
        `merged`, of the copies of an article only the one that is shown for all."""
        members = None if feed.kind in ("all", "source") else feed.pk
        query = select(unarchived.c.entry, unarchived.c.rank, unarchived.c.shown)
        query = query.join(entries, entries.c.pk == unarchived.c.entry)
        query = query.where(unarchived.c.feed == feed.pk)
        if merged:
            query = query.where(unarchived.c.covered.is_(False))
            query = query.where(~is_hidden(unarchived.c.entry, members))
        query = query.order_by(unarchived.c.rank.desc(), entries.c.id)
        return [
            Waiting(row.entry, second_of(row.rank), row.shown)
            for row in self.connection.execute(query)
        ]

    def show(self, feed: int, pks: Sequence[int]) -> None:
        """A feed's documents have these entries now, of those that are not archived."""
        self.many(
            "UPDATE unarchived SET shown = ? WHERE feed = ? AND entry = ?",
            [(True, feed, entry) for entry in pks],
        )

    # Archive documents.

    def add_pages(self, feed: int, pages: Sequence[tuple[Page, Sequence[int]]]) -> None:
        """Archive entries: of each new document what is known of it, and its entries."""
        self.many(
            "INSERT INTO archive_pages (feed, page, older, size, newest, made) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [(feed, *page, NOT_MADE) for page, _ in pages],
        )
        sealed = [(feed, entry, page.number) for page, pks in pages for entry in pks]
        self.many("INSERT INTO archived (feed, entry, page) VALUES (?, ?, ?)", sealed)
        self.many(
            "DELETE FROM unarchived WHERE feed = ? AND entry = ?",
            [(feed, entry) for feed, entry, _ in sealed],
        )

    def page(self, feed: int, number: int) -> Page | None:
        """One of a feed's archive documents."""
        columns = archive_pages.c
        query = select(columns.page, columns.older, columns.size, columns.newest)
        query = query.where(columns.feed == feed, columns.page == number)
        row = self.connection.execute(query).first()
        return None if row is None else Page(*row)

    def in_page(self, feed: int, number: int) -> list[int]:
        """The entries in an archive document, newest first; equal ones by their ids."""
        query = select(archived.c.entry).join(entries, entries.c.pk == archived.c.entry)
        query = query.where(archived.c.feed == feed, archived.c.page == number)
        return list(self.connection.scalars(query.order_by(entries.c.rank.desc(), entries.c.id)))

    def archived_in(self, feed: int, entry: int, *, merged: bool) -> tuple[int, int] | None:
        """In which of a feed's archive documents an entry is; with `merged`, else a copy of it.
        Returns the number of that document, and that of the entry in it."""
        among = [entry]
        if merged:
            one, other = copies.alias("one"), copies.alias("other")
            query = select(other.c.entry).join(one, one.c.article == other.c.article)
            query = query.where(one.c.entry == entry, other.c.entry != entry)
            among += self.connection.scalars(query.order_by(other.c.place))
        query = select(archived.c.entry, archived.c.page).where(archived.c.feed == feed)
        rows = self.connection.execute(query.where(archived.c.entry.in_(among)))
        found = {row.entry: row.page for row in rows}
        return next(((found[pk], pk) for pk in among if pk in found), None)

    def pages_to_make(self, feed: int) -> list[tuple[int, int]]:
        """The numbers of the archive documents that are not made, oldest first, and whether they
        are `NOT_MADE` or `TO_COMPLETE`."""
        columns = archive_pages.c
        query = select(columns.page, columns.made).where(columns.feed == feed)
        query = query.where(columns.made.in_((NOT_MADE, TO_COMPLETE)))
        # Not sorted by the database, which would go through all pages in their order.
        return sorted((row.page, row.made) for row in self.connection.execute(query))

    def mark_pages(self, feed: int, made: int, first: int, last: int) -> None:
        """Note how far the archive documents from `first` to `last` are made. Those that are not
        made at all are not `TO_COMPLETE`."""
        columns = archive_pages.c
        statement = update(archive_pages).where(columns.feed == feed)
        statement = statement.where(columns.page.between(first, last))
        if made == TO_COMPLETE:
            statement = statement.where(columns.made == MADE)
        self.connection.execute(statement.values(made=made))

    # Entries.

    def items(self, pks: Sequence[int]) -> list[Item]:
        """These entries as feeds have them, in this order; each is in the section that it was
        given."""
        found = {}
        for some in chunks(pks):
            columns = entries.c.pk, entries.c.id, entries.c.data, entries.c.rank
            query = select(*columns, headings.c.section)
            query = query.outerjoin(placed, placed.c.entry == entries.c.pk)
            query = query.outerjoin(headings, headings.c.pk == placed.c.heading)
            for row in self.connection.execute(query.where(entries.c.pk.in_(some))):
                found[row.pk] = Item(standing_of(row), date_of(row.rank))
        return [found[pk] for pk in pks]
