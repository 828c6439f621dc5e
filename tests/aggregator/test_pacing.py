"""When sources are asked, over passes on a real server and store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.aggregator import run_pass, source_reports
from feeds.aggregator.sources import list_sources
from feeds.config import Config, parse
from feeds.store import Store
from tests.server import Answer, Play, Server, serve

NOW = datetime(2026, 9, 28, 12, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)


def rss(*numbers: int, says: str = "", minutes: int = 30) -> bytes:
    """Entries that came so many minutes apart, the first `NOW`."""
    items = "".join(
        f"<item><guid>{n}</guid><title>entry {n}</title>"
        f"<pubDate>{NOW + timedelta(minutes=minutes * n):%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        "</item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>a</title>{says}{items}</channel></rss>'.encode()


class Desk:
    """A store, and passes that say which paths they asked for."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder, self.server = folder, server
        self.store = Store.open(f"sqlite:///{folder / 'feeds.db'}")

    def config(self, more: str = "", source: str = "") -> Config:
        text = f"sources: [{{url: '{self.server.url}/a', id: a{source}}}]\n{more}"
        return parse(text, "config.yaml", str(self.folder), {})

    def run(self, now: datetime, config: Config | None = None, *, force: bool = False) -> bool:
        """Whether a pass at that time asked the source."""
        before = len(self.server.asked)
        run_pass(config or self.config(), self.store, now=now, force=force)
        return len(self.server.asked) > before

    def next(self, config: Config | None = None) -> tuple[datetime, str]:
        (report,) = source_reports(self.store, list_sources(config or self.config()))
        assert report.next is not None
        return report.next, report.why or ""


@pytest.fixture
def plays() -> dict[str, Play]:
    return {"/a": Answer(rss(*range(-20, 1)))}


@pytest.fixture
def desk(tmp_path: Path, plays: Mapping[str, Play]) -> Iterator[Desk]:
    with serve(plays) as server:
        desk = Desk(tmp_path, server)
        yield desk
        desk.store.close()


def test_a_source_is_asked_when_it_is_worth_it_and_a_restart_changes_nothing(desk: Desk) -> None:
    assert desk.run(NOW)
    due, why = desk.next()
    assert HOUR <= due - NOW < 2 * HOUR
    assert why == "some 2 entries an hour; not within 1h"
    desk.store.close()
    desk.store = Store.open(f"sqlite:///{desk.folder / 'feeds.db'}")
    assert not desk.run(due - timedelta(seconds=1))
    assert desk.run(due)
    assert desk.next()[0] - due >= HOUR


def test_a_source_that_falls_silent_is_asked_less_and_less(desk: Desk) -> None:
    now, waits = NOW, []
    for _ in range(60):
        assert desk.run(now)
        due, _ = desk.next()
        waits.append(due - now)
        now = due
    assert waits[-1] > 3 * waits[1]
    assert max(waits) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("answer", "wait", "why"),
    [
        (Answer(rss(0, says="<ttl>300</ttl>")), 5, "the feed asks for 5h"),
        (Answer(rss(*range(-20, 1)), headers={"Cache-Control": "max-age=10800"}), 3,
         "the server calls its answer good for 3h"),
        (Answer(rss(*range(-20, 1)), headers={"Cache-Control": "max-age=99999999"}), 24,
         "the server calls its answer good for 1d"),
    ],
)  # fmt: skip
def test_what_the_source_and_its_server_ask_for(
    desk: Desk, answer: Answer, wait: int, why: str
) -> None:
    desk.server.plays["/a"] = answer
    assert desk.run(NOW)
    due, said = desk.next()
    assert due - NOW >= wait * HOUR
    if due - NOW == wait * HOUR:
        assert said == why
    assert not desk.run(NOW + wait * HOUR - timedelta(seconds=1))


def test_what_a_304_says_counts(desk: Desk) -> None:
    def play(headers: Mapping[str, str]) -> Answer:
        if "if-none-match" in headers:
            return Answer(status=304, headers={"Cache-Control": "max-age=18000"})
        return Answer(rss(*range(-20, 1)), headers={"ETag": '"1"'})

    desk.server.plays["/a"] = play
    assert desk.run(NOW)
    later = NOW + 2 * HOUR
    assert desk.run(later)
    assert desk.next() == (later + 5 * HOUR, "the server calls its answer good for 5h")


def test_an_interval_is_kept_to_the_second_but_for_a_timer_that_comes_early(desk: Desk) -> None:
    config = desk.config("schedule: {every: 1h}")
    assert desk.run(NOW, config)
    assert not desk.run(NOW + HOUR - timedelta(seconds=90), config)
    assert desk.run(NOW + HOUR - timedelta(seconds=5), config)


def test_a_cron_expression_for_a_source(desk: Desk) -> None:
    config = desk.config("schedule: {timezone: Asia/Taipei}", ", every: '0 7 * * *'")
    assert desk.run(NOW, config)
    morning = datetime(2026, 9, 28, 23, tzinfo=UTC)
    assert desk.next(config) == (morning, "0 7 * * * (Asia/Taipei), as configured")
    assert not desk.run(morning - timedelta(seconds=1), config)
    assert desk.run(morning + 30 * HOUR, config)  # the machine was off: once
    assert not desk.run(morning + 31 * HOUR, config)


def test_what_is_said_for_a_section_holds_for_its_sources() -> None:
    config = parse(
        "sources:\n"
        "- {url: 'https://a.example/', section: 海外 / 亞洲 / 日本}\n"
        "- {url: 'https://b.example/', section: 海外}\n"
        "- {url: 'https://c.example/', section: 海外 / 亞洲, every: 5m}\n"
        "- {url: 'https://d.example/', section: 亞洲}\n"
        "schedule: {sections: {海外: 6h, 海外 / 亞洲: '0 7 * * *'}}\n",
        "config.yaml", ".", {},
    )  # fmt: skip
    found = [source.cadence for source in list_sources(config)]
    assert [(one.every, one.cron, one.firm) for one in found] == [
        (None, "0 7 * * *", True),
        (21600, None, True),
        (300, None, True),
        (None, None, False),
    ]


def test_a_changed_configuration_holds_at_once(desk: Desk) -> None:
    daily, often = desk.config("schedule: {every: 1d}"), desk.config("schedule: {every: 10m}")
    assert desk.run(NOW, daily)
    assert not desk.run(NOW + HOUR, daily)
    assert 600 <= (desk.next(often)[0] - NOW).total_seconds() <= 612
    assert desk.run(NOW + HOUR, often)
    assert not desk.run(NOW + 2 * HOUR, daily)


def test_a_source_that_fails_is_not_forgotten_nor_asked_at_every_pass(desk: Desk) -> None:
    desk.server.plays["/a"] = Answer(status=500)
    assert desk.run(NOW)
    assert not desk.run(NOW + timedelta(minutes=50))
    assert desk.run(NOW + timedelta(days=3))
