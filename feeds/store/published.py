"""The tables of what is published: entries as documents have them, which are archived and where,
and which hubs are to be told."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from feeds.store.base import Sorted, metadata

# The feeds that keep archives. Their documents are numbered from 1, the oldest, to `last`; those
# before `first` are not kept any more.
archives = Table(
    "archives",
    metadata,
    Column("feed", Integer, ForeignKey("feeds.pk"), primary_key=True, autoincrement=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("address", Text, nullable=False),  # where the documents are, and in which formats
    Column("bounds", Text, nullable=False),  # how much is kept, as JSON
)

archive_pages = Table(
    "archive_pages",
    metadata,
    Column("feed", Integer, ForeignKey("feeds.pk"), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("older", Integer, nullable=False),  # how many entries are in all before
    Column("size", Integer, nullable=False),
    Column("newest", BigInteger, nullable=False),  # the date of its newest entry
    Column("made", Integer, nullable=False),  # see feeds.store.archives
    Index("archive_pages_made", "feed", "made"),
    sqlite_with_rowid=False,
)

# In which document an entry is, for ever: whatever becomes of it, of the feed's rules, or of the
# document, it is published once.
archived = Table(
    "archived",
    metadata,
    Column("feed", Integer, ForeignKey("feeds.pk"), primary_key=True),
    Column("entry", BigInteger, ForeignKey("entries.pk"), primary_key=True),
    Column("page", Integer, nullable=False),
    Index("archived_page", "feed", "page"),
    sqlite_with_rowid=False,
)

# The entries of such feeds that are in no archive yet: so few that all can be looked at.
unarchived = Table(
    "unarchived",
    metadata,
    Column("feed", Integer, ForeignKey("feeds.pk"), primary_key=True),
    Column("entry", BigInteger, ForeignKey("entries.pk"), primary_key=True),
    Column("rank", BigInteger, nullable=False),
    Column("shown", Boolean, nullable=False),  # in the feed's documents, when last published
    Column("covered", Boolean, nullable=False),  # a copy of its article is archived
    Index("unarchived_open", "feed", "covered", "rank"),
    Index("unarchived_entry", "entry"),
    sqlite_with_rowid=False,
)

# Entries as documents have them, alone and with the copies of their articles named: see
# feeds.aggregator.rendering.
fragments = Table(
    "fragments",
    metadata,
    Column("entry", BigInteger, ForeignKey("entries.pk"), primary_key=True),
    Column("also", Boolean, primary_key=True),
    Column("made_of", Text, nullable=False),  # all that it depends on, in short
    Column("used_at", BigInteger, nullable=False),  # when it was last published, roughly
    Column("fault", Text),  # why it cannot be rendered
    Column("data", LargeBinary, nullable=False),
    Index("fragments_used", "used_at"),
)

# Documents that changed, and the hubs that are to be told of it.
pings = Table(
    "pings",
    metadata,
    Column("hub", Sorted, primary_key=True),
    Column("topic", Sorted, primary_key=True),
    Column("since", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
# Hubs that failed when they were told last.
hubs = Table(
    "hubs",
    metadata,
    Column("url", Sorted, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("error", Text, nullable=False),
)

# The files that a storage has, as they were when they were copied there.
uploads = Table(
    "uploads",
    metadata,
    Column("name", Sorted, primary_key=True),
    Column("version", Text, nullable=False),
    sqlite_with_rowid=False,
)

TABLES = (archives, archive_pages, archived, unarchived, pings, hubs)
