"""Duplicates: how many are found, how many are taken for one that are not, and what it costs."""

from __future__ import annotations

import html
import random
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations
from time import process_time

from benchmarks.agency import Article, groups
from feeds.aggregator.duplicates import find_duplicates
from feeds.aggregator.texts import make_text
from feeds.config import parse
from feeds.model import Entry
from feeds.route.fold import fold
from feeds.route.grouping import belongs_to
from feeds.route.likeness import BANDS, CANDIDATES, SHARED, Likeness, likeness_of, signature
from feeds.store import NewEntry, SourceState, Store, rank

_NOW = datetime(2026, 3, 10, tzinfo=UTC)


@dataclass
class Index:
    """Groups of articles as the store keeps them, in memory."""

    bands: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    members: dict[int, list[int]] = field(default_factory=dict)
    group: list[int] = field(default_factory=list)
    texts: list[Likeness] = field(default_factory=list)

    def add(self, article: Article) -> int:
        """Find its group; returns its number."""
        text = likeness_of(article.source, None, article.title, article.body)
        number = len(self.texts)
        self.texts.append(text)
        numbers = signature(fold(unicodedata.normalize("NFC", article.body)))
        found = Counter(other for band in numbers for other in self.bands[band])
        enough = min(SHARED, len(numbers))
        likely = [other for other, shared in found.most_common(CANDIDATES) if shared >= enough]
        candidates = sorted({self.group[other] for other in likely})
        texts = {g: [self.texts[m] for m in self.members[g]] for g in candidates}
        joined = belongs_to(text, texts)
        group = joined[0] if joined else number
        own = [member for g in joined for member in self.members.pop(g)]
        self.members[group] = [*own, number]
        self.group.append(group)
        for member in own:
            self.group[member] = group
        for band in numbers:
            self.bands[band].append(number)
        return number


@dataclass(frozen=True)
class Score:
    """Pairs that are copies of one article: found, missed, and taken for one that are not."""

    found: int
    missed: list[tuple[Article, Article]]
    wrong: list[tuple[Article, Article]]

    @property
    def precision(self) -> float:
        """The part of the pairs that were found that are right."""
        return self.found / (self.found + len(self.wrong))

    @property
    def recall(self) -> float:
        """The part of the right pairs that were found."""
        return self.found / (self.found + len(self.missed))


def evaluate(articles: Iterable[Article], index: Index | None = None) -> Score:
    """Put them all into groups, and compare those with what they were made as."""
    index = index or Index()
    by_number = {index.add(article): article for article in articles}
    right: dict[int, list[int]] = defaultdict(list)
    for number, article in by_number.items():
        right[article.group].append(number)
    wanted = {pair for some in right.values() for pair in combinations(some, 2)}
    got = {pair for some in index.members.values() for pair in combinations(sorted(some), 2)}

    def named(pairs: set[tuple[int, int]]) -> list[tuple[Article, Article]]:
        return [(by_number[a], by_number[b]) for a, b in sorted(pairs)]

    return Score(len(wanted & got), named(wanted - got), named(got - wanted))


def quality(seeds: Sequence[int] = (2, 3, 4), count: int = 2000) -> None:
    """How many are found, of so many groups from each of some seeds, in any order."""
    for seed in seeds:
        articles = [article for group in groups(count, seed) for article in group]
        random.Random(seed).shuffle(articles)
        score = evaluate(articles)
        print(
            f"seed {seed}: {len(articles)} articles, {score.found + len(score.missed)} pairs: "
            f"precision {score.precision:.4f}, recall {score.recall:.4f}"
        )


def cost(stored: int, new: int = 1000, seed: int = 5) -> float:
    """Milliseconds of CPU that an entry takes to be compared with so many that are stored.

    Those are there as the numbers by which they would be found; none of them is like a new one.
    Of the new ones most are copies of one another.
    """
    chance = random.Random(seed)
    articles = [article for group in groups(new // 3, seed) for article in group][:new]
    config = parse("sources: []", "config.yaml", ".", {})
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/feeds.db")
        with store.begin() as transaction:
            for entry in range(1_000_000, 1_000_000 + stored, 1000):
                # The least of some hundred hashes, as signatures are.
                rows = [
                    (chance.randrange(1 << 27), number)
                    for number in range(entry, entry + min(1000, stored))
                    for _ in range(BANDS + 1)
                ]
                statement = "INSERT INTO bands (band, entry) VALUES (?, ?) ON CONFLICT DO NOTHING"
                transaction.many(statement, rows)
        _keep(store, articles)
        start = process_time()
        find_duplicates(store, config, _NOW)
        spent = process_time() - start
        store.close()
    return 1000 * spent / len(articles)


def _keep(store: Store, articles: Sequence[Article]) -> None:
    with store.begin() as transaction:
        ids = sorted({article.source for article in articles})
        transaction.save_sources(SourceState(id, f"https://{id}/".replace(" ", "")) for id in ids)
        for number, article in enumerate(articles):
            entry = Entry(
                f"tag:{number}", f"https://bench.example/{number}", article.title, "",
                f"<p>{html.escape(article.body)}</p>", _NOW, None, (), (), (), (), None, None, (),
                article.source,
            )  # fmt: skip
            new = NewEntry(str(number), str(number), rank(_NOW, number), entry)
            (pk,) = transaction.add_entries(article.source, [new], int(_NOW.timestamp()))
            transaction.keep_texts([make_text(pk, new.rank, entry).text], {})
            transaction.compare_later([pk])


def main() -> None:
    """Both."""
    quality()
    few, many = cost(1000), cost(100_000)
    print(f"an entry: {few:.1f} ms against 1,000 stored, {many:.1f} ms against 100,000")


if __name__ == "__main__":
    main()
