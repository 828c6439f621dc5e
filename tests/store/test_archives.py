"""What is remembered of archives, on both databases."""

from __future__ import annotations

from dataclasses import replace

from feeds.store import FeedRow, NewEntry, Page, SourceState, Store, Transaction
from tests.examples import entry

NEWS = SourceState("news", "https://news.example/feed.xml")


def fill(transaction: Transaction, *ranks: int, source: str = "news") -> list[int]:
    """Entries with these ranks, published."""
    transaction.save_sources([replace(NEWS, id=source)])
    new = [NewEntry(f"k{r}", "print", r << 20, entry(n=r, source=source)) for r in ranks]
    pks = transaction.add_entries(source, new, now=100)
    transaction.settle({pk: f"urn:x:{source}:{r}" for pk, r in zip(pks, ranks, strict=True)})
    return pks


def made(transaction: Transaction, key: str, kind: str = "keyword", rule: str = "") -> FeedRow:
    pk = transaction.add_feed(key, kind, key, (key,), rule)  # type: ignore[arg-type]
    return next(row for row in transaction.feeds() if row.pk == pk)


def waiting(transaction: Transaction, feed: FeedRow, *, merged: bool = True) -> list[int]:
    return [one.entry for one in transaction.waiting(feed, merged=merged)]


def seal(transaction: Transaction, feed: FeedRow, *pks: int) -> None:
    archive = transaction.archive(feed.pk)
    assert archive is not None
    number = archive.last + 1
    transaction.add_pages(feed.pk, [(Page(number, 0, len(pks), 9), pks)])
    transaction.change_archive(feed.pk, last=number)


def test_who_joins_and_leaves_waits_for_the_archives_of_feeds_that_keep_them(store: Store) -> None:
    with store.begin() as transaction:
        one, two, three = fill(transaction, 1, 2, 3)
        kept, other = made(transaction, "keyword a"), made(transaction, "keyword b")
        transaction.join([(kept.pk, one, 1 << 20)])
        transaction.begin_archive(kept)
        transaction.join([(kept.pk, two, 2 << 20), (other.pk, two, 2), (kept.pk, three, 3 << 20)])
        assert waiting(transaction, kept) == [three, two, one]
        assert waiting(transaction, other) == []
        transaction.leave([(kept.pk, two), (other.pk, two)])
        assert waiting(transaction, kept) == [three, one]
        seal(transaction, kept, one)
        assert waiting(transaction, kept) == [three]
        transaction.leave([(kept.pk, one)])
        transaction.join([(kept.pk, one, 1 << 20)])  # which was archived before
        assert waiting(transaction, kept) == [three]
        assert transaction.in_page(kept.pk, 1) == [one]


def test_feeds_without_members_wait_for_what_is_published(store: Store) -> None:
    with store.begin() as transaction:
        (one,) = fill(transaction, 1)
        feeds = [
            made(transaction, "all", "all"),
            made(transaction, "source news", "source", "news"),
            made(transaction, "source other", "source", "other"),
        ]
        for feed in feeds:
            transaction.begin_archive(feed)
        (two,) = fill(transaction, 2, source="other")
        found = [waiting(transaction, feed, merged=False) for feed in feeds]
        assert found == [[two, one], [one], [two]]


def test_a_copy_of_what_is_archived_waits_no_more_until_it_is_one_of_another(store: Store) -> None:
    with store.begin() as transaction:
        one, two, three = fill(transaction, 1, 2, 3)
        feed = made(transaction, "keyword a")
        transaction.join([(feed.pk, pk, pk << 20) for pk in (one, two, three)])
        transaction.begin_archive(feed)
        transaction.set_copies(one, [one, two])
        assert waiting(transaction, feed) == [three, one]
        seal(transaction, feed, one)
        transaction.leave([(feed.pk, one)])
        assert waiting(transaction, feed) == [three, two]
        transaction.cover(feed.pk)
        assert waiting(transaction, feed) == [three]
        assert waiting(transaction, feed, merged=False) == [three, two]
        transaction.set_copies(three, [two, three])
        transaction.cover(feed.pk)
        assert waiting(transaction, feed) == [two]
        transaction.drop_articles([three])
        assert waiting(transaction, feed) == [three, two]


def test_a_feed_that_ends_takes_its_archive_along(store: Store) -> None:
    with store.begin() as transaction:
        one, two = fill(transaction, 1, 2)
        feed, other = made(transaction, "keyword a"), made(transaction, "keyword b")
        for row in (feed, other):
            transaction.join([(row.pk, pk, pk << 20) for pk in (one, two)])
            transaction.begin_archive(row)
            seal(transaction, row, one)
        transaction.drop_feed(feed.pk)
        assert transaction.archive(feed.pk) is None
        assert transaction.in_page(feed.pk, 1) == []
        assert transaction.in_page(other.pk, 1) == [one]
        assert waiting(transaction, other) == [two]
