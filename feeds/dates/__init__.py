"""Dates as people and machines write them -> instants. `read` recognizes them on pages, and
`normalize` reads them everywhere, so they stand below both."""

from feeds.dates.absolute import AHEAD, parse
from feeds.dates.finding import find
from feeds.dates.relative import relative
from feeds.dates.yearless import yearless

__all__ = ["AHEAD", "find", "parse", "relative", "yearless"]
