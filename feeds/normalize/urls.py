"""Addresses: absolute, http(s), as a browser would send them, without tracking."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from feeds.normalize.text import clean

MAX_LENGTH = 2000
# Parameters that only say where a reader came from; never those that choose what is shown.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|ttclid|"
    r"mc_[ce]id|mkt_tok|_hsenc|_hsmi|vero_id|oly_(?:anon|enc)_id|spm|scm|from=timeline|"
    r"at_(?:medium|campaign|custom\d)|cmpid|ftag|wt\.mc_id|_openstat|xtor)(?:=|$)",
    re.I,
)
PLAIN = re.compile(
    r"https?://[a-z0-9.-]+"
    r"(?:/(?:[\w./~-]++|%[0-9A-F]{2})*+(?:\?(?:[\w./~=&+:,-]++|%[0-9A-F]{2})*+)?)?"
    r"(?:#[\w./~:-]*)?",
    re.ASCII,
)
"""Addresses that are as they should be, which most are."""
# What RFC 3986 allows in a path, a query and a fragment. But no apostrophe, which browsers write
# otherwise in a query, and no empty query or fragment.
_WRITTEN = r"(?:[\w./~!$&()*+,:;=@-]++|%[0-9A-F]{2})"
_ALLOWED = re.compile(
    r"https?://[a-z0-9.-]+(?::[1-9]\d{3})?"  # nobody's default port has four digits
    rf"/{_WRITTEN}*+(?:\?{_WRITTEN}++)?(?:#{_WRITTEN}++)?",
    re.ASCII,
)
_ORIGIN = re.compile(r"https?://[a-z0-9.:-]+(?=[/?#]|$)", re.ASCII)
_SAFE = re.compile(r"https?://(?![/?#:])[!#-;=?-~]+")
_SPACE = re.compile(r"[\t\r\n]+")


def absolute(url: str | None, base: str | None = None) -> str | None:
    """`url` resolved against `base`, percent-encoded; None if that is no http(s) address."""
    if url and PLAIN.fullmatch(url) and len(url) <= MAX_LENGTH:
        return url
    # An ampersand that was escaped once too often is none that belongs to the address.
    if not url or not (url := _SPACE.sub("", clean(url)).strip().replace("&amp;", "&")):
        return None
    try:
        if base:
            url = _joined(base, url)
        if (PLAIN.fullmatch(url) or _ALLOWED.fullmatch(url)) and len(url) <= MAX_LENGTH:
            return url
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        if re.search(r"[\\\s]", parts.netloc):  # browsers end the host there, libraries do not
            return None
        user, at, host = parts.netloc.rpartition("@")
        host = host.lower()
        if parts.port in (None, {"http": 80, "https": 443}[parts.scheme.lower()]):
            host = re.sub(r":\d*$", "", host)
        parts = parts._replace(scheme=parts.scheme.lower(), netloc=user + at + host)
        safe = str(safe_url_string(parts.geturl()))
    except ValueError:  # a port that is none, brackets that do not close, a name too long
        return None
    # A name that has no form for the wire is left as it was.
    return safe if len(safe) <= MAX_LENGTH and _SAFE.fullmatch(safe) else None


def _joined(base: str, url: str) -> str:
    """`url` resolved against `base`; what most documents write, without detours."""
    origin = _ORIGIN.match(base)
    if origin and url[0] == "#":
        return base.partition("#")[0] + url
    if origin and url[0] == "/" and url[1:2] != "/" and "/." not in url:
        return origin[0] + url
    return urljoin(base, url)


def rebased(base: str | None, page: str | None) -> str | None:
    """An xml:base, which may be relative to the document; the document's address if there is
    none."""
    if not base or not page or PLAIN.fullmatch(base):
        return base or page
    try:
        return urljoin(page, base)
    except ValueError:
        return page


def canonical(url: str | None, base: str | None = None) -> str | None:
    """The same, for an article: without the parameters that only track."""
    found = absolute(url, base)
    if found is None or "?" not in found:
        return found
    before, _, rest = found.partition("?")
    query, mark, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not _TRACKING.match(part))
    return before + (f"?{kept}" if kept else "") + mark + fragment


def sameness(url: str) -> str:
    """A key that is equal for canonical addresses that differ in scheme, ``www.`` or a closing
    slash."""
    rest = url.partition("://")[2].removeprefix("www.")
    if "?" not in rest and "#" not in rest:
        return rest.rstrip("/") or url
    cut = min(place for mark in "?#" if (place := rest.find(mark)) >= 0)
    return rest[:cut].rstrip("/") + rest[cut:]
