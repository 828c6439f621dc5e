"""The health feed: what happened to sources, as entries of a feed for the operator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape

from feeds.model import Entry, Item
from feeds.store import Event, Transaction

KEY = "health"
_NEWEST = 50
_YEAR = 366 * 24 * 3600


def record(transaction: Transaction, happened: Iterable[Event | None]) -> None:
    """Remember what happened, if anything, and have the health feed published again."""
    events = [event for event in happened if event is not None]
    if not events:
        return
    transaction.add_events(events)
    transaction.forget_events(max(event.at for event in events) - _YEAR)
    numbers = transaction.feed_numbers([KEY])
    if not numbers:
        transaction.add_feed(KEY, "health", "health", ("health",))
    transaction.mark_changed(numbers.values())


def items(transaction: Transaction) -> list[Item]:
    """The newest events as entries of a feed, newest first."""
    return [_item(event) for _, event in transaction.events(_NEWEST)]


def _item(event: Event) -> Item:
    from feeds.normalize import scoped_id  # few passes have something to tell

    date = datetime.fromtimestamp(event.at, UTC)
    lines = event.message.split("\n")
    entry = Entry(
        id=scoped_id(event.source, f"{event.at} {event.kind}"),
        url=event.url or None,
        title=event.title,
        summary=lines[0],
        content="".join(f"<p>{escape(line, quote=False)}</p>" for line in lines),
        published=date,
        updated=None,
        authors=(),
        contributors=(),
        section=(),
        keywords=(event.kind,),
        language="en",
        image=None,
        media=(),
        source=event.source,
    )
    return Item(entry, date)
