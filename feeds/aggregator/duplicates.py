"""The same article from several sources: found at the end of a pass, shown once in each feed.

What is found does not depend on which source answered first: a pass compares its entries when it
has them all, in an order that is theirs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nsmallest
from typing import NamedTuple

from feeds.aggregator.combined import combined_key
from feeds.aggregator.texts import address_of, is_address, subject_in
from feeds.config import Config
from feeds.errors import ConfigError
from feeds.model import Copy, Origin, Source
from feeds.route import Subject, keyword_key
from feeds.route.likeness import BANDS, CANDIDATES, SHARED, Likeness, likeness_of
from feeds.store import UNDATED, Facts, FeedRow, Store, Transaction

_VERSION = 2
"""Raise it when entries are taken for copies by other rules: recent ones are compared again."""

_FOUND, _ORDER, _SHOWN = "duplicates.found", "duplicates.prefer", "duplicates.merge"
_CHUNK = 500
_REMEMBERED = 2000  # texts that may be compared with another entry soon
_COMMON = 200  # entries of which one number stands for a part
_UNDATED = int(UNDATED.timestamp())


def check_preferred(config: Config, sources: Sequence[Source]) -> None:
    """Raises ConfigError where a preferred source is none of the sources."""
    ids = {source.id for source in sources}
    problems = [
        config.problem(("duplicates", "prefer", index), f"no source has the id {id!r}")
        for index, id in enumerate(config.duplicates.prefer)
        if id not in ids
    ]
    if problems:
        raise ConfigError(problems)


def find_duplicates(store: Store, config: Config, now: datetime) -> None:
    """Compare what is new or has another text with what is recent, and have its feeds published.

    Raises StoreError. Some entries a transaction: what was compared stays, and the next pass goes
    on.
    """
    second, window = int(now.timestamp()), int(config.duplicates.window)
    with store.begin() as transaction:
        _adopt(transaction, config, second - window)
        waiting = transaction.uncompared()
        if not config.duplicates.merge:
            transaction.compared([facts.entry for facts in waiting])
            return
        if waiting:
            waiting = _taken_apart(transaction, waiting)
    if not waiting:
        return
    order = _order(config)
    waiting.sort(key=order)
    work = _Work(window, order)
    for start in range(0, len(waiting), _CHUNK):
        with store.begin() as transaction:
            work.compare(transaction, waiting[start : start + _CHUNK])
    with store.begin() as transaction:
        transaction.forget_bands_before(second - window)


def merges(config: Config, feed: FeedRow) -> bool:
    """Whether a feed shows one of the copies of an article. A source's own feed has its entries,
    whatever others have."""
    if not config.duplicates.merge or feed.kind in ("source", "health"):
        return False
    if feed.kind == "section":
        return config.sections.merge
    apart = [keyword_key(keyword.name) for keyword in config.keywords if not keyword.merge]
    apart += [combined_key(spec.name) for spec in config.feeds.combined if not spec.merge]
    return feed.key not in apart


def copies_named(
    transaction: Transaction, pks: Sequence[int], origins: Mapping[str, Origin]
) -> dict[int, tuple[Copy, ...]]:
    """Where else the articles of these entries are; those that have no copies are left out."""
    return {
        pk: tuple(Copy(origins.get(one.source) or Origin(one.source), one.url) for one in found)
        for pk, found in transaction.also(pks).items()
    }


Order = Callable[[Facts], tuple[int, int, int, str, str]]


def _order(config: Config) -> Order:
    """Which of two copies goes before: by the sources that are preferred, then the one that came
    first; of those of one pass the older. Nothing that may change counts."""
    preferred = {id: number for number, id in enumerate(config.duplicates.prefer)}

    def place(facts: Facts) -> tuple[int, int, int, str, str]:
        number = preferred.get(facts.source, len(preferred))
        return number, facts.first_seen, _time(facts), facts.source, facts.key

    return place


def _time(facts: Facts) -> int:
    """When an entry is of; one without a date is of when it came."""
    return facts.date if facts.date > _UNDATED else facts.first_seen


def _adopt(transaction: Transaction, config: Config, since: int) -> None:
    """What the configuration has changed, or another version of these rules."""
    found = f"{_VERSION} {config.duplicates.window:g}"
    if not config.duplicates.merge:
        found = "none"
    if transaction.note(_FOUND) != found:
        transaction.set_note(_FOUND, found)
        if config.duplicates.merge:
            transaction.compare_since(since)
    shown = json.dumps(
        [
            config.duplicates.merge,
            config.sections.merge,
            [keyword.name for keyword in config.keywords if not keyword.merge],
            [spec.name for spec in config.feeds.combined if not spec.merge],
        ]
    )
    if transaction.note(_SHOWN) != shown:
        transaction.set_note(_SHOWN, shown)
        transaction.mark_all_changed()
    preferred = json.dumps(config.duplicates.prefer)
    if transaction.note(_ORDER) != preferred:
        transaction.set_note(_ORDER, preferred)
        order = _order(config)
        for articles in transaction.all_articles():
            for article, pks in transaction.copies_of(articles).items():
                facts = sorted(transaction.facts(pks).values(), key=order)
                _set(transaction, article, [one.entry for one in facts])


def _taken_apart(transaction: Transaction, waiting: list[Facts]) -> list[Facts]:
    """These, and all copies of their articles, by themselves again: what one says may have been
    what held others together."""
    pks = [facts.entry for facts in waiting]
    articles = set(transaction.articles_of(pks).values())
    fellows = [pk for pks in transaction.copies_of(articles).values() for pk in pks]
    transaction.drop_articles(articles)
    transaction.forget_bands([*pks, *fellows])
    transaction.compare_later(fellows)
    _mark(transaction, fellows)
    return list({**transaction.facts(fellows), **{f.entry: f for f in waiting}}.values())


def _set(transaction: Transaction, article: int, pks: Sequence[int]) -> None:
    transaction.set_copies(article, pks)
    _mark(transaction, pks)


def _mark(transaction: Transaction, pks: Sequence[int]) -> None:
    """Have the feeds published that these entries are in."""
    if pks:
        feeds = set().union(*transaction.memberships(pks).values())
        transaction.mark_changed([*feeds, *transaction.feed_numbers(["all"]).values()])


class _Text(NamedTuple):
    facts: Facts
    likeness: Likeness


@dataclass(slots=True)
class _Work:
    """Compares entries one after the other; remembers texts that are compared again."""

    window: int
    order: Order
    texts: dict[int, _Text] = field(default_factory=dict)

    def compare(self, transaction: Transaction, waiting: Sequence[Facts]) -> None:
        """Find the articles that these entries are copies of, among those that were compared
        before. An entry whose text is still to be made goes on waiting."""
        if len(self.texts) > _REMEMBERED:
            self.texts.clear()
        numbers = transaction.numbers([facts.entry for facts in waiting])
        found = transaction.found_by(number for some in numbers.values() for number in some)
        bands: dict[int, tuple[int, list[int]]] = {}
        for facts in waiting:
            if (own := numbers.get(facts.entry)) is None:
                continue
            if likely := _likely(own, found):
                self._join(transaction, facts, likely)
            # What stands in very many texts says nothing of any.
            own = [number for number in own if len(found.setdefault(number, [])) < _COMMON]
            for number in own:
                found[number].append(facts.entry)
            bands[facts.entry] = (max(facts.date, facts.first_seen), own)
        transaction.set_bands(bands)
        transaction.compared(list(bands))

    def _join(self, transaction: Transaction, facts: Facts, likely: Sequence[int]) -> None:
        """Make an entry one of the copies of an article, if one of these is one."""
        from feeds.route.grouping import belongs_to  # few entries are like another

        own = self._load(transaction, [facts.entry]).get(facts.entry)
        if own is None:
            return
        groups = self._groups(transaction, own, likely)
        joined = belongs_to(own.likeness, {n: [t.likeness for t in g] for n, g in groups.items()})
        if joined:
            fellows = [text.facts for number in joined for text in groups[number]]
            transaction.drop_articles(joined)
            pks = [one.entry for one in sorted([*fellows, facts], key=self.order)]
            _set(transaction, joined[0], pks)

    def _groups(
        self, transaction: Transaction, own: _Text, pks: Sequence[int]
    ) -> dict[int, list[_Text]]:
        """The articles that these entries are of, with all their copies, in their order; those of
        another time are left out."""
        texts = self._load(transaction, pks)
        near = [pk for pk, text in texts.items() if self._is_near(own.facts, text.facts)]
        articles = transaction.articles_of(near)
        members = transaction.copies_of(set(articles.values()))
        for pk in near:
            if pk not in articles:
                members[pk] = [pk]
        texts = self._load(transaction, [pk for pks in members.values() for pk in pks])
        groups = {n: [texts[pk] for pk in pks if pk in texts] for n, pks in members.items()}
        first = {n: min(self.order(text.facts) for text in group) for n, group in groups.items()}
        return {number: groups[number] for number in sorted(groups, key=first.__getitem__)}

    def _is_near(self, one: Facts, other: Facts) -> bool:
        return one.entry != other.entry and abs(_time(one) - _time(other)) <= self.window

    def _load(self, transaction: Transaction, pks: Sequence[int]) -> dict[int, _Text]:
        if missing := [pk for pk in pks if pk not in self.texts]:
            facts = transaction.facts(missing)
            for text in transaction.texts(missing):
                self.texts[text.entry] = _Text(facts[text.entry], _likeness(subject_in(text)))
        return {pk: self.texts[pk] for pk in pks if pk in self.texts}


def _likely(own: Sequence[int], found: Mapping[int, Sequence[int]]) -> list[int]:
    """The entries that share most of these numbers, if they share enough; an address is."""
    shared: Counter[int] = Counter()
    for number in own:
        for entry in found.get(number, ()):
            shared[entry] += BANDS if is_address(number) else 1
    if not shared:
        return []
    least = min(SHARED, sum(not is_address(number) for number in own)) or BANDS
    enough = [(-size, entry) for entry, size in shared.items() if size >= least]
    return [entry for _, entry in nsmallest(CANDIDATES, enough)]


def _likeness(subject: Subject) -> Likeness:
    address = address_of(subject.url)
    return likeness_of(subject.source, address, subject.field("title"), subject.field("body"))
