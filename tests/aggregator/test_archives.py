"""Archives, pass by pass: what has left a feed's documents is found by walking, once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from feeds.store import Store
from tests.aggregator.archive_walks import Desk, body


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


def ids(*numbers: int, source: str = "one") -> set[str]:
    return {f"https://{source}.example/{number}" for number in numbers}


def test_what_leaves_the_documents_is_archived_half_a_limit_at_a_time(desk: Desk) -> None:
    for number in range(4):
        desk.give(number, day=number)
    desk.run()
    assert set(desk.walk("all")) == ids(0, 1, 2, 3) == set(desk.ids("all"))
    assert desk.sealed() == {}
    desk.give(4, day=4)
    desk.run()
    assert set(desk.ids("all")) == ids(2, 3, 4)
    assert [set(page) for page in desk.json_walk("all")] == [ids(2, 3, 4), ids(0, 1)]
    assert {name.rpartition("/")[2] for name in desk.sealed()} == {
        "rss.xml", "atom.xml", "feed.json", "index.html",
    }  # fmt: skip


def test_a_feed_begins_with_its_whole_history(desk: Desk) -> None:
    for number in range(23):
        desk.give(number, day=number)
    desk.run(archive=False)
    assert desk.sealed() == {}
    desk.run()
    documents = list(desk.json_walk("all"))
    assert [len(document) for document in documents] == [3, *10 * [2]]
    assert set(desk.walk("all")) == ids(*range(23))


def test_what_comes_late_is_first_where_subscribers_look(desk: Desk) -> None:
    for number in range(4):
        desk.give(number, day=10 + number)
    desk.run()
    desk.give(4, day=1)
    desk.run()
    assert set(desk.ids("all")) == ids(2, 3, 4)
    desk.give(5, day=20)
    desk.give(6, day=21)
    desk.run()
    assert set(desk.ids("all")) == ids(3, 5, 6)
    assert set(desk.walk("all")) == ids(*range(7))


def test_an_archive_says_what_its_entries_said(desk: Desk) -> None:
    for number in range(6):
        desk.give(number, day=number)
    desk.run()
    sealed = desk.sealed()
    desk.give(0, day=0, title="Corrected")
    desk.give(5, day=5, title="Corrected too")
    assert desk.run().changed == 2
    assert desk.sealed() == sealed
    assert "Corrected too" in (desk.output / "all/feed.json").read_text("utf-8")


def test_of_copies_one_is_published_whichever_is_archived(desk: Desk) -> None:
    desk.give(1, day=1)
    desk.run()
    for number in range(2, 8):
        desk.give(number, day=9)
    desk.run()
    assert ids(1).isdisjoint(desk.ids("all"))
    desk.give(1, "two", day=1)  # a copy of what is archived
    desk.run("duplicates: {prefer: [two]}")
    assert ids(1, source="two").isdisjoint(desk.walk("all"))
    desk.give(1, "two", day=1, content_text=body(99))  # which is an article of its own after all
    desk.run("duplicates: {prefer: [two]}")
    assert set(desk.walk("all")) == ids(*range(1, 8)) | ids(1, source="two")


def test_a_copy_that_is_shown_in_place_of_another_is_archived_for_both(desk: Desk) -> None:
    desk.give(1, day=1)
    desk.give(1, "two", day=1)
    desk.run("duplicates: {prefer: [one]}")
    assert desk.walk("all") == [*ids(1)]
    desk.run("duplicates: {prefer: [two]}")
    for number in range(2, 8):
        desk.give(number, day=9)
    desk.run("duplicates: {prefer: [two]}")
    found = desk.walk("all")
    assert len(found) == 7
    desk.run("duplicates: {prefer: [one]}")
    assert set(desk.walk("all")) == set(found)
    desk.run("duplicates: {merge: false}")
    assert set(desk.walk("all")) == ids(*range(1, 8)) | ids(1, source="two")


def test_a_format_that_is_added_leaves_the_others_as_they_are(desk: Desk) -> None:
    for number in range(9):
        desk.give(number, day=number)
    desk.run(feeds=", formats: [atom, json]")
    sealed = desk.sealed()
    desk.give(0, day=0, title="Corrected")
    desk.run(feeds=", formats: [atom, json, rss]")
    assert {name: desk.sealed()[name] for name in sealed} == sealed
    assert set(desk.walk("all")) == ids(*range(9))
    desk.run(feeds=", formats: [rss]")
    assert {name.rpartition("/")[2] for name in desk.sealed()} == {"rss.xml", "index.html"}


def test_at_another_address_archives_are_made_again_with_the_same_entries(desk: Desk) -> None:
    for number in range(9):
        desk.give(number, day=number)
    desk.run()
    before = list(desk.json_walk("all"))
    desk.site = "https://elsewhere.example/"
    desk.run()
    assert list(desk.json_walk("all")) == before
    assert desk.walk("all")


def test_a_new_folder_gets_all_archives(desk: Desk) -> None:
    for number in range(9):
        desk.give(number, day=number)
    desk.run()
    before = {name: data for name, (data, _) in desk.sealed().items()}
    shutil.rmtree(desk.output)
    desk.run()
    assert {name: data for name, (data, _) in desk.sealed().items()} == before


def test_archives_go_with_a_feed_that_is_renamed_and_end_with_one_that_ends(desk: Desk) -> None:
    for number in range(9):
        desk.give(number, day=number)
    desk.run("keywords: [{name: old, query: report}]")
    before = list(desk.json_walk("keywords/old"))
    desk.run("keywords: [{name: new, query: report}]")
    assert list(desk.json_walk("keywords/new")) == before
    assert desk.walk("keywords/new")
    assert not (desk.output / "keywords/old/archive").exists()
    desk.run()
    assert not (desk.output / "keywords/new/archive").exists()
    desk.run(archive=False)
    assert desk.sealed() == {}
    assert len(desk.ids("all")) == 4


def test_archives_of_a_private_feed_are_private_and_go_where_it_goes(desk: Desk) -> None:
    for number in range(9):
        desk.give(number, day=number)
    keywords = "keywords: [{name: report, private: %s}]"
    desk.more = ", secret: correct horse battery"
    desk.run(keywords % "false")
    before = list(desk.json_walk("keywords/report"))
    desk.run(keywords % "true")
    assert not (desk.output / "keywords/report/archive").exists()
    (slug,) = (slug for slug in desk.slugs() if slug.startswith("private/"))
    assert list(desk.json_walk(slug)) == before
    assert desk.walk(slug)
    assert "noindex" in (desk.output / slug / "archive/1/index.html").read_text("utf-8")
    desk.more = ", secret: another horse battery"
    desk.run(keywords % "true")
    (other,) = (slug for slug in desk.slugs() if slug.startswith("private/"))
    assert other != slug
    assert list(desk.json_walk(other)) == before
    assert not (desk.output / slug).exists()


def test_the_archives_of_a_section_that_moves_are_where_it_goes(desk: Desk) -> None:
    for number in range(9):
        desk.give(number, day=number, _feeds={"section": ["Old"]})
    desk.run()
    desk.run("sections: {aliases: {Old: New}}")
    assert set(desk.walk("sections/New")) == ids(*range(9))
    assert not (desk.output / "sections/Old/archive").exists()


def test_what_comes_back_is_where_it_was_archived(desk: Desk) -> None:
    with_old = "sections: {named: [{name: Both, match: [Old]}]}"
    for number in range(9):
        desk.give(number, day=number, _feeds={"section": ["Old"]})
    desk.run(with_old)
    before = list(desk.json_walk("sections/Both"))
    desk.run("sections: {named: [Both]}")
    assert list(desk.json_walk("sections/Both")) == [[], *before[1:]]
    assert set(desk.walk("sections/Old")) == ids(*range(9))
    desk.run(with_old)
    assert list(desk.json_walk("sections/Both")) == before


def test_archives_hold_no_more_than_is_asked(desk: Desk) -> None:
    for number in range(20):
        desk.give(number, day=number)
    desk.run(feeds=", archive_limit: 6")
    documents = list(desk.json_walk("all"))
    assert documents[-1] == []  # what says that there was more
    assert [len(document) for document in documents] == [4, 2, 2, 2, 0]
    sealed = desk.sealed()
    desk.give(20, day=20)
    desk.run(feeds=", archive_limit: 6")
    documents = list(desk.json_walk("all"))
    assert [len(document) for document in documents] == [3, 2, 2, 2, 0]
    assert len(list((desk.output / "all/archive").iterdir())) == 4
    kept = {n: s for n, s in desk.sealed().items() if "/6/" not in n}
    assert all(sealed.get(name, state) == state for name, state in kept.items())
    desk.run(feeds=", archive_limit: 100")
    assert set(desk.walk("all")) == ids(*range(21))


def test_archives_go_back_as_far_as_is_asked(desk: Desk) -> None:
    for number in range(20):
        desk.give(number, day=number)
    desk.run(feeds=", max_age: 8d")
    assert set(desk.walk("all")) == ids(*range(10, 20))
    desk.run(feeds=", max_age: 1d")
    assert next(iter(desk.json_walk("all"))) == desk.walk("all")


def test_without_archives_age_bounds_what_a_feed_shows(desk: Desk) -> None:
    for number in range(4):
        desk.give(number, day=3 * number)
    desk.run(archive=False, feeds=", max_age: 5d")
    assert set(desk.ids("all")) == ids(2, 3)


def test_each_feed_may_have_its_own(desk: Desk) -> None:
    for number in range(9):
        desk.give(number, day=number, _feeds={"section": ["Town"]})
    more = """
