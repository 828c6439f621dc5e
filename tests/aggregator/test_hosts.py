"""A host that is down, or has enough, is asked once and not once for each of its sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from feeds.aggregator import list_sources, next_pass
from feeds.aggregator.hosts import Hosts
from feeds.fetch import FetchError, Request, Response, host_of
from tests.server import Answer, Server, serve
from tests.stories.polite import ANYWHERE, DAY, HOUR, NOW, Newsroom, rss

MINUTE = timedelta(minutes=1)
FIVE = {f"/{name}": Answer(rss(n)) for n, name in enumerate("abcde")}


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(FIVE) as server:
        yield server


@pytest.fixture
def room(tmp_path: Path, server: Server) -> Iterator[Newsroom]:
    """Five sources at one host, and one at another."""
    with serve({"/": Answer(rss(9))}) as other:
        listed = [f"{{url: '{server.url}/{name}', id: {name}}}" for name in "abcde"]
        sources = f"[{', '.join(listed)}, {{url: '{other.url}/', id: other}}]"
        room = Newsroom(tmp_path, server, sources, f"schedule: {{every: 1h}}\n{ANYWHERE}")
        yield room
        room.store.close()


def paths(room: Newsroom, later: timedelta = timedelta(), **options: bool) -> list[str]:
    return [asked.path for asked in room.run(later, **options)]


def test_the_name_of_a_host() -> None:
    assert host_of("https://News.Example/a") == host_of("http://news.example:80/b")
    assert host_of("http://news.example:8080/") == "news.example:8080"
    assert host_of("http://[2001:db8::1]:81/") == "2001:db8::1:81"
    for none in ("file:///etc/hosts", "http://[::1", "http:///a", f"http://{'a' * 999}/", "a"):
        assert host_of(none) == ""
    assert host_of("http://a\0b/") == ""


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_for_the_whole_host(room: Newsroom, status: int, form: str) -> None:
    # A date is counted from the moment of the answer, by the real clock.
    later = format_datetime(datetime.now(UTC) + 3 * HOUR + 9 * MINUTE, usegmt=True)
    said = {"seconds": "11000", "date": later}[form]
    room.server.plays["/b"] = Answer(status=status, headers={"Retry-After": said})
    assert paths(room) == ["/a", "/b"]
    assert room.result.count("ok") == 2  # the other host has nothing to do with it
    assert room.result.count("held") == 3
    report = room.report("c")
    assert report.next is not None
    assert timedelta(hours=3) < report.next - NOW < timedelta(hours=4)
    assert f"the server answered {status}" in (report.why or "")
    assert "is left alone" in (report.why or "")
    assert report.state == "new"
    room.restart()
    room.server.plays["/b"] = Answer(rss(1))
    assert paths(room, 3 * HOUR, force=True) == []  # who forces does not break a word
    assert paths(room, HOUR) == ["/a", "/b", "/c", "/d", "/e"]
    assert room.report("c").state == "ok"


def test_who_says_no_time_is_left_alone_longer_and_longer(room: Newsroom) -> None:
    room.server.plays = dict.fromkeys(FIVE, Answer(status=503))
    waits = []
    for _ in range(12):
        assert len(paths(room)) == 1
        with room.store.read() as transaction:
            (state,) = transaction.hosts().values()
        waits.append(state.until - int(room.now.timestamp()))
        room.now += timedelta(seconds=waits[-1] - 1)
        assert paths(room) == []
        room.now += timedelta(seconds=1)
    assert waits[:8] == sorted(waits[:8])  # near a day, what they are moved by is more
    assert 280 <= waits[0] <= 300
    assert 0.9 * 86400 <= waits[-1] <= 86400
    room.server.plays = dict(FIVE)
    assert len(paths(room, DAY)) == 5
    with room.store.read() as transaction:
        assert transaction.hosts() == {}


def test_a_host_that_is_down_costs_one_request(room: Newsroom) -> None:
    port = room.server.server_port
    room.server.shutdown()
    room.server.server_close()
    room.run()
    found = {done.source.id: done.status for done in room.result.sources}
    assert found == {"other": "ok", "a": "failed", **dict.fromkeys("bcde", "held")}
    assert "Connection refused" in (room.report("e").why or "")
    assert room.report("e").failures == 0
    room.run(force=True)  # who forces wants to know
    assert room.result.count("failed") == 1
    assert f"127.0.0.1:{port}" in (room.report("e").why or "")


def test_a_word_of_one_page_is_no_outage(room: Newsroom) -> None:
    room.server.plays["/b"] = Answer(status=500)
    room.server.plays["/c"] = Answer(status=404)
    assert len(paths(room)) == 5
    assert room.result.count("held") == 0


def test_what_a_redirect_leads_to_is_its_own_host(room: Newsroom) -> None:
    with serve({"/": Answer(status=503)}) as third:
        to = Answer(status=302, headers={"Location": third.url + "/"})
        room.server.plays["/b"] = to
        assert len(paths(room)) == 5
        with room.store.read() as transaction:
            assert list(transaction.hosts()) == [third.url.removeprefix("http://")]


def test_the_next_pass_waits_for_the_host(room: Newsroom) -> None:
    room.server.plays = dict.fromkeys(FIVE, Answer(status=503, headers={"Retry-After": "500"}))
    room.run()
    due = next_pass(room.store, list_sources(room.config), room.now)
    assert due - room.now == timedelta(seconds=500)


def test_an_answer_resets_whatever_it_says(room: Newsroom) -> None:
    hosts = Hosts(room.store, NOW)
    request = Request("a", "https://news.example/")
    for _ in range(3):
        hosts.answered(request, FetchError("timeout", "no whole answer within 30 s"))
    for outcome in (FetchError("http", "not found", 404), Response(request.url, b"")):
        hosts.held.clear()
        hosts.answered(request, outcome)
        with room.store.read() as transaction:
            assert transaction.hosts() == {}


def test_while_nobody_answers_it_may_be_our_own_network(room: Newsroom) -> None:
    request, down = Request("a", "https://news.example/"), FetchError("dns", "no such name")
    last, waits = int(NOW.timestamp()), []
    for hour in range(0, 48, 2):  # a weekend without a network
        hosts = Hosts(room.store, NOW + hour * HOUR, last_answer=last)
        hosts.held.clear()
        hosts.answered(request, down)
        with room.store.read() as transaction:
            (state,) = transaction.hosts().values()
        waits.append(state.until - last - hour * 3600)
    assert max(waits) <= 600
    for hour in range(48, 72, 2):  # there is one again, and that host is down
        hosts = Hosts(room.store, NOW + hour * HOUR, last_answer=last + hour * 3600)
        hosts.held.clear()
        hosts.answered(request, down)
    with room.store.read() as transaction:
        (state,) = transaction.hosts().values()
    assert state.until - last - 70 * 3600 > 20 * 3600


def test_an_outage_is_not_held_against_the_source(room: Newsroom) -> None:
    room.server.plays = dict.fromkeys(FIVE, Answer(status=503))
    for _ in range(4):
        room.run(3 * HOUR)
    room.server.plays = dict(FIVE)
    room.run(DAY)  # when the host is there again, all are asked as usual
    for source in "abcde":
        report = room.report(source)
        assert (report.state, report.failures) == ("ok", 0)
        assert report.interval is not None
        assert report.interval <= 3660
