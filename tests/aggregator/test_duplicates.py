"""The same article from several sources, pass by pass."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from feeds.aggregator import run_pass
from feeds.config import parse
from feeds.errors import ConfigError
from feeds.store import Store

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
STORM = (
    "The storm reached the coast shortly after midnight and tore the roofs off dozens of houses. "
    "Rescue teams from three counties worked until dawn, and the hospital in Marlow took in 41 "
    "people with broken bones and cuts. Schools will stay closed until Monday, the mayor said, "
    "while engineers look at the bridge, whose northern pillar has moved by several centimetres. "
)
HARBOUR = "Fishermen found most of their boats on the promenade, next to the kiosk of the old pier."
CORRECTED = STORM.replace("41", "47") + "Correction: an earlier version gave a wrong number."
OTHER = (
    "The museum shows forty looms from the valley, most of them lent by families who still weave. "
    "Visitors may try two of them on Sundays, and school classes can book a day with a weaver. "
    "The exhibition was to open in spring, but the roof had to be mended first, its head said. "
)


class Desk:
    """Files as sources, and one pass after another, an hour between two."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder, self.now = store, folder, NOW
        self.ids: list[str] = []

    def give(
        self, source: str, *items: tuple[str, str], date: str = "2026-03-10T08:00:00Z"
    ) -> None:
        """What a source says: titles and bodies."""
        if source not in self.ids:
            self.ids.append(source)
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": f"The {source}",
            "items": [
                {
                    "id": f"https://{source}.example/{number}",
                    "url": f"https://{source}.example/{number}",
                    "title": title,
                    "content_html": f"<p>{body}</p>",
                    "date_published": date,
                }
                for number, (title, body) in enumerate(items)
            ],
        }
        (self.folder / f"{source}.json").write_text(json.dumps(document), "utf-8")

    def run(self, more: str = "", ids: tuple[str, ...] = ()) -> None:
        self.now += timedelta(hours=1)
        sources = "".join(f"  - {{path: {id}.json, id: {id}}}\n" for id in ids or self.ids)
        config = parse(f"sources:\n{sources}{more}", "config.yaml", str(self.folder), {})
        run_pass(config, self.store, now=self.now)

    def shown(self, feed: str = "all") -> dict[str, list[str]]:
        """What a feed shows, by its ids, each with where else it is."""
        document = json.loads((self.folder / "output" / feed / "feed.json").read_bytes())
        items: list[dict[str, Any]] = document["items"]
        return {
            item["id"].removeprefix("https://"): [
                copy["source_name"] for copy in item["_feeds"].get("also", [])
            ]
            for item in items
        }

    def count(self, table: str) -> int:
        with self.store.begin() as transaction:
            query = text(f"SELECT count(*) FROM {table}")
            return transaction.connection.scalar(query) or 0


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


def test_one_copy_is_shown_and_names_the_others(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM), ("Looms", OTHER))
    desk.give("two", ("Storm hits coast", f"MARLOW (AP) - {STORM}{HARBOUR}"))
    desk.give("three", ("Storm", CORRECTED))
    desk.run("feeds: {sources: true}")
    assert desk.shown() == {
        "one.example/0": ["The two"],
        "one.example/1": [],
        "three.example/0": [],
    }
    assert desk.shown("sources/two") == {"two.example/0": []}  # has its own, whatever others have


def test_what_a_feed_counts_is_what_it_shows(desk: Desk) -> None:
    for source in ("one", "two", "three"):
        desk.give(source, ("Storm", STORM))
    desk.run("keywords: [storm]")
    for feed in ("all", "keywords/storm"):
        assert list(desk.shown(feed)) == ["one.example/0"]
    with desk.store.begin() as transaction:
        assert {row.size for row in transaction.feeds()} == {1}


def test_a_feed_shows_the_first_of_the_copies_that_are_in_it(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM))
    desk.give("two", ("Storm", STORM + HARBOUR))
    desk.give("zwei", ("Storm", STORM + HARBOUR))
    desk.run("keywords: [promenade]")
    assert desk.shown() == {"one.example/0": ["The two", "The zwei"]}
    assert desk.shown("keywords/promenade") == {"two.example/0": ["The one", "The zwei"]}


def test_what_is_shown_stays_shown_when_a_copy_comes(desk: Desk) -> None:
    desk.give("two", ("Storm", STORM))
    desk.run()
    assert desk.shown() == {"two.example/0": []}
    desk.give("one", ("Storm", STORM), date="2026-03-10T07:00:00Z")
    desk.run()
    assert desk.shown() == {"two.example/0": ["The one"]}


def test_of_one_pass_the_oldest_copy_is_shown(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM), date="2026-03-10T08:00:00Z")
    desk.give("two", ("Storm", STORM), date="2026-03-10T07:00:00Z")
    desk.run()
    assert desk.shown() == {"two.example/0": ["The one"]}


def test_an_entry_that_changes_leaves_its_copies_and_comes_back(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM))
    desk.give("two", ("Storm", STORM))
    desk.run("feeds: {sources: true}")
    assert len(desk.shown()) == 1
    desk.give("two", ("Storm", CORRECTED))
    desk.run("feeds: {sources: true}")
    assert desk.shown() == {"one.example/0": [], "two.example/0": []}
    desk.give("two", ("Storm", STORM))
    desk.run("feeds: {sources: true}")
    assert desk.shown() == {"one.example/0": ["The two"]}


