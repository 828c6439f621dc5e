"""Turns the news that people must follow into feeds that they can subscribe to."""

from importlib.metadata import version

__version__ = version("feeds")
