"""Versions: a store is brought forward, once, and never back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, inspect, make_url, text

from feeds.errors import StoreError
from feeds.store import Store, migrations
from feeds.store.published import TABLES as PUBLISHED

# The tables of version 1 as they were released. What a later version adds is a migration that
# begins here; so this never changes.
FIRST = """
CREATE TABLE meta ("key" TEXT NOT NULL, value TEXT, PRIMARY KEY ("key"));
CREATE TABLE sources (id TEXT NOT NULL, url TEXT NOT NULL, title TEXT, site_url TEXT,
  language TEXT, etag TEXT, last_modified TEXT, body TEXT, checked_at BIGINT, ok_at BIGINT,
  changed_at BIGINT, due_at BIGINT NOT NULL, retry_at BIGINT NOT NULL, gone BOOLEAN NOT NULL,
  failures INTEGER NOT NULL, error_kind TEXT, error TEXT, section TEXT, PRIMARY KEY (id));
CREATE TABLE entries (pk INTEGER NOT NULL, source TEXT NOT NULL, "key" TEXT NOT NULL, id TEXT,
  fingerprint TEXT NOT NULL, rank BIGINT NOT NULL, first_seen BIGINT NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (pk), UNIQUE (source, "key"), FOREIGN KEY(source) REFERENCES sources (id));
CREATE UNIQUE INDEX entries_id ON entries (id);
CREATE INDEX entries_rank ON entries (rank);
CREATE INDEX entries_source_rank ON entries (source, rank);
CREATE TABLE feeds (pk INTEGER NOT NULL, "key" TEXT NOT NULL, kind TEXT NOT NULL,
  title TEXT NOT NULL, path TEXT NOT NULL, slug TEXT, rule TEXT NOT NULL, changed BOOLEAN NOT NULL,
  size INTEGER NOT NULL, newest BIGINT NOT NULL, PRIMARY KEY (pk), UNIQUE ("key"), UNIQUE (slug));
CREATE TABLE memberships (feed INTEGER NOT NULL, entry BIGINT NOT NULL, rank BIGINT NOT NULL,
  PRIMARY KEY (feed, entry), FOREIGN KEY(feed) REFERENCES feeds (pk),
  FOREIGN KEY(entry) REFERENCES entries (pk)) WITHOUT ROWID;
CREATE INDEX memberships_newest ON memberships (feed, rank, entry);
CREATE INDEX memberships_entry ON memberships (entry);
INSERT INTO meta VALUES ('version', '1');
"""


def shape(connection: Connection) -> dict[str, Any]:
    """All tables, as the database itself describes them."""
    seen = inspect(connection)
    return {
        table: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(table)
            ],
            "key": seen.get_pk_constraint(table)["constrained_columns"],
            "foreign": sorted(
                (f["constrained_columns"], f["referred_table"], f["referred_columns"])
                for f in seen.get_foreign_keys(table)
            ),
            "unique": sorted(u["column_names"] for u in seen.get_unique_constraints(table)),
            "indexes": sorted(
                (i["name"], i["column_names"], bool(i["unique"]))
                for i in seen.get_indexes(table)
                if not i.get("duplicates_constraint")
            ),
        }
        for table in sorted(seen.get_table_names())
    }


def made_up(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE sources ADD COLUMN hub TEXT"))
    connection.execute(text("CREATE INDEX sources_hub ON sources (hub)"))


def test_the_first_version_brought_forward_is_the_present_one() -> None:
    fresh, old = create_engine("sqlite://"), create_engine("sqlite://")
    with fresh.begin() as connection:
        migrations.prepare(connection)
        wanted = shape(connection)
    with old.begin() as connection:
        for statement in FIRST.split(";\n"):
            if statement.strip():
                connection.execute(text(statement))
        migrations.prepare(connection)
        assert shape(connection) == wanted
    for engine in (fresh, old):
        engine.dispose()


def test_a_store_says_its_version(store: Store) -> None:
    with store.begin() as transaction:
        assert transaction.note("version") == str(migrations.VERSION)


def test_postgresql_sorts_by_code_points_whatever_its_locale(database: str) -> None:
    store = Store.open(database)
    query = text(
        "SELECT table_name, column_name FROM information_schema.columns WHERE collation_name = 'C'"
    )
    with store.begin() as transaction:
        found = {tuple(row) for row in transaction.connection.execute(query)}
    assert {("sources", "id"), ("entries", "id"), ("feeds", "key"), ("feeds", "kind")} <= found
    store.close()


def test_a_migration_runs_once(store: Store) -> None:
    ran: list[int] = []

    def migrate(connection: Connection) -> None:
        ran.append(1)
        made_up(connection)

    coming = {**migrations.MIGRATIONS, migrations.VERSION: migrate}
    for _ in range(3):
        with store.begin() as transaction:
            migrations.prepare(transaction.connection, coming)
    assert ran == [1]
    with store.begin() as transaction:
        assert transaction.note("version") == str(migrations.VERSION + 1)
        columns = {c["name"] for c in inspect(transaction.connection).get_columns("sources")}
    assert "hub" in columns


def test_migrations_run_in_their_order(store: Store) -> None:
    ran: list[int] = []
    coming = {
        **migrations.MIGRATIONS,
        **{migrations.VERSION + n: lambda connection, n=n: ran.append(n) for n in (2, 0, 1)},
    }
    with store.begin() as transaction:
        migrations.prepare(transaction.connection, coming)
    assert ran == [0, 1, 2]


def test_a_migration_that_fails_leaves_the_store_as_it_was(store: Store) -> None:
    def migrate(connection: Connection) -> None:
        made_up(connection)
        raise RuntimeError("half way")

    with store.begin() as transaction:
        before = shape(transaction.connection)
    coming = {**migrations.MIGRATIONS, migrations.VERSION: migrate}
    with pytest.raises(RuntimeError), store.begin() as transaction:
        migrations.prepare(transaction.connection, coming)
    with store.begin() as transaction:
        assert shape(transaction.connection) == before
        assert transaction.note("version") == str(migrations.VERSION)


def test_a_newer_store_is_refused_and_left_alone(store_url: str) -> None:
    store = Store.open(store_url)
    with store.begin() as transaction:
        transaction.set_note("version", "99")
    name = str(make_url(store_url).database)
    with pytest.raises(StoreError, match=rf"{name}.*newer version of feeds.*99.*upgrade feeds"):
        Store.open(store_url)
    with store.begin() as transaction:
        assert transaction.note("version") == "99"
    store.close()


def test_a_database_of_another_program_is_refused(store_url: str) -> None:
    url = make_url(store_url)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)"))
    engine.dispose()
    with pytest.raises(StoreError, match="not a store of feeds"):
        Store.open(store_url)


def test_a_store_of_version_4_is_brought_forward(store: Store) -> None:
    with store.begin() as transaction:
        wanted = shape(transaction.connection)
        for column in ("ended_at", "ended"):
            transaction.connection.execute(text(f"ALTER TABLE redirects DROP COLUMN {column}"))
        for table in (table.name for table in PUBLISHED):
            transaction.connection.execute(text(f"DROP TABLE {table}"))
        transaction.set_note("version", "4")
        migrations.prepare(transaction.connection)
        found = shape(transaction.connection)
        for tables in (found, wanted):  # where a column stands says nothing
            tables["redirects"]["columns"].sort()
        assert found == wanted
