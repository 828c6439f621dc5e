"""The commands that write sources into a configuration."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from feeds.cli.app import CONFIG, ConfigFile, app
from feeds.config import Kind, edit, load
from feeds.errors import FeedsError


@app.command()
def add(
    addresses: Annotated[
        list[str], typer.Argument(metavar="URL...", help="Addresses, or paths of files.")
    ],
    config: ConfigFile = CONFIG,
    kind: Annotated[
        Kind, typer.Option(metavar="KIND", help="auto, feed, article, listing, sitemap or text.")
    ] = "auto",
    section: Annotated[
        str | None, typer.Option(metavar="'A / B'", help="The section of entries that name none.")
    ] = None,
    every: Annotated[
        str | None, typer.Option(help="The least time between two requests, such as 30m.")
    ] = None,
    fulltext: Annotated[
        bool, typer.Option("--fulltext", help="Fetch the articles that entries link to.")
    ] = False,
    pin: Annotated[
        bool, typer.Option("--pin", help="Write down where a listing's entries were found.")
    ] = False,
) -> None:
    """Look at what addresses give, and write them into the configuration's sources.

    Comments and order are kept. What cannot be read is told and not written: status 1.
    Example: feeds add https://example.org/news/ -c config.yaml
    """
    from feeds.aggregator import list_sources, user_agent
    from feeds.cli.show import describe
    from feeds.config import same_address
    from feeds.config.access import without_user
    from feeds.preview import preview as read_all
    from feeds.preview import source_of

    settings = load(config)
    known = {same_address(source.url) for source in list_sources(settings)}
    extra = {"section": section, "every": every, "fulltext": fulltext or None}
    added, failed = [], False
    for shown in read_all(
        addresses,
        kind=kind,
        now=datetime.now(UTC),
        user_agent=user_agent(settings),
        site=settings.site,
        settings=settings.fetch,
    ):
        print(describe(shown), flush=True)
        if shown.error is not None:
            failed = True
            continue
        spec = source_of(shown, config.parent, pin=pin)
        address = same_address(spec.get("url") or Path(spec["path"]).resolve().as_uri())
        if address in known:
            print(f"{config} names it already")
            continue
        known.add(address)
        added.append(spec | {key: value for key, value in extra.items() if value})
    edit.add_sources(config, added)
    for spec in added:
        told = spec | ({"url": without_user(spec["url"])[0]} if "url" in spec else {})
        print(f"{config}: added {edit.as_line(told)}")
    if failed:
        raise typer.Exit(1)


@app.command(name="import")
def import_(
    opml: Annotated[Path, typer.Argument(metavar="OPML", help="What other software exported.")],
    config: ConfigFile = CONFIG,
) -> None:
    """Add an OPML file's subscriptions to the configuration's sources.

    Comments and order are kept, sources that stand there already are not added again.
    Example: feeds import subscriptions.opml -c config.yaml
    """
    from feeds.aggregator import list_sources
    from feeds.config import same_address
    from feeds.errors import ReadError
    from feeds.read import read_opml

    settings = load(config)
    try:
        listed = read_opml(opml.read_bytes())
    except (OSError, ReadError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise FeedsError(f"{opml}: {said}") from None
    known = {same_address(source.url) for source in list_sources(settings)}
    added = []
    for item in listed:
        if (address := same_address(item.url)) not in known:
            known.add(address)
            fields = {"url": item.url, "title": item.title, "section": list(item.folder)}
            added.append({key: value for key, value in fields.items() if value})
    edit.add_sources(config, added)
    print(f"{config}: {len(added)} sources added, {len(listed) - len(added)} were there already")
