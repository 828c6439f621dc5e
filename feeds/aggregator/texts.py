"""What queries see of entries: made when an entry is kept, and kept beside it as bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

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

VERSION = 1
"""Raise it when subjects or their tokens are made otherwise: all are made again."""

_NOTE = "texts.version"
_CHUNK = 500
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Subject).decode


def make_text(pk: int, rank: int, entry: Entry) -> NewText:
    """What queries see of an entry, ready to be kept."""
    from feeds.normalize import text_of  # few passes have an entry to place
    from feeds.route import index_tokens

    body = f"{text_of(entry.content)}\n{entry.summary}"
    subject = subject_of(entry, body, second_of(rank))
    return NewText(pk, rank, _pack(subject), index_tokens(subject))


def subject_in(text: StoredText | NewText) -> Subject:
    """The subject that was packed."""
    return _unpack(text.subject)


def words_in(text: StoredText) -> list[str]:
    """The words that the index has of a text."""
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
            new = [make_text(pk, rank, entry) for pk, rank, entry, has_text in some if not has_text]
            transaction.keep_texts(new, {})
            if len(some) < _CHUNK:
                transaction.undefer([TEXTS])
            else:
                transaction.reach([TEXTS], some[-1][0])
        told(len(some))
