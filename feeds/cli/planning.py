"""The command that says what a changed configuration would mean."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from feeds.cli.app import CONFIG, ConfigFile, app
from feeds.config import load

if TYPE_CHECKING:
    from feeds.aggregator.planning import FeedPlan, Plan

_STATES = {"new": "new", "changed": "changed", "moves": "moving", "ends": "ending"}


@app.command()
def plan(
    config: ConfigFile = CONFIG,
    examples: Annotated[
        int, typer.Option(min=0, help="Titles shown of what would join and leave each feed.")
    ] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one object.")] = False,
) -> None:
    """Show what each feed would gain and lose, before a changed configuration is used.

    Only what is stored counts: no source is asked, and nothing is written.
    Example: feeds plan -c config.yaml
    """
    from feeds.aggregator import check, list_sources
    from feeds.aggregator.planning import make_plan
    from feeds.store import Store

    settings = load(config)
    sources = list_sources(settings)
    check(settings, sources)
    store = Store.open(settings.store, settings.folder, create=False)
    try:
        ask = partial(make_plan, settings, store, sources, now=datetime.now(UTC), examples=examples)
        if sys.stderr.isatty():
            from feeds.cli.show import bar

            with bar("looking at entries") as told:
                made = ask(told=told)
        else:
            made = ask()
    finally:
        store.close()
    if as_json:
        print(json.dumps(made.as_json(), ensure_ascii=False, indent=1))
    else:
        _show(made)


def _show(made: Plan) -> None:
    for feed in made.feeds:
        print(_line(feed))
        if feed.state != "ends":
            for sign, titles in (("+", feed.joins), ("-", feed.leaves)):
                for title in titles:
                    print(f"    {sign} {title}")
    counts = {state: sum(feed.state == state for feed in made.feeds) for state in _STATES}
    said = [f"{number} {_STATES[state]}" for state, number in counts.items() if number]
    print(f"Feeds: {', '.join([*said, f'{made.unchanged} as before'])}.")


def _line(feed: FeedPlan) -> str:
    name = feed.slug or f"{feed.kind} {feed.title}"
    if feed.state == "new":
        return f"{name}: new, with {_entries(feed.joining)}"
    if feed.state == "moves":
        return f"{name}: moves to {feed.to}, with {_entries(feed.entries)}"
    if feed.state == "ends":
        return f"{name}: ends, with {_entries(feed.entries)}"
    after = feed.entries + feed.joining - feed.leaving
    moves = f"{feed.joining} joining, {feed.leaving} leaving"
    return f"{name}: {_entries(feed.entries)} now, {moves}: {after} then"


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
