"""Publishing 1,000 feeds of 50 out of 5,000 entries of 3 kB, against feedgen.

feedgen builds RSS and Atom of each feed from its entries, which are in memory. `documents` are the
same, as bytes: from the same entries, or from what the store has kept of them, which is read there
together with who is in each feed. `publication` is all that a pass does: who is in each feed and
its entries are read, pages and the index rendered too, everything written and synced. Interleaved,
in seconds of CPU, the kernel's included.
"""

from __future__ import annotations

import gzip
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from statistics import median

from feedgen.feed import FeedGenerator
from msgspec import structs

from benchmarks.stored import entries
from feeds.aggregator.documents import Documents
from feeds.aggregator.publication import TOGETHER, publish
from feeds.aggregator.routing import make_rules
from feeds.config import Config, parse
from feeds.model import Entry, Item, Origin, Person
from feeds.publish.fragments import assemble_formats, press_formats, render_fragment
from feeds.store import NewEntry, SourceState, Store, rank

_ENTRIES, _FEEDS, _IN_FEED, _CHANGED = 5_000, 1_000, 50, 20
_TURNS = 3
_SOME = 50  # feeds whose files are compressed as a whole
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_ADDRESS = "https://bench.example/feed"
_NAMES = {"bench": Origin(_ADDRESS, _ADDRESS)}
_CONFIG = """
site: {title: Bench, url: https://bench.example/, language: zh-Hant}
feeds: {formats: [rss, atom]}
duplicates: {merge: false}
"""


def cpu(work: Callable[[], object]) -> float:
    """The seconds of CPU that something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


class Bench:
    """A store with entries and feeds, and the ways to publish them."""

    def __init__(self, folder: str) -> None:
        self.config: Config = parse(_CONFIG, "config.yaml", folder, {})
        self.store = Store.open("sqlite:///bench.db", folder)
        self.rules = make_rules(self.config, [], {}, int(_NOW.timestamp()))
        chance = random.Random(7)
        made, words = entries(chance, _ENTRIES)
        self.entries: list[Entry] = [
            structs.replace(
                entry,
                authors=(Person(chance.choice(words)),),
                keywords=tuple(chance.sample(words, 3)),
                summary=chance.choice(words) * 5,
                section=(chance.choice(words),),
            )
            for entry in made
        ]
        usual = range(_TURNS, _ENTRIES)
        self.feeds = [sorted(chance.sample(usual, _IN_FEED)) for _ in range(_FEEDS)]
        for turn in range(_TURNS):  # an entry that is in 20 feeds
            for members in self.feeds[turn * _CHANGED : (turn + 1) * _CHANGED]:
                members[0] = turn
        self._store()

    def _store(self) -> None:
        with self.store.begin() as transaction:
            transaction.save_sources([SourceState("bench", _ADDRESS)])
            new = [
                NewEntry(str(n), str(n), rank(entry.published or _NOW, 0), entry)
                for n, entry in enumerate(self.entries)
            ]
            self.pks = transaction.add_entries("bench", new, 0)
            transaction.settle(
                {pk: entry.id for pk, entry in zip(self.pks, self.entries, strict=True)}
            )
            for number, members in enumerate(self.feeds):
                name = f"k{number}"
                pk = transaction.add_feed(f"keyword {name}", "keyword", name, (name,))
                transaction.change_feed(pk, slug=f"keywords/{name}")
                transaction.join((pk, self.pks[n], new[n].rank) for n in members)
            self.rows = sorted(transaction.changed_feeds(), key=lambda row: row.pk)

    def feedgen(self, number: int) -> tuple[bytes, bytes]:
        """A feed's documents, built by feedgen alone."""
        made = FeedGenerator()
        address = f"https://bench.example/keywords/k{number}/"
        made.id(address)
        made.title(f"k{number}")
        made.description(f"k{number}")
        made.link(href=address, rel="alternate")
        made.language("zh-Hant")
        for index in reversed(self.feeds[number]):
            entry = self.entries[index]
            one = made.add_entry(order="append")
            one.id(entry.id)
            one.title(entry.title)
            one.link(href=entry.url, rel="alternate")
            one.summary(entry.summary)
            one.content(entry.content, type="html")
            one.author([{"name": person.name} for person in entry.authors])
            one.category([{"term": word} for word in (*entry.keywords, " / ".join(entry.section))])
            one.source(url=_ADDRESS, title=_ADDRESS)
            one.published(entry.published)
            one.updated(entry.published)
        return made.rss_str(pretty=True), made.atom_str(pretty=True)

    def all_by_feedgen(self) -> None:
        """All feeds' documents."""
        for number in range(_FEEDS):
            self.feedgen(number)

    def rendered(self) -> None:
        """The same by `feeds`, from the same entries."""
        site, formats = self.config.site, self.config.feeds.formats
        fragments = [
            render_fragment(Item(entry, entry.published or _NOW), site, formats, _NAMES)
            for entry in self.entries
        ]
        made = Documents(self.config, self.rules, _NAMES, _unexpected)
        for row, members in zip(self.rows, self.feeds, strict=True):
            assemble_formats(made.head(row), [fragments[n] for n in reversed(members)])

    def kept(self) -> None:
        """The same from what was kept: who is in each feed is asked of the store, too."""
        made = Documents(self.config, self.rules, _NAMES, _unexpected)
        for start in range(0, _FEEDS, TOGETHER):
            rows = self.rows[start : start + TOGETHER]
            with self.store.begin() as transaction:
                members = [[pk for pk, _ in transaction.newest(row, _IN_FEED)] for row in rows]
                pks = list(dict.fromkeys(chain.from_iterable(members)))
                fragments = made.rendering.fragments(transaction, pks, merged=False)
                for row, some in zip(rows, members, strict=True):
                    assemble_formats(made.head(row), [fragments[pk] for pk in some])

    def publication(self) -> None:
        """All that is to be published."""
        done = publish(self.store, self.config, self.rules, [])
        assert not done.faulty, done.faulty

    def forget(self) -> None:
        """Have nothing kept."""
        with self.store.begin() as transaction:
            transaction.drop_fragments()

    def empty(self) -> None:
        """Have nothing published."""
        shutil.rmtree(Path(self.config.folder, self.config.output.folder))

    def change_one(self, turn: int) -> None:
        """Change one entry that is in 20 feeds."""
        with self.store.begin() as transaction:
            pk, entry = self.pks[turn], self.entries[turn]
            changed = structs.replace(entry, title=f"{entry.title} (2)")
            transaction.change_entries([(pk, "changed", changed)], 1)
            rows = self.rows[turn * _CHANGED : (turn + 1) * _CHANGED]
            transaction.mark_changed(row.pk for row in rows)


