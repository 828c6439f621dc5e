"""A name and password are for the server that they were written for, and for nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.config import Fetch
from feeds.config.access import without_user
from feeds.fetch import FetchError, Outcome, Request, fetch_one, open_session
from feeds.model import Access
from tests.server import Answer, Server, serve

ME = Access("me", "secret")
ANYWHERE = Fetch.model_validate({"allow_networks": ["127.0.0.0/8"], "timeout": 5})


@pytest.mark.parametrize(
    ("address", "url", "user", "password"),
    [
        ("https://me:pw@n.example/a", "https://n.example/a", "me", "pw"),
        ("https://me:p%40w@n.example", "https://n.example", "me", "p@w"),
        ("http://token@n.example:8080/", "http://n.example:8080/", "token", None),
        ("https://a@b:c@n.example/", "https://n.example/", "a@b", "c"),
        ("https://n.example/@me", "https://n.example/@me", None, None),
        ("https://n.example?to=me@n.example", "https://n.example?to=me@n.example", None, None),
        ("file:///home/me@work/feed.xml", "file:///home/me@work/feed.xml", None, None),
        ("http://[", "http://[", None, None),
    ],
)
def test_what_stands_in_an_address(
    address: str, url: str, user: str | None, password: str | None
) -> None:
    assert without_user(address) == (url, user, password)


def ask(server: Server, path: str = "/a", access: Access = ME) -> Outcome:
    request = Request("k", server.url + path, trusted=server.url + path, access=access)
    with open_session("feeds/0") as session:
        return fetch_one(session, request, ANYWHERE)


def authorized(server: Server) -> list[bool]:
    return ["authorization" in asked.headers for asked in server.asked]


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
            outcome = ask(server, access=Access())
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
        ask(server, access=Access())
        assert authorized(server) == [False]


@pytest.mark.parametrize("location", ["http://me:secret@", "gopher://me:secret@n.example/", "//["])
def test_what_went_wrong_is_said_without_it(location: str) -> None:
    with serve({"/a": Answer(status=302, headers={"Location": location})}) as server:
        outcome = ask(server)
        assert isinstance(outcome, FetchError)
        assert "secret" not in repr(outcome)
