"""What is said of a query that does not make sense, and where; saved queries."""

from __future__ import annotations

import pytest

from feeds.errors import QueryError
from feeds.route import parse_query, saved_behind


@pytest.mark.parametrize(
    ("query", "position", "said"),
    [
        ("", 0, "empty"),
        ("   ", 3, "empty"),
        ('扶貧 "進博會', 3, "quotation mark is not closed"),
        ('title:"進博會', 6, "quotation mark is not closed"),
        ("扶貧 「進博會", 3, "quotation mark is not closed"),
        ("進博會」 扶貧", 3, "closed that was not opened"),
        ('""', 0, "phrase is empty"),
        ('a title:" "', 8, "phrase is empty"),
        ("a 「\u200b」", 2, "phrase is empty"),
        ("(a OR b", 7, "parenthesis is not closed"),
        ("((a)", 4, "parenthesis is not closed"),
        ("a OR b)", 6, "closed that was not opened"),
        ("a OR b）", 6, "closed that was not opened"),
        ("()", 1, "')' does not fit"),
        ("a OR", 4, "missing at the end"),
        ('"(" OR', 6, "missing at the end"),
        ("a AND ", 6, "missing at the end"),
        ("NOT", 3, "missing at the end"),
        ("OR a", 0, 'for the word itself, write "OR"'),
        ("a AND OR b", 6, "'OR' does not fit"),
        ("a || b", 3, "'|' does not fit"),
        ("a && b", 2, "says nothing here"),
        ("title:", 0, "title: wants a word"),
        ("b title: a", 2, "title: wants a word"),
        ("title:-a", 6, "before the whole"),
        ("title:body:x", 6, "two fields"),
        ("title:(a body:b)", 6, "already says the field"),
        ("title:(a lang:zh)", 6, "takes words and phrases"),
        ("lang:(en NEAR/1 fr)", 5, "takes words and phrases"),
        ("titel:a", 0, "do you mean title:"),
        ("a site:b.example", 2, "do you mean url:"),
        ("keywords:a", 0, "do you mean keyword:"),
        ("lang:z", 5, "wants a language tag"),
        ("lang:zh*", 5, "takes no *"),
        ("age:7", 4, "write 12h, 7d"),
        ("a age:6m", 6, "m could be minutes or months"),
        ("age:<>7d", 4, "write 12h"),
        ('section:"/"', 8, "wants names"),
        ('url:"/a"', 4, "wants a host"),
        ("*", 0, "behind the beginning of a word"),
        ("*ferry", 0, "behind the beginning of a word"),
        ("a - b", 2, "right before a word"),
        ("a -", 2, "right before a word"),
        ("\u00ad\u200b", 0, "nothing to look for"),
        ("a, b", 1, "write OR where any"),
        ("扶貧、教育", 2, "write OR where any"),
        ("a NEAR b", 2, "NEAR wants a number"),
        ("NEAR/5 b", 0, "between two words"),
        ("a NEAR/5", 8, "missing at the end"),
        ("a NEAR/5 (b c)", 2, "between words, phrases, or alternatives"),
        ("a NEAR/5 -b", 9, "before the whole"),
        ("/a", 0, "regular expression ends with /"),
        ("a /[/", 3, "missing ]"),
        ("/x(a{1000}){1000}/", 4, "no regular expression of RE2"),
        (r"/a\1/", 2, "invalid escape sequence"),
        ("/(?=a)/", 1, "no regular expression of RE2"),
        ("@", 0, "wants the name"),
        ("a @nobody", 2, 'for the text itself, write "@nobody"'),
        ("a\ud800b c", 1, "no character"),
        ("-(a " * 200 + ")" * 200, 0, "nested"),
    ],
)
def test_a_mistake_is_said_with_its_place(query: str, position: int, said: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query(query)
    assert said in str(raised.value)
    assert raised.value.position == position
    assert raised.value.query == query


def test_the_mistake_is_pointed_at_where_wide_characters_stand_before_it() -> None:
    with pytest.raises(QueryError) as raised:
        parse_query("扶貧 ab (進博會")
    assert raised.value.shown() == "扶貧 ab (進博會\n               ^"


SAVED = {
    "ports": "harbour OR ferry",
    "Two Words": "@ports -Ports",
    "loop": "a OR @other",
    "other": "@loop",
    "wrong": "a OR",
}


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("@ports", "harbour OR ferry"),
        ("@PORTS sea", "(harbour OR ferry) sea"),
        ('@"two words"', "(harbour OR ferry) -Ports"),
        ("-@ports", "NOT (harbour OR ferry)"),
        ("title:@ports", "title:harbour OR title:ferry"),
        ("sea NEAR/2 @ports", "sea NEAR/2 (harbour OR ferry)"),
        ('"@ports"', '"@ports"'),
        ("me@ports", "me@ports"),
    ],
)
def test_a_saved_query_stands_for_what_it_says(query: str, same: str) -> None:
    assert parse_query(query, SAVED) == parse_query(same)


@pytest.mark.parametrize(
    ("query", "position", "said"),
    [
        ("@loop", 0, "leads back to itself: @loop -> @other -> @loop"),
        ("x @wrong", 2, "in @wrong: a word or a phrase is missing at the end"),
        ("@port", 0, "did you mean @ports?"),
        ('body:@"two words"', 5, "takes words"),
    ],
)
def test_a_saved_query_that_is_of_no_use(query: str, position: int, said: str) -> None:
    saved = {**SAVED, "two words": "lang:en"} if "two" in query else SAVED
    with pytest.raises(QueryError) as raised:
        parse_query(query, saved)
    assert said in str(raised.value)
    assert raised.value.position == position


def test_saved_queries_do_not_grow_without_bound() -> None:
    saved = {"q0": "a b", **{f"q{n}": f"@q{n - 1} x @q{n - 1}" for n in range(1, 60)}}
    assert parse_query("@q5", saved)
    with pytest.raises(QueryError, match="too large"):
        parse_query("@q59", saved)


def test_what_a_query_depends_on_is_told_without_parsing() -> None:
    assert saved_behind("a b", SAVED) == {}
    assert list(saved_behind('x OR @"Two words"', SAVED)) == ["Two Words", "ports"]
    assert list(saved_behind("-@loop (@PORTS)", SAVED)) == ["loop", "ports", "other"]
    assert saved_behind("@nobody", SAVED) == {}
