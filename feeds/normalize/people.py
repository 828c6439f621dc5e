"""People: names as a person would write them, each once."""

from __future__ import annotations

import re
from functools import lru_cache

from feeds.model import Person, RawText
from feeds.normalize.text import one_line, plain, shortened
from feeds.normalize.urls import absolute

_EMAIL = re.compile(r"[A-Za-z0-9_.+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# Without a colon only "by": "von" begins many a name.
_BY = re.compile(r"^(?:by[ :]+|(?:von|par|por|作者|文) ?[:：] ?)(?=\S)", re.I)
_MAX_NAME = 200


def people(given: tuple[Person, ...], base: str | None) -> tuple[Person, ...]:
    """Cleaned and without doubles; who has no name goes by the address of the mailbox."""
    found: dict[str, Person] = {}
    for person in given:
        if cleaned := _person(person, base):
            found.setdefault(cleaned.name.casefold(), cleaned)
    return tuple(found.values())


@lru_cache(maxsize=10_000)  # the same few write entry after entry
def _person(given: Person, base: str | None) -> Person | None:
    name = shortened(_BY.sub("", plain(RawText(given.name))), _MAX_NAME)
    email = one_line(given.email or "")
    email = email if _EMAIL.fullmatch(email) else ""
    name = name or email
    return Person(name, email or None, absolute(given.url, base)) if name else None
