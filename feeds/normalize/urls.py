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
_PLAIN = re.compile(
    r"https?://[a-z0-9.-]+(?:/(?:[\w./~-]|%[0-9A-F]{2})*(?:\?(?:[\w./~=&+:,-]|%[0-9A-F]{2})*)?)?"
    r"(?:#[\w./~:-]*)?",
    re.ASCII,
)
"""Addresses that are as they should be, which most are."""
_SAFE = re.compile(r"https?://(?![/?#:])[!#-;=?-~]+")
_SPACE = re.compile(r"[\t\r\n]+")


def absolute(url: str | None, base: str | None = None) -> str | None:
    """`url` resolved against `base`, percent-encoded; None if that is no http(s) address."""
    if url and _PLAIN.fullmatch(url) and len(url) <= MAX_LENGTH:
        return url
    # An ampersand that was escaped once too often is none that belongs to the address.
    if not url or not (url := _SPACE.sub("", clean(url)).strip().replace("&amp;", "&")):
        return None
    try:
        if base:
            url = urljoin(base, url)
        if _PLAIN.fullmatch(url) and len(url) <= MAX_LENGTH:
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
    """A key that is equal for spellings of one address: scheme, ``www.``, a closing slash."""
    found = canonical(url)
    if found is None:
        return url
    if "?" not in found and "#" not in found:
        return found.partition("://")[2].removeprefix("www.").rstrip("/")
    parts = urlsplit(found)
    host = parts.netloc.lower().removeprefix("www.")
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}{fragment}"
