"""The kinds of values that a configuration holds, and the base of its models."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

_UNITS = {"": 1, "ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "y": 31536000}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|[smhdwy]?)")


def parse_duration(value: Any) -> Any:
    """``"1h30m"``, ``"45s"`` or a number of seconds, as seconds. ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError("should be a duration such as 30s, 15m, 1h or 1h30m")
    text = str(value).strip().lower()
    parts = _DURATION.findall(text)
    if not parts or _DURATION.sub("", text).strip():
        raise ValueError(f"{value!r} is no duration: write 30s, 15m, 1h, 1h30m or 2d")
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


def parse_every(value: Any) -> Any:
    """``adaptive``, a duration in seconds, or a cron expression. ValueError for anything else."""
    if not isinstance(value, str):
        return parse_duration(value)
    text = " ".join(value.split())
    if text == "adaptive":
        return text
    if len(text.split()) < 5 and not text.startswith("@"):
        try:
            return parse_duration(text)
        except ValueError as error:
            raise ValueError(
                f"{error}, adaptive, or a cron expression such as 0 7 * * 1-5"
            ) from None
    from cronsim import CronSim, CronSimError  # few configurations have one

    try:
        next(CronSim(text, datetime(2024, 1, 1)))
    except (CronSimError, StopIteration):
        raise ValueError(
            f"{value!r} is no cron expression: write such as 30 7,19 * * 1-5"
        ) from None
    return text


def split_path(text: str) -> tuple[str, ...]:
    """The names of a path: ``/`` parts them, and where `` / `` stands in it only that does.

    A backslash before a slash makes it part of a name, as in ``TV\\/Radio``; other backslashes
    are left for whom they concern.
    """
    between = " / " if " / " in text else "/"
    names = re.split(rf"(?<!\\){re.escape(between)}", text)
    return tuple(name.replace(r"\/", "/").strip() for name in names)


def _section(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(name for name in split_path(value) if name)
    return value


def _pattern(value: Any) -> Any:
    names = split_path(value) if isinstance(value, str) else value
    if not isinstance(names, (tuple, list)) or not all(isinstance(name, str) for name in names):
        raise ValueError("should be a section or a pattern such as 黨派/*, or a list of names")
    if not names or not all(name.strip() for name in names):
        raise ValueError("has an empty name: write a section, or a pattern such as 黨派/**")
    for name in names:
        if "**" in re.sub(r"\\.", "", name) and name != "**":
            raise ValueError(f"** stands for whole names, not in one, as in {name!r}: use *")
    return tuple(names)


def _web_root(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("should be an http or https address")
    parts = urlsplit(value.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"{value!r} is no http or https address")
    if "@" in parts.netloc:
        raise ValueError("should have no name and password in it: it stands in what is published")
    return value.strip().rstrip("/") + "/"


def _web_address(value: Any) -> Any:
    _web_root(value)
    if re.search(r"[^!#-;=?-Z_a-z~]", address := value.strip()):  # RFC 3986, section 2
        raise ValueError(f"{value!r} has characters that an address writes as % and two digits")
    return address


def _language(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", value):
        raise ValueError("should be a language tag such as en, zh-Hant or pt-BR (BCP 47)")
    return value


def _timezone(value: Any) -> Any:
    if not isinstance(value, str) or value not in available_timezones():
        raise ValueError(f"{value!r} is no time zone of the IANA database, such as Asia/Taipei")
    return value


def one_or_many(value: Any) -> Any:
    """A bare text as a list of one."""
    return (value,) if isinstance(value, str) else value


Duration = Annotated[
    float,
    BeforeValidator(parse_duration),
    Field(ge=0),
    WithJsonSchema({"type": ["string", "number"], "examples": ["30s", "1h30m", "1d"]}),
]
Every = Annotated[
    float | str,
    BeforeValidator(parse_every),
    WithJsonSchema({"type": ["string", "number"], "examples": ["adaptive", "30m", "0 7 * * 1-5"]}),
]
"""When to ask: so many seconds apart, at the times of a cron expression, or ``adaptive``."""
SectionPath = Annotated[
    tuple[str, ...],
    BeforeValidator(_section),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
]
SectionPattern = Annotated[
    tuple[str, ...],
    BeforeValidator(_pattern),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
]
"""The names of a path, in which ``*`` and ``?`` stand for characters, and ``**`` for names."""
Names = Annotated[
    tuple[str, ...],
    BeforeValidator(one_or_many),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
]
"""A list of texts; a bare one is a list of one."""
WebRoot = Annotated[str, BeforeValidator(_web_root)]
WebAddress = Annotated[str, BeforeValidator(_web_address)]
Name = Annotated[str, Field(min_length=1)]
Language = Annotated[str, BeforeValidator(_language)]
Timezone = Annotated[str, BeforeValidator(_timezone)]


class Model(BaseModel):
    """The base: unknown keys are errors, values do not change."""

    # Models inside others are built with the outermost, not each for itself before.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, value: Any) -> Any:
        # Such as a list whose items are all commented out.
        if isinstance(value, dict):
            return {key: given for key, given in value.items() if given is not None}
        return value


class Retention(Model):
    """How much of a feed is published; of a single feed, in place of what `feeds` says."""

    limit: int | None = Field(None, ge=1, le=1000, description="Entries in its documents.")
    max_age: Duration | None = Field(
        None, gt=0, description="How much older than its newest an entry may be."
    )
    archive: bool | None = Field(None, description="Keep archives of what its documents had.")
    archive_limit: int | None = Field(None, ge=1, description="Entries in its archives, at most.")
