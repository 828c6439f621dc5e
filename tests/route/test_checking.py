"""Queries that match nothing, or everything, or say the same as another."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from feeds.route import Query, Subject, parse_query, plain, warnings
from tests.depth import cases
from tests.route.queries import meetings


def told(*texts: str) -> list[tuple[str, str]]:
    return warnings({text: parse_query(text) for text in texts})


@pytest.mark.parametrize(
    "query",
    [
        "a NOT a",
        "扶貧 -扶贫",
        "title:a NOT a",
        "a b NOT (c OR a)",
        "(a OR b) NOT a NOT b NOT (a OR b)",
        "a NOT a*",
        "source:a source:b",
        "source:a source:b*",
        "section:民生 section:黨派·聲音",
        "section:民生/教育 section:民生/醫療",
        "lang:en lang:fr",
        "lang:zh-Hant lang:zh-Hans",
        "lang:zh-CN lang:zh-TW",
        "url:a.example url:b.example",
        "age:1d age:>1d",
        "age:7d age:>1w",
        "title:a NEAR/5 body:b",
        "a AND (b AND NOT a)",
        "(a NOT a) OR (b NOT b)",
        "(title:a | title:b) NOT (b OR a) (title:a NOT a)",
    ],
)
def test_no_entry_can_match(query: str) -> None:
    assert (query, "no entry can match this query") in told(query)


@pytest.mark.parametrize(
    "query",
    [
        "a OR NOT a",
        "NOT (a NOT a)",
        "a OR -title:a",
        "age:2d OR age:>1d",
        "a OR b OR NOT (b OR a)",
    ],
)
def test_every_entry_matches(query: str) -> None:
    assert told(query) == [(query, "every entry matches this query")]


@pytest.mark.parametrize(
    "query",
    [
        "a NOT title:a",
        "幹 NOT 干",
        "干 NOT 幹",
        "source:a source:a*",
        "section:民生 section:民生/教育",
        "lang:zh lang:zh-Hant",
        "lang:zh lang:yue",
        "lang:no lang:nb",
        "url:example url:a.example",
        "age:7d age:>1d",
        "title:a NEAR/5 b",
        "author:a NOT a",
        "a OR NOT a*",
        "a OR b OR NOT (b OR c)",
        "age:1d OR age:>1d",
        "a* NOT a",
        "(a OR b) NOT a",
    ],
)
def test_nothing_is_told_of_what_may_be_meant(query: str) -> None:
    assert told(query) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("扶貧", "扶贫"),
        ("扶貧", '"扶貧"'),
        ("Café", "cafe"),
        ("a b", "b AND a"),
        ("a | b", "b OR a OR a"),
        ("NOT NOT a", "a"),
        ("NOT (a OR b)", "-b -a"),
        ("a (b c)", "c b a"),
        ("a NEAR/3 b", "b NEAR/3 a"),
        ("title:(a b)", "title:b title:a"),
        ("section:黨派·聲音", "section:党派聲音"),
        ("lang:zh-TW", "lang:ZH_hant-tw"),
        ("url:http://a.example/x", "url:a.example/x"),
    ],
)
def test_two_that_say_the_same(one: str, other: str) -> None:
    assert told(one, other) == [(other, f"this query says the same as that of {one!r}")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("幹部", "干部"),
        ("頭髮", "頭发"),
        ("a", "title:a"),
        ("a", "a*"),
        ("a b", '"a b"'),
        ("a b", "a | b"),
    ],
)
def test_two_that_do_not(one: str, other: str) -> None:
    assert told(one, other) == []


def test_a_sign_in_small_letters_is_told() -> None:
    assert told("a or b") == [("a or b", "'or' is looked for as a word here; the sign is OR")]
    assert told('a "or" b', "trial and error OR go") == [
        ("trial and error OR go", "'and' is looked for as a word here; the sign is AND")
    ]


def test_a_large_query_is_checked_in_time() -> None:
    many = " ".join(f"word{n}" for n in range(2000))
    assert told(many, f"({many}) OR -x") == []


@settings(max_examples=cases(200))
@given(meetings)
def test_what_is_told_is_so(met: tuple[list[Query], Subject]) -> None:
    asked, subject = met
    for query in asked:
        for _, said in warnings({"a": query}):
            if said.endswith("match this query"):
                assert not plain(query, subject, 10**7)
            elif said.startswith("every"):
                assert plain(query, subject, 10**7)
    for one, other in combinations(asked, 2):
        if any("the same" in said for _, said in warnings({"a": one, "b": other})):
            assert plain(one, subject, 10**7) is plain(other, subject, 10**7)
