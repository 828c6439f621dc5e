"""Where entries stand among the sections, and where feeds have gone.

Entries of one source that say the same of their section stand under one heading. So what a
configuration says otherwise is decided by heading, and its entries follow in one statement.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Row, delete, func, insert, or_, select, update

from feeds.model import Section
from feeds.store.rows import Heading, Redirect, chunks
from feeds.store.schema import entries, feeds, headings, memberships, placed, redirects, standings
from feeds.store.unarchived import UnarchivedMemory


class StandingMemory(UnarchivedMemory):
    """The part of a transaction that sections need."""

    # Headings.

    def headings(self, keys: Sequence[str]) -> dict[str, Heading]:
        """Those of these headings that there are, by their keys; no one else changes them until
        the end of the transaction."""
        found: dict[str, Heading] = {}
        for some in chunks(sorted(keys)):
            query = select(headings).where(headings.c.key.in_(some)).order_by(headings.c.pk)
            rows = self.connection.execute(query.with_for_update())
            found.update({row.key: _heading(row) for row in rows})
        return found

    def all_headings(self) -> list[Heading]:
        """All headings, in the order in which they were met."""
        rows = self.connection.execute(select(headings).order_by(headings.c.pk))
        return [_heading(row) for row in rows]

    def add_headings(self, new: Sequence[Heading]) -> None:
        """Make headings; what another transaction made meanwhile is left as it is."""
        self.many(
            "INSERT INTO headings (key, source, own, given, section, decided, size) "
            "VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT (key) DO NOTHING",
            [
                (one.key, one.source, *map(_json, (one.own, one.given, one.section, one.decided)))
                for one in sorted(new, key=lambda heading: heading.key)
            ],
        )

    def change_heading(self, heading: int, **sections: Section | tuple[Section, ...]) -> None:
        """Note what the entries under a heading are in now."""
        values = {name: _json(section) for name, section in sections.items()}
        self.connection.execute(update(headings).where(headings.c.pk == heading).values(**values))

    def standings(self, pks: Sequence[int]) -> dict[int, set[int]]:
        """The feeds of the sections in which entries under these headings are."""
        found: dict[int, set[int]] = {pk: set() for pk in pks}
        for some in chunks(pks):
            query = select(standings).where(standings.c.heading.in_(some))
            for row in self.connection.execute(query):
                found[row.heading].add(row.feed)
        return found

    def stand(self, heading: int, joins: Collection[int], leaves: Collection[int]) -> None:
        """Put what is under a heading into some feeds, and out of others."""
        under = select(placed.c.entry).where(placed.c.heading == heading)
        for feed in sorted(leaves):
            one = (standings.c.feed == feed) & (standings.c.heading == heading)
            self.connection.execute(delete(standings).where(one))
            members = (memberships.c.feed == feed) & memberships.c.entry.in_(under)
            self.connection.execute(delete(memberships).where(members))
        for feed in sorted(joins):
            self.many("INSERT INTO standings (feed, heading) VALUES (?, ?)", [(feed, heading)])
            self.many(
                "INSERT INTO memberships (feed, entry, rank) "
                "SELECT ?, entries.pk, entries.rank FROM placed "
                "JOIN entries ON entries.pk = placed.entry WHERE placed.heading = ? "
                "ON CONFLICT (feed, entry) DO NOTHING",
                [(feed, heading)],
            )
        self.await_under(heading, joins, leaves)

    def mark_heading(self, heading: int) -> None:
        """All feeds in which there are entries under a heading have to be published again."""
        within = select(memberships.c.feed).distinct()
        within = within.join(placed, placed.c.entry == memberships.c.entry)
        within = within.where(placed.c.heading == heading)
        self.connection.execute(update(feeds).where(feeds.c.pk.in_(within)).values(changed=True))

    # Entries under headings.

    def headings_of(self, pks: Sequence[int]) -> dict[int, int]:
        """The headings of those of these entries that have one."""
        found: dict[int, int] = {}
        for some in chunks(pks):
            query = select(placed).where(placed.c.entry.in_(some))
            found.update({row.entry: row.heading for row in self.connection.execute(query)})
        return found

    def put_under(self, new: Mapping[int, int], old: Mapping[int, int]) -> None:
        """Put entries under headings; `old` are those that they were under."""
        moves = {entry: heading for entry, heading in new.items() if old.get(entry) != heading}
        sizes: defaultdict[int, int] = defaultdict(int)
        for entry, heading in moves.items():
            sizes[heading] += 1
            if entry in old:
                sizes[old[entry]] -= 1
        again = sorted((heading, entry) for entry, heading in moves.items() if entry in old)
        self.many("UPDATE placed SET heading = ? WHERE entry = ?", again)
        self.many(
            "INSERT INTO placed (entry, heading) VALUES (?, ?)",
            [(entry, heading) for entry, heading in moves.items() if entry not in old],
        )
        self.many(
            "UPDATE headings SET size = size + ? WHERE pk = ?",
            [(more, heading) for heading, more in sorted(sizes.items()) if more],
        )

    def has_members(self, feed: int) -> bool:
        """Whether any entry is in a feed that knows its entries one by one."""
        query = select(memberships.c.entry).where(memberships.c.feed == feed).limit(1)
        return self.connection.scalar(query) is not None

    def under(self, pks: Sequence[int]) -> list[int]:
        """The entries under these headings, in order."""
        found: list[int] = []
        for some in chunks(pks):
            query = select(placed.c.entry).where(placed.c.heading.in_(some))
            found += self.connection.scalars(query)
        return sorted(found)

    def newest_under(self, heading: int, limit: int) -> list[tuple[int, int]]:
        """The newest entries under a heading, with their ranks."""
        query = select(entries.c.pk, entries.c.rank).join(placed, placed.c.entry == entries.c.pk)
        query = query.where(placed.c.heading == heading).order_by(entries.c.rank.desc())
        return [(row.pk, row.rank) for row in self.connection.execute(query.limit(limit))]

    def without_heading(self) -> list[int]:
        """The entries that have no heading yet."""
        statement = (
            "SELECT pk FROM entries WHERE NOT EXISTS "
            "(SELECT 1 FROM placed WHERE placed.entry = entries.pk) ORDER BY pk"
        )
        return [row[0] for row in self.connection.exec_driver_sql(statement)]

    def spellings(self, pks: Sequence[int]) -> dict[int, list[tuple[Section, int]]]:
        """The sections of what is in these feeds as they are spelled, and how many each are."""
        found: dict[int, list[tuple[Section, int]]] = {pk: [] for pk in pks}
        for some in chunks(pks):
            query = (
                select(
                    standings.c.feed, headings.c.section, func.sum(headings.c.size).label("size")
                )
                .join(headings, headings.c.pk == standings.c.heading)
                .where(standings.c.feed.in_(some), headings.c.size > 0)
                .group_by(standings.c.feed, headings.c.section)
            )
            for row in self.connection.execute(query):
                found[row.feed].append((_section(row.section), int(row.size)))
        return found

    # Feeds that ended or went elsewhere.

    def add_redirect(self, redirect: Redirect) -> None:
        """Note that a feed ended, and where it went."""
        self.connection.execute(delete(redirects).where(redirects.c.slug == redirect.slug))
        self.connection.execute(
            insert(redirects).values(
                slug=redirect.slug,
                key=redirect.key,
                title=redirect.title,
                newest=redirect.newest,
                to_key=redirect.to_key,
                target=redirect.target,
                ended_at=redirect.ended_at,
                ended=redirect.ended,
            )
        )

    def redirects(self) -> list[Redirect]:
        """Where feeds went, by the folders that they had."""
        rows = self.connection.execute(select(redirects).order_by(redirects.c.slug))
        return [Redirect(**row._mapping) for row in rows]

    def lead_to(self, slug: str, key: str, target: str) -> None:
        """The feed that was at `slug` is at `target` now, and so are those that led to it."""
        statement = update(redirects).where(
            or_(redirects.c.slug == slug, redirects.c.target == slug)
        )
        self.connection.execute(statement.values(to_key=key, target=target))

    def change_redirects(self, slugs: Sequence[str], **values: object) -> None:
        """Set columns of what is noted of these folders."""
        for some in chunks(slugs):
            statement = update(redirects).where(redirects.c.slug.in_(some))
            self.connection.execute(statement.values(**values))

    def forget_redirects(self, slugs: Sequence[str]) -> None:
        """Nothing is to be known of these folders any more: they have feeds again."""
        for some in chunks(slugs):
            self.connection.execute(delete(redirects).where(redirects.c.slug.in_(some)))


def _json(sections: Sequence[object]) -> str:
    return json.dumps(sections, ensure_ascii=False)


def _section(text: str) -> Section:
    return tuple(json.loads(text))


def _heading(row: Row[tuple[object, ...]]) -> Heading:
    return Heading(
        row.pk,
        row.key,
        row.source,
        _section(row.own),
        _section(row.given),
        _section(row.section),
        tuple(map(tuple, json.loads(row.decided))),
        row.size,
    )
