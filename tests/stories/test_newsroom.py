"""Somebody clones the project and runs it as it is shipped."""

import json
import shutil
import sqlite3
from pathlib import Path
from urllib.parse import unquote

import feedparser
import pytest
from lxml import etree

from tests.command import PROJECT, feeds, tree


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped configuration and its sources, after one pass."""
    folder = tmp_path_factory.mktemp("newsroom")
    shutil.copy(PROJECT / "config.yaml", folder)
    shutil.copytree(PROJECT / "examples", folder / "examples")
    done = feeds("run", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables; of the index of words, those that it is made of."""
    query = "select name from sqlite_master where type = 'table' and sql not like '%virtual%'"
    with sqlite3.connect(folder / "feeds.db") as database:
        tables = [name for (name,) in database.execute(query)]
        found = {t: database.execute(f'select * from "{t}"').fetchall() for t in tables}
    database.close()
    return found


def items(folder: Path, slug: str) -> list[dict[str, object]]:
    return json.loads((folder / "output" / slug / "feed.json").read_text("utf-8"))["items"]


def test_it_publishes_sections_keywords_and_all(newsroom: Path) -> None:
    for slug in ("all", "sections/黨派·聲音/統一戰線", "keywords/扶貧", "keywords/進博會"):
        files = {path.name for path in (newsroom / "output" / slug).iterdir() if path.is_file()}
        assert {"rss.xml", "atom.xml", "feed.json", "index.html"} <= files
    assert (newsroom / "output" / "index.html").is_file()
    assert (newsroom / "output" / "feeds.opml").is_file()
    assert len(items(newsroom, "all")) >= 40


def test_a_keyword_finds_both_chinese_scripts(newsroom: Path) -> None:
    languages = {item.get("language") for item in items(newsroom, "keywords/扶貧")}
    assert {"zh-Hant", "zh-Hans"} <= languages


def test_an_entry_is_in_its_section_and_in_all_above(newsroom: Path) -> None:
    inner = {item["id"] for item in items(newsroom, "sections/黨派·聲音/統一戰線")}
    outer = {item["id"] for item in items(newsroom, "sections/黨派·聲音")}
    assert inner
    assert inner <= outer


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_every_document_is_what_readers_take(newsroom: Path, name: str) -> None:
    for path in (newsroom / "output").rglob(name):
        parsed = feedparser.parse(path.read_bytes())
        published = items(newsroom, str(path.parent.relative_to(newsroom / "output")))
        assert not parsed.bozo, path
        assert [(e.id, e.link, e.title) for e in parsed.entries] == [
            (item["id"], item["url"], item["title"]) for item in published
        ]


def test_a_second_pass_writes_nothing(newsroom: Path) -> None:
    def state() -> tuple[object, ...]:
        files = {path: path.stat().st_mtime_ns for path in (newsroom / "output").rglob("*")}
        return tree(newsroom / "output"), files, rows(newsroom)

    before = state()
    for arguments in (["run"], ["run", "--force"]):
        done = feeds(*arguments, cwd=newsroom)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert state() == before


def test_every_feed_is_in_the_opml_and_in_the_index(newsroom: Path) -> None:
    output = newsroom / "output"
    folders = {str(p.parent.relative_to(output)) for p in output.rglob("atom.xml")}
    outlines = etree.parse(output / "feeds.opml").findall(".//outline[@xmlUrl]")
    urls = [unquote(outline.get("xmlUrl", "")) for outline in outlines]
    listed = {url.removeprefix("http://localhost:8080/").removesuffix("/atom.xml") for url in urls}
    assert listed == folders
    index = unquote((output / "index.html").read_text("utf-8"))
    assert all(f'href="{folder}/index.html"' in index for folder in folders)


def test_an_edited_article_reaches_its_feeds_and_no_others(newsroom: Path) -> None:
    source = newsroom / "examples" / "newsroom" / "world.atom"
    text = source.read_text("utf-8")
    before = tree(newsroom / "output")
    source.write_text(text.replace("Skarvik votes to keep", "Skarvik votes again to keep"), "utf-8")
    try:
        assert feeds("run", cwd=newsroom).returncode == 0
        after = tree(newsroom / "output")
        changed = {str(Path(name).parent) for name in after if after[name] != before[name]}
        assert {"all", "sections/World", "sections/World/Europe"} <= changed
        assert "sections/黨派·聲音" not in changed
        assert "keywords/扶貧" not in changed
        titles = [item["title"] for item in items(newsroom, "sections/World/Europe")]
        assert "Skarvik votes again to keep its slow ferry" in titles
    finally:
        source.write_text(text, "utf-8")


def test_a_new_keyword_starts_with_its_history_and_an_ended_one_goes(newsroom: Path) -> None:
    config = newsroom / "config.yaml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("  - 進博會\n", "  - 燈塔\n"), "utf-8")
    try:
        assert feeds("run", cwd=newsroom).returncode == 0
        assert items(newsroom, "keywords/燈塔")
        (ended,) = items(newsroom, "keywords/進博會")
        assert ended["title"] == "此訂閱已停止更新：進博會"
        for name in ("feeds.opml", "index.html"):
            assert "keywords/%E9%80%B2" not in (newsroom / "output" / name).read_text("utf-8")
    finally:
        config.write_text(text, "utf-8")
    assert feeds("run", cwd=newsroom).returncode == 0
    assert len(items(newsroom, "keywords/進博會")) > 1
