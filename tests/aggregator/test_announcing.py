"""Hubs are told what was published, when it is there; what they do not take waits."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from feeds.aggregator import remarks, run_pass
from feeds.config import Config, parse
from feeds.store import Ping, Store
from tests.hub import TAKEN, Hub, hub
from tests.server import Answer

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ALL = [f"https://f.example/all/{name}" for name in ("atom.xml", "feed.json", "rss.xml")]


class Site:
    def __init__(self, folder: Path, store: Store, *hubs: Hub) -> None:
        self.folder, self.store, self.hubs = folder, store, hubs

    def write(self, *titles: str) -> None:
        items = [
            {
                "id": f"https://n.example/{n}",
                "title": title,
                "date_published": "2026-03-01T08:00:00Z",
            }
            for n, title in enumerate(titles)
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": items}
        (self.folder / "n.json").write_text(json.dumps(feed))

    def config(self, keywords: str = "") -> Config:
        hubs = ", ".join(one.url for one in self.hubs)
        text = f"site: {{url: https://f.example/, hub: [{hubs}]}}\nsources: [n.json]\n"
        text += f"keywords: [{keywords}]"
        return parse(text, "config.yaml", str(self.folder), {})

    def run(self, now: datetime, keywords: str = "") -> None:
        run_pass(self.config(keywords), self.store, now=now)

    def remarks(self) -> list[str]:
        return remarks(self.store, self.config())

    def queue(self) -> list[Ping]:
        with self.store.read() as transaction:
            return transaction.pings()


@pytest.fixture
def loopback() -> Iterator[Hub]:
    with hub() as made:
        yield made


@pytest.fixture
def site(tmp_path: Path, store: Store, loopback: Hub) -> Site:
    made = Site(tmp_path, store, loopback)
    made.write("Ferry", "Boat")
    return made


def topics(loopback: Hub) -> set[str]:
    return {unquote(url).removeprefix("https://f.example/") for url in loopback.topics()}


def test_it_is_told_of_the_feeds_that_changed_in_each_format(site: Site, loopback: Hub) -> None:
    site.run(NOW, keywords="ferry, boat, 渡輪")
    told = topics(loopback)
    assert {path.rpartition("/")[0] for path in told} == {
        "all",
        "keywords/ferry",
        "keywords/boat",
        "keywords/渡輪",
    }
    assert len(told) == 12
    assert loopback.agents[0].endswith("(+https://f.example/)")
    site.run(NOW + MINUTE, keywords="ferry, boat, 渡輪")
    assert topics(loopback) == set()
    site.write("Ferry", "Boat sinks")
    site.run(NOW + 2 * MINUTE, keywords="ferry, boat, 渡輪")
    assert {path.rpartition("/")[0] for path in topics(loopback)} == {"all", "keywords/boat"}
    assert site.queue() == []


def test_the_files_are_there_when_it_is_told(site: Site, loopback: Hub) -> None:
    there: list[bool] = []

    def look(told: list[str]) -> Answer:
        paths = [unquote(url).removeprefix("https://f.example/") for url in told]
        there.extend((site.folder / "output" / path).is_file() for path in paths)
        there.append((site.folder / "output/index.html").is_file())
        return TAKEN

    loopback.answer = look
    site.run(NOW)
    assert there == [True] * 4


def test_feeds_that_end_and_move_are_told_too(site: Site, loopback: Hub) -> None:
    site.run(NOW, keywords="{name: a, query: ferry}, boat")
    loopback.topics()
    site.run(NOW, keywords="{name: b, query: ferry}")
    folders = {path.rpartition("/")[0] for path in topics(loopback)}
    assert folders == {"keywords/a", "keywords/b", "keywords/boat"}


def test_a_hub_that_fails_is_tried_again_and_that_is_said_once(
    site: Site, loopback: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "feeds")
    loopback.answer = lambda topics: Answer(status=500)
    site.run(NOW)
    assert loopback.topics() == ALL
    site.run(NOW + timedelta(seconds=30))
    assert loopback.topics() == []  # it is left alone for a minute
    site.run(NOW + MINUTE)
    assert loopback.topics() == ALL
    site.run(NOW + 2 * MINUTE)
    assert loopback.topics() == []  # and then for two
    site.run(NOW + 3 * MINUTE)
    assert loopback.topics() == ALL
    fails = f"the hub {loopback.url} fails: HTTP 500 Internal Server Error"
    assert [record.getMessage() for record in caplog.records] == [fails]
    assert site.remarks() == [
        f"The hub {loopback.url} fails: HTTP 500 Internal Server Error; "
        "3 changed documents wait to be told"
    ]

    loopback.answer = lambda topics: TAKEN
    site.run(NOW + 30 * MINUTE)
    assert loopback.topics() == ALL
    assert site.queue() == []
    works = f"the hub {loopback.url} works again"
    assert [record.getMessage() for record in caplog.records] == [fails, works]
    site.run(NOW + 60 * MINUTE)
    assert loopback.topics() == []
    assert site.remarks() == []


def test_it_says_when_it_wants_to_be_told_again(site: Site, loopback: Hub) -> None:
    loopback.answer = lambda topics: Answer(status=429, headers={"Retry-After": "1800"})
    site.run(NOW)
    loopback.topics()
    site.run(NOW + 29 * MINUTE)
    assert loopback.topics() == []
    site.run(NOW + 30 * MINUTE)
    assert loopback.topics() == ALL


def test_what_nobody_takes_in_a_day_is_given_up(site: Site, loopback: Hub) -> None:
    loopback.answer = lambda topics: Answer(status=503)
    site.run(NOW)
    site.run(NOW + timedelta(hours=23))
    assert len(site.queue()) == 3
    site.run(NOW + timedelta(hours=24))
    assert site.queue() == []


def test_a_hub_that_is_configured_no_more_is_not_told(site: Site, loopback: Hub) -> None:
    loopback.answer = lambda topics: Answer(status=503)
    site.run(NOW)
    loopback.topics()
    site.hubs = ()
    site.run(NOW + 30 * MINUTE)
    assert loopback.topics() == []
    assert site.queue() == []


def test_one_hub_does_not_hold_up_another(
    site: Site, loopback: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.aggregator.announcing.PATIENCE", 1.0)
    with hub() as slow:
        slow.answer = lambda topics: Answer(status=204, before=60)
        site.hubs = (slow, loopback)
        site.run(NOW)
    assert loopback.topics() == ALL
    assert {(ping.hub, ping.topic) for ping in site.queue()} == {(slow.url, url) for url in ALL}


def test_after_a_crash_it_is_told_what_was_written_before(
    site: Site, loopback: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("feeds.aggregator.publication.announce", cut_short)
        with pytest.raises(KeyboardInterrupt):
            site.run(NOW)
    assert (site.folder / "output/all/atom.xml").is_file()
    assert loopback.topics() == []
    site.run(NOW + MINUTE)
    assert loopback.topics() == ALL


def test_a_pass_with_nothing_to_tell_does_not_ask(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.run(NOW)
    monkeypatch.setattr("feeds.notify.tell", None)
    site.run(NOW + MINUTE)
