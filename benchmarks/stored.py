"""What queries cost over 100,000 entries that are stored: a plan, and a keyword more.

The plain loop is handed each entry's folded text and looks for each query's word in it, nothing
more. Ours reads the texts from the database, folds, scans, evaluates, and compares with who is in
the feeds now. All of it in one process, in seconds of its CPU.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice

from benchmarks.route import languages
from feeds.aggregator.backlog import backlog_of, decide_backlog
from feeds.aggregator.planning import make_plan
from feeds.aggregator.routing import make_rules
from feeds.aggregator.synchronizing import synchronize
from feeds.aggregator.texts import index_texts, make_text, subject_in
from feeds.config import Config, parse
from feeds.model import Entry
from feeds.route.fold import fold
from feeds.store import NewEntry, SourceState, Store, rank

_ENTRIES = 100_000
_QUERIES = 1_000
_CHUNK = 1_000
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    """Adds the CPU seconds of what is done within."""
    start = time.process_time()
    yield
    seconds[name] = seconds.get(name, 0.0) + time.process_time() - start


def entries(chance: random.Random, number: int) -> tuple[Iterator[Entry], Sequence[str]]:
    """Entries of 3 kB, half Chinese and half Latin, and the words that they are made of."""
    chinese, latin = languages(chance)
    lines = [f"<p>{chinese.text('', 100)}，{latin.text(' ', 100)}.</p>" for _ in range(20_000)]
    titles = [chinese.text("", 40) for _ in range(20_000)]

    def made() -> Iterator[Entry]:
        for index in range(number):
            url = f"https://bench.example/{index}"
            date = datetime.fromtimestamp(1_700_000_000 + index * 60, UTC)
            content = "".join(chance.sample(lines, 15))
            yield Entry(
                url, url, chance.choice(titles), "", content, date, None, (), (), (), (),
                "zh-Hant", None, (), "bench",
            )  # fmt: skip

    return made(), [*chinese.words, *latin.words]


def fill(store: Store, made: Iterator[Entry]) -> None:
    """Keep the entries, and say what their texts cost."""
    seconds: dict[str, float] = {}
    number = 0
    with store.begin() as transaction:
        transaction.save_sources([SourceState("bench", "https://bench.example/")])
    while some := list(islice(made, _CHUNK)):
        new = [NewEntry(e.id, "", rank(e.published or _NOW, 0), e) for e in some]
        with store.begin() as transaction:
            with timed(seconds, "entries"):
                pks = transaction.add_entries("bench", new, 0)
            with timed(seconds, "texts"):
                texts = [
                    make_text(pk, item.rank, item.entry).text
                    for pk, item in zip(pks, new, strict=True)
                ]
            with timed(seconds, "kept"):
                transaction.keep_texts(texts, {})
        number += len(some)
    with timed(seconds, "index"):
        index_texts(store)
    each = {name: f"{spent / number * 1e6:,.0f} µs" for name, spent in seconds.items()}
    print(
        f"{number:,} entries of 3 kB stored: {each['entries']} each; what queries see of one is "
        f"made in {each['texts']} and kept in {each['kept']}; its words are indexed in "
        f"{each['index']}"
    )


def configured(queries: Sequence[str]) -> Config:
    """A configuration with a keyword feed for each query."""
    lines = [f"  - {{name: k{number}, query: '{query}'}}" for number, query in enumerate(queries)]
    return parse("keywords:\n" + "\n".join(lines), "config.yaml", ".", {})


def decide(store: Store, config: Config) -> None:
    """What a pass does when its configuration changed, but for asking sources and publishing."""
    with store.begin() as transaction:
        states = transaction.sources()
        rules = make_rules(config, [], states, int(_NOW.timestamp()))
        synchronize(transaction, config, rules, [], states)
        backlog = backlog_of(transaction, rules.now)
    decide_backlog(store, rules, backlog)


def measure(store: Store, chance: random.Random, words: Sequence[str]) -> None:
    """The three figures."""
    seconds: dict[str, float] = {}
    chosen = chance.sample(words, 2 * _QUERIES + 1)
    old, new, one = chosen[:_QUERIES], chosen[_QUERIES:-1], chosen[-1]
    with timed(seconds, "all"):
        decide(store, configured(old))
    with timed(seconds, "one"):
        decide(store, configured([*old, one]))
    print(
        f"deciding {_QUERIES:,} keywords: {seconds['all']:.1f} s; adding one to them: "
        f"{seconds['one']:.2f} s, {seconds['one'] / seconds['all']:.3f} of that"
    )
    with timed(seconds, "plan"):
        plan = make_plan(configured([*new, one]), store, [], now=_NOW)
    with store.read() as transaction:
        texts = [fold(subject_in(t).text) for t in transaction.texts_after(0, 2_000)]
    wanted = list(map(fold, new))
    with timed(seconds, "plain"):
        for text in texts:
            [word for word in wanted if word in text]
    plain = seconds["plain"] / len(texts) * plan.entries
    joining = sum(feed.joining for feed in plan.feeds)
    leaving = sum(feed.leaving for feed in plan.feeds)
    print(
        f"feeds plan, {_QUERIES:,} changed queries over {plan.entries:,} entries ({joining:,} "
        f"joining, {leaving:,} leaving): {seconds['plan']:.1f} s; plain loop {plain:.1f} s (from "
        f"{len(texts):,} of them): {plain / seconds['plan']:.1f} times as fast"
    )


def main() -> None:
    """On a file of SQLite that is thrown away."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open("sqlite:///stored.db", folder)
        made, words = entries(chance, _ENTRIES)
        fill(store, made)
        measure(store, chance, words)
        store.close()
