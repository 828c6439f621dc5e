"""A month of 1,000 sources, asked when the schedule says, against one interval for all."""

from __future__ import annotations

import statistics
import time

from benchmarks.month import month

_SOURCES, _SEEDS = 1_000, 5


def main() -> None:
    """Each month, and what all come to."""
    print(f"{_SOURCES:,} sources, a month each of {_SEEDS} seeds")
    began = time.process_time()
    months = [month(_SOURCES, seed) for seed in range(1, _SEEDS + 1)]
    for seed, one in enumerate(months, 1):
        print(
            f"seed {seed}: {one.requests:,} requests, {one.entries:,} entries, "
            f"{one.too_early} asked too early, {one.in_time:.4f} seen in time, "
            f"{one.wait / 3600:.2f} h from publication to our seeing it; at one interval "
            f"{one.fixed / 3600:.2f} h: {one.ratio:.2f}"
        )
    print(f"median ratio {statistics.median(one.ratio for one in months):.2f}")
    spent = (time.process_time() - began) / sum(one.requests for one in months)
    print(f"{spent * 1e6:.0f} µs a request, the simulation with it")
