"""Sections: paths of names, and which spellings of them are one section."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from feeds.model import Section
from feeds.route.fold import SILENT, fold

_SEPARATORS = re.compile(rf"[\s·・•‧∙\-‐-―_{SILENT}]+")

_MAX_KEY = 500


def squeezed(text: str) -> str:
    """Folded, and without separators and what is silent; of what is nothing else nothing is
    left."""
    return _SEPARATORS.sub("", _folded(text))


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Equal for spellings of one name: script, width, case, spaces, separators, and characters
    that say nothing."""
    return squeezed(name) or _folded(name)


def name_keys(path: Section) -> Section:
    """The keys of a path's names."""
    return tuple(map(name_key, path))


def section_key(path: Section) -> str:
    """Equal for spellings that mean the same section.

    Bounded in length, however long the path is: databases index nothing longer.
    """
    key = " / ".join(name_keys(path))
    if len(key) <= _MAX_KEY:
        return key
    return f"{key[:_MAX_KEY]}… {hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"


def with_outer(path: Section) -> tuple[Section, ...]:
    """A section and those above it, outermost first."""
    return tuple(path[:length] for length in range(1, len(path) + 1))


def innermost(sections: Sequence[Section]) -> list[Section]:
    """Those of these sections that none of them is below."""
    outer = {path[:length] for path in sections for length in range(len(path))}
    return [path for path in sections if path not in outer]


def _folded(text: str) -> str:
    return fold(unicodedata.normalize("NFC", text))
