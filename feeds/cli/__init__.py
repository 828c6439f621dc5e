"""The command `feeds`."""

from __future__ import annotations

import sys

from feeds.cli.app import app
from feeds.errors import ConfigError, FeedsError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command; ends the process.

    The exit status: 0 done, 1 the work could not be done, 2 usage or configuration.
    """
    try:
        app()
    except ConfigError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except FeedsError as error:
        print(f"feeds: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # who read our output has seen enough
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
