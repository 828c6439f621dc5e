"""``make soak``: the daemon for twenty minutes over 500 loopback sources that change.

Its memory, threads and open files are looked at all the time. Over the last half memory should be
flat, and nothing more should be open. ``FEEDS_SOAK`` is another number of minutes.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from email.utils import formatdate
from pathlib import Path
from typing import NamedTuple

from benchmarks.feed_server import Feeds

_ROOT = Path(__file__).resolve().parent.parent
_SOURCES, _SHOWN = 500, 20
_PERIOD = 120.0  # seconds from one entry of a source to its next
_EACH = 5.0  # seconds between two looks
_WORDS = (
    "扶貧 教育 港口 展覽 颱風 漁民 文化 音樂 天氣 合作社 燈塔 市場 圖書館 渡輪 果園 稻田".split()
)
_CONFIG = """
site: {{title: Soak, url: https://soak.example/, language: zh-Hant}}
sources: [{sources}]
keywords: [扶貧, 教育, 港口, 展覽, 颱風, '文化 音樂', '天氣 NOT 颱風', 合作社, 燈塔]
schedule: {{every: 30s}}
fetch: {{concurrency: 16, per_host: 16, pause: 0s}}
"""


class Changing(Feeds):
    """Feeds of which each has one entry more every so often."""

    def __init__(self) -> None:
        super().__init__(0, 0, 0.0)
        self.began = time.time()

    async def answer(self, path: str, headers: dict[str, str]) -> bytes:
        """What is answered to one request."""
        name = path.removeprefix("/").removesuffix(".xml")
        if not name.isdecimal():
            return await super().answer(path, headers)
        number = int(name)
        last = _SHOWN + int((time.time() - self.began) / _PERIOD + number / _SOURCES)
        if headers.get("if-none-match") == f'"{last}"':
            return self.counted(304)
        media = "Content-Type: application/rss+xml\r\n"
        return self.counted(200, self.body(number, last), f'ETag: "{last}"\r\n{media}')

    def body(self, number: int, last: int) -> bytes:
        """The document after its entry `last`."""
        items = []
        for entry in range(last, last - _SHOWN, -1):
            words = [_WORDS[(number * 7 + entry * step) % len(_WORDS)] for step in range(1, 60)]
            came = formatdate(self.began + (entry - _SHOWN - number / _SOURCES) * _PERIOD)
            text = f"<p>{number} 號{entry} {'，'.join(words)}。</p>"
            items.append(
                f"<item><guid>{number}-{entry}</guid><title>{words[0]}{number}之{entry}</title>"
                f"<pubDate>{came}</pubDate><link>https://s{number}.example/{entry}</link>"
                f"<category>{words[1]}</category>"
                f"<description><![CDATA[{text}]]></description></item>"
            )
        inside = f"<title>{number}</title>{''.join(items)}"
        return f"<rss version='2.0'><channel>{inside}</channel></rss>".encode()


class Look(NamedTuple):
    """At a second since the beginning: resident kilobytes, threads, open files."""

    at: float
    memory: int
    threads: int
    files: int


def look(process: int, at: float) -> Look:
    """A process as it is now, by /proc."""
    status = Path(f"/proc/{process}/status").read_text()
    found = dict(line.split(":", 1) for line in status.splitlines())
    files = len(list(Path(f"/proc/{process}/fd").iterdir()))
    return Look(at, int(found["VmRSS"].split()[0]), int(found["Threads"]), files)


def main() -> None:
    """Soak, and say what came of it."""
    minutes = float(os.environ.get("FEEDS_SOAK", "20"))
    serving = [sys.executable, "-m", "benchmarks.soak"]
    with (
        subprocess.Popen(serving, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        sources = ", ".join(f"{address}/{number}.xml" for number in range(_SOURCES))
        Path(folder, "config.yaml").write_text(_CONFIG.format(sources=sources))
        command = [sys.executable, "-m", "feeds", "daemon"]
        environ = {**os.environ, "PYTHONPATH": str(_ROOT)}
        with subprocess.Popen(command, cwd=folder, env=environ) as daemon:
            looks = _watch(daemon, minutes * 60)
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(timeout=120)
        server.terminate()
    _tell(looks)


def _watch(daemon: subprocess.Popen[bytes], seconds: float) -> list[Look]:
    began, looks = time.monotonic(), []
    while (at := time.monotonic() - began) < seconds:
        if daemon.poll() is not None:
            raise RuntimeError(f"the daemon ended by itself with {daemon.returncode}")
        looks.append(look(daemon.pid, at))
        if len(looks) % 12 == 0:
            print(f"{at / 60:5.1f} min: {looks[-1].memory / 1024:.1f} MB", flush=True)
        time.sleep(_EACH)
    return looks


def _tell(looks: list[Look]) -> None:
    half = looks[len(looks) // 2 :]
    slope, base = statistics.linear_regression(
        [one.at for one in half], [float(one.memory) for one in half]
    )
    span = half[-1].at - half[0].at
    growth = slope * span / (base + slope * half[0].at)
    print(
        f"last half, {span / 60:.0f} min: memory {half[0].memory / 1024:.1f} to "
        f"{half[-1].memory / 1024:.1f} MB, by its line {growth:+.1%}; at most "
        f"{max(one.memory for one in looks) / 1024:.1f} MB"
    )
    for name in ("threads", "files"):
        numbers = [getattr(one, name) for one in half]
        quarter = len(numbers) // 2
        print(
            f"{name}: least {min(numbers[:quarter])}, then {min(numbers[quarter:])}; "
            f"most {max(numbers)}"
        )


async def _serve() -> None:
    feeds = Changing()
    server = await asyncio.start_server(feeds.serve, "127.0.0.1", 0, backlog=512)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
