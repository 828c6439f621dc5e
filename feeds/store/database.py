"""The connection: SQLite in WAL mode, or PostgreSQL, behind one class."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from feeds.errors import StoreError
from feeds.store import migrations
from feeds.store.locking import one_at_a_time
from feeds.store.transaction import Transaction

_READING: dict[str, dict[str, Any]] = {
    "sqlite": {"sqlite_reading": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


_PASS = 0x66656564732D70  # "feeds-p"

_PATIENCE = 30.0
"""How long to wait in seconds for others that use a SQLite file."""


class NoStoreError(StoreError):
    """There is no store at that address yet."""


class BusyError(StoreError):
    """Another pass is at work on the store."""


class Store:
    """What is remembered between passes. `shared`: threads may have transactions side by side."""

    def __init__(self, engine: Engine, name: str, *, shared: bool = True) -> None:
        self._engine = engine
        self.name = name
        self.shared = shared
        self._turns = _Turns() if engine.dialect.name == "sqlite" else None

    @classmethod
    def open(cls, url: str, folder: str = ".", *, create: bool = True) -> Store:
        """Open the store at `url`, and make or migrate its tables.

        A relative SQLite file is relative to `folder`; without `create` it must be there.
        Raises StoreError, and NoStoreError where there is none.
        """
        parsed = _parse(url)
        shared = True
        if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
            file = parsed.database or ""
            shared = bool(file) and file != ":memory:"
            if shared:
                parsed = parsed.set(database=str(Path(folder, file)))
                if not create and not Path(folder, file).exists():
                    raise NoStoreError(
                        f"store: {Path(folder, file)} is not there yet: feeds run makes it"
                    )
            engine = create_engine(parsed, connect_args={"timeout": _PATIENCE})
            event.listen(engine, "connect", _sqlite_settings)
            event.listen(engine, "begin", _sqlite_begin)
        elif parsed.drivername in ("postgresql", "postgresql+psycopg"):
            parsed = parsed.set(drivername="postgresql+psycopg")
            try:
                engine = create_engine(parsed, pool_pre_ping=True)
            except ModuleNotFoundError:
                raise StoreError(
                    "store: PostgreSQL needs its driver: pip install 'feeds[postgresql]'"
                ) from None
        else:
            raise StoreError(f"store: {parsed.drivername} is neither sqlite nor postgresql")
        store = cls(engine, _name(parsed), shared=shared)
        try:
            with store.begin() as transaction:
                store._prepare(transaction, create)
        except BaseException:
            engine.dispose()
            raise
        return store

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """For one pass at a time, of whatever process; raises BusyError where another has it.

        It is the system's or the database's to give it back: a process that dies leaves nothing.
        """
        on_sqlite = self._engine.dialect.name == "sqlite"
        with one_at_a_time(self.file) if on_sqlite else self._locked() as mine:
            if not mine:
                raise BusyError(f"another pass is at work on {self.name}")
            yield

    @contextmanager
    def _locked(self) -> Iterator[bool]:
        """An advisory lock, which lasts as long as this connection."""
        with self._said(), self._engine.connect() as connection:
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            mine = bool(connection.scalar(select(func.pg_try_advisory_lock(_PASS))))
            try:
                yield mine
            finally:
                if mine:
                    connection.execute(select(func.pg_advisory_unlock(_PASS)))

    @property
    def file(self) -> str | None:
        """The SQLite file; None where there is none."""
        url = self._engine.url
        return url.database if self.shared and url.get_backend_name() == "sqlite" else None

    def _prepare(self, transaction: Transaction, create: bool) -> None:
        if not create and not migrations.is_made(transaction.connection):
            raise NoStoreError(f"{self.name}: there is nothing in it yet: feeds run makes it")
        try:
            migrations.prepare(transaction.connection)
        except StoreError as error:
            raise StoreError(f"{self.name}: {error}") from None

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A transaction: all of it is kept, or none. Raises StoreError for what the database
        refuses."""
        turn = self._turns.one() if self._turns else nullcontext()
        with self._said(), turn, self._engine.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that only reads: it sees one state of the store, and no one waits for it.
        Raises StoreError."""
        with self._said(), self._engine.connect() as connection:
            reading = connection.execution_options(**_READING[connection.dialect.name])
            with reading.begin():
                yield Transaction(reading)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """What the database refuses, as StoreError."""
        try:
            yield
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            raise StoreError(f"{self.name}: {said}") from error

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


class _Turns:
    """SQLite lets one write at a time, and whoever waits looks only now and then whether it may:
    a thread that writes without a pause would starve the others. So they take turns."""

    def __init__(self) -> None:
        self._next, self._running = threading.Lock(), threading.Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        with self._next:
            self._running.acquire()
        try:
            yield
        finally:
            self._running.release()


def _parse(url: str) -> URL:
    # What does not parse is not shown: there is no telling where in it a password stands.
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(
            "store: this is no address of a database: write sqlite:///FILE or "
            "postgresql://USER:PASSWORD@HOST:PORT/NAME"
        ) from None


def _name(url: URL) -> str:
    """The address as messages may show it."""
    return url.difference_update_query(["password"]).render_as_string(hide_password=True)


def _sqlite_settings(connection: Any, _record: Any) -> None:
    # The driver's own way of beginning transactions keeps schema changes out of them.
    connection.isolation_level = None
    # WAL lets a reader see the last whole state while a pass writes; with it, NORMAL loses no
    # committed transaction when the process dies, and at most the last when the power goes.
    _keep_log(connection)
    cursor = connection.cursor()
    for pragma in (
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _keep_log(connection: Any) -> None:
    """Put the file in WAL mode. Where others do so at the same time, each reads the file and then
    wants it for itself alone: SQLite refuses all but one at once, without the wait that it grants
    elsewhere, since to wait while reading might be for ever. So the waiting is done here."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(0.01)


def _sqlite_begin(connection: Any) -> None:
    reading = connection.get_execution_options().get("sqlite_reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
