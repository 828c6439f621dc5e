"""Sections: paths of names, and which spellings of them are one section."""

from __future__ import annotations

import re

from feeds.model import Section
from feeds.route.fold import fold

_SEPARATORS = re.compile(r"[\s·・•‧∙\-‐-―_]+")


def section_key(path: Section) -> str:
    """Equal for spellings that mean the same: script, width, case, spaces, separators."""
    return " / ".join(_SEPARATORS.sub("", fold(name)) or fold(name) for name in path)


def with_ancestors(path: Section, depth: int) -> list[Section]:
    """The section itself and all above it, outermost first, at most `depth` names deep."""
    return [path[:length] for length in range(1, min(len(path), depth) + 1)]
