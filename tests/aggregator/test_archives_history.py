"""Many passes in which everything changes: each article is found once by walking, and what is
archived stays as it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.aggregator.sealing import is_kept, part
from feeds.errors import OutputError
from feeds.store import Page, Store, Waiting
from tests.aggregator.archive_walks import SITE, Desk, body

PASSES = 30
MOVED, RENAMED, LARGER, ELSEWHERE, PREFERRED, UNMERGED = 8, 12, 15, 18, 21, 27
"""In which passes what is said by the configuration changes."""


class History:
    """A desk to which something happens before each pass, always the same."""

    def __init__(self, store: Store, folder: Path, seed: int) -> None:
        self.desk, self.random = Desk(store, folder), Random(seed)
        self.numbers: list[int] = []
        self.copied: set[int] = set()
        self.marked: set[int] = set()
        self.section: dict[int, str] = {}

    def happen(self, turn: int) -> None:
        random, desk = self.random, self.desk
        for _ in range(random.choice((0, 1, 1, 2, 3, 7))):
            number = len(self.numbers)
            self.numbers.append(number)
            self.section[number] = random.choice(("Town", "Sea"))
            late = random.random() < 0.2
            self.say(number, day=turn - (random.uniform(5, 20) if late else random.random()))
            if random.random() < 0.2:  # another has it in the same pass, or a later one
                self.copied.add(number)
        for number in sorted(self.copied):
            if number not in desk.given["two"] and random.random() < 0.5:
                desk.given["two"][number] = {
                    **desk.given["one"][number],
                    "id": f"https://two.example/{number}",
                    "url": f"https://two.example/{number}",
                }
        for number in random.sample(self.numbers, min(2, len(self.numbers))):
            if number not in self.copied:
                self.marked ^= {number}
                mark = " marked" if number in self.marked else ""
                desk.given["one"][number]["title"] = f"Report {number}{mark}"

    def say(self, number: int, day: float) -> None:
        self.desk.give(number, day=day, _feeds={"section": [self.section[number]]})

    def run(self, turn: int) -> None:
        desk = self.desk
        desk.limit = 4 if turn < LARGER else 7
        desk.site = SITE if turn < ELSEWHERE else "https://elsewhere.example/"
        name = "before" if turn < RENAMED else "after"
        alias = "" if turn < MOVED else "aliases: {Sea: Coast}"
        prefer = "one" if turn < PREFERRED else "two"
        merge = "true" if turn < UNMERGED else "false"
        desk.run(
            f"keywords: [{{name: {name}, query: report}}, {{name: marked, merge: {merge}}}]\n"
            f"sections: {{{alias}}}\n"
            f"duplicates: {{prefer: [{prefer}]}}\n",
            feeds=", sources: true, combined: [{name: both, sections: [Town, Sea, Coast]}]",
        )


def articles(ids: list[str]) -> Counter[int]:
    return Counter(int(id.rpartition("/")[2]) for id in ids)


@pytest.mark.parametrize("seed", [1, 2])
def test_thirty_passes_with_changes(store: Store, tmp_path: Path, seed: int) -> None:
    history = History(store, tmp_path, seed)
    desk, seen = history.desk, {}
    for turn in range(PASSES):
        history.happen(turn)
        history.run(turn)
        sealed, before = desk.sealed(), seen
        seen = sealed
        if turn != ELSEWHERE:
            kept = {name: state for name, state in before.items() if name in sealed}
            assert {name: sealed[name] for name in kept} == kept
            gone = {name.partition("/archive/")[0] for name in before.keys() - sealed.keys()}
            assert gone <= {"sections/Sea", "keywords/before"}
        everything = Counter(history.numbers)
        for slug in ("all", "keywords/before" if turn < RENAMED else "keywords/after"):
            assert articles(desk.walk(slug)) == everything, (turn, slug)
        both = articles(desk.walk("combined/both"))
        assert both == everything
        sea = "sections/Sea" if turn < MOVED else "sections/Coast"
        for slug, name in (("sections/Town", "Town"), (sea, "Sea")):
            within = [n for n in history.numbers if history.section[n] == name]
            assert not within or articles(desk.walk(slug)) == Counter(within)
        for source, items in desk.given.items():
            if items:
                assert articles(desk.walk(f"sources/{source}")) == Counter(items.keys())
        if history.marked:
            assert history.marked <= set(articles(desk.walk("keywords/marked")))
            assert set(articles(desk.ids("keywords/marked"))) <= history.marked
    assert len(list(desk.json_walk("all"))) > 10
    assert len(history.copied) > 3


@pytest.mark.parametrize("blocked", ["all/archive", "all/archive/3", "all/archive/7/index.html"])
def test_a_pass_that_is_broken_off_is_made_good_by_the_next(
    store: Store, tmp_path: Path, blocked: str
) -> None:
    desk = Desk(store, tmp_path)
    for number in range(20):
        desk.give(number, day=number)
    desk.run(archive=False)
    before = desk.ids("all")
    obstacle = desk.output / blocked
    if obstacle.suffix:
        obstacle.mkdir(parents=True)
        (obstacle / "in the way").touch()
    else:
        obstacle.parent.mkdir(exist_ok=True)
        obstacle.touch()
    with pytest.raises(OutputError, match="archive"):
        desk.run()
    assert desk.ids("all") == before  # until the archives are there
    desk.give(20, day=20)
    if obstacle.suffix:
        (obstacle / "in the way").unlink()
        obstacle.rmdir()
    else:
        obstacle.unlink()
    desk.run()
    assert articles(desk.walk("all")) == Counter(range(21))


# The rule by itself.

WAITING = st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=60).map(
    lambda found: [
        Waiting(number, second, shown)
        for number, (second, shown) in enumerate(sorted(found, key=lambda one: -one[0]))
    ]
)


@given(WAITING, st.integers(1, 12))
def test_all_are_archived_or_stay_and_none_is_both(waiting: list[Waiting], limit: int) -> None:
    pages, rest = part(waiting, limit)
    sealed = [one for page in pages for one in page]
    assert sorted(sealed + rest) == sorted(waiting)
    assert rest == [one for one in waiting if one in rest]  # in their order
    assert all(len(page) == max(1, limit // 2) for page in pages)
    assert len(rest) <= limit
    if pages:  # no more than had to leave
        assert len(rest) > limit - max(1, limit // 2)


@given(WAITING, st.integers(1, 12))
def test_what_could_be_seen_leaves_first_and_of_that_the_oldest(
    waiting: list[Waiting], limit: int
) -> None:
    pages, rest = part(waiting, limit)
    sealed = [one for page in pages for one in page]
    if any(not one.shown for one in sealed):
        assert not any(one.shown for one in rest)
    for shown in (True, False):
        gone = [one.second for one in sealed if one.shown is shown]
        stay = [one.second for one in rest if one.shown is shown]
        assert gone == sorted(gone)
        assert not gone or not stay or gone[-1] <= min(stay)


@given(WAITING, st.integers(1, 12), st.integers(0, 12))
def test_an_entry_more_or_less_changes_no_document_that_is_older(
    waiting: list[Waiting], limit: int, more: int
) -> None:
    """What is archived at one time and what later is the same as all at once, while entries come
    in the order of their dates."""
    once, _ = part(waiting, limit)
    shown = [one._replace(shown=False) for one in waiting]
    at_first, rest = part(shown[more:], limit)
    later, left = part(shown[:more] + rest, limit)
    assert [one.entry for page in at_first + later for one in page] == [
        one.entry for page in part(shown, limit)[0] for one in page
    ]
    assert len(left) <= limit
    assert len(once) == len(at_first) + len(later)


@given(st.integers(0, 40), st.integers(1, 20), st.integers(0, 60), st.integers(0, 60))
def test_what_is_kept_is_within_both_bounds(
    older: int, size: int, archived: int, bound: int
) -> None:
    archived = max(archived, older + size)
    page = Page(1, older, size, newest=100)
    assert is_kept(page, archived, 100, None, None)
    assert is_kept(page, archived, 100, bound or 1, None) == (archived - older <= (bound or 1))
    assert is_kept(page, archived, 100 + bound, None, 30.0) == (bound <= 30)


def test_texts_of_the_desk_are_no_copies_of_one_another() -> None:
    words = [set(body(number).split()) for number in range(200)]
    assert all(not one & other for i, one in enumerate(words) for other in words[:i])
