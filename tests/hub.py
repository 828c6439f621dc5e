"""A WebSub hub on loopback that answers as a test says, and remembers what it was told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from tests.server import Answer

TAKEN = Answer(status=204)


class Hub(ThreadingHTTPServer):
    """`answer` is what it says to the next, given the addresses that it is told of."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/hub"
        self.answer: Callable[[list[str]], Answer] = lambda topics: TAKEN
        self.requests: list[list[tuple[str, str]]] = []
        self.agents: list[str] = []

    def topics(self) -> list[str]:
        """All addresses that it was told of since this was asked last, in order."""
        found = [value for form in self.requests for name, value in form if name == "hub.url"]
        self.requests.clear()
        return sorted(found)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Hub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
        assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        form = parse_qsl(body, strict_parsing=True)
        self.server.requests.append(form)
        self.server.agents.append(self.headers["User-Agent"])
        answer = self.server.answer([value for name, value in form if name == "hub.url"])
        try:
            time.sleep(answer.before)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 204:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            for at in range(len(answer.body)):
                self.wfile.write(answer.body[at : at + 1])
                time.sleep(answer.drip)
        except OSError:  # who asked had enough
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def hub() -> Iterator[Hub]:
    """A hub until the end of the block."""
    with Hub() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()
