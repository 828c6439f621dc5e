"""The feeds that there are, and where each is: for the operator, who sees private ones too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feeds.config import Config
from feeds.model import FeedKind
from feeds.publish import feed_address, is_private
from feeds.store import FeedRow, Store, date_at


@dataclass(frozen=True, slots=True)
class FeedReport:
    """One feed: its folder and the address to subscribe to, once it was published, and how many
    entries it had then, the newest from that date."""

    kind: FeedKind
    title: str
    slug: str | None
    address: str | None
    private: bool
    entries: int
    newest: datetime | None

    def as_json(self) -> dict[str, Any]:
        """The same for programs; times as RFC 3339."""
        return {
            "kind": self.kind,
            "title": self.title,
            "feed": self.slug,
            "url": self.address,
            "private": self.private,
            "entries": self.entries,
            "newest": self.newest.strftime("%Y-%m-%dT%H:%M:%SZ") if self.newest else None,
        }


def feed_reports(store: Store, config: Config) -> list[FeedReport]:
    """All feeds: everything, selections, keywords, sections, sources. Raises StoreError."""
    with store.read() as transaction:
        rows = transaction.feeds()
    return [_report(config, row) for row in rows]


def _report(config: Config, row: FeedRow) -> FeedReport:
    title = " / ".join(row.path) if row.kind == "section" else row.title
    slug = row.slug
    return FeedReport(
        row.kind,
        title,
        slug,
        feed_address(config.site, slug, config.feeds.formats) if slug else None,
        bool(slug and is_private(slug)),
        row.size,
        date_at(row.newest),
    )
