"""Logging: one line an event on stderr, for people or, as JSON, for machines."""

from __future__ import annotations

import logging
import sys
from enum import StrEnum


class LogFormat(StrEnum):
    """How events are written."""

    text = "text"
    json = "json"


def set_up(format: LogFormat, *, verbose: bool) -> None:
    """Warnings and worse; with `verbose` each source's result too."""
    handler = logging.StreamHandler(sys.stderr)
    if format is LogFormat.json:
        from pythonjsonlogger.json import JsonFormatter

        handler.setFormatter(
            JsonFormatter(
                ["levelname", "message"],
                rename_fields={"levelname": "level"},
                timestamp="time",
                json_ensure_ascii=False,
            )
        )
    else:
        handler.setFormatter(logging.Formatter("feeds: %(message)s"))
    log = logging.getLogger("feeds")
    log.handlers[:] = [handler]
    log.propagate = False
    log.setLevel(logging.INFO if verbose else logging.WARNING)
