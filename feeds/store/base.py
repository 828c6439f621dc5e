"""What all tables share: where they are listed, and kinds of columns."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, MetaData, Text

metadata = MetaData()

Sorted = Text().with_variant(Text(collation="C"), "postgresql")
"""Sorted by its code points on PostgreSQL too, whatever the locale: the order is in our output."""

Big = BigInteger().with_variant(Integer, "sqlite")
"""A row's number, which SQLite makes it only of this type."""
