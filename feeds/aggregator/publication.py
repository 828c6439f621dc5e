"""From the store to the output folder: only the feeds that changed, each file as a whole."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from feeds.aggregator import telling
from feeds.aggregator.duplicates import copies_named, merges
from feeds.aggregator.folders import settle_feeds
from feeds.aggregator.moving import settle_redirects
from feeds.aggregator.reasons import with_reasons
from feeds.aggregator.routing import Rules
from feeds.aggregator.showing import shown
from feeds.config import Config
from feeds.model import Feed, Item, Origin, Source
from feeds.publish import (
    FEED_FILES,
    WEEKS,
    Document,
    Summary,
    appearance,
    remove_feed,
    render_feed,
    render_moved,
    render_site,
    words,
    write_files,
)
from feeds.store import FeedRow, Redirect, SourceState, Store, Transaction, date_of

log = logging.getLogger("feeds")

_MARK = ".feeds"


@dataclass(slots=True)
class Published:
    """What publishing did: feeds that were rendered, feeds and files whose bytes changed, and the
    ids of entries that cannot be rendered."""

    rendered: int = 0
    feeds: int = 0
    files: int = 0
    faulty: set[str] = field(default_factory=set)

    def tell(self, item: Item, fault: Exception) -> None:
        """Say that an entry cannot be rendered, once in however many feeds it is."""
        if item.entry.id not in self.faulty:
            self.faulty.add(item.entry.id)
            log.warning(
                "%s, of source %s, cannot be published: %s: %s",
                item.entry.id,
                item.entry.source,
                type(fault).__name__,
                fault,
            )


def publish(
    store: Store,
    config: Config,
    rules: Rules,
    sources: Sequence[Source],
) -> Published:
    """Bring the output folder up to the store.

    Raises OutputError and StoreError; what was published before stays whole, and the next call
    goes on.
    """
    output = Path(config.folder, config.output)
    # Without this mark the folder is new, or was rendered by other code or settings.
    mark = (appearance(config) + "\n").encode()
    fresh = _read(output / _MARK) != mark
    done = Published()
    with store.begin() as transaction:
        if fresh:
            transaction.mark_all_changed()
        states = transaction.sources()
        _settle_ids(transaction, sources)
        if config.feeds.sources:
            _entitle(transaction, sources, states)
        settle_feeds(transaction, config, rules)
        moved, gone = settle_redirects(transaction)
        rows = [row for row in transaction.changed_feeds() if row.slug]
    for slug in gone:
        remove_feed(output, slug, FEED_FILES)
    changed = {row.slug: row for row in rows}
    for redirect in moved:
        if redirect.target in changed:
            _point(config, output, redirect, changed[redirect.target], done)
    names = _names(sources, states)
    for row in rows:
        _publish_feed(store, config, rules, output, row, names, done)
    if rows or gone:
        with store.begin() as transaction:
            transaction.forget_redirects(gone)
            all_rows = transaction.feeds()
        # The health feed is the operator's, who is told where it is.
        summaries = [_summary(row) for row in all_rows if row.slug and row.kind != "health"]
        files = render_site(config.site, summaries, config.feeds.formats)
        done.files += len(write_files(output, files))
    if fresh:
        write_files(output, {_MARK: mark})
    return done


def _publish_feed(
    store: Store,
    config: Config,
    rules: Rules,
    output: Path,
    row: FeedRow,
    names: Mapping[str, Origin],
    done: Published,
) -> None:
    with store.begin() as transaction:
        if row.kind == "health":
            feed = replace(_feed(row), title=words(config.site.language)["health"])
            items = telling.items(transaction)
            size, weeks = len(items), {}
        else:
            feed, merged = _feed(row), merges(config, row)
            items = shown(transaction, config, rules, row, merged)
            if "json" in config.feeds.formats:  # the one format that says it
                items = with_reasons(transaction, rules, row, items)
            if merged:
                also = copies_named(transaction, [item.entry for item in items], names)
                items = [replace(item, also=also.get(item.entry.id, ())) for item in items]
            size = transaction.size(row, merged=merged)
            newest = max((item.date for item in items), default=None)
            weeks = transaction.weeks(row, newest, WEEKS, merged=merged) if newest else {}
    document = Document(
        config.site,
        feed,
        tuple(items),
        size,
        config.feeds.formats,
        _origins(items, names) if row.kind != "health" else {},
        every=int(config.schedule.every) or None,
    )
    files = render_feed(document, done.tell)
    changed = write_files(output / (row.slug or ""), files)
    unwanted = tuple(name for name in FEED_FILES if name not in files)
    remove_feed(output, row.slug or "", unwanted)
    newest_at = int(items[0].date.timestamp()) if items else 0
    with store.begin() as transaction:
        transaction.change_feed(
            row.pk, changed=False, size=size, newest=newest_at, weeks=json.dumps(weeks)
        )
    done.rendered += 1
    done.feeds += bool(changed)
    done.files += len(changed)


def _point(config: Config, output: Path, redirect: Redirect, row: FeedRow, done: Published) -> None:
    """Have the old folder of a feed say where it is now."""
    date = datetime.fromtimestamp(redirect.newest, UTC) if redirect.newest else None
    files = render_moved(config.site, redirect.slug, _feed(row), date, config.feeds.formats)
    done.files += len(write_files(output / redirect.slug, files))
    unwanted = tuple(name for name in FEED_FILES if name not in files)
    remove_feed(output, redirect.slug, unwanted)


def _settle_ids(transaction: Transaction, sources: Sequence[Source]) -> None:
    """Give new entries their ids for ever: their own, unless another entry has it.

    Decided when all of a pass is stored and in the configuration's order, so that it does not
    depend on who answered first.
    """
    unsettled = transaction.unsettled()
    if not unsettled:
        return
    from feeds.normalize import scoped_id  # few passes have new entries

    order = {source.id: number for number, source in enumerate(sources)}
    unsettled.sort(key=lambda e: (order.get(e.source, len(order)), e.source, -e.rank, e.key))
    taken = transaction.taken_ids([entry.wanted for entry in unsettled])
    ids = {}
    for entry in unsettled:
        own = entry.wanted not in taken
        ids[entry.pk] = entry.wanted if own else scoped_id(entry.source, entry.key)
        taken.add(ids[entry.pk])
    transaction.settle(ids)


def _entitle(
    transaction: Transaction, sources: Sequence[Source], states: Mapping[str, SourceState]
) -> None:
    """Give the sources' feeds the titles that are configured, else what documents call
    themselves."""
    titles = {
        f"source {source.id}": source.title or states[source.id].title or source.id
        for source in sources
    }
    for row in transaction.feeds():
        title = titles.get(row.key, row.title)
        if title != row.title:
            transaction.change_feed(row.pk, title=title, path=(title,), changed=True)


def _feed(row: FeedRow) -> Feed:
    title = row.title
    if row.kind == "section" and title == row.path[-1]:
        title = " / ".join(row.path)
    return Feed(row.kind, row.slug or "", title, row.path)


def _summary(row: FeedRow) -> Summary:
    newest = date_of(row.newest << 20) if row.newest else None
    weeks = {int(week): number for week, number in json.loads(row.weeks or "{}").items()}
    return Summary(_feed(row), row.size, newest, weeks)


def _names(sources: Sequence[Source], states: Mapping[str, SourceState]) -> dict[str, Origin]:
    """How published entries name the sources that they come from; files have no address."""
    titles = {source.id: source.title for source in sources}
    return {
        id: Origin(
            titles.get(id) or state.title or (state.url if _is_web(state.url) else id),
            state.url if _is_web(state.url) else None,
        )
        for id, state in states.items()
    }


def _origins(items: Sequence[Item], names: Mapping[str, Origin]) -> dict[str, Origin]:
    """Where these entries come from; files are not named."""
    ids = {item.entry.source for item in items}
    return {id: names[id] for id in ids if id in names and names[id].url}


def _is_web(url: str) -> bool:
    return url.startswith(("http:", "https:"))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
