"""The tables, the same on SQLite and PostgreSQL.

Times are Unix seconds: SQLite has no dates, and arithmetic on them should not differ.
What has an index is bounded in length: PostgreSQL indexes no text over some 2,700 bytes.
"""

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
    UniqueConstraint,
    false,
)

from feeds.store.base import Big, Sorted, metadata

TEXTS = "texts"
"""In the backlog: the texts of stored entries themselves."""

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text))

sources = Table(
    "sources",
    metadata,
    Column("id", Sorted, primary_key=True),
    Column("url", Text, nullable=False),
    Column("title", Text),
    Column("site_url", Text),
    Column("language", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body", Text),  # a digest of the last document
    Column("checked_at", BigInteger),
    Column("ok_at", BigInteger),
    Column("changed_at", BigInteger),
    Column("due_at", BigInteger, nullable=False),
    Column("retry_at", BigInteger, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("error_kind", Text),
    Column("error", Text),
    Column("section", Text),  # what the entries were routed by; see feeds.aggregator
    Column("feed", Text),  # the address of the feed that its page names, where that is read
    Column("shape", Text),  # what its pages looked like when all was well, as JSON
    Column("degraded", Text),  # what is wrong with its pages since then
    Column("pace", Text),  # what is learned for its schedule: see feeds.schedule
    Column("due_why", Text),  # why it is due then, in words
    Column("moved", Text),  # where it leads: see feeds.aggregator.addresses
    Column("belief", Text),  # whether its validators are believed: see feeds.aggregator.belief
)

# The further documents of a source: pages of a list, sitemaps of an index, files of a folder.
documents = Table(
    "documents",
    metadata,
    Column("source", Sorted, ForeignKey("sources.id"), primary_key=True),
    Column("url", Sorted, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body", Text),  # a digest
    sqlite_with_rowid=False,
)

entries = Table(
    "entries",
    metadata,
    Column("pk", Big, primary_key=True, autoincrement=True),
    Column("source", Sorted, ForeignKey("sources.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("id", Sorted),  # None until the pass that saw it first is whole
    Column("fingerprint", Text, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("link", Text),  # a digest of the address, which may identify it when the key changes
    Column("changed_at", BigInteger),  # when it was last other than before; None: never
    Column("version", BigInteger),  # a digest of `data`; None: an older version stored it
    UniqueConstraint("source", "key"),
    Index("entries_id", "id", unique=True),
    Index("entries_rank", "rank"),
    Index("entries_source_rank", "source", "rank"),
    Index("entries_source_link", "source", "link"),
)

feeds = Table(
    "feeds",
    metadata,
    Column("pk", Integer, primary_key=True, autoincrement=True),
    Column("key", Sorted, nullable=False, unique=True),
    Column("kind", Sorted, nullable=False),
    Column("title", Text, nullable=False),
    Column("path", Text, nullable=False),  # a JSON list of names
    Column("slug", Text, unique=True),  # None until it is first published
    Column("rule", Text, nullable=False),  # what its members were decided by
    Column("changed", Boolean, nullable=False),
    Column("size", Integer, nullable=False),  # members, when it was last published
    Column("newest", BigInteger, nullable=False),  # the date of the newest of them
    Column("weeks", Text),  # how many there were in each of the last weeks then, as JSON
)

memberships = Table(
    "memberships",
    metadata,
    Column("feed", Integer, ForeignKey("feeds.pk"), primary_key=True),
    Column("entry", BigInteger, ForeignKey("entries.pk"), primary_key=True),
    Column("rank", BigInteger, nullable=False),
    Index("memberships_newest", "feed", "rank", "entry"),
    Index("memberships_entry", "entry"),
    sqlite_with_rowid=False,
)

# The articles behind entries, for sources whose entries are to have their whole text.
articles = Table(
    "articles",
    metadata,
    Column("entry", BigInteger, ForeignKey("entries.pk"), primary_key=True),
    Column("source", Sorted, nullable=False),
    Column("url", Text, nullable=False),
    Column("due_at", BigInteger, nullable=False),  # 0: at once
    Column("tries", Integer, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("error", Text),
    Column("data", LargeBinary),  # what the article's page says, as an entry
    Index("articles_wanted", "done", "due_at", "entry"),
)

# What queries see of each entry. The words in it stand in an index of the database's own kind.
texts = Table(
    "texts",
    metadata,
    Column("entry", Big, ForeignKey("entries.pk"), primary_key=True, autoincrement=False),
    Column("rank", BigInteger, nullable=False),
    Column("subject", LargeBinary, nullable=False),
    Column("numbers", LargeBinary),  # by which copies are found; see feeds.route.likeness
    Column("indexed", Boolean, nullable=False, server_default=false()),
)

# What entries of one source say of their section, or what rules give them, and what that means.
headings = Table(
    "headings",
    metadata,
    Column("pk", Integer, primary_key=True, autoincrement=True),
    Column("key", Sorted, nullable=False, unique=True),  # a digest of the next three
    Column("source", Sorted, nullable=False),
    Column("own", Text, nullable=False),  # this and what follows are JSON lists of names
    Column("given", Text, nullable=False),
    Column("section", Text, nullable=False),  # in which its entries are
    Column("decided", Text, nullable=False),  # by which queries that ask for one were decided
    Column("size", Integer, nullable=False),
)
placed = Table(
    "placed",
    metadata,
    Column("entry", Big, ForeignKey("entries.pk"), primary_key=True, autoincrement=False),
    Column("heading", Integer, ForeignKey("headings.pk"), nullable=False),
    Index("placed_heading", "heading", "entry"),
)
# The feeds of sections in which the entries under a heading are.
standings = Table(
    "standings",
    metadata,
    Column("feed", Integer, ForeignKey("feeds.pk"), primary_key=True),
    Column("heading", Integer, ForeignKey("headings.pk"), primary_key=True),
    Index("standings_heading", "heading"),
    sqlite_with_rowid=False,
)

# Where feeds went that have ended: from the folder that one had to another's, or nowhere. The
# server answers by it (301 and 410), and the old folder holds documents that say so.
redirects = Table(
    "redirects",
    metadata,
    Column("slug", Sorted, primary_key=True),
    Column("key", Sorted, nullable=False),
    Column("title", Text, nullable=False),
    Column("newest", BigInteger, nullable=False),  # the date of its newest entry
    Column("to_key", Text),  # None: it went nowhere
    Column("target", Text),  # None until the other feed has its folder
    Column("ended_at", BigInteger),  # when it was seen that it leads nowhere
    Column("ended", Text),  # how far its folder says so: new, told, removed
)

# What is decided by another rule than stored entries were: a feed, or sections.
backlog = Table(
    "backlog",
    metadata,
    Column("key", Sorted, primary_key=True),
    Column("reached", BigInteger, nullable=False),  # the last entry that was decided again
)

# What was made of the configuration: see feeds.aggregator.
kept = Table(
    "kept",
    metadata,
    Column("key", Sorted, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

# Entries to be compared with others: new, or with another text than before.
uncompared = Table(
    "uncompared",
    metadata,
    Column("entry", Big, ForeignKey("entries.pk"), primary_key=True, autoincrement=False),
)

# The numbers by which an entry is found that another may be a copy of; see feeds.route.likeness.
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True),
    Column("entry", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)

# The entries that are found so, until they are too old for copies to come.
likened = Table(
    "likened",
    metadata,
    Column("entry", Big, ForeignKey("entries.pk"), primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),  # its date, or when it came if that is later
    Column("bands", LargeBinary, nullable=False),  # its numbers, so that they can be taken back
    Index("likened_at", "at"),
)

# Entries that are copies of one article. The one in the first place is shown for all.
copies = Table(
    "copies",
    metadata,
    Column("entry", Big, ForeignKey("entries.pk"), primary_key=True, autoincrement=False),
    Column("article", BigInteger, nullable=False),
    Column("place", Integer, nullable=False),
    Index("copies_article", "article", "place"),
)

# What the operator should know: sources that broke or fail, and that recovered.
events = Table(
    "events",
    metadata,
    Column("pk", Big, primary_key=True, autoincrement=True),
    Column("source", Sorted, nullable=False),
    Column("url", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", Sorted, nullable=False),  # degraded, failing, gone, recovered
    Column("title", Text, nullable=False),
    Column("message", Text, nullable=False),
    Index("events_at", "at", "pk"),
)
