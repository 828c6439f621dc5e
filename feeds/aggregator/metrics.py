"""How the sources are doing, as Prometheus reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from feeds.aggregator.reports import SourceReport
from feeds.store import Store

Value = Callable[[SourceReport], float | None]

_STATES = ("ok", "degraded", "failing", "gone", "new")


def _second(date: datetime | None) -> float | None:
    return None if date is None else date.timestamp()


_OF_SOURCES: Sequence[tuple[str, str, Value]] = (
    (
        "feeds_source_last_success_timestamp_seconds",
        "When the source last answered as it should.",
        lambda report: _second(report.last_success),
    ),
    (
        "feeds_source_last_change_timestamp_seconds",
        "When the source last had something new.",
        lambda report: _second(report.last_change),
    ),
    (
        "feeds_source_next_timestamp_seconds",
        "When the source is due.",
        lambda report: _second(report.next),
    ),
    (
        "feeds_source_interval_seconds",
        "How long after it was asked last the source is due.",
        lambda report: report.interval,
    ),
    ("feeds_source_entries", "Entries of the source in the store.", lambda report: report.entries),
    (
        "feeds_source_failures",
        "Requests to the source that failed, since one did not.",
        lambda report: report.failures,
    ),
)


def metrics(store: Store, reports: Sequence[SourceReport]) -> bytes:
    """All that is to be watched, in the text format of Prometheus. Raises StoreError."""
    with store.read() as transaction:
        feeds, waiting = len(transaction.feeds()), len(transaction.pings())
        failing, hosts = len(transaction.failing_hubs()), len(transaction.hosts())
    registry = CollectorRegistry()
    totals = (
        ("feeds_entries", "Entries in the store.", sum(report.entries for report in reports)),
        ("feeds_published", "Feeds that are published.", feeds),
        ("feeds_hosts_failing", "Hosts that are left alone, or failed as a whole last.", hosts),
        ("feeds_hubs_failing", "WebSub hubs that failed when they were told last.", failing),
        ("feeds_pings_waiting", "Changed documents that a hub is still to be told of.", waiting),
    )
    registry.register(_Told(reports, totals))
    return generate_latest(registry)


class _Told(Collector):
    """The values, as prometheus_client asks for them."""

    def __init__(
        self, reports: Sequence[SourceReport], totals: Iterable[tuple[str, str, float]]
    ) -> None:
        self._reports, self._totals = reports, totals

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each family with its samples."""
        counts: Counter[str] = Counter(report.state for report in self._reports)
        states = GaugeMetricFamily("feeds_sources", "Sources by their state.", labels=["state"])
        for state in _STATES:
            states.add_metric([state], counts[state])
        yield states
        for name, help, total in self._totals:
            yield GaugeMetricFamily(name, help, value=total)
        for name, help, value in _OF_SOURCES:
            family = GaugeMetricFamily(name, help, labels=["source"])
            for report in self._reports:
                if (number := value(report)) is not None:
                    family.add_metric([report.source.id], number)
            yield family
