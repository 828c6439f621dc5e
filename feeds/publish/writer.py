"""Files on disk: replaced as a whole, and only when their bytes change."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from feeds.errors import OutputError
from feeds.publish.document import ARCHIVE

_PREFIX = ".new-"
_WRITTEN_WITHIN = 60  # seconds
_STARTED = time.time()


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Make `folder` hold these files; returns the names of those that changed.

    A file is whole at any moment: the new one is written beside it, synced, and takes its name.
    Raises OutputError, which names the file.
    """
    changed = []
    _sweep(folder)
    for name, data in files.items():
        path = folder / name
        try:
            if _same(path, data):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, data)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
        changed.append(name)
    return changed


def remove_feed(output: Path, slug: str, files: Iterable[str]) -> None:
    """Take a feed's files away, and the folders that this leaves empty.

    Raises OutputError.
    """
    folder = output / slug
    _sweep(folder)
    try:
        for name in files:
            (folder / name).unlink(missing_ok=True)
        while folder != output and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
    except OSError as error:
        raise OutputError(f"{folder}: cannot be removed: {error.strerror or error}") from error


def remove_archives(output: Path, slug: str, files: Iterable[str]) -> None:
    """Take all of a feed's archive documents away. Raises OutputError."""
    folder = output / slug / ARCHIVE
    if folder.is_dir():
        names = tuple(files)
        for number in sorted(path.name for path in folder.iterdir() if path.name.isdecimal()):
            remove_feed(output, f"{slug}/{ARCHIVE}/{number}", names)


def _sweep(folder: Path) -> None:
    """Take away what killed processes left; what another may be writing just now stays."""
    for path in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if path.stat().st_mtime < max(_STARTED, time.time() - _WRITTEN_WITHIN):
                path.unlink()


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
