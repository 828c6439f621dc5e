"""`config.yaml` -> `Config`."""

from feeds.config.load import load, parse, same_address
from feeds.config.schema import Config, Fetch, KeywordSpec, Kind, PageRules, Site, SourceSpec
from feeds.config.sections import CombinedSpec, NamedSection, Sections

__all__ = [
    "CombinedSpec",
    "Config",
    "Fetch",
    "KeywordSpec",
    "Kind",
    "NamedSection",
    "PageRules",
    "Sections",
    "Site",
    "SourceSpec",
    "load",
    "parse",
    "same_address",
]
