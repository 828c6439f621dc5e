"""What is remembered: sources' state, entries, memberships, feeds. SQLAlchemy Core."""

from feeds.store.archives import MADE, NOT_MADE, TO_COMPLETE, Archive, Page, Waiting
from feeds.store.copies import Facts
from feeds.store.database import BusyError, NoStoreError, Store
from feeds.store.fragments import NewFragment, StoredEntry
from feeds.store.hosts import HostState, RobotsState
from feeds.store.hubs import HubState, Ping
from feeds.store.rows import (
    UNDATED,
    Event,
    FeedRow,
    Heading,
    Known,
    KnownDocument,
    Linked,
    NewEntry,
    NewText,
    Redirect,
    SeenEntry,
    SourceState,
    StoredText,
    Unsettled,
    WantedArticle,
    date_at,
    date_of,
    rank,
    second_of,
    week_of,
)
from feeds.store.schema import TEXTS
from feeds.store.showing import Ranked, Settled
from feeds.store.transaction import Transaction
from feeds.store.words import AllOf, AnyOf, Formula, Word

__all__ = [
    "MADE",
    "NOT_MADE",
    "TEXTS",
    "TO_COMPLETE",
    "UNDATED",
    "AllOf",
    "AnyOf",
    "Archive",
    "BusyError",
    "Event",
    "Facts",
    "FeedRow",
    "Formula",
    "Heading",
    "HostState",
    "HubState",
    "Known",
    "KnownDocument",
    "Linked",
    "NewEntry",
    "NewFragment",
    "NewText",
    "NoStoreError",
    "Page",
    "Ping",
    "Ranked",
    "Redirect",
    "RobotsState",
    "SeenEntry",
    "Settled",
    "SourceState",
    "Store",
    "StoredEntry",
    "StoredText",
    "Transaction",
    "Unsettled",
    "Waiting",
    "WantedArticle",
    "Word",
    "date_at",
    "date_of",
    "rank",
    "second_of",
    "week_of",
]
