"""Duplicates: how many are found, how many are taken for one that are not, and what it costs."""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from time import perf_counter

from benchmarks.agency import Article, groups
from feeds.route.grouping import belongs_to
from feeds.route.likeness import CANDIDATES, SHARED, Likeness, likeness_of, signature


@dataclass
class Index:
    """Groups of articles as the store keeps them, in memory."""

    bands: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    members: dict[int, list[int]] = field(default_factory=dict)
    group: list[int] = field(default_factory=list)
    texts: list[Likeness] = field(default_factory=list)

    def add(self, text: Likeness) -> int:
        """Find its group; returns its number."""
        number = len(self.texts)
        self.texts.append(text)
        numbers = signature(text)
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
    by_number = {
        index.add(likeness_of(article.source, None, article.title, article.body)): article
        for article in articles
    }
    right: dict[int, list[int]] = defaultdict(list)
    for number, article in by_number.items():
        right[article.group].append(number)
    wanted = {pair for some in right.values() for pair in combinations(some, 2)}
    got = {pair for some in index.members.values() for pair in combinations(sorted(some), 2)}

    def named(pairs: set[tuple[int, int]]) -> list[tuple[Article, Article]]:
        return [(by_number[a], by_number[b]) for a, b in sorted(pairs)]

    return Score(len(wanted & got), named(wanted - got), named(got - wanted))


def main(seeds: tuple[int, ...] = (2, 3, 4)) -> None:
    """2,000 groups from each of some seeds, in any order."""
    for seed in seeds:
        articles = [article for group in groups(2000, seed) for article in group]
        random.Random(seed).shuffle(articles)
        start = perf_counter()
        score = evaluate(articles)
        spent = perf_counter() - start
        print(
            f"seed {seed}: {len(articles)} articles, {score.found + len(score.missed)} pairs: "
            f"precision {score.precision:.4f}, recall {score.recall:.4f}, "
            f"{1000 * spent / len(articles):.1f} ms an article"
        )


def errors(seed: int, count: int = 2000, show: int = 5) -> None:
    """What went wrong, by kind, with examples."""
    articles = [article for group in groups(count, seed) for article in group]
    random.Random(seed).shuffle(articles)
    score = evaluate(articles)
    print(f"precision {score.precision:.4f} recall {score.recall:.4f} of {score.found}")
    for name, pairs in (("missed", score.missed), ("wrong", score.wrong)):
        kinds = Counter(k for a, b in pairs for k in {a.kind, b.kind})
        print(name, len(pairs), kinds.most_common(12))
        for a, b in pairs[:: max(1, len(pairs) // show)][:show]:
            for article in (a, b):
                print(f"  {article.kind}| {article.title}| {article.body[:500]!r}")
            print()


if __name__ == "__main__":
    errors(*map(int, sys.argv[1:]))
