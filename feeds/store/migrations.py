"""How a store is made, and how an older one becomes what this version knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection, func, insert, inspect, select, text, update

from feeds.errors import StoreError
from feeds.store.base import metadata
from feeds.store.buried import tombstones
from feeds.store.hosts import TABLES as HOSTS
from feeds.store.published import TABLES as PUBLISHED
from feeds.store.published import fragments, uploads
from feeds.store.schema import (
    TEXTS,
    articles,
    backlog,
    bands,
    copies,
    documents,
    events,
    headings,
    kept,
    likened,
    meta,
    placed,
    redirects,
    standings,
    texts,
    uncompared,
)

VERSION = 11

_LOCK = 0x6665656473  # "feeds"

# As SQLAlchemy says it, it would load the drivers of all databases.
_WAITING = "CREATE INDEX texts_waiting ON texts (entry) WHERE NOT indexed"
_WORDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE words USING fts5"
        "(found, content='', detail=none, columnsize=0, tokenize='ascii')",
        # Parts are merged more seldom than FTS5 does by itself: a quarter less work for an entry.
        "INSERT INTO words (words, rank) VALUES ('automerge', 16)",
    ),
    "postgresql": (
        "CREATE TABLE words (entry BIGINT PRIMARY KEY REFERENCES entries (pk), found TSVECTOR)",
        "CREATE INDEX words_found ON words USING gin (found)",
        "CREATE INDEX words_many ON words (entry) WHERE found IS NULL",  # too many to be indexed
    ),
}

Migration = Callable[[Connection], None]


def _add_links(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE entries ADD COLUMN link TEXT"))
    connection.execute(text("CREATE INDEX entries_source_link ON entries (source, link)"))


def _add_pages(connection: Connection) -> None:
    for name in ("feed", "shape", "degraded"):
        connection.execute(text(f"ALTER TABLE sources ADD COLUMN {name} TEXT"))
    for table in (documents, articles, events):
        table.create(connection)


def _add_texts(connection: Connection) -> None:
    for table in (texts, backlog, kept, uncompared, bands, likened, copies):
        table.create(connection)
    for table in (headings, placed, standings, redirects):
        table.create(connection)
    _make_words(connection)
    connection.execute(text("ALTER TABLE entries ADD COLUMN changed_at BIGINT"))
    connection.execute(text("ALTER TABLE feeds ADD COLUMN weeks TEXT"))
    # The texts themselves are made by the next pass, which knows how.
    connection.execute(insert(backlog).values(key=TEXTS, reached=0))


def _add_publishing(connection: Connection) -> None:
    for table in PUBLISHED:
        table.create(connection)
    _add_columns(connection, "redirects", ended_at="BIGINT", ended="TEXT")
    # They have more columns; and are made again by the next pass, which knows how.
    texts.drop(connection)
    texts.create(connection)
    connection.execute(text(_WAITING))


def _add_hosts(connection: Connection) -> None:
    _add_columns(connection, "sources", moved="TEXT", belief="TEXT")
    for table in HOSTS:
        table.create(connection, checkfirst=True)


def _add_fragments(connection: Connection) -> None:
    fragments.create(connection, checkfirst=True)
    _add_columns(connection, "entries", version="BIGINT")


def _add_columns(connection: Connection, table: str, **kinds: str) -> None:
    """Add those that are not there: a step before makes a whole table as it is now."""
    there = {column["name"] for column in inspect(connection).get_columns(table)}
    for name, kind in kinds.items():
        if name not in there:
            connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {name} {kind}"))


def _make_words(connection: Connection) -> None:
    for statement in _WORDS[connection.dialect.name]:
        connection.execute(text(statement))


MIGRATIONS: dict[int, Migration] = {
    1: _add_links,
    2: _add_pages,
    3: _add_texts,
    4: _add_publishing,
    5: partial(_add_columns, table="sources", pace="TEXT", due_why="TEXT"),
    6: partial(tombstones.create, checkfirst=True),
    7: _add_hosts,
    8: _add_fragments,
    9: partial(_add_columns, table="robots", delay="INTEGER"),
    10: partial(uploads.create, checkfirst=True),
}
"""From each older version to the next: ``MIGRATIONS[1]`` makes a store of version 1 one of 2."""


def is_made(connection: Connection) -> bool:
    """Whether there is a store already."""
    return inspect(connection).has_table(meta.name)


def prepare(connection: Connection, migrations: dict[int, Migration] = MIGRATIONS) -> None:
    """Make the tables, or bring older ones forward, within the caller's transaction.

    Raises StoreError for a store that a newer version made.
    """
    target = max([VERSION, *(number + 1 for number in migrations)])
    if connection.dialect.name == "postgresql":  # where two could make the tables at once
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    if not is_made(connection):
        metadata.create_all(connection)
        connection.execute(text(_WAITING))
        _make_words(connection)
        connection.execute(insert(meta).values(key="version", value=str(target)))
        return
    found = connection.scalar(select(meta.c.value).where(meta.c.key == "version"))
    if found is None or not found.isdecimal():
        raise StoreError("the database is not a store of feeds: point store: elsewhere")
    version = int(found)
    if version > target:
        raise StoreError(
            f"the store was made by a newer version of feeds (its schema is {version}, "
            f"this version knows {target}): upgrade feeds, or point store: elsewhere"
        )
    for number in range(version, target):
        migrations[number](connection)
    if version < target:
        connection.execute(update(meta).where(meta.c.key == "version").values(value=str(target)))
