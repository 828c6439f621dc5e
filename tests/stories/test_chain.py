"""One `feeds` reads what another publishes, and has it whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from feeds.route.sections import section_key
from tests.command import NEWSROOM, feeds
from tests.folder_server import serve_folder

SAME = ("id", "url", "title", "content_html", "image", "date_published", "tags")
"""What any format passes on as it is."""


def items(folder: Path) -> dict[str, dict[str, Any]]:
    feed = json.loads((folder / "output/all/feed.json").read_text("utf-8"))
    return {item["id"]: item for item in feed["items"]}


def sections(folder: Path) -> set[str]:
    """The feeds of sections, however these are spelled: which spelling is met first differs."""
    output = folder / "output"
    found = (path.parent.relative_to(output) for path in output.glob("sections/**/rss.xml"))
    return {section_key(path.parts) for path in found}


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The newsroom, published, and where its feed of everything is served."""
    folder = tmp_path_factory.mktemp("publisher")
    shutil.copytree(NEWSROOM, folder / "newsroom")
    sources = sorted(path.name for path in NEWSROOM.iterdir() if path.is_file())
    (folder / "config.yaml").write_text(
        "site: {title: 海灣, url: 'https://feeds.example.org/', timezone: Asia/Taipei}\n"
        f"sources: {json.dumps([f'newsroom/{name}' for name in sources])}\n"
        "feeds: {limit: 1000}\n",
        "utf-8",
    )
    assert feeds("run", cwd=folder).returncode == 0
    with serve_folder(folder / "output" / "all") as server:
        yield server.url, folder


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml", "feed.json"])
def test_what_one_publishes_another_has(
    publisher: tuple[str, Path], tmp_path: Path, name: str
) -> None:
    url, folder = publisher
    (tmp_path / "config.yaml").write_text(
        f"sources: ['{url}/{name}']\nfeeds: {{limit: 1000}}\nkeywords: [扶貧]\n", "utf-8"
    )
    assert feeds("run", cwd=tmp_path).returncode == 0
    given, had = items(folder), items(tmp_path)
    assert had.keys() == given.keys()
    for id, item in given.items():
        assert {key: had[id].get(key) for key in SAME} == {key: item.get(key) for key in SAME}
        assert item.get("language") in (None, had[id]["language"])
        assert had[id]["_feeds"].get("section") == item["_feeds"].get("section")
        assert had[id]["_feeds"].get("editor") == item["_feeds"].get("editor")
        said = [person["name"] for person in item.get("authors", ())]
        assert [person["name"] for person in had[id].get("authors", ())][: len(said)] == said
    assert sections(tmp_path) == sections(folder)
