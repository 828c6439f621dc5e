"""Files on disk: replaced as a whole, and only when their bytes change."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from feeds.errors import OutputError
from feeds.publish.document import ARCHIVE

_PREFIX = ".new-"
_WRITTEN_WITHIN = 60  # seconds
_STARTED = time.time()
# As a web server needs them, which runs as another user.
_FILE, _FOLDER = 0o644, 0o755


def write_files(folder: Path, files: Mapping[str, bytes], among: Iterable[str] = ()) -> list[str]:
    """Make `folder` hold these files, and no others of those `among`; returns the names of those
    that changed.

    All that changed is written beside what is there, and synced, before the first file takes its
    name: each is whole at any moment, and a disk that is full leaves all of them as they were.
    When this returns they are there to stay, whatever happens to the machine.
    Raises OutputError, which names the file.
    """
    path = base = os.fspath(folder)
    there = _listing(base)
    written: dict[str, str] = {}
    try:
        for name, data in files.items():
            path = f"{base}/{name}"
            known = there.get(name)
            if known and known.st_size == len(data) and _read(path) == data:
                continue
            if not there:
                _make_folder(folder)
            written[name] = _write_beside(base, data, known)
        for name, new in written.items():
            path = f"{base}/{name}"
            os.replace(new, path)  # noqa: PTH105
        unwanted = [name for name in among if name in there and name not in files]
        for name in unwanted:
            path = f"{base}/{name}"
            os.unlink(path)  # noqa: PTH108
        path = base
        if written or unwanted:
            _sync(base)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        for new in written.values():  # those that have their names are not here any more
            Path(new).unlink(missing_ok=True)
    return list(written)


def remove_feed(output: Path, slug: str, files: Iterable[str]) -> None:
    """Take a feed's files away, and the folders that this leaves empty.

    Raises OutputError.
    """
    folder = output / slug
    _listing(os.fspath(folder))
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


def _listing(folder: str) -> dict[str, os.stat_result]:
    """The files in a folder. What killed processes left is taken away; what another may be
    writing just now stays."""
    found = {}
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                known = entry.stat()
                if not entry.name.startswith(_PREFIX):
                    found[entry.name] = known
                elif known.st_mtime < max(_STARTED, time.time() - _WRITTEN_WITHIN):
                    Path(entry.path).unlink()
    return found


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


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


def _write_beside(folder: str, data: bytes, old: os.stat_result | None) -> str:
    """The new file, synced, with the mode of the `old` one; one that cannot be written is taken
    away again."""
    new = f"{folder}/{_PREFIX}{token_hex(8)}"
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(handle, old.st_mode & 0o777 if old else _FILE)
            os.fsync(handle)
    except BaseException:
        Path(new).unlink(missing_ok=True)
        raise
    return new


def _sync(folder: str | Path) -> None:
    """Have the disk keep which files a folder has."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
