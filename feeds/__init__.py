"""Turns the news that people must follow into feeds that they can subscribe to."""

__version__ = "0.1.0"
