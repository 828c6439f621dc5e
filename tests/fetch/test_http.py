"""What a server may do, and the value that comes of it."""

from __future__ import annotations

import gzip
import socket
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.config import Fetch
from feeds.fetch import (
    FetchError,
    NotModified,
    Outcome,
    Redirect,
    Response,
    Validators,
    fetch_one,
    open_session,
)
from feeds.fetch.http import retry_after
from tests.fetch.written import written
from tests.server import Answer, serve

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FEED = "<rss><channel><title>新聞</title></channel></rss>".encode()
NONE = Validators()
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def ask(url: str, validators: Validators = NONE, **settings: object) -> Outcome:
    with open_session("feeds/0 (+http://localhost/)") as session:
        return fetch_one(session, written("key", url, validators), Fetch.model_validate(settings))


def failed(outcome: Outcome) -> FetchError:
    assert isinstance(outcome, FetchError), outcome
    return outcome


def test_a_document_with_its_type_and_validators() -> None:
    headers = {
        "Content-Type": "application/rss+xml; charset=utf-8",
        "ETag": '"a1"',
        "Last-Modified": "Thu, 26 Feb 2026 08:30:00 GMT",
    }
    with serve({"/feed": Answer(FEED, headers=headers)}) as server:
        outcome = ask(server.url + "/feed")
    assert outcome == Response(
        server.url + "/feed",
        FEED,
        headers["Content-Type"],
        Validators('"a1"', headers["Last-Modified"]),
    )


def test_it_says_who_asks_and_nothing_that_would_tell_readers_apart() -> None:
    cookie = {"Set-Cookie": "id=1; Path=/"}
    plays = {
        "/a": Answer(status=302, headers={"Location": "/b", **cookie}),
        "/b": Answer(FEED, headers=cookie),
    }
    with serve(plays) as server, open_session("feeds/0 (+http://localhost/)") as session:
        for _ in range(2):
            fetch_one(session, written("key", server.url + "/a"), Fetch())
    assert server.paths() == ["/a", "/b", "/a", "/b"]
    for asked in server.asked:
        assert asked.headers["user-agent"] == "feeds/0 (+http://localhost/)"
        assert "cookie" not in asked.headers
        assert "referer" not in asked.headers
        assert "application/atom+xml" in asked.headers["accept"]


@pytest.mark.parametrize(
    "etag",
    ['"abc"', 'W/"abc"', "abc", '"abc--gzip"', '"a, b"', '""', 'w/"x"', '"\xe9\xff"', "W/"],
)
def test_an_etag_goes_back_byte_for_byte(etag: str) -> None:
    date = "Thu, 01 Jan 1970 00:00:00 +0000 (odd)"
    received: list[Mapping[str, str]] = []

    def play(headers: Mapping[str, str]) -> Answer:
        received.append(headers)
        if "if-none-match" in headers:
            return Answer(status=304)
        return Answer(FEED, headers={"ETag": etag, "Last-Modified": date})

    with serve({"/feed": play}) as server:
        first = ask(server.url + "/feed")
        assert isinstance(first, Response)
        assert first.validators == Validators(etag, date)
        second = ask(server.url + "/feed", first.validators)
    assert second == NotModified(first.validators)
    assert received[1]["if-none-match"] == etag
    assert received[1]["if-modified-since"] == date


def test_a_304_renews_the_validators_that_it_names() -> None:
    with serve({"/feed": Answer(status=304, headers={"ETag": '"2"'})}) as server:
        outcome = ask(server.url + "/feed", Validators('"1"', "some day"))
    assert outcome == NotModified(Validators('"2"', "some day"))


def test_a_304_that_was_not_asked_for_is_an_error() -> None:
    with serve({"/feed": Answer(status=304)}) as server:
        assert "not asked" in failed(ask(server.url + "/feed")).message


@pytest.mark.parametrize(
    ("coding", "encode"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body, wbits=-15)),  # as old servers send it
        ("br", brotli.compress),
        ("zstd", zstd.compress),
        ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
    ],
)
def test_bodies_are_decoded_from_their_coding(
    coding: str, encode: Callable[[bytes], bytes]
) -> None:
    answer = Answer(encode(FEED), headers={"Content-Encoding": coding})
    with serve({"/feed": answer}) as server:
        outcome = ask(server.url + "/feed")
        assert isinstance(outcome, Response)
    assert outcome.body == FEED
    assert coding in {"x-gzip", "gzip, br"} or coding in server.asked[0].headers["accept-encoding"]


@pytest.mark.parametrize(
    ("coding", "encode"),
    [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress)],
)
def test_a_bomb_stops_at_the_bound(coding: str, encode: Callable[[bytes], bytes]) -> None:
    bomb = Answer(encode(b"x" * 30_000_000), headers={"Content-Encoding": coding})
    with serve({"/feed": bomb}) as server:
        error = failed(ask(server.url + "/feed", max_bytes=1_000_000))
    assert (error.kind, error.message) == ("too_large", "more than 1000000 bytes")


def test_the_bound_itself_is_allowed() -> None:
    with serve({"/feed": Answer(b"x" * 1000)}) as server:
        assert isinstance(ask(server.url + "/feed", max_bytes=1000), Response)
        assert failed(ask(server.url + "/feed", max_bytes=999)).kind == "too_large"


def test_a_body_that_is_not_in_its_coding() -> None:
    with serve({"/feed": Answer(FEED, headers={"Content-Encoding": "gzip"})}) as server:
        assert failed(ask(server.url + "/feed")).kind == "encoding"


