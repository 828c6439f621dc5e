"""URL or file -> Response | NotModified | FetchError; never raises for what a server did."""

from feeds.fetch.hosts import answered_by, host_of, is_outage
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
from feeds.fetch.session import Session, open_session

__all__ = [
    "FetchError",
    "NotModified",
    "Outcome",
    "Redirect",
    "Request",
    "Response",
    "Session",
    "Validators",
    "answered_by",
    "fetch_all",
    "fetch_one",
    "host_of",
    "is_outage",
    "open_session",
]
