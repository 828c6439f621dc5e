"""Requests for addresses that an operator wrote."""

from __future__ import annotations

from dataclasses import replace

from feeds.fetch import Request, Validators

NONE = Validators()


def written(
    key: str, url: str, validators: Validators = NONE, accept: str | None = None
) -> Request:
    """One that may lead to this machine."""
    return replace(Request(key, url, validators, accept), trusted=url)
