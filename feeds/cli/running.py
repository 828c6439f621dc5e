"""The commands that keep it running, and watch over it."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from feeds.cli.app import CONFIG, ConfigFile, Log, Verbose, app
from feeds.cli.logs import LogFormat, set_up
from feeds.config import load
from feeds.errors import FeedsError


@app.command()
def daemon(
    config: ConfigFile = CONFIG,
    timeout: Annotated[
        str, typer.Option(metavar="DURATION", help="How long a pass may take to end when stopped.")
    ] = "30s",
    verbose: Verbose = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Do passes for as long as it runs, each when a source is due.

    A changed configuration is taken up by itself, and on SIGHUP; a broken one is refused.
    Example: feeds daemon -c config.yaml
    """
    from feeds.config.values import parse_duration
    from feeds.daemon import run_daemon

    try:
        patience = float(parse_duration(timeout))
    except ValueError as error:
        raise typer.BadParameter(f"--timeout {error}") from None
    set_up(log_format, verbose=verbose)
    run_daemon(config, patience)


@app.command()
def metrics(
    config: ConfigFile = CONFIG,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="In place of stdout, as a whole."),
    ] = None,
) -> None:
    """Print how the sources are doing as Prometheus reads it.

    With --output for the textfile collector of node_exporter.
    Example: feeds metrics -c config.yaml --output /var/lib/node_exporter/feeds.prom
    """
    from feeds.aggregator import list_sources, source_reports
    from feeds.aggregator.metrics import metrics as of_sources
    from feeds.store import Store

    settings = load(config)
    sources = list_sources(settings)
    store = Store.open(settings.store, settings.folder, create=False)
    try:
        told = of_sources(store, source_reports(store, sources))
    finally:
        store.close()
    if output is None:
        sys.stdout.write(told.decode())
    else:
        _replace(output, told)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where the copy goes; replaced as a whole.")],
    config: ConfigFile = CONFIG,
) -> None:
    """Copy the store into a file, while it is used.

    The copy is a SQLite file, of PostgreSQL too: it can be put back into either.
    Example: feeds backup backup.db -c config.yaml
    """
    from feeds.store import Store
    from feeds.store.backup import back_up

    settings = load(config)
    store = Store.open(settings.store, settings.folder, create=False)
    try:
        back_up(store, file)
    finally:
        store.close()


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What feeds backup wrote.")],
    config: ConfigFile = CONFIG,
) -> None:
    """Make the store what a copy of it is: all that it has now is gone.

    A daemon may be running; the next pass publishes it.
    Example: feeds restore backup.db -c config.yaml
    """
    from feeds.aggregator.publication import publish_all_again
    from feeds.store import Store
    from feeds.store.backup import put_back

    settings = load(config)
    store = Store.open(settings.store, settings.folder)
    try:
        number = put_back(store, file, publish_all_again)
    finally:
        store.close()
    print(f"{file}: {number} entries are in the store again: the next pass publishes them")


@app.command()
def doctor(config: ConfigFile = CONFIG) -> None:
    """Find and mend what a crash or a full disk can leave, in the store and in the output.

    Says what was wrong. With status 1 something is left that a copy alone can heal.
    Example: feeds doctor -c config.yaml
    """
    from feeds.aggregator import list_sources, open_checked
    from feeds.aggregator.doctoring import doctor as mend_all

    set_up(LogFormat.text, verbose=False)
    settings = load(config)
    sources = list_sources(settings)
    store = open_checked(settings, sources)
    try:
        with store.exclusive():
            said = mend_all(store, settings, sources, datetime.now(UTC))
    finally:
        store.close()
    print("\n".join(said) if said else "all is well")


def _replace(path: Path, data: bytes) -> None:
    """Write a file so that who reads it finds the old one or the new one, whole."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".feeds-", delete=False) as new:
            new.write(data)
        Path(new.name).chmod(0o644)
        Path(new.name).replace(path)
    except OSError as error:
        raise FeedsError(f"{path}: cannot be written: {error.strerror}") from None
