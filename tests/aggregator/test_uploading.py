"""The output folder is copied to a storage: all of it, in order, and again when that fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from feeds.aggregator import remarks, run_pass
from feeds.config import Config, parse
from feeds.store import Store
from tests.command import feeds

NOW = datetime(2026, 3, 10, tzinfo=UTC)
FEED = """<rss version="2.0"><channel><title>News</title><link>https://n.example/</link>{}
</channel></rss>"""
ITEM = "<item><guid>{0}</guid><link>https://n.example/{0}</link><title>{0}</title></item>"
URL = "memory://bucket/site"


class Flaky(MemoryFileSystem):
    """A storage in memory that fails when it is told to, and remembers in which order it was
    given files."""

    store: dict[str, Any] = {}  # noqa: RUF012  # as the library has it
    pseudo_dirs = [""]  # noqa: RUF012
    given: list[str] = []  # noqa: RUF012
    fails = ""

    def put_file(self, lpath: str, rpath: str, *rest: Any, **named: Any) -> None:
        if Flaky.fails and Flaky.fails in rpath:
            raise OSError("the bucket is full")
        Flaky.given.append(rpath.removeprefix("/bucket/site/"))
        super().put_file(lpath, rpath, *rest, **named)


@pytest.fixture(autouse=True)
def storage() -> Iterator[type[Flaky]]:
    fsspec.register_implementation("memory", Flaky, clobber=True)
    Flaky.store.clear()
    Flaky.given.clear()
    Flaky.fails = ""
    yield Flaky
    Flaky.store.clear()
    fsspec.register_implementation("memory", MemoryFileSystem, clobber=True)


def there() -> dict[str, bytes]:
    return {
        name.removeprefix("/bucket/site/"): file.getvalue() for name, file in Flaky.store.items()
    }


def here(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


class Desk:
    """A source in a file, and passes over it."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder, self.now = store, folder, NOW
        self.url, self.more, self.items = URL, "keywords: [tide, harbour]", ["tide"]

    @property
    def config(self) -> Config:
        text = f"sources: [news.xml]\noutput: {{url: '{self.url}', folder: out}}\n{self.more}"
        return parse(text, "config.yaml", str(self.folder), {})

    def run(self) -> None:
        text = FEED.format("".join(map(ITEM.format, self.items)))
        (self.folder / "news.xml").write_text(text)
        self.now += timedelta(hours=1)
        Flaky.given.clear()
        run_pass(self.config, self.store, now=self.now)


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


def test_all_that_is_published_is_there(desk: Desk) -> None:
    desk.run()
    assert there() == here(desk.folder / "out")
    assert "keywords/tide/atom.xml" in there()
    root = ["feed.css", "feeds.opml", "index.html"]
    assert sorted(Flaky.given[-3:]) == root  # documents before what names them


def test_only_what_changed_is_copied(desk: Desk) -> None:
    desk.run()
    desk.run()
    assert Flaky.given == []
    desk.items.append("harbour")
    desk.run()
    assert {name.rpartition("/")[0] for name in Flaky.given} == {"", "all", "keywords/harbour"}
    assert there() == here(desk.folder / "out")


def test_what_is_published_no_more_goes(desk: Desk) -> None:
    desk.run()
    desk.more = "keywords: [tide]\nfeeds: {formats: [atom]}"
    desk.run()
    assert "keywords/tide/rss.xml" not in there()
    assert there() == here(desk.folder / "out")


def test_what_fails_is_told_once_and_tried_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    Flaky.fails = "tide/atom.xml"
    desk.run()
    desk.run()
    said = f"{URL}: keywords/tide/atom.xml: the bucket is full; the next pass tries again"
    assert [record.getMessage() for record in caplog.records] == [said]
    assert "index.html" not in there()  # it would name what is not there
    assert any("is behind what is published" in line for line in remarks(desk.store, desk.config))
    Flaky.fails = ""
    desk.run()
    assert there() == here(desk.folder / "out")
    assert remarks(desk.store, desk.config) == []


def test_another_storage_gets_everything(desk: Desk) -> None:
    desk.run()
    desk.url = "memory://bucket/other"
    desk.run()
    assert {name.startswith("/bucket/") for name in Flaky.store} == {True}
    assert "/bucket/other/index.html" in Flaky.store
    assert "/bucket/site/index.html" in Flaky.store


def test_a_driver_that_is_not_there_is_named(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.url = "nowhere://bucket"
    desk.run()
    assert "nowhere" in caplog.text
    assert "next pass tries again" in caplog.text


def test_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "news.xml").write_text(FEED.format(ITEM.format("tide")))
    target = tmp_path / "bucket"
    (tmp_path / "config.yaml").write_text(
        f"sources: [news.xml]\noutput:\n  folder: out\n  url: {target.as_uri()}\n"
    )
    ran = feeds("run", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert here(target) == here(tmp_path / "out")
    assert here(target)
