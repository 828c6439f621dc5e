"""Passes on a schedule, for as long as the process lives.

APScheduler keeps the time: one job is the next pass, at the time that the next source is due, and
one looks whether the configuration is another. What is due while the machine sleeps is due when it
wakes, once.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Literal

from apscheduler.schedulers.background import BackgroundScheduler

from feeds.aggregator import check, list_sources, next_pass, open_checked, run_pass
from feeds.config import Config, load
from feeds.errors import ConfigError, FeedsError
from feeds.model import Source
from feeds.store import BusyError

log = logging.getLogger("feeds")

_APART = 10  # seconds from one pass to the next: sources that are due meanwhile share one
_AGAIN = 60  # seconds after a pass that could not be done, or that another process has
_WATCH = 5  # seconds between two looks at the configuration; wakes after a sleep, too

Word = Literal["stop", "reload"]


@dataclass(frozen=True, slots=True)
class _Setting:
    """A configuration as it is in force, and the marks of the files that it was read from."""

    config: Config
    sources: Sequence[Source]
    marks: tuple[object, ...]


class Daemon:
    """Does passes when they are due, until it is told to stop."""

    def __init__(
        self, path: Path, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Raises ConfigError and StoreError for what cannot be begun with."""
        self._path, self._clock = path, clock
        self._setting = self._read()
        self._store = open_checked(self._setting.config, self._setting.sources)
        self._refused: tuple[object, ...] | None = None  # the marks of what was said to be broken
        self._trouble: str | None = None
        self._stopping = threading.Event()
        self._working = threading.Lock()
        self._words: SimpleQueue[Word] = SimpleQueue()
        self._scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None}
        )

    def run(self, patience: float) -> bool:
        """Until a signal ends it: SIGTERM or SIGINT. SIGHUP has the configuration read again.

        Whether it ended with nothing under way; else `patience` seconds were not enough.
        """
        said = logging.getLogger("apscheduler")  # what goes wrong in a pass is told here
        said.addHandler(logging.NullHandler())
        said.propagate = False
        for name, word in _signals().items():
            signal.signal(name, lambda *_, word=word: self._words.put(word))
        self._scheduler.add_job(self._look, "interval", seconds=_WATCH, id="look")
        self._scheduler.start()
        self._plan(self._clock())
        log.info("the daemon began: %d sources", len(self._setting.sources))
        while self._words.get() != "stop":
            self._reload()
        self._stopping.set()
        self._scheduler.shutdown(wait=False)
        ended = self._working.acquire(timeout=patience)
        if ended:
            self._store.close()
            log.info("the daemon ended")
        return ended

    def _plan(self, at: datetime) -> None:
        if not self._stopping.is_set():
            self._scheduler.add_job(
                self._pass, "date", run_date=at, id="pass", replace_existing=True
            )

    def _pass(self) -> None:
        with self._working:
            if self._stopping.is_set():
                return
            setting, wait = self._setting, float(_AGAIN)
            try:
                with self._store.exclusive():
                    run_pass(
                        setting.config,
                        self._store,
                        now=self._clock(),
                        sources=setting.sources,
                        stop=self._stopping.is_set,
                    )
                due = next_pass(self._store, setting.sources, self._clock())
                wait = max(_APART, (due - self._clock()).total_seconds())
                self._recover()
            except BusyError:  # by hand, or from a timer: what is due stays due
                wait = _APART
            except FeedsError as error:
                self._tell(str(error))
            except Exception as error:  # a fault costs one pass, not the daemon
                log.debug("in a pass", exc_info=True)
                self._tell(f"{type(error).__name__}: {error}")
            if self._setting is setting:
                self._plan(self._clock() + timedelta(seconds=wait))
            else:  # another configuration came meanwhile
                self._plan(self._clock())

    def _tell(self, trouble: str) -> None:
        """Say once that passes cannot be done."""
        if trouble != self._trouble:
            log.error("no pass could be done: %s", trouble, extra={"event": "stuck"})
        self._trouble = trouble

    def _recover(self) -> None:
        if self._trouble is not None:
            log.warning("passes are done again", extra={"event": "recovered"})
        self._trouble = None

    # The configuration.

    def _look(self) -> None:
        marks = _marks(self._path, self._setting.config)
        if marks not in (self._setting.marks, self._refused):
            self._words.put("reload")

    def _reload(self) -> None:
        """Take the configuration as it is now, or say what is wrong with it and go on."""
        old = self._setting
        try:
            new = self._read()
            store = self._store
            if (new.config.store, new.config.folder) != (old.config.store, old.config.folder):
                store = open_checked(new.config, new.sources)
            else:
                check(new.config, new.sources)
        except (ConfigError, FeedsError) as error:
            self._refused = _marks(self._path, old.config)
            log.error(
                "the configuration is broken, and the one before stays in force:\n%s", error,
                extra={"event": "refused"},
            )  # fmt: skip
            return
        self._setting, self._refused = new, None
        log.warning(
            "the configuration was read again: %d sources", len(new.sources),
            extra={"event": "reloaded"},
        )  # fmt: skip
        if store is not self._store:
            with self._working:
                self._store.close()
                self._store = store
        self._plan(self._clock())

    def _read(self) -> _Setting:
        config = load(self._path)
        # Before its lists are read: what changes meanwhile is seen at the next look.
        marks = _marks(self._path, config)
        return _Setting(config, list_sources(config), marks)


def _marks(path: Path, config: Config) -> tuple[object, ...]:
    """What changes when a file of the configuration does: itself, and the lists that it names."""
    lists = [Path(config.folder, spec.opml) for spec in config.sources if spec.opml]
    return tuple(_mark(file) for file in (path, *lists))


def _mark(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _signals() -> dict[signal.Signals, Word]:
    found: dict[signal.Signals, Word] = {signal.SIGTERM: "stop", signal.SIGINT: "stop"}
    if hasattr(signal, "SIGHUP"):
        found[signal.SIGHUP] = "reload"
    return found


def run_daemon(path: Path, patience: float) -> None:
    """Run a daemon to its end. What a pass does not finish within `patience` seconds is left to
    the next one, as after a crash. Raises ConfigError and StoreError."""
    if not Daemon(path).run(patience):
        log.warning("ended in the midst of a pass: the next one goes on")
        logging.shutdown()
        os._exit(0)  # threads that wait for a server would keep the process
