"""Documents compressed piece by piece, as gzip (RFC 1952): each entry is compressed once.

A piece is a run of whole blocks of DEFLATE (RFC 1951) that ends on a byte and refers to nothing
before it. Pieces of several documents can so be put together in any order; what is lost is that
nothing is repeated across pieces.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

_LEVEL = 6
_SHORT = 64  # bytes, which compressing would not make fewer
_HEAD = b"\x1f\x8b\x08\x00" + bytes(4) + b"\x00\xff"  # of no time, so that bytes stay
_LAST = b"\x03\x00"  # an empty block that says that it is the last


def pressed(piece: bytes) -> bytes:
    """A piece of a document, compressed."""
    if len(piece) < _SHORT:
        size = len(piece)
        return b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + piece
    press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(piece) + press.flush(zlib.Z_SYNC_FLUSH)


def gzipped(whole: bytes, pieces: Iterable[bytes]) -> bytes:
    """The file of a document that these pieces are, compressed, in their order."""
    end = zlib.crc32(whole).to_bytes(4, "little") + (len(whole) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join((_HEAD, *pieces, _LAST, end))


def with_pressed(files: dict[str, bytes], wanted: bool) -> dict[str, bytes]:
    """These files, and if they are `wanted` the same compressed, each as a whole."""
    if not wanted:
        return files
    return files | {name + GZ: gzipped(data, [pressed(data)]) for name, data in files.items()}


GZ = ".gz"
"""What stands behind the name of a file where it is compressed."""
