"""http(s): one conditional GET with redirects, bounds and time limits."""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from feeds.config.access import without_user
from feeds.fetch import access
from feeds.fetch.freshness import freshness
from feeds.fetch.guard import InwardError, Network, check_literal, same_origin
from feeds.fetch.result import (
    FetchError,
    NotModified,
    Outcome,
    Redirect,
    Request,
    Response,
    Validators,
)
from feeds.fetch.session import (
    HEADER_BYTES,
    Bounds,
    HeadersError,
    LateError,
    Session,
    TooLargeError,
)

_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 65536


def get(
    session: Session,
    request: Request,
    *,
    timeout: float,
    connect_timeout: float,
    max_bytes: int,
    max_redirects: int,
    allowed: Sequence[Network] = (),
    clock: Callable[[], float] = time.monotonic,
) -> Outcome:
    """Ask for `request.url`, at most `timeout` seconds in all; never raises.

    What is not of the origin of `request.trusted` has to be at a public address, or at one of the
    `allowed` networks, and so has what it redirects to.
    """
    bounds = session.bounds
    bounds.deadline, bounds.clock = clock() + timeout, clock
    bounds.max_bytes, bounds.allowed = max_bytes, allowed
    redirects: list[Redirect] = []
    url, *_ = without_user(request.url)  # what content writes there is not sent
    headers: dict[str, str | bytes] = {**_conditional(request.validators)}
    if request.accept:
        headers["Accept"] = request.accept
    try:
        while True:
            left = bounds.left()
            trusted = request.trusted is not None and same_origin(url, request.trusted)
            session.guarded = not trusted
            if session.guarded:
                check_literal(url, allowed)
            told = access.told(request.access, trusted)
            with session.get(
                url,
                headers=headers | told.headers,
                auth=told.auth,
                cert=told.cert,
                verify=told.verify,
                proxies=told.proxies,
                stream=True,
                allow_redirects=False,
                timeout=(min(connect_timeout, left), left),
            ) as answer:
                if answer.status_code not in _REDIRECTS or "Location" not in answer.headers:
                    way = tuple(redirects)
                    return _outcome(answer, request, way, bounds)
                url = without_user(urljoin(url, _utf8(answer.headers["Location"])))[0]
                redirects.append(Redirect(answer.status_code, url))
            problem = _redirect_problem(url, redirects, request.url, max_redirects)
            if problem:
                return FetchError("redirect", problem, redirects=tuple(redirects))
    except Exception as error:  # whatever a server or a library does becomes a value
        return _error(error, timeout, max_bytes, tuple(redirects))


def _conditional(validators: Validators) -> dict[str, bytes]:
    """RFC 9110, section 13.1: both are sent if both came, byte for byte as they came."""
    headers = {}
    if validators.etag is not None:
        headers["If-None-Match"] = validators.etag.encode("latin-1", "ignore")
    if validators.last_modified is not None:
        headers["If-Modified-Since"] = validators.last_modified.encode("latin-1", "ignore")
    return headers


