"""Feeds that end: their folders say so, are removed in time, and are taken again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.aggregator import run_pass
from feeds.config import parse
from feeds.store import Redirect, Store
from tests.command import tree

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FILES = {"rss.xml", "atom.xml", "feed.json", "index.html"}


class Site:
    """A source in a section, keywords as a test says, and the folder that is published."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder, self.store = folder, store
        self.output = folder / "output"

    def write(self, *sections: str) -> None:
        """Entries on the ferry, one in each of these sections."""
        items = [
            {
                "id": f"https://n.example/{number}",
                "title": f"Ferry {number}",
                "content_text": "The ferry sails.",
                "date_published": "2026-03-01T08:00:00Z",
                "_feeds": {"section": [section]},
            }
            for number, section in enumerate(sections)
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": items}
        (self.folder / "n.json").write_text(json.dumps(feed))

    def run(self, now: datetime, keywords: str = "", more: str = "") -> int:
        """A pass; returns how many files it changed."""
        text = (
            f"site: {{url: https://f.example/}}\nsources: [n.json]\nkeywords: [{keywords}]\n{more}"
        )
        config = parse(text, "config.yaml", str(self.folder), {})
        return run_pass(config, self.store, now=now).published.files

    def items(self, slug: str) -> list[str]:
        made = json.loads((self.output / slug / "feed.json").read_text())
        return [item["title"] for item in made["items"]]

    def named(self, slug: str) -> bool:
        names = ("index.html", "feeds.opml")
        return any(slug in (self.output / name).read_text() for name in names)

    def redirects(self) -> dict[str, Redirect]:
        with self.store.begin() as transaction:
            return {one.slug: one for one in transaction.redirects()}


@pytest.fixture
def site(tmp_path: Path, store: Store) -> Site:
    made = Site(tmp_path, store)
    made.write("Bay", "Isles")
    return made


def test_a_keyword_that_leaves_says_so_until_its_time_is_over(site: Site) -> None:
    site.run(NOW, "ferry, sails")
    assert site.named("keywords/ferry")
    site.run(NOW + DAY, "sails")
    assert site.items("keywords/ferry") == ["This feed has ended: ferry"]
    assert {path.name for path in (site.output / "keywords/ferry").iterdir()} == FILES
    assert not site.named("keywords/ferry")
    assert site.named("keywords/sails")
    before = tree(site.output)
    assert site.run(NOW + 30 * DAY, "sails") == 0
    assert tree(site.output) == before

    site.run(NOW + 31 * DAY, "sails")  # nothing else changed
    assert not (site.output / "keywords/ferry").exists()
    assert set(tree(site.output)) < set(before)
    (gone,) = site.redirects().values()
    assert (gone.slug, gone.ended) == ("keywords/ferry", "removed")
    assert gone.ended_at == int((NOW + DAY).timestamp())
    assert site.run(NOW + 90 * DAY, "sails") == 0
    assert site.redirects() == {gone.slug: gone}


@pytest.mark.parametrize("days", [5, 50])
def test_one_that_comes_back_is_where_it_was(site: Site, days: int) -> None:
    site.run(NOW, "ferry")
    before = tree(site.output)
    site.run(NOW + DAY, "")
    site.run(NOW + days * DAY, "")
    assert (site.output / "keywords/ferry").exists() == (days < 30)
    site.run(NOW + days * DAY, "ferry")
    assert tree(site.output) == before
    assert site.redirects() == {}


def test_a_section_that_becomes_empty_ends_too(site: Site) -> None:
    site.run(NOW)
    assert site.named("sections/Isles")
    site.write("Bay", "Bay")
    site.run(NOW + DAY)
    assert site.items("sections/Isles") == ["This feed has ended: Isles"]
    assert not site.named("sections/Isles")
    assert site.items("sections/Bay") == ["Ferry 0", "Ferry 1"]
    site.write("Bay", "Isles")
    site.run(NOW + 2 * DAY)
    assert site.items("sections/Isles") == ["Ferry 1"]


def test_the_time_is_a_setting_and_changes_no_file(site: Site) -> None:
    site.run(NOW, "ferry")
    site.run(NOW + DAY, "")
    before = tree(site.output)
    assert site.run(NOW + 2 * DAY, "", "feeds: {grace: 60d}") == 0
    assert site.run(NOW + 50 * DAY, "", "feeds: {grace: 60d}") == 0
    assert tree(site.output) == before
    site.run(NOW + 61 * DAY, "", "feeds: {grace: 60d}")
    assert not (site.output / "keywords").exists()


def test_without_such_a_time_it_is_removed_at_once(site: Site) -> None:
    site.run(NOW, "ferry", "feeds: {grace: 0s}")
    site.run(NOW, "", "feeds: {grace: 0s}")
    assert not (site.output / "keywords").exists()
    assert site.redirects()["keywords/ferry"].ended == "removed"


def test_a_folder_that_was_removed_may_be_another_feed_s(site: Site) -> None:
    more = "feeds: {grace: 0s}"
    site.run(NOW, "{name: A, query: ferry}", more)
    site.run(NOW + DAY, "", more)
    site.run(NOW + DAY, "{name: 'Ａ', query: sails}", more)  # one that file systems may take for it
    assert (site.output / "keywords/Ａ/feed.json").exists()


def test_one_that_says_so_keeps_its_folder_from_others(site: Site) -> None:
    site.run(NOW, "{name: 'A/', query: ferry}")
    site.run(NOW + DAY, "{name: 'A-', query: sails}")
    assert site.items("keywords/A-") == ["This feed has ended: A/"]
    assert site.items("keywords/A--2") == ["Ferry 0", "Ferry 1"]


def test_other_formats_are_those_of_ended_feeds_too(site: Site) -> None:
    site.run(NOW, "ferry")
    site.run(NOW + DAY, "")
    site.run(NOW + DAY, "", "feeds: {formats: [atom]}")
    assert {path.name for path in (site.output / "keywords/ferry").iterdir()} == {
        "atom.xml",
        "index.html",
    }


def test_what_led_to_a_feed_that_ends_ends_with_it_and_leads_there_again(site: Site) -> None:
    site.run(NOW, "{name: ferry, query: ferry}")
    site.run(NOW, "{name: boat, query: ferry}")
    assert site.items("keywords/ferry") == ["This feed has moved: boat"]
    site.run(NOW + DAY, "")
    assert site.items("keywords/ferry") == ["This feed has ended: ferry"]
    site.run(NOW + 2 * DAY, "{name: boat, query: ferry}")
    assert site.items("keywords/ferry") == ["This feed has moved: boat"]
    site.run(NOW + 40 * DAY, "{name: boat, query: ferry}")
    assert site.items("keywords/ferry") == ["This feed has moved: boat"]


def test_a_crash_before_the_index_is_written_is_made_good(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.run(NOW, "ferry")

    def cut_short(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("feeds.aggregator.publication.render_site", cut_short)
        with pytest.raises(KeyboardInterrupt):
            site.run(NOW + DAY, "sails")
    assert site.named("keywords/ferry")
    site.run(NOW + DAY, "sails")
    assert site.items("keywords/ferry") == ["This feed has ended: ferry"]
    assert site.items("keywords/sails") == ["Ferry 0", "Ferry 1"]
    assert not site.named("keywords/ferry")
    assert site.named("keywords/sails")
