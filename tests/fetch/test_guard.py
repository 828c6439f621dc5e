"""Where content may lead, and how long and how large an answer may be."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.config import Fetch
from feeds.fetch import FetchError, Outcome, Request, Response, fetch_one, open_session
from feeds.fetch.guard import is_public, may_lead_to, same_origin
from tests.server import Answer, serve

FEED = Answer(b"<rss><channel><title>a</title></channel></rss>")


def ask(url: str, trusted: str | None = None, **settings: object) -> Outcome:
    with open_session("feeds/0") as session:
        request = Request("key", url, trusted=trusted)
        return fetch_one(session, request, Fetch.model_validate(settings))


def kind(outcome: Outcome) -> str:
    return outcome.kind if isinstance(outcome, FetchError) else type(outcome).__name__


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.255.0.9 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1
    192.0.2.1 198.18.0.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0
    fec0::1 fc00::1 fd12::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1
    64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1:: 2002:c0a8:101::1 words""".split(),
)
def test_where_content_may_not_lead(address: str) -> None:
    assert not may_lead_to(address, ())


@pytest.mark.parametrize(
    "address",
    "1.1.1.1 93.184.216.34 2606:4700::1111 64:ff9b::101:101 2002:101:101::1".split(),
)
def test_where_it_may(address: str) -> None:
    assert may_lead_to(address, ())


@given(st.ip_addresses(v=4))
def test_another_way_to_write_an_address_changes_nothing(address: Any) -> None:
    for prefix in (0xFFFF << 32, 0x64FF9B << 96):
        assert is_public(ip_address(prefix | int(address))) == is_public(address)


@given(st.ip_addresses())
def test_an_allowed_network_allows_its_own(address: Any) -> None:
    assert may_lead_to(str(address), [ip_network(f"{address}")])
    one = ip_network("10.9.8.7") if str(address) != "10.9.8.7" else ip_network("10.9.8.8")
    assert may_lead_to(str(address), [one]) == may_lead_to(str(address), ())


def test_an_origin_is_scheme_host_and_port() -> None:
    assert same_origin("http://a/x", "http://A:80/y")
    for other in ("https://a/", "http://a:81/", "http://b/", "http://a.b/", "file:///a"):
        assert not same_origin("http://a/x", other)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001"])
def test_content_does_not_lead_to_this_machine(host: str) -> None:
    with serve({"/": FEED}) as server:
        url = server.url.replace("127.0.0.1", host)
        assert kind(ask(url + "/")) == "inward"
        assert kind(ask(url + "/", allow_networks=["127.0.0.0/8", "::1/128"])) == "Response"
        assert len(server.asked) == 1


def test_a_redirect_leads_within_an_origin_but_not_to_another() -> None:
    with serve({"/": FEED}) as inner:
        plays = {
            "/": FEED,
            "/own": Answer(status=302, headers={"Location": "/"}),
            "/in": Answer(status=302, headers={"Location": inner.url + "/"}),
        }
        with serve(plays) as server:
            assert kind(ask(server.url + "/own", server.url)) == "Response"
            failed = ask(server.url + "/in", server.url)
            assert kind(failed) == "inward"
            assert "fetch.allow_networks" in getattr(failed, "message", "")
            assert inner.asked == []
            allow = ["127.0.0.0/8"]
            assert kind(ask(server.url + "/in", server.url, allow_networks=allow)) == "Response"


def test_a_connection_is_used_again_only_for_what_it_was_made_for() -> None:
    with serve({"/": FEED}) as server, open_session("feeds/0") as session:
        trusted = Request("key", server.url + "/", trusted=server.url)
        assert kind(fetch_one(session, trusted, Fetch())) == "Response"
        name = replace(trusted, trusted="http://elsewhere.invalid/")
        assert kind(fetch_one(session, name, Fetch())) == "inward"


def test_a_name_that_answers_differently_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    real = socket.getaddrinfo

    def lie(host: str, port: int, *more: Any, **named: Any) -> Any:
        if host != "rebind.invalid":
            return real(host, port, *more, **named)
        looked.append(host)
        address = "192.0.2.7" if len(looked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", lie)
    with serve({"/": FEED}) as server:
        url = server.url.replace("127.0.0.1", "rebind.invalid") + "/"
        for _ in range(3):
            assert kind(ask(url)) == "inward"
        assert kind(ask(url, allow_networks=["127.0.0.0/8"])) == "Response"
        assert (len(looked), len(server.asked)) == (4, 1)


def test_behind_a_proxy_what_is_written_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve({"http://feeds.invalid/": FEED}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert kind(ask("http://feeds.invalid/")) == "Response"
        for url in ("http://10.0.0.1/", "http://[::1]/", "http://localhost/"):
            assert kind(ask(url)) == "inward"
        assert len(proxy.asked) == 1


def test_files_only_where_the_configuration_names_them(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(FEED.body)
    assert kind(ask(path.as_uri(), "http://example.org/")) == "inward"
    assert kind(ask(path.as_uri(), tmp_path.as_uri())) == "Response"


@contextmanager
def raw(*pieces: bytes, repeat: bytes = b"", every: float = 0.0) -> Iterator[str]:
    """A server that says these bytes to whoever connects, then `repeat` until the other leaves."""

    def talk(connection: socket.socket) -> None:
        with connection:
            try:
                connection.recv(65536)
                connection.sendall(b"".join(pieces))
                while repeat:
                    connection.sendall(repeat)
                    time.sleep(every)
            except OSError:
                pass

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=[connection], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        listener.shutdown(socket.SHUT_RDWR)


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("start", "repeat", "every", "expected"),
    [
        (b"", b"H", 0.05, {"timeout", "protocol"}),
        (OK + b"X-Slow: ", b"a", 0.05, {"timeout"}),
        (OK, b"X-Slow: a\r\n", 0.05, {"timeout"}),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.0, {"timeout", "protocol"}),
        (OK, b"X-Many: a\r\n", 0.0, {"protocol"}),
        (OK, b"X-Large: " + b"a" * 60000 + b"\r\n", 0.0, {"protocol"}),
        (OK + b"\r\n", b"a" * 65536, 0.0, {"too_large"}),
        (
            CHUNKED,
            b"1\r\na\r\n" * 999,
            0.0,
            {"too_large", "timeout"},
        ),
        (CHUNKED, b"0" * 65000, 0.0, {"protocol", "too_large"}),
        (
            CHUNKED + b"0\r\n",
            b"A: b\r\n",
            0.0,
            {"too_large", "timeout"},
        ),
        (OK + b"Content-Encoding: gzip\r\n\r\n", b"\x1f\x8b\x08" + b"\0" * 7, 0.0, {"encoding"}),
        (b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", b"a" * 65536, 0.0, {"redirect"}),
    ],
)
def test_an_answer_ends_however_it_goes_on(
    start: bytes, repeat: bytes, every: float, expected: set[str]
) -> None:
    began = time.monotonic()
    with raw(start, repeat=repeat, every=every) as url:
        outcome = ask(url, url, timeout=1, max_bytes=200_000)
    assert kind(outcome) in expected, outcome
    assert time.monotonic() - began < 10


def test_a_whole_answer_at_the_bound() -> None:
    body = b"a" * 100_000
    with serve({"/": Answer(body)}) as server:
        outcome = ask(server.url + "/", server.url, max_bytes=100_000)
        assert isinstance(outcome, Response)
        assert outcome.body == body
        assert kind(ask(server.url + "/", server.url, max_bytes=99_999)) == "too_large"
