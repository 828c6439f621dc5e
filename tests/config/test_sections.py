"""What a configuration may say of sections and of feeds made of others, and what it may not."""

from __future__ import annotations

import pytest

from feeds.config import Config, parse
from feeds.errors import ConfigError


def config(text: str) -> Config:
    return parse(text, "config.yaml", ".", {})


def said(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse(text, "config.yaml", ".", {})
    [problem] = caught.value.problems
    return str(problem)


def test_all_that_can_be_said_of_sections() -> None:
    found = config("""\
sections:
  depth: 2
  min_entries: 5
  include: [黨派·聲音/**, [民生, TV/Radio]]
  exclude: ['**/體育']
  aliases: {統戰: 統一戰線, 黨派 / 聲音: [黨派·聲音]}
  named:
    - 要聞
    - {path: 要聞 / 統戰, title: 統一戰線, match: [黨派·聲音/*, 統戰], sources: a}
    - {name: TV/Radio}
  rules:
    - {section: 海外 / 亞洲, source: a, url: /asia/**, query: 亞洲}
    - {section: [TV/Radio], sources: [a, b]}
  moved: {舊聞: 新聞}
""").sections
    assert (found.depth, found.min_entries) == (2, 5)
    assert found.include == (("黨派·聲音", "**"), ("民生", "TV/Radio"))
    assert found.aliases == {"統戰": ("統一戰線",), "黨派 / 聲音": ("黨派·聲音",)}
    assert [one.place for one in found.named] == [("要聞",), ("要聞", "統戰"), ("TV/Radio",)]
    assert found.named[1].match == (("黨派·聲音", "*"), ("統戰",))
    assert found.named[1].sources == ("a",)
    assert [rule.of for rule in found.rules] == [("a",), ("a", "b")]
    assert found.rules[0].section == ("海外", "亞洲")
    assert found.rules[1].section == ("TV/Radio",)
    assert found.moved == {"舊聞": ("新聞",)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("黨派/聲音", ("黨派", "聲音")),
        ("黨派 / 聲音", ("黨派", "聲音")),
        ("TV/Radio / Local", ("TV/Radio", "Local")),
        (r"TV\/Radio", ("TV/Radio",)),
        (r"TV\/Radio/Local", ("TV/Radio", "Local")),
        ("黨派·聲音", ("黨派·聲音",)),
        ("/黨派/", ("黨派",)),
    ],
)
def test_a_path_as_one_text(text: str, names: tuple[str, ...]) -> None:
    assert config(f"sources: [{{path: a, section: '{text}'}}]").sources[0].section == names


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("include: [a//b]", "a//b", "has an empty name"),
        ("include: [黨派**]", "黨派**", "** stands for whole names"),
        ("exclude: [[]]", "[]]", "has an empty name"),
        ("exclude: [3]", "3", "should be a section or a pattern"),
        ("named: [{title: x}]", "{", "a path or a name, one of the two"),
        ("named: [{path: a, name: b}]", "{", "a path or a name, one of the two"),
        ("named: [{path: a, macth: [b]}]", "macth", "did you mean match?"),
        ("rules: [{section: a}]", "{", "asks for a source, a url or a query"),
        ("rules: [{url: a}]", "{", "is missing"),
        ("rules: [{section: a, quary: b}]", "quary", "did you mean query?"),
        ("min_entries: 0", "min", "greater than or equal to 1"),
        ("exclud: [a]", "excl", "did you mean exclude?"),
        ("aliases: [a]", "aliases", "should be a mapping"),
    ],
)
def test_what_cannot_be_said_of_sections(text: str, where: str, what: str) -> None:
    problem = said(f"sections:\n  {text}")
    assert problem.startswith(f"config.yaml:2:{3 + text.index(where)}: sections.")
    assert what in problem


def test_feeds_made_of_feeds() -> None:
    found = config("""\
feeds:
  combined:
    - name: 早報
      title: 每日早報
      sections: [黨派·聲音, [民生, 教育]]
      sources: a
      keywords: [扶貧]
      query: 'lang:zh'
      exclude: {sources: [b], sections: [體育]}
      sort: rank
      limit: 20
      per_source: 3
      per_author: 1
    - {name: rest, exclude: 'title:廣告'}
""").feeds.combined
    first, second = found
    assert first.sections == (("黨派·聲音",), ("民生", "教育"))
    assert (first.sources, first.keywords, first.query) == (("a",), ("扶貧",), ("lang:zh",))
    assert (first.exclude.sources, first.exclude.sections) == (("b",), (("體育",),))
    assert (first.sort, first.limit, first.per_source, first.per_author) == ("rank", 20, 3, 1)
    assert (second.sort, second.limit, second.exclude.query) == ("date", None, ("title:廣告",))


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("{name: a}", "{", "has sections, sources, keywords or a query"),
        ("{name: a, query: b, sort: dat}", "sort", "did you mean date?"),
        ("{query: b}", "{", "is missing"),
        ("{name: a, query: b, per_sorce: 1}", "per_", "did you mean per_source?"),
        ("{name: a, exclude: {querry: b}}", "querry", "did you mean query?"),
        ("{name: a, query: b, per_author: 0}", "per_", "greater than or equal to 1"),
    ],
)
def test_what_is_no_feed_made_of_feeds(text: str, where: str, what: str) -> None:
    problem = said(f"feeds:\n combined:\n  - {text}")
    assert problem.startswith(f"config.yaml:3:{5 + text.index(where)}: feeds.combined[0]")
    assert what in problem


def test_a_combined_feed_stands_once() -> None:
    text = "feeds:\n combined:\n  - {name: a, query: b}\n  - {name: A, query: c}"
    assert "the combined feed 'A' stands in line 3 already" in said(text)
