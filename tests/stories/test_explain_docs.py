"""What the documentation shows is what the commands print.

With ``REWRITE=1`` in the environment the page is written anew instead.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

from tests.command import PROJECT, feeds

PAGE = PROJECT / "docs" / "explain.md"
HOME = "file:///home/me/feeds"
_SHOWN = re.compile(
    r"```sh\n(?P<line>feeds (?:try|explain) [^\n]*)\n```\n\n```text\n(?P<output>.*?)```", re.S
)
_REFUSED = re.compile(r"```text\n\$ (?P<line>feeds (?!plan).*)\n(?P<output>(?:.*\n)*?)```")


_CHECKED = re.compile(
    r"```yaml\n(?P<config>(?:(?!```).)*)```(?P<between>(?:(?!```).)*)```text\n(?!\$ ).*?```", re.S
)


def checked(match: re.Match[str], folder: Path) -> str:
    """The configuration on the page, with what `feeds check` says of it."""
    (folder / "config.yaml").write_text(match["config"], "utf-8")
    done = feeds("check", cwd=folder)
    assert done.returncode == 0
    said = f"```text\n{done.stderr}```"
    return f"```yaml\n{match['config']}```{match['between']}{said}"


def steady(output: str, folder: Path) -> str:
    """Without what differs from day to day and from place to place."""
    output = output.replace(folder.resolve().as_uri(), HOME)
    output = re.sub(r"\d+\.\d ms", "1.5 ms", output)
    return re.sub(r"(first seen +)[\d-]+ [\d:]+", r"\g<1>2026-11-26 08:00", output)


def test_the_page_shows_what_the_commands_print(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    shutil.copy(PROJECT / "config.yaml", tmp_path)
    assert feeds("run", "-c", "config.yaml", cwd=tmp_path).returncode == 0
    count = 0

    def printed(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        done = feeds(*shlex.split(match["line"])[1:], cwd=tmp_path)
        refused = match[0].startswith("```text")
        assert (done.returncode != 0) == refused, (match["line"], done.stderr)
        said = done.stdout + re.sub(r"python -m feeds", "feeds", done.stderr)
        start = match.start("output") - match.start()
        return match[0][:start] + steady(said, tmp_path).rstrip("\n") + "\n```"

    page = PAGE.read_text("utf-8")
    fresh = _REFUSED.sub(printed, _SHOWN.sub(printed, page))
    assert count >= 7
    fresh = _CHECKED.sub(lambda match: checked(match, tmp_path), fresh)
    if os.environ.get("REWRITE"):
        PAGE.write_text(fresh, "utf-8")
    assert fresh == page
