"""Publishing is cut short: what readers find is whole all the time, and the next pass goes on."""

from __future__ import annotations

import ctypes
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.command import PROJECT, feeds, tree

WORDS = [f"w{number:02}" for number in range(30)]
KILLS = 20


def write_source(folder: Path, version: int, text: str = "Some text. " * 60) -> None:
    """A source whose entries are all other than before, and each in a few keyword feeds."""
    items = [
        {
            "id": f"https://n.example/{n}",
            "url": f"https://n.example/{n}",
            "title": f"Version {version}",
            "content_html": f"<p>{WORDS[n % 30]} {WORDS[(n * 7 + 1) % 30]} {text}</p>",
            "date_published": f"2026-03-{n % 28 + 1:02}T08:00:00Z",
        }
        for n in range(60)
    ]
    feed: dict[str, object] = {"version": "https://jsonfeed.org/version/1.1", "title": "News"}
    feed |= {"language": "en", "items": items}
    (folder / "news.json").write_text(json.dumps(feed))


def configure(folder: Path, more: str = "", name: str = "config.yaml") -> None:
    words = ", ".join(WORDS)
    (folder / name).write_text(f"sources: [news.json]\nkeywords: [{words}]\n{more}")


def start(folder: Path, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "feeds", "run"],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        preexec_fn=before,
    )


def assert_whole(output: Path, files: set[str]) -> None:
    """Each file is there, and each is one that a pass wrote from its beginning to its end."""
    here = {name for name in tree(output) if "/.new-" not in f"/{name}"}
    assert here == files
    for name in sorted(files):
        data = (output / name).read_bytes()
        if name.endswith((".xml", ".opml")):
            etree.fromstring(data)
        elif name.endswith(".json"):
            assert len({item["title"] for item in json.loads(data)["items"]}) == 1
        elif name.endswith(".html"):
            assert data.rstrip().endswith(b"</html>")
        else:
            assert data


def leftovers(output: Path) -> list[Path]:
    return list(output.rglob(".new-*"))


def test_killed_at_any_moment_it_leaves_whole_files_and_the_next_pass_completes(
    tmp_path: Path,
) -> None:
    configure(tmp_path)
    write_source(tmp_path, 0)
    output, first = tmp_path / "output", tmp_path / "output/all/atom.xml"
    assert feeds("run", cwd=tmp_path).returncode == 0
    files = set(tree(output))
    assert len(files) > 4 * len(WORDS)

    def publishing(version: int) -> subprocess.Popen[str]:
        """A pass over changed entries that has just begun to publish them."""
        write_source(tmp_path, version)
        before = first.stat().st_mtime_ns
        process = start(tmp_path)
        while process.poll() is None and first.stat().st_mtime_ns == before:
            time.sleep(0.001)
        return process

    process = publishing(1)
    begun = time.monotonic()
    process.communicate()
    duration = time.monotonic() - begun
    killed = 0
    moments = random.Random(7)
    for version in range(2, KILLS + 2):
        process = publishing(version)
        time.sleep(moments.uniform(0, duration * 0.9))
        process.kill()
        process.communicate()
        killed += process.returncode == -9
        assert_whole(output, files)
    assert killed > KILLS / 2

    assert feeds("run", cwd=tmp_path).returncode == 0
    assert leftovers(output) == []
    configure(tmp_path, "output: afresh\n", "afresh.yaml")
    assert feeds("run", "-c", "afresh.yaml", cwd=tmp_path).returncode == 0
    assert tree(output) == tree(tmp_path / "afresh")
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*")}
    assert feeds("run", cwd=tmp_path).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*")} == before


def walked(output: Path) -> list[str]:
    """All that a reader finds in the feed of everything and in its archives."""
    found: list[str] = []
    path: Path | None = output / "all/feed.json"
    while path is not None:
        document = json.loads(path.read_bytes())
        found += [item["id"] for item in document["items"]]
        older = document.get("next_url")
        path = output / older.removeprefix("http://localhost/") if older else None
    return found


