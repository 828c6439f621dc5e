"""Files on disk: replaced as a whole, and only when their bytes change."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from feeds.errors import OutputError


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Make `folder` hold these files; returns the names of those that changed.

    A file is whole at any moment: the new one is written beside it, synced, and takes its name.
    Raises OutputError, which names the file.
    """
    changed = []
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


def remove_feed(output: Path, slug: str, files: Mapping[str, str] | tuple[str, ...]) -> None:
    """Take a feed's files away, and the folders that this leaves empty.

    Raises OutputError.
    """
    folder = output / slug
    try:
        for name in files:
            (folder / name).unlink(missing_ok=True)
        while folder != output and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
    except OSError as error:
        raise OutputError(f"{folder}: cannot be removed: {error.strerror or error}") from error


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, temporary) if path.exists() else os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
