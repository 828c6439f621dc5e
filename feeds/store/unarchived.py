"""Which entries of feeds that keep archives are in none yet: kept up wherever an entry joins a
feed or leaves it, so that publishing never has to look at all of a feed's entries."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, insert, literal, select, update

from feeds.store.published import archived, archives, unarchived
from feeds.store.rows import chunks
from feeds.store.schema import copies, entries, feeds, memberships, placed
from feeds.store.texts import TextMemory

_COLUMNS = ["feed", "entry", "rank", "shown", "covered"]


class UnarchivedMemory(TextMemory):
    """The part of a transaction that tells archives who came and who went."""

    def archiving(self) -> set[int]:
        """The feeds that keep archives."""
        return {row[0] for row in self.connection.exec_driver_sql("SELECT feed FROM archives")}

    def begin_unarchived(self, feed: int, kind: str, source: str) -> None:
        """All that is in a feed is to be archived; `source` is whose entries are in a source's."""
        if not self.on_sqlite:  # what others are putting into it just now would be missed
            self.connection.exec_driver_sql("LOCK TABLE entries, memberships IN SHARE MODE")
        columns = literal(feed), entries.c.pk, entries.c.rank, literal(False), literal(False)
        if kind in ("all", "source"):
            query = select(*columns).where(entries.c.id.is_not(None))
            if kind == "source":
                query = query.where(entries.c.source == source)
        else:
            query = select(*columns).join(memberships, memberships.c.entry == entries.c.pk)
            query = query.where(memberships.c.feed == feed)
        self.connection.execute(insert(unarchived).from_select(_COLUMNS, query))

    def await_archive(self, members: Sequence[tuple[int, int, int]]) -> None:
        """Entries joined feeds: of each the feed, the entry and its rank."""
        feeds = self.archiving() if members else ()
        self.many(
            "INSERT INTO unarchived (feed, entry, rank, shown, covered) SELECT ?, ?, ?, ?, ? "
            "WHERE NOT EXISTS (SELECT 1 FROM archived WHERE feed = ? AND entry = ?) "
            "ON CONFLICT (feed, entry) DO NOTHING",
            [
                (feed, entry, rank, False, False, feed, entry)
                for feed, entry, rank in members
                if feed in feeds
            ],
        )

    def await_no_archive(self, members: Sequence[tuple[int, int]]) -> None:
        """Entries left feeds: of each the feed and the entry."""
        feeds = self.archiving() if members else ()
        gone = [member for member in members if member[0] in feeds]
        self.many("DELETE FROM unarchived WHERE feed = ? AND entry = ?", gone)

    def await_under(self, heading: int, joins: Collection[int], leaves: Collection[int]) -> None:
        """All that is under a heading joined some feeds, and left others."""
        if not (kept := self.archiving()):
            return
        under = select(placed.c.entry).where(placed.c.heading == heading)
        for feed in sorted(kept.intersection(leaves)):
            gone = (unarchived.c.feed == feed) & unarchived.c.entry.in_(under)
            self.connection.execute(delete(unarchived).where(gone))
        for feed in sorted(kept.intersection(joins)):
            self.many(
                "INSERT INTO unarchived (feed, entry, rank, shown, covered) "
                "SELECT ?, entries.pk, entries.rank, ?, ? FROM placed "
                "JOIN entries ON entries.pk = placed.entry WHERE placed.heading = ? "
                "AND NOT EXISTS "
                "(SELECT 1 FROM archived WHERE feed = ? AND archived.entry = entries.pk) "
                "ON CONFLICT (feed, entry) DO NOTHING",
                [(feed, False, False, heading, feed)],
            )

    def await_settled(self, pks: Sequence[int]) -> None:
        """These entries are published from now on, in the feeds that have no members of their
        own: those of all entries and of a source's."""
        if not self.archiving():
            return
        for some in chunks(pks):
            query = (
                select(
                    archives.c.feed, entries.c.pk, entries.c.rank, literal(False), literal(False)
                )
                .join(feeds, feeds.c.pk == archives.c.feed)
                .join(
                    entries,
                    (feeds.c.kind == "all")
                    | ((feeds.c.kind == "source") & (feeds.c.rule == entries.c.source)),
                )
                .where(entries.c.pk.in_(some))
            )
            self.connection.execute(insert(unarchived).from_select(_COLUMNS, query))

    # Copies. Of an article one is archived, and covers the others.

    def cover(self, feed: int) -> None:
        """Look past the entries of a feed whose article is archived as a copy of theirs."""
        one, other = copies.alias("one"), copies.alias("other")
        is_covered = (
            select(func.count())
            .select_from(one)
            .join(other, other.c.article == one.c.article)
            .join(archived, archived.c.entry == other.c.entry)
            .where(one.c.entry == unarchived.c.entry, archived.c.feed == feed)
            .correlate(unarchived)
            .scalar_subquery()
        )
        statement = update(unarchived).where(
            unarchived.c.feed == feed, unarchived.c.covered.is_(False), is_covered > 0
        )
        self.connection.execute(statement.values(covered=True))

    def uncover(self, pks: Sequence[int]) -> None:
        """See again for these entries which are covered: they are copies of others than before."""
        for some in chunks(pks if self.archiving() else ()):
            statement = update(unarchived).where(unarchived.c.entry.in_(some))
            self.connection.execute(
                statement.where(unarchived.c.covered.is_(True)).values(covered=False)
            )
