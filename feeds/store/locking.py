"""One at a time, of whatever process: a lock on a file that the system takes back from the dead."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from feeds.errors import StoreError

try:
    import fcntl
except ImportError:  # where there is none, nobody is kept out
    fcntl = None  # type: ignore[assignment]


@contextmanager
def one_at_a_time(database: str | None) -> Iterator[bool]:
    """Whether this one has the lock of the database in that file; given back at the end.

    The file beside it stays, for who removes it may take it from somebody. Raises StoreError where
    it cannot be made.
    """
    if database is None or fcntl is None:
        yield True
        return
    path = f"{database}.lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)
