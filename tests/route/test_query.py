"""Keyword queries: what a reader may write, what it finds, and what is said of mistakes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feeds.errors import QueryError
from feeds.model import Entry, Person
from feeds.route import any_of, parse_query, plain, subject_of
from feeds.route.fold import SILENT, fold
from tests import strategies
from tests.examples import entry


def finds(query: str, body: str = "", **fields: object) -> bool:
    """Whether the query finds an entry with that text."""
    found = entry(**{"title": "", "summary": "", "content": "", **fields})
    return plain(parse_query(query), subject_of(found, body, 0), 0)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("扶貧", "精準扶贫工作"),
        ("扶贫", "精準扶貧工作"),
        ("臺灣", "在台湾的台商"),
        ("go", "Go 1.25 is out"),
        ("go", "學Go語言"),
        ("c++", "C++ 標準"),
        ("c++", "用C++寫的"),
        ("c#", "C# 與 .NET"),
        (".net", "C# 與 .NET"),
        ("node.js", "用Node.js寫"),
        ("AT&T", "at&t and others"),
        ("e-mail", "by E-mail, please"),
        ("COVID-19", "新冠（ＣＯＶＩＤ－１９）疫情"),
        ("5G", "5G手機"),
        ("5g", "華為的５Ｇ網絡"),
        ("élysée", "l'Elysee"),
        ("elysee", "Palais de l’Élysée"),
        ("서울", "서울에서 열린"),
        ("東京", "東京都"),
        ("ไทย", "ประเทศไทย"),
        ("हिन्दी", "यह हिन्दी है"),
        ('"climate  change"', "the Climate\u00a0change report"),
        ('"a-b c"', "A-B  C"),
        ("R&D", "R&D"),
        ('"a a"', "ba a a"),
        ("OR-gate", "an or-gate"),
        ("ANDROID", "Android 20"),
        ("NOTHING", "nothing"),
        ("中國共產黨", "中国共产党"),
        ("2026-11-19", "on 2026-11-19."),
        ("😀", "so 😀!"),
    ],
)
def test_a_word_is_found(query: str, text: str) -> None:
    assert finds(query, text)
    assert finds(query, title=text)
    assert finds(query, keywords=(text,))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("go", "good"),
        ("go", "ago"),
        ("go", "cargo ship"),
        ("go", "góðan"),
        ("5g", "15g of salt"),
        ("5g", "5gb"),
        ("covid-19", "covid-190"),
        ("e-mail", "email"),
        ("c++", "xc++"),
        ("扶貧", "扶老濟貧"),
        ("서울", "동서울"),
        ("क", "की"),
        ('"climate change"', "climate of change"),
        ('"climate change"', "climate\nchange"),
        ("扶貧", "扶\n貧"),
        ("´", "nothing of the kind"),
    ],
)
def test_a_word_is_not_found_inside_another(query: str, text: str) -> None:
    assert not finds(query, text)
    assert not finds(query, title=text.replace("\n", " ")) or "\n" in text


def test_a_phrase_does_not_cross_from_one_keyword_to_the_next() -> None:
    assert finds('"united front"', keywords=("united front",))
    assert not finds('"united front"', keywords=("united", "front"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("a", True),
        ("x", False),
        ("a b", True),
        ("a x", False),
        ("a AND b", True),
        ("a AND x", False),
        ("a OR x", True),
        ("x | a", True),
        ("x|a", True),
        ("x OR y", False),
        ("NOT x", True),
        ("-x", True),
        ("-a", False),
        ("NOT NOT a", True),
        ("a -x", True),
        ("a NOT b", False),
        ("a AND NOT x", True),
        # AND binds closer than OR, NOT closer than both.
        ("a OR x y", True),
        ("x y OR a", True),
        ("x AND a OR b", True),
        ("x AND (a OR b)", False),
        ("(a OR x) y", False),
        ("NOT a OR b", True),
        ("NOT (a OR b)", False),
        ("-(a x)", True),
        ('-"a b" a', False),
        ("((a))", True),
        ("( a )", True),
        ("a(b)", True),
        ('a"b"', True),
    ],
)
def test_how_words_are_joined(query: str, found: bool) -> None:
    assert finds(query, "a b c") is found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("title:扶貧", True),
        ("title:脫貧", False),
        ("body:脫貧", True),
        ("body:扶貧", False),
        ("keyword:乡村", True),
        ("keyword:脫貧", False),
        ("author:周曉帆", True),
        ("author:李明远", True),  # an editor is one of the people
        ("author:扶貧", False),
        ("周曉帆", False),  # people are asked for by name
        ('author:"jane doe"', True),
        ('title:"扶貧 之後"', True),
        ("source:news.example-feed", True),
        ("source:news", False),
        ("lang:zh", True),
        ("lang:zh-Hant", True),
        ("lang:ZH-hant", True),
        ("lang:zh-Hans", False),
        ("lang:zz", False),
        ("title:扶貧 NOT keyword:廣告", True),
        ("(body:脫貧 OR title:脫貧) -lang:en", True),
        ("-title:扶貧", False),
        ("http://news.example/", False),
    ],
)
def test_fields(query: str, found: bool) -> None:
    fields = {
        "title": "扶貧 之後",
        "keywords": ("鄉村", "教育"),
        "authors": (Person("周曉帆"), Person("Jane Doe")),
        "contributors": (Person("李明遠"),),
        "source": "news.example-feed",
        "language": "zh-Hant",
    }
    assert finds(query, "脫貧之路", **fields) is found


def test_an_entry_without_a_language_is_in_none() -> None:
    assert not finds("lang:en")
    assert finds("-lang:en")


def test_several_queries_of_which_any_may_match() -> None:
    subject = subject_of(entry(title="進博會"), "", 0)
    assert plain(any_of([parse_query("扶貧"), parse_query("進博會")]), subject, 0)
    assert not plain(any_of([parse_query("扶貧"), parse_query("教育")]), subject, 0)
    assert any_of([parse_query("進博會")]) == parse_query("進博會")


def test_a_long_query_is_no_deep_one() -> None:
    assert finds(" OR ".join(f"word{n}" for n in range(2000)), "word1999")
    assert finds("(" * 500 + "a" + ")" * 500, "a")
    assert finds("-" * 50 + "a", "a")


_queries = st.lists(
    st.sampled_from(
        [
            "a",
            "扶貧",
            '"',
            "(",
            ")",
            "OR",
            "AND",
            "NOT",
            "-",
            "|",
            " ",
            "title:",
            "lang:",
            "source:",
            "\\",
        ]
    )
    | st.text(max_size=3),
    max_size=12,
).map("".join)


@given(_queries | st.text(), strategies.entries, strategies.texts)
@example("-" * 5000 + "a", entry(), "")
@example("(a " * 5000 + ")" * 5000, entry(), "")
@example("[", entry(), "[")
def test_any_text_is_a_query_or_a_mistake_in_one(query: str, made: Entry, body: str) -> None:
    mistake, meaning = None, None
    try:
        meaning = parse_query(query)
    except QueryError as error:
        mistake = error
    if meaning:
        assert plain(meaning, subject_of(made, body, 0), 0) in (True, False)
    else:
        assert str(mistake)
        assert 0 <= mistake.position <= len(query)


@given(strategies.lines.filter(lambda line: '"' not in line and fold(line).strip(f" {SILENT}")))
def test_what_an_entry_says_is_found_as_a_phrase(line: str) -> None:
    assert finds(f'"{line}"', f"before\n{line}\nafter")


@given(strategies.texts)
def test_a_query_and_its_opposite_never_agree(body: str) -> None:
    for query in ("a", "扶貧", "title:a OR b", '"漢字"'):
        assert finds(query, body) is not finds(f"NOT ({query})", body)


@given(
    st.text(max_size=6) | st.sampled_from(["OR", "ORE", "a-b", "-a", "a:b", "扶貧", "NOT", "x|y"])
)
def test_a_word_needs_no_parser_to_mean_what_the_parser_says(word: str) -> None:
    from feeds.route import grammar

    try:
        parsed = grammar.parse(word, {}, False)
    except QueryError:
        with pytest.raises(QueryError):
            parse_query(word)
    else:
        assert parse_query(word) == parsed
