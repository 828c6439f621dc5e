"""Where entries stand among the sections: under which heading, and so in which sections' feeds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from feeds.model import Section
from feeds.route import Subject
from feeds.route.sections import section_key
from feeds.store import Heading, Transaction

if TYPE_CHECKING:
    from feeds.aggregator.routing import Rules


def section_feed(path: Section) -> str:
    """The key of the feed of a section."""
    return f"section {section_key(path)}"


def heading_of(rules: Rules, subject: Subject) -> Heading:
    """The heading under which an entry stands, as it is to be."""
    given = () if subject.section else rules.given(subject)
    return heading(rules, subject.source, subject.section, given)


def heading(rules: Rules, source: str, own: Section, given: Section) -> Heading:
    """A heading, as it is to be."""
    said = json.dumps([source, own, given], ensure_ascii=False)
    key = hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()
    section = rules.meant(source, own or given)
    return Heading(0, key, source, own, given, section, rules.scheme.within(source, section))


def stand(
    transaction: Transaction, rules: Rules, subjects: Mapping[int, Subject]
) -> dict[int, tuple[tuple[Section, ...], set[int]]]:
    """Note where these entries stand; returns the sections that each is in, and the feeds of
    sections in which it is to be.

    Their own memberships are left to the caller. A heading that was decided by other words of the
    configuration is decided again, with all that is under it.
    """
    wanted = {pk: heading_of(rules, subject) for pk, subject in subjects.items()}
    by_key = {one.key: one for one in wanted.values()}
    stored = transaction.headings(list(by_key))
    if new := [one for key, one in by_key.items() if key not in stored]:
        transaction.add_headings(new)
        stored |= transaction.headings([one.key for one in new])
    feeds = decide_headings(transaction, rules, list(stored.values()))
    numbers = {pk: stored[one.key].pk for pk, one in wanted.items()}
    transaction.put_under(numbers, transaction.headings_of(list(subjects)))
    return {pk: (wanted[pk].decided, feeds[number]) for pk, number in numbers.items()}


def decide_headings(
    transaction: Transaction, rules: Rules, headings: Collection[Heading]
) -> dict[int, set[int]]:
    """Have the entries under these headings in the feeds of their sections; returns those feeds
    by the headings' numbers."""
    sections = {one.pk: rules.meant(one.source, one.own or one.given) for one in headings}
    places = {one.pk: rules.scheme.places(one.source, sections[one.pk]) for one in headings}
    feeds = feeds_of_sections(transaction, [place for some in places.values() for place in some])
    before = transaction.standings(list(sections))
    after = {pk: {feeds[section_feed(place)] for place in some} for pk, some in places.items()}
    for one in headings:
        joins, leaves = after[one.pk] - before[one.pk], before[one.pk] - after[one.pk]
        moved = sections[one.pk] != one.section
        if moved and one.size:  # an entry shows its section in every feed that it is in
            transaction.mark_heading(one.pk)
            always = transaction.feed_numbers(["all", f"source {one.source}"])
            transaction.mark_changed(always.values())
        if joins or leaves:
            transaction.stand(one.pk, joins, leaves)
            transaction.mark_changed(joins | leaves)
        if moved:
            transaction.change_heading(one.pk, section=sections[one.pk])
    return after


def feeds_of_sections(transaction: Transaction, places: Iterable[Section]) -> dict[str, int]:
    """The numbers of these sections' feeds by their keys; those that are met first are made."""
    by_key = {section_feed(place): place for place in places}
    numbers = transaction.feed_numbers(list(by_key))
    for key in sorted(by_key.keys() - numbers.keys()):
        numbers[key] = transaction.add_feed(key, "section", by_key[key][-1], by_key[key])
    return numbers