def _unexpected(item: Item, fault: Exception) -> None:
    raise AssertionError(item.entry.id) from fault


def compressing(bench: Bench) -> None:
    """What compressed files cost more: put together from pieces, against each file as a whole."""
    site, formats = bench.config.site, bench.config.feeds.formats
    items = [Item(entry, entry.published or _NOW) for entry in bench.entries]
    plain = [render_fragment(item, site, formats, _NAMES) for item in items]
    made = Documents(bench.config, bench.rules, _NAMES, _unexpected)
    heads = [made.head(row) for row in bench.rows]
    members = [[plain[n] for n in some] for some in bench.feeds]
    some = [assemble_formats(heads[n], members[n]) for n in range(_SOME)]
    whole = cpu(lambda: [gzip.compress(file, 6) for files in some for file in files.values()])
    whole *= _FEEDS / _SOME
    once = cpu(lambda: [press_formats(one) for one in plain])
    pieces = [one._replace(pressed=press_formats(one)) for one in plain]

    def assembled(press: bool) -> float:
        def work() -> None:
            for head, feed in zip(heads, bench.feeds, strict=True):
                assemble_formats(structs.replace(head, gzip=press), [pieces[n] for n in feed])

        return cpu(work)

    more = assembled(True) - assembled(False)
    files = assemble_formats(
        structs.replace(heads[0], gzip=True), [pieces[n] for n in bench.feeds[0]]
    )
    larger = len(files["atom.xml.gz"]) / len(gzip.compress(files["atom.xml"], 6))
    print(
        f"compressed: whole {whole:.2f} s; each entry once {once:.2f} s and put together "
        f"{more:.2f} s: {whole / (once + more):.0f} times as fast, {whole / more:.0f} times when "
        f"kept; {larger:.2f} times as large"
    )


def main() -> None:
    """Publish, and say what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(folder)
        bench.publication()  # imports and the folder are nobody's fault
        seconds: dict[str, list[float]] = {}

        def timed(name: str, work: Callable[[], object]) -> None:
            seconds.setdefault(name, []).append(cpu(work))

        for turn in range(_TURNS):
            timed("feedgen", bench.all_by_feedgen)
            timed("documents", bench.rendered)
            timed("documents, kept", bench.kept)
            bench.forget()
            bench.empty()
            timed("publication", bench.publication)
            bench.empty()
            timed("publication, kept", bench.publication)
            bench.change_one(turn)
            timed("one change", bench.publication)
        compressing(bench)
    took = {name: median(some) for name, some in seconds.items()}
    print(f"{_FEEDS:,} feeds of {_IN_FEED}, RSS and Atom: feedgen {took['feedgen']:.2f} s")
    for name in ("documents", "documents, kept", "publication", "publication, kept"):
        ratio = took["feedgen"] / took[name]
        print(f"{name}: {took[name]:.2f} s, {ratio:.1f} times as fast")
    for name in ("publication", "publication, kept"):
        share = took[name] / took["one change"]
        print(f"one change in {_CHANGED} feeds: 1/{share:.0f} of a {name}")


if __name__ == "__main__":
    main()
