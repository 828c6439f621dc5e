"""When a source is to be asked next, and why: from what it gave and what it asks for."""

from feeds.schedule.pace import Pace, pack, unpack
from feeds.schedule.when import Next, as_words, backed_off, leeway, next_time

__all__ = ["Next", "Pace", "as_words", "backed_off", "leeway", "next_time", "pack", "unpack"]
