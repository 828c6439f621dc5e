"""What is remembered: sources' state, entries, memberships, feeds. SQLAlchemy Core."""

from feeds.store.database import Store
from feeds.store.rows import (
    Event,
    FeedRow,
    Known,
    KnownDocument,
    Linked,
    NewEntry,
    SourceState,
    Unsettled,
    WantedArticle,
    date_of,
    rank,
)
from feeds.store.transaction import Transaction

__all__ = [
    "Event",
    "FeedRow",
    "Known",
    "KnownDocument",
    "Linked",
    "NewEntry",
    "SourceState",
    "Store",
    "Transaction",
    "Unsettled",
    "WantedArticle",
    "date_of",
    "rank",
]
