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
# As a web server needs them, which runs as another user.
_FILE, _FOLDER = 0o644, 0o755


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Make `folder` hold these files; returns the names of those that changed.

    All that changed is written beside what is there, and synced, before the first file takes its
    name: each is whole at any moment, and a disk that is full leaves all of them as they were.
    When this returns they are there to stay, whatever happens to the machine.
    Raises OutputError, which names the file.
    """
    _sweep(folder)
    written: dict[str, Path] = {}
    path = folder
    try:
        for name, data in files.items():
            path = folder / name
            if not _same(path, data):
                _make_folder(path.parent)
                written[name] = _write_beside(path, data)
        for name, new in written.items():
            path = folder / name
            _sync(new)
        for name, new in written.items():
            path = folder / name
            new.replace(path)
        for parent in {(folder / name).parent for name in written}:
            path = parent
            _sync(parent)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        for new in written.values():  # those that have their names are not here any more
            new.unlink(missing_ok=True)
    return list(written)


def remove_feed(output: Path, slug: str, files: Iterable[str]) -> None:
    """Take a feed's files away, and the folders that this leaves empty.

    Raises OutputError.
    """
    folder = output / slug
    _sweep(folder)
    removed = False
    try:
        for path in (folder / name for name in files):
            with suppress(FileNotFoundError):
                path.unlink()
                removed = True
        while folder != output and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder, removed = folder.parent, True
        if removed:
            _sync(folder)
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


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, of which each is told to the one that it is in."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        _make_folder(folder.parent)
    with suppress(FileExistsError):  # another made it just now, or it is a file: told when written
        folder.mkdir()
        folder.chmod(_FOLDER)  # mkdir leaves out what the umask names
        _sync(folder.parent)


def _write_beside(path: Path, data: bytes) -> Path:
    """The new file; one that cannot be written is taken away again."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else _FILE)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return new


def _sync(path: Path) -> None:
    """Have the disk keep a file, or which files a folder has."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
