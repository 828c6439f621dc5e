"""What a changed configuration means for entries that are stored already."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from feeds.aggregator import backlog as backlog_module
from feeds.aggregator import run_pass, texts
from feeds.aggregator.backlog import backlog_of, decide_backlog
from feeds.config import Config, parse
from feeds.store import Store, Transaction

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def rss(*titles: str, day: int = 1) -> str:
    items = "".join(
        f"<item><guid>https://n.example/{n}-{title}</guid><title>{title}</title>"
        f"<pubDate>{day + n // 24 % 9:02} Mar 2026 {n % 24:02}:00:00 GMT</pubDate></item>"
        for n, title in enumerate(titles)
    )
    return f"<rss version='2.0'><channel><title>N</title>{items}</channel></rss>"


class Desk:
    """Passes over files, each time with what the configuration says then."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder, self.now = store, folder, NOW
        self.told: list[tuple[str, int, int]] = []

    def write(self, *titles: str, name: str = "n") -> None:
        (self.folder / f"{name}.xml").write_text(rss(*titles), "utf-8")

    def config(self, keywords: object, more: str = "", section: str = "[]") -> Config:
        sources = "".join(
            f"  - {{path: {path.name}, id: {path.stem}, section: {section}}}\n"
            for path in sorted(self.folder.glob("*.xml"))
        )
        written = f"keywords: {json.dumps(keywords)}\nsources:\n{sources}{more}"
        return parse(written, "config.yaml", str(self.folder), {})

    def run(self, keywords: object, more: str = "", section: str = "[]") -> None:
        config = self.config(keywords, more, section)
        run_pass(config, self.store, now=self.now, deciding=lambda *told: self.told.append(told))

    def published(self, feed: str) -> set[str]:
        path = self.folder / "output" / feed / "feed.json"
        return {item["title"] for item in json.loads(path.read_bytes())["items"]}

    def members(self) -> dict[str, set[str]]:
        with self.store.begin() as transaction:
            return members(transaction)


def members(transaction: Transaction) -> dict[str, set[str]]:
    """The titles in each section, keyword and combined feed."""
    rows = [row for row in transaction.feeds() if row.kind in ("section", "keyword", "combined")]
    by_pk = {pk: entry.title for pk, _, entry in transaction.all_entries()}
    found = {row.key: {by_pk[pk] for pk in transaction.members(row.pk)} for row in rows}
    return {key: titles for key, titles in found.items() if titles or not key.startswith("section")}


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    desk = Desk(store, tmp_path)
    desk.write("扶貧進村", "The harbour opens", "港口 harbour 扶贫")
    return desk


def test_a_new_keyword_starts_with_its_history(desk: Desk) -> None:
    desk.run(["harbour"])
    desk.run(["harbour", "扶貧"])
    assert desk.published("keywords/扶貧") == {"扶貧進村", "港口 harbour 扶贫"}
    assert desk.published("keywords/harbour") == {"The harbour opens", "港口 harbour 扶贫"}


def test_what_no_longer_matches_leaves_its_feed(desk: Desk) -> None:
    desk.run([{"name": "A", "query": "harbour"}])
    desk.run([{"name": "A", "query": "harbour NOT 扶貧"}])
    assert desk.published("keywords/A") == {"The harbour opens"}
    desk.run([{"name": "A", "query": "nothing"}])
    assert desk.published("keywords/A") == set()


def test_only_queries_that_changed_are_decided_again_over_what_they_may_match(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "_WAITING", 0)  # few texts are many here
    desk.run(["harbour", "扶貧"])
    assert desk.told == []
    desk.run(["harbour", "扶貧", "opens"])
    assert desk.told[-1] == ("opens", 1, 1)
    desk.told.clear()
    desk.run(["harbour", "扶貧", "opens"])
    assert desk.told == []
    desk.run(["harbour", "扶貧", "opens", "-opens"])
    assert desk.told[-1] == ("-opens", 3, 3)
    desk.told.clear()
    desk.run(["harbour"])
    assert desk.told == []


def test_an_entry_that_changes_leaves_and_joins(desk: Desk) -> None:
    def write(title: str) -> None:
        (desk.folder / "n.xml").write_text(
            "<rss version='2.0'><channel><title>N</title><item><guid>https://n.example/1</guid>"
            f"<title>{title}</title></item></channel></rss>",
            "utf-8",
        )

    write("The harbour opens")
    desk.run(["harbour", "ferry"])
    write("The ferry sails")
    desk.run(["harbour", "ferry"])
    assert desk.members() == {"keyword harbour": set(), "keyword ferry": {"The ferry sails"}}
    desk.run(["harbour", "ferry", "opens", "sails"])
    assert desk.members()["keyword opens"] == set()
    assert desk.members()["keyword sails"] == {"The ferry sails"}


def test_the_section_of_a_source_moves_its_entries(desk: Desk) -> None:
    keywords = [{"name": "West", "query": "section:west harbour"}]
    desk.run(keywords, section="[East]")
    assert set(desk.members()) == {"section east", "keyword west"}
    desk.run(keywords, section="[West, Port]")
    assert desk.members()["section west / port"] == desk.members()["section west"]
    assert desk.members()["keyword west"] == {"The harbour opens", "港口 harbour 扶贫"}
    assert '"expired": true' in (desk.folder / "output/sections/East/feed.json").read_text()
    desk.run(keywords, "sections: {depth: 1}", section="[West, Port]")
    assert set(desk.members()) == {"section west", "keyword west"}
    before = rows(desk.store)
    desk.run(keywords, "sections: {depth: 1}", section="[West, Port]")
    assert rows(desk.store) == before


