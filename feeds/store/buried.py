"""The table of entries that are kept no more: what tells that they were."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from feeds.store.base import Sorted, metadata

tombstones = Table(
    "tombstones",
    metadata,
    Column("source", Sorted, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("id", Sorted),
    Column("link", Text),
    Index("tombstones_id", "id"),
    Index("tombstones_source_link", "source", "link"),
    sqlite_with_rowid=False,
)
