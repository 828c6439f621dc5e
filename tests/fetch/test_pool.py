"""Many sources at once: everyone is asked once, and no host too often."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.config import Fetch
from feeds.fetch import FetchError, NotModified, Request, Response, Validators, fetch_all
from feeds.fetch.pool import _Turns
from tests.fetch.written import written
from tests.server import Answer, serve


def all_of(requests: list[Request], **settings: object) -> dict[str, object]:
    given = Fetch.model_validate({"pause": 0, **settings})
    return {request.key: outcome for request, outcome in fetch_all(requests, given, "feeds/0")}


def test_everyone_is_answered_whatever_becomes_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(b"<rss/>")
    with serve({"/ok": Answer(b"ok"), "/gone": Answer(status=410)}) as server:
        outcomes = all_of(
            [
                written("ok", server.url + "/ok"),
                written("gone", server.url + "/gone"),
                written("file", (tmp_path / "feed.xml").as_uri()),
                written("odd", "gopher://127.0.0.1/"),
                written("broken", "http://[::1"),
            ]
        )
    assert {key: type(outcome) for key, outcome in outcomes.items()} == {
        "ok": Response,
        "gone": FetchError,
        "file": Response,
        "odd": FetchError,
        "broken": FetchError,
    }


def test_nobody_to_ask() -> None:
    assert all_of([]) == {}


def most_at_once(server_asked: list) -> int:  # type: ignore[type-arg]
    return max(
        sum(other.began <= asked.began < other.ended for other in server_asked)
        for asked in server_asked
    )


@pytest.mark.parametrize("per_host", [1, 3])
def test_one_host_is_asked_by_so_many_at_once(per_host: int) -> None:
    plays = {f"/{n}": Answer(b"x", before=0.05) for n in range(9)}
    with serve(plays) as server:
        requests = [written(str(n), f"{server.url}/{n}") for n in range(9)]
        outcomes = all_of(requests, per_host=per_host)
        assert all(isinstance(outcome, Response) for outcome in outcomes.values())
        assert most_at_once(server.asked) == per_host
        assert sorted(server.paths()) == sorted(plays)


def test_a_host_has_its_pause_while_others_are_asked() -> None:
    with serve({"/": Answer(b"x")}) as one, serve({"/": Answer(b"y")}) as two:
        name = two.url.replace("127.0.0.1", "localhost")
        requests = [written(f"one{n}", one.url + "/") for n in range(3)]
        requests += [written(f"two{n}", name + "/") for n in range(3)]
        began = time.monotonic()
        all_of(requests, pause=0.3)
        took = time.monotonic() - began
        for server in (one, two):
            for first, second in zip(server.asked, server.asked[1:], strict=False):
                assert second.began - first.ended >= 0.29
    assert took < 1.1  # both hosts' pauses passed side by side


def test_a_host_has_its_pause_from_one_round_to_the_next() -> None:
    hosts: dict[str, float] = {}
    with serve({"/": Answer(b"x")}) as server:
        for key in ("first", "second"):
            request = written(key, server.url + "/")
            assert list(fetch_all([request], Fetch(pause=0.3), "feeds/0", not_before=hosts))
        first, second = server.asked
        assert second.began - first.ended >= 0.29


ENOUGH = [Answer(status=429), Answer(status=503), Answer(status=403, headers={"Retry-After": "9"})]


@pytest.mark.parametrize("enough", ENOUGH)
def test_a_host_that_has_enough_is_asked_no_more_where_that_is_wished(enough: Answer) -> None:
    plays = {"/0": Answer(b"x"), "/1": enough, "/2": Answer(b"x")}
    with serve(plays) as server, serve({"/": Answer(b"y")}) as other:
        requests = [written(str(n), f"{server.url}/{n}") for n in range(3)]
        requests.append(written("other", other.url + "/"))  # another port is another server
        held: set[str] = set()
        answers = fetch_all(requests, Fetch(pause=0), "feeds/0", held=held)
        assert sorted(request.key for request, _ in answers) == ["0", "1", "other"]
        assert server.paths() == ["/0", "/1"]
        assert held == {server.url.removeprefix("http://")}
        assert list(fetch_all(requests[:3], Fetch(pause=0), "feeds/0", held=held)) == []
        assert len(all_of(requests)) == 4


def test_where_nobody_is_is_asked_once() -> None:
    with serve({}) as server:
        url = server.url
    requests = [written(str(n), f"{url}/{n}") for n in range(9)]
    answers = list(fetch_all(requests, Fetch(pause=0), "feeds/0", held=set()))
    assert [outcome.kind for _, outcome in answers if isinstance(outcome, FetchError)] == [
        "connect"
    ]


def test_what_is_welcome_is_said() -> None:
    with serve({"/": Answer(b"x")}) as server:
        all_of([written("page", server.url + "/", accept="text/html")])
        all_of([written("feed", server.url + "/")])
        page, feed = (asked.headers["accept"] for asked in server.asked)
    assert page == "text/html"
    assert "rss" in feed


def test_whoever_stops_listening_stops_the_asking() -> None:
    with serve({"/": Answer(b"x", before=0.02)}) as server:
        requests = [written(str(n), server.url + "/") for n in range(200)]
        answers = fetch_all(requests, Fetch(pause=0), "feeds/0")
        next(answers)
        answers.close()  # type: ignore[attr-defined]
        assert len(server.asked) < 20
    assert not [t for t in threading.enumerate() if t.name.startswith("fetch-")]


def test_a_file_is_new_until_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a b 新.xml"
    path.write_bytes(b"<rss/>")
    first = all_of([written("f", path.as_uri())])["f"]
    assert isinstance(first, Response)
    assert first.body == b"<rss/>"
    again = all_of([written("f", path.as_uri(), first.validators)])["f"]
    assert again == NotModified(first.validators)
    path.write_bytes(b"<rss></rss>")
    changed = all_of([written("f", path.as_uri(), first.validators)])["f"]
    assert isinstance(changed, Response)
    assert changed.body == b"<rss></rss>"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    missing = all_of([written("f", (tmp_path / "no.xml").as_uri())])["f"]
    assert missing == FetchError("file", f"{tmp_path}/no.xml: No such file or directory")
    folder = all_of([written("f", tmp_path.as_uri())])["f"]
    assert isinstance(folder, Response)
    (tmp_path / "big.xml").write_bytes(b"x" * 100)
    big = all_of([written("f", (tmp_path / "big.xml").as_uri())], max_bytes=99)["f"]
    assert isinstance(big, FetchError)
    assert big.kind == "too_large"
    nul = all_of([written("f", "file:///tmp/%00", Validators())])["f"]
    assert isinstance(nul, FetchError)


@given(
    hosts=st.lists(st.sampled_from("abc"), max_size=20),
    per_host=st.integers(1, 3),
    pause=st.sampled_from([0.0, 0.5]),
    data=st.data(),
)
def test_turns_give_everyone_one_and_no_host_more_than_its_due(
    hosts: list[str], per_host: int, pause: float, data: st.DataObject
) -> None:
    now = [0.0]
    requests = [written(str(n), f"http://{host}/") for n, host in enumerate(hosts)]
    turns = _Turns(requests, per_host, pause, lambda: now[0], {})
    running: list[Request] = []
    ended: dict[str, float] = {}
    taken = []
    while len(taken) < len(requests):
        busy = Counter(request.url for request in running)
        waiting = {r.url for r in requests if r.key not in taken}
        ready = [url for url in waiting if busy[url] < per_host]
        if ready and (not running or data.draw(st.booleans())):
            soonest = min(ended.get(url, -pause) + pause for url in ready)
            now[0] = max(now[0], soonest)
            request = turns.take()
            assert request is not None
            assert busy[request.url] < per_host
            assert now[0] >= ended.get(request.url, -pause) + pause
            running.append(request)
            taken.append(request.key)
        else:
            request = running.pop(data.draw(st.integers(0, len(running) - 1)))
            now[0] += 0.1
            turns.done(request)
            ended[request.url] = now[0]
    assert sorted(taken, key=int) == [request.key for request in requests]
    assert turns.take() is None
