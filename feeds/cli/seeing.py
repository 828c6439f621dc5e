"""The commands that show why: of an entry, where it is and why; of a query, what it finds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields as dataclass_fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from feeds.cli.app import CONFIG, ConfigFile, app
from feeds.config import load
from feeds.errors import FeedsError, QueryError

if TYPE_CHECKING:
    from feeds.aggregator.explaining import Explained, Explanation, Place
    from feeds.aggregator.trying import Tried
    from feeds.route.snippets import Snippet


@app.command()
def explain(
    entry: Annotated[str, typer.Argument(metavar="URL_OR_ID", help="Which entry.")],
    config: ConfigFile = CONFIG,
    feed: Annotated[
        str | None,
        typer.Option("--feed", metavar="FEED", help="Why it is, or is not, in this feed only."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one object.")] = False,
) -> None:
    """Show where an entry came from, and why it is in its feeds, or not in another.

    FEED is a folder such as keywords/NAME, or a title. Only what is stored counts.
    Example: feeds explain https://example.org/2026/story -c config.yaml
    """
    from feeds.aggregator import check, list_sources
    from feeds.aggregator.explaining import explain as explained
    from feeds.store import Store

    settings = load(config)
    sources = list_sources(settings)
    check(settings, sources)
    store = Store.open(settings.store, settings.folder, create=False)
    try:
        found = explained(settings, store, sources, entry, feed, datetime.now(UTC))
    finally:
        store.close()
    _refuse(found, entry)
    if as_json:
        print(json.dumps({"entries": [_entry(one) for one in found.entries]}, **_JSON))
        return
    from feeds.cli.showing import show_explained

    for one in found.entries:
        show_explained(one, settings.site.timezone, only=feed is not None)


@app.command(name="list")
def list_feeds(
    config: ConfigFile = CONFIG,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: a list.")] = False,
) -> None:
    """Show all feeds and where each is, private ones too.

    Example: feeds list -c config.yaml
    """
    from feeds.aggregator.listing import feed_reports
    from feeds.store import Store

    settings = load(config)
    store = Store.open(settings.store, settings.folder, create=False)
    try:
        reports = feed_reports(store, settings)
    finally:
        store.close()
    if as_json:
        print(json.dumps([one.as_json() for one in reports], **_JSON))
        return
    from feeds.cli.show import show_feeds

    show_feeds(reports)


@app.command(name="try")
def try_(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="As a keyword feed would have it.")],
    config: ConfigFile = CONFIG,
    limit: Annotated[int, typer.Option(min=0, help="Entries shown, the newest first.")] = 10,
    stem: Annotated[
        bool, typer.Option("--stem", help="Other forms of the words are the same words.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one object.")] = False,
) -> None:
    """Show what a query finds among what is stored, and how much of it by day and by source.

    Example: feeds try 'harbour OR ferry NOT title:sale' -c config.yaml
    """
    from feeds.aggregator import list_sources
    from feeds.aggregator.trying import try_query
    from feeds.store import Store

    settings = load(config)
    sources = list_sources(settings)
    store = Store.open(settings.store, settings.folder, create=False)
    try:
        now = datetime.now(UTC)
        found = try_query(settings, store, sources, query, now, limit=limit, stem=stem)
    except QueryError as error:
        raise typer.BadParameter(f"{error}\n\n{error.shown()}", param_hint="QUERY") from None
    finally:
        store.close()
    if as_json:
        print(json.dumps(_tried(query, found), **_JSON))
        return
    from feeds.cli.showing import show_tried

    show_tried(query, found, {source.id: source.title or source.id for source in sources})


_JSON: dict[str, Any] = {"ensure_ascii": False, "indent": 1}


def _refuse(found: Explanation, wanted: str) -> None:
    """Says what there is instead of what was asked for."""
    if found.no_feed is not None:
        near = f"; did you mean {' or '.join(found.near_feeds)}?" if found.near_feeds else ""
        raise typer.BadParameter(f"there is no feed {found.no_feed!r}{near}", param_hint="--feed")
    if not found.entries:
        lines = [f"no entry has the id or the address {wanted}"]
        if found.near:
            lines.append("These are near it:")
            lines += [f"  {id}  {title}" for id, title in found.near]
        raise FeedsError("\n".join(lines))


def _entry(one: Explained) -> dict[str, Any]:
    entry = one.entry
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "source": one.source.id,
        "source_title": one.source.title,
        "document": one.document,
        "first_seen": one.first_seen.isoformat(),
        "also": [{"id": copy.id, "source": copy.source} for copy in one.also],
        "changed": one.changed.isoformat() if one.changed else None,
        "read_from": {name: by for name, by in entry.read_from if name != "document"},
        "section": one.section,
        "section_by": one.section_by or None,
        "feeds": [_place(place) for place in one.feeds],
        "asked": [_place(place) for place in one.asked],
    }


def _place(place: Place) -> dict[str, Any]:
    fields = {field.name: getattr(place, field.name) for field in dataclass_fields(place)}
    fields["copy"] = place.copy.id if place.copy else None
    fields["shown"] = _snippets(place.shown)
    fields["failing"] = [
        {
            "part": part.part,
            "excluded": _snippets(part.excluded),
            "instead": part.instead,
            "shown": _snippets(part.shown),
        }
        for part in place.failing
    ]
    return {"feed": fields.pop("slug"), **fields}


def _snippets(found: Iterable[Snippet]) -> list[dict[str, Any]]:
    """Hits in their context: text and hits by turns, a hit at every second place."""
    return [
        {
            "field": snippet.field,
            "pieces": [{"text": text, "hit": hit} for text, hit in snippet.pieces],
        }
        for snippet in found
    ]


def _tried(query: str, found: Tried) -> dict[str, Any]:
    return {
        "query": query,
        "found": found.found,
        "entries": found.entries,
        "looked_at": found.looked,
        "seconds": round(found.seconds, 6),
        "by_day": dict(found.by_day),
        "by_source": dict(found.by_source),
        "matches": [
            {
                "id": match.entry.id,
                "url": match.entry.url,
                "title": match.entry.title,
                "date": match.date.isoformat(),
                "source": match.entry.source,
                "section": match.section,
                "shown": _snippets(match.shown),
                "facts": match.facts,
            }
            for match in found.matches
        ],
    }
