"""A loopback server that plays what a test says, and remembers what it was asked."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    """One answer. With `drip`, one byte of the body every so many seconds."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0.0
    length: int | None = None  # what Content-Length claims, if not the truth
    before: float = 0.0  # seconds until the first byte


@dataclass
class Asked:
    """One request as it came; it is noted before its answer goes out, so that who has the answer
    finds it here."""

    path: str
    headers: Mapping[str, str]
    began: float
    ended: float = math.inf


Play = Answer | Callable[[Mapping[str, str]], Answer]


class Server(ThreadingHTTPServer):
    """Answers each path as `plays` says, 404 for others."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, plays: Mapping[str, Play]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.plays = dict(plays)
        self.asked: list[Asked] = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.asked]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.path, headers, time.monotonic())
        self.server.asked.append(asked)
        play = self.server.plays.get(self.path, Answer(status=404))
        answer = play if isinstance(play, Answer) else play(headers)
        try:
            self._send(answer)
        except OSError:  # the client had enough
            self.close_connection = True
        asked.ended = time.monotonic()

    def _send(self, answer: Answer) -> None:
        time.sleep(answer.before)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            length = len(answer.body) if answer.length is None else answer.length
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if answer.drip:
            for at in range(len(answer.body)):
                self.wfile.write(answer.body[at : at + 1])
                time.sleep(answer.drip)
        else:
            self.wfile.write(answer.body)
        if answer.length is not None:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve(plays: Mapping[str, Play]) -> Iterator[Server]:
    """Play `plays` (path -> answer) until the end of the block."""
    with Server(plays) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield server
        server.shutdown()
