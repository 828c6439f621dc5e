"""What queries find, case by case: a query, a text, yes or no.

Each is asked of the plain evaluation and of the automaton.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from feeds.model import Person
from feeds.route import Matcher, Subject, parse_query, plain, subject_of
from tests.examples import entry

DAY = 86400
NOW = 1000 * DAY

YES, NO = True, False


def cases() -> list[tuple[str, str, bool]]:
    """The cases of the table."""
    table = Path(__file__).with_name("found.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in table.splitlines() if line and line[0] != "#"]
    return [(_shown(query), _shown(text), answer == "yes") for answer, query, text in lines]


def _shown(text: str) -> str:
    return re.sub(r"\\(n|u....|\\)", lambda match: json.loads(f'"{match[0]}"'), text)


def agree(query: str, subject: Subject, now: int = NOW) -> bool:
    """What the plain evaluation and the automaton say, which is the same."""
    parsed = parse_query(query)
    answer = plain(parsed, subject, now)
    among = {"other": parse_query("xyz"), "all": parse_query(f"NOT ({query})"), "it": parsed}
    assert Matcher(among).match(subject, now) == ({"it"} if answer else {"all"})
    return answer


@pytest.mark.parametrize(
    ("query", "text", "found"),
    cases(),
)
def test_what_is_found_in_a_text(query: str, text: str, found: bool) -> None:
    assert agree(query, subject_of(entry(title=""), text, 0)) is found
    if "\n" not in text:
        assert agree(query, subject_of(entry(title=text), "", 0)) is found
        assert agree(query, subject_of(entry(title="", keywords=(text,)), "", 0)) is found


SUBJECT = subject_of(
    entry(
        title="扶貧 之後",
        keywords=("鄉村 教育", "united front", "#新聞", "5G"),
        authors=(Person("周曉帆"), Person("Jane Doe")),
        contributors=(Person("李明遠"),),
        source="news.example-feed",
        language="zh-Hant",
        section=("黨派·聲音", "統一戰線"),
        url="https://www.news.example/2026/%E6%96%B0?id=7",
    ),
    "脫貧之路\n教育 in Łódź",
    NOW - 7 * DAY,
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("title:扶貧", YES), ("title:脫貧", NO), ("body:脫貧", YES), ("body:扶貧", NO),
        ("title：扶貧", YES), ("Title:扶贫", YES), ('title:"扶貧 之後"', YES), ("title:之*", YES),
        ("body:(脫貧 OR 扶貧)", YES), ("title:(脫貧 OR 扶貧)", YES), ("title:(脫貧 扶貧)", NO),
        ("title:(扶貧 -之後)", NO), ("title:(扶貧 NEAR/1 之後)", YES), ("title:/^扶/", YES),
        ("body:/^扶/", NO), ("扶貧 NEAR/9 脫貧", NO), ("扶貧 脫貧", YES), ('"之後 鄉村"', NO),
        # Keywords are found as text; as keywords, as a whole.
        ("鄉村", YES), ("keyword:鄉村", NO), ('keyword:"鄉村 教育"', YES), ("keyword:乡村*", YES),
        ('keyword:"United Front"', YES), ("keyword:united", NO), ('"front 新聞"', NO),
        ("keyword:5g", YES), ("keyword:5G*", YES), ("keyword:#新聞", YES), ("keyword:教育", NO),
        # People are asked for by name.
        ("author:周曉帆", YES), ("author:周晓帆", YES), ("author:李明远", YES), ("周曉帆", NO),
        ('author:"jane doe"', YES), ("author:jane", YES), ('author:"帆 jane"', NO),
        ("author:扶貧", NO), ("source:news.example-feed", YES), ("source:news", NO),
        ("source:news*", YES), ("lang:zh", YES), ("lang:zh-Hant", YES), ("lang:ZH_hant", YES),
        ("lang:zh-Hans", NO), ("lang:zh-TW", NO), ("lang:(en OR zh)", YES), ("-lang:en", YES),
        ("section:黨派·聲音", YES), ("section:党派聲音", YES),
        ("section:黨派·聲音/統一戰線", YES), ('section:"黨派·聲音 / 统一战线"', YES),
        ("section:統一戰線", NO), ("section:黨派", NO), ("section:黨派·聲音/統一戰線/地方", NO),
        ("-section:民生", YES), ("url:news.example", YES), ("url:www.news.example", YES),
        ("url:example", YES), ("url:ews.example", NO), ("url:news.example/2026", YES),
        ("url:news.example/20", NO), ("url:news.example/20*", YES),
        ("url:https://news.example/2026/新", YES), ("url:news.example/2026/新?id=7", YES),
        ("url:other.example", NO), ("url:/id=[0-9]$/", YES), ("age:8d", YES), ("age:7d", NO),
        ("age:<2w", YES), ("age:>6d", YES), ("age:>1w", NO), ("age:1y", YES), ("age:168h", NO),
        ("age:169h", YES), ("title:扶貧 NOT keyword:廣告", YES),
        ("(body:脫貧 OR title:脫貧) -lang:en", YES), ("-title:扶貧", NO), ("lodz", YES),
        ("body:lodz lang:zh age:1y source:news*", YES),
    ],
)  # fmt: skip
def test_what_is_found_in_fields(query: str, found: bool) -> None:
    assert agree(query, SUBJECT) is found


@pytest.mark.parametrize(
    ("query", "language", "found"),
    [
        ("lang:zh", "zh-CN", YES), ("lang:zh", "cmn-Hans", YES), ("lang:zh", "yue", YES),
        ("lang:zh", "lzh", YES), ("lang:zh", "za", NO), ("lang:zh", "en", NO),
        ("lang:zh", None, NO), ("lang:zh-Hant", "zh-TW", YES), ("lang:zh-Hant", "zh-HK", YES),
        ("lang:zh-Hant", "zh-MO", YES), ("lang:zh-Hant", "zh-CN", NO), ("lang:zh-Hant", "zh", NO),
        ("lang:zh-Hans", "zh-SG", YES), ("lang:zh-TW", "zh-Hant-TW", YES),
        ("lang:zh-TW", "zh-Hant", NO), ("lang:zh-HK", "zh-Hans-HK", NO),
        ("lang:yue", "zh-HK", NO), ("lang:yue", "yue-Hant", YES), ("lang:en", "en-GB", YES),
        ("lang:en-GB", "en", NO), ("lang:no", "nb", YES), ("lang:nb", "no", NO),
        ("-lang:en", None, YES),
    ],
)  # fmt: skip
def test_what_is_found_by_language(query: str, language: str | None, found: bool) -> None:
    assert agree(query, subject_of(entry(language=language), "", 0)) is found


@pytest.mark.parametrize(
    ("query", "language", "text", "found"),
    [
        ("harbour", "en", "many harbours", YES), ("harbours", "en-GB", "a harbour", YES),
        ("fishing", "en", "they fished", YES), ("fisher", "en", "they fished", NO),
        ("fishing", "fr", "they fished", NO), ("harbour", None, "many harbours", NO),
        ("harbour", None, "a harbour", YES), ('"harbour"', "en", "many harbours", NO),
        ("Häuser", "de", "ein Haus", YES), ("élection", "fr", "les élections", YES),
        ("harbour -ferry", "en", "harbours and ferries", NO), ("author:does", "en", "x", NO),
        ("harbours NEAR/1 ferry", "en", "harbour and ferries", YES),
        ("title:harbours", "en", "harbour", NO), ("扶貧", "zh", "扶贫", YES),
        ("c++", "en", "C++", YES), ("выборы", "ru", "на выборах", YES),
    ],
)  # fmt: skip
def test_other_forms_of_a_word(query: str, language: str | None, text: str, found: bool) -> None:
    subject = subject_of(entry(title="", language=language, authors=(Person("Doe"),)), text, 0)
    parsed = parse_query(query, stem=True)
    assert plain(parsed, subject, 0) is found
    assert Matcher({"it": parsed}).match(subject, 0) == ({"it"} if found else set())


def test_the_section_that_an_entry_was_given_counts() -> None:
    matcher = Matcher({"a": parse_query("section:民生"), "b": parse_query("-section:民生")})
    subject = subject_of(entry(section=()), "", 0)
    assert matcher.match(subject, 0) == {"b"}
    assert matcher.match(subject, 0, (("民生",), ("民生", "教育"))) == {"a"}
    assert matcher.match(SUBJECT, 0, ()) == {"b"}
