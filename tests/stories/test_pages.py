"""How a person follows what has no feed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import PROJECT, feeds
from tests.server import Answer, serve

PAGES = PROJECT / "examples" / "pages"
CONFIG = """# What we follow.
sources:
  - https://example.org/feed.xml   # the usual

keywords: [渡輪]   # and so on
"""


def test_add_looks_and_writes_lines(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG, "utf-8")
    notices = (PAGES / "notices.html").read_bytes()
    with serve({"/notices/": Answer(notices), "/none/": Answer(b"<html></html>")}) as server:
        done = feeds(
            "add", f"{server.url}/notices/", f"{server.url}/none/", "--section", "港口 / 公告",
            "--every", "30m", cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == 1  # one of them could not be read
        assert "listing, 5 entries" in done.stdout
        assert f"{server.url}/none/: " in done.stdout
        written = (tmp_path / "config.yaml").read_text("utf-8")
        line = (
            f"  - {{url: {server.url}/notices/, kind: listing, section: 港口 / 公告, every: 30m}}"
        )
        assert written == CONFIG.replace("# the usual\n", f"# the usual\n{line}\n")
        again = feeds("add", f"{server.url}/notices/", cwd=tmp_path)
        assert again.returncode == 0
        assert "names it already" in again.stdout
        assert (tmp_path / "config.yaml").read_text("utf-8") == written


def test_what_was_found_can_be_pinned_and_tried(tmp_path: Path) -> None:
    page = PAGES / "notices.html"
    suggested = feeds("preview", page, "--suggest", cwd=tmp_path)
    assert suggested.returncode == 0
    assert suggested.stdout.startswith("select:\n  items: ")
    (tmp_path / "config.yaml").write_text(
        f"sources:\n  - path: {page}\n    kind: listing\n"
        + "".join(f"    {line}\n" for line in suggested.stdout.splitlines())
    )
    assert feeds("check", cwd=tmp_path).returncode == 0
    automatic, pinned = (
        json.loads(feeds("preview", page, "--json", *more, cwd=tmp_path).stdout)
        for more in ((), ("-c", "config.yaml"))
    )
    for item in (*pinned["items"], *automatic["items"]):
        del item["_feeds"]["read_from"]  # by what it was found is what differs
    assert pinned["items"] == automatic["items"]
    assert "selected by" in pinned["_feeds"]["evidence"][0]


def test_a_selector_that_finds_nothing_is_told(tmp_path: Path) -> None:
    page = PAGES / "story.html"
    (tmp_path / "config.yaml").write_text(
        f"sources:\n  - {{path: {page}, kind: article, select: {{body: '#nowhere'}}}}\n"
    )
    shown = feeds("preview", page, "-c", "config.yaml", cwd=tmp_path)
    assert shown.returncode == 1
    assert "body: '#nowhere' finds nothing on the page" in shown.stdout


def test_the_sample_pages_say_what_they_are(tmp_path: Path) -> None:
    done = feeds("preview", *sorted(PAGES.iterdir()), "--json", cwd=tmp_path)
    assert done.returncode == 0
    flattened, notices, story = map(json.loads, done.stdout.splitlines())
    (text,) = flattened["items"]
    assert text["title"] == "燈塔村漁港開闢新航線，島上學童上學不再摸黑"
    assert text["_feeds"]["section"] == ["黨派·民生", "漁村"]
    assert text["_feeds"]["editor"] == "何田"
    assert text["tags"] == ["漁村", "渡輪", "教育"]
    assert "(" not in text["content_text"]
    assert len(notices["items"]) == 5
    assert notices["items"][0]["date_published"] == "2026-11-20T00:00:00+08:00"
    (article,) = story["items"]
    assert article["date_published"] == "2026-11-18T09:20:00+08:00"
    assert [author["name"] for author in article["authors"]] == ["林小满", "周远"]
    assert article["tags"] == ["扶贫", "合作社"]
    assert article["_feeds"]["section"] == ["经济", "乡村"]
    assert article["_feeds"]["editor"] == "沈默"
    assert article["_feeds"]["source_name"] == "海湾日报"
    assert "责任编辑" not in article["content_text"]
