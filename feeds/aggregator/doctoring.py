"""The store and what is published, made whole again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from feeds.aggregator.onepass import run_pass
from feeds.aggregator.publication import publish_all_again
from feeds.config import Config
from feeds.model import Source
from feeds.publish import FEED_FILES, archive_folder
from feeds.store import NOT_MADE, Store
from feeds.store.mending import mend


def doctor(store: Store, config: Config, sources: Sequence[Source], now: datetime) -> list[str]:
    """Mend what is wrong, ask no source; returns what was wrong, a line each.

    Whoever calls it has the store for itself. Raises StoreError for what cannot be mended, and
    OutputError.
    """
    said = mend(store)
    output = Path(config.folder, config.output.folder)
    said += _archives(store, output)
    with store.begin() as transaction:
        publish_all_again(transaction)
    # Files are compared with what they should be, and only those that differ are written.
    done = run_pass(config, store, now=now, only="", sources=sources)
    if done.published.files:
        said.append(f"{done.published.files} files were not what is published: written again")
    return said


def _archives(store: Store, output: Path) -> Iterator[str]:
    """Archive documents never change, so that nobody looks at them again but here."""
    with store.read() as transaction:
        rows = [row for row in transaction.feeds() if row.slug]
        kept = {row.slug: transaction.archive(row.pk) for row in rows}
    for row in rows:
        archive = kept[row.slug]
        if archive is None:
            continue
        for number in range(max(1, archive.first), archive.last + 1):
            folder = output / (row.slug or "") / archive_folder(number)
            present = [folder / name for name in FEED_FILES if (folder / name).exists()]
            if not present or not all(map(_is_whole, present)):
                with store.begin() as transaction:
                    transaction.mark_pages(row.pk, NOT_MADE, number, number)
                yield f"{folder} was not whole"


def _is_whole(path: Path) -> bool:
    data = path.read_bytes()
    if path.suffix == ".html":
        return data.rstrip().endswith(b"</html>")
    try:
        if path.suffix == ".json":
            json.loads(data)
        else:
            from lxml import etree  # where there are archives

            etree.fromstring(data)
    except (ValueError, SyntaxError):
        return False
    return True
