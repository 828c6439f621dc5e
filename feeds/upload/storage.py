"""A place for files that fsspec knows: Amazon's S3 and what speaks like it, Google's and
Microsoft's storage, WebDAV, SFTP."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class StorageError(Exception):
    """The storage cannot be used; says why in plain words."""


class Storage:
    """The files below an address such as ``s3://bucket/path``; `options` are those of its driver.

    Raises StorageError, as all that it does, if the driver is missing or does not take them.
    """

    def __init__(self, url: str, options: Mapping[str, Any]) -> None:
        kind = urlsplit(url).scheme
        try:
            import fsspec  # few configurations have storage
        except ImportError:
            message = "output.url needs fsspec: pip install 'feeds[storage]'"
            raise StorageError(message) from None
        try:
            self._files, root = fsspec.core.url_to_fs(url, **options)
        except ImportError as error:
            raise StorageError(f"{kind}: the driver of this storage is missing: {error}") from None
        except Exception as error:  # whatever a driver does
            raise StorageError(f"{kind}: {_said(error)}") from error
        self._root = root.rstrip("/")

    def put(self, path: Path, name: str) -> None:
        """Have the storage hold this file under a name, in place of what it had."""
        target = f"{self._root}/{name}"
        try:
            try:
                self._files.put_file(str(path), target)
            except FileNotFoundError:  # where there are folders, they are made
                if not path.exists():
                    raise
                self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
                self._files.put_file(str(path), target)
        except Exception as error:
            raise StorageError(f"{name}: {_said(error)}") from error

    def remove(self, name: str) -> None:
        """Have the storage hold nothing under a name."""
        try:
            self._files.rm_file(f"{self._root}/{name}")
        except FileNotFoundError:
            pass
        except Exception as error:
            raise StorageError(f"{name}: {_said(error)}") from error


def _said(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text[:300] if text else type(error).__name__
