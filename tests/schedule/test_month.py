"""A simulated month: polite, in time, and quicker than one interval for all."""

from __future__ import annotations

from benchmarks.month import month
from tests.depth import cases


def test_a_month_of_sources_with_habits() -> None:
    for seed in range(1, 1 + min(5, cases(1))):
        found = month(min(1000, cases(250)), seed)
        assert found.entries > 10_000
        assert found.too_early == 0
        assert found.in_time >= 0.95
        assert found.ratio <= 0.6
