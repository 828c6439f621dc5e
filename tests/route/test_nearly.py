"""What is there instead of a part of a query that does not hold."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from feeds.model import Person
from feeds.route import parse_query, plain, subject_of
from feeds.route.nearly import nearly
from feeds.route.snippets import snippets
from tests.examples import entry

NOW = 1_000_000
SUBJECT = subject_of(
    entry(
        title="The goods train and a short ferry",
        keywords=("扶貧工作", "education"),
        authors=(Person("Ann Quay"),),
        language="zh-Hant",
        section=("民生", "教育"),
        source="harbour",
        url="https://news.example/2026/1",
    ),
    "理髮店裏頭髮飛。\nThe ferry crossed the old harbour on a grey morning.\n"
    "學 C++ 語言\n정부가 말했다",
    NOW - 3 * 86_400,
)


@pytest.mark.parametrize(
    ("part", "said", "shown"),
    [
        ("go", "stands there only within another word", ["The [goods] train and a short ferry"]),
        ("부가", "stands there only within another word", ["[정부가] 말했다"]),
        ("C", "stands there only within another word",
         ["[education]", "The ferry [crossed] the old harbour on a grey morning.",
          "學 [C]++ 語言"]),
        ("頭發", "stands there with another character", ["理髮店裏[頭髮]飛。"]),
        ("title:harbour", "stands in another field: body",
         ["The ferry crossed the old [harbour] on a grey morning."]),
        ("quay", "stands in another field: author", ["Ann [Quay]"]),
        ("body:education", "stands in another field: keyword", ["[education]"]),
        ("keyword:扶貧", "stands only as a part of a keyword", ["[扶貧]工作"]),
        ('"grey ferry"', "its words stand there, but not one after the other", None),
        ('"grey zebra"', "of its words, zebra is missing", None),
        ("old NEAR/2 morning", "4 words stand between them where they are nearest",
         ["The ferry crossed the [old] harbour on a grey [morning]."]),
        ("goods NEAR/5 harbour", "both sides stand there, but never in one paragraph", []),
        ("ferry NEAR/5 頭發", "stands there with another character", ["理髮店裏[頭髮]飛。"]),
        ("section:經濟", "it is in 民生 / 教育", []),
        ("lang:en", "its language is zh-Hant", []),
        ("source:bay", "it is from harbour", []),
        ("url:bay.example", "it is at https://news.example/2026/1", []),
        ("age:2d", "it is 3 days old", []),
    ],
)  # fmt: skip
def test_what_is_there_instead(part: str, said: str, shown: list[str] | None) -> None:
    query = parse_query(part)
    assert not plain(query, SUBJECT, NOW)
    found = nearly(query, SUBJECT, NOW)
    assert found is not None
    assert found.said == said
    if shown is not None:
        assert [s.marked("[", "]") for s in snippets(SUBJECT, found.hits)] == shown


@pytest.mark.parametrize(
    "part", ["zebra", '"zebra crossing"', "/z.bra/", "斑馬", "馬 NEAR/2 ferry"]
)
def test_nothing_is_near_what_is_not_there_at_all(part: str) -> None:
    assert nearly(parse_query(part), SUBJECT, NOW) is None


def test_what_nobody_knows_is_said() -> None:
    bare = replace(SUBJECT, language=None, url=None, section=())
    for part, said in {
        "lang:en": "nobody knows its language",
        "url:a.example": "it has no address",
        "section:a": "it is in no section",
    }.items():
        found = nearly(parse_query(part), bare, NOW)
        assert found is not None
        assert found.said == said


def test_the_section_is_the_one_that_counts() -> None:
    found = nearly(parse_query("section:a"), SUBJECT, NOW, (("World",),))
    assert found is not None
    assert found.said == "it is in World"


@pytest.mark.parametrize(
    ("age", "said"),
    [(1, "1 seconds"), (150, "2 minutes"), (7200, "2 hours"), (172_800, "2 days"),
     (-5, "0 seconds")],
)  # fmt: skip
def test_ages(age: int, said: str) -> None:
    found = nearly(parse_query("age:>1y"), replace(SUBJECT, date=NOW - age), NOW)
    assert found is not None
    assert found.said == f"it is {said} old"
