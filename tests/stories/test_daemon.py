"""The daemon as a process: passes when they are due, signals, a configuration that changes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command import PROJECT, feeds
from tests.server import Answer, serve

RSS = '<rss version="2.0"><channel><title>a</title>{}</channel></rss>'
SETTINGS = "fetch: {pause: 0}\n"


def rss(*titles: str) -> Answer:
    items = (f"<item><guid>{t}</guid><title>{t}</title></item>" for t in titles)
    return Answer(RSS.format("".join(items)).encode())


@contextmanager
def daemon(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A daemon in this folder; its stderr goes to the file `log`."""
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "feeds", "daemon", *options],
            cwd=folder, stdout=log, stderr=log, text=True,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"},
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def until(found: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it comes true within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.05)
    return False


def titles(folder: Path) -> set[str]:
    path = folder / "output/all/feed.json"
    return (
        {item["title"] for item in json.loads(path.read_bytes())["items"]}
        if path.exists()
        else set()
    )


def said(folder: Path) -> str:
    return (folder / "log").read_text()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_publishes_takes_up_a_changed_configuration_and_ends_when_told(
    tmp_path: Path, how: signal.Signals
) -> None:
    config = tmp_path / "config.yaml"
    with serve({"/a": rss("first"), "/b": rss("second")}) as server:
        config.write_text(f"sources: ['{server.url}/a']\n{SETTINGS}")
        with daemon(tmp_path) as process:
            assert until(lambda: titles(tmp_path) == {"first"}), said(tmp_path)
            config.write_text(f"sources: ['{server.url}/a', '{server.url}/b'\n")
            if how == signal.SIGTERM:  # else it is seen without
                process.send_signal(signal.SIGHUP)
            assert until(lambda: "the one before stays in force" in said(tmp_path))
            assert process.poll() is None
            config.write_text(f"sources: ['{server.url}/a', '{server.url}/b']\n{SETTINGS}")
            if how == signal.SIGTERM:
                process.send_signal(signal.SIGHUP)
            assert until(lambda: titles(tmp_path) == {"first", "second"}), said(tmp_path)
            process.send_signal(how)
            assert process.wait(timeout=60) == 0
    assert server.paths().count("/a") == 1  # it was not due again
    assert said(tmp_path).count("stays in force") == 1
    assert feeds("run", cwd=tmp_path).stderr == ""


def test_it_ends_in_time_while_servers_keep_it_waiting(tmp_path: Path) -> None:
    with serve({"/a": rss("first"), "/slow": Answer(b"x" * 100, drip=1.0)}) as server:
        other = server.url.replace("127.0.0.1", "localhost")
        (tmp_path / "config.yaml").write_text(
            f"sources: ['{server.url}/a', '{other}/slow']\n{SETTINGS}"
        )
        with daemon(tmp_path, "--timeout", "1s") as process:
            assert until(lambda: len(server.asked) == 2)
            time.sleep(0.5)  # so that what was given is taken
            begun = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=30) == 0
            assert time.monotonic() - begun < 10
        assert "the next one goes on" in said(tmp_path)
        server.plays["/slow"] = rss("second")
        assert feeds("run", "--force", cwd=tmp_path).returncode == 0
        assert titles(tmp_path) == {"first", "second"}


def test_a_second_pass_says_so_and_ends_with_0(tmp_path: Path) -> None:
    with serve({"/slow": Answer(RSS.format("").encode(), before=4)}) as server:
        (tmp_path / "config.yaml").write_text(f"sources: ['{server.url}/slow']\n{SETTINGS}")
        with daemon(tmp_path) as process:
            assert until(lambda: len(server.asked) == 1)
            second = feeds("run", cwd=tmp_path)
            assert second.returncode == 0
            assert "another pass is at work" in second.stderr
            assert len(second.stderr.splitlines()) == 1
            process.kill()  # and leaves nothing behind
            process.wait()
        done = feeds("run", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
    assert len(server.asked) == 2


def test_it_does_not_begin_with_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("sources: [a.xml\n")
    assert feeds("daemon", cwd=tmp_path).returncode == 2
    (tmp_path / "config.yaml").write_text("sources: []\n")
    refused = feeds("daemon", "--timeout", "soon", cwd=tmp_path)
    assert (refused.returncode, "--timeout" in refused.stderr) == (2, True)
