"""Where content may not lead us: addresses that are not of the public internet.

What a server, a page or a feed names may be anywhere but on this machine or behind the same
firewall (https://cwe.mitre.org/data/definitions/918.html).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = IPv6Network("64:ff9b::/96")
"""Addresses that stand for those of IPv4 (RFC 6052, section 2.1)."""
_PORTS = {"http": 80, "https": 443}


class InwardError(Exception):
    """Content led to an address that is not public."""

    def __init__(self, host: str, address: str) -> None:
        at = "" if host == address else f" is at {address}, which"
        super().__init__(
            f"{host}{at} is not of the public internet, and only content leads there"
            " (fetch.allow_networks)"
        )


def is_public(address: Address) -> bool:
    """Whether an address, or that of IPv4 which it stands for, is one of the public internet."""
    if (inner := _embedded(address)) is not None:
        return is_public(inner)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not getattr(address, "is_site_local", False)
    )


def may_lead_to(address: str, allowed: Sequence[Network]) -> bool:
    """Whether content may lead to an address: it is public, or of an allowed network.

    A zone (``%eth0``) counts for nothing. What is no address is refused.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    faces = [face for face in (found, _embedded(found)) if face is not None]
    named = any(
        face in network for face in faces for network in allowed if face.version == network.version
    )
    return named or is_public(found)


def check_literal(url: str, allowed: Sequence[Network]) -> None:
    """Raise InwardError if the host of `url` is, as written, an address where content may not
    lead; names are looked at when they are resolved, by us or by a proxy."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761, section 6.3
        address: str | None = "127.0.0.1"
    else:
        address = _literal(host)
    if address is not None and not may_lead_to(address, allowed):
        raise InwardError(host, address)


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses have their scheme, host and port in common (RFC 6454, section 5)."""
    try:
        return _origin(one) == _origin(other)
    except ValueError:  # a port that is none
        return one == other


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def _embedded(address: Address) -> IPv4Address | None:
    """The address of IPv4 that one of IPv6 stands for: mapped, 6to4, NAT64."""
    if isinstance(address, IPv4Address):
        return None
    if (inner := address.ipv4_mapped or address.sixtofour) is not None:
        return inner
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def _literal(host: str) -> str | None:
    """The address that a host's text is, also in the forms that only inet_aton knows: 127.1."""
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    if not host[:1].isdigit():
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None
