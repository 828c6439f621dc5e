"""The commands that keep it running, and watch over it."""

from __future__ import annotations

import sys
import tempfile
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


def _replace(path: Path, data: bytes) -> None:
    """Write a file so that who reads it finds the old one or the new one, whole."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".feeds-", delete=False) as new:
            new.write(data)
        Path(new.name).chmod(0o644)
        Path(new.name).replace(path)
    except OSError as error:
        raise FeedsError(f"{path}: cannot be written: {error.strerror}") from None
