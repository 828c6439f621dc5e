"""The command `feeds`."""

from __future__ import annotations

import gc
import sys

from feeds.errors import ConfigError, FeedsError

__all__ = ["main"]


def main() -> None:
    """Run the command; ends the process.

    The exit status: 0 done, 1 the work could not be done, 2 usage or configuration.
    """
    # Modules that load make many objects and no garbage; to look for it again and again takes a
    # tenth of the time of a pass that finds nothing new.
    gc.set_threshold(50_000)
    from feeds.cli import planning, running, seeing, writing  # noqa: F401  # which add their commands
    from feeds.cli.app import app

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
