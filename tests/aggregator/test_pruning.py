"""Entries that are kept no more: nobody sees the difference, and none comes back as new."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from feeds.aggregator import run_pass
from feeds.config import Config, parse
from feeds.store import Store
from feeds.store.schema import entries
from tests.command import tree

BEGIN = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WORDS = ["ferry", "market", "orchard"]


class Desk:
    """A source that gives three entries a day, asked every ten days."""

    def __init__(self, folder: Path, store: Store, more: str = "keep: 60d") -> None:
        self.folder, self.store, self.more, self.now = folder, store, more, BEGIN
        self.number = 0

    def config(self) -> Config:
        text = (
            f"sources: [{{path: a.json, id: a}}]\nkeywords: [ferry]\n"
            f"feeds: {{limit: 5, {self.more}}}\n"
        )
        return parse(text, "config.yaml", str(self.folder), {})

    def item(self, number: int, **fields: object) -> dict[str, object]:
        return {
            "id": f"tag:a,{number}",
            "url": f"https://a.example/{number}",
            "title": f"Report {number} of the {WORDS[number % 3]}",
            "content_text": f"What number {number} says at length. " * 5,
            "date_published": (BEGIN + DAY * (number // 3)).isoformat(),
            **fields,
        }

    def write(self, items: list[dict[str, object]]) -> None:
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": items}
        (self.folder / "a.json").write_text(json.dumps(feed))

    def days(self, number: int) -> None:
        for _ in range(number // 10):
            self.now += 9 * DAY
            self.number += 30
            newest = range(self.number - 1, max(-1, self.number - 36), -1)
            self.write([self.item(n) for n in newest])
            self.run()

    def run(self) -> int:
        result = run_pass(self.config(), self.store, now=self.now)
        self.now += DAY
        return result.new

    def count(self) -> int:
        with self.store.begin() as transaction:
            return sum(transaction.counts().values())


def test_old_entries_go_and_what_is_published_stays(store: Store, tmp_path: Path) -> None:
    desk = Desk(tmp_path, store)
    desk.days(60)
    assert desk.count() == 180
    published = tree(tmp_path / "output")
    desk.now += 60 * DAY
    desk.write([desk.item(180)])  # one more, so that there is something to do
    assert desk.run() == 1
    # Of those before the newest 60, the newest ones of the keyword's feed: 60 in all.
    assert desk.count() == 60 + 40
    desk.write([desk.item(n) for n in range(6)])  # what is long gone is given again
    assert desk.run() == 0
    desk.write([desk.item(n, id=f"new:{n}") for n in range(6)])  # and with other ids
    assert desk.run() == 0
    again = tree(tmp_path / "output")
    assert set(again) == set(published)
    with store.begin() as transaction:
        assert len(transaction.taken_ids([f"tag:localhost,2000:tag:a,{n}" for n in (1, 180)])) == 2


def test_the_store_does_not_grow_for_ever(store: Store, tmp_path: Path) -> None:
    desk = Desk(tmp_path, store, "keep: 10d")
    desk.days(60)
    with store.read() as transaction:
        there = transaction.connection.scalar(select(func.count()).select_from(entries))
    assert there is not None
    assert there < 130


@pytest.mark.parametrize("more", ["keep: 10d, archive: true", "keep: 1000d"])
def test_what_is_archived_or_young_stays(store: Store, tmp_path: Path, more: str) -> None:
    desk = Desk(tmp_path, store, more)
    desk.days(40)
    assert desk.count() == 120


def test_what_archives_dropped_goes(store: Store, tmp_path: Path) -> None:
    desk = Desk(tmp_path, store, "keep: 10d, archive: true, archive_limit: 10")
    desk.days(60)
    assert desk.count() < 150
    desk.write([desk.item(n) for n in range(3)])
    assert desk.run() == 0


def test_who_deletes_leaves_the_index_of_words_right(store: Store, tmp_path: Path) -> None:
    desk = Desk(tmp_path, store, "keep: 10d")
    desk.days(60)
    if store.file is not None:
        with store.begin() as transaction:
            check = "INSERT INTO words (words, rank) VALUES ('integrity-check', 0)"
            transaction.connection.exec_driver_sql(check)
    text = (
        "sources: [{path: a.json, id: a}]\nkeywords: [ferry, {name: all of them, query: report}]\n"
        "feeds: {limit: 5}\n"
    )
    config = parse(text, "config.yaml", str(tmp_path), {})
    run_pass(config, store, now=desk.now)
    shown = json.loads((tmp_path / "output/keywords/all of them/feed.json").read_bytes())["items"]
    assert [item["id"] for item in shown] == [
        f"tag:localhost,2000:tag:a,{n}" for n in range(179, 174, -1)
    ]
