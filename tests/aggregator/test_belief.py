"""Servers that answer 304 to everything are found out, and honest ones hardly bothered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.server import Answer, Asked, Play, serve
from tests.stories.polite import DAY, HOUR, NOW, Newsroom


def dated(numbers: range, gap_hours: int = 6) -> bytes:
    """A feed of entries, so many hours apart; 0 came at `NOW`."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{n}</guid><title>entry {n}</title>"
        f"<pubDate>{NOW + n * gap_hours * HOUR:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>a</title>{items}</channel></rss>'.encode()


def is_conditional(asked: Asked) -> bool:
    return "if-none-match" in asked.headers


class World:
    """A server whose feed has an entry every six hours until `ends`, and a room that reads it."""

    def __init__(self, room: Newsroom, *, lies: bool, ends: datetime = NOW + 999 * DAY) -> None:
        self.room, self.lies, self.ends = room, lies, ends

    def play(self, headers: Mapping[str, str]) -> Answer:
        last = int((min(self.room.now, self.ends) - NOW) / (6 * HOUR))
        etag = f'"{last}"'
        if "if-none-match" in headers and (self.lies or headers["if-none-match"] == etag):
            return Answer(status=304, headers={"ETag": headers["if-none-match"]})
        return Answer(dated(range(last - 40, last + 1)), headers={"ETag": etag})


@pytest.fixture
def plays() -> dict[str, Play]:
    return {}


@pytest.fixture
def room(tmp_path: Path, plays: dict[str, Play]) -> Iterator[Newsroom]:
    with serve(plays) as server:
        room = Newsroom(tmp_path, server, more="schedule: {every: 12h}\nfetch: {pause: 0}\n")
        yield room
        room.store.close()


def test_who_answers_304_to_everything_is_found_out(room: Newsroom) -> None:
    room.server.plays["/a"] = World(room, lies=True).play
    asked = room.week(24 * 8, restarts=3)
    first = next(n for n, (_, one) in enumerate(asked) if n and not is_conditional(one))
    assert 3 * DAY <= asked[first][0] - NOW <= 5 * DAY
    assert not any(is_conditional(one) for _, one in asked[first:])
    assert len(room.titles()) > 60  # nothing was lost but time
    report = room.report()
    assert report.distrusted
    assert "answered 304 though it had something new" in report.remarks


def test_an_honest_server_is_asked_for_all_of_it_once(room: Newsroom) -> None:
    room.server.plays["/a"] = World(room, lies=False).play
    asked = room.week(24 * 8, restarts=3)
    assert [is_conditional(one) for _, one in asked] == [False] + [True] * (len(asked) - 1)
    assert not room.report().distrusted


def test_who_falls_silent_is_doubted_less_and_less(room: Newsroom) -> None:
    room.more = "schedule: {every: 1d}\nfetch: {pause: 0}\n"
    room.server.plays["/a"] = World(room, lies=False, ends=NOW + DAY).play
    asked = room.week(24 * 90, restarts=40)
    whole = [at for at, one in asked if not is_conditional(one)]
    assert 2 <= len(whole) <= 5
    gaps = [later - sooner for sooner, later in pairwise(whole[1:])]
    assert gaps == sorted(gaps)
    assert not room.report().distrusted
