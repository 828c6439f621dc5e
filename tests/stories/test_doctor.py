"""What a crash or a full disk can leave is found and mended."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.command import NEWSROOM, feeds, tree

CONFIG = f"""
sources: [{NEWSROOM}/politics.xml, {NEWSROOM}/economy.xml, {NEWSROOM}/world.atom]
keywords: [扶貧, ferry]
feeds: {{archive: true, limit: 3}}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "config.yaml").write_text(CONFIG)
    assert feeds("run", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "here")
    return tmp_path / "here"


def rows(folder: Path, *statements: str) -> list[tuple[object, ...]]:
    """Do these, as no constraint would let them; what the last one finds."""
    with closing(sqlite3.connect(folder / "feeds.db")) as connection, connection:
        for statement in statements:
            found = connection.execute(statement).fetchall()
    return found


def test_where_all_is_well_nothing_changes(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*")}
    done = feeds("doctor", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "all is well\n", "")
    assert {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*")} == before


def test_files_that_are_missing_or_damaged_are_written_again(made: Path, folder: Path) -> None:
    output = folder / "output"
    (output / "all/atom.xml").write_bytes((output / "all/atom.xml").read_bytes()[:200])
    (output / "all/feed.json").write_bytes(b"")
    (output / "index.html").unlink()
    shutil.rmtree(output / "keywords/ferry")
    archives = sorted((output / "all/archive").iterdir())
    (archives[0] / "rss.xml").write_bytes(b"<rss")
    shutil.rmtree(archives[1])
    assert feeds("run", cwd=folder).returncode == 0
    assert tree(output) != tree(made / "output")
    done = feeds("doctor", cwd=folder)
    assert done.returncode == 0
    assert "files were not what is published" in done.stdout
    assert done.stdout.count("was not whole") == 2
    assert tree(output) == tree(made / "output")
    assert feeds("doctor", cwd=folder).stdout == "all is well\n"


def test_rows_that_belong_to_nothing_go(made: Path, folder: Path) -> None:
    rows(
        folder,
        "INSERT INTO memberships (feed, entry, rank) VALUES (1, 999999, 5)",
        "INSERT INTO bands (band, entry) VALUES (1, 999999)",
        "INSERT INTO copies (entry, article, place) VALUES (1, 77, 0)",
        "INSERT INTO tombstones (source, key) SELECT source, key FROM entries WHERE pk = 1",
        "UPDATE headings SET size = size + 5",
        "DELETE FROM texts WHERE entry = 2",
        "DELETE FROM sources WHERE id = (SELECT source FROM entries WHERE pk = 1)",
    )
    said = feeds("doctor", cwd=folder).stdout
    for words in ("memberships", "led to", "copies of nothing", "kept no more", "miscounted"):
        assert words in said, words
    assert "had no text" in said
    assert "asked anew" in said
    assert feeds("doctor", cwd=folder).stdout == "all is well\n"
    assert feeds("run", "--force", "--strict", cwd=folder).returncode == 0
    assert tree(folder / "output") == tree(made / "output")


def test_an_index_of_words_that_is_damaged_is_made_anew(folder: Path) -> None:
    rows(folder, "INSERT INTO words (rowid, found) VALUES (1, 'ferry')")
    rows(folder, "UPDATE words_data SET block = x'00' WHERE id > 10")
    assert "the index of words was damaged" in feeds("doctor", cwd=folder).stdout
    assert feeds("doctor", cwd=folder).stdout == "all is well\n"
    config = folder / "config.yaml"
    config.write_text(CONFIG.replace("[扶貧, ferry]", "[扶貧, ferry, harbour]"))
    done = feeds("run", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_damaged_database_is_told_and_a_copy_heals_it(made: Path, folder: Path) -> None:
    assert feeds("backup", "copy.db", cwd=folder).returncode == 0
    file = folder / "feeds.db"
    whole = file.read_bytes()
    for end in ("-wal", "-shm"):
        (folder / f"feeds.db{end}").unlink(missing_ok=True)
    file.write_bytes(whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
    done = feeds("doctor", cwd=folder)
    assert done.returncode == 1
    assert "feeds.db" in done.stderr
    assert "Traceback" not in done.stderr
    file.unlink()
    told = feeds("restore", "copy.db", cwd=folder)
    assert told.returncode == 0
    assert "entries are in the store again" in told.stdout
    assert feeds("run", cwd=folder).returncode == 0
    assert tree(folder / "output") == tree(made / "output")
    assert feeds("restore", "config.yaml", cwd=folder).returncode == 1