keywords:
  - {name: none, query: report, archive: false}
  - {name: long, query: report, limit: 8}
sections: {named: [{name: Town, limit: 2}]}
"""
    combined = (
        ", combined: [{name: some, query: [report], per_source: 3}, {name: every, query: [report]}]"
    )
    desk.run(more, feeds=combined)
    found = {slug: len(list(desk.json_walk(slug))) for slug in desk.slugs()}
    assert found == {
        "all": 4,
        "combined/every": 4,
        "combined/some": 1,
        "keywords/long": 2,
        "keywords/none": 1,
        "sections/Town": 8,
    }
    before = desk.sealed()
    desk.run(more.replace("archive: false", "archive: true"), feeds=combined)
    assert len(list(desk.json_walk("keywords/none"))) == 4
    assert {name: desk.sealed()[name] for name in before} == before


def test_a_pass_with_nothing_new_leaves_all_as_it_is(desk: Desk) -> None:
    for number in range(20):
        desk.give(number, day=number)
    desk.run(feeds=", archive_limit: 6, max_age: 10d")
    before = desk.sealed()
    result = desk.run(feeds=", archive_limit: 6, max_age: 10d")
    assert (result.published.rendered, result.published.files) == (0, 0)
    assert desk.sealed() == before


def test_how_much_is_shown_of_a_section_is_no_reason_to_place_entries_again(desk: Desk) -> None:
    desk.give(1, _feeds={"section": ["Town"]})
    named = "sections: {named: [{name: Town, limit: %d}]}"
    desk.run(named % 2)
    with desk.store.begin() as transaction:
        before = transaction.note("sections.scheme")
    assert desk.run(named % 3).published.rendered == 1
    with desk.store.begin() as transaction:
        assert transaction.note("sections.scheme") == before
