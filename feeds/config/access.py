"""How a source is to be asked that does not answer everyone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator

from feeds.config.values import Model
from feeds.model import Access

_OURS = frozenset(
    "accept-encoding connection content-length cookie host if-modified-since if-none-match "
    "proxy-authorization te trailer transfer-encoding upgrade".split()
)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def _header_name(name: str) -> str:
    """RFC 9110, section 5.1."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a header")
    if name.lower() in _OURS:
        raise ValueError(f"{name} is not for the configuration to say")
    return name


def _one_line(value: SecretStr) -> SecretStr:
    if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value.get_secret_value()):
        raise ValueError("should be one line, without control characters")
    return value


def _proxy(value: SecretStr) -> SecretStr:
    parts = urlsplit(value.get_secret_value())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("should be the http or https address of a proxy")
    return value


HeaderName = Annotated[str, AfterValidator(_header_name)]
Secret = Annotated[SecretStr, AfterValidator(_one_line)]


class AccessSpec(Model):
    """What a source wants to know of who asks. It is told to the source's own origin alone."""

    user: str | None = Field(None, min_length=1, description="The name for a password (Basic).")
    password: Secret | None = Field(None, description="The password, best as ${NAME}.")
    token: Secret | None = Field(None, description="In place of both, a token (Bearer).")
    headers: dict[HeaderName, Secret] = Field({}, description="Headers that are sent too.")
    cookies: dict[str, Secret] = Field({}, description="Cookies that are sent, by name.")
    certificate: str | None = Field(None, description="The file of a client certificate (PEM).")
    key: str | None = Field(None, description="The file of its key, if that is another.")
    ca: str | None = Field(None, description="The file of authorities to trust for this source.")
    proxy: Annotated[SecretStr, AfterValidator(_proxy)] | None = Field(
        None, description="The http or https proxy through which the source is asked."
    )

    @model_validator(mode="after")
    def _make_sense(self) -> AccessSpec:
        if self.token and (self.user or self.password):
            raise ValueError("a source has a password or a token, not both")
        if self.password and not self.user:
            raise ValueError("a password needs a user")
        if self.key and not self.certificate:
            raise ValueError("a key needs its certificate")
        return self

    def access(self, folder: str) -> Access:
        """As the model has it; files are relative to `folder`."""

        def path(file: str | None) -> str | None:
            return None if file is None else str(Path(folder, file))

        return Access(
            user=self.user,
            password=_told(self.password),
            token=_told(self.token),
            headers=tuple((name, value.get_secret_value()) for name, value in self.headers.items()),
            cookies=tuple((name, value.get_secret_value()) for name, value in self.cookies.items()),
            certificate=path(self.certificate),
            key=path(self.key),
            ca=path(self.ca),
            proxy=_told(self.proxy),
        )


def without_user(url: str) -> tuple[str, str | None, str | None]:
    """An address without the name and password that stand in it (RFC 3986, section 3.2.1), and
    these. What is no address is as it was."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, None, None
    if "@" not in parts.netloc:
        return url, None, None
    user, _, host = parts.netloc.rpartition("@")
    name, _, password = user.partition(":")
    return parts._replace(netloc=host).geturl(), unquote(name) or None, unquote(password) or None


def _told(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
