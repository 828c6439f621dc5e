"""Why the entries of a feed are in it, as the feed says it to programs."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.aggregator.queries import load_queries
from feeds.aggregator.routing import Rules
from feeds.aggregator.texts import subject_in
from feeds.model import Reason
from feeds.route import Query, Subject
from feeds.store import FeedRow, Transaction

_MOST = 20  # of one entry


def reasons_of(
    transaction: Transaction, rules: Rules, row: FeedRow, pks: Sequence[int]
) -> dict[int, tuple[Reason, ...]]:
    """Why each of these entries is in a feed, where that is no matter of course."""
    asked = rules.asked.get(row.key)
    if asked is None and row.kind != "section":
        return {}
    subjects = {pk: subject_in(text) for pk, text in transaction.texts_of(pks).items()}
    if asked is None:
        return {pk: (_by_section(rules, subject),) for pk, subject in subjects.items()}
    query = load_queries(transaction, {row.key: asked})[row.key]
    return {pk: _by_query(rules, asked.kind, query, subject) for pk, subject in subjects.items()}


def _by_section(rules: Rules, subject: Subject) -> Reason:
    """Its section, and who named it: the entry itself, a rule, or its source."""
    by = "section" if subject.section else "rule" if rules.given(subject) else "source"
    return Reason("section", " / ".join(rules.section_of(subject)), by)


def _by_query(rules: Rules, kind: str, query: Query, subject: Subject) -> tuple[Reason, ...]:
    """The words that were found, by field, each once; then the other parts that hold."""
    from feeds.route import why  # few passes have a feed to render

    found = why(query, subject, rules.now, rules.sections_of(subject))
    if not found.matches:  # it is about to leave
        return ()
    words = dict.fromkeys(Reason(kind, hit.term, hit.field) for hit in found.hits)
    return (*words, *(Reason(kind, fact) for fact in found.facts))[:_MOST]
