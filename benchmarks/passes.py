"""Whole passes over 1,000 loopback sources, against `reader` in an environment of its own.

Both are processes that ask the same server, eight requests at once; what each was answered is
counted there. `reader` fetches, parses and stores; ours also looks for copies of articles, routes
to sections and keyword feeds, and publishes them in three formats.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

_ROOT = Path(__file__).resolve().parent.parent
_PEER = _ROOT / ".venv" / "peers" / "reader"
_SOURCES, _ENTRIES, _WORKERS = 1_000, 20, 8
_DELAY = 0.2

_READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
if sys.argv[3] == "add":
    for number in range(int(sys.argv[4])):
        reader.add_feed(f"{sys.argv[2]}/{number}.xml")
else:
    reader.update_feeds(scheduled=False, workers=int(sys.argv[4]))
"""
_CONFIG = """
site: {{title: Bench, url: https://bench.example/, language: zh-Hant}}
sources: [{sources}]
keywords: [扶貧, 教育, 港口, 展覽, 颱風, 'title:漁民', '文化 音樂', '天氣 NOT 颱風', 合作社, 燈塔]
fetch: {{concurrency: {workers}, per_host: {workers}, pause: 0s}}
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of CPU and of the clock, megabytes at most."""

    cpu: float
    wall: float
    memory: float
    answers: dict[str, int]


def measured(command: list[str], server: str, folder: str) -> Cost:
    """Run a command to its end, and say what it cost. Raises RuntimeError if it fails."""
    before = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - before
    if status:
        raise RuntimeError(f"{command[0]} ended with {status}: {said.decode()[-2000:]}")
    answers = requests.get(f"{server}/counts", timeout=10).json()
    scale = 1024 if sys.platform == "linux" else 1024 * 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / scale, answers)


@contextmanager
def serving(delay: float = 0.0) -> Iterator[str]:
    """The feeds' server; yields its address."""
    command = [sys.executable, "-m", "benchmarks.feed_server"]
    numbers = [str(_SOURCES), str(_ENTRIES), str(delay)]
    with subprocess.Popen([*command, *numbers], cwd=_ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().decode().strip()
        finally:
            process.terminate()


def peer() -> str:
    """The Python of an environment with `reader` in it."""
    python = _PEER / "bin" / "python"
    if not python.exists():
        venv.create(_PEER, with_pip=True)
        install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*install, "reader", "sgmllib3k"], check=True)
    return str(python)


def ours(server: str, folder: str) -> list[str]:
    """The command that is one pass of ours over all sources."""
    sources = ", ".join(f"{server}/{number}.xml" for number in range(_SOURCES))
    config = Path(folder, "config.yaml")
    config.write_text(_CONFIG.format(sources=sources, workers=_WORKERS))
    feeds = str(Path(sys.executable).with_name("feeds"))
    return [feeds, "run", "-c", str(config), "--force", "--strict"]


def show(name: str, what: str, cost: Cost, against: Cost | None = None) -> None:
    """One line of what was measured."""
    ratio = f": {against.cpu / cost.cpu:.1f} times as cheap" if against else ""
    print(
        f"{name}, {what}: {cost.cpu:.2f} s of CPU, {cost.wall:.1f} s, {cost.memory:.0f} MB, "
        f"answers {json.dumps(cost.answers)}{ratio}"
    )


def main() -> None:
    """A first pass and one of 304s; then both again from a server that takes its time."""
    print(f"{_SOURCES:,} sources of {_ENTRIES} entries, {_WORKERS} at once")
    with serving() as server, tempfile.TemporaryDirectory() as folder:
        python = peer()
        database = str(Path(folder, "reader.db"))
        script = [python, "-c", _READER, database, server]
        measured([*script, "add", str(_SOURCES)], server, folder)
        command = ours(server, folder)
        for what in ("first pass", "nothing new"):
            reader = measured([*script, "update", str(_WORKERS)], server, folder)
            show("reader", what, reader)
            show("feeds", what, measured(command, server, folder), reader)
    with serving(_DELAY) as server, tempfile.TemporaryDirectory() as folder:
        command = ours(server, folder)
        least = _SOURCES * _DELAY / _WORKERS
        for what in ("first pass", "nothing new"):
            cost = measured(command, server, folder)
            show("feeds", f"{what}, {_DELAY * 1000:.0f} ms before each answer", cost)
            print(f"  {cost.wall / least:.2f} of sources × delay / workers")