def test_copies_part_when_the_one_between_them_changes(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM[:230]))
    desk.give("two", ("Storm", STORM[170:]))
    desk.give("whole", ("Storm", STORM))
    desk.run()
    assert len(desk.shown()) == 1
    desk.give("whole", ("Looms", OTHER))
    desk.run()
    assert len(desk.shown()) == 3


def test_preferred_sources_are_shown_first(desk: Desk) -> None:
    for source in ("one", "two", "three"):
        desk.give(source, ("Storm", STORM))
    desk.run()
    assert list(desk.shown()) == ["one.example/0"]
    desk.run("duplicates: {prefer: [three, two]}")
    assert desk.shown() == {"three.example/0": ["The two", "The one"]}
    desk.run("duplicates: {prefer: [two]}")
    assert desk.shown() == {"two.example/0": ["The one", "The three"]}
    desk.run()
    assert list(desk.shown()) == ["one.example/0"]


def test_a_preferred_source_has_to_be_there(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM))
    with pytest.raises(ConfigError, match=r"config.yaml:3.*no source has the id 'nine'"):
        desk.run("duplicates: {prefer: [nine]}")


def test_merging_can_be_turned_off_and_on(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM))
    desk.give("two", ("Storm", STORM))
    desk.run("duplicates: {merge: false}")
    assert len(desk.shown()) == 2
    assert desk.count("uncompared") == desk.count("copies") == 0
    desk.run()
    assert len(desk.shown()) == 1
    desk.run("duplicates: {merge: false}")
    assert desk.shown() == {"one.example/0": [], "two.example/0": []}


def test_merging_can_be_turned_off_for_a_feed(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM))
    desk.give("two", ("Storm", STORM))
    desk.run("keywords: [storm, {name: roofs, merge: false}]")
    assert len(desk.shown("keywords/storm")) == 1
    assert len(desk.shown("keywords/roofs")) == 2
    desk.run("keywords: [{name: storm, merge: false}, roofs]")
    assert len(desk.shown("keywords/storm")) == 2
    assert len(desk.shown("keywords/roofs")) == 1


def test_copies_are_of_about_one_time(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM), date="2026-03-01T08:00:00Z")
    desk.give("two", ("Storm", STORM), date="2026-03-04T07:00:00Z")
    desk.give("three", ("Storm", STORM), date="2026-03-09T08:00:00Z")
    desk.run()
    assert desk.shown() == {"one.example/0": ["The two"], "three.example/0": []}
    desk.run("duplicates: {window: 2h}")
    assert len(desk.shown()) == 1 + 2  # what was found stays; only what is recent is compared again


def test_one_address_is_one_article(desk: Desk) -> None:
    def link(source: str, url: str) -> None:
        desk.give(source, ("A link", "Worth reading."))
        path = desk.folder / f"{source}.json"
        document = json.loads(path.read_text("utf-8"))
        document["items"][0]["url"] = url
        path.write_text(json.dumps(document), "utf-8")

    link("one", "https://www.example.org/storm/?utm_source=one")
    link("two", "http://example.org/storm")
    link("three", "https://example.org/")
    link("four", "https://example.org/")  # a site's front page is no article
    desk.run()
    assert len(desk.shown()) == 3


def test_what_is_found_does_not_depend_on_the_order_of_sources(tmp_path: Path) -> None:
    found = set()
    for ids in permutations("abcd"):
        store = Store.open("sqlite:///:memory:")
        (tmp_path / "".join(ids)).mkdir()
        desk = Desk(store, tmp_path / "".join(ids))
        desk.give("a", ("Storm", STORM[:230]))
        desk.give("b", ("Storm", STORM[170:]))
        desk.give("c", ("Storm", STORM + HARBOUR))
        desk.give("d", ("Correction: Storm", CORRECTED))
        desk.run(ids=ids)
        found.add(json.dumps(desk.shown()))
        store.close()
    assert found == {json.dumps({"a.example/0": ["The b", "The c"], "d.example/0": []})}


def test_numbers_of_old_entries_are_forgotten(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM))
    desk.run()
    assert desk.count("bands") > desk.count("likened") == 1
    desk.now += timedelta(days=4)
    desk.give("two", ("Looms", OTHER), date=desk.now.isoformat())
    desk.run()
    assert desk.count("likened") == 1
    assert desk.count("copies") == 0
    assert desk.count("bands") <= 17


def test_a_pass_that_finds_nothing_new_compares_nothing(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM))
    desk.give("two", ("Storm", STORM))
    desk.run()
    before = (desk.folder / "output/all/feed.json").stat().st_mtime_ns
    desk.run()
    assert (desk.folder / "output/all/feed.json").stat().st_mtime_ns == before


def test_our_own_feeds_are_read_back_without_who_else_has_an_article(desk: Desk) -> None:
    desk.give("one", ("Storm", STORM))
    desk.give("two", ("Storm", STORM))
    desk.run()
    for name in ("atom.xml", "rss.xml", "feed.json"):
        published = (desk.folder / "output/all" / name).read_text("utf-8")
        assert "https://two.example/0" in published
        again = desk.folder / name
        again.mkdir()
        (again / name).write_text(published, "utf-8")
        config = parse(f"sources: [{name}]", "config.yaml", str(again), {})
        store = Store.open("sqlite:///:memory:")
        run_pass(config, store, now=NOW)
        store.close()
        item = json.loads((again / "output/all/feed.json").read_text("utf-8"))["items"][0]
        assert item["content_html"] == f"<p>{STORM}</p>"
