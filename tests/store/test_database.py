"""Opening a store, keeping whole transactions, and what is said when it cannot be done."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from feeds.errors import StoreError
from feeds.store import SourceState, Store

PROJECT = Path(__file__).resolve().parent.parent.parent


def test_what_was_told_is_there_when_the_store_is_opened_again(store_url: str) -> None:
    first = Store.open(store_url)
    with first.begin() as transaction:
        transaction.set_note("greeting", "你好")
    first.close()
    second = Store.open(store_url)
    with second.begin() as transaction:
        assert transaction.note("greeting") == "你好"
    second.close()


def test_a_transaction_that_raises_leaves_nothing(store: Store) -> None:
    def fails() -> None:
        with store.begin() as transaction:
            transaction.set_note("a", "1")
            transaction.save_sources([SourceState("news", "https://news.example/")])
            raise RuntimeError("unforeseen")

    with pytest.raises(RuntimeError, match="unforeseen"):
        fails()
    with store.begin() as transaction:
        assert transaction.note("a") is None
        assert transaction.sources() == {}


def test_a_transaction_that_the_database_refuses_leaves_nothing(store: Store) -> None:
    def fails() -> None:
        with store.begin() as transaction:
            transaction.set_note("a", "1")
            transaction.add_feed("one", "all", "One", ())
            transaction.add_feed("one", "all", "One", ())

    with pytest.raises(StoreError, match=r"(feeds\.db|test_\d+\S*): "):
        fails()
    with store.begin() as transaction:
        assert transaction.note("a") is None
        assert transaction.feeds() == []


def test_two_processes_write_to_one_store(store_url: str) -> None:
    Store.open(store_url).close()
    program = (
        "import sys; from feeds.store import Store, SourceState\n"
        "store = Store.open(sys.argv[1])\n"
        "for n in range(40):\n"
        "    with store.begin() as t:\n"
        "        t.save_sources([SourceState(f'{sys.argv[2]}-{n:02}', 'https://news.example/')])\n"
        "store.close()\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, store_url, name], cwd=PROJECT)
        for name in ("a", "b")
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    store = Store.open(store_url)
    with store.begin() as transaction:
        assert len(transaction.sources()) == 80
    store.close()


def test_many_may_open_a_new_store_at_once(store_url: str) -> None:
    failed: list[BaseException] = []

    def open_it() -> None:
        try:
            Store.open(store_url).close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


@contextmanager
def another_writes(file: Path) -> Iterator[sqlite3.Connection]:
    """Someone at work in a file that keeps no log yet."""
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE theirs (n)")
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        other.close()


def test_whoever_opens_waits_for_who_writes(tmp_path: Path) -> None:
    with another_writes(tmp_path / "feeds.db") as other:
        wakes = threading.Timer(0.3, other.execute, ["COMMIT"])
        wakes.start()
        Store.open("sqlite:///feeds.db", str(tmp_path)).close()
        assert not other.in_transaction
        wakes.join()


def test_whoever_opens_does_not_wait_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.store.database._PATIENCE", 0.1)
    with (
        another_writes(tmp_path / "feeds.db"),
        pytest.raises(StoreError, match=r"feeds\.db: database is locked"),
    ):
        Store.open("sqlite:///feeds.db", str(tmp_path))


def test_sqlite_keeps_a_log_so_that_readers_do_not_wait(tmp_path: Path) -> None:
    Store.open("sqlite:///feeds.db", str(tmp_path)).close()
    connection = sqlite3.connect(tmp_path / "feeds.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_killed_process_loses_at_most_its_last_transaction(tmp_path: Path) -> None:
    program = (
        "import os, sys; from feeds.store import Store\n"
        "store = Store.open('sqlite:///feeds.db', sys.argv[1])\n"
        "with store.begin() as t: t.set_note('first', '1')\n"
        "with store.begin() as t:\n"
        "    t.set_note('second', '2')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=PROJECT)
    assert done.returncode == -9
    store = Store.open("sqlite:///feeds.db", str(tmp_path))
    with store.begin() as transaction:
        assert (transaction.note("first"), transaction.note("second")) == ("1", None)
    store.close()


def test_a_relative_file_is_relative_to_the_folder(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    Store.open("sqlite:///state/feeds.db", str(tmp_path)).close()
    assert (tmp_path / "state" / "feeds.db").is_file()


def test_an_absolute_file_is_where_it_says(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/absolute.db", "/nowhere").close()
    assert (tmp_path / "absolute.db").is_file()


def test_a_store_in_memory_lives_as_long_as_it_is_open() -> None:
    store = Store.open("sqlite://")
    with store.begin() as transaction:
        transaction.set_note("a", "1")
    with store.begin() as transaction:
        assert transaction.note("a") == "1"
    store.close()


def test_asking_does_not_make_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"feeds\.db is not there yet"):
        Store.open("sqlite:///feeds.db", str(tmp_path), create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "no address of a database"),
        ("feeds.db", "no address of a database"),
        ("postgresql://u:secret@host:port/db", "no address of a database"),
        ("postgresql//u:secret@host/db", "no address of a database"),
        ("mysql://u:secret@host/db", "mysql is neither sqlite nor postgresql"),
        ("postgresql+nonsense://u:secret@host/db", "neither sqlite nor postgresql"),
        ("sqlite:////nowhere/at/all/feeds.db", "nowhere/at/all/feeds.db"),
        ("postgresql://u:secret@localhost:1/db", r"postgresql.*localhost"),
        ("postgresql://localhost:1/db?user=u&password=secret", r"postgresql.*localhost"),
    ],
)
def test_an_address_that_cannot_be_used_is_said_without_its_password(
    address: str, said: str
) -> None:
    with pytest.raises(StoreError, match=said) as raised:
        Store.open(address)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "feeds.db").write_text("I am a shopping list, and not a short one at all.\n" * 30)
    with pytest.raises(StoreError, match=r"feeds\.db.*not a database"):
        Store.open("sqlite:///feeds.db", str(tmp_path))


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "feeds.db").mkdir()
    with pytest.raises(StoreError, match=r"feeds\.db.*unable to open"):
        Store.open("sqlite:///feeds.db", str(tmp_path))


def test_the_name_of_a_store_shows_no_password(database: str) -> None:
    address = make_url(database).set(username="postgres", password="secret")
    store = Store.open(address.render_as_string(hide_password=False))
    assert "secret" not in store.name
    assert "***" in store.name
    store.close()


def test_the_driver_may_be_named(database: str) -> None:
    Store.open(database.replace("postgresql:", "postgresql+psycopg:", 1)).close()


@pytest.mark.skipif(os.name == "nt", reason="files that are open can be removed elsewhere only")
def test_a_closed_store_leaves_no_log_behind(tmp_path: Path) -> None:
    Store.open("sqlite:///feeds.db", str(tmp_path)).close()
    assert [path.name for path in tmp_path.iterdir()] == ["feeds.db"]
