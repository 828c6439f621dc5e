"""Files: a source on this machine, asked like a server.

A folder, or a pattern such as ``inbox/*.html``, answers with the addresses of its files, a line
each, as the media type ``inode/directory``; what changes in it changes its validator.
"""

from __future__ import annotations

import glob
import hashlib
from pathlib import Path
from urllib.parse import unquote, urlsplit

from feeds.fetch.result import FetchError, NotModified, Outcome, Request, Response, Validators

FOLDER = "inode/directory"


def path_of(url: str) -> Path:
    """The path that a ``file:`` address names (RFC 8089)."""
    return Path(unquote(urlsplit(url).path))


def read(request: Request, *, max_bytes: int) -> Outcome:
    """The file's bytes, or NotModified while its size and time of change are as before."""
    path = path_of(request.url)
    try:
        if (listed := _listed(path)) is not None:
            return _folder(request, listed)
        stat = path.stat()
        validators = Validators(etag=f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"')
        if request.validators.etag == validators.etag:
            return NotModified(request.validators)
        if stat.st_size > max_bytes:
            return FetchError("too_large", f"{path}: more than {max_bytes} bytes")
        return Response(request.url, path.read_bytes(), None, validators)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        return FetchError("file", f"{path}: {said}")


def _listed(path: Path) -> list[Path] | None:
    """The files of a folder or of a pattern, in the order of their names; None for a file."""
    if path.is_dir():
        found = [name for name in path.iterdir() if not name.name.startswith(".")]
    elif not path.exists() and glob.has_magic(str(path)):
        folder = Path(path.anchor)
        found = list(folder.glob(str(path.relative_to(folder))))
    else:
        return None
    return sorted(name for name in found if name.is_file())


def _folder(request: Request, files: list[Path]) -> Outcome:
    """A folder's answer."""
    digest = hashlib.blake2b(digest_size=16)
    for path in files:
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_mtime_ns:x}-{stat.st_size:x}\n".encode(errors="replace"))
    validators = Validators(etag=f'"{digest.hexdigest()}"')
    if request.validators.etag == validators.etag:
        return NotModified(request.validators)
    body = "\n".join(path.as_uri() for path in files).encode()
    return Response(request.url, body, FOLDER, validators)
