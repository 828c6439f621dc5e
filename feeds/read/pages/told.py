"""By what the lines of a page tell of its article, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from feeds.read.pages.credits import Credits, merged

BEFORE, BEHIND = "a line before the text", "a line behind the text"
SELECTED = "a selector of the configuration"
_AROUND = " \t\u3000[]【】()（）〔〕「」<>《》|｜丨/／·•-—–_,，。.;；、~*"
_LONGEST = 16


class Told:
    """What lines say of an article; of two that say the same thing, the first.

    `lines` are where each stands, its text and what it says.
    """

    def __init__(self, lines: Sequence[tuple[str, str, Credits]]) -> None:
        self._lines = lines

    @property
    def origin(self) -> str | None:
        """The publication that the article is from."""
        return merged(credit for *_, credit in self._lines).origin

    def said(self, field: Literal["authors", "editors", "keywords"]) -> tuple[tuple[str, ...], str]:
        """The names or words, and which line says them."""
        for place, text, credit in self._lines:
            values: tuple[str, ...] = getattr(credit, field)
            if values:
                return values, label(place, text, values[0])
        return (), ""


def label(place: str, text: str, value: str) -> str:
    """A line at `place` that says `value`: with what stands before that in it, its label."""
    start = text.find(value)
    before = text[: max(start, 0)].strip(_AROUND).split()
    shown = before[-1].lstrip(_AROUND) if before else ""
    return f"{place}: {shown}" if 0 < len(shown) <= _LONGEST else place
