"""Which of a feed's entries its documents have, and which are archived: pure rules."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.store import Page, Waiting


def part(waiting: Sequence[Waiting], limit: int) -> tuple[list[list[Waiting]], list[Waiting]]:
    """The entries that are not archived, newest first, parted into those that are to be archived,
    by documents, the oldest first, and those that the feed's own documents have.

    Half a `limit` goes into each archive document, as many of these as it takes to be left with
    no more than `limit`. Entries that subscribers could already see go first: one that comes late,
    with an old date, is not archived before it was to be seen where subscribers look.
    """
    size = max(1, limit // 2)
    number = max(0, -(-(len(waiting) - limit) // size))
    if not number:
        return [], list(waiting)
    oldest = [*reversed(waiting)]
    order = [one for one in oldest if one.shown] + [one for one in oldest if not one.shown]
    pages = [order[start : start + size] for start in range(0, number * size, size)]
    gone = {one.entry for page in pages for one in page}
    return pages, [one for one in waiting if one.entry not in gone]


def is_kept(
    page: Page, archived: int, newest: int, archive_limit: int | None, max_age: float | None
) -> bool:
    """Whether an archive document is kept: while no more than `archive_limit` of the entries
    `archived` are in it and those after it, and its newest is not more than `max_age` seconds older
    than the feed's `newest` (a Unix second)."""
    if archive_limit is not None and archived - page.older > archive_limit:
        return False
    return max_age is None or page.newest >= newest - max_age
