"""Telling a WebSub hub (https://www.w3.org/TR/websub/) which documents have changed.

How a publisher does that is left to hubs; all that are in use take the form of its forerunner:
``hub.mode=publish`` with the documents' addresses as ``hub.url``, and most know them as
``hub.topic`` too.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests

BATCH = 50
"""So many addresses go into one request."""
_LEAST, _MOST = 60, 6 * 3600
_LONGEST = 24 * 3600
_REFUSED = frozenset((400, 413, 422))
"""What a hub may say of a request that has more than one address."""


@dataclass(slots=True)
class Told:
    """What telling a hub gave: the `topics` that it took, and what was wrong with others.

    `retry_after` is in how many seconds it wants to be told again, if it said so.
    """

    topics: list[str] = field(default_factory=list)
    error: str | None = None
    retry_after: int | None = None


def wait(failures: int) -> int:
    """How many seconds a hub is left alone that failed so many times in succession."""
    return int(min(_MOST, _LEAST * 2 ** min(failures - 1, 20)))


def tell(
    hub: str, topics: Sequence[str], *, user_agent: str, seconds: float, told: Told | None = None
) -> Told:
    """Tell `hub` within so many seconds that the documents at the addresses `topics` have changed;
    never raises.

    The first request that fails is the last; but of a hub that refuses many addresses at once, each
    is tried by itself. What there was no time for is no fault of the hub's. `told` becomes what is
    returned at the end, bit by bit.
    """
    told = told or Told()
    deadline = time.monotonic() + seconds
    waiting = [list(topics[start : start + BATCH]) for start in range(0, len(topics), BATCH)]
    while waiting and told.error is None:
        left = deadline - time.monotonic()
        if told.topics and left < seconds / 2:
            break
        some = waiting.pop(0)
        status = _post(hub, some, told, user_agent, max(left, 0.1))
        if status in _REFUSED and len(some) > 1:
            told.error = None
            waiting = [*([topic] for topic in some), *waiting]
    return told


def _post(
    hub: str, topics: Sequence[str], told: Told, user_agent: str, timeout: float
) -> int | None:
    """One request; returns its status, if there was an answer."""
    form = [("hub.mode", "publish")]
    for topic in topics:
        form += [("hub.url", topic), ("hub.topic", topic)]
    try:
        # Its words are not read: they may be long, or slow to come.
        with requests.post(
            hub,
            data=form,
            headers={"User-Agent": user_agent, "Accept": "*/*"},
            timeout=timeout,
            allow_redirects=False,
            stream=True,
        ) as answer:
            status = answer.status_code
            if 200 <= status < 300:
                told.topics += topics
                return status
            error = f"HTTP {status} {answer.reason or ''}".strip()
            if 300 <= status < 400:
                error += f": it is at {answer.headers.get('Location', 'another address')}"
            told.retry_after = _seconds(answer.headers.get("Retry-After"))
            told.error = error
            return status
    except requests.Timeout:
        told.error = f"no answer after {timeout:.0f} s"
    except (requests.RequestException, ValueError) as error:
        told.error = _said(error)
    return None


def _said(error: Exception) -> str:
    """The innermost reason, which is the one that says something."""
    reason: object = error
    while isinstance(reason, BaseException):
        inner = getattr(reason, "reason", None) or reason.__cause__ or reason.__context__
        if not isinstance(inner, BaseException):
            break
        reason = inner
    return str(getattr(reason, "strerror", None) or reason)


def _seconds(value: str | None) -> int | None:
    """Retry-After in seconds, which may be a date; not more than a day."""
    if value is None:
        return None
    try:
        if value.strip().isdecimal():
            return min(int(value), _LONGEST)
        date = parsedate_to_datetime(value)
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        return max(0, min(round((date - datetime.now(UTC)).total_seconds()), _LONGEST))
    except (ValueError, OverflowError):
        return None
