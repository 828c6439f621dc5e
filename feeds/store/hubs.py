"""What is to be told to WebSub hubs, and how they do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select

from feeds.store.published import hubs, pings, uploads
from feeds.store.rows import chunks
from feeds.store.texts import TextMemory


@dataclass(frozen=True, slots=True)
class Ping:
    """A document that changed at the Unix second `since`, and the hub that is to be told."""

    hub: str
    topic: str
    since: int


@dataclass(frozen=True, slots=True)
class HubState:
    """A hub that failed so many times in succession, why it did last, and when to try again."""

    url: str
    failures: int
    due_at: int
    error: str


class HubMemory(TextMemory):
    """The part of a transaction that telling hubs needs."""

    def add_pings(self, hubs: Collection[str], topics: Iterable[str], now: int) -> None:
        """These hubs are to be told that the documents at these addresses changed."""
        self.many(
            "INSERT INTO pings (hub, topic, since) VALUES (?, ?, ?) "
            "ON CONFLICT (hub, topic) DO UPDATE SET since = excluded.since",
            [(hub, topic, now) for topic in topics for hub in hubs],
        )

    def pings(self) -> list[Ping]:
        """All that hubs are to be told, the oldest first."""
        query = select(pings).order_by(pings.c.hub, pings.c.since, pings.c.topic)
        return [Ping(*row) for row in self.connection.execute(query)]

    def forget_pings(self, hub: str, topics: Sequence[str]) -> None:
        """A hub need not be told of these any more."""
        for some in chunks(topics):
            told = (pings.c.hub == hub) & pings.c.topic.in_(some)
            self.connection.execute(delete(pings).where(told))

    # The storage that the published files are copied to.

    def uploaded(self) -> dict[str, str]:
        """What the storage has: the names of files, and what each was then."""
        rows = self.connection.execute(select(uploads.c.name, uploads.c.version))
        return {row.name: row.version for row in rows}

    def note_uploads(self, files: Mapping[str, str]) -> None:
        """The storage has these files now."""
        self.many(
            "INSERT INTO uploads (name, version) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET version = excluded.version",
            list(files.items()),
        )

    def forget_uploads(self, names: Sequence[str] | None = None) -> None:
        """The storage has none of these files, or nothing at all."""
        if names is None:
            self.connection.execute(delete(uploads))
        for some in chunks(names or ()):
            self.connection.execute(delete(uploads).where(uploads.c.name.in_(some)))

    def failing_hubs(self) -> dict[str, HubState]:
        """The hubs that failed when they were told last."""
        rows = self.connection.execute(select(hubs))
        return {row.url: HubState(*row) for row in rows}

    def note_hub(self, url: str, state: HubState | None) -> None:
        """Remember that a hub fails, or that all is well with it."""
        self.connection.execute(delete(hubs).where(hubs.c.url == url))
        if state is not None:
            self.connection.execute(insert(hubs).values(**asdict(state)))
