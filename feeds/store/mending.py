"""What a crash, a full disk or a failing one can leave in a store, found and mended."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, delete, exists, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from feeds.errors import StoreError
from feeds.store.base import metadata
from feeds.store.buried import tombstones
from feeds.store.database import Store
from feeds.store.schema import (
    TEXTS,
    bands,
    copies,
    entries,
    headings,
    likened,
    placed,
    sources,
    texts,
)
from feeds.store.transaction import Transaction


def mend(store: Store) -> list[str]:
    """Make the store consistent; returns what was wrong, a line each.

    What is only slow to make again is made by the next pass. Raises StoreError for damage that a
    copy alone can heal.
    """
    with store.begin() as transaction:
        connection = transaction.connection
        said = list(_file(connection, store.name)) if transaction.on_sqlite else []
        said += _sources(connection)
        for table in metadata.sorted_tables:
            said += _orphans(connection, table)
        said += _copies(connection)
        said += _bands(connection)
        said += _headings(connection)
        said += _tombstones(connection)
        said += _texts(transaction)
        if transaction.on_sqlite:
            said += _words(transaction)
    return said


def _file(connection: Connection, name: str) -> Iterator[str]:
    """The file's own structure. Indexes can be made anew, rows cannot."""
    if not (wrong := _damage(connection)):
        return
    try:
        connection.exec_driver_sql("REINDEX")
    except SQLAlchemyError:
        pass
    else:
        if not _damage(connection):
            yield f"indexes were damaged ({wrong}), and are made anew"
            return
    raise StoreError(f"{name}: the database is damaged ({wrong}): feeds restore puts a copy back")


def _damage(connection: Connection) -> str | None:
    (found,) = connection.exec_driver_sql("PRAGMA integrity_check(1)").one()
    return None if found == "ok" else str(found)


def _sources(connection: Connection) -> Iterator[str]:
    """Entries are worth more than what is remembered of their source."""
    lost = select(entries.c.source).distinct()
    lost = lost.where(~exists().where(sources.c.id == entries.c.source))
    for source in connection.scalars(lost).all():
        row = {"id": source, "url": "", "due_at": 0, "retry_at": 0, "gone": False, "failures": 0}
        connection.execute(insert(sources).values(**row))
        yield f"the state of source {source} was lost: it is asked anew"


def _orphans(connection: Connection, table: Table) -> Iterator[str]:
    """Rows about what there is not."""
    for key in table.foreign_keys:
        there = exists().where(key.column == key.parent)
        if number := connection.execute(delete(table).where(~there)).rowcount:
            yield f"{number} rows in {table.name} were about {key.column.table.name} that are not"


def _copies(connection: Connection) -> Iterator[str]:
    alone = select(copies.c.article).group_by(copies.c.article).having(func.count() == 1)
    if number := connection.execute(delete(copies).where(copies.c.article.in_(alone))).rowcount:
        yield f"{number} entries were copies of nothing"


def _bands(connection: Connection) -> Iterator[str]:
    there = exists().where(likened.c.entry == bands.c.entry)
    if number := connection.execute(delete(bands).where(~there)).rowcount:
        yield f"{number} numbers led to entries that are not"


def _headings(connection: Connection) -> Iterator[str]:
    size = select(func.count()).where(placed.c.heading == headings.c.pk).scalar_subquery()
    wrong = update(headings).where(headings.c.size != size).values(size=size)
    if number := connection.execute(wrong).rowcount:
        yield f"{number} headings were miscounted"


def _tombstones(connection: Connection) -> Iterator[str]:
    alive = exists().where(
        entries.c.source == tombstones.c.source, entries.c.key == tombstones.c.key
    )
    if number := connection.execute(delete(tombstones).where(alive)).rowcount:
        yield f"{number} entries were noted as kept no more, and are kept"


def _texts(transaction: Transaction) -> Iterator[str]:
    """What queries see of entries."""
    if TEXTS in transaction.backlog():
        return
    there = exists().where(texts.c.entry == entries.c.pk)
    lacking = select(func.count()).select_from(entries).where(~there)
    if number := transaction.connection.scalar(lacking):
        transaction.defer([TEXTS])
        yield f"{number} entries had no text to be found by: the next pass makes them"


def _words(transaction: Transaction) -> Iterator[str]:
    """The index of words, which is made of the texts."""
    connection = transaction.connection
    try:
        connection.exec_driver_sql("INSERT INTO words (words, rank) VALUES ('integrity-check', 0)")
    except SQLAlchemyError:
        connection.exec_driver_sql("INSERT INTO words (words) VALUES ('delete-all')")
        again = update(texts).where(texts.c.indexed).values(indexed=False)
        number = connection.execute(again).rowcount
        yield f"the index of words was damaged: the next pass puts {number} entries into it"
