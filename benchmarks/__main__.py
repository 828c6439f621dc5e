"""``python -m benchmarks [NAME...]``: all of them, or some."""

from __future__ import annotations

import sys

from benchmarks import duplicates, pages, parse, passes, publish, route, schedule, soak, stored

ALL = {
    "parse": parse.main,
    "pages": pages.main,
    "route": route.main,
    "stored": stored.main,
    "duplicates": duplicates.main,
    "publish": publish.main,
    "pass": passes.main,
    "schedule": schedule.main,
}
LONG = {"soak": soak.main}
"""Which take so long that they are run only when they are named."""


def main() -> None:
    """Run what the command line names."""
    for name in sys.argv[1:] or ALL:
        print(f"== {name}")
        (ALL | LONG)[name]()


main()
