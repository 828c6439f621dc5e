"""Who is in which feed after any sequence of what can happen is who would be if all were decided
afresh, each query evaluated the plain way."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from msgspec import structs
from sqlalchemy import text

from feeds.aggregator import backlog, texts
from feeds.aggregator.backlog import backlog_of, decide_backlog
from feeds.aggregator.combined import combined_key
from feeds.aggregator.planning import make_plan
from feeds.aggregator.routing import Rules, make_rules, place
from feeds.aggregator.scheme import make_scheme
from feeds.aggregator.standing import section_feed
from feeds.aggregator.synchronizing import synchronize
from feeds.config import Config, parse, split_path
from feeds.model import Entry, Section, Source
from feeds.normalize import text_of
from feeds.route import Subject, keyword_key, parse_query, plain, subject_of
from feeds.route.sections import section_key
from feeds.store import NewEntry, SourceState, Store, rank
from feeds.store.schema import metadata
from tests.depth import cases
from tests.examples import entry

START = datetime(2026, 3, 10, tzinfo=UTC)
SOURCES = ("news", "files")

_words = st.sampled_from("扶貧 扶贫 精準扶貧 幹部 干 harbour Harbours ferry c++ 5G 「 OR".split())
_texts = st.lists(_words, max_size=4).map(" ".join)
_paths = st.sampled_from([(), (), ("黨派·聲音",), ("党派声音", "統一戰線"), ("World", "Ports")])
_queries = st.sampled_from(
    [
        "扶貧", "幹", "干*", "harbour", "harb*", "c++", "5g", "title:ferry", "-ferry",
        "harbour OR 扶贫", "harbour -ferry", "ferry NEAR/2 harbour", "keyword:扶貧", "/f.r+y/",
        "source:news", "source:news -扶貧", "section:黨派聲音", "section:world ferry",
        "section:ports", "-section:黨派聲音/統一戰線", "section:a/c OR section:海外",
        "age:3d", "age:>5d", "harbour age:1d", "ferry -age:2d", "lang:zh", "nowhere",
    ]
)  # fmt: skip
_entries = st.builds(
    entry,
    title=_texts,
    content=_texts.map("<p>{}</p>".format),
    summary=st.just(""),
    keywords=st.lists(_words, max_size=2).map(tuple),
    section=_paths,
    language=st.sampled_from([None, "zh-Hant", "en"]),
    source=st.sampled_from(SOURCES),
)
_dated = st.tuples(_entries, st.integers(-8, 0))
"""An entry, and how many days ago it was."""

_keywords = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.lists(_queries, min_size=1, max_size=2)),
    max_size=5,
    unique_by=lambda keyword: keyword[0],
)


_said = st.fixed_dictionaries(
    {},
    optional={
        "include": st.sampled_from([["黨派聲音/**"], ["*/統戰", "World"]]),
        "exclude": st.sampled_from([["**/Ports"], ["黨派*"]]),
        "aliases": st.sampled_from(
            [
                {"World": "海外"},
                {"黨派·聲音 / 統一戰線": "World"},
                {"Ports": "World", "World": "A / B"},
            ]
        ),
        "named": st.sampled_from(
            [
                [{"path": "World"}],
                [{"path": "A / C", "match": ["黨派聲音/*", "World"], "sources": "news"}],
                [{"path": "A", "match": ["World"]}, {"path": "World", "sources": "files"}],
            ]
        ),
        "rules": st.sampled_from(
            [
                [{"section": "World", "query": "harbour"}],
                [
                    {"section": "黨派聲音", "source": "news", "query": "扶貧 OR ferry"},
                    {"section": "A / B", "source": "news"},
                ],
            ]
        ),
        "moved": st.sampled_from([{"World": "黨派聲音"}]),
    },
)


COMBINED = ("黨派聲音", "World", "World / Ports", "Ports", "A / B", "A / C", "海外")
"""Of each of these sections there is a combined feed."""

Keywords = list[tuple[str, list[str]]]


@lru_cache(maxsize=1000)
def _configured(text: str) -> Config:
    return parse(text, "config.yaml", ".", {})


class Membership(RuleBasedStateMachine):
    """A store, through all that can happen to it."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.now = START
        self.numbers = count()
        self.stored: dict[int, tuple[int, Entry]] = {}
        self.keywords: Keywords = []
        self.depth = 3
        self.said: dict[str, Any] = {}
        self.sections: dict[str, Section] = dict.fromkeys(SOURCES, ())

    def config(self) -> Config:
        spec: dict[str, Any] = {
            "keywords": [{"name": name, "query": queries} for name, queries in self.keywords],
            "sections": {"depth": self.depth, **self.said},
            "feeds": {"combined": [{"name": path, "sections": [path]} for path in COMBINED]},
        }
        return _configured(json.dumps(spec, ensure_ascii=False))

    def sources(self) -> list[Source]:
        return [
            Source(id, f"https://{id}.example/", section=path) for id, path in self.sections.items()
        ]

    def synchronized(self) -> Rules:
        """What a pass begins with, and what it decides beside."""
        with self.store.begin() as transaction:
            states = transaction.sources()
            for id in SOURCES:
                if id not in states:
                    states[id] = SourceState(id, f"https://{id}.example/", section="[]")
                    transaction.save_sources([states[id]])
            second = int(self.now.timestamp())
            rules = make_rules(self.config(), self.sources(), states, second)
            synchronize(transaction, self.config(), rules, self.sources(), states)
            self.backlog = backlog_of(transaction, second)
        return rules

    def decide(self) -> None:
        rules = self.synchronized()
        decide_backlog(self.store, rules, self.backlog)

    @initialize(added=st.lists(_dated, min_size=5, max_size=9))
    def begin(self, added: list[tuple[Entry, int]]) -> None:
        self.add(added)

    @rule(added=st.lists(_dated, min_size=1, max_size=4))
    def add(self, added: list[tuple[Entry, int]]) -> None:
        rules = self.synchronized()
        for made, days in added:
            with self.store.begin() as transaction:
                of = rank(self.now + timedelta(days=days), 0)
                new = NewEntry(f"key {next(self.numbers)}", "", of, made)
                (pk,) = transaction.add_entries(made.source, [new], 0)
                place(transaction, rules, {pk: (of, made)})
            self.stored[pk] = of, made

    @rule(number=st.integers(0, 30), changed=_entries)
    def change(self, number: int, changed: Entry) -> None:
        rules = self.synchronized()
        self.replace(rules, number, changed)

    def replace(self, rules: Rules, number: int, changed: Entry) -> None:
        """A source gives one of its entries as another."""
        if not self.stored:
            return
        pk = sorted(self.stored)[number % len(self.stored)]
        of, old = self.stored[pk]
        made = structs.replace(changed, source=old.source)
        with self.store.begin() as transaction:
            transaction.change_entries([(pk, "", made)], now=1)
            place(transaction, rules, {pk: (of, made)})
        self.stored[pk] = of, made

    @rule(keywords=_keywords)
    def ask(self, keywords: Keywords) -> None:
        self.keywords = keywords
        self.plan_and_decide()

    @rule(depth=st.integers(0, 3))
    def deepen(self, depth: int) -> None:
        self.depth = depth
        self.plan_and_decide()

    @rule(said=_said)
    def say(self, said: dict[str, Any]) -> None:
        """Of sections."""
        self.said = said
        self.plan_and_decide()

    @rule(id=st.sampled_from(SOURCES), path=_paths)
    def move(self, id: str, path: Section) -> None:
        self.sections[id] = path
        self.plan_and_decide()

    @rule(
        keywords=_keywords,
        depth=st.integers(0, 3),
        said=_said,
        path=_paths,
        after=st.integers(0, 4),
        changes=st.lists(st.tuples(st.integers(0, 30), _entries), max_size=2),
        other=st.none() | _keywords,
    )
    def crash(
        self,
        keywords: Keywords,
        depth: int,
        said: dict[str, Any],
        path: Section,
        after: int,
        changes: list[tuple[int, Entry]],
        other: Keywords | None,
    ) -> None:
        """What was begun for one configuration is left for the next, and entries change in the
        midst of it."""
        self.keywords, self.depth, self.sections["news"] = keywords, depth, path
        self.said = said
        rules = self.synchronized()
        left = iter(range(after))
        decide_backlog(self.store, rules, self.backlog, stopped=lambda: next(left, None) is None)
        for change in changes:
            self.replace(rules, *change)
        if other is not None:
            self.keywords = other
        self.decide()

    @rule(hours=st.sampled_from([1, 23, 24, 25, 48, 72]))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.decide()

    def plan_and_decide(self) -> None:
        """A plan says what then happens."""
        before = self.members()
        plan = make_plan(self.config(), self.store, self.sources(), now=self.now)
        self.decide()
        after = self.members()
        said = {feed.key: (feed.joining, feed.leaving) for feed in plan.feeds}
        # A keyword feed that is only called otherwise takes its entries along.
        was = {
            keyword_key(feed.to): feed.key
            for feed in plan.feeds
            if feed.to is not None and feed.kind == "keyword"
        }
        for key in before.keys() | after.keys():
            old, new = before.get(was.get(key, key), set()), after.get(key, set())
            if key in after or key.startswith("section"):
                told = said.get(was.get(key, key), (0, 0))
                assert told == (len(new - old), len(old - new)), key

    def given(self, subject: Subject, now: int) -> Section:
        """What the first rule that fits gives, told by each rule by itself."""
        for one in self.config().sections.rules:
            fits = not one.of or subject.source in one.of
            if fits and (one.query is None or plain(parse_query(one.query), subject, now)):
                return one.section
        return ()

    def members(self) -> dict[str, set[int]]:
        with self.store.begin() as transaction:
            return {
                row.key: transaction.members(row.pk)
                for row in transaction.feeds()
                if row.kind in ("section", "keyword", "combined")
            }

    @invariant()
    def as_if_decided_afresh(self) -> None:
        now, scheme = int(self.now.timestamp()), make_scheme(self.config())
        wanted: dict[str, set[int]] = {keyword_key(name): set() for name, _ in self.keywords}
        wanted |= {combined_key(path): set() for path in COMBINED}
        for pk, (of, made) in self.stored.items():
            body = f"{text_of(made.content)}\n{made.summary}"
            subject = subject_of(made, body, of >> 20)
            path = made.section or self.given(subject, now) or self.sections[made.source]
            path = scheme.canonical(path)
            for place_ in scheme.places(made.source, path):
                wanted.setdefault(section_feed(place_), set()).add(pk)
            within = scheme.within(made.source, path)
            for name, queries in self.keywords:
                parsed = [scheme.resolve(parse_query(query)) for query in queries]
                if any(plain(query, subject, now, within) for query in parsed):
                    wanted[keyword_key(name)].add(pk)
            names = [section_key(one) for one in within]
            for called in COMBINED:
                if section_key(scheme.canonical(split_path(called))) in names:
                    wanted[combined_key(called)].add(pk)
        found = {
            key: pks for key, pks in self.members().items() if pks or not key.startswith("section")
        }
        assert found == wanted
        for called in COMBINED:  # what is asked for is what the section's own feed has
            path = scheme.canonical(split_path(called))
            if scheme.has_feed(path):
                assert found[combined_key(called)] == found.get(section_feed(path), set())
        with self.store.begin() as transaction:
            assert transaction.backlog() == {}


