"""Entries that are kept no more. Of each its key, its address and its id stay, so that it is not
taken for new when its source gives it again, nor its id given to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, exists, func, insert, select, update

from feeds.store.archives import ArchiveMemory
from feeds.store.base import metadata
from feeds.store.buried import tombstones
from feeds.store.copies import CopyMemory
from feeds.store.published import archived, archives, unarchived
from feeds.store.rows import chunks, rank_at
from feeds.store.schema import copies, entries, headings, memberships, placed, texts


class PruneMemory(ArchiveMemory, CopyMemory):
    """The part of a transaction that forgets entries."""

    def prunable(self, second: int, newest: int, limit: int) -> list[int]:
        """Some entries, the oldest first, that are dated and came before that second, and that
        nobody can see any more: they are not among the `newest` of their source, nor of any feed
        that they are in, nor archived or about to be."""
        first = select(entries.c.first_seen).order_by(entries.c.pk).limit(1)
        if (self.connection.scalar(first) or second) >= second:
            return []  # the store is younger: this is all that most ever ask
        kept = select(archived.c.entry).join(archives, archives.c.feed == archived.c.feed)
        kept = kept.where(archived.c.entry == entries.c.pk, archived.c.page >= archives.c.first - 1)
        query = select(entries.c.pk, entries.c.source, entries.c.rank).where(
            entries.c.rank < rank_at(second),
            entries.c.first_seen < second,
            entries.c.id.is_not(None),
            ~kept.exists(),
            ~exists().where(unarchived.c.entry == entries.c.pk),
        )
        rows = self.connection.execute(query.order_by(entries.c.rank)).all()
        of_source: dict[str, int | None] = {}
        of_feed: dict[int, int | None] = {}
        found: list[int] = []
        for some in chunks(rows):
            shown = self._shown([row.pk for row in some], of_feed, newest)
            for row in some:
                if row.source not in of_source:
                    of_source[row.source] = self._last(_ranks_of(row.source), newest)
                last = of_source[row.source]
                if last is not None and row.rank < last and row.pk not in shown:
                    found.append(row.pk)
            if len(found) >= limit:
                break
        return found[:limit]

    def _shown(
        self, pks: Sequence[int], last: dict[int, int | None], newest: int
    ) -> Collection[int]:
        """Those of these entries that are among the newest of a feed."""
        found = set()
        query = select(memberships).where(memberships.c.entry.in_(pks))
        for row in self.connection.execute(query).all():
            if row.feed not in last:
                ranks = select(memberships.c.rank).where(memberships.c.feed == row.feed)
                last[row.feed] = self._last(ranks.order_by(memberships.c.rank.desc()), newest)
            least = last[row.feed]
            if least is None or row.rank >= least:
                found.add(row.entry)
        return found

    def _last(self, ranks: Select[Any], newest: int) -> int | None:
        """The rank of the last of so many newest; None where there are no more than these."""
        found = [row[0] for row in self.connection.execute(ranks.offset(newest - 1).limit(2))]
        return found[0] if len(found) == 2 else None

    def bury(self, pks: Sequence[int], words: Mapping[int, Sequence[str]]) -> None:
        """Forget these entries but for what tells that they were. `words` are those by which the
        index has the ones that it has."""
        self.forget_words(words)
        self.forget_bands(pks)
        for some in chunks(sorted(pks)):
            told = select(entries.c.source, entries.c.key, entries.c.id, entries.c.link)
            told = told.where(entries.c.pk.in_(some))
            columns = ["source", "key", "id", "link"]
            self.connection.execute(insert(tombstones).from_select(columns, told))
            self._leave_headings(some)
            groups = select(copies.c.article).where(copies.c.entry.in_(some))
            articles = list(self.connection.scalars(groups.distinct()))
            for table in metadata.sorted_tables:
                for key in table.foreign_keys:
                    if key.column is entries.c.pk:
                        self.connection.execute(delete(table).where(key.parent.in_(some)))
            self._end_groups(articles)
            self.connection.execute(delete(entries).where(entries.c.pk.in_(some)))

    def _leave_headings(self, pks: Sequence[int]) -> None:
        query = select(placed.c.heading).where(placed.c.entry.in_(pks))
        for heading, number in sorted(Counter(self.connection.scalars(query)).items()):
            less = update(headings).where(headings.c.pk == heading)
            self.connection.execute(less.values(size=headings.c.size - number))

    def _end_groups(self, articles: Sequence[int]) -> None:
        """An entry whose copies are all gone is none."""
        query = select(copies.c.article).where(copies.c.article.in_(articles))
        alone = query.group_by(copies.c.article).having(func.count() == 1)
        for some in chunks(list(self.connection.scalars(alone))):
            self.connection.execute(delete(copies).where(copies.c.article.in_(some)))

    def indexed(self, pks: Sequence[int]) -> list[int]:
        """Those of these entries that the index of words has."""
        found: list[int] = []
        for some in chunks(pks):
            query = select(texts.c.entry).where(texts.c.entry.in_(some), texts.c.indexed)
            found += self.connection.scalars(query)
        return found

    def buried(self, source: str, keys: Sequence[str], links: Sequence[str]) -> set[str]:
        """Those of these keys and addresses of a source that are of entries kept no more."""
        found: set[str] = set()
        columns = tombstones.c
        for column, values in ((columns.key, keys), (columns.link, links)):
            for some in chunks(values):
                query = select(column).where(columns.source == source, column.in_(some))
                found.update(self.connection.scalars(query))
        return found


def _ranks_of(source: str) -> Select[Any]:
    query = select(entries.c.rank).where(entries.c.source == source)
    return query.order_by(entries.c.rank.desc())
