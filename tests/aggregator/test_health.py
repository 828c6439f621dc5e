"""What counts as broken, and what is said of it: `judge`, and what sources' states become."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.aggregator.health import Shape, Verdict, judge, shape_of
from feeds.aggregator.troubles import asked, event, looked_at, recall
from feeds.model import RawEntry, RawFeed, RawText, Source
from feeds.store import SourceState

LIST = Shape("listing", "body > ul.news > li", 18, 1.0, 0.944)
FEED = Shape("rss20", None, 18, 1.0, 0.944)
CARDS = "body > div.card"


def other(shape: Shape, **fields: object) -> Shape:
    return Shape(**{name: getattr(shape, name) for name in Shape.__struct_fields__} | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "now", "known", "change", "kept", "said"),
    [
        (None, LIST, 0, None, True, ""),
        (LIST, LIST, 18, None, True, ""),
        (LIST, LIST, 0, None, True, ""),  # all is new, and where it always was
        (LIST, other(LIST, entries=2), 2, None, True, ""),
        (FEED, other(FEED, entries=0), 0, "emptied", False, "gave 18 entries before and none now"),
        (other(FEED, entries=0), other(FEED, entries=0), 0, None, True, ""),
        (other(FEED, entries=0), FEED, 0, None, True, ""),
        (
            LIST, other(LIST, structure=CARDS, entries=9), 7, "moved", True,
            "its list was in body > ul.news > li and is in body > div.card now; "
            "7 of 9 entries are known",
        ),
        (
            LIST, other(LIST, structure=CARDS), 0, "strange", False,
            "its list was in body > ul.news > li and is in body > div.card now; "
            "nothing in it is known, and nothing of it is taken",
        ),
        (FEED, LIST, 0, "strange", False, "was a feed and is a page now, with a list in body >"),
        (LIST, FEED, 3, None, True, ""),  # a page whose feed is read from now on
        (
            LIST, Shape("article", "div#text", 1, 1.0, 1.0), 0, "strange", False,
            "was a list in body > ul.news > li and is a text in div#text now",
        ),
        (LIST, other(LIST, structure="body > ul.news > li", titled=0.0), 0, "untitled", False,
         "no entry has a title any more"),
        (LIST, other(LIST, dated=0.0), 17, "undated", True,
         "17 of 18 entries had dates, none has now"),
        (LIST, other(LIST, dated=0.1), 17, None, True, ""),
        (other(LIST, dated=0.3), other(LIST, dated=0.0), 17, None, True, ""),
        (LIST, other(LIST, entries=2, dated=0.0), 2, None, True, ""),  # two of many prove nothing
        (other(LIST, structure="div#list-2025 > p"), other(LIST, structure="div#list-2026 > p"),
         0, None, True, ""),
        (Shape("text", None, 5, 1.0, 0.0), Shape("text", None, 6, 1.0, 0.0), 5, None, True, ""),
    ],
)  # fmt: skip
def test_judge(
    before: Shape | None, now: Shape, known: int, change: str | None, kept: bool, said: str
) -> None:
    verdict = judge(before, now, known)
    assert (verdict.change, verdict.kept) == (change, kept)
    assert verdict.message.startswith(said)
    assert bool(verdict.message) == (change is not None)


def follow(*documents: tuple[Shape, int]) -> list[Verdict]:
    """The verdicts on documents, one after another; of each its shape and how much is known."""
    usual: Shape | None = None
    verdicts = []
    for shape, known in documents:
        verdicts.append(judge(usual, shape, known))
        usual = verdicts[-1].shape
    return verdicts


def test_a_new_structure_that_came_three_times_is_the_usual_one() -> None:
    moved = other(LIST, structure=CARDS)
    verdicts = follow((LIST, 0), (moved, 9), (moved, 9), (moved, 9), (moved, 0))
    assert [v.change for v in verdicts] == [None, "moved", "moved", None, None]


def test_a_page_with_two_faces_is_told_of_twice_at_most() -> None:
    face = other(LIST, structure=CARDS)
    changes = [v.change for v in follow((LIST, 0), *[(face, 9), (LIST, 9)] * 6)]
    assert changes == [None, "moved", None, "moved", *[None] * 9]


def test_a_structure_of_which_nothing_is_known_is_never_the_usual_one() -> None:
    strange = other(LIST, structure=CARDS)
    verdicts = follow((LIST, 0), *[(strange, 0)] * 9, (LIST, 9))
    assert [v.change for v in verdicts] == [None, *["strange"] * 9, None]


def test_dates_that_went_with_a_redesign_are_told_once_the_redesign_is_settled() -> None:
    moved = other(LIST, structure=CARDS, dated=0.0)
    verdicts = follow((LIST, 0), *[(moved, 9)] * 4, (other(moved, dated=1.0), 9))
    assert [v.change for v in verdicts] == [
        None, "moved", "moved", "undated", "undated", None,
    ]  # fmt: skip


shapes = st.builds(
    Shape,
    st.sampled_from(["listing", "article", "rss20", "text"]),
    st.sampled_from([None, "ul > li", CARDS, "table > tr"]),
    st.integers(0, 20),
    st.sampled_from([0.0, 0.4, 1.0]),
    st.sampled_from([0.0, 0.4, 1.0]),
)


@given(st.lists(st.tuples(shapes, st.integers(0, 20)), min_size=1, max_size=12))
def test_what_is_usual_again_is_never_degraded(documents: list[tuple[Shape, int]]) -> None:
    """Whatever came: the shape to remember, seen again, is all right."""
    last = follow(*documents)[-1].shape
    assert judge(last, last, 0).change is None
    assert len(last.faces) <= 4


def test_the_shape_of_a_document() -> None:
    entries = (
        RawEntry(title=RawText("a"), published="2026-03-01"),
        RawEntry(title=RawText(" "), age="3 hours ago"),
        RawEntry(published="Invalid date"),
        RawEntry(updated="10 March"),
    )
    assert shape_of(RawFeed("listing", entries, structure="ul\0 > li")) == Shape(
        "listing", "ul > li", 4, 0.25, 0.75
    )
    assert shape_of(RawFeed("sitemap", (), more=("https://n.example/1.xml",))).entries == 1


SOURCE = Source("n", "https://n.example/", "海灣新聞")
WELL = SourceState("n", SOURCE.url, checked_at=0, ok_at=0, changed_at=0)


def fail(state: SourceState, kind: str, *, gone: bool = False) -> SourceState:
    failed = replace(
        state,
        checked_at=(state.checked_at or 0) + 3600,
        failures=state.failures + 1,
        error_kind=kind,
        error=f"what {kind} is",
        gone=gone,
    )
    return asked(state, failed)


def work(state: SourceState) -> SourceState:
    well = replace(
        state, checked_at=(state.checked_at or 0) + 3600, failures=0, error_kind=None, error=None
    )
    return asked(state, replace(well, ok_at=well.checked_at))


def told(*kinds: str, state: SourceState = WELL) -> list[str]:
    """What is told, pass by pass; a kind of error fails, an empty one works."""
    said = []
    for kind in kinds:
        after = fail(state, kind, gone=kind == "gone") if kind else work(state)
        found = event(SOURCE, state, after)
        said.append(found.kind if found else "")
        state = after
    return said


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["dns", "dns", ""], ["", "", ""]),
        (["dns", "dns", "dns", "dns", "", ""], ["", "", "failing", "", "recovered", ""]),
        (["dns", "http", "timeout", ""], ["", "", "failing", "recovered"]),
        (["dns", "", "dns", "", "dns"], ["", "", "", "", ""]),
        (["dns"] * 3 + ["http", "http", "http"], ["", "", "failing", "", "failing", ""]),
        (["dns"] * 3 + ["http", "dns"] * 3, ["", "", "failing", *[""] * 6]),
        (["gone"], ["gone"]),
        (["dns", "dns", "dns", "gone"], ["", "", "failing", "gone"]),
        (["login", "login", "login", ""], ["degraded", "", "", "recovered"]),
        (["login", "shell", "shell"], ["degraded", "", "degraded"]),
        (["login", "timeout", "timeout", "timeout"], ["degraded", "", "failing", ""]),
        (["login", "timeout"] * 4, ["degraded", *[""] * 7]),
        (["dns", "dns", "dns", "login", ""], ["", "", "failing", "degraded", "recovered"]),
    ],
)
def test_each_trouble_is_told_once(kinds: list[str], said: list[str]) -> None:
    assert told(*kinds) == said


def test_a_page_that_never_gave_anything_is_not_broken_but_failing() -> None:
    new = replace(WELL, ok_at=None, changed_at=None)
    assert told("login", "login", "login", state=new) == ["", "", "failing"]


def test_what_was_degraded_is_told_again_when_a_failing_source_answers() -> None:
    feed = RawFeed("rss20", (RawEntry(title=RawText("a")),))
    state, _ = looked_at(WELL, SOURCE, "", feed, 0)
    state, kept = looked_at(state, SOURCE, "", RawFeed("rss20", ()), 0)
    assert not kept
    assert state.degraded == "gave 1 entry before and none now"
    assert told("dns", "dns", "dns", "", state=state) == ["", "", "failing", "degraded"]


def test_other_rules_begin_anew() -> None:
    def feed(structure: str) -> RawFeed:
        return RawFeed("listing", (RawEntry(title=RawText("a")),), structure=structure)

    state, _ = looked_at(WELL, SOURCE, "old rules", feed("ul > li"), 0)
    broken, kept = looked_at(state, SOURCE, "old rules", feed("div.menu"), 0)
    assert (bool(broken.degraded), kept) == (True, False)
    mended, kept = looked_at(broken, SOURCE, "new rules", feed(".headline"), 0)
    assert (mended.degraded, kept) == (None, True)


def test_a_document_that_breaks_off_is_no_measure() -> None:
    feed = RawFeed("rss20", (RawEntry(title=RawText("a")),))
    state, _ = looked_at(WELL, SOURCE, "", feed, 0)
    assert looked_at(state, SOURCE, "", RawFeed("rss20-cut", ()), 0) == (state, True)


def test_a_memory_that_cannot_be_read_is_none() -> None:
    assert recall(replace(WELL, shape="{")) == recall(replace(WELL, shape='{"usual": 3}'))


def test_what_is_told_says_what_was_and_what_is() -> None:
    state = replace(WELL, changed_at=1772409600)
    after = fail(replace(state, checked_at=1772442000), "login")
    found = event(SOURCE, state, after)
    assert found is not None
    assert (found.title, found.url) == ("海灣新聞: degraded", SOURCE.url)
    assert found.message.splitlines() == [
        "Gave entries before and none now: what login is.",
        "This is so since 2026-03-02 10:00 UTC.",
        "What was published stays; its last new or changed entry came on 2026-03-02 00:00 UTC.",
    ]


def test_where_a_file_lies_is_not_told() -> None:
    source = Source("list", "file:///home/me/%E6%96%B0/list.html")
    state = SourceState("list", source.url, failures=2, error_kind="file")
    error = "/home/me/新/list.html: No such file\0 or directory"
    after = asked(state, replace(state, failures=3, error=error))
    found = event(source, state, after)
    assert found is not None
    assert (found.title, found.url) == ("list: failing", "")
    assert found.message.startswith("list.html: No such file or directory.")
