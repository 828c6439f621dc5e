"""Entries as documents have them, which are rendered once and kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Boolean, bindparam, delete, func, select, update

from feeds.store.prepared import asked
from feeds.store.published import fragments
from feeds.store.rows import chunks, version_of
from feeds.store.schema import entries
from feeds.store.texts import TextMemory

_STORED = (
    "SELECT e.pk, e.id, e.source, e.rank, e.version, h.section, "
    "f.made_of, f.used_at, f.fault, f.data "
    "FROM entries e LEFT JOIN fragments f ON f.entry = e.pk"
)
_IN_SECTION = "LEFT JOIN placed p ON p.entry = e.pk LEFT JOIN headings h ON h.pk = p.heading"


class StoredEntry(NamedTuple):
    """What is stored of an entry besides itself, and its fragment if there is one: `section` is
    the one that it was given, `made_of` says what that fragment was made of, `used_at` is in Unix
    seconds."""

    pk: int
    id: str
    source: str
    rank: int
    version: int | None
    section: str | None
    made_of: str | None
    used_at: int | None
    fault: str | None
    fragment: bytes | None


class NewFragment(NamedTuple):
    """A fragment to keep; see `feeds.aggregator.rendering`."""

    entry: int
    also: bool
    made_of: str
    used_at: int
    fault: str | None
    data: bytes


class FragmentMemory(TextMemory):
    """The part of a transaction that rendering needs."""

    def stored(self, pks: Sequence[int], *, also: bool) -> list[StoredEntry]:
        """These entries and their fragments, alone or (`also`) with their copies named; in no
        order."""
        found: list[StoredEntry] = []
        named = "true" if also else "false"
        for some in chunks(pks):
            marks = ",".join(map(str, some))
            statement = f"{_STORED} AND f.also = {named} {_IN_SECTION} WHERE e.pk IN ({marks})"
            found += map(StoredEntry._make, asked(self.connection, statement))
        return found

    def give_versions(self, pks: Sequence[int]) -> None:
        """Note versions of entries that were stored without."""
        statement = update(entries).where(entries.c.pk == bindparam("this"))
        for some in chunks(pks):
            query = select(entries.c.pk, entries.c.data).where(entries.c.pk.in_(some))
            rows = [
                {"this": pk, "of": version_of(bytes(data))}
                for pk, data in self.connection.execute(query)
            ]
            self.connection.execute(statement.values(version=bindparam("of")), rows)

    def keep_fragments(self, new: Sequence[NewFragment]) -> None:
        """Keep these, in place of others of the same entries."""
        self.many(
            "INSERT INTO fragments (entry, also, made_of, used_at, fault, data) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (entry, also) DO UPDATE SET "
            "made_of = excluded.made_of, used_at = excluded.used_at, fault = excluded.fault, "
            "data = excluded.data",
            new,
        )

    def use_fragments(self, used: Iterable[tuple[int, bool]], second: int) -> None:
        """Note that these are published, of each the entry and whether its copies are named."""
        rows = [{"this": entry, "named": also} for entry, also in used]
        if rows:
            statement = update(fragments).where(fragments.c.entry == bindparam("this"))
            statement = statement.where(fragments.c.also == bindparam("named", type_=Boolean))
            self.connection.execute(statement.values(used_at=second), rows)

    def drop_fragments(self, before: int | None = None) -> None:
        """Forget those that were last published before that second, or all."""
        statement = delete(fragments)
        if before is not None:
            statement = statement.where(fragments.c.used_at < before)
        self.connection.execute(statement)

    def unpublishable(self) -> list[tuple[str, str, str]]:
        """The entries that cannot be rendered: of each its id, its source and why."""
        query = select(entries.c.id, entries.c.source, func.min(fragments.c.fault))
        query = query.join(entries, entries.c.pk == fragments.c.entry)
        query = query.where(fragments.c.fault.is_not(None))
        rows = self.connection.execute(query.group_by(entries.c.pk).order_by(entries.c.id))
        return [(id, source, fault) for id, source, fault in rows]
