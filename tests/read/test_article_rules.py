"""What a person says of odd pages, and what is said where it is wrong."""

from __future__ import annotations

import pytest

from feeds.errors import ReadError
from feeds.model import Rules
from tests.read import article_pages as pages
from tests.read.article_cases import (
    MORNING,
    entry,
    paragraphs,
)
from tests.read.article_texts import EN, EN_TITLE

ODD = pages.page(
    f'<p class="t">The odd title</p><p class="w">By Jane Doe</p><p class="d">24|11|2026</p>'
    f'<p class="s"><b>World</b><b>Harbors</b></p><p class="k">light; tower</p>'
    f'<div class="b">{pages.paragraphs(EN)}<p class="ad">Buy a boat, said the man.</p></div>',
    title=EN_TITLE,
    language="en",
)


def rules(**select: str) -> Rules:
    return Rules(select=tuple(select.items()))


def test_selectors_say_where_fields_stand() -> None:
    found = entry(
        ODD, rules=rules(title=".t", author=".w", section=".s b", keywords=".k", body=".b")
    )
    assert found.title == "The odd title"
    assert [person.name for person in found.authors] == ["Jane Doe"]
    assert found.section == ("World", "Harbors")
    assert found.keywords == ("light", "tower")
    assert paragraphs(found)[:4] == EN


def test_an_attribute_can_be_selected() -> None:
    page = ODD.replace('<p class="d">', '<p class="d" data-at="2026-11-24T08:15:00Z">')
    assert entry(page, rules=rules(date=".d@data-at")).published == MORNING


def test_what_rules_remove_is_not_there() -> None:
    assert "boat" in entry(ODD, rules=rules(body=".b")).content
    found = entry(ODD, rules=Rules(select=(("body", ".b"),), remove=(".ad",)))
    assert paragraphs(found) == EN


def test_replacements_reach_the_title_and_the_text() -> None:
    found = entry(ODD, rules=Rules(replace=(("Lighthouse", "Tower"), ("lighthouse", "beacon"))))
    assert "Lighthouse" not in found.title
    assert "Tower" in found.title
    assert "beacon" in found.content


def test_a_date_is_read_as_the_rules_say_it_is_written() -> None:
    found = entry(ODD, rules=Rules(select=(("date", ".d"),), date_format="%d|%m|%Y"))
    assert found.published is not None
    assert found.published.date().isoformat() == "2026-11-24"


@pytest.mark.parametrize("field", ["title", "author", "date", "section", "keywords", "body"])
def test_a_selector_that_finds_nothing_is_named(field: str) -> None:
    with pytest.raises(ReadError, match=rf"^{field}: '\.none' finds nothing on the page$"):
        entry(ODD, rules=rules(**{field: ".none"}))


@pytest.mark.parametrize("field", ["title", "author", "date", "section", "keywords", "body"])
def test_a_selector_that_cannot_be_read_is_named(field: str) -> None:
    with pytest.raises(ReadError, match=rf"^{field}: .*is no selector"):
        entry(ODD, rules=rules(**{field: "p["}))


def test_so_are_others_that_cannot_be_read() -> None:
    with pytest.raises(ReadError, match=r"^remove: .*is no selector"):
        entry(ODD, rules=Rules(remove=("p[",)))
    with pytest.raises(ReadError, match=r"'\(': "):
        entry(ODD, rules=Rules(replace=(("(", ""),)))
