"""What queries look at: an entry's text, field by field, and the facts that they may ask for."""

from __future__ import annotations

import unicodedata
from typing import Literal

from msgspec import Struct

from feeds.model import Entry, Section

Field = Literal["title", "keyword", "body", "author"]
FIELDS: tuple[Field, ...] = ("title", "keyword", "body", "author")
"""The fields that have text, in the order in which they stand in it."""


class Subject(Struct, frozen=True, array_like=True, gc=False):
    """An entry as queries see it; independent of the configuration, so that it can be kept.

    `text` is plain text, NFC, not folded: the title, the keywords a line each, the body a line a
    paragraph, and the people a line each. `ends` says where each of the four ends; one newline
    stands between them. So a text is scanned once, a place in it belongs to one field, and what
    never crosses a line never crosses a field. `date` is in Unix seconds: what the entry is
    sorted by. `section` is what the entry itself says.
    """

    source: str
    url: str | None
    language: str | None
    section: Section
    date: int
    text: str
    ends: tuple[int, int, int, int]

    def bounds(self, field: Field | None) -> tuple[int, int]:
        """Where a field begins and ends in the text; None is all that counts as text by itself:
        title, keywords and body."""
        if field is None:
            return 0, self.ends[2]
        number = FIELDS.index(field)
        return (self.ends[number - 1] + 1 if number else 0), self.ends[number]

    def field(self, field: Field) -> str:
        """The text of one field."""
        start, end = self.bounds(field)
        return self.text[start:end]

    def place(self, position: int) -> tuple[Field, int]:
        """Which field a place in the text belongs to, and where in that field's text it is."""
        for field in FIELDS:
            start, end = self.bounds(field)
            if position <= end:
                return field, position - start
        raise IndexError(position)


def subject_of(entry: Entry, body: str, date: int) -> Subject:
    """What queries see of `entry`: `body` is the plain text of its content and summary, `date`
    in Unix seconds what it is sorted by."""
    people = dict.fromkeys(person.name for person in (*entry.authors, *entry.contributors))
    fields = (
        entry.title.replace("\n", " "),
        "\n".join(keyword.replace("\n", " ") for keyword in entry.keywords),
        body,
        "\n".join(name.replace("\n", " ") for name in people),
    )
    text, ends = "", []
    for field in fields:
        text += unicodedata.normalize("NFC", field)
        ends.append(len(text))
        text += "\n"
    return Subject(
        entry.source,
        entry.url,
        entry.language,
        entry.section,
        date,
        text[:-1],
        (ends[0], ends[1], ends[2], ends[3]),
    )
