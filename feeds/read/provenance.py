"""What each field of an entry was read from, as people name it: ``pubDate``, ``og:title``."""

from __future__ import annotations

from functools import lru_cache

from feeds.model import ReadFrom

# Names that are lower case where elements are looked up, as their specifications write them.
_SPELLED = {
    "pubdate": "pubDate",
    "lastbuilddate": "lastBuildDate",
    "feedburner:origlink": "feedburner:origLink",
}


@lru_cache(maxsize=1000)  # entries of one source are mostly read from the same elements
def noted(
    title: str = "",
    link: str = "",
    date: str = "",
    updated: str = "",
    authors: str = "",
    editors: str = "",
    section: str = "",
    keywords: str = "",
    language: str = "",
    image: str = "",
    summary: str = "",
    content: str = "",
) -> ReadFrom:
    """The fields that have a value, each with what gave it; an empty name stands for none."""
    given = locals()
    return tuple((field, spelled(name)) for field, name in given.items() if name)


def spelled(name: str) -> str:
    """The name of an element, or several with commas between them, in its usual spelling."""
    return ", ".join(_SPELLED.get(part, part) for part in name.split(", "))


def joined(names: list[str]) -> str:
    """Several names as one, each once."""
    return ", ".join(dict.fromkeys(names)) if len(names) > 1 else names[0] if names else ""