def _outcome(
    answer: requests.Response,
    request: Request,
    redirects: tuple[Redirect, ...],
    bounds: Bounds,
) -> Outcome:
    fresh = Validators(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    if answer.status_code == 304:
        # Those that a 304 names are new; those that it does not name stay (RFC 9111, 3.2).
        old = request.validators
        if old == Validators():
            return FetchError("http", "the server answered 304 though it was not asked whether")
        kept = Validators(
            fresh.etag if fresh.etag is not None else old.etag,
            fresh.last_modified if fresh.last_modified is not None else old.last_modified,
        )
        return NotModified(kept, redirects, freshness(answer.headers))
    if not 200 <= answer.status_code < 300:
        reason = f" {answer.reason}" if answer.reason else ""
        return FetchError(
            "http",
            f"the server answered {answer.status_code}{reason}",
            answer.status_code,
            retry_after(answer.headers.get("Retry-After"), datetime.now(UTC)),
            redirects,
        )
    body = _read(answer, bounds)
    content_type = answer.headers.get("Content-Type")
    good_for = freshness(answer.headers)
    return Response(answer.url, body, content_type, fresh, redirects, good_for)


def _read(answer: requests.Response, bounds: Bounds) -> bytes:
    """The decoded body, of what is there at each turn: decoding takes time, too."""
    raw: urllib3.response.BaseHTTPResponse = answer.raw
    chunks, size = [], 0
    while chunk := raw.read1(_CHUNK, decode_content=True):
        size += len(chunk)
        if size > bounds.max_bytes:
            raise TooLargeError
        bounds.left()
        chunks.append(chunk)
    return b"".join(chunks)


def _redirect_problem(
    url: str, redirects: list[Redirect], start: str, max_redirects: int
) -> str | None:
    if urlsplit(url).scheme not in ("http", "https"):
        return f"redirected to {url}, which is neither http nor https"
    if len(redirects) > max_redirects:
        return f"redirected more than {max_redirects} times, last to {url}"
    if url == start or [step.url for step in redirects].count(url) > 1:
        return f"redirected in a circle, back to {url}"
    return None


def retry_after(value: str | None, now: datetime) -> float | None:
    """Retry-After as seconds from `now`; a number or a date (RFC 9110, section 10.2.3)."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:9]), 366 * 86400))
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, min((when - now).total_seconds(), 366 * 86400))


def _utf8(header: str) -> str:
    """Header text as UTF-8 where it is that: http.client hands out Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _error(
    error: Exception, timeout: float, max_bytes: int, redirects: tuple[Redirect, ...]
) -> FetchError:
    """The plain words for what went wrong, from the root of the exception's chain."""
    chain = list(_causes(error))
    if any(isinstance(cause, TooLargeError) for cause in chain):
        return FetchError("too_large", f"more than {max_bytes} bytes", redirects=redirects)
    for cause in chain:
        if isinstance(cause, InwardError):
            return FetchError("inward", str(cause), redirects=redirects)
        if isinstance(cause, HeadersError):
            said = f"headers of more than {HEADER_BYTES} bytes"
            return FetchError("protocol", said, redirects=redirects)
        if isinstance(cause, (ssl.SSLError, ssl.CertificateError)):
            said = getattr(cause, "verify_message", "") or cause.reason or str(cause)
            return FetchError("tls", f"no secure connection: {said}", redirects=redirects)
    if any(isinstance(c, (LateError, TimeoutError, requests.Timeout)) for c in chain):
        return FetchError("timeout", f"no whole answer within {timeout:g} s", redirects=redirects)
    for cause in chain:
        if isinstance(cause, (socket.gaierror, urllib3.exceptions.NameResolutionError)):
            return FetchError("dns", "the host's name does not resolve", redirects=redirects)
        if isinstance(cause, (urllib3.exceptions.DecodeError, zlib.error)):
            return FetchError("encoding", "the body does not decompress", redirects=redirects)
    if any(isinstance(c, (requests.exceptions.InvalidURL, UnicodeError)) for c in chain) or (
        type(error) is ValueError  # from urllib.parse, for where a redirect leads
    ):
        return FetchError("address", f"no address to ask: {error}", redirects=redirects)
    for cause in chain:
        if isinstance(cause, OSError) and cause.errno is not None:
            said = cause.strerror or str(cause)
            return FetchError("connect", f"no connection: {said}", redirects=redirects)
    if isinstance(error, (requests.RequestException, urllib3.exceptions.HTTPError)):
        return FetchError("protocol", f"the answer broke off: {chain[-1]}", redirects=redirects)
    return FetchError("crash", f"{type(error).__name__}: {error}", redirects=redirects)


def _causes(error: BaseException) -> list[BaseException]:
    """The exception, what it wraps and what caused it, outermost first, each once."""
    found: list[BaseException] = []
    queue: list[object] = [error]
    while queue:
        item = queue.pop(0)
        if not isinstance(item, BaseException) or item in found:
            continue
        found.append(item)
        reason = getattr(item, "reason", None)
        queue += [*item.args, reason, item.__cause__, item.__context__]
    return found
