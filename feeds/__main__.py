"""``python -m feeds``: the same as the command ``feeds``."""

from feeds.cli import main

main()
