"""The commands, and nothing that a command would not have to say."""

from __future__ import annotations

import difflib
import json
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from feeds import __version__
from feeds.cli.logs import LogFormat, set_up
from feeds.config import Config, Kind, edit, load
from feeds.errors import ConfigError, FeedsError, Problem

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ConfigFile = Annotated[
    Path, typer.Option("--config", "-c", metavar="FILE", help="The configuration.")
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say what every source gave.")]
Log = Annotated[LogFormat, typer.Option("--log-format", help="How events are written to stderr.")]
CONFIG = Path("config.yaml")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"feeds {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Turns the news that people must follow into feeds that they can subscribe to."""


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where to put it; made if absent.")] = Path(),
) -> None:
    """Write a commented config.yaml to start from.

    Example: feeds init my-news
    """
    path = folder / "config.yaml"
    if path.exists():
        raise ConfigError([Problem(str(path), 1, 1, "", "exists already, and is left as it is")])
    starter = Path(__file__).with_name("starter.yaml").read_text("utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(starter, "utf-8")
        (folder / "config.schema.json").write_text(_schema(), "utf-8")
    except OSError as error:
        raise FeedsError(f"{path}: cannot be written: {error.strerror}") from None
    print(f"{path} is ready: put your sources into it, then: feeds run -c {path}")


@app.command()
def check(
    config: ConfigFile = CONFIG,
    online: Annotated[
        bool, typer.Option("--online", help="Ask every source once, and say what it is.")
    ] = False,
) -> None:
    """Check the configuration, and say what it stands for.

    With --online the status is 1 if a source is not what it should be.
    Example: feeds check -c config.yaml --online
    """
    from feeds.aggregator import check as check_meaning
    from feeds.aggregator import list_sources, odd_queries, sections_said, user_agent

    settings = load(config)
    sources = list_sources(settings)
    check_meaning(settings, sources)
    for warning in odd_queries(settings):
        print(warning, file=sys.stderr)
    if not sources:
        print(f"{config}: all right, but it names no source yet", file=sys.stderr)
        return
    print(f"{config}: all right. Sources: {len(sources)}, keywords: {len(settings.keywords)}")
    if not online:
        for source in sources:
            print(f"  {source.id}  {source.url}")
        for line in sections_said(settings):
            print(line)
        return
    from feeds.preview import preview as read_all

    failed = False
    for source in sources:
        (shown,) = read_all(
            [source.url],
            kind=source.kind,
            now=datetime.now(UTC),
            user_agent=user_agent(settings),
            site=settings.site,
            settings=settings.fetch,
            access=source.access,
        )
        failed = failed or shown.error is not None
        said = shown.error or f"{shown.dialect}, {len(shown.entries)} entries"
        print(f"  {source.id}  {source.url}  {said}", flush=True)
    if failed:
        raise typer.Exit(1)


@app.command()
def run(
    config: ConfigFile = CONFIG,
    force: Annotated[
        bool, typer.Option("--force", help="Ask every source now, whether it is due or not.")
    ] = False,
    source: Annotated[
        str | None, typer.Option("--source", metavar="ID", help="Ask this source only.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with status 1 if a source failed.")
    ] = False,
    verbose: Verbose = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Do one pass: ask the sources that are due, and publish what changed.

    Silent when all is well, unless on a terminal. Example: feeds run -c config.yaml
    """
    from feeds.aggregator import list_sources, open_checked, run_pass
    from feeds.store import BusyError

    set_up(log_format, verbose=verbose)
    settings = load(config)
    sources = list_sources(settings)
    if source is not None:
        _known(source, [known.id for known in sources], config)
    store = open_checked(settings, sources)
    ask = partial(
        run_pass,
        settings,
        store,
        now=datetime.now(UTC),
        force=force,
        only=source,
        sources=sources,
    )
    try:
        with store.exclusive():
            if sys.stderr.isatty() and log_format is LogFormat.text:
                from feeds.cli.show import watch

                result = watch(lambda told, deciding: ask(progress=told, deciding=deciding))
            else:
                result = ask()
    except BusyError as error:  # as a timer has it whose last pass is long: no fault
        print(f"feeds: {error}: nothing was done", file=sys.stderr)
        return
    finally:
        store.close()
    if strict and result.count("failed"):
        raise typer.Exit(1)


@app.command()
def preview(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="URLs or files; - is standard input.")
    ],
    kind: Annotated[
        Kind, typer.Option(metavar="KIND", help="auto, feed, article, listing, sitemap or text.")
    ] = "auto",
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON Feed document a line, in order.")
    ] = False,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where documents from files were found.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Entries shown of each, without --json.")] = 10,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Print where a listing's entries are, as selectors.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", metavar="FILE", help="Try its rules for these inputs."),
    ] = None,
) -> None:
    """Show what documents would be published as; keeps and publishes nothing.

    Example: feeds preview https://example.org/feed.xml
    """
    from feeds.aggregator import list_sources, rules_of_host, user_agent
    from feeds.cli.show import show_preview
    from feeds.config.access import without_user
    from feeds.model import Rules, Source
    from feeds.preview import as_json_feed, suggestions
    from feeds.preview import preview as read_all

    failed = False
    settings = load(config) if config else None
    sources = {source.url: source for source in list_sources(settings)} if settings else {}
    for input in inputs:
        url = without_user(input)[0] if "://" in input else Path(input).resolve().as_uri()
        rules = rules_of_host(settings, url) if settings else None
        source = sources.get(url) or Source(url, url, rules=rules.rules() if rules else Rules())
        (shown,) = read_all(
            [input],
            kind=kind if kind != "auto" else source.kind,
            now=datetime.now(UTC),
            user_agent=user_agent(settings) if settings else f"feeds/{__version__}",
            base_url=base_url,
            site=settings.site if settings else None,
            settings=settings.fetch if settings else None,
            rules=source.rules,
            pages=source.pages,
            access=source.access,
        )
        failed = failed or shown.error is not None
        if suggest and shown.error is None:
            print(edit.as_block({"select": suggestions(shown)}), end="")
        elif as_json:
            print(json.dumps(as_json_feed(shown), ensure_ascii=False), flush=True)
        else:
            show_preview(shown, limit)
    if failed:
        raise typer.Exit(1)


@app.command()
def status(
    config: ConfigFile = CONFIG,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: a list.")] = False,
) -> None:
    """Show how each source is doing: last success, next time, entries, and what is wrong.

    A source is ok; degraded: its pages are other than they were; failing; gone; or new.
    Example: feeds status -c config.yaml
    """
    from feeds.aggregator import list_sources, remarks, source_reports
    from feeds.cli.show import show_status
    from feeds.store import Store

    settings = load(config)
    store = Store.open(settings.store, settings.folder, create=False)
    try:
        reports = source_reports(store, list_sources(settings))
        said = remarks(store, settings)
    finally:
        store.close()
    if as_json:
        print(json.dumps([report.as_json() for report in reports], ensure_ascii=False, indent=1))
    else:
        show_status(reports, datetime.now(UTC), said)


@app.command()
def schema() -> None:
    """Print the JSON Schema of config.yaml, for editors.

    Example: feeds schema > config.schema.json
    """
    print(_schema(), end="")


@app.command()
def export(
    config: ConfigFile = CONFIG,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="In place of stdout.")
    ] = None,
) -> None:
    """Write the sources as OPML, for other software.

    Example: feeds export -c config.yaml -o subscriptions.opml
    """
    from feeds.aggregator import list_sources
    from feeds.publish import Outline, render_opml

    settings = load(config)
    outlines = [
        Outline(source.title or source.url, source.url, folder=source.section)
        for source in list_sources(settings)
    ]
    rendered = render_opml(settings.site.title, outlines)
    if output is None:
        sys.stdout.write(rendered.decode())
        return
    try:
        output.write_bytes(rendered)
    except OSError as error:
        raise FeedsError(f"{output}: cannot be written: {error.strerror}") from None


def _schema() -> str:
    return json.dumps(Config.model_json_schema(), ensure_ascii=False, indent=1) + "\n"


def _known(wanted: str, ids: list[str], config: Path) -> None:
    """Raises a usage error for the id of no source."""
    if wanted not in ids:
        near = difflib.get_close_matches(wanted, ids, n=1, cutoff=0.4)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise typer.BadParameter(f"{config} names no source with the id {wanted!r}{hint}")
