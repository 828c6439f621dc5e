"""What a robots.txt says to us (RFC 9309): pure questions to its text."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

MOST_DELAY = 30.0
"""Seconds between two requests that we let a host ask for: some ask for a day."""

ACCEPT = "text/plain, */*;q=0.1"
_MOST_TEXT = 500 * 1024  # RFC 9309, section 2.5
_PRODUCT = re.compile(r"(?:.*\bcompatible;\s*)?([A-Za-z_-]+)")


def robots_url(url: str) -> str:
    """Where what concerns an http(s) address stands: RFC 9309, section 2.3."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    return urlunsplit((parts.scheme.lower(), host, "/robots.txt", "", ""))


def product_token(user_agent: str) -> str:
    """By which a robots.txt names who asks so: RFC 9309, section 2.2.1."""
    found = _PRODUCT.match(user_agent)
    return found[1].lower() if found else "*"


def text_in(body: bytes) -> str:
    """The text of a robots.txt, which is UTF-8, as far as it is read."""
    return body[:_MOST_TEXT].decode("utf-8-sig", "replace").replace("\0", "")


class Robots:
    """A robots.txt, as it concerns one product token."""

    def __init__(self, text: str, token: str) -> None:
        self._parsed, self._token = Protego.parse(text), token

    def allows(self, url: str) -> bool:
        """Whether an address may be asked for."""
        return bool(self._parsed.can_fetch(url, self._token))

    @property
    def delay(self) -> float:
        """Seconds that it wants between two requests (Crawl-delay); `MOST_DELAY` at most."""
        return min(self._parsed.crawl_delay(self._token) or 0.0, MOST_DELAY)
