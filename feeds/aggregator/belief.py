"""Whether a server's validators are to be believed: some answer 304 whatever there is.

A source that is told to be unchanged for longer than it ever was silent is asked once without
validators. Where that gives what came before the last 304, the server's word is not asked for any
more. Where it gives the same as before, it has to be silent twice as long for the next time: so an
honest server has a few such requests over the years.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace as replaced

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from feeds.fetch import Validators
from feeds.schedule import unpack
from feeds.store import SourceState

_LEAST = 3 * 86400  # seconds of nothing but 304: more than a weekend
_MISSED = 5  # entries that were to be expected meanwhile
_SLOW = 2 * 3600  # seconds from an entry's date until a server has it
_MANY = 3  # entries without dates that do not come at once


class Belief(Struct, frozen=True, omit_defaults=True):
    """From when on (`since`) until when (`last`) there was nothing but 304, in Unix seconds, how
    often the server proved `honest` when it was doubted, and whether it `lied`."""

    since: int = 0
    last: int = 0
    honest: int = 0
    lied: bool = False


_encoder, _decoder = msgspec.json.Encoder(), msgspec.json.Decoder(Belief)


def recall(state: SourceState) -> Belief:
    """What is remembered; nothing where it cannot be read."""
    try:
        return _decoder.decode(state.belief) if state.belief else Belief()
    except msgspec.MsgspecError:
        return Belief()


def _with(state: SourceState, belief: Belief) -> SourceState:
    packed = None if belief == Belief() else _encoder.encode(belief).decode()
    return state if packed == state.belief else replaced(state, belief=packed)


def is_doubtful(state: SourceState, now: int) -> bool:
    """Whether a source is silent for longer than is to be believed, at `now` in Unix seconds."""
    belief = recall(state)
    patience, silent = 2**belief.honest, now - belief.since
    if not belief.since or silent < _LEAST * patience:
        return False
    return bool(unpack(state.pace).rate * silent / 3600 >= _MISSED * patience)


def validators_for(state: SourceState, now: int) -> Validators:
    """What makes a request conditional, if the server's word for it is asked."""
    if recall(state).lied or is_doubtful(state, now):
        return Validators()
    return Validators(state.etag, state.last_modified)


def unchanged(state: SourceState, now: int) -> SourceState:
    """The state after a 304: the server says that nothing is new. A file is looked at, and not
    asked whether it changed."""
    if state.url.startswith("file:"):
        return state
    belief = recall(state)
    return _with(state, replace(belief, since=belief.since or now, last=now))


def answered(state: SourceState, new: Iterable[int | None], now: int) -> SourceState:
    """The state after a document came, with new entries of these dates (None: it has none)."""
    belief = recall(state)
    if not belief.since:
        return state
    if not is_doubtful(state, now):  # it does tell what is new
        return _with(state, Belief(honest=belief.honest))
    dates = list(new)
    hidden = any(date and belief.since <= date < belief.last - _SLOW for date in dates)
    if hidden or dates.count(None) >= _MANY:
        return _with(state, Belief(lied=True))
    return _with(state, Belief(honest=min(belief.honest + 1, 20)))
