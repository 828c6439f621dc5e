"""Telling a hub: what it is sent, and what becomes of whatever it answers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from feeds.notify import Told, tell, wait
from feeds.notify.hub import BATCH
from tests.hub import TAKEN, Hub, hub
from tests.server import Answer

TOPICS = [f"https://f.example/keywords/{n}/atom.xml" for n in range(BATCH * 2 + 3)]


@pytest.fixture
def loopback() -> Iterator[Hub]:
    with hub() as made:
        yield made


def told(loopback: Hub, topics: list[str], seconds: float = 5) -> Told:
    return tell(loopback.url, topics, user_agent="feeds/1", seconds=seconds)


def test_it_is_sent_what_publishers_send(loopback: Hub) -> None:
    topic = "https://f.example/keywords/%E6%89%B6%E8%B2%A7/atom.xml"
    assert told(loopback, [topic]) == Told([topic])
    assert loopback.requests == [
        [("hub.mode", "publish"), ("hub.url", topic), ("hub.topic", topic)]
    ]
    assert loopback.agents == ["feeds/1"]


def test_many_go_together(loopback: Hub) -> None:
    assert told(loopback, TOPICS) == Told(TOPICS)
    assert len(loopback.requests) == 3
    assert loopback.topics() == sorted(TOPICS)


def test_a_hub_that_takes_one_at_a_time_is_told_one_at_a_time(loopback: Hub) -> None:
    loopback.answer = lambda topics: TAKEN if len(topics) == 1 else Answer(status=400)
    assert sorted(told(loopback, TOPICS).topics) == sorted(TOPICS)


@pytest.mark.parametrize("status", [400, 401, 404, 500, 503])
def test_what_it_did_not_take_is_not_counted(loopback: Hub, status: int) -> None:
    loopback.answer = lambda topics: Answer(status=status) if TOPICS[-1] in topics else TAKEN
    done = told(loopback, TOPICS)
    assert done.topics[: 2 * BATCH] == TOPICS[: 2 * BATCH]
    assert TOPICS[-1] not in done.topics
    assert str(done.error).startswith(f"HTTP {status} ")


def test_a_hub_that_is_elsewhere_is_not_followed_but_told(loopback: Hub) -> None:
    loopback.answer = lambda topics: Answer(
        status=308, headers={"Location": "https://new.example/"}
    )
    done = told(loopback, TOPICS[:1])
    assert (done.topics, len(loopback.requests)) == ([], 1)
    assert done.error == "HTTP 308 Permanent Redirect: it is at https://new.example/"


def test_when_it_wants_to_be_told_again(loopback: Hub) -> None:
    def after(value: str) -> int | None:
        loopback.answer = lambda topics: Answer(status=429, headers={"Retry-After": value})
        return told(loopback, TOPICS[:1]).retry_after

    assert after("120") == 120
    assert after("999999999") == 24 * 3600
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 80 <= (after(soon) or 0) <= 91
    assert after("Mon, 02 Mar 2020 08:00:00 GMT") == 0
    assert after("soon") is None
    assert after("-5") is None


def test_a_slow_hub_costs_no_more_than_was_said(loopback: Hub) -> None:
    loopback.answer = lambda topics: Answer(status=204, before=30)
    began = time.monotonic()
    assert told(loopback, TOPICS, seconds=0.5) == Told(error="no answer after 0 s")
    assert time.monotonic() - began < 5


def test_what_there_was_no_time_for_is_no_fault(loopback: Hub) -> None:
    loopback.answer = lambda topics: Answer(status=204, before=0.7)
    done = told(loopback, TOPICS, seconds=1)
    assert (done.topics, done.error) == (TOPICS[:BATCH], None)


def test_a_long_answer_is_not_read(loopback: Hub) -> None:
    loopback.answer = lambda topics: Answer(b"thanks " * 99, drip=1)
    began = time.monotonic()
    assert told(loopback, TOPICS[:1]) == Told(TOPICS[:1])
    assert time.monotonic() - began < 3


def test_nobody_is_there() -> None:
    with hub() as gone:
        url = gone.url
    done = tell(url, TOPICS, user_agent="feeds/1", seconds=2)
    assert (done.topics, done.error) == ([], "Connection refused")


def test_the_longer_it_fails_the_longer_it_is_left_alone() -> None:
    waits = [wait(failures) for failures in range(1, 40)]
    assert waits[:3] == [60, 120, 240]
    assert waits == sorted(waits)
    assert max(waits) == 6 * 3600
