"""What a request says of who asks: to the source's own origin, and to nobody else."""

from __future__ import annotations

from typing import NamedTuple

from requests.auth import AuthBase, HTTPBasicAuth

from feeds.model import Access


class Told(NamedTuple):
    """A request's part, as the library takes it."""

    headers: dict[str, str | bytes]
    auth: AuthBase | None
    cert: str | tuple[str, str] | None
    verify: str | None
    proxies: dict[str, str] | None


def told(access: Access, trusted: bool) -> Told:
    """What an address is told; one that is not `trusted`, as content led there, nothing.

    The source's proxy is asked for those too.
    """
    proxies = {"http": access.proxy, "https": access.proxy} if access.proxy else None
    if not trusted:
        return Told({}, None, None, None, proxies)
    headers: dict[str, str | bytes] = {name: value.encode() for name, value in access.headers}
    if access.token:
        headers["Authorization"] = f"Bearer {access.token}".encode()
    if access.cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in access.cookies).encode()
    auth = None
    if access.user:
        auth = HTTPBasicAuth(access.user.encode(), (access.password or "").encode())
    cert: str | tuple[str, str] | None = access.certificate
    if access.certificate and access.key:
        cert = access.certificate, access.key
    return Told(headers, auth, cert, access.ca, proxies)
