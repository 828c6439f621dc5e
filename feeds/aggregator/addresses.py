"""Where a source is asked: at the address of the configuration, until another one has taken its
place for good.

A permanent redirect (301, 308; RFC 9110, section 15.4) is followed like any other. It is believed
when it was met again after a day and what it leads to is the same feed; from then on the new
address is asked directly. So a mistake in a server's configuration that is mended the next morning
changes nothing. When the new address fails, that of the configuration is asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as replaced
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from feeds.fetch import FetchError, Redirect
from feeds.model import Source
from feeds.store import SourceState

_LASTING = (301, 308)
_BELIEVED = 86400 - 600
"""Seconds from the first time that a redirect was met: a day, but for a timer that comes early."""


class Moved(Struct, frozen=True, omit_defaults=True):
    """The address that is asked now (`at`), and the one that it leads `to` since a Unix second."""

    at: str | None = None
    to: str | None = None
    since: int = 0


_encoder, _decoder = msgspec.json.Encoder(), msgspec.json.Decoder(Moved)


def recall(state: SourceState) -> Moved:
    """What is remembered; nothing where it cannot be read."""
    try:
        return _decoder.decode(state.moved) if state.moved else Moved()
    except msgspec.MsgspecError:
        return Moved()


def _with(state: SourceState, moved: Moved) -> SourceState:
    packed = None if moved == Moved() else _encoder.encode(moved).decode()
    return replaced(state, moved=packed)


def asked_at(source: Source, state: SourceState) -> str:
    """The address that is asked: that of the feed which a page names, in the page's place."""
    return recall(state).at or state.feed or source.url


def now_at(source: Source, state: SourceState) -> str | None:
    """Where the source is now, if it is elsewhere than the configuration says."""
    at = recall(state).at
    return at if at != source.url else None


def lasting(start: str, redirects: Sequence[Redirect]) -> str | None:
    """Where these redirects lead from `start` for good: as far as all are permanent, none gives up
    TLS, and none puts a name and password into an address."""
    url = start
    for step in redirects:
        secure = url.startswith("https:") <= step.url.startswith("https:")
        if step.status not in _LASTING or not secure or "@" in urlsplit(step.url).netloc:
            break
        url = step.url
    return url if url != start else None


def led(source: Source, state: SourceState, redirects: Sequence[Redirect], now: int) -> SourceState:
    """The state after a document came by way of these redirects, at `now` in Unix seconds."""
    moved = recall(state)
    to = lasting(asked_at(source, state), redirects)
    if to == moved.to:
        return state
    return _with(state, Moved(moved.at, to, now if to else 0))


def recognized(state: SourceState, now: int) -> SourceState:
    """The state when what came is the known feed: a redirect that has lasted is believed."""
    moved = recall(state)
    if moved.to is None or now - moved.since < _BELIEVED:
        return state
    return _with(state, Moved(moved.to))


def undone(state: SourceState, error: FetchError | None = None) -> SourceState | None:
    """The state after the new address failed: the old one is asked again. None where the address
    is not another, and where its host only said that it has enough.

    Validators were those of the new address, so that they go, too.
    """
    if recall(state).at is None or (error is not None and error.status in (429, 503)):
        return None
    return replaced(state, moved=None, etag=None, last_modified=None)
