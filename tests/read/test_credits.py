"""Credit lines are understood, and no other line is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.read.pages.credits import Credits, credits_of, is_outlet, keywords_of, merged, origin_of
from feeds.read.pages.junk import is_credit
from tests.read.credit_lines import NONE, TABLE, said


@pytest.mark.parametrize(("line", "wanted"), TABLE.items(), ids=TABLE.keys())
def test_a_line_says_who_made_an_article(line: str, wanted: Credits) -> None:
    assert credits_of(line) == wanted


@pytest.mark.parametrize("line", TABLE, ids=str)
def test_such_a_line_is_nothing_else(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize("line", NONE.strip().splitlines())
def test_a_line_of_a_text_says_nothing_of_it(line: str) -> None:
    assert credits_of(line) == Credits()
    assert not is_credit(line)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("新华社", "新华社"),
        (" 人民日报海外版 2026-11-25", "人民日报海外版"),
        ("新华社2026年11月25日", "新华社"),
        ("Associated Press | World", "Associated Press"),
        ("来源：新华社", "新华社"),
        ("“新华社”", "“新华社”"),
        ("打印", None),
        ("12345", None),
        ("", None),
        ("x" * 80, None),
    ],
)
def test_of_what_names_an_outlet_the_name_is_taken(value: str, name: str | None) -> None:
    assert origin_of(value) == name


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("扶贫 工商联", ["扶贫", "工商联"]),
        ("#扶贫 #工商联", ["扶贫", "工商联"]),
        ("扶贫、工商联；会议/西昌", ["扶贫", "工商联", "会议", "西昌"]),
        ("climate change, energy", ["climate change", "energy"]),
        ("AI 人工智能 GDP 增长", ["AI", "人工智能", "GDP", "增长"]),
        ("扶贫 打印 收藏", ["扶贫"]),
        (",,、、", []),
    ],
)
def test_keywords_are_words_whatever_stands_between_them(value: str, words: list[str]) -> None:
    assert keywords_of(value) == words


@pytest.mark.parametrize(
    "name", ["新华社", "人民網", "中國青年報", "Reuters", "dpa", "Staff Reporter"]
)
def test_outlets_are_no_people(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["张三", "陳大文", "Jane Doe", "Anna Muster", "홍길동"])
def test_people_are_no_outlets(name: str) -> None:
    assert not is_outlet(name)


def test_of_several_lines_the_first_that_says_a_thing_is_believed() -> None:
    lines = ["来源：新华社", "作者：张三", "作者：李四　责任编辑：王五", "来源：人民网"]
    assert merged(map(credits_of, lines)) == said("张三", "王五", "新华社")


def test_many_names_and_long_lines_are_told_apart() -> None:
    assert len(credits_of("作者：" + "、".join(["张三", "李四", "王五", "赵六"])).authors) == 4
    assert credits_of("作者：" + "张三、" * 100) == Credits()


LABELS = st.sampled_from(
    "责任编辑： 作者: 记者 文/ 来源： 关键词: By Von 기자 （ ） ｜ / 、 #".split()
)


@given(
    st.lists(
        LABELS | st.text(st.characters(exclude_categories=["C"]), max_size=12), max_size=12
    ).map(" ".join)
)
def test_whatever_a_line_is_its_names_stand_in_it(line: str) -> None:
    found = credits_of(line)
    is_credit(line)
    for name in (*found.authors, *found.editors, *found.keywords):
        assert name.strip()
        assert set(name) <= set(line)
