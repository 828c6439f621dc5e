"""Dates as people and machines write them -> instants. `read` recognizes them on pages, and
`normalize` reads them everywhere, so they stand below both."""

from feeds.dates.absolute import AHEAD, parse
from feeds.dates.finding import find, readable
from feeds.dates.relative import relative
from feeds.dates.yearless import yearless
from feeds.dates.zones import zone_of

__all__ = ["AHEAD", "find", "parse", "readable", "relative", "yearless", "zone_of"]
