"""Copies of a store, from each database into each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.aggregator import run_pass
from feeds.aggregator.publication import publish_all_again
from feeds.config import Config, parse
from feeds.errors import StoreError
from feeds.store import BusyError, Store
from feeds.store.backup import back_up, put_back
from tests.command import NEWSROOM, tree

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def config(folder: Path, output: str = "output", more: str = "") -> Config:
    text = (
        f"sources: [{NEWSROOM}/politics.xml, {NEWSROOM}/economy.xml, {NEWSROOM}/world.atom]\n"
        f"keywords: [扶貧, ferry]\noutput: {output}\nfeeds: {{archive: true, limit: 3}}\n{more}"
    )
    return parse(text, "config.yaml", str(folder), {})


@pytest.fixture
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A second, empty store: on SQLite, or on PostgreSQL."""
    if request.param == "postgresql":
        opened = Store.open(str(request.getfixturevalue("database")))
    else:
        opened = Store.open(f"sqlite:///{tmp_path / 'other.db'}")
    yield opened
    opened.close()


@pytest.fixture
def full(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with a pass in it, on SQLite or on a PostgreSQL of its own."""
    opened = Store.open(f"sqlite:///{tmp_path / 'full.db'}")
    run_pass(config(tmp_path), opened, now=NOW)
    yield opened
    opened.close()


@pytest.mark.parametrize("other", ["sqlite", "postgresql"], indirect=True)
def test_what_is_put_back_is_what_was(full: Store, other: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(full, copy)
    assert not list(tmp_path.glob(".copy*"))
    with full.read() as transaction:
        number = sum(transaction.counts().values())
    with other.begin() as transaction:
        transaction.set_note("old", "is gone")
    assert put_back(other, copy, publish_all_again) == number > 20
    for source, made in ((full, "a"), (other, "b")):
        run_pass(config(tmp_path, made, "queries: {x: y}"), source, now=NOW + timedelta(days=1))
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    with other.begin() as transaction:
        assert transaction.note("old") is None
    # and from there, whichever it is, again: what is found by its words too
    again = tmp_path / "again.db"
    back_up(other, again)
    third = Store.open(f"sqlite:///{tmp_path / 'third.db'}")
    put_back(third, again, publish_all_again)
    added = config(tmp_path, "c", "queries: {x: z}\nsections: {depth: 2}")
    for store in (third, other):
        run_pass(added, store, now=NOW + timedelta(days=2))
    third.close()
    # new entries have numbers of their own
    new = tmp_path / "new.xml"
    new.write_text("<rss><channel><title>n</title><item><title>one</title></item></channel></rss>")
    more = parse(f"sources: [{new}]", "config.yaml", str(tmp_path), {})
    assert run_pass(more, other, now=NOW + timedelta(days=3)).new == 1


def test_a_copy_while_somebody_writes(full: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"the one before")
    with full.begin() as transaction:
        transaction.set_note("half", "done")
        back_up(full, copy)
    opened = Store.open(f"sqlite:///{copy}", create=False)
    with opened.begin() as transaction:
        assert transaction.note("half") is None
    opened.close()


def test_what_is_no_copy_changes_nothing(full: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(full, copy)
    whole = copy.read_bytes()
    with full.read() as transaction:
        before = transaction.counts()
    text = tmp_path / "text"
    text.write_text("not a copy")
    cut = tmp_path / "cut"
    cut.write_bytes(whole[: len(whole) // 2])
    holed = tmp_path / "holed"
    holed.write_bytes(whole[:8192] + bytes(len(whole) - 16384) + whole[-8192:])
    for path in (text, cut, holed, tmp_path / "nowhere", tmp_path):
        with pytest.raises(StoreError):
            put_back(full, path, publish_all_again)
    with full.exclusive(), pytest.raises(BusyError):
        put_back(full, copy, publish_all_again)
    with full.read() as transaction:
        assert transaction.counts() == before
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(full, tmp_path / "no" / "where.db")
