"""The exceptions that `feeds` raises on purpose: one tree.

What a server does is never an exception: see `feeds.fetch.FetchError`, which is a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width


class FeedsError(Exception):
    """The root: whatever `feeds` raises on purpose is one of these."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a configuration: where (1-based), which key, what, and what to do."""

    file: str
    line: int
    column: int
    key: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {key}{self.message}{hint}"


class ConfigError(FeedsError):
    """The configuration cannot be used; `problems` holds everything wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class QueryError(FeedsError):
    """A query that does not parse: `position` is the 0-based offset of the mistake in `query`."""

    def __init__(self, message: str, position: int = 0, query: str = "") -> None:
        super().__init__(message)
        self.position = position
        self.query = query

    def shown(self) -> str:
        """The query, and below it a caret where the mistake is."""
        line = " ".join(self.query.splitlines()) if "\n" in self.query else self.query
        wide = sum(east_asian_width(sign) in "WF" for sign in line[: self.position])
        return f"{line}\n{' ' * (self.position + wide)}^"


class ReadError(FeedsError):
    """A document that is not what it was taken for. `kind` is a word for status and logs,
    `offers` are addresses of what it may stand for: the feeds that a page names."""

    def __init__(self, kind: str, message: str, offers: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.kind = kind
        self.offers = offers


class StoreError(FeedsError):
    """The store cannot be opened, is newer than this version, or refuses to be written."""


class OutputError(FeedsError):
    """The output folder cannot be written; what was published before stays whole."""
