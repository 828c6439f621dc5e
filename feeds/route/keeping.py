"""Parsed queries as bytes, so that they need not be parsed again while nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache

import msgspec

from feeds.route.query import Query

VERSION = 2
"""Raise it when queries are parsed, or match, otherwise than before: they are then parsed again,
and who is in which feed is decided again."""


class _Kept(msgspec.Struct, array_like=True):
    digest: bytes
    queries: dict[str, Query]


def pack(queries: Mapping[str, Query], said: object) -> bytes:
    """Queries by their names, with a digest of all that was `said` to make them: texts, saved
    queries, options, in any shape that msgspec knows."""
    return msgspec.msgpack.encode(_Kept(_digest(said), dict(queries)))


def unpack(data: bytes, said: object) -> dict[str, Query] | None:
    """The queries, or None when they were made of something else, or by another version."""
    try:
        kept = _decoder().decode(data)
    except msgspec.DecodeError:
        return None
    return kept.queries if kept.digest == _digest(said) else None


def _digest(said: object) -> bytes:
    packed = msgspec.msgpack.encode((VERSION, said))
    return hashlib.blake2b(packed, digest_size=16).digest()


@cache
def _decoder() -> msgspec.msgpack.Decoder[_Kept]:
    return msgspec.msgpack.Decoder(_Kept)
