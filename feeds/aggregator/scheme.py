"""What a configuration says of sections, as what it means."""

from __future__ import annotations

import json

from feeds.config import Config, Retention, split_path
from feeds.model import Section
from feeds.route.globs import section_pattern
from feeds.route.scheme import Alias, Named, Scheme

VERSION = 3
"""Raise it when sections are found otherwise: all entries are placed again."""


def make_scheme(config: Config) -> Scheme:
    """What the configuration says of sections."""
    said = config.sections
    return Scheme(
        depth=said.depth,
        include=map(section_pattern, said.include),
        exclude=map(section_pattern, said.exclude),
        aliases=paths_of(said.aliases),
        named=[
            Named(
                one.place,
                one.title,
                tuple(map(section_pattern, one.match)),
                frozenset(one.sources),
                one.match,
            )
            for one in said.named
        ],
        moved=paths_of(said.moved),
    )


def scheme_said(config: Config) -> str:
    """All that a section's feeds depend on but entries and sources, as a text to compare."""
    shown = {"__all__": {"private", *Retention.model_fields}}
    said = config.sections.model_dump(exclude={"rules": True, "min_entries": True, "named": shown})
    return json.dumps([VERSION, said], ensure_ascii=False)


def paths_of(pairs: dict[str, Section]) -> list[Alias]:
    """Sections as they are called, which stand as texts, and what is meant."""
    return [(split_path(text), meant) for text, meant in pairs.items()]
