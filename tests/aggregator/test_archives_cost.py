"""What publishing costs with archives: it grows with what is new, not with what is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from feeds.aggregator import onepass
from feeds.store import Store
from tests.aggregator.archive_walks import Desk

EVERY = 10
"""Of so many steps of the database's machine one is counted."""


class Steps:
    """Counts the steps of SQLite's machine while feeds are published."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number, self._publishing = 0, False
        publish = onepass.publish

        def counted(*arguments: Any) -> Any:
            self.number, self._publishing = 0, True
            try:
                return publish(*arguments)
            finally:
                self._publishing = False

        monkeypatch.setattr(onepass, "publish", counted)

        @event.listens_for(store._engine, "checkout")
        def count(connection: Any, *_: object) -> None:
            connection.set_progress_handler(self._count, EVERY)

    def _count(self) -> int:
        self.number += self._publishing
        return 0


def steps_of_one_more(folder: Path, stored: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """The steps of publishing one new entry, in feeds that have so many."""
    folder.mkdir()
    store = Store.open(f"sqlite:///{folder / 'feeds.db'}")
    steps = Steps(store, monkeypatch)
    desk = Desk(store, folder)
    fields = {"_feeds": {"section": ["Town"]}}
    # Every other day: the pictures of the last weeks count what is in them.
    for number in range(stored):
        desk.give(number, day=-2 * number, **fields)
    more = "duplicates: {merge: true}\nkeywords: [report]"
    bounds = ", archive_limit: 8, sources: true"
    desk.run(more, feeds=bounds)
    found = []
    for number in range(6):
        desk.give(stored + number, "two", day=1 + number, **fields)
        desk.run(more, feeds=bounds)
        found.append(steps.number)
    store.close()
    assert len(list((folder / "output/keywords/report/archive").iterdir())) in (5, 6)
    return sum(found)


def test_what_is_new_costs_as_much_in_a_large_feed_as_in_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = steps_of_one_more(tmp_path / "small", 60, monkeypatch)
    large = steps_of_one_more(tmp_path / "large", 1200, monkeypatch)
    assert small > 100
    assert large < 1.3 * small
