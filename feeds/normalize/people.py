"""People: names as a person would write them, each once."""

from __future__ import annotations

import re

from feeds.model import Person, RawText
from feeds.normalize.text import excerpt, one_line, plain
from feeds.normalize.urls import absolute

_EMAIL = re.compile(r"[A-Za-z0-9_.+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# Without a colon only "by": "von" begins many a name.
_BY = re.compile(r"^(?:by[ :]+|(?:von|par|por|作者|文) ?[:：] ?)(?=\S)", re.I)
_MAX_NAME = 200


def people(given: tuple[Person, ...], base: str | None) -> tuple[Person, ...]:
    """Cleaned and without doubles; who has no name goes by the address of the mailbox."""
    found: dict[str, Person] = {}
    for person in given:
        name = excerpt(_BY.sub("", plain(RawText(person.name))), _MAX_NAME)
        email = one_line(person.email or "")
        email = email if _EMAIL.fullmatch(email) else ""
        if name := name or email:
            found.setdefault(
                name.casefold(), Person(name, email or None, absolute(person.url, base))
            )
    return tuple(found.values())
