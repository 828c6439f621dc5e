"""What asking a source gives: always one of three values, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from feeds.model import Access


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to make the next request conditional (RFC 9110, section 8.8).

    Both are kept and sent back exactly as received: they are opaque.
    """

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """One step on the way: the status code, and the address it led to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Request:
    """One source to ask: `key` comes back with the answer. `accept` are the media types that are
    welcome, where they are not those of feeds. `trusted` is an address that the operator wrote:
    what is of its origin may be anywhere, all else has to be of the public internet. `page` is
    whether it is written for people, so that it is for a robots.txt to say whether we read it.
    `access` is what the origin of `trusted` is told of who asks, and nobody else."""

    key: str
    url: str
    validators: Validators = Validators()
    accept: str | None = None
    trusted: str | None = None
    page: bool = False
    access: Access = field(default_factory=Access)


@dataclass(frozen=True, slots=True)
class Response:
    """A document. `url` is where it was found, `body` is decoded from its transfer's coding, and
    `fresh` for how many seconds the server calls it good; None: it does not say."""

    url: str
    body: bytes
    content_type: str | None = None
    validators: Validators = Validators()
    redirects: tuple[Redirect, ...] = ()
    fresh: int | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The source has nothing new. `validators` are those that hold from now on; `fresh` as of a
    `Response`."""

    validators: Validators = Validators()
    redirects: tuple[Redirect, ...] = ()
    fresh: int | None = None


ErrorKind = Literal[
    "address",  # no address that we could ask, or a scheme that we do not speak
    "dns",  # the host's name does not resolve
    "connect",  # refused, reset, unreachable
    "tls",  # the certificate or the handshake
    "timeout",
    "http",  # an answer with a status that is no success; see `status`
    "redirect",  # too many, in a circle, or to a scheme that we do not follow
    "inward",  # content led to an address that is not of the public internet
    "too_large",
    "encoding",  # the body does not decode as its Content-Encoding says
    "protocol",  # what came is no HTTP
    "file",
    "robots",  # its robots.txt does not want it read
    "held",  # it was not asked, as its host is left alone for now
    "crash",  # a fault of ours or a library's, kept to this one source
]


@dataclass(frozen=True, slots=True)
class FetchError:
    """Why there is no document. `retry_after` is in seconds from the answer, if it said so."""

    kind: ErrorKind
    message: str
    status: int | None = None
    retry_after: float | None = None
    redirects: tuple[Redirect, ...] = ()


Outcome = Response | NotModified | FetchError
