"""What queries look at, kept beside the entries: their texts, and an index of the words in them.

A text is bytes here: who made it can read it. Statements for many small rows go by the driver,
where SQLAlchemy's own work would be most of the cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, select, update

from feeds.model import Entry
from feeds.store.rows import (
    CHUNK,
    NewText,
    StoredText,
    chunks,
    entry_of,
    numbers_in,
    packed_numbers,
    rank_at,
)
from feeds.store.schema import backlog, entries, kept, texts
from feeds.store.words import Formula, cut, fts5, tsquery

_MOST = 900_000  # bytes of words of one text; PostgreSQL takes a little more


class TextMemory:
    """The part of a transaction that deciding who is in which feed needs."""

    connection: Connection

    @property
    def on_sqlite(self) -> bool:
        """Whether this is SQLite, and not PostgreSQL."""
        return self.connection.dialect.name == "sqlite"

    def many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Do a statement for each row; its only question marks stand for values."""
        if rows:
            spelled = statement if self.on_sqlite else statement.replace("?", "%s")
            self.connection.exec_driver_sql(spelled, list(rows))

    # Texts.

    def keep_texts(self, new: Sequence[NewText], old: Mapping[int, Sequence[str] | None]) -> None:
        """Keep these texts. `old` are those of which there is one already: with the words by which
        the index has that, None for one that it does not have yet."""
        fresh = [
            (text.entry, text.rank, text.subject, packed_numbers(text.numbers))
            for text in new
            if text.entry not in old
        ]
        # In the order of their numbers: two who change the same rows wait for each other.
        again = sorted(
            (text.entry, text.subject, packed_numbers(text.numbers))
            for text in new
            if text.entry in old
        )
        self.many("INSERT INTO texts (entry, rank, subject, numbers) VALUES (?, ?, ?, ?)", fresh)
        self.many(
            f"UPDATE texts SET subject = ?, numbers = ?, indexed = {self._false} WHERE entry = ?",
            [(subject, numbers, entry) for entry, subject, numbers in again],
        )
        words = {entry: old[entry] for entry, _, _ in again}
        indexed = [(entry, some) for entry, some in words.items() if some is not None]
        self.forget_words(dict(indexed))

    def forget_words(self, words: Mapping[int, Sequence[str]]) -> None:
        """Have entries found no more by the words by which the index has them."""
        if self.on_sqlite:
            self.many(
                "INSERT INTO words (words, rowid, found) VALUES ('delete', ?, ?)",
                [(entry, _line(some)) for entry, some in words.items()],
            )
        else:
            self.many("DELETE FROM words WHERE entry = ?", [(entry,) for entry in words])

    @property
    def _false(self) -> str:
        return "0" if self.on_sqlite else "FALSE"

    def numbers(self, pks: Sequence[int]) -> dict[int, list[int]]:
        """The numbers by which those of these entries are found that have a text."""
        found = {}
        for some in chunks(pks):
            query = select(texts.c.entry, texts.c.numbers).where(texts.c.entry.in_(some))
            found.update({r.entry: numbers_in(r.numbers) for r in self.connection.execute(query)})
        return found

    # The index of words, into which texts come when they are many: see feeds.aggregator.texts.

    def many_wait(self, number: int) -> bool:
        """Whether more texts than that are not in the index yet."""
        waiting = f"SELECT 1 FROM texts WHERE NOT indexed LIMIT 1 OFFSET {number:d}"
        return self.connection.exec_driver_sql(waiting).first() is not None

    def waiting_texts(self, limit: int) -> list[StoredText]:
        """Some of the texts that are not in the index yet."""
        statement = (
            "SELECT entry, rank, subject, indexed FROM texts WHERE NOT indexed "
            f"ORDER BY entry LIMIT {limit:d}"
        )
        if not self.on_sqlite:
            statement += " FOR UPDATE"
        return list(map(_stored, self.connection.exec_driver_sql(statement)))

    def index_texts(self, words: Mapping[int, Sequence[str]]) -> None:
        """Have entries found by these, the distinct words of their texts."""
        if self.on_sqlite:
            self.many(
                "INSERT INTO words (rowid, found) VALUES (?, ?)",
                [(entry, _line(some)) for entry, some in words.items()],
            )
        else:
            self.many(
                "INSERT INTO words (entry, found) VALUES (?, array_to_tsvector(?))",
                [(entry, _bounded(some)) for entry, some in words.items()],
            )
        for some in chunks(sorted(words)):
            changed = update(texts).where(texts.c.entry.in_(some)).values(indexed=True)
            self.connection.execute(changed)

    def forget_texts(self) -> None:
        """Forget all texts and their words."""
        self.connection.execute(delete(texts))
        if self.on_sqlite:
            self.connection.exec_driver_sql("INSERT INTO words (words) VALUES ('delete-all')")
        else:
            self.connection.exec_driver_sql("DELETE FROM words")

    def texts(self, pks: Sequence[int], *, lock: bool = False) -> list[StoredText]:
        """The texts of these entries, by their numbers; locked, they stay so until the end of the
        transaction."""
        found: list[StoredText] = []
        ordered = sorted(pks)
        for start in range(0, len(ordered), CHUNK):
            marks = ",".join(map(str, ordered[start : start + CHUNK]))
            statement = f"SELECT entry, rank, subject, indexed FROM texts WHERE entry IN ({marks})"
            statement += " ORDER BY entry"
            if lock and not self.on_sqlite:  # where a transaction that writes is alone
                statement += " FOR UPDATE"
            found += map(_stored, self.connection.exec_driver_sql(statement))
        return found

    def texts_after(self, last: int, limit: int, *, lock: bool = False) -> list[StoredText]:
        """The texts of the `limit` entries whose numbers come after `last`."""
        statement = (
            f"SELECT entry, rank, subject, indexed FROM texts WHERE entry > {last:d} "
            f"ORDER BY entry LIMIT {limit:d}"
        )
        if lock and not self.on_sqlite:
            statement += " FOR UPDATE"
        return list(map(_stored, self.connection.exec_driver_sql(statement)))

    def count_entries(self, until: int | None = None) -> int:
        """How many entries there are, or how many up to that number."""
        query = select(func.count(entries.c.rank))
        if until is not None:
            query = query.where(entries.c.pk <= until)
        return self.connection.scalar(query) or 0

    def entries_after(self, last: int, limit: int) -> list[tuple[int, int, Entry, bool]]:
        """Number, rank and entry of the `limit` entries after number `last`, and whether each has
        its text. Nobody changes them until the end of the transaction."""
        if not self.on_sqlite:
            self.connection.exec_driver_sql(
                f"SELECT pk FROM entries WHERE pk > {last:d} ORDER BY pk LIMIT {limit:d} "
                "FOR NO KEY UPDATE"
            )
        query = (
            select(entries.c.pk, entries.c.rank, entries.c.id, entries.c.data, texts.c.entry)
            .outerjoin(texts, texts.c.entry == entries.c.pk)
            .where(entries.c.pk > last)
            .order_by(entries.c.pk)
            .limit(limit)
        )
        return [
            (row.pk, row.rank, entry_of(row.id, row.data), row.entry is not None)
            for row in self.connection.execute(query)
        ]

    # Which entries may have to be looked at.

    def candidates(self, formula: Formula) -> list[int] | None:
        """The entries whose words the formula holds of, and perhaps others, such as those whose
        texts are not in the index yet; None: any may."""
        written = fts5(formula) if self.on_sqlite else tsquery(formula)
        if written is None:
            return None
        if self.on_sqlite:
            statement = "SELECT rowid FROM words WHERE words MATCH ?"
        else:
            statement = (
                "SELECT entry FROM words WHERE found @@ CAST(%s AS tsquery) "
                "UNION ALL SELECT entry FROM words WHERE found IS NULL"
            )
        statement += " UNION ALL SELECT entry FROM texts WHERE NOT indexed"
        rows = self.connection.exec_driver_sql(statement, (written,))
        return [row[0] for row in rows]

    def of_source(self, source: str) -> list[int]:
        """The numbers of a source's entries, in order."""
        query = select(entries.c.pk).where(entries.c.source == source).order_by(entries.c.pk)
        return list(self.connection.scalars(query))

    def dated(self, after: int, until: int) -> list[int]:
        """The entries that are sorted by a date after the one and not after the other, both in
        Unix seconds."""
        between = (entries.c.rank >= rank_at(after + 1)) & (entries.c.rank < rank_at(until + 1))
        return list(self.connection.scalars(select(entries.c.pk).where(between)))

    # What is still to be decided.

    def backlog(self) -> dict[str, int]:
        """What is still to be decided again, and up to which entry each of it was."""
        return {row.key: row.reached for row in self.connection.execute(select(backlog))}

    def defer(self, keys: Sequence[str]) -> None:
        """These are to be decided again from the first entry on."""
        self.undefer(keys)
        self.many("INSERT INTO backlog (key, reached) VALUES (?, 0)", [(key,) for key in keys])

    def undefer(self, keys: Sequence[str]) -> None:
        """These are decided, or no more to be."""
        self.many("DELETE FROM backlog WHERE key = ?", [(key,) for key in keys])

    def rename_backlog(self, key: str, new: str) -> None:
        """What is to be decided again is called otherwise now."""
        self.many("UPDATE backlog SET key = ? WHERE key = ?", [(new, key)])

    def reach(self, keys: Sequence[str], entry: int) -> None:
        """These are decided up to that entry."""
        self.many("UPDATE backlog SET reached = ? WHERE key = ?", [(entry, key) for key in keys])

    # What is made of the configuration, and kept so that the next pass has it at hand.

    def kept(self, key: str) -> bytes | None:
        """What was kept last under `key`."""
        data = self.connection.scalar(select(kept.c.data).where(kept.c.key == key))
        return None if data is None else bytes(data)

    def keep(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`."""
        changed = update(kept).where(kept.c.key == key).values(data=data)
        if not self.connection.execute(changed).rowcount:
            self.connection.execute(insert(kept).values(key=key, data=data))


def _stored(row: Sequence[object]) -> StoredText:
    return StoredText._make(row)


def _line(words: Sequence[str]) -> str:
    return " ".join(map(cut, words))


def _bounded(words: Sequence[str]) -> list[str] | None:
    """None for more words than PostgreSQL takes: such a text is always looked at."""
    found = [cut(word) for word in words]
    return found if sum(len(word.encode()) for word in found) < _MOST else None
