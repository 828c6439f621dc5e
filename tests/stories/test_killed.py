"""The daemon is killed at any moment while its sources change: nothing is lost, nothing twice."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from tests.command import feeds, tree
from tests.depth import cases
from tests.server import Answer, serve
from tests.stories.test_daemon import daemon, until

KILLS = cases(5)
SOURCES = 8
WORDS = ["ferry", "harbour", "market", "weather", "library", "orchard"]


class Newsroom:
    """Sources that give more all the time, of which each shows all that it ever gave."""

    def __init__(self) -> None:
        self.given: list[list[str]] = [[] for _ in range(SOURCES)]
        self.rng = random.Random(5)

    def more(self) -> None:
        for number, entries in enumerate(self.given):
            if self.rng.random() < 0.5 / KILLS and len(self.titles) < 900:
                entries.append(f"s{number} e{len(entries)} {self.rng.choice(WORDS)}")

    def answer(self, number: int) -> Answer:
        items = [
            f"<item><guid isPermaLink='false'>{number}-{place}</guid><title>{title}</title>"
            f"<pubDate>28 Sep 2026 {place // 60 % 24:02}:{place % 60:02}:00 GMT</pubDate></item>"
            for place, title in enumerate(self.given[number])
        ]
        body = (
            f"<rss version='2.0'><channel><title>s{number}</title>{''.join(items)}</channel></rss>"
        )
        return Answer(body.encode())

    @property
    def titles(self) -> list[str]:
        return [title for entries in self.given for title in entries]


@contextmanager
def publishing(room: Newsroom) -> Iterator[None]:
    """The newsroom at work, until the end of the block."""
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(0.15):
            room.more()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def play(room: Newsroom, number: int):  # type: ignore[no-untyped-def]
    def answer(_: Mapping[str, str]) -> Answer:
        time.sleep(0.02)
        return room.answer(number)

    return answer


def shown_as_json(output: Path, feed: str) -> list[str]:
    items = json.loads((output / feed / "feed.json").read_bytes())["items"]
    return [item["title"] for item in items]


def shown(output: Path, feed: str) -> list[str]:
    """The titles in a feed, which is the same in each format."""
    titles = shown_as_json(output, feed)
    for name in ("rss.xml", "atom.xml"):
        root = etree.fromstring((output / feed / name).read_bytes())
        found = root.iter("item", "{http://www.w3.org/2005/Atom}entry")
        assert [entry.findtext("{*}title") for entry in found] == titles, name
    return titles


def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    room, moments = Newsroom(), random.Random(datetime(2026, 9, 28, tzinfo=UTC).day)
    with serve({f"/{n}": play(room, n) for n in range(SOURCES)}) as server:
        sources = ", ".join(f"{{url: '{server.url}/{n}', every: 1s}}" for n in range(SOURCES))
        settings = (
            f"sources: [{sources}]\nkeywords: [{', '.join(WORDS)}]\n"
            "feeds: {limit: 1000}\nduplicates: {merge: false}\n"
            "fetch: {pause: 0, per_host: 4}\n"
        )
        config = tmp_path / "config.yaml"
        config.write_text(settings)
        before: Counter[str] = Counter()
        changes = 0
        with publishing(room):
            with daemon(tmp_path):
                assert until((tmp_path / "output/index.html").exists)
            duration = time.monotonic() - server.asked[0].began
            for _ in range(KILLS):
                asked = len(server.asked)
                with daemon(tmp_path):
                    assert until(lambda so_far=asked: len(server.asked) > so_far)  # type: ignore[misc]
                    time.sleep(moments.uniform(0, 1.5 * duration))
                for path in (tmp_path / "output").rglob("*.xml"):
                    etree.fromstring(path.read_bytes())  # whole, at any moment
                now = Counter(shown_as_json(tmp_path / "output", "all"))
                assert max(now.values()) == 1
                assert now >= before  # what was published stays
                changes += now != before
                before = now
        assert changes
        time.sleep(1.1)  # until all are due
        done = feeds("run", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert Counter(shown(tmp_path / "output", "all")) == Counter(room.titles)
        for word in WORDS:
            wanted = Counter(title for title in room.titles if title.endswith(word))
            assert Counter(shown(tmp_path / "output", f"keywords/{word}")) == wanted, word
        assert not list((tmp_path / "output").rglob(".new-*"))
        (tmp_path / "afresh.yaml").write_text(
            re.sub(", every: 1s", ", every: 1d", settings) + "output: afresh\n"
        )
        assert feeds("run", "-c", "afresh.yaml", cwd=tmp_path).returncode == 0
        assert tree(tmp_path / "output") == tree(tmp_path / "afresh")
