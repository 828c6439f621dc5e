"""One pass: which sources are due, and each through the stages. The only place that knows the
order: fetch -> read -> normalize -> store -> route -> publish."""

from feeds.aggregator.asking import user_agent
from feeds.aggregator.backlog import Deciding
from feeds.aggregator.checking import check, open_checked
from feeds.aggregator.onepass import PassResult, run_pass
from feeds.aggregator.pacing import next_pass
from feeds.aggregator.queries import check_queries, odd_queries
from feeds.aggregator.reports import SourceReport, remarks, source_reports
from feeds.aggregator.sections import sections_said
from feeds.aggregator.sources import list_sources, rules_of_host
from feeds.aggregator.taking import Progressed, SourceResult

__all__ = [
    "Deciding",
    "PassResult",
    "Progressed",
    "SourceReport",
    "SourceResult",
    "check",
    "check_queries",
    "list_sources",
    "next_pass",
    "odd_queries",
    "open_checked",
    "remarks",
    "rules_of_host",
    "run_pass",
    "sections_said",
    "source_reports",
    "user_agent",
]