def test_killed_while_it_archives_it_loses_nothing_that_was_published(tmp_path: Path) -> None:
    configure(tmp_path, "feeds: {archive: true, limit: 4}\n")
    feed: dict[str, object] = {"version": "https://jsonfeed.org/version/1.1", "title": "News"}
    items: list[dict[str, str]] = []
    output, moments, killed = tmp_path / "output", random.Random(8), 0

    def write_more() -> None:
        for number in range(len(items), len(items) + 12):
            text = f"{WORDS[number % 30]} {WORDS[number * 7 % 30]} {number}"
            address = f"https://n.example/{number}"
            date = f"2026-03-{number // 24 + 1:02}T{number % 24:02}:00:00Z"
            items.append({"id": address, "content_text": text, "date_published": date})
        (tmp_path / "news.json").write_text(json.dumps({**feed, "items": items}))

    write_more()
    begun = time.monotonic()
    assert feeds("run", cwd=tmp_path).returncode == 0
    duration = time.monotonic() - begun
    for _ in range(KILLS // 2):
        before = set(walked(output))
        write_more()
        process = start(tmp_path)
        time.sleep(moments.uniform(duration / 3, duration))
        process.kill()
        process.communicate()
        killed += process.returncode == -9
        assert before <= set(walked(output))
    assert killed > 2
    assert feeds("run", cwd=tmp_path).returncode == 0
    assert sorted(walked(output)) == sorted(item["id"] for item in items)
    assert leftovers(output) == []


def test_a_full_disk_is_named_and_what_was_published_stays(tmp_path: Path, database: str) -> None:
    """Full for files of more than so many bytes, which needs no disk of our own."""
    configure(tmp_path, f"store: '{database}'\n")
    long = "Some text. " * 2000
    write_source(tmp_path, 0, text=long)
    assert feeds("run", cwd=tmp_path).returncode == 0
    output = tmp_path / "output"
    before = tree(output)

    write_source(tmp_path, 1, text=long)
    room = (output / "all/atom.xml").stat().st_size // 2
    process = start(
        tmp_path, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    )
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1, said
    assert re.search(r"output/all/\w+\.xml: cannot be written: File too large", said)
    assert "Traceback" not in said
    assert tree(output) == before

    assert feeds("run", cwd=tmp_path).returncode == 0
    assert set(tree(output)) == set(before)
    assert_whole(output, set(before))
    assert "Version 1" in (output / "all/atom.xml").read_text()


def without_root_s_powers() -> None:
    """Root may write into any folder; take that from the next program (CAP_DAC_OVERRIDE)."""
    if os.getuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="what root may do can be taken away there")
def test_a_folder_that_may_not_be_written_is_named_and_what_was_published_stays(
    tmp_path: Path,
) -> None:
    configure(tmp_path)
    write_source(tmp_path, 0)
    assert feeds("run", cwd=tmp_path).returncode == 0
    output = tmp_path / "output"
    before = tree(output)
    write_source(tmp_path, 1)
    closed = output / "keywords" / "w03"
    closed.chmod(0o555)
    try:
        process = start(tmp_path, without_root_s_powers)
        _, said = process.communicate(timeout=120)
    finally:
        closed.chmod(0o755)
    assert process.returncode == 1
    assert "keywords/w03/" in said
    assert "cannot be written: Permission denied" in said
    assert_whole(output, set(before))
    assert (tree(closed), leftovers(output)) == (
        {name.removeprefix("keywords/w03/"): of for name, of in before.items() if "/w03/" in name},
        [],
    )

    assert feeds("run", cwd=tmp_path).returncode == 0
    assert_whole(output, set(before))
    assert "Version 1" in (closed / "atom.xml").read_text()


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """Where a small file system of our own may be mounted."""
    output = tmp_path / "output"
    output.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=12m", "feeds", output], capture_output=True
        ).returncode
    ):
        pytest.skip("no file system may be mounted here")
    try:
        configure(tmp_path)
        write_source(tmp_path, 0)
        assert feeds("run", cwd=tmp_path).returncode == 0
        before = tree(output)
        filling = output / "filling"
        with pytest.raises(OSError, match="No space left"):
            filling.write_bytes(bytes(12_000_000))
        write_source(tmp_path, 1)
        done = feeds("run", cwd=tmp_path)
        assert done.returncode == 1
        assert "cannot be written: No space left on device" in done.stderr
        filling.unlink()
        assert_whole(output, set(before))
        assert feeds("run", cwd=tmp_path).returncode == 0
        assert_whole(output, set(before))
        assert "Version 1" in (output / "keywords/w29/atom.xml").read_text()
    finally:
        subprocess.run(["umount", output], check=True)
