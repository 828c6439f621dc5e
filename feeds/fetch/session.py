"""Connections of one worker: held to a deadline, to bounds and to where they may lead.

Every byte of an answer, headers included, comes through `_Wire`, which waits no longer than the
request as a whole has left; libraries bound only each single wait.
"""

from __future__ import annotations

import http.client
import http.cookiejar
import io
import os
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.request import getproxies

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.connection import create_connection

from feeds.fetch.guard import InwardError, Network, may_lead_to

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, "
    "application/json;q=0.7, text/html;q=0.5, */*;q=0.1"
)
HEADER_BYTES = 64 * 1024
"""The most that the headers of one answer may take; the library holds their number to 100."""


class TooLargeError(Exception):
    """More bytes than `fetch.max_bytes`, on the wire or decompressed."""


class LateError(Exception):
    """The request as a whole took too long."""


class HeadersError(Exception):
    """More headers than `HEADER_BYTES`."""


@dataclass(slots=True)
class Bounds:
    """What holds for the request under way: `deadline` by `clock`, the most bytes of a body, and
    the networks that content may lead to though they are not public."""

    deadline: float = 0.0
    clock: Callable[[], float] = time.monotonic
    max_bytes: int = 0
    allowed: Sequence[Network] = ()

    def left(self) -> float:
        """Seconds; raises LateError if there are none."""
        left = self.deadline - self.clock()
        if left <= 0:
            raise LateError
        return left


class Session(requests.Session):
    """One worker's connections. Those to where an operator led us are never used for where
    content does: `guarded` says which it is, and is set before each request with `bounds`."""

    def __init__(self, user_agent: str) -> None:
        super().__init__()
        self.bounds = Bounds()
        self.guarded = True
        self._open, self._guarded = _Adapter(self.bounds, False), _Adapter(self.bounds, True)
        self.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
        self.headers.clear()
        self.headers.update(
            {
                "User-Agent": user_agent,
                "Accept": ACCEPT,
                "Accept-Encoding": "gzip, deflate, br, zstd",
            }
        )
        # Else the library would send what stands in addresses and in ~/.netrc.
        self.auth = _nobody
        # Only where there are proxies does the environment have to be asked at every request.
        self.trust_env = bool(getproxies())
        self.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True

    def get_adapter(self, url: str | bytes) -> HTTPAdapter:
        """The connections for the request under way."""
        return self._guarded if self.guarded else self._open

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """None: who asks follows redirects. The library would read their bodies whole, however
        long they are."""
        return None

    def close(self) -> None:
        """Close all connections."""
        self._open.close()
        self._guarded.close()


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """As nobody in particular."""
    return request


def open_session(user_agent: str) -> Session:
    """A session for one worker: connections are reused, cookies are not kept."""
    return Session(user_agent)


class _Adapter(HTTPAdapter):
    def __init__(self, bounds: Bounds, guarded: bool) -> None:
        super().__init__(pool_connections=4, pool_maxsize=1, max_retries=0)
        self._bounds = bounds
        self.poolmanager.pool_classes_by_scheme = _pools(bounds, guarded)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> Any:
        # A proxy is where the operator put it, and resolves names itself.
        manager = super().proxy_manager_for(proxy, **proxy_kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = _pools(self._bounds, False)
        return manager


def _pools(bounds: Bounds, guarded: bool) -> dict[str, Callable[..., HTTPConnectionPool]]:
    own = {"bounds": bounds, "guarded": guarded}
    return {"http": partial(_pool, _Pool, own), "https": partial(_pool, _TlsPool, own)}


def _pool(
    kind: type[HTTPConnectionPool], own: dict[str, Any], *args: Any, **kwargs: Any
) -> HTTPConnectionPool:
    pool = kind(*args, **kwargs)
    pool.conn_kw.update(own)
    return pool


class _Held:
    """A connection that keeps to `Bounds`."""

    # What the library's connection has.
    timeout: Any
    response_class: Any
    port: Any
    source_address: Any
    socket_options: Any
    _dns_host: Any

    def __init__(self, *args: Any, bounds: Bounds, guarded: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bounds, self._is_guarded = bounds, guarded
        self.response_class = partial(_Answer, bounds=bounds)

    def _new_conn(self) -> socket.socket:
        """Connect to what the name resolves to now, of which each address was looked at: a name
        that is asked for twice may answer twice differently."""
        host: str = self._dns_host.strip("[]")
        found = socket.getaddrinfo(host, self.port, 0, socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if self._is_guarded:
            allowed = self._bounds.allowed
            fit = [address for address in addresses if may_lead_to(address, allowed)]
            if not fit:
                raise InwardError(host, addresses[0])
            addresses = fit
        problem: OSError | None = None
        for address in addresses:
            seconds = min(self.timeout, self._bounds.left())
            # The library sets its own limit for the handshake from this.
            self.timeout = seconds
            try:
                return create_connection(
                    (address, self.port),
                    seconds,
                    source_address=self.source_address,
                    socket_options=self.socket_options,
                )
            except OSError as error:
                problem = error
        raise problem or OSError("the host's name has no address")


class _Connection(_Held, HTTPConnection):
    pass


class _TlsConnection(_Held, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _Answer(http.client.HTTPResponse):
    """An answer whose bytes come through a `_Wire`."""

    def __init__(self, sock: socket.socket, *args: Any, bounds: Bounds, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self._bounds = bounds
        self._wire = _Wire(self.fp.detach(), sock, bounds)
        self.fp = io.BufferedReader(self._wire)

    def begin(self) -> None:
        super().begin()
        # A chunk's frame is a few bytes of thousands, and counts little.
        most = self._bounds.max_bytes
        self._wire.allow(most + most // 8 + HEADER_BYTES, TooLargeError)


class _Wire(io.RawIOBase):
    """A socket's bytes, until the deadline or until there were too many."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, bounds: Bounds) -> None:
        self._raw, self._sock, self._bounds = raw, sock, bounds
        self.allow(HEADER_BYTES, HeadersError)

    def allow(self, room: int, error: type[Exception]) -> None:
        """So many bytes may come from now on; more raise `error`."""
        self._room, self._error = room, error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        if self._room <= 0:
            raise self._error
        self._sock.settimeout(self._bounds.left())
        count = self._raw.readinto(buffer)
        self._room -= count or 0
        return count

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()
