"""What is remembered: sources' state, entries, memberships, feeds. SQLAlchemy Core."""

from feeds.store.database import Store
from feeds.store.rows import FeedRow, Known, Linked, NewEntry, SourceState, Unsettled, date_of, rank
from feeds.store.transaction import Transaction

__all__ = [
    "FeedRow",
    "Known",
    "Linked",
    "NewEntry",
    "SourceState",
    "Store",
    "Transaction",
    "Unsettled",
    "date_of",
    "rank",
]
