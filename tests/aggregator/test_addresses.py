"""Where a redirect leads for good, and when it is believed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.aggregator.addresses import lasting
from feeds.fetch import Redirect
from tests.server import Answer, serve
from tests.stories.polite import DAY, HOUR, Newsroom, honest, rss

OLD, NEW = "https://old.example/feed", "https://new.example/feed"


@pytest.mark.parametrize(
    ("start", "steps", "to"),
    [
        (OLD, [], None),
        (OLD, [(301, NEW)], NEW),
        (OLD, [(308, NEW), (301, NEW + "/2")], NEW + "/2"),
        (OLD, [(301, NEW), (302, "https://today.example/")], NEW),
        (OLD, [(302, NEW), (301, NEW + "/2")], None),
        (OLD, [(303, NEW)], None),
        (OLD, [(307, NEW)], None),
        (OLD, [(301, "http://new.example/feed")], None),
        (OLD, [(301, NEW), (301, "http://new.example/feed"), (301, NEW + "/3")], NEW),
        (OLD, [(301, "https://me:secret@new.example/feed")], None),
        ("http://old.example/feed", [(301, OLD)], OLD),
        ("http://old.example/feed", [(301, "http://new.example/")], "http://new.example/"),
    ],
)
def test_where_redirects_lead_for_good(
    start: str, steps: list[tuple[int, str]], to: str | None
) -> None:
    assert lasting(start, [Redirect(*step) for step in steps]) == to


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with serve({"/a": Answer(rss(1, 2), headers={"ETag": '"old"'})}) as server:
        room = Newsroom(tmp_path, server, more="schedule: {every: 12h}\nfetch: {pause: 0}\n")
        yield room
        room.store.close()


def move(room: Newsroom, status: int = 301, to: str = "/b", body: bytes = rss(1, 2)) -> None:
    room.server.plays["/a"] = Answer(status=status, headers={"Location": to})
    room.server.plays["/b"] = honest(body, '"new"')


def paths(room: Newsroom, later: timedelta = 12 * HOUR) -> list[str]:
    return [asked.path for asked in room.run(later)]


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_is_believed_after_a_day(room: Newsroom, status: int) -> None:
    room.run()
    move(room, status)
    assert [paths(room) for _ in range(3)] == [["/a", "/b"]] * 3
    assert room.report().moved == f"{room.server.url}/b"
    room.restart()
    assert paths(room) == ["/b"]
    assert room.server.asked[-1].headers["if-none-match"] == '"new"'
    assert room.report().state == "ok"
    assert room.titles() == {"entry 1", "entry 2"}


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_one_never_is(room: Newsroom, status: int) -> None:
    room.run()
    move(room, status)
    assert [paths(room) for _ in range(6)] == [["/a", "/b"]] * 6
    assert room.report().moved is None


def test_one_that_was_interrupted_begins_anew(room: Newsroom) -> None:
    room.run()
    move(room)
    paths(room)
    paths(room)
    room.server.plays["/a"] = Answer(rss(1, 2))
    assert paths(room) == ["/a"]
    move(room)
    assert [paths(room) for _ in range(3)] == [["/a", "/b"]] * 3
    assert paths(room) == ["/b"]


def test_another_feed_is_not_where_it_went(room: Newsroom) -> None:
    """Whose domain was sold is redirected, too."""
    room.run()
    versions = iter(range(100, 200))
    move(room)
    room.server.plays["/b"] = lambda _: Answer(rss(next(versions)))
    assert [paths(room) for _ in range(6)] == [["/a", "/b"]] * 6


@pytest.mark.parametrize("failure", [404, 410, 500])
def test_when_the_new_address_fails_the_old_one_is_asked(room: Newsroom, failure: int) -> None:
    room.run()
    move(room)
    for _ in range(4):
        room.run(12 * HOUR)
    room.server.plays["/b"] = Answer(status=failure)
    room.server.plays["/a"] = honest(rss(1, 2, 3), '"third"')
    assert paths(room) == ["/b"]
    assert room.report().moved is None
    assert paths(room, 3 * DAY) == ["/a"]
    assert room.titles() == {"entry 1", "entry 2", "entry 3"}


def test_a_host_that_only_has_enough_is_still_the_place(room: Newsroom) -> None:
    room.run()
    move(room)
    for _ in range(4):
        room.run(12 * HOUR)
    room.server.plays["/b"] = Answer(status=503)
    assert paths(room) == ["/b"]
    room.server.plays["/b"] = honest(rss(1, 2), '"new"')
    assert paths(room, 3 * DAY) == ["/b"]


def test_what_the_configuration_says_anew_counts(room: Newsroom) -> None:
    room.run()
    move(room)
    for _ in range(4):
        room.run(12 * HOUR)
    room.server.plays["/c"] = honest(rss(1, 2), '"c"')
    room.sources = room.sources.replace("/a", "/c")
    assert paths(room) == ["/c"]
    assert room.report().moved is None


def test_a_move_of_what_has_moved(room: Newsroom) -> None:
    room.run()
    move(room)
    for _ in range(4):
        room.run(12 * HOUR)
    room.server.plays["/b"] = Answer(status=308, headers={"Location": "/c"})
    room.server.plays["/c"] = honest(rss(1, 2), '"c"')
    assert [paths(room) for _ in range(3)] == [["/b", "/c"]] * 3
    assert paths(room) == ["/c"]