def test_entries_leave_when_they_are_too_old_and_come_when_they_are_old_enough(desk: Desk) -> None:
    keywords = [{"name": "new", "query": "harbour age:10d"}, {"name": "old", "query": "age:>10d"}]
    desk.run(keywords)
    all_titles = {"扶貧進村", "The harbour opens", "港口 harbour 扶贫"}
    assert desk.members()["keyword new"] == all_titles - {"扶貧進村"}
    assert desk.members()["keyword old"] == set()
    desk.now += timedelta(days=1, hours=1)  # the second is ten days old, the first older
    desk.run(keywords)
    assert desk.members()["keyword new"] == {"港口 harbour 扶贫"}
    assert desk.members()["keyword old"] == {"扶貧進村"}
    assert desk.published("keywords/new") == {"港口 harbour 扶贫"}
    before = rows(desk.store)
    desk.run(keywords)
    assert rows(desk.store) == before
    desk.now += timedelta(days=30)
    desk.run(keywords)
    assert desk.members() == {"keyword new": set(), "keyword old": all_titles}
    before = rows(desk.store)
    desk.now += timedelta(days=30)
    desk.run(keywords)
    assert rows(desk.store) == before


def rows(store: Store) -> Mapping[str, object]:
    """All that is stored of feeds, and of what was decided."""
    with store.begin() as transaction:
        return {
            name: transaction.connection.execute(text(f"SELECT * FROM {name}")).all()
            for name in ("meta", "feeds", "memberships", "texts", "backlog", "kept")
        }


def crashing(after: int) -> Callable[[], bool]:
    """True from the call with this number on."""
    calls = iter(range(10_000))
    return lambda: next(calls) >= after


@pytest.mark.parametrize("others", [0, 20])
def test_what_was_cut_short_goes_on_where_it_was(
    desk: Desk, others: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With others, by the index; without, over all."""
    monkeypatch.setattr(backlog_module, "_CHUNK", 2)
    titles = [f"harbour {n}" for n in range(9)]
    desk.write(*titles)
    desk.write(*(f"other {n}" for n in range(others)), name="o")
    desk.run([])
    monkeypatch.setattr(texts, "_WAITING", 0)
    texts.index_texts(desk.store)
    real = backlog_module.decide_backlog

    def cut(*given: object) -> None:
        real(*given[:4], crashing(2))  # type: ignore[arg-type]

    monkeypatch.setattr(backlog_module, "decide_backlog", cut)
    desk.run(["harbour"])
    assert len(desk.members()["keyword harbour"]) == 4
    with desk.store.begin() as transaction:
        assert list(transaction.backlog()) == ["keyword harbour"]
    monkeypatch.setattr(backlog_module, "decide_backlog", real)
    desk.told.clear()
    desk.run(["harbour"])
    assert desk.told[0] == ("harbour", 4, 9)
    assert desk.members()["keyword harbour"] == set(titles)
    with desk.store.begin() as transaction:
        assert transaction.backlog() == {}


def test_a_fault_while_deciding_ends_the_pass(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run([])

    def fails(*_: object) -> None:
        raise RuntimeError("half way")

    monkeypatch.setattr(backlog_module, "decide_backlog", fails)
    with pytest.raises(RuntimeError, match="half way"):
        desk.run(["harbour"])


def test_it_is_decided_beside_the_pass(desk: Desk) -> None:
    desk.run([])
    threads = set()
    config = desk.config(["harbour"])
    run_pass(
        config, desk.store, now=NOW, deciding=lambda *_: threads.add(threading.current_thread())
    )
    assert {thread.name for thread in threads} == {"deciding"}
    assert not any(thread.is_alive() for thread in threads)


def test_a_store_in_memory_is_decided_in_its_own_thread(tmp_path: Path) -> None:
    store = Store.open("sqlite://")
    desk = Desk(store, tmp_path)
    desk.write("harbour")
    desk.run([])
    desk.run(["harbour"])
    assert desk.members() == {"keyword harbour": {"harbour"}}
    store.close()


def test_a_store_without_texts_gets_them_before_anything_is_decided(desk: Desk) -> None:
    """As one of an older version is, when it was brought forward."""
    desk.run(["harbour"])
    with desk.store.begin() as transaction:
        before = transaction.texts([1, 2, 3])
        transaction.forget_texts()
        transaction.defer(["texts"])
    desk.run(["harbour", "扶貧"])
    assert desk.members()["keyword 扶貧"] == {"扶貧進村", "港口 harbour 扶贫"}
    with desk.store.begin() as transaction:
        assert transaction.texts([1, 2, 3]) == before
        assert transaction.backlog() == {}


def test_texts_of_another_version_are_made_again(desk: Desk) -> None:
    desk.run(["harbour"])
    with desk.store.begin() as transaction:
        before = transaction.texts([1, 2, 3])
        transaction.set_note("texts.version", "0")
    desk.run(["harbour"])
    with desk.store.begin() as transaction:
        assert transaction.note("texts.version") != "0"
        assert transaction.texts([1, 2, 3]) == before


def test_deciding_what_waits_for_nothing_is_nothing(desk: Desk) -> None:
    from feeds.aggregator.routing import make_rules

    desk.run(["harbour"])
    rules = make_rules(desk.config(["harbour"]), [], {}, int(NOW.timestamp()))
    before = rows(desk.store)
    with desk.store.begin() as transaction:
        backlog = backlog_of(transaction, rules.now)
    decide_backlog(desk.store, rules, backlog)
    assert rows(desk.store) == before
