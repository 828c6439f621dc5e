"""What the documentation says can be done is done, and what can be done is said."""

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from feeds.config import Config
from tests.command import PROJECT, feeds

PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]


def commands(page: Path) -> list[str]:
    """The lines of all blocks that are marked as shell."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", page.read_text("utf-8"), re.M | re.S)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=lambda page: page.name)
def test_every_command_works_in_the_order_of_the_page(page: Path, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    shutil.copy(PROJECT / "config.yaml", tmp_path)
    for line in commands(page):
        words = shlex.split(line)
        if words[0] == "make":
            run = subprocess.run(["make", "-n", *words[1:]], cwd=PROJECT, capture_output=True)
            assert run.returncode == 0, line
        else:
            assert words[0] == "feeds", f"a command that no test can run: {line}"
            done = feeds(*words[1:], cwd=tmp_path)
            assert done.returncode == 0, (line, done.stderr)


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def keys(schema: dict[str, Any], node: dict[str, Any], prefix: str = "") -> set[str]:
    """The names of all keys below a node of a JSON Schema."""
    found = set()
    for name, value in node.get("properties", {}).items():
        found.add(name)
        inner = value.get("items", value)
        if "$ref" in inner:
            found |= keys(schema, schema["$defs"][inner["$ref"].rpartition("/")[2]])
    return found


def test_every_key_of_the_configuration_is_documented() -> None:
    schema = Config.model_json_schema()
    page = (PROJECT / "docs/configuration.md").read_text("utf-8")
    documented = set(re.findall(r"`(?:\w+\.)?(\w+)`", page))
    assert keys(schema, schema) - documented == set()


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = project["dependencies"] + [
        name for extra in project["optional-dependencies"].values() for name in extra
    ]
    names = {re.split(r"[\[<>=; ]", name)[0].lower() for name in listed} - {"feeds"}
    page = (PROJECT / "docs/dependencies.md").read_text("utf-8").lower()
    assert {name for name in names if not re.search(rf"\b{re.escape(name)}\b", page)} == set()


def test_constraints_pin_every_dependency() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[\[<>=; ]", name)[0].lower() for name in project["dependencies"]}
    pinned = (PROJECT / "constraints.txt").read_text("utf-8").lower()
    assert {name for name in names if f"\n{name}==" not in pinned} == set()


def test_no_module_is_over_400_lines() -> None:
    modules = [*(PROJECT / "feeds").rglob("*.py"), *(PROJECT / "tests").rglob("*.py")]
    long = {p.name for p in modules if len(p.read_text("utf-8").splitlines()) > 400}
    assert long == set()
