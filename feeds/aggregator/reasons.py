"""Why the entries of a feed are in it, as the feed says it to programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feeds.aggregator.queries import load_queries
from feeds.aggregator.routing import Rules
from feeds.aggregator.texts import subject_in
from feeds.model import Entry, Item, Reason
from feeds.route import Query, Subject
from feeds.store import FeedRow, Transaction

_MOST = 20  # of one entry


def with_reasons(
    transaction: Transaction, rules: Rules, row: FeedRow, items: Sequence[Item]
) -> list[Item]:
    """The feed's items, as they are stored, with why each is in it."""
    asked = rules.asked.get(row.key)
    if asked is None and row.kind != "section":
        return list(items)
    texts = transaction.texts_of([item.entry.id for item in items])
    if asked is None:
        return [
            replace(item, why=(_by_section(rules, item.entry, subject_in(text)),))
            if (text := texts.get(item.entry.id))
            else item
            for item in items
        ]
    query = load_queries(transaction, {row.key: asked})[row.key]
    return [
        replace(item, why=_by_query(rules, asked.kind, query, subject_in(texts[item.entry.id])))
        if item.entry.id in texts
        else item
        for item in items
    ]


def _by_section(rules: Rules, entry: Entry, subject: Subject) -> Reason:
    """Its section, and who named it: the entry itself, a rule, or its source."""
    by = "section" if subject.section else "rule" if rules.given(subject) else "source"
    return Reason("section", " / ".join(entry.section), by)


def _by_query(rules: Rules, kind: str, query: Query, subject: Subject) -> tuple[Reason, ...]:
    """The words that were found, by field, each once; then the other parts that hold."""
    from feeds.route import why  # few passes have a feed to render

    found = why(query, subject, rules.now, rules.sections_of(subject))
    if not found.matches:  # it is about to leave
        return ()
    words = dict.fromkeys(Reason(kind, hit.term, hit.field) for hit in found.hits)
    return (*words, *(Reason(kind, fact) for fact in found.facts))[:_MOST]
