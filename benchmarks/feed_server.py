"""``python -m benchmarks.feed_server FEEDS ENTRIES DELAY``: many feeds on loopback, in a process of
their own, so that what they cost is not counted with what asks for them.

Each feed has an ETag, and answers to it with 304. The first line on standard output is the server's
address. ``/counts`` tells how many of each status were answered, and begins to count anew.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from collections import Counter

from benchmarks.parse import chinese

_REASONS = {200: "OK", 304: "Not Modified", 404: "Not Found"}


class Feeds:
    """The feeds of one server."""

    def __init__(self, number: int, entries: int, delay: float) -> None:
        self.bodies = [chinese(index, entries) for index in range(number)]
        self.tags = [f'"{hashlib.md5(body).hexdigest()}"' for body in self.bodies]
        self.delay = delay
        self.counts: Counter[int] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until its client leaves."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
                writer.write(await self.answer(lines[0].split(" ")[1], headers))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def answer(self, path: str, headers: dict[str, str]) -> bytes:
        """What is answered to one request."""
        if path == "/counts":
            body = json.dumps(self.counts).encode()
            self.counts.clear()
            return _answer(200, body)
        name = path.removeprefix("/").removesuffix(".xml")
        if not name.isdecimal() or int(name) >= len(self.bodies):
            return self.counted(404)
        await asyncio.sleep(self.delay)
        tag = self.tags[int(name)]
        if headers.get("if-none-match") == tag:
            return self.counted(304, b"", f"ETag: {tag}\r\n")
        media = "Content-Type: application/rss+xml\r\n"
        return self.counted(200, self.bodies[int(name)], f"ETag: {tag}\r\n{media}")

    def counted(self, status: int, body: bytes = b"", headers: str = "") -> bytes:
        """The answer, which is counted."""
        self.counts[status] += 1
        return _answer(status, body, headers)


def _answer(status: int, body: bytes, headers: str = "") -> bytes:
    length = "" if status == 304 else f"Content-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status} {_REASONS[status]}\r\n{headers}{length}\r\n".encode() + body


async def main(number: int, entries: int, delay: float) -> None:
    """Serve until the process is ended."""
    feeds = Feeds(number, entries, delay)
    server = await asyncio.start_server(feeds.serve, "127.0.0.1", 0, backlog=512)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
