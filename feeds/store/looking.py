"""What a person asks of single entries: which one it is, when it was seen, where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, LargeBinary, bindparam, func, or_, select

from feeds.model import Entry
from feeds.store.copies import is_hidden
from feeds.store.rows import FeedRow, SeenEntry, StoredText, chunks, entry_of
from feeds.store.schema import copies, entries, memberships, texts

_OF_ALL = ("all", "source")  # kinds of feeds without members of their own


class Looking:
    """The part of a transaction that answers what a person asks."""

    connection: Connection

    def with_id(self, id: str) -> list[int]:
        """The entry with this published id."""
        return list(self.connection.scalars(select(entries.c.pk).where(entries.c.id == id)))

    def with_link(self, link: str) -> list[int]:
        """The entries at this address, of whatever source, by its digest, in order."""
        found: list[int] = []
        ids = self.connection.scalars(select(entries.c.source).distinct()).all()
        for some in chunks(ids):  # by source, as the index has them
            query = select(entries.c.pk).where(entries.c.source.in_(some), entries.c.link == link)
            found += self.connection.scalars(query)
        return sorted(found)

    def mentioning(self, text: str, limit: int) -> list[tuple[int, Entry]]:
        """Entries that say `text` anywhere, newest first; all may have to be looked at."""
        sqlite = self.connection.dialect.name == "sqlite"
        value = bindparam("said", text.encode(), LargeBinary)
        place = (
            func.instr(entries.c.data, value)
            if sqlite
            else func.position(value.op("IN")(entries.c.data))
        )
        query = select(entries.c.pk, entries.c.id, entries.c.data).where(place > 0)
        query = query.order_by(entries.c.rank.desc()).limit(limit)
        return [(row.pk, entry_of(row.id, row.data)) for row in self.connection.execute(query)]

    def seen(self, pks: Sequence[int]) -> list[SeenEntry]:
        """These entries, with when each was first seen and when it last changed."""
        found = []
        for some in chunks(pks):
            query = select(entries).where(entries.c.pk.in_(some)).order_by(entries.c.pk)
            found += [
                SeenEntry(
                    row.pk, row.rank, row.first_seen, row.changed_at, entry_of(row.id, row.data)
                )
                for row in self.connection.execute(query)
            ]
        return found

    def before(self, feed: FeedRow, rank: int, id: str, *, merged: bool = False) -> int:
        """How many entries of a feed are listed before one with that rank and id; with `merged`,
        how many articles."""
        ahead = or_(entries.c.rank > rank, (entries.c.rank == rank) & (entries.c.id < id))
        query = select(func.count()).select_from(entries).where(ahead)
        number = None if feed.kind in _OF_ALL else feed.pk
        if feed.kind == "source":
            query = query.where(entries.c.source == feed.rule)
        elif number is not None:
            query = query.join(memberships, memberships.c.entry == entries.c.pk)
            query = query.where(memberships.c.feed == number)
        if merged:
            query = query.where(~is_hidden(entries.c.pk, number))
        return self.connection.scalar(query) or 0

    def shown_for(self, pk: int, feed: FeedRow) -> Entry | None:
        """The copy that a feed which merges them shows in place of an entry; None where it shows
        the entry itself."""
        one, other = copies.alias("one"), copies.alias("other")
        query = (
            select(entries.c.id, entries.c.data)
            .join(other, other.c.entry == entries.c.pk)
            .join(one, one.c.article == other.c.article)
            .where(one.c.entry == pk, other.c.place < one.c.place)
            .order_by(other.c.place)
        )
        if feed.kind not in _OF_ALL:
            query = query.join(memberships, memberships.c.entry == entries.c.pk)
            query = query.where(memberships.c.feed == feed.pk)
        row = self.connection.execute(query.limit(1)).first()
        return None if row is None else entry_of(row.id, row.data)

    def texts_of(self, pks: Sequence[int]) -> dict[int, StoredText]:
        """The texts of these entries."""
        found = {}
        for some in chunks(pks):
            query = select(texts.c.entry, texts.c.rank, texts.c.subject)
            for row in self.connection.execute(query.where(texts.c.entry.in_(some))):
                found[row.entry] = StoredText(row.entry, row.rank, bytes(row.subject))
        return found
