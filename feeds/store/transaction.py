"""What can be asked of the store and told to it, within one transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from feeds.model import Entry, FeedKind, Section
from feeds.store.buried import tombstones
from feeds.store.fragments import FragmentMemory
from feeds.store.hosts import HostMemory
from feeds.store.hubs import HubMemory
from feeds.store.looking import Looking
from feeds.store.pages import PageMemory
from feeds.store.pruning import PruneMemory
from feeds.store.rows import (
    CHUNK,
    FeedRow,
    Known,
    Linked,
    NewEntry,
    SourceState,
    Unsettled,
    chunks,
    entry_of,
    pack,
    unpack,
    version_of,
)
from feeds.store.schema import (
    entries,
    feeds,
    memberships,
    meta,
    sources,
    standings,
)
from feeds.store.showing import Showing
from feeds.store.standing import StandingMemory

_FEEDS = select(*(feeds.c[one.name] for one in fields(FeedRow))).order_by(feeds.c.kind, feeds.c.key)
_PATH = [one.name for one in fields(FeedRow)].index("path")
_FEW = 20  # feeds, which are named to the database rather than left out of its answer


class Transaction(
    PageMemory,
    PruneMemory,
    StandingMemory,
    HubMemory,
    HostMemory,
    FragmentMemory,
    Showing,
    Looking,
):
    """One transaction on the store; made by `Store.begin`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    # Facts about the store as a whole.

    def note(self, key: str) -> str | None:
        """What was last noted under `key`."""
        return self.connection.scalar(select(meta.c.value).where(meta.c.key == key))

    def set_note(self, key: str, value: str) -> None:
        """Note `value` under `key`."""
        if self.note(key) is None:
            self.connection.execute(insert(meta).values(key=key, value=value))
        else:
            self.connection.execute(update(meta).where(meta.c.key == key).values(value=value))

    # Sources.

    def sources(self) -> dict[str, SourceState]:
        """What is remembered of each source, by its id."""
        rows = self.connection.execute(select(sources).order_by(sources.c.id))
        return {row.id: SourceState(**row._mapping) for row in rows}

    def save_sources(self, states: Iterable[SourceState]) -> None:
        """Remember these states in place of those of the same sources."""
        rows = [_storable(asdict(state)) for state in states]
        if not rows:
            return
        ids = [row["id"] for row in rows]
        known: set[str] = set()
        for some in chunks(ids):
            known |= set(
                self.connection.scalars(select(sources.c.id).where(sources.c.id.in_(some)))
            )
        if fresh := [row for row in rows if row["id"] not in known]:
            self.connection.execute(insert(sources), fresh)
        if old := [{**row, "this": row["id"]} for row in rows if row["id"] in known]:
            values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "id"}
            statement = update(sources).where(sources.c.id == bindparam("this")).values(values)
            self.connection.execute(statement, old)

    # Entries.

    def known(self, source: str, keys: Sequence[str]) -> dict[str, Known]:
        """Which of these keys of a source the store has."""
        found = {}
        for some in chunks(keys):
            query = select(entries.c.key, entries.c.pk, entries.c.fingerprint).where(
                entries.c.source == source, entries.c.key.in_(some)
            )
            found.update(
                {r.key: Known(r.pk, r.fingerprint) for r in self.connection.execute(query)}
            )
        return found

    def linked(self, source: str, links: Sequence[str]) -> dict[str, Linked]:
        """The newest entry of a source at each of these addresses."""
        found = {}
        for some in chunks(links):
            query = select(entries).where(entries.c.source == source, entries.c.link.in_(some))
            for row in self.connection.execute(query.order_by(entries.c.rank)):
                entry = entry_of(row.id, row.data)
                found[row.link] = Linked(row.pk, row.key, row.fingerprint, entry)
        return found

    def entries(self, pks: Sequence[int]) -> dict[int, Entry]:
        """The entries with these numbers."""
        found = {}
        for some in chunks(pks):
            query = select(entries.c.pk, entries.c.id, entries.c.data).where(entries.c.pk.in_(some))
            found.update({r.pk: entry_of(r.id, r.data) for r in self.connection.execute(query)})
        return found

    def titles(self, pks: Sequence[int]) -> dict[int, str]:
        """The titles of these entries."""
        return {pk: entry.title for pk, entry in self.entries(pks).items()}

    def ranks(self, pks: Sequence[int]) -> dict[int, int]:
        """What these entries are sorted by."""
        found: dict[int, int] = {}
        for some in chunks(pks):
            query = select(entries.c.pk, entries.c.rank).where(entries.c.pk.in_(some))
            found.update({row.pk: row.rank for row in self.connection.execute(query)})
        return found

    def add_entries(self, source: str, new: Sequence[NewEntry], now: int) -> list[int]:
        """Keep new entries of a source; returns their numbers, in order."""
        rows = [
            {
                "source": source,
                "key": item.key,
                "link": item.link,
                "fingerprint": item.fingerprint,
                "rank": item.rank,
                "first_seen": now,
                "data": (data := pack(item.entry)),
                "version": version_of(data),
            }
            for item in new
        ]
        if rows:
            self.connection.execute(insert(entries), rows)
        known = self.known(source, [item.key for item in new])
        return [known[item.key].pk for item in new]

    def change_entries(self, changed: Iterable[tuple[int, str, Entry]], now: int) -> None:
        """Replace entries: of each its number, its new fingerprint and the entry."""
        rows = [
            {"this": pk, "fp": fp, "packed": (data := pack(entry)), "of": version_of(data)}
            for pk, fp, entry in changed
        ]
        if rows:
            statement = update(entries).where(entries.c.pk == bindparam("this"))
            self.connection.execute(
                statement.values(
                    fingerprint=bindparam("fp"),
                    data=bindparam("packed"),
                    version=bindparam("of"),
                    changed_at=now,
                ),
                rows,
            )

    def touch_entries(self, fingerprints: Mapping[int, str]) -> None:
        """Remember that these entries' raw form is another, but they are the same."""
        rows = [{"this": pk, "fp": fp} for pk, fp in fingerprints.items()]
        if rows:
            statement = update(entries).where(entries.c.pk == bindparam("this"))
            self.connection.execute(statement.values(fingerprint=bindparam("fp")), rows)

    def all_entries(self, source: str | None = None) -> Iterator[tuple[int, int, Entry]]:
        """Number, rank and entry of all entries, or a source's, a part of them at a time."""
        last = 0
        while True:
            query = select(entries.c.pk, entries.c.rank, entries.c.id, entries.c.data)
            if source is not None:
                query = query.where(entries.c.source == source)
            query = query.where(entries.c.pk > last).order_by(entries.c.pk).limit(CHUNK)
            rows = self.connection.execute(query).all()
            for row in rows:
                yield row.pk, row.rank, entry_of(row.id, row.data)
            if len(rows) < CHUNK:
                return
            last = rows[-1].pk

    def unsettled(self) -> list[Unsettled]:
        """The entries that have no published id yet."""
        query = select(entries).where(entries.c.id.is_(None))
        return [
            Unsettled(row.pk, row.source, row.key, row.rank, unpack(row.data).id)
            for row in self.connection.execute(query)
        ]

    def taken_ids(self, ids: Sequence[str]) -> set[str]:
        """Which of these ids are published already."""
        taken: set[str] = set()
        for some in chunks(ids):
            for column in (entries.c.id, tombstones.c.id):
                taken.update(self.connection.scalars(select(column).where(column.in_(some))))
        return taken

    def settle(self, ids: Mapping[int, str]) -> None:
        """Give entries their published ids, for ever."""
        rows = [{"this": pk, "given": given} for pk, given in ids.items()]
        if rows:
            statement = update(entries).where(entries.c.pk == bindparam("this"))
            self.connection.execute(statement.values(id=bindparam("given")), rows)
            self.await_settled(list(ids))

    # Feeds and what is in them.

    def feeds(self) -> list[FeedRow]:
        """All feeds, by kind and key."""
        return list(map(_feed, self.connection.execute(_FEEDS)))

    def feed_numbers(self, keys: Sequence[str]) -> dict[str, int]:
        """The numbers of those of these feeds that the store has."""
        found: dict[str, int] = {}
        for some in chunks(keys):
            query = select(feeds.c.key, feeds.c.pk).where(feeds.c.key.in_(some))
            found.update({row.key: row.pk for row in self.connection.execute(query)})
        return found

    def add_feed(self, key: str, kind: FeedKind, title: str, path: Section, rule: str = "") -> int:
        """Make a feed; it counts as changed, and has its slug when it is first published."""
        result = self.connection.execute(
            insert(feeds).values(
                key=key,
                kind=kind,
                title=title,
                path=json.dumps(path, ensure_ascii=False),
                rule=rule,
                changed=True,
                size=0,
                newest=0,
            )
        )
        (pk,) = result.inserted_primary_key or (0,)
        return int(pk)

    def change_feed(self, pk: int, **values: object) -> None:
        """Set columns of a feed."""
        if isinstance(path := values.get("path"), tuple):
            values["path"] = json.dumps(path, ensure_ascii=False)
        self.connection.execute(update(feeds).where(feeds.c.pk == pk).values(**values))

    def drop_feed(self, pk: int) -> None:
        """Forget a feed and who was in it; the entries stay."""
        self.connection.execute(delete(memberships).where(memberships.c.feed == pk))
        self.connection.execute(delete(standings).where(standings.c.feed == pk))
        self.end_archive(pk)
        self.connection.execute(delete(feeds).where(feeds.c.pk == pk))

    def mark_changed(self, pks: Iterable[int]) -> None:
        """These feeds have to be published again."""
        for some in chunks(sorted(set(pks))):
            self.connection.execute(update(feeds).where(feeds.c.pk.in_(some)).values(changed=True))

    def mark_all_changed(self) -> None:
        """All feeds have to be published again."""
        self.connection.execute(update(feeds).values(changed=True))

    def memberships(
        self, pks: Sequence[int], feeds: Collection[int] | None = None
    ) -> dict[int, set[int]]:
        """The feeds that each of these entries is in, of these or of all."""
        found: dict[int, set[int]] = {pk: set() for pk in pks}
        wanted = None if feeds is None else frozenset(feeds)
        for some in chunks(pks):
            marks = ",".join(map(str, some))
            statement = f"SELECT entry, feed FROM memberships WHERE entry IN ({marks})"
            if feeds is not None and len(feeds) <= _FEW:
                statement += f" AND feed IN ({','.join(map(str, feeds)) or 'NULL'})"
            for entry, feed in self.connection.exec_driver_sql(statement):
                if wanted is None or feed in wanted:
                    found[entry].add(feed)
        return found

    def join(self, members: Iterable[tuple[int, int, int]]) -> None:
        """Put entries into feeds: of each the feed, the entry and its rank."""
        rows = list(members)
        self.many("INSERT INTO memberships (feed, entry, rank) VALUES (?, ?, ?)", rows)
        self.await_archive(rows)

    def leave(self, members: Iterable[tuple[int, int]]) -> None:
        """Take entries out of feeds: of each the feed and the entry."""
        rows = list(members)
        self.many("DELETE FROM memberships WHERE feed = ? AND entry = ?", rows)
        self.await_no_archive(rows)

    def members(self, feed: int) -> set[int]:
        """The entries in a feed."""
        statement = f"SELECT entry FROM memberships WHERE feed = {feed:d}"
        return {row[0] for row in self.connection.exec_driver_sql(statement)}

    def counts(self) -> dict[str, int]:
        """How many entries each source has given."""
        query = select(entries.c.source, func.count().label("number")).group_by(entries.c.source)
        return {row.source: row.number for row in self.connection.execute(query)}

    def changed_feeds(self) -> list[FeedRow]:
        """The feeds that have to be published: changed since, or never yet."""
        return list(map(_feed, self.connection.execute(_FEEDS.where(feeds.c.changed))))


def _feed(row: Row[Any]) -> FeedRow:
    values = list(row)
    values[_PATH] = tuple(json.loads(values[_PATH]))
    return FeedRow(*values)


def _storable(row: dict[str, Any]) -> dict[str, Any]:
    """Without what no database takes as text: what a server says of itself may hold anything."""
    return {
        name: value.replace("\0", "").encode("utf-8", "replace").decode()
        if isinstance(value, str)
        else value
        for name, value in row.items()
    }
