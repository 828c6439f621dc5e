"""From the output folder to a storage: what is other there than when it was copied last.

The folder is complete by itself; the storage follows it. What fails is tried again by the next
pass, and readers find there what they found before.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from feeds.config import Config
from feeds.store import Store, Transaction
from feeds.upload import Storage, StorageError

log = logging.getLogger("feeds")

_AT_ONCE = 8  # files on their way
_BATCH = 200  # files after which it is noted how far it came
_DUE, _TARGET, _FAULT = "upload.due", "upload.target", "upload.fault"


def upload_later(transaction: Transaction) -> None:
    """Have the next `upload` look at the folder."""
    if transaction.note(_DUE) != "yes":
        transaction.set_note(_DUE, "yes")


def upload(store: Store, config: Config) -> bool:
    """Bring the storage up to the output folder; whether all of it is there.

    Documents go before the index that names them, and what is to go, goes last. Raises StoreError.
    """
    url = config.output.url
    if url is None:
        return True
    with store.read() as transaction:
        due = transaction.note(_DUE) == "yes"
        same = transaction.note(_TARGET) == url
        known = transaction.uploaded() if same else {}
        fault = transaction.note(_FAULT) or ""
    if same and not due:
        return True
    if not same:  # what is at the old place stays there
        with store.begin() as transaction:
            transaction.forget_uploads()
            transaction.set_note(_TARGET, url)
    here = dict(_files(Path(config.folder, config.output.folder)))
    changed = {name: version for name, version in here.items() if known.get(name) != version}
    gone = [name for name in known if name not in here]
    said = _bring(store, config, url, changed, gone)
    if said and said != fault:
        log.warning("%s: %s; the next pass tries again", url, said)
    with store.begin() as transaction:
        if said != fault:
            transaction.set_note(_FAULT, said)
        transaction.set_note(_DUE, "yes" if said else "no")
    return not said


def upload_fault(transaction: Transaction) -> str:
    """Why the storage is not up to the folder; empty if it is."""
    return transaction.note(_FAULT) or ""


def _bring(store: Store, config: Config, url: str, changed: dict[str, str], gone: list[str]) -> str:
    """Copy and remove these files; returns what went wrong first, if anything did."""
    folder = Path(config.folder, config.output.folder)
    try:
        storage = Storage(url, config.output.options)
    except StorageError as error:
        return str(error)

    def put(name: str) -> str:
        try:
            storage.put(folder / name, name)
        except StorageError as error:
            return str(error)
        return ""

    def remove(name: str) -> str:
        try:
            storage.remove(name)
        except StorageError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="upload") as pool:
        documents = [name for name in changed if "/" in name]
        root = [name for name in changed if "/" not in name]
        for work, names in ((put, documents), (put, root), (remove, gone)):
            for start in range(0, len(names), _BATCH):
                some = names[start : start + _BATCH]
                faults = dict(zip(some, pool.map(work, some), strict=True))
                done = [name for name in some if not faults[name]]
                with store.begin() as transaction:
                    if work is put:
                        transaction.note_uploads({name: changed[name] for name in done})
                    else:
                        transaction.forget_uploads(done)
                if said := next(filter(None, faults.values()), ""):
                    return said
    return ""


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """The published files, by their names below the folder, each with what tells it from what it
    was: its size and when it was written."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        below = Path(root).relative_to(folder).as_posix()
        for name in names:
            if not name.startswith("."):
                found = Path(root, name).stat()
                path = name if below == "." else f"{below}/{name}"
                yield path, f"{found.st_size} {found.st_mtime_ns}"
