"""Somebody subscribes late, and reads the whole history of a feed; somebody keeps less of it."""

from __future__ import annotations

import json
import shutil
import threading
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
import pytest

from tests.command import PROJECT, feeds


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The shipped sources in feeds that keep archives, published on a loopback server."""
    folder = tmp_path_factory.mktemp("archives")
    shutil.copytree(PROJECT / "examples", folder / "examples")
    (folder / "output").mkdir()
    handler = partial(_Quiet, directory=str(folder / "output"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        configure(folder, url, "limit: 8")
        assert feeds("run", cwd=folder).returncode == 0
        yield folder, url
        server.shutdown()


def configure(folder: Path, url: str, more: str) -> None:
    names = sorted(path.name for path in (folder / "examples/newsroom").glob("*.xml"))
    sources = "".join(f"  - {{path: examples/newsroom/{name}}}\n" for name in names)
    text = f"site: {{url: '{url}'}}\nsources:\n{sources}feeds: {{archive: true, {more}}}\n"
    (folder / "config.yaml").write_text(text, "utf-8")


def walked(url: str) -> list[str]:
    """All that a reader finds from this address on, in the order in which it finds it."""
    found, seen = [], set()
    while url:
        assert url not in seen
        seen.add(url)
        with urllib.request.urlopen(url) as answer:
            data = answer.read()
        if url.endswith(".json"):
            document = json.loads(data)
            found += [item["id"] for item in document["items"]]
            url = document.get("next_url", "")
        else:
            parsed = feedparser.parse(data)
            assert not parsed.bozo
            found += [entry.id for entry in parsed.entries]
            links = [link.href for link in parsed.feed.links if link.rel == "prev-archive"]
            url = links[0] if links else ""
    return found


def test_a_reader_finds_all_that_there_ever_was(site: tuple[Path, str]) -> None:
    _, url = site
    everything = walked(f"{url}all/feed.json")
    assert len(everything) == len(set(everything)) > 16
    assert walked(f"{url}all/atom.xml") == everything
    assert walked(f"{url}all/rss.xml") == everything


def test_a_visitor_finds_older_entries_page_by_page(site: tuple[Path, str]) -> None:
    folder, _ = site
    page, pages = folder / "output/all/index.html", 0
    while 'rel="prev" href="' in (text := page.read_text("utf-8")):
        href = text.partition('rel="prev" href="')[2].partition('"')[0]
        page = (page.parent / href).resolve()
        back = page.read_text("utf-8").partition('<nav aria-label="')[2].partition("</nav>")[0]
        assert 'href="../../index.html"' in back
        pages += 1
    assert pages > 2


def test_explain_says_in_which_archive_an_entry_is(site: tuple[Path, str]) -> None:
    folder, _ = site
    output = folder / "output/all"
    (entry, *_) = json.loads((output / "archive/2/feed.json").read_text("utf-8"))["items"]
    done = feeds("explain", entry["id"], "--feed", "all", cwd=folder)
    assert "all: in its archive 2" in done.stdout
    (first, *_) = json.loads((output / "feed.json").read_text("utf-8"))["items"]
    done = feeds("explain", first["id"], "--feed", "all", cwd=folder)
    assert "all: number 1 of" in done.stdout


def test_less_is_kept_when_less_is_asked_and_nothing_leads_nowhere(site: tuple[Path, str]) -> None:
    folder, url = site
    everything = walked(f"{url}all/feed.json")
    configure(folder, url, "limit: 8, archive_limit: 9")
    assert feeds("run", cwd=folder).returncode == 0
    kept = walked(f"{url}all/atom.xml")
    assert kept == everything[: len(kept)]
    assert 8 <= len(kept) <= 17 < len(everything)
    assert not (folder / "output/all/archive/1").exists()


def test_a_wrong_bound_is_told_with_its_place(site: tuple[Path, str]) -> None:
    folder, url = site
    configure(folder, url, "archive_limit: 0")
    done = feeds("check", cwd=folder)
    assert done.returncode == 2
    assert "feeds.archive_limit" in done.stderr
