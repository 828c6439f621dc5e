"""Why an entry matches a query, or why not."""

from __future__ import annotations

import pytest
from hypothesis import given

from feeds.model import Person
from feeds.route import Matcher, Query, Subject, parse_query, plain, subject_of, why
from tests.examples import entry
from tests.route.queries import meetings

SUBJECT = subject_of(
    entry(
        title="扶貧 之後",
        keywords=("鄉村", "教育"),
        authors=(Person("周曉帆"),),
        language="zh-Hant",
        url="https://news.example/a",
    ),
    "第一段\n脫貧之路，cli\u00admate change 與扶貧",
    0,
)


def shown(query: str) -> tuple[list[str], list[str], list[str]]:
    """The words that were found, as they stand in the text; the facts; and what fails."""
    found = why(parse_query(query), SUBJECT, 0)
    assert found.matches is plain(parse_query(query), SUBJECT, 0)
    words = [
        f"{hit.term} {hit.field} {SUBJECT.field(hit.field)[hit.start : hit.end]}"
        for hit in found.hits
    ]
    return words, list(found.facts), [failing.part for failing in found.failing]


@pytest.mark.parametrize(
    ("query", "words", "facts", "failing"),
    [
        ("扶贫", ["扶贫 title 扶貧", "扶贫 body 扶貧"], [], []),
        ("body:扶贫", ["body:扶贫 body 扶貧"], [], []),
        ("climate", ["climate body cli\u00admate"], [], []),
        ("author:周晓帆", ["author:周晓帆 author 周曉帆"], [], []),
        ("keyword:教育 lang:zh", ["keyword:教育 keyword 教育"], ["lang:zh"], []),
        ("教育 OR 體育", ["教育 keyword 教育"], [], []),
        ("教育 體育", ["教育 keyword 教育"], [], ["體育"]),
        ("音樂 OR 體育", [], [], ["音樂", "體育"]),
        ("教育 NOT 體育", ["教育 keyword 教育"], ["NOT 體育"], []),
        ("教育 NOT 扶貧", ["教育 keyword 教育"], [], ["NOT 扶貧"]),
        ("lang:en", [], [], ["lang:en"]),
        ("url:news.example", [], ["url:news.example"], []),
        ("脫貧 NEAR/9 change", ["脫貧 body 脫貧", "change body change"], [], []),
        ("脫貧 NEAR/1 change", [], [], ["脫貧 NEAR/1 change"]),
        ("/脫.之/", ["/脫.之/ body 脫貧之"], [], []),
        ("url:/a$/", [], ["url:/a$/"], []),
    ],
)
def test_why(query: str, words: list[str], facts: list[str], failing: list[str]) -> None:
    assert shown(query) == (words, facts, failing)


def test_what_should_not_be_there_is_shown() -> None:
    (failing,) = why(parse_query("-扶貧"), SUBJECT, 0).failing
    assert [(hit.field, hit.start, hit.end) for hit in failing.hits] == [
        ("title", 0, 2),
        ("body", 26, 28),
    ]


def test_of_a_word_that_is_everywhere_a_few_places_are_enough() -> None:
    subject = subject_of(entry(), "扶貧 " * 10_000, 0)
    assert len(Matcher({"a": parse_query("扶貧")}).why("a", subject, 0).hits) == 20


@given(meetings)
def test_the_reasons_are_those_of_the_answer(met: tuple[list[Query], Subject]) -> None:
    asked, subject = met
    for query in asked:
        found = why(query, subject, 10**7)
        assert found.matches is plain(query, subject, 10**7)
        assert bool(found.failing) is not found.matches
        assert found.hits or found.facts or not found.matches
        for hit in found.hits:
            assert 0 <= hit.start <= hit.end <= len(subject.field(hit.field))
