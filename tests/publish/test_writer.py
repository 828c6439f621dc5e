"""Files on disk: whole at any moment, and touched only when their bytes change."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from feeds.errors import OutputError
from feeds.publish import remove_feed, write_files

PROJECT = Path(__file__).resolve().parent.parent.parent


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_made_with_their_folders(tmp_path: Path) -> None:
    folder = tmp_path / "sections" / "黨派"
    assert write_files(folder, {"rss.xml": b"<rss/>", "empty": b""}) == ["rss.xml", "empty"]
    assert (folder / "rss.xml").read_bytes() == b"<rss/>"
    assert names(folder) == ["empty", "rss.xml"]


def test_only_what_changed_is_touched(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"1", "b": b"1"})
    for name in ("a", "b"):
        os.utime(tmp_path / name, (1, 1))
    assert write_files(tmp_path, {"a": b"1", "b": b"2"}) == ["b"]
    assert (tmp_path / "a").stat().st_mtime == 1
    assert (tmp_path / "b").stat().st_mtime > 1
    assert (tmp_path / "b").read_bytes() == b"2"


def test_a_web_server_may_read_the_files(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"1"})
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644
    (tmp_path / "a").chmod(0o640)
    write_files(tmp_path, {"a": b"2"})
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_whatever_the_umask_a_web_server_may_read_them(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_files(tmp_path / "output" / "sections" / "a", {"rss.xml": b"1"})
    finally:
        os.umask(before)
    made = [path for path in (tmp_path / "output").rglob("*") if path.is_dir()]
    assert {path.stat().st_mode & 0o777 for path in [tmp_path / "output", *made]} == {0o755}
    assert (tmp_path / "output/sections/a/rss.xml").stat().st_mode & 0o777 == 0o644


def test_the_output_folder_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "disk")
    write_files(tmp_path / "output" / "keywords" / "a", {"rss.xml": b"1"})
    assert (tmp_path / "disk/keywords/a/rss.xml").read_bytes() == b"1"
    remove_feed(tmp_path / "output", "keywords/a", ("rss.xml",))
    assert (tmp_path / "output").is_symlink()
    assert names(tmp_path / "disk") == []


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "output").symlink_to(tmp_path / "unplugged")
    with pytest.raises(OutputError, match=r"output/rss\.xml: cannot be written: No such file"):
        write_files(tmp_path / "output", {"rss.xml": b"1"})


def test_what_is_written_is_synced_with_its_folder_before_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[tuple[str, str]] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(handle: int) -> None:
        name = Path(f"/proc/self/fd/{handle}").readlink().name
        happened.append(("sync", "new" if name.startswith(".new-") else name))
        real_fsync(handle)

    def replace(path: str, target: str) -> None:
        happened.append(("name", Path(target).name))
        real_replace(path, target)

    monkeypatch.setattr("feeds.publish.writer.os.fsync", fsync)
    monkeypatch.setattr("feeds.publish.writer.os.replace", replace)
    write_files(tmp_path / "a", {"atom.xml": b"1", "rss.xml": b"2"})
    assert happened == [
        ("sync", tmp_path.name),
        ("sync", "new"),
        ("sync", "new"),
        ("name", "atom.xml"),
        ("name", "rss.xml"),
        ("sync", "a"),
    ]


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    versions = [bytes([n]) * 200_000 for n in range(30)]
    write_files(tmp_path, {"feed": versions[0]})
    torn: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            data = (tmp_path / "feed").read_bytes()
            if len(data) != 200_000 or len(set(data)) != 1:
                torn.append(len(data))

    reader = threading.Thread(target=read)
    reader.start()
    for data in versions:
        write_files(tmp_path, {"feed": data})
    done.set()
    reader.join()
    assert torn == []
    assert names(tmp_path) == ["feed"]


def test_what_a_killed_process_left_is_taken_away(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path\n"
        "from feeds.publish import writer\n"
        "writer.os.fsync = lambda handle: os.kill(os.getpid(), 9)\n"
        "writer.write_files(Path(sys.argv[1]), {'feed': b'new'})\n"
    )
    write_files(tmp_path, {"feed": b"old"})
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=PROJECT)
    assert done.returncode == -9
    assert (tmp_path / "feed").read_bytes() == b"old"
    (left,) = set(names(tmp_path)) - {"feed"}
    os.utime(tmp_path / left, (time.time() - 3600,) * 2)
    assert write_files(tmp_path, {"feed": b"old"}) == []
    assert names(tmp_path) == ["feed"]


def test_what_was_left_just_now_is_taken_away_by_the_next_process(tmp_path: Path) -> None:
    (tmp_path / ".new-1").write_bytes(b"half")
    write_files(tmp_path, {"feed": b"1"})
    assert names(tmp_path) == [".new-1", "feed"]  # somebody may be writing it
    program = (
        "import sys; from pathlib import Path; from feeds.publish import write_files\n"
        "write_files(Path(sys.argv[1]), {'feed': b'1'})\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=PROJECT, check=True)
    assert names(tmp_path) == ["feed"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "sections").write_text("a file")
    with pytest.raises(OutputError, match=r"sections/黨派/rss\.xml: cannot be written: "):
        write_files(tmp_path / "sections" / "黨派", {"rss.xml": b"1"})


def test_a_file_that_cannot_be_replaced_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "rss.xml").mkdir()
    with pytest.raises(OutputError, match=r"rss\.xml: cannot be written: "):
        write_files(tmp_path, {"atom.xml": b"1", "rss.xml": b"1"})
    assert names(tmp_path) == ["atom.xml", "rss.xml"]


def test_a_full_disk_leaves_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"atom.xml": b"old", "feed": b"old"})
    real = os.fsync
    room = iter((True, False))

    def full(handle: int) -> None:
        if not next(room):
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr("feeds.publish.writer.os.fsync", full)
    with pytest.raises(OutputError, match=r"feed: cannot be written: No space left on device"):
        write_files(tmp_path, {"atom.xml": b"new", "feed": b"new"})
    assert (tmp_path / "atom.xml").read_bytes() == b"old"
    assert (tmp_path / "feed").read_bytes() == b"old"
    assert names(tmp_path) == ["atom.xml", "feed"]


def test_a_feed_that_ended_goes_with_the_folders_that_it_leaves_empty(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write_files(output / "sections" / "a" / "b", {"rss.xml": b"1", "atom.xml": b"1"})
    write_files(output / "sections" / "c", {"rss.xml": b"1"})
    remove_feed(output, "sections/a/b", ("rss.xml", "atom.xml", "feed.json"))
    assert names(output / "sections") == ["c"]
    remove_feed(output, "sections/c", ("rss.xml",))
    assert names(output) == []
    remove_feed(output, "sections/never", ("rss.xml",))


def test_what_somebody_else_put_there_stays(tmp_path: Path) -> None:
    write_files(tmp_path / "keywords" / "a", {"rss.xml": b"1", "notes.txt": b"mine"})
    remove_feed(tmp_path, "keywords/a", ("rss.xml",))
    assert names(tmp_path / "keywords" / "a") == ["notes.txt"]


def test_a_feed_that_cannot_be_removed_is_named(tmp_path: Path) -> None:
    (tmp_path / "keywords" / "a" / "rss.xml").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"keywords/a: cannot be removed: "):
        remove_feed(tmp_path, "keywords/a", ("rss.xml",))
