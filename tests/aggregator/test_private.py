"""Private feeds: where nobody finds them who was not told, and nothing that leads there."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.aggregator import run_pass
from feeds.aggregator.listing import feed_reports
from feeds.config import parse
from feeds.errors import ConfigError
from feeds.store import Store
from tests.command import tree
from tests.hub import hub

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SECRET, OTHER = "correct horse battery", "another horse battery"
ADDRESS = re.compile(r"private/[a-z2-7]{26}")
KEPT = "keywords: [boat, {name: ferry, private: true}]"


class Site:
    def __init__(self, folder: Path, store: Store) -> None:
        self.folder, self.store = folder, store
        self.output = folder / "output"
        self.site = "url: https://f.example/"

    def write(self, *titles: str) -> None:
        items = [
            {
                "id": f"https://n.example/{number}",
                "title": title,
                "date_published": "2026-03-01T08:00:00Z",
                "_feeds": {"section": ["Bay", "Pier", title]},
            }
            for number, title in enumerate(titles)
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": items}
        (self.folder / "n.json").write_text(json.dumps(feed))

    def run(self, more: str, secret: str | None = SECRET, now: datetime = NOW) -> int:
        key = f", secret: '{secret}'" if secret else ""
        text = f"site: {{{self.site}{key}}}\nsources: [n.json]\n{more}"
        self.config = parse(text, "config.yaml", str(self.folder), {})
        return run_pass(self.config, self.store, now=now).published.files

    def folder_of(self, title: str) -> str:
        (found,) = {one.slug for one in feed_reports(self.store, self.config) if one.title == title}
        assert found is not None
        return found

    def titles(self, slug: str) -> list[str]:
        made = json.loads((self.output / slug / "feed.json").read_text())
        return [item["title"] for item in made["items"]]

    def private(self) -> set[str]:
        """The folders below `private`."""
        return {f"private/{path.name}" for path in self.output.glob("private/*") if path.is_dir()}

    def named_in(self, slug: str) -> set[str]:
        """The files outside of a folder in which it is named."""
        return {
            name
            for name in tree(self.output)
            if not name.startswith(slug) and slug in (self.output / name).read_text("utf-8")
        }


@pytest.fixture
def site(tmp_path: Path, store: Store) -> Site:
    made = Site(tmp_path, store)
    made.write("Ferry", "Boat")
    return made


def test_it_stands_where_nothing_leads(site: Site) -> None:
    site.run(KEPT)
    slug = site.folder_of("ferry")
    assert ADDRESS.fullmatch(slug)
    assert site.titles(slug) == ["Ferry"]
    assert site.private() == {slug}
    assert site.named_in(slug) == set()
    assert not (site.output / "keywords/ferry").exists()
    assert site.folder_of("boat") == "keywords/boat"
    page = (site.output / slug / "index.html").read_text()
    assert '<meta name="robots" content="noindex">' in page
    assert '<meta name="referrer" content="no-referrer">' in page
    assert "noindex" not in (site.output / "keywords/boat/index.html").read_text()
    cover = (site.output / "private/index.html").read_text()  # no server lists the folder
    assert "ferry" not in cover
    assert not any(SECRET in (site.output / name).read_text() for name in tree(site.output))
    assert site.run(KEPT) == 0


def test_the_secret_is_in_no_digest_that_is_published(site: Site) -> None:
    site.run("")
    before = (site.output / ".feeds").read_bytes()
    site.run("", OTHER)
    assert (site.output / ".feeds").read_bytes() == before


def test_its_address_is_its_own_and_stays(site: Site) -> None:
    keywords = "keywords: [{name: boat, private: true}, {name: ferry, private: true}]"
    site.run(keywords)
    boat, ferry = site.folder_of("boat"), site.folder_of("ferry")
    assert boat != ferry
    site.run("")
    site.run(KEPT.replace("boat, ", ""))
    assert site.folder_of("ferry") == ferry


def test_another_secret_moves_it_and_leaves_nothing(site: Site) -> None:
    site.run(KEPT)
    before = site.folder_of("ferry")
    site.run(KEPT, OTHER)
    after = site.folder_of("ferry")
    assert after != before
    assert site.private() == {after}
    assert site.titles(after) == ["Ferry"]
    site.run(KEPT, SECRET)
    assert site.private() == {before}


def test_another_secret_removes_what_private_feeds_left_too(site: Site) -> None:
    ended = "keywords: [{name: a, query: ferry, private: true}, {name: b, private: true}]"
    site.run(ended)
    a = site.folder_of("a")
    site.run("keywords: [{name: c, query: ferry, private: true}]")
    assert site.titles(a) == ["This feed has moved: c"]  # to one who knew the old address
    assert len(site.private()) == 3
    site.run("keywords: [{name: c, query: ferry, private: true}]", OTHER)
    assert site.private() == {site.folder_of("c")}


def test_what_becomes_private_leaves_without_a_word(site: Site) -> None:
    site.run("keywords: [ferry]")
    site.run(KEPT)
    assert not (site.output / "keywords/ferry").exists()
    slug = site.folder_of("ferry")
    assert site.named_in(slug) == set()
    assert not any("ferry" in (site.output / n).read_text() for n in ("index.html", "feeds.opml"))
    site.run("keywords: [ferry]")
    assert site.folder_of("ferry") == "keywords/ferry"
    assert site.titles(slug) == ["This feed has moved: ferry"]


def test_what_has_no_secret_any_more_has_no_private_folder(site: Site) -> None:
    site.run(KEPT)
    site.run("keywords: [boat, ferry]", None)
    assert not (site.output / "private").exists()
    assert site.titles("keywords/ferry") == ["Ferry"]


def test_no_pointer_leads_from_a_public_feed_to_a_private_one(site: Site) -> None:
    site.run("keywords: [{name: a, query: ferry}]")
    site.run("keywords: [{name: b, query: ferry, private: true}]")
    assert site.titles("keywords/a") == ["This feed has ended: a"]
    assert site.named_in(site.folder_of("b")) == set()


def test_one_that_ends_says_so_where_it_was(site: Site) -> None:
    site.run(KEPT)
    slug = site.folder_of("ferry")
    site.run("keywords: [boat]")
    assert site.titles(slug) == ["This feed has ended: ferry"]
    site.run("keywords: [boat]", now=NOW + timedelta(days=30))
    assert site.private() == set()


def test_what_is_below_a_private_section_is_private(site: Site) -> None:
    said = "sections: {named: [{path: Bay / Pier, private: true}%s]}"
    site.run(said % "")
    public = {one.slug for one in feed_reports(site.store, site.config) if not one.private}
    assert public == {"all", "sections/Bay"}
    assert len(site.private()) == 3
    boat = site.folder_of("Bay / Pier / Boat")
    site.run(said % ", {path: Bay / Pier / Boat, private: false}")
    assert site.folder_of("Bay / Pier / Boat") == "sections/Bay/Pier/Boat"
    assert site.titles(boat) == ["This feed has moved: Bay / Pier / Boat"]
    site.run("")
    assert site.folder_of("Bay / Pier") == "sections/Bay/Pier"


def test_all_may_be_private(site: Site) -> None:
    site.run(
        "keywords: [boat, {name: ferry, private: false}]\nfeeds: {private: true, sources: true}"
    )
    public = {one.slug for one in feed_reports(site.store, site.config) if not one.private}
    assert public == {"keywords/ferry"}
    assert {path.name for path in site.output.iterdir()} == {
        ".feeds",
        "feed.css",
        "feeds.opml",
        "index.html",
        "keywords",
        "private",
    }
    opml = (site.output / "feeds.opml").read_text()
    assert opml.count("xmlUrl") == 1
    assert "private/" not in (site.output / "index.html").read_text() + opml


def test_a_combined_feed_may_be_private(site: Site) -> None:
    site.run("feeds: {combined: [{name: mine, query: boat, private: true}]}")
    assert ADDRESS.fullmatch(site.folder_of("mine"))
    assert site.titles(site.folder_of("mine")) == ["Boat"]


def test_hubs_hear_nothing_of_it(site: Site) -> None:
    with hub() as loopback:
        site.site += f", hub: '{loopback.url}'"
        site.run(KEPT)
        told = loopback.topics()
    assert told
    assert not any("private" in url for url in told)
    slug = site.folder_of("ferry")
    assert not any(loopback.url in p.read_text() for p in (site.output / slug).iterdir())
    assert loopback.url in (site.output / "keywords/boat/atom.xml").read_text()


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("keywords:\n  - {name: a, private: true}", 2, "keywords[0].private"),
        ("feeds:\n  private: true", 2, "feeds.private"),
        (
            "feeds:\n  combined: [{name: a, query: b, private: true}]",
            2,
            "feeds.combined[0].private",
        ),
        ("sections:\n  named: [{path: a, private: true}]", 2, "sections.named[0].private"),
    ],
)
def test_what_is_private_needs_a_secret(text: str, line: int, key: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse(text, "config.yaml", ".", {})
    (problem,) = raised.value.problems
    assert (problem.line, problem.key) == (line, key)
    assert "site.secret" in problem.message


@pytest.mark.parametrize(
    ("environ", "said"),
    [({}, "FEEDS_SECRET is not set"), ({"FEEDS_SECRET": "hunter2 hunter2"}, "16 characters")],
)
def test_a_secret_that_is_not_there_or_short_is_an_error_that_does_not_show_it(
    environ: dict[str, str], said: str
) -> None:
    text = f"site:\n  secret: ${{FEEDS_SECRET}}\n{KEPT}"
    with pytest.raises(ConfigError) as raised:
        parse(text, "config.yaml", ".", environ)
    (problem,) = raised.value.problems
    assert (problem.line, problem.key) == (2, "site.secret")
    assert said in problem.message
    assert "hunter2" not in str(raised.value)


def test_a_secret_is_not_shown(site: Site) -> None:
    site.run(KEPT)
    assert SECRET not in repr(site.config) + site.config.model_dump_json()