_settings = settings(max_examples=cases(60), stateful_step_count=12, deadline=None)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "_CHUNK", 2)
    monkeypatch.setattr(texts, "_WAITING", 3)


def test_membership_is_as_if_decided_afresh() -> None:
    opened: list[Store] = []

    def machine() -> Membership:
        opened.append(Store.open("sqlite://"))
        return Membership(opened[-1])

    run_state_machine_as_test(machine, settings=_settings)
    for store in opened:
        store.close()


def test_membership_is_as_if_decided_afresh_on_postgresql(database: str) -> None:
    store = Store.open(database)
    tables = ", ".join(["words", *(name for name in metadata.tables if name != "meta")])

    def machine() -> Membership:
        with store.begin() as transaction:
            transaction.connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
            transaction.connection.execute(text("DELETE FROM meta WHERE key <> 'version'"))
        return Membership(store)

    run_state_machine_as_test(machine, settings=settings(_settings, max_examples=cases(8)))
    store.close()


def test_a_feed_that_is_called_otherwise_before_it_was_decided_is_decided() -> None:
    store = Store.open("sqlite://")
    machine = Membership(store)
    machine.begin([(entry(source="news", section=()), days) for days in (0, -3, -7, -8)])
    machine.crash([("c", ["age:>5d"])], 0, {}, (), 0, [], [("d", ["age:>5d"])])
    machine.as_if_decided_afresh()
    store.close()
