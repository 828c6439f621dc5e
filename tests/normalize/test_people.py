"""Names as a person would write them, each once."""

import pytest

from feeds.model import Person
from feeds.normalize.people import people


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("  Ann\n Quay ", "Ann Quay"),
        ("By Ann Quay", "Ann Quay"),
        ("by: Ann Quay", "Ann Quay"),
        ("Von: Anna Kai", "Anna Kai"),
        ("作者：林一", "林一"),
        ("von Kai", "von Kai"),
        ("Par Lager", "Par Lager"),
        ("Byron Quay", "Byron Quay"),
        ("by", "by"),
        ("O&#039;Quay &amp; Kai", "O'Quay & Kai"),
        ("<b>林一</b>\x00", "林一"),
    ],
)
def test_names(name: str, expected: str) -> None:
    assert people((Person(name),), None) == (Person(expected),)


def test_who_has_no_name_goes_by_the_mailbox() -> None:
    given = (Person("", "desk@h.example"), Person(" ", "no address"), Person("Ann", "<x>"))
    assert people(given, None) == (Person("desk@h.example", "desk@h.example"), Person("Ann"))


def test_each_once() -> None:
    given = (Person("Ann", "ann@h.example"), Person("ANN"), Person("Ben"), Person("by Ann"))
    assert people(given, None) == (Person("Ann", "ann@h.example"), Person("Ben"))


def test_their_pages_are_resolved_and_unsafe_ones_dropped() -> None:
    given = (Person("Ann", url="/ann"), Person("Ben", url="javascript:x()"))
    assert people(given, "https://h.example/1") == (
        Person("Ann", url="https://h.example/ann"),
        Person("Ben"),
    )


def test_a_name_without_end_is_cut() -> None:
    (person,) = people((Person("長" * 5000),), None)
    assert len(person.name) == 200
