"""An editor changes what is asked for, and sees what that means before it is used."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.command import PROJECT, feeds, tree

DOCS = (PROJECT / "docs" / "explain.md").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The newsroom after a pass, and a copy of its configuration as the documentation has it."""
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    shutil.copy(PROJECT / "config.yaml", tmp_path)
    assert feeds("run", cwd=tmp_path).returncode == 0
    (said,) = re.findall(r"Say that a copy.*?```yaml\n(.*?)```", DOCS, re.S)
    written = (tmp_path / "config.yaml").read_text("utf-8")
    changed = re.sub(r"^keywords:.*?\n\n", said + "\n", written, flags=re.M | re.S)
    assert changed != written
    (tmp_path / "changed.yaml").write_text(changed, "utf-8")
    return tmp_path


def test_a_plan_is_as_the_documentation_shows_it(folder: Path) -> None:
    ((line, shown),) = re.findall(r"```text\n\$ (feeds plan [^\n]*)\n(.*?)```", DOCS, re.S)
    before = tree(folder)
    done = feeds(*line.split()[1:], cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == shown
    assert tree(folder) == before


def test_what_was_planned_is_what_happens(folder: Path) -> None:
    def titles(slug: str) -> set[str]:
        path = folder / "output" / slug / "feed.json"
        items = json.loads(path.read_bytes())["items"] if path.exists() else []
        return {item["title"] for item in items}

    plan = json.loads(
        feeds("plan", "-c", "changed.yaml", "--json", "--examples", "99", cwd=folder).stdout
    )
    slug = "keywords/港口與漁業"
    (port,) = (feed for feed in plan["feeds"] if feed["feed"] == slug)
    before = titles(slug)
    done = feeds("run", "-c", "changed.yaml", "--log-format", "json", "-v", cwd=folder)
    assert done.returncode == 0, done.stderr
    after = titles(slug)
    assert set(port["joins"]) == after - before
    assert set(port["leaves"]) == before - after
    assert (port["joining"], port["leaving"]) == (len(after - before), len(before - after))
    ended = json.loads((folder / "output/keywords/進博會/feed.json").read_bytes())
    assert ended["expired"]
    assert titles("keywords/夜校")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [
        event["feeds"] for event in events if event.get("event") in ("deciding", "decided")
    ] == ["夜校, 港口與漁業"] * 2
    done = feeds("plan", "-c", "changed.yaml", cwd=folder)
    assert re.fullmatch(r"Feeds: \d+ as before\.\n", done.stdout)


def test_a_plan_says_what_is_wrong(folder: Path) -> None:
    (folder / "wrong.yaml").write_text("keywords: ['(扶貧']\n", "utf-8")
    done = feeds("plan", "-c", "wrong.yaml", cwd=folder)
    assert done.returncode == 2
    assert "a parenthesis is not closed" in done.stderr
    (folder / "elsewhere.yaml").write_text("store: sqlite:///none.db\n", "utf-8")
    done = feeds("plan", "-c", "elsewhere.yaml", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "not there yet: feeds run makes it" in done.stderr
    assert not (folder / "none.db").exists()
