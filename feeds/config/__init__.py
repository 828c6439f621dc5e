"""`config.yaml` -> `Config`."""

from feeds.config.load import load, parse, same_address
from feeds.config.schema import Config, Fetch, KeywordSpec, Kind, PageRules, Site, SourceSpec
from feeds.config.sections import CombinedSpec, NamedSection, Parts, Sections
from feeds.config.values import Retention, split_path

__all__ = [
    "CombinedSpec",
    "Config",
    "Fetch",
    "KeywordSpec",
    "Kind",
    "NamedSection",
    "PageRules",
    "Parts",
    "Retention",
    "Sections",
    "Site",
    "SourceSpec",
    "load",
    "parse",
    "same_address",
    "split_path",
]
