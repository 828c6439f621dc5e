"""What is wrong with a source, as long as it is, and when a person is told: pure decisions.

Two things can be wrong at once, and each ends by itself. What was read last may not look as it
should (`Memory.document`), and nothing may have been read since, as the source fails
(`Memory.answer`). The latter hides the former until the source answers again.
"""

from __future__ import annotations

from dataclasses import replace as replaced
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from feeds.aggregator.health import Shape, judge, printable, shape_of
from feeds.model import RawFeed, Source
from feeds.store import Event, SourceState

_PATIENCE = 3
"""Servers have bad hours: only what fails for the third time in a row is told."""

_GIVES_NOTHING = frozenset(
    "listing article text empty select shell login consent missing challenge short page"
    " html".split()
)
"""Kinds of ReadError that mean: this page is another than it was."""

_encoder = msgspec.json.Encoder()


class Trouble(Struct, frozen=True):
    """Something wrong since a time in Unix seconds. Another `kind` of it is worth telling."""

    word: Literal["degraded", "failing", "gone"]
    kind: str
    message: str
    since: int


class Memory(Struct, frozen=True, omit_defaults=True):
    """What is remembered of a source's health, as JSON in its state.

    `usual` is what its documents look like, read as `context` says: with other rules, everything
    may be elsewhere.
    """

    context: str = ""
    usual: Shape | None = None
    document: Trouble | None = None
    answer: Trouble | None = None

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong now."""
        return self.answer or self.document


_decoder = msgspec.json.Decoder(Memory)


def recall(state: SourceState) -> Memory:
    """The memory in a state; an empty one where there is none that can be read."""
    try:
        return _decoder.decode(state.shape) if state.shape else Memory()
    except msgspec.DecodeError:
        return Memory()


def _with(state: SourceState, memory: Memory) -> SourceState:
    """The state with this memory, and with the message of what makes it degraded."""
    degraded = [t for t in (memory.answer, memory.document) if t and t.word == "degraded"]
    packed = _encoder.encode(memory).decode() if memory != Memory() else None
    return replaced(state, shape=packed, degraded=degraded[0].message if degraded else None)


def looked_at(
    state: SourceState, source: Source, context: str, feed: RawFeed, known: int
) -> tuple[SourceState, bool]:
    """A document was read, `known` of its entries are in the store: the state after it, and
    whether its entries are to be kept. A document that breaks off is no measure."""
    if feed.kind.endswith("-cut"):
        return state, True
    memory = recall(state)
    context = blake2b(f"{source.url} {context}".encode(), digest_size=8).hexdigest()
    usual = memory.usual if memory.context == context else None
    verdict = judge(usual, shape_of(feed), known)
    trouble = None
    if verdict.change:
        since = memory.document.since if memory.document else state.checked_at or 0
        trouble = Trouble("degraded", verdict.change, verdict.message, since)
    return _with(state, Memory(context, verdict.shape, trouble)), verdict.kept


def asked(before: SourceState, after: SourceState) -> SourceState:
    """A source gave no document, or one that breaks off: the state after it."""
    memory = recall(after)
    answer = _answer(memory, before, after)
    return after if answer == memory.answer else _with(after, replace(memory, answer=answer))


def _answer(memory: Memory, before: SourceState, after: SourceState) -> Trouble | None:
    """What keeps the source from being read, if it is to be told."""
    old, kind = memory.answer, after.error_kind or ""
    if not after.failures:
        return None
    now, error = after.checked_at or 0, printable(after.error or "")
    if after.gone:
        return Trouble("gone", "gone", error, now)
    if kind in _GIVES_NOTHING and after.changed_at is not None:
        if old and old.kind == kind:
            return old
        if not old or old.word != "degraded" or before.error_kind == kind:
            count = memory.usual.entries if memory.usual else 0
            gave = f"{count} entries" if count > 1 else "1 entry" if count else "entries"
            since = old.since if old and old.word == "degraded" else now
            return Trouble("degraded", kind, f"gave {gave} before and none now: {error}", since)
        return old
    # Once told, another reason counts when it stays: some servers fail in turns.
    if after.failures < _PATIENCE or (old and (old.kind == kind or before.error_kind != kind)):
        return old
    return Trouble("failing", kind, error, after.ok_at or 0)


def event(source: Source, before: SourceState, after: SourceState) -> Event | None:
    """What is to be told after a pass: that something is wrong, that something else is, or that
    all is well again."""
    old, new = recall(before).trouble, recall(after).trouble
    if (old and (old.word, old.kind)) == (new and (new.word, new.kind)):
        return None
    public = source.url.startswith(("http:", "https:"))
    name = printable(source.title or after.title or (source.url if public else source.id))
    if new is None:
        kind, title, lines = "recovered", f"{name}: works again", _recovered(old)
    else:
        kind, title, lines = new.word, f"{name}: {new.word}", _troubled(new, before, after)
    said = "\n".join(lines)
    if not public:  # where on this machine a file lies is nobody's business
        path = unquote(urlsplit(source.url).path)
        said = said.replace(path, Path(path).name)
    url = source.url if public else ""
    return Event(source.id, url, after.checked_at or 0, kind, title, said)


def _troubled(trouble: Trouble, before: SourceState, after: SourceState) -> list[str]:
    lines = [_sentence(trouble.message)]
    if trouble.word == "gone":
        lines.append("It is not asked again.")
    elif trouble.word == "failing":
        since = f"it last worked on {_minute(after.ok_at)}" if after.ok_at else "it never worked"
        lines.append(f"It failed {after.failures} times in a row; {since}.")
    else:
        lines.append(f"This is so since {_minute(trouble.since)}.")
    if before.changed_at is not None:
        last = f"its last new or changed entry came on {_minute(before.changed_at)}"
        lines.append(f"What was published stays; {last}.")
    return lines


def _recovered(trouble: Trouble | None) -> list[str]:
    lines = ["All is well again."]
    if trouble is not None:
        since = f" since {_minute(trouble.since)}" if trouble.since else ""
        lines.append(f"It was {trouble.word}{since}: {trouble.message}")
    return lines


def _sentence(text: str) -> str:
    ended = text if text.endswith((".", "!", "?", "。")) else f"{text}."
    return ended[:1].upper() + ended[1:]


def _minute(second: int | None) -> str:
    return datetime.fromtimestamp(second or 0, UTC).strftime("%Y-%m-%d %H:%M UTC")
