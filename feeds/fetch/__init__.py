"""URL or file -> Response | NotModified | FetchError; never raises for what a server did."""

from feeds.fetch.http import open_session
from feeds.fetch.pool import fetch_all, fetch_one
from feeds.fetch.result import (
    FetchError,
    NotModified,
    Outcome,
    Redirect,
    Request,
    Response,
    Validators,
)

__all__ = [
    "FetchError",
    "NotModified",
    "Outcome",
    "Redirect",
    "Request",
    "Response",
    "Validators",
    "fetch_all",
    "fetch_one",
    "open_session",
]
