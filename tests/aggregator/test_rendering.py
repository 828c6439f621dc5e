"""Entries are rendered once, kept, and rendered again when anything is other than it was."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds.aggregator import remarks, rendering, run_pass
from feeds.config import parse
from feeds.model import Item
from feeds.publish import render_fragment
from feeds.store import Store
from tests.command import tree

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = """<rss version="2.0"><channel><title>{title}</title><link>https://{host}/</link>{items}
</channel></rss>"""
ITEM = """<item><guid>{host}-{name}</guid><link>https://{host}/{name}</link><title>{title}</title>
<pubDate>Tue, 10 Mar 2026 0{hour}:00:00 GMT</pubDate>
<description>{text}</description></item>"""
TEXT = "The ferry to the island leaves at noon, and comes back when the tide is high again. " * 9
CONFIG = """
site: {{title: S, url: https://s.example/}}
sources: [one.xml, two.xml]
keywords: [ferry, island]
feeds: {{sources: true, {more}}}
sections: {{rules: [{{section: [{section}], source: one.xml}}]}}
"""


class Newsroom:
    """Two sources in files, a store, and what is published of them; counts what is rendered."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder, self.now = store, folder, NOW
        self.rendered: list[str] = []
        self.more, self.section, self.fault = "", "Sea", ""
        self.titles = {"one": "One", "two": "Two"}
        self.entries = {("one", "a"): "First ferry", ("one", "b"): "Second ferry"}
        self.text = {("one", "a"): TEXT, ("one", "b"): "Another ferry."}

    def run(self) -> None:
        for source, title in self.titles.items():
            items = "".join(
                ITEM.format(
                    host=f"{source}.example",
                    name=name,
                    title=said,
                    hour=number + 1,
                    text=self.text.get((of, name), "Some text."),
                )
                for number, ((of, name), said) in enumerate(self.entries.items())
                if of == source
            )
            text = FEED.format(title=title, host=f"{source}.example", items=items)
            (self.folder / f"{source}.xml").write_text(text)
        self.rendered.clear()
        self.now += HOUR
        config = parse(
            CONFIG.format(more=self.more, section=self.section), "config.yaml", str(self.folder), {}
        )
        self.said = run_pass(config, self.store, now=self.now, force=True).published
        self.remarks = remarks(self.store, config)

    def atom(self, slug: str) -> str:
        return (self.folder / "output" / slug / "atom.xml").read_text()

    @property
    def published(self) -> dict[str, str]:
        return tree(self.folder / "output")

    def fragment(self, item: Item, *rest: Any, **named: Any) -> Any:
        self.rendered.append(item.entry.title)
        if self.fault and self.fault in item.entry.title:
            raise RuntimeError("what a library may do")
        return render_fragment(item, *rest, **named)


@pytest.fixture
def newsroom(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    made = Newsroom(store, tmp_path)
    monkeypatch.setattr(rendering, "render_fragment", made.fragment)
    yield made
    # Whatever happened: what was put together from kept fragments is what is made afresh.
    before = made.published
    with store.begin() as transaction:
        transaction.drop_fragments()
        transaction.mark_all_changed()
    made.run()
    assert made.published == before


def test_an_entry_is_rendered_once_for_all_feeds_and_passes(newsroom: Newsroom) -> None:
    newsroom.run()
    assert sorted(newsroom.rendered) == ["First ferry", "Second ferry"]
    newsroom.entries["one", "c"] = "Third ferry"
    newsroom.run()
    assert newsroom.rendered == ["Third ferry"]
    assert newsroom.said.feeds >= 3  # all, ferry, its source
    assert "First ferry" in newsroom.atom("keywords/ferry")


def test_what_changes_is_rendered_again(newsroom: Newsroom) -> None:
    newsroom.run()
    newsroom.entries["one", "a"] = "First ferry, later"
    newsroom.run()
    assert newsroom.rendered == ["First ferry, later"]
    newsroom.section = "Harbour"  # which a rule gives both
    newsroom.run()
    assert sorted(newsroom.rendered) == ["First ferry, later", "Second ferry"]
    assert "Harbour" in newsroom.atom("keywords/ferry")


def test_a_copy_that_comes_is_named(newsroom: Newsroom) -> None:
    newsroom.run()
    newsroom.entries["two", "a"] = "First ferry"
    newsroom.text["two", "a"] = TEXT
    newsroom.run()
    assert "two.example" in newsroom.atom("keywords/ferry")


def test_another_configuration_renders_all_again(newsroom: Newsroom) -> None:
    newsroom.run()
    newsroom.more = "formats: [atom]"
    newsroom.run()
    assert sorted(newsroom.rendered) == ["First ferry", "Second ferry"]
    assert "keywords/ferry/rss.xml" not in newsroom.published


def test_what_cannot_be_rendered_is_told_once_and_left_out(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.fault = "Second"
    newsroom.run()
    assert "Second ferry" not in newsroom.atom("keywords/ferry")
    assert "First ferry" in newsroom.atom("keywords/ferry")
    wanted = "of source one.xml, cannot be published: RuntimeError: what a library may do"
    assert [line for line in newsroom.remarks if wanted in line] == newsroom.remarks != []
    newsroom.entries["one", "c"] = "Third ferry"
    newsroom.run()
    assert newsroom.rendered == ["Third ferry"]  # it is not tried again as it is
    assert sum(wanted in record.getMessage() for record in caplog.records) == 1
    newsroom.entries["one", "b"] = "Mended ferry"
    newsroom.run()
    assert "Mended ferry" in newsroom.atom("keywords/ferry")
    assert newsroom.remarks == []


def test_fragments_of_what_is_published_no_more_go(newsroom: Newsroom) -> None:
    newsroom.run()
    newsroom.now += 40 * DAY
    newsroom.entries["one", "c"] = "Third ferry"
    newsroom.run()  # in which the others are used
    newsroom.now += 40 * DAY
    newsroom.entries["one", "c"] = "Third ferry, later"
    newsroom.run()
    assert newsroom.rendered == ["Third ferry, later"]
    newsroom.now += 70 * DAY
    newsroom.entries["one", "c"] = "Third ferry, much later"
    newsroom.run()
    assert len(newsroom.rendered) == 3


def test_compressed_files_come_and_go_with_the_setting(newsroom: Newsroom) -> None:
    newsroom.more = "gzip: true"
    newsroom.run()
    output = newsroom.folder / "output"
    plain = [path for path in output.rglob("[!.]*.*") if path.is_file() and path.suffix != ".gz"]
    assert len(plain) > 12
    for path in plain:
        assert gzip.decompress(Path(f"{path}.gz").read_bytes()) == path.read_bytes()
    assert (output / "feeds.opml.gz").exists()
    newsroom.more = ""
    newsroom.run()
    assert not list(output.rglob("*.gz"))
