"""The examples in the docs are queries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from feeds.route import parse_query

_PAGE = Path(__file__).parents[2] / "docs" / "queries.md"
_ROWS = re.findall(r"^\| (`.+?`) \|", _PAGE.read_text("utf-8"), re.M)


def test_there_are_examples() -> None:
    assert len(_ROWS) > 20


@pytest.mark.parametrize("row", _ROWS)
def test_an_example_is_a_query(row: str) -> None:
    parse_query(row.strip("`").replace(r"\|", "|"), {"ports": "harbour"})
