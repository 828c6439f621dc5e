"""A newsroom in small, for stories of how servers are treated: scripted servers, one store, and
passes at times that the story says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.aggregator import PassResult, SourceReport, run_pass, source_reports
from feeds.aggregator.sources import list_sources
from feeds.config import Config, parse
from feeds.store import SourceState, Store
from tests.server import Answer, Asked, Server

NOW = datetime(2026, 9, 28, 12, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANYWHERE = "fetch: {pause: 0, allow_networks: [127.0.0.0/8]}\n"


def rss(*numbers: int, says: str = "") -> bytes:
    """A feed with entries of these numbers."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{n}</guid><title>entry {n}</title>"
        f"<link>https://news.example/{n}</link></item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>a</title>{says}{items}</channel></rss>'.encode()


def honest(
    body: bytes | Callable[[], bytes], etag: str | None = '"1"', modified: str | None = None
) -> Callable[[Mapping[str, str]], Answer]:
    """Answers of a server that does as RFC 9110 says: 304 to who has what there is."""
    given = {"ETag": etag, "Last-Modified": modified}
    headers = {name: value for name, value in given.items() if value is not None}

    def play(asked: Mapping[str, str]) -> Answer:
        wanted = asked.get("if-none-match", asked.get("if-modified-since"))
        if wanted is not None and wanted in headers.values():
            return Answer(status=304, headers=headers)
        return Answer(body if isinstance(body, bytes) else body(), headers=headers)

    return play


class Newsroom:
    """One configuration and its store; `now` is the story's clock."""

    def __init__(self, folder: Path, server: Server, sources: str = "", more: str = "") -> None:
        self.folder, self.server, self.now = folder, server, NOW
        self.sources = sources or f"[{{url: '{server.url}/a', id: a}}]"
        self.more = more or ANYWHERE
        self.store = Store.open(f"sqlite:///{folder / 'feeds.db'}")

    @property
    def config(self) -> Config:
        """The configuration as it is written now."""
        text = f"sources: {self.sources}\n{self.more}"
        return parse(text, "config.yaml", str(self.folder), {})

    def run(self, later: timedelta = timedelta(), *, force: bool = False) -> list[Asked]:
        """A pass, so much later than the one before: what it asked for."""
        before = len(self.server.asked)
        self.now += later
        self.result: PassResult = run_pass(self.config, self.store, now=self.now, force=force)
        return self.server.asked[before:]

    def restart(self) -> None:
        """As a process that ended and another that began."""
        self.store.close()
        self.store = Store.open(f"sqlite:///{self.folder / 'feeds.db'}")

    def week(self, hours: int = 168, *, restarts: int = 5) -> list[tuple[datetime, Asked]]:
        """Passes whenever a source is due, for so many hours, with a restart after so many of
        them: what was asked for, each with the time of the story."""
        end, found = self.now + timedelta(hours=hours), []
        passes = 0
        while self.now < end:
            found += [(self.now, asked) for asked in self.run()]
            passes += 1
            if passes % restarts == 0:
                self.restart()
            reports = source_reports(self.store, list_sources(self.config))
            dues = [report.next for report in reports if report.next is not None]
            self.now = max(min(dues, default=end), self.now + timedelta(seconds=10))
        return found

    def state(self, id: str = "a") -> SourceState:
        """What the store remembers of a source."""
        with self.store.read() as transaction:
            return transaction.sources()[id]

    def report(self, id: str = "a") -> SourceReport:
        """What `feeds status` says of a source."""
        reports = source_reports(self.store, list_sources(self.config))
        return next(report for report in reports if report.source.id == id)

    def titles(self) -> set[str]:
        """The titles of all that is stored."""
        with self.store.read() as transaction:
            return {entry.title for _, _, entry in transaction.all_entries()}
