"""What a source is told of who asks, and that nobody else is."""

from __future__ import annotations

import base64
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from feeds.config import Fetch
from feeds.fetch import FetchError, Outcome, Request, Response, fetch_one, open_session
from feeds.model import Access
from tests.server import Answer, Server, serve

FEED = Answer(b"<rss version='2.0'><channel><title>a</title></channel></rss>")
ALL = Access(
    token="t0ken", headers=(("X-Key", "k-ey"),), cookies=(("seen", "1"), ("session", "s3cret"))
)
SETTINGS = Fetch.model_validate({"allow_networks": ["127.0.0.0/8"]})


def ask(url: str, access: Access, trusted: str | None = None) -> Outcome:
    with open_session("feeds/0") as session:
        request = Request("key", url, trusted=trusted or url, access=access)
        return fetch_one(session, request, SETTINGS)


def test_a_source_is_told() -> None:
    with serve({"/": FEED}) as server:
        assert isinstance(ask(f"{server.url}/", ALL), Response)
        (asked,) = server.asked
    assert asked.headers["authorization"] == "Bearer t0ken"
    assert asked.headers["x-key"] == "k-ey"
    assert asked.headers["cookie"] == "seen=1; session=s3cret"


def test_a_password_in_any_script() -> None:
    with serve({"/": FEED}) as server:
        ask(f"{server.url}/", Access(user="讀者", password="p:ä"))
        kind, _, told = server.asked[0].headers["authorization"].partition(" ")
    assert kind == "Basic"
    assert base64.b64decode(told).decode() == "讀者:p:ä"


def test_who_is_redirected_to_is_told_nothing() -> None:
    with serve({"/": FEED}) as other:
        away = Answer(status=302, headers={"Location": f"{other.url}/"})
        again = Answer(status=302, headers={"Location": "/away"})
        with serve({"/": again, "/away": away}) as server:
            assert isinstance(ask(f"{server.url}/", ALL), Response)
        assert [one.headers.get("authorization") for one in server.asked] == ["Bearer t0ken"] * 2
    (asked,) = other.asked
    assert not {"authorization", "cookie", "x-key"} & set(asked.headers)


def test_what_content_leads_to_is_told_nothing() -> None:
    with serve({"/article": FEED}) as server:
        ask(f"{server.url}/article", ALL, trusted="https://news.example/feed")
        assert "authorization" not in server.asked[0].headers
        ask(f"{server.url}/article", ALL, trusted=f"{server.url}/feed")
        assert "authorization" in server.asked[1].headers


def test_through_a_proxy() -> None:
    with serve({"http://news.example/feed": FEED}) as server:
        proxy = server.url.replace("http://", "http://us:pw@")
        outcome = ask("http://news.example/feed", Access(proxy=proxy))
        assert isinstance(outcome, Response)
        (asked,) = server.asked
    assert base64.b64decode(asked.headers["proxy-authorization"].split()[1]) == b"us:pw"


@contextmanager
def serve_tls(authority: trustme.CA, *, ask_for_certificate: bool) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED if ask_for_certificate else ssl.CERT_NONE
    with Server({"/": FEED}) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def files(tmp_path: Path) -> tuple[trustme.CA, Access]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    client = authority.issue_cert("reader@news.example")
    client.cert_chain_pems[0].write_to_path(str(tmp_path / "cert.pem"))
    client.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    certificate, key, ca = (str(tmp_path / f"{name}.pem") for name in ("cert", "key", "ca"))
    return authority, Access(certificate=certificate, key=key, ca=ca)


def test_an_authority_of_its_own(files: tuple[trustme.CA, Access]) -> None:
    authority, access = files
    with serve_tls(authority, ask_for_certificate=False) as url:
        refused = ask(url, Access())
        assert isinstance(refused, FetchError)
        assert refused.kind == "tls"
        assert isinstance(ask(url, Access(ca=access.ca)), Response)


def test_a_client_certificate(files: tuple[trustme.CA, Access]) -> None:
    authority, access = files
    with serve_tls(authority, ask_for_certificate=True) as url:
        assert isinstance(ask(url, access), Response)
        assert isinstance(ask(url, Access(ca=access.ca)), FetchError)
        # Content of another source of this host does not come by our certificate.
        elsewhere = ask(url, access, trusted="https://news.example/")
        assert isinstance(elsewhere, FetchError)


def test_a_file_that_is_not_there_is_named() -> None:
    outcome = ask("https://127.0.0.1:9/", Access(certificate="/nowhere/cert.pem"))
    assert isinstance(outcome, FetchError)
    assert "/nowhere/cert.pem" in outcome.message


def test_what_is_secret_is_not_shown() -> None:
    assert "t0ken" not in repr(Request("key", "https://news.example/", access=ALL))
    assert repr(Access()) == "Access()"
