"""What goes into the store and comes out: values, not rows."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Literal, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from feeds.model import Entry, FeedKind, Section

T = TypeVar("T")
CHUNK = 500  # parameters in one statement; SQLite allows more, but plans no better
_POSITIONS = 1 << 20
_EIGHT_BYTES = "q"
_WEEK, _TO_MONDAY = 7 * 24 * 3600, 3 * 24 * 3600  # 1970 began on a Thursday
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""What an entry is sorted by that has no date, and whose source said nothing of when it was."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Entry)


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered of a source. Times are Unix seconds; None: never."""

    id: str
    url: str
    title: str | None = None
    site_url: str | None = None
    language: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body: str | None = None
    checked_at: int | None = None
    ok_at: int | None = None
    changed_at: int | None = None
    due_at: int = 0
    retry_at: int = 0
    gone: bool = False
    failures: int = 0
    error_kind: str | None = None
    error: str | None = None
    section: str | None = None
    feed: str | None = None
    shape: str | None = None
    degraded: str | None = None
    pace: str | None = None
    due_why: str | None = None
    moved: str | None = None
    belief: str | None = None


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A further document of a source, as it was when it was last taken."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class WantedArticle:
    """The article behind an entry, which is still to be asked for."""

    entry: int
    source: str
    url: str
    tries: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the operator should know of a source; `at` in Unix seconds."""

    source: str
    url: str
    at: int
    kind: str
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that the store has already."""

    pk: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Linked:
    """An entry that the store has, found by its address; its key there may be another."""

    pk: int
    key: str
    fingerprint: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to keep: its `key` within its source, the `rank` that it is sorted by, and a
    digest of its address, if that is its own."""

    key: str
    fingerprint: str
    rank: int
    entry: Entry
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An entry without a published id, and the id that it would have."""

    pk: int
    source: str
    key: str
    rank: int
    wanted: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as the store knows it. `rule` is what its members were decided by, `weeks` what
    `Transaction.weeks` told when it was last published, as JSON."""

    pk: int
    key: str
    kind: FeedKind
    title: str
    path: Section
    slug: str | None
    rule: str
    changed: bool
    size: int
    newest: int
    weeks: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What entries of a source say of their section.

    `own` is what they say, `given` what a rule gives those that say nothing; `section` is in
    which they are, and `decided` are all that they were in when queries were answered that ask
    for one. `size` is how many they are; `pk` is 0 for one that is not stored yet.
    """

    pk: int
    key: str
    source: str
    own: Section
    given: Section
    section: Section
    decided: tuple[Section, ...]
    size: int = 0


@dataclass(frozen=True, slots=True)
class Redirect:
    """A feed that ended: the folder that it had, and where it went.

    `key` and `title` were its own, `newest` is the date of its newest entry in Unix seconds.
    `to_key` is the feed that it became, if any. `target` is the folder of that; None until it is
    settled. Of one that leads nowhere `ended_at` is when that was seen, in Unix seconds, and
    `ended` how far that is done: its folder is to say so, says so, or is removed.
    """

    slug: str
    key: str
    title: str
    newest: int
    to_key: str | None = None
    target: str | None = None
    ended_at: int | None = None
    ended: Literal["new", "told", "removed"] | None = None


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry as it is stored; times in Unix seconds, `changed_at` None for never."""

    pk: int
    rank: int
    first_seen: int
    changed_at: int | None
    entry: Entry


class StoredText(NamedTuple):
    """What queries see of an entry, packed, the rank that it is sorted by, and whether it can be
    found by its words yet."""

    entry: int
    rank: int
    subject: bytes
    indexed: bool = False


class NewText(NamedTuple):
    """The same to keep, with the numbers by which others like it are found."""

    entry: int
    rank: int
    subject: bytes
    numbers: Sequence[int] = ()


def pack(entry: Entry) -> bytes:
    """An entry as bytes."""
    return _encoder.encode(entry)


def version_of(data: bytes) -> int:
    """What tells an entry of those bytes from what it was before; fits into eight bytes."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def unpack(data: bytes) -> Entry:
    """The entry of those bytes."""
    return _decoder.decode(data)


def entry_of(settled: str | None, data: bytes) -> Entry:
    """The entry of those bytes, with its published id if it has one."""
    entry = unpack(bytes(data))
    return replace(entry, id=settled) if settled is not None and settled != entry.id else entry


def standing_of(row: Any) -> Entry:
    """The entry of a row with `id`, `data` and `section`, in the section that it was given."""
    entry = entry_of(row.id, row.data)
    section = entry.section if row.section is None else tuple(json.loads(row.section))
    return entry if section == entry.section else replace(entry, section=section)


def packed_numbers(numbers: Sequence[int]) -> bytes:
    """Numbers as bytes, eight each."""
    return array(_EIGHT_BYTES, numbers).tobytes()


def numbers_in(data: bytes | None) -> list[int]:
    """The numbers of those bytes; none of None."""
    numbers = array(_EIGHT_BYTES)
    numbers.frombytes(bytes(data or b""))
    return numbers.tolist()


def rank(date: datetime, position: int) -> int:
    """A number to sort by, newest first: the second, then the place in the document."""
    return int(date.timestamp()) * _POSITIONS + (_POSITIONS - 1 - min(position, _POSITIONS - 1))


def date_of(rank: int) -> datetime:
    """The second that a rank stands for."""
    return datetime.fromtimestamp(rank // _POSITIONS, UTC)


def date_at(second: int) -> datetime | None:
    """The date of a Unix second, 0 of which is none."""
    return datetime.fromtimestamp(second, UTC) if second else None


def second_of(rank: int) -> int:
    """The same in Unix seconds."""
    return rank // _POSITIONS


def rank_at(second: int) -> int:
    """The least rank of that second."""
    return second * _POSITIONS


def week_of(date: datetime) -> int:
    """The week that a date is in, counted from 1970; weeks begin on Mondays, in UTC."""
    return (int(date.timestamp()) + _TO_MONDAY) // _WEEK


def week_of_rank(rank: Any) -> Any:
    """The same of a rank, or of the column of ranks."""
    return (rank + _TO_MONDAY * _POSITIONS) // (_WEEK * _POSITIONS)


def first_rank_of_week(week: int) -> int:
    """The least rank in a week."""
    return (week * _WEEK - _TO_MONDAY) * _POSITIONS


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values so many at a time as one statement takes as parameters."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
