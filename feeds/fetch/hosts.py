"""Which host an answer came from, and what it says of that host as a whole."""

from __future__ import annotations

from urllib.parse import urlsplit

from feeds.fetch.result import FetchError, Outcome, Request

_PORTS = {"http": 80, "https": 443}
_LONGEST = 255  # characters of a name: RFC 1035, section 2.3.4
_DOWN = frozenset(("dns", "connect", "tls", "timeout"))


def host_of(url: str) -> str:
    """The host of an address: its name, with the port where that is not its scheme's, for there
    it is another server. Empty for files, which need no manners, and for what can be no host."""
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
        if parts.scheme == "file" or len(name) > _LONGEST or not name.isprintable():
            return ""
        usual = not name or parts.port in (None, _PORTS.get(parts.scheme))
        return name if usual else f"{name}:{parts.port}"
    except ValueError:
        return ""


def answered_by(request: Request, outcome: Outcome) -> str:
    """The host that the last redirect led to."""
    return host_of(outcome.redirects[-1].url if outcome.redirects else request.url)


def is_outage(outcome: Outcome) -> bool:
    """Whether an answer concerns all that the host has: it says that it is asked too much (RFC
    6585, section 4), or when to come again (RFC 9110, 10.2.3), or there is nobody."""
    if not isinstance(outcome, FetchError):
        return False
    return outcome.status in (429, 503) or bool(outcome.retry_after) or outcome.kind in _DOWN
