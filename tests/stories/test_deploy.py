"""What `deploy/` holds does what it says, as far as a test can try it."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from cronsim import CronSim

from tests.command import PROJECT

DEPLOY = PROJECT / "deploy"
UNITS = sorted(path for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer"))


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with a configuration and a `feeds` that can be started by its path."""
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    shutil.copy(PROJECT / "config.yaml", tmp_path)
    program = tmp_path / "feeds"
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH="{PROJECT}" PYTHONUTF8=1 exec "{sys.executable}" -m feeds "$@"\n'
    )
    program.chmod(0o755)
    return tmp_path


def moved(command: str, folder: Path) -> str:
    """A command of the files, for what is installed in this folder."""
    return command.replace("/opt/feeds/bin/feeds", f"{folder}/feeds").replace(
        "/var/lib/feeds", str(folder)
    )


def cron_lines() -> list[tuple[str, str]]:
    """The times and the commands of the crontab."""
    lines = (DEPLOY / "crontab").read_text().splitlines()
    found = [line.split(None, 5) for line in lines if line and not line.startswith("#")]
    return [(" ".join(parts[:5]), parts[5]) for parts in found]


def test_the_lines_of_the_crontab_do_what_they_say(installed: Path) -> None:
    for times, line in cron_lines():
        assert CronSim(times, datetime(2026, 1, 1))
        command = moved(re.sub(r"\\%", "%", line), installed)  # as cron reads it
        done = subprocess.run(
            ["/bin/sh", "-c", command], capture_output=True, text=True, timeout=120
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), line
    assert (installed / "output/all/atom.xml").exists()


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_are_what_systemd_takes(unit: Path) -> None:
    parsed = configparser.RawConfigParser(strict=False)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read(unit)
    assert parsed["Unit"]["Description"]
    if unit.suffix == ".service":
        command = parsed["Service"]["ExecStart"].split()
        assert command[0] == "/opt/feeds/bin/feeds"
        told = subprocess.run(
            [sys.executable, "-m", "feeds", command[1], "--help"],
            cwd=PROJECT, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert told.returncode == 0
        assert all(word in told.stdout for word in command if word.startswith("--"))
    else:
        assert (DEPLOY / f"{unit.stem}.service").exists()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_nothing_wrong(installed: Path) -> None:
    for unit in UNITS:
        text = unit.read_text().replace("User=feeds\n", "")
        (installed / unit.name).write_text(moved(text, installed))
    units = [str(installed / unit.name) for unit in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    about = [line for line in done.stderr.splitlines() if "feeds" in line]
    assert about == []
