"""What is remembered of hosts: which are left alone for now, and what they ask of robots."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    Table,
    Text,
    delete,
    insert,
    select,
)

from feeds.store.base import Sorted, metadata
from feeds.store.rows import chunks

# Hosts that are left alone, as they are down or said so.
hosts = Table(
    "hosts",
    metadata,
    Column("host", Sorted, primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("asked", Boolean, nullable=False),  # whether the host itself said until when
    Column("failures", Integer, nullable=False),  # in succession
    Column("error", Text, nullable=False),
)

# What origins (RFC 6454) say to robots (RFC 9309).
robots = Table(
    "robots",
    metadata,
    Column("origin", Sorted, primary_key=True),
    Column("at", BigInteger, nullable=False),  # when it was asked last
    Column("text", Text),  # what it said last; None while it never said anything
    Column("lost_at", BigInteger),  # since when it cannot be had; None: it can
    Column("delay", Integer),  # seconds that it wants between two requests
)

TABLES = (hosts, robots)


@dataclass(frozen=True, slots=True)
class HostState:
    """A host that is not asked before the Unix second `until`: because it `asked` for that, or as
    it failed so many times in succession. `error` says in words what it did last."""

    host: str
    until: int
    asked: bool
    failures: int
    error: str


@dataclass(frozen=True, slots=True)
class RobotsState:
    """The robots.txt of an origin: its `text` as it was last had (empty where there is none, None
    where that was never known), when it was asked for last, since when it cannot be had, and how
    many seconds it wants between two requests. Times are Unix seconds."""

    origin: str
    at: int
    text: str | None
    lost_at: int | None = None
    delay: int | None = None


class HostMemory:
    """The part of a transaction that concerns hosts."""

    connection: Connection

    def hosts(self) -> dict[str, HostState]:
        """The hosts that failed when they were asked last, by their names."""
        rows = self.connection.execute(select(hosts).order_by(hosts.c.host))
        return {row.host: HostState(*row) for row in rows}

    def note_host(self, host: str, state: HostState | None) -> None:
        """Remember that a host is left alone, or that all is well with it."""
        self.connection.execute(delete(hosts).where(hosts.c.host == host))
        if state is not None:
            self.connection.execute(insert(hosts).values(**asdict(state)))

    def robots(self, origins: Collection[str]) -> dict[str, RobotsState]:
        """What these origins say to robots, by origin."""
        found: dict[str, RobotsState] = {}
        for some in chunks(sorted(origins)):
            rows = self.connection.execute(select(robots).where(robots.c.origin.in_(some)))
            found.update({row.origin: RobotsState(*row) for row in rows})
        return found

    def delays(self) -> dict[str, int]:
        """How many seconds origins want between two requests, those that want any."""
        query = select(robots.c.origin, robots.c.delay).where(robots.c.delay > 0)
        return {row.origin: row.delay for row in self.connection.execute(query)}

    def save_robots(self, states: Collection[RobotsState]) -> None:
        """Remember what origins say in place of what they said."""
        for state in states:
            self.connection.execute(delete(robots).where(robots.c.origin == state.origin))
            self.connection.execute(insert(robots).values(**asdict(state)))

    def forget_robots(self, before: int) -> None:
        """Forget what was not asked for since that time."""
        self.connection.execute(delete(robots).where(robots.c.at < before))
