"""Regular expressions by RE2, which takes time in proportion to the text, whatever the pattern."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from feeds.route.needle import Span
from feeds.route.query import Regex
from feeds.route.subject import Field, Subject

_MAX_MEMORY = 1 << 20


@cache
def _library() -> Any:
    import re2  # few configurations have a regular expression

    return re2


def _options(ignore_case: bool) -> Any:
    options = _library().Options()
    options.case_sensitive = not ignore_case
    options.never_nl = True  # a match never runs from one line into the next
    options.never_capture = True
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    return options


@lru_cache(maxsize=10_000)
def compiled(pattern: str, ignore_case: bool) -> Any:
    """The expression; ``^`` and ``$`` are the ends of a line. Raises re2.error."""
    return _library().compile(f"(?m){pattern}", _options(ignore_case))


def mistake_in(pattern: str, ignore_case: bool) -> tuple[str, int] | None:
    """What is wrong with a pattern, and where in it; None when it is right."""
    try:
        compiled(pattern, ignore_case)
    except _library().error as error:
        said = error.args[0]
        said = said.decode() if isinstance(said, bytes) else str(said)
        what, _, where = said.rpartition(": ")
        place = max(pattern.find(where), 0) if where else 0
        return f"this is no regular expression of RE2: {what or said}", place
    return None


# What asks for the ends of a whole text, which many lines at once would hide.
_ENDS = re.compile(r"\\[Az]|\(\?[a-zA-Z]*-")


def stands_in(regex: Regex, subject: Subject, text: bytes) -> bool:
    """Whether an expression matches; `text` is the title, keywords and body as UTF-8, which are
    looked at together: no match runs from one line into the next anyway."""
    if regex.field is None and not _ENDS.search(regex.pattern):
        return compiled(regex.pattern, regex.ignore_case).search(text) is not None
    return found_in(regex, subject) is not None


def found_in(regex: Regex, subject: Subject) -> tuple[Field | None, Span] | None:
    """The field of the first match and its place in that field's text; of an address, no field."""
    search = compiled(regex.pattern, regex.ignore_case).search
    if regex.field == "url":
        match = search(subject.url) if subject.url else None
        return (None, match.span()) if match else None
    fields: tuple[Field, ...] = (regex.field,) if regex.field else ("title", "keyword", "body")
    for field in fields:
        if match := search(subject.field(field)):
            return field, match.span()
    return None
