"""From the store to the output folder: only the feeds that changed, each file as a whole."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from feeds.aggregator.announcing import announce
from feeds.aggregator.archiving import Parted, make_archive, settle_archive
from feeds.aggregator.documents import Documents, feed_of, site_of
from feeds.aggregator.duplicates import merges
from feeds.aggregator.folders import settle_feeds
from feeds.aggregator.moving import kind_of, settle_redirects
from feeds.aggregator.private import Privacy
from feeds.aggregator.routing import Rules
from feeds.aggregator.uploading import upload_later
from feeds.config import Config
from feeds.model import Feed, Item, Origin, Source
from feeds.publish import (
    FEED_FILES,
    PRIVATE,
    ROOT_FILES,
    Document,
    Summary,
    appearance,
    is_private,
    remove_archives,
    remove_feed,
    render_cover,
    render_ended,
    render_moved,
    render_site,
    write_files,
)
from feeds.store import FeedRow, Redirect, SourceState, Store, Transaction, date_at

log = logging.getLogger("feeds")

_MARK = ".feeds"
_STALE, _INDEX = "index.stale", "index"
"""What is noted: whether feeds were published that the index does not show yet, and of what it was
made."""
TOGETHER = 20
"""How many feeds are published in one transaction."""


@dataclass(slots=True)
class Published:
    """What publishing did: feeds that were rendered, feeds and files whose bytes changed, and the
    ids of entries that cannot be rendered. `interrupted`: the publication before this one was."""

    rendered: int = 0
    feeds: int = 0
    files: int = 0
    faulty: set[str] = field(default_factory=set)
    interrupted: bool = False

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
    output = Path(config.folder, config.output.folder)
    # Without this mark the folder is new, or was rendered by other code or settings.
    mark = (appearance(config) + "\n").encode()
    found = _read(output / _MARK)
    fresh = found != mark
    done = Published()
    privacy = Privacy(config, rules.scheme)
    with store.begin() as transaction:
        if fresh:
            transaction.mark_all_changed()
        states = transaction.sources()
        _settle_ids(transaction, sources)
        if config.feeds.sources:
            _entitle(transaction, sources, states)
        settle_feeds(transaction, config, rules)
        settled = settle_redirects(transaction, privacy, rules.now, int(config.feeds.grace))
        rows = [row for row in transaction.changed_feeds() if row.slug]
        told = [one for one in settled.ended if fresh or one.ended == "new"]
        stale = done.interrupted = transaction.note(_STALE) == "yes"
        if not stale and (rows or told or settled.removed):
            # A feed counts as published before the index does, which names it.
            transaction.set_note(_STALE, "yes")
            stale = True
        if stale:
            upload_later(transaction)
    pointers: dict[str, Iterable[str]] = {}
    for redirect in told:
        pointers[redirect.slug] = _say_ended(config, output, redirect, done)
    for redirect in settled.removed:
        remove_archives(output, redirect.slug, FEED_FILES)
        remove_feed(output, redirect.slug, FEED_FILES)
    changed = {row.slug: row for row in rows}
    for redirect in settled.moved:
        if redirect.target in changed:
            pointers[redirect.slug] = _point(
                config, output, redirect, changed[redirect.target], done
            )
    documents = Documents(config, rules, _names(sources, states), done.tell)
    if rows:
        with store.begin() as transaction:
            documents.rendering.begin(transaction)
    for start in range(0, len(rows), TOGETHER):
        some = rows[start : start + TOGETHER]
        _publish_some(store, documents, output, some, done, afresh=found is None)
    if stale:
        anyway = fresh or done.interrupted or bool(pointers or settled.removed)
        left = [one.slug for one in (*settled.moved, *settled.ended)]
        index = _publish_index(store, config, output, left, done, anyway=anyway)
        with store.begin() as transaction:
            transaction.change_redirects([one.slug for one in told], ended="told")
            removed = [one.slug for one in settled.removed]
            transaction.change_redirects(removed, ended="removed")
            for slug, written in pointers.items():
                announce(transaction, config, slug, written, rules.now)
            transaction.set_note(_INDEX, index)
            transaction.set_note(_STALE, "no")
    if fresh:
        write_files(output, {_MARK: mark})
    return done


def publish_all_again(transaction: Transaction) -> None:
    """Have the next publication look at all feeds and at the files at the root."""
    transaction.mark_all_changed()
    transaction.set_note(_STALE, "yes")


def _publish_some(
    store: Store,
    documents: Documents,
    output: Path,
    rows: Sequence[FeedRow],
    done: Published,
    *,
    afresh: bool,
) -> None:
    """Publish feeds, and note that they are: in one transaction, which ends when their files are
    there to stay."""
    config, rules = documents.config, documents.rules
    parted = {
        row.pk: _archive(store, documents, output, row, done, afresh=afresh)
        for row in rows
        if documents.kept(row).archive
    }
    with store.begin() as transaction:
        planned = documents.plan(transaction, rows, parted)
        archiving = transaction.archiving()
        for one in planned:
            row, slug, archived = one.row, one.row.slug or "", parted.get(one.row.pk)
            files = documents.make(transaction, one)
            changed = write_files(output / slug, files, FEED_FILES)
            if archived:
                transaction.show(row.pk, archived.shown)
            elif row.pk in archiving:
                remove_archives(output, slug, FEED_FILES)
                transaction.end_archive(row.pk)
            # What an interrupted publication wrote nobody was told of.
            told = files if done.interrupted else changed
            announce(transaction, config, slug, told, rules.now)
            done.rendered += 1
            done.feeds += bool(changed)
            done.files += len(changed)
        transaction.settle_feeds(one.settled for one in planned)


def _archive(
    store: Store,
    documents: Documents,
    output: Path,
    row: FeedRow,
    done: Published,
    *,
    afresh: bool,
) -> Parted:
    """Archive what leaves a feed, and write its archive documents."""
    kept, merged = documents.kept(row), merges(documents.config, row)
    with store.begin() as transaction:
        parted = settle_archive(
            transaction, documents.config, row, kept, merged=merged, afresh=afresh
        )

    def files(transaction: Transaction, page: Document, pks: Sequence[int]) -> dict[str, bytes]:
        return documents.files(transaction, row, page, pks, keep=False)

    done.files += make_archive(store, output, row, documents.head(row), files)
    return parted


def _publish_index(
    store: Store,
    config: Config,
    output: Path,
    left: Sequence[str],
    done: Published,
    *,
    anyway: bool,
) -> str:
    """Publish what names all feeds, unless nothing that it says changed; returns what tells whether
    it did. `left` are folders that feeds had before."""
    with store.begin() as transaction:
        index = transaction.index()
        if not anyway and transaction.note(_INDEX) == index:
            return index
        all_rows = transaction.feeds()
    # The health feed is the operator's, who is told where it is.
    private = [row for row in all_rows if is_private(row.slug or "")]
    named = [row for row in all_rows if row.slug and row.kind != "health"]
    summaries = [_summary(row) for row in named if row not in private]
    formats, gzip = config.feeds.formats, config.feeds.gzip
    files = render_site(config.site, summaries, formats, gzip=gzip)
    done.files += len(write_files(output, files, ROOT_FILES))
    if private or any(map(is_private, left)):
        write_files(output / PRIVATE, {"index.html": render_cover(config.site)})
    elif (output / PRIVATE).is_dir():
        remove_feed(output, PRIVATE, ("index.html",))
    return index


def _point(
    config: Config, output: Path, redirect: Redirect, row: FeedRow, done: Published
) -> Iterable[str]:
    """Have the old folder of a feed say where it is now; returns the files that changed."""
    files = render_moved(
        site_of(config, redirect.slug),
        redirect.slug,
        feed_of(row),
        date_at(redirect.newest),
        config.feeds.formats,
        gzip=config.feeds.gzip,
    )
    return _leave(output, redirect.slug, files, done)


def _say_ended(config: Config, output: Path, redirect: Redirect, done: Published) -> Iterable[str]:
    """Have the folder of a feed say that it ended; returns the files that changed."""
    kind = kind_of(redirect.key)
    feed = Feed(kind, redirect.slug, redirect.title, (redirect.title,))
    files = render_ended(
        site_of(config, feed.slug),
        feed,
        date_at(redirect.newest),
        config.feeds.formats,
        gzip=config.feeds.gzip,
    )
    return _leave(output, redirect.slug, files, done)


def _leave(output: Path, slug: str, files: Mapping[str, bytes], done: Published) -> Iterable[str]:
    """Have a folder hold these files, and none of the others that a feed has; returns those that
    changed."""
    changed = write_files(output / slug, files, FEED_FILES)
    done.files += len(changed)
    remove_archives(output, slug, FEED_FILES)
    return files if done.interrupted else changed


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


def _summary(row: FeedRow) -> Summary:
    newest = date_at(row.newest)
    weeks = {int(week): number for week, number in json.loads(row.weeks or "{}").items()}
    return Summary(feed_of(row), row.size, newest, weeks)


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


def _is_web(url: str) -> bool:
    return url.startswith(("http:", "https:"))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
