"""A name and password are for the host that they were written for, and for nobody else."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest

from feeds.config import Fetch
from feeds.config.values import split_login
from feeds.fetch import FetchError, Outcome, Request, fetch_one, open_session
from feeds.fetch.guard import is_own_host
from tests.server import Answer, Server, serve

ANYWHERE = Fetch.model_validate({"allow_networks": ["127.0.0.0/8"], "timeout": 5})


@pytest.mark.parametrize(
    ("address", "url", "login"),
    [
        ("https://me:pw@n.example/a", "https://n.example/a", "me:pw"),
        ("HTTP://token@n.example:8080", "HTTP://n.example:8080", "token"),
        ("https://a@b:c@n.example/", "https://n.example/", "a@b:c"),
        ("https://n.example/@me", "https://n.example/@me", None),
        ("https://n.example?to=me@n.example", "https://n.example?to=me@n.example", None),
        ("file:///home/me@work/feed.xml", "file:///home/me@work/feed.xml", None),
    ],
)
def test_what_stands_in_an_address(address: str, url: str, login: str | None) -> None:
    assert split_login(address) == (url, login)


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("http://n.example/other", True),
        ("https://n.example/", True),  # the same host, by TLS
        ("http://n.example:8080/", False),
        ("https://n.example:8443/", False),
        ("http://www.n.example/", False),
        ("http://n.example.evil.example/", False),
        ("http://n.example:bad/", False),
    ],
)
def test_whose_it_is(url: str, own: bool) -> None:
    assert is_own_host(url, "http://me:pw@n.example/feed") is own
    assert not is_own_host("http://n.example/", "https://me:pw@n.example/feed")  # never without


def ask(server: Server, path: str = "/a", login: str = "me:s%3Acr%C3%A9t@") -> Outcome:
    written = server.url.replace("//", f"//{login}") + path
    with open_session("feeds/0") as session:
        return fetch_one(session, Request("k", server.url + path, trusted=written), ANYWHERE)


def authorized(server: Server) -> list[bool]:
    return ["authorization" in asked.headers for asked in server.asked]


def test_the_server_that_it_was_written_for_is_told() -> None:
    with serve({"/a": Answer(b"x")}) as server:
        ask(server)
        (asked,) = server.asked
        kind, _, said = asked.headers["authorization"].partition(" ")
        assert (kind, b64decode(said).decode()) == ("Basic", "me:s:crét")


def test_it_follows_a_redirect_on_its_host_and_to_no_other() -> None:
    with serve({"/": Answer(b"x", headers={"Set-Cookie": "a=1"})}) as other:
        plays = {
            "/a": Answer(status=302, headers={"Location": "/b"}),
            "/b": Answer(status=301, headers={"Location": other.url + "/"}),
        }
        with serve(plays) as server:
            ask(server)
            assert authorized(server) == [True, True]
            assert authorized(other) == [False]


def test_what_a_server_writes_into_an_address_is_not_sent_either() -> None:
    with serve({"/": Answer(b"x")}) as other:
        to = other.url.replace("//", "//you:theirs@")
        with serve({"/a": Answer(status=302, headers={"Location": to + "/"})}) as server:
            outcome = ask(server, login="")
            assert [step.url for step in outcome.redirects] == [other.url + "/"]
            assert authorized(other) == [False]
            with open_session("feeds/0") as session:
                fetch_one(session, Request("k", to + "/"), ANYWHERE)  # an article behind an entry
            assert authorized(other) == [False, False]


def test_nothing_is_taken_from_a_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("FTP_PROXY", "http://127.0.0.1:9/")  # then the environment is asked
    with serve({"/a": Answer(b"x")}) as server:
        ask(server, login="")
        assert authorized(server) == [False]


@pytest.mark.parametrize("location", ["http://me:secret@", "gopher://me:secret@n.example/", "//["])
def test_what_went_wrong_is_said_without_it(location: str) -> None:
    with serve({"/a": Answer(status=302, headers={"Location": location})}) as server:
        outcome = ask(server)
        assert isinstance(outcome, FetchError)
        assert "secret" not in repr(outcome)
        assert "cr%C3" not in repr(outcome)
