"""How many cases a law is tried with: few in each run, many where a deep one is asked for."""

from __future__ import annotations

import os


def cases(number: int) -> int:
    """`number` times the whole number in the environment's ``FEEDS_TEST_DEPTH``, by default 1."""
    return number * max(1, int(os.environ.get("FEEDS_TEST_DEPTH") or 1))
