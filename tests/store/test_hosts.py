"""What is remembered of hosts, on each database."""

from __future__ import annotations

from feeds.aggregator.hosts import host_after
from feeds.fetch import FetchError
from feeds.store import HostState, RobotsState, Store


def test_hosts_come_and_go(store: Store) -> None:
    held = HostState("a.example", 99, True, 3, "the server answered 429")
    with store.begin() as transaction:
        transaction.note_host("a.example", held)
        transaction.note_host("b.example:81", HostState("b.example:81", 5, False, 1, "no answer"))
        transaction.note_host("b.example:81", None)
        transaction.note_host("c.example", None)
    with store.read() as transaction:
        assert transaction.hosts() == {"a.example": held}


def test_whatever_a_server_says_can_be_kept(store: Store) -> None:
    said = FetchError("http", "the server answered 503 No\0w \ud800 not\r\n", 503)
    state = host_after(None, "a.example", said, 0)
    with store.begin() as transaction:
        transaction.note_host("a.example", state)
    with store.read() as transaction:
        assert transaction.hosts() == {"a.example": state}


def test_what_origins_say_to_robots(store: Store) -> None:
    old = RobotsState("https://a.example/robots.txt", 5, "User-agent: *", None, 2)
    new = RobotsState("https://a.example/robots.txt", 9, None, 7)
    other = RobotsState("http://b.example:81/robots.txt", 6, "", None, 30)
    with store.begin() as transaction:
        transaction.save_robots([old, other])
        transaction.save_robots([new])
    with store.read() as transaction:
        origins = [new.origin, other.origin, "https://c.example/robots.txt"]
        assert transaction.robots(origins) == {new.origin: new, other.origin: other}
        assert transaction.delays() == {other.origin: 30}
    with store.begin() as transaction:
        transaction.forget_robots(7)
        assert transaction.robots(origins) == {new.origin: new}
