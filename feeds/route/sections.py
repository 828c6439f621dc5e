"""Sections: paths of names, and which spellings of them are one section."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from feeds.model import Section
from feeds.route.fold import fold

_SEPARATORS = re.compile(r"[\s·・•‧∙\-‐-―_]+")

_MAX_KEY = 500


def section_key(path: Section) -> str:
    """Equal for spellings that mean the same: script, width, case, spaces, separators.

    Bounded in length, however long the path is: databases index nothing longer.
    """
    names = (fold(unicodedata.normalize("NFC", name)) for name in path)
    key = " / ".join(_SEPARATORS.sub("", name) or name for name in names)
    if len(key) <= _MAX_KEY:
        return key
    return f"{key[:_MAX_KEY]}… {hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"


def with_ancestors(path: Section, depth: int) -> list[Section]:
    """The section itself and all above it, outermost first, at most `depth` names deep."""
    return [path[:length] for length in range(1, min(len(path), depth) + 1)]
