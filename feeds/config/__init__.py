"""`config.yaml` -> `Config`."""

from feeds.config.load import load, parse, same_address
from feeds.config.schema import Config, Fetch, KeywordSpec, Kind, PageRules, Site, SourceSpec

__all__ = [
    "Config",
    "Fetch",
    "KeywordSpec",
    "Kind",
    "PageRules",
    "Site",
    "SourceSpec",
    "load",
    "parse",
    "same_address",
]
