"""A newsroom follows many real feeds: read, published, asked again, interrupted."""

import json
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest

from tests.command import PROJECT, feeds, tree
from tests.folder_server import FolderServer, serve_folder


@pytest.fixture(scope="module")
def feeds_folder() -> Path:
    """The real feeds, which are not part of the project."""
    folder = PROJECT.parent / "shared" / "corpus" / "feeds"
    if not folder.is_dir():
        pytest.skip("the corpus of real feeds (../shared/corpus/feeds) is not here")
    return folder


@pytest.fixture(scope="module")
def server(feeds_folder: Path) -> Iterator[FolderServer]:
    with serve_folder(feeds_folder) as server:
        yield server


@pytest.fixture(scope="module")
def names(feeds_folder: Path) -> list[str]:
    return sorted(path.name for path in feeds_folder.glob("*.xml"))


def configure(folder: Path, server: FolderServer, names: list[str]) -> None:
    lines = [
        "site: {title: Corpus, url: https://feeds.example/, language: en}",
        "feeds: {sources: true}",
        "keywords: [news, 中国, python]",
        "fetch: {pause: 0s, per_host: 16}",
        "sources:",
        *(f"  - {{url: {server.url}/{name}, id: {name.removesuffix('.xml')}}}" for name in names),
    ]
    (folder / "config.yaml").write_text("\n".join(lines), "utf-8")


def articles(path: Path) -> int:
    """As feedparser counts them; one that a document has twice over is one article."""
    entries = feedparser.parse(path.read_bytes()).entries
    return len(
        {
            entry.get("id")
            or entry.get("link")
            or (entry.get("title"), entry.get("summary"), entry.get("published"))
            for entry in entries
        }
    )


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture(scope="module")
def published(
    tmp_path_factory: pytest.TempPathFactory, server: FolderServer, names: list[str]
) -> tuple[Path, float]:
    """All feeds after their first pass, and the CPU seconds that it took."""
    folder = tmp_path_factory.mktemp("corpus")
    configure(folder, server, names)
    before = cpu()
    done = feeds("run", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder, cpu() - before


def test_every_feed_is_read(published: tuple[Path, float], feeds_folder: Path) -> None:
    folder, _ = published
    states = json.loads(feeds("status", "--json", cwd=folder).stdout)
    assert {state["state"] for state in states} == {"ok"}
    for state in states:
        assert 0 < state["entries"] == articles(feeds_folder / f"{state['id']}.xml"), state["id"]


def test_every_published_file_is_read_again(published: tuple[Path, float]) -> None:
    output = published[0] / "output"
    documents = sorted(output.rglob("feed.json"))
    assert len(documents) > 89
    for path in documents:
        items = json.loads(path.read_text("utf-8"))["items"]
        for name in ("rss.xml", "atom.xml"):
            parsed = feedparser.parse((path.parent / name).read_bytes())
            assert not parsed.bozo, (path, parsed.get("bozo_exception"))
            assert len(parsed.entries) == len(items)
            for entry, item in zip(parsed.entries, items, strict=True):
                assert entry.id == item["id"]
                if "url" in item:  # feedparser takes an id for a link where there is none
                    assert entry.link == item["url"]
                if "title" in item:  # a format that demands a title makes one of the text
                    # What feedparser calls HTML it sanitizes; the text must be the same.
                    detail = entry.title_detail
                    if detail.type == "text/plain":
                        assert entry.title == item["title"]


def test_a_second_pass_asks_politely_and_does_nothing(
    published: tuple[Path, float], server: FolderServer, names: list[str]
) -> None:
    folder, first = published
    before = tree(folder / "output")
    times = {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*")}
    server.answered.clear()
    seconds = []
    for _ in range(2):  # of two the less disturbed
        server.answered.clear()
        started = cpu()
        done = feeds("run", "--force", cwd=folder)
        seconds.append(cpu() - started)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert server.answered == {304: len(names)}
    assert tree(folder / "output") == before
    assert {path: path.stat().st_mtime_ns for path in (folder / "output").rglob("*")} == times
    assert min(seconds) < first / 5


def test_what_is_not_due_is_not_asked(published: tuple[Path, float], server: FolderServer) -> None:
    server.answered.clear()
    assert feeds("run", cwd=published[0]).returncode == 0
    assert server.answered == {}


def test_preview_of_all_in_order(feeds_folder: Path, names: list[str], tmp_path: Path) -> None:
    done = feeds("preview", *(feeds_folder / name for name in names), "--json", cwd=tmp_path)
    assert done.returncode == 0
    shown = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(shown) == len(names)
    for name, document in zip(names, shown, strict=True):
        assert len(document["items"]) == articles(feeds_folder / name), name
        assert all(item["id"] and "content_text" in item for item in document["items"])


def test_killed_at_any_moment_the_next_pass_makes_it_whole(
    published: tuple[Path, float], server: FolderServer, names: list[str], tmp_path: Path
) -> None:
    """Ten random moments, from the first answer to the last file."""
    undisturbed, seconds = published
    configure(tmp_path, server, names)
    chance = random.Random()
    killed = 0
    for attempt in range(10):
        if attempt == 5:  # once more from nothing, so that early and late stages are both hit
            for path in tmp_path.glob("feeds.db*"):
                path.unlink()
            shutil.rmtree(tmp_path / "output", ignore_errors=True)
        process = subprocess.Popen(
            [sys.executable, "-m", "feeds", "run", "--force"],
            cwd=tmp_path,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(chance.uniform(0.3, max(1.0, seconds)))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
    assert killed
    done = feeds("run", "--force", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "output") == tree(undisturbed / "output")
