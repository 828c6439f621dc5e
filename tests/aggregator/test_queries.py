"""What a configuration's queries ask for, and what their feeds depend on."""

from __future__ import annotations

import pytest

from feeds.aggregator.queries import asked_by, check_queries
from feeds.config import Config, parse
from feeds.errors import ConfigError
from feeds.route import Query, parse_query

WRITTEN = """\
queries:
  sport: 足球 OR football
  games: '@sport OR chess'
keywords:
  - 扶貧
  - {name: news, query: [harbour, '"port"'], stem: true}
  - {name: quiet, query: harbour -@games}
  - {name: both, query: '@news OR @扶貧'}
"""


def config(written: str) -> Config:
    return parse(written, "config.yaml", ".", {})


def asked(written: str = WRITTEN) -> dict[str, tuple[str, Query]]:
    """The rule and the query of each keyword, by its name."""
    return {one.title: (one.rule, one.query()) for one in asked_by(config(written)).values()}


def test_saved_queries_and_keywords_stand_for_what_they_say() -> None:
    found = {name: query for name, (_, query) in asked().items()}
    assert found["quiet"] == parse_query("harbour -((足球 OR football) OR chess)")
    assert found["both"] == parse_query('((harbour) OR ("port")) OR 扶貧')
    assert found["news"] == parse_query('harbour OR "port"', stem=True)


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (("football", "soccer"), {"quiet"}),
        (("chess", "go"), {"quiet"}),
        (("stem: true", "stem: false"), {"news"}),
        (("[harbour, ", "[harbor, "), {"news", "both"}),
        (("  sport:", "  unused: x\n  sport:"), set()),
    ],
)
def test_a_feed_is_decided_again_where_its_query_or_one_behind_it_changes(
    change: tuple[str, str], changed: set[str]
) -> None:
    before, after = asked(), asked(WRITTEN.replace(*change))
    assert {name for name in before if before[name][0] != after[name][0]} == changed
    assert {name for name in before if before[name][1] != after[name][1]} == changed


def test_what_is_wrong_is_said_at_its_place() -> None:
    wrong = WRITTEN.replace("chess", "(chess").replace("-@games", "-@gamer")
    with pytest.raises(ConfigError) as raised:
        check_queries(config(wrong))
    said = [str(problem) for problem in raised.value.problems]
    assert said == [
        "config.yaml:7:19: keywords[2].query: there is no saved query 'gamer'; did you mean "
        "@games?\n    harbour -@gamer\n             ^",
        "config.yaml:3:3: queries.games: a parenthesis is not closed: ) is wanted\n"
        "    @sport OR (chess\n                    ^",
    ]


def test_a_name_stands_for_one_thing() -> None:
    with pytest.raises(ConfigError, match=r"queries.NEWS: the name 'NEWS' is taken in line 1"):
        config("keywords: [news]\nqueries: {NEWS: x}")
