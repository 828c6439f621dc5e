"""A source with a name and password in its address: they stand nowhere but in the configuration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.command import feeds
from tests.server import Answer, serve

ITEM = (
    "<item><guid isPermaLink='false'>1</guid><title>The ferry is late</title>"
    "<link>/articles/1</link><description>&lt;a href='more'&gt;more&lt;/a&gt;</description></item>"
)
FEED = f'<rss version="2.0"><channel><title>a</title><link>/</link>{ITEM}</channel></rss>'.encode()


def for_members(headers: Mapping[str, str]) -> Answer:
    if headers.get("authorization") != "Basic bWU6aHVudGVyMg==":  # me:hunter2
        return Answer(status=401)
    return Answer(FEED, headers={"ETag": '"1"'})


def test_a_password_stands_nowhere(tmp_path: Path) -> None:
    loop = Answer(status=302, headers={"Location": "/loop"})
    plays = {"/a": for_members, "/bad": Answer(status=500), "/loop": loop}
    with serve(plays) as server:
        written = server.url.replace("//", "//me:hunter2@")
        lines = "".join(f"  - {{url: '{written}/{name}'}}\n" for name in ("a", "bad", "loop"))
        settings = "feeds: {sources: true}\nfetch: {pause: 0}\n"
        (tmp_path / "config.yaml").write_text(f"sources:\n{lines}{settings}")
        said = ""
        for command in (
            ["run", "--verbose"],
            ["run", "--force", "--verbose", "--log-format", "json"],
            ["status", "--json"],
            ["check", "--online"],
            ["export"],
        ):
            done = feeds(*command, "-c", "config.yaml", cwd=tmp_path)
            said += done.stdout + done.stderr
        done = feeds("preview", f"{written}/a", "--json", cwd=tmp_path)
        said += done.stdout + done.stderr
        assert json.loads(done.stdout)["items"][0]["url"] == f"{server.url}/articles/1"
    assert "The ferry is late" in said
    assert "500" in said
    (tmp_path / "config.yaml").unlink()
    for path in (tmp_path / "output").rglob("*.json"):
        said += path.read_text("utf-8")
    assert server.url in said
    assert "hunter2" not in said
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(found) > 10
    assert not [path for path in found if b"hunter2" in path.read_bytes()]
    assert not [path for path in tmp_path.rglob("*") if "hunter2" in path.name]


def test_who_adds_it_has_it_written_down(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("sources: []\n")
    with serve({"/a": for_members}) as server:
        written = server.url.replace("//", "//me:hunter2@") + "/a"
        done = feeds("add", written, "-c", "config.yaml", cwd=tmp_path)
    assert done.returncode == 0
    assert "hunter2" not in done.stdout + done.stderr
    assert written in (tmp_path / "config.yaml").read_text()


@pytest.mark.parametrize("key", ["url", "hub"])
def test_what_is_published_may_hold_none(tmp_path: Path, key: str) -> None:
    text = f"site: {{{key}: 'https://me:hunter2@feeds.example/'}}\n"
    (tmp_path / "config.yaml").write_text(text)
    done = feeds("check", "-c", "config.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert "no name and password" in done.stderr
