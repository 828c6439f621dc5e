"""What is said of sections, and what that means for entries that are stored already."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from feeds.store import Store
from tests.aggregator.test_backlog import Desk, rows


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    desk = Desk(store, tmp_path)
    desk.write("扶貧進村", "The harbour opens", "港口 harbour 扶贫")
    return desk


def test_an_alias_is_followed_without_a_look_at_entries(desk: Desk) -> None:
    desk.run(["harbour"], section="[East]")
    desk.run(["harbour"], "sections: {aliases: {East: West}}", section="[East]")
    assert set(desk.members()) == {"section west", "keyword harbour"}
    assert {what for what, _, _ in desk.told} == {"sections"}
    assert desk.told[-1] == ("sections", 1, 1)  # one heading, of three entries


def test_queries_that_ask_for_a_section_are_decided_where_it_is_another(desk: Desk) -> None:
    desk.write("elsewhere", name="o")
    keywords = [{"name": "E", "query": "section:east"}]
    desk.run(keywords)
    rules = "rules: [{section: West, query: harbour}]"
    desk.run(keywords, f"sections: {{{rules}}}")
    assert desk.members()["keyword e"] == set()
    desk.told.clear()
    more = f"sections: {{{rules}, named: [{{path: East, match: [West]}}]}}"
    desk.run(keywords, more)
    assert desk.members()["keyword e"] == {"The harbour opens", "港口 harbour 扶贫"}
    assert desk.told[-1] == ("sections", 2, 2)  # entries: those that are in another section now
    before = rows(desk.store)
    desk.run(keywords, more)
    assert rows(desk.store) == before


def test_queries_ask_for_the_section_that_is_meant(desk: Desk) -> None:
    keywords = [{"name": "W", "query": "Section：west"}]
    found = {"The harbour opens", "港口 harbour 扶贫"}
    rules = "rules: [{section: West, query: harbour}]"
    for aliases in ("", "aliases: {West: East}", "aliases: {West: A / B}", "aliases: {East: A}"):
        desk.run(keywords, f"sections: {{{rules}, {aliases}}}")
        assert desk.members()["keyword w"] == found
    desk.run([{"name": "W", "query": "section:a"}], f"sections: {{{rules}, aliases: {{West: A}}}}")
    assert desk.members()["keyword w"] == found


def test_a_combined_feed_has_what_its_sections_have(desk: Desk) -> None:
    rules = "rules: [{section: West, query: harbour}]"
    named = "named: [{path: Sea, match: [W*]}, {path: Land, match: [W*], sources: [nobody]}]"
    combined = "feeds: {combined: [{name: c, sections: [sea]}, {name: d, sections: [land]}]}"
    desk.run([], f"sections: {{{rules}, {named}}}\n{combined}")
    members = desk.members()
    assert (
        members["combined c"]
        == members["section sea"]
        == {"The harbour opens", "港口 harbour 扶贫"}
    )
    assert members["combined d"] == set()


def test_a_store_of_an_older_version_gets_its_headings(desk: Desk) -> None:
    more = "sections: {rules: [{section: West, query: harbour}]}"
    desk.run([], more, section="[East]")
    before = desk.members()
    with desk.store.begin() as transaction:
        for table in ("standings", "placed", "headings"):
            transaction.connection.execute(text(f"DELETE FROM {table}"))
        transaction.connection.execute(text("DELETE FROM meta WHERE key LIKE 'sections.%'"))
    desk.run([], more, section="[East]")
    assert desk.members() == before
    desk.run([], more, section="[North]")
    assert set(desk.members()) == {"section west", "section north"}


def test_an_entry_that_names_another_section_moves_alone(desk: Desk) -> None:
    def write(section: str) -> None:
        (desk.folder / "n.xml").write_text(
            "<rss version='2.0'><channel><title>N</title>"
            + "".join(
                f"<item><guid>https://n.example/{n}</guid><title>{n}</title>"
                f"<category domain='https://n.example/sections/'>{path}</category></item>"
                for n, path in (("one", section), ("two", "East"))
            )
            + "</channel></rss>",
            "utf-8",
        )

    write("East")
    desk.run([])
    write("East / Port")
    desk.run([])
    assert desk.members() == {"section east": {"one", "two"}, "section east / port": {"one"}}
    with desk.store.begin() as transaction:
        sizes = {one.own: one.size for one in transaction.all_headings()}
    assert sizes == {("East",): 1, ("East", "Port"): 1}