@pytest.mark.parametrize(
    "answer",
    [Answer(FEED, before=5), Answer(FEED, drip=0.05)],
    ids=["silent", "one byte at a time"],
)
def test_a_slow_server_is_left_when_the_time_is_up(answer: Answer) -> None:
    began = time.monotonic()
    with serve({"/feed": answer}) as server:
        error = failed(ask(server.url + "/feed", timeout=0.4))
    assert (error.kind, error.message) == ("timeout", "no whole answer within 0.4 s")
    assert time.monotonic() - began < 4


def test_the_time_is_for_all_redirects_together() -> None:
    plays = {
        f"/{n}": Answer(status=302, headers={"Location": f"/{n + 1}"}, before=0.15)
        for n in range(9)
    }
    with serve(plays) as server:
        assert failed(ask(server.url + "/0", timeout=0.5)).kind == "timeout"
        assert len(server.asked) < 6


@pytest.mark.parametrize(
    ("status", "said", "seconds"),
    [
        (404, None, None),
        (410, None, None),
        (429, "120", 120.0),
        (503, " 7 ", 7.0),
        (503, "soon", None),
        (500, "-3", None),
    ],
)
def test_what_is_no_success_says_so(status: int, said: str | None, seconds: float | None) -> None:
    headers = {"Retry-After": said} if said else {}
    with serve({"/feed": Answer(b"<html>", status, headers)}) as server:
        error = failed(ask(server.url + "/feed"))
    assert (error.kind, error.status, error.retry_after) == ("http", status, seconds)
    assert f"the server answered {status}" in error.message


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("Sun, 01 Mar 2026 12:10:00 GMT", 600.0),
        ("Sunday, 01-Mar-26 12:10:00 GMT", 600.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sun, 01 Mar 2126 11:00:00 GMT", 366 * 86400.0),
        ("9" * 5000, 366 * 86400.0),
        ("", None),
        ("１２", None),
        ("1.5", None),
        ("Sun, 99 Mar 2026 99:00:00 GMT", None),
    ],
)
def test_retry_after_in_both_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text())
def test_retry_after_never_raises(value: str) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or 0 <= seconds <= 366 * 86400


def test_redirects_are_followed_and_recorded() -> None:
    plays = {
        "/old": Answer(status=301, headers={"Location": "/newer"}),
        "/newer": Answer(status=307, headers={"Location": "new?x=1"}),
        "/new?x=1": Answer(FEED),
    }
    with serve(plays) as server:
        outcome = ask(server.url + "/old")
    assert isinstance(outcome, Response)
    assert outcome.url == server.url + "/new?x=1"
    assert outcome.redirects == (
        Redirect(301, server.url + "/newer"),
        Redirect(307, server.url + "/new?x=1"),
    )


def test_a_redirect_in_raw_utf8() -> None:
    latin = "/頁".encode().decode("latin-1")  # as http.server writes its headers
    with serve(
        {
            "/old": Answer(status=302, headers={"Location": latin}),
            "/%E9%A0%81": Answer(FEED),
        }
    ) as server:
        assert isinstance(ask(server.url + "/old"), Response)


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("/a", "in a circle"),
        ("ftp://127.0.0.1/feed", "neither http nor https"),
        ("file:///etc/passwd", "neither http nor https"),
        ("javascript:alert(1)", "neither http nor https"),
    ],
)
def test_redirects_that_lead_nowhere(location: str, says: str) -> None:
    with serve({"/a": Answer(status=302, headers={"Location": location})}) as server:
        error = failed(ask(server.url + "/a"))
    assert error.kind == "redirect"
    assert says in error.message
    assert len(error.redirects) == 1


def test_too_many_redirects() -> None:
    plays = {f"/{n}": Answer(status=302, headers={"Location": f"/{n + 1}"}) for n in range(9)}
    with serve(plays) as server:
        error = failed(ask(server.url + "/0", redirects=3))
    assert error.kind == "redirect"
    assert "more than 3 times" in error.message


def test_nobody_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    error = failed(ask(f"http://127.0.0.1:{port}/"))
    assert error.kind == "connect"
    assert "refused" in error.message.lower()


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://", "address"),
        ("http://[::1", "address"),
        ("http://exa mple.invalid/", "address"),
        ("http://127.0.0.1:99999/", "address"),
        ("ftp://127.0.0.1/feed", "address"),
        ("http://" + "a" * 70 + ".invalid/", "address"),
        ("http://nowhere.invalid/", "dns"),
    ],
)
def test_addresses_that_nobody_can_ask(url: str, kind: str) -> None:
    assert failed(ask(url)).kind == kind


@contextmanager
def saying(raw: bytes) -> Iterator[str]:
    """A server that says `raw` to whoever connects, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def say() -> None:
            try:
                connection, _ = listener.accept()
                with connection:
                    connection.recv(4096)
                    connection.sendall(raw)
            except OSError:
                pass

        threading.Thread(target=say, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\x00",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_what_is_no_http_is_an_error_of_this_source(raw: bytes) -> None:
    with saying(raw) as url:
        error = failed(ask(url, timeout=3))
    assert error.kind in {"protocol", "connect", "address"}
    assert error.message


def test_a_server_without_tls() -> None:
    with serve({"/": Answer(FEED)}) as server:
        error = failed(ask(server.url.replace("http:", "https:") + "/"))
    assert error.kind == "tls"
    assert "no secure connection" in error.message
