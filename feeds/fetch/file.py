"""Files: a source on this machine, asked like a server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from feeds.fetch.result import FetchError, NotModified, Outcome, Request, Response, Validators


def path_of(url: str) -> Path:
    """The path that a ``file:`` address names (RFC 8089)."""
    return Path(unquote(urlsplit(url).path))


def read(request: Request, *, max_bytes: int) -> Outcome:
    """The file's bytes, or NotModified while its size and time of change are as before."""
    path = path_of(request.url)
    try:
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
