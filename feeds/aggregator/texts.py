"""What queries see of entries: made when an entry is kept, and kept beside it as bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import msgspec

from feeds.model import Entry
from feeds.route import Subject, subject_of
from feeds.store import (
    TEXTS,
    AllOf,
    AnyOf,
    Formula,
    NewText,
    Store,
    StoredText,
    Transaction,
    Word,
    second_of,
)

if TYPE_CHECKING:
    from feeds.route import Candidates
    from feeds.route.needle import Haystack

VERSION = 2
"""Raise it when subjects or their tokens are made otherwise: all are made again."""

_NOTE = "texts.version"
_CHUNK = 500
_WAITING = 20_000
"""So many texts wait at most until they are put into the index of words. To look through them costs
less than to index them, and most are never looked for."""
_ADDRESSES = 1 << 31
"""Numbers that stand for an article's address are above."""

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Subject).decode


class Made(NamedTuple):
    """What queries see of an entry: ready to be kept, as it is, and as it is searched."""

    text: NewText
    subject: Subject
    hay: Haystack


def make_text(pk: int, rank: int, entry: Entry) -> Made:
    """What queries see of an entry."""
    from feeds.normalize import text_of  # few passes have an entry to place
    from feeds.route.likeness import signature
    from feeds.route.needle import Haystack

    body = f"{text_of(entry.content)}\n{entry.summary}"
    subject = subject_of(entry, body, second_of(rank))
    hay = Haystack(subject.text)
    start, end = map(hay.taken, subject.bounds("body"))
    numbers = signature(hay.folded[start:end])
    if (address := address_of(entry.url)) is not None:
        digest = hashlib.blake2b(address.encode("utf-8", "replace"), digest_size=7).digest()
        numbers.append(_ADDRESSES + int.from_bytes(digest))
    return Made(NewText(pk, rank, _pack(subject), numbers), subject, hay)


def address_of(url: str | None) -> str | None:
    """What an article's address is known by; the front page of a site is no article's."""
    from feeds.normalize import urls

    if url is None:
        return None
    parts = urlsplit(url)
    return urls.sameness(url) if parts.path not in ("", "/") or parts.query else None


def is_address(number: int) -> bool:
    """Whether that is one of the numbers by which copies are found that stands for an address."""
    return number >= _ADDRESSES


def subject_in(text: StoredText | NewText) -> Subject:
    """The subject that was packed."""
    return _unpack(text.subject)


def words_in(text: StoredText) -> list[str]:
    """The words that the index has of a text, or is to have."""
    from feeds.route import index_tokens

    return index_tokens(_unpack(text.subject))


def formula_of(found: Candidates) -> Formula:
    """What the database is asked, so that few entries have to be looked at."""
    from feeds.route import Every, Token

    if isinstance(found, Token):
        return Word(found.text, found.prefix)
    parts = tuple(map(formula_of, found.parts))
    return AllOf(parts) if isinstance(found, Every) else AnyOf(parts)


def call_for_texts(transaction: Transaction) -> None:
    """Have all texts made again if they were made by another version of this module."""
    made = transaction.note(_NOTE)
    if made == str(VERSION):
        return
    transaction.set_note(_NOTE, str(VERSION))
    if made is not None:
        transaction.forget_texts()
        transaction.defer([TEXTS])


def make_texts(store: Store, told: Callable[[int], None], stopped: Callable[[], bool]) -> None:
    """Make the texts of stored entries that have none; `told` hears how many more were looked at.

    Stops between two transactions when `stopped` says so.
    """
    while not stopped():
        with store.begin() as transaction:
            reached = transaction.backlog().get(TEXTS)
            if reached is None:
                return
            some = transaction.entries_after(reached, _CHUNK)
            lacking = [(pk, rank, entry) for pk, rank, entry, has_text in some if not has_text]
            transaction.keep_texts([make_text(*one).text for one in lacking], {})
            if len(some) < _CHUNK:
                transaction.undefer([TEXTS])
            else:
                transaction.reach([TEXTS], some[-1][0])
        told(len(some))


def many_wait(transaction: Transaction) -> bool:
    """Whether it is time to put texts into the index of words."""
    return transaction.many_wait(_WAITING)


def index_texts(store: Store, stopped: Callable[[], bool] = lambda: False) -> None:
    """Put the texts that wait into the index of words, if they are many.

    Stops between two transactions when `stopped` says so.
    """
    with store.begin() as transaction:
        more = many_wait(transaction)
    while more and not stopped():
        with store.begin() as transaction:
            some = transaction.waiting_texts(_CHUNK)
            transaction.index_texts({text.entry: words_in(text) for text in some})
            more = bool(some)
