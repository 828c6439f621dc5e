"""Copies of a store: taken while it is used, and put back.

A copy is a store on SQLite, of whichever database it was taken. So one that PostgreSQL had can be
put back into SQLite, and the other way round. The index of words is of each database's own kind:
where rows are copied it stays behind, and the next pass makes it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Integer, delete, func, insert, select, text, update

from feeds.errors import StoreError
from feeds.store.base import metadata
from feeds.store.database import Store
from feeds.store.rows import CHUNK
from feeds.store.schema import texts
from feeds.store.transaction import Transaction

_MAGIC = b"SQLite format 3\0"


def back_up(store: Store, path: Path) -> None:
    """Write a copy of the store as it is at this moment, in place of what is at `path`.

    Passes may be at work meanwhile. Raises StoreError, and leaves the old file as it was.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        if store.file is not None:
            with closing(sqlite3.connect(store.file)) as connection:
                connection.execute("VACUUM INTO ?", (str(part),))
        else:
            copy = Store.open(f"sqlite:///{part.resolve()}")
            try:
                with store.read() as old, copy.begin() as new:
                    _copy(old.connection, new.connection)
            finally:
                copy.close()
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or error
        raise StoreError(f"{path}: cannot be written: {said}") from error
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)


def put_back(store: Store, path: Path, then: Callable[[Transaction], None]) -> int:
    """Make the store what the copy at `path` is, whole or not at all; returns how many entries it
    has. `then` is done in the same transaction.

    Raises StoreError for what is no copy, a damaged one or one of a newer version, and BusyError
    while a pass is at work.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = _opened(path, Path(folder, "copy.db"))
        try:
            with store.exclusive(), copy.read() as old, store.begin() as new:
                _empty(new.connection)
                _copy(old.connection, new.connection)
                then(new)
                return sum(new.counts().values())
        finally:
            copy.close()


def _opened(path: Path, there: Path) -> Store:
    """A copy of the copy, brought forward to this version."""
    try:
        with path.open("rb") as file:
            is_one = file.read(len(_MAGIC)) == _MAGIC
        if is_one:
            shutil.copyfile(path, there)
            with closing(sqlite3.connect(there)) as connection:
                (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                raise StoreError(f"{path}: is damaged: {found}")
            return Store.open(f"sqlite:///{there}", create=False)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
    except sqlite3.Error as error:
        raise StoreError(f"{path}: is damaged: {error}") from error
    raise StoreError(f"{path}: is no copy of a store: feeds backup makes one")


def _empty(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO words (words) VALUES ('delete-all')"))
    else:
        connection.execute(text("DELETE FROM words"))
    for table in reversed(metadata.sorted_tables):
        connection.execute(delete(table))


def _copy(old: Connection, new: Connection) -> None:
    """All rows into tables that are empty."""
    for table in metadata.sorted_tables:
        new.execute(delete(table))  # what a fresh store notes of itself
        rows = old.execution_options(yield_per=CHUNK).execute(select(table))
        for some in rows.mappings().partitions(CHUNK):
            new.execute(insert(table), [dict(row) for row in some])
        number = next(iter(table.primary_key.columns))
        if new.dialect.name == "postgresql" and number.autoincrement is True:
            assert isinstance(number.type, Integer)
            sequence = func.pg_get_serial_sequence(table.name, number.name)
            last = select(func.max(number)).scalar_subquery()
            new.execute(select(func.setval(sequence, func.coalesce(last, 1))))
    new.execute(update(texts).values(indexed=False))
