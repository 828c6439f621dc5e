"""Many requests at once: bounded threads, never too many or too fast at one host."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from feeds.config import Fetch
from feeds.fetch import file, http
from feeds.fetch.hosts import answered_by, host_of, is_outage
from feeds.fetch.result import FetchError, Outcome, Request
from feeds.fetch.session import Session, open_session


def fetch_one(session: Session, request: Request, settings: Fetch) -> Outcome:
    """Ask one source, over http(s) or in the file system; never raises."""
    try:
        scheme = urlsplit(request.url).scheme.lower()
    except ValueError as error:
        return FetchError("address", f"no address to ask: {error}")
    if scheme == "file":
        if not (request.trusted or "").startswith("file:"):
            return FetchError("inward", "files are read only where the configuration names them")
        return file.read(request, max_bytes=settings.max_bytes)
    if scheme in ("http", "https"):
        return http.get(
            session,
            request,
            timeout=settings.timeout,
            connect_timeout=settings.connect_timeout,
            max_bytes=settings.max_bytes,
            max_redirects=settings.redirects,
            allowed=settings.allow_networks,
        )
    return FetchError("address", f"cannot fetch {scheme or 'an address without a scheme'}")


def fetch_all(
    requests_: Iterable[Request],
    settings: Fetch,
    user_agent: str,
    *,
    not_before: dict[str, float] | None = None,
    held: set[str] | None = None,
    pauses: Mapping[str, float] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[tuple[Request, Outcome]]:
    """Ask all sources; yields each answer as it comes.

    At most `settings.concurrency` requests are under way, at most `settings.per_host` of them
    to one host, and `settings.pause` seconds pass between the end of one request to a host and
    the start of the next. Answers that nobody has taken yet are bounded: workers wait.

    `not_before` says when hosts may next be asked, by `clock`, and is kept up to date: who hands
    it from one call to the next has the pauses hold between them. `held` are hosts that are not
    asked: requests to them get no answer. One that is down, or says that it has enough, becomes
    one of them; with None, all are asked whatever they say. `pauses` are seconds by the names of
    hosts that want more of them than `settings.pause`.
    """
    hosts = {} if not_before is None else not_before
    turns = _Turns(list(requests_), settings.per_host, settings.pause, clock, hosts, held, pauses)
    workers = min(settings.concurrency, turns.width)
    answers: queue.Queue[tuple[Request, Outcome] | None] = queue.Queue(maxsize=2 * workers + 1)

    def work() -> None:
        with open_session(user_agent) as session:
            while (request := turns.take()) is not None:
                try:
                    outcome = fetch_one(session, request, settings)
                except Exception as error:  # kept to this one source
                    outcome = FetchError("crash", f"{type(error).__name__}: {error}")
                if held is not None and is_outage(outcome):
                    held.add(answered_by(request, outcome))
                turns.done(request)
                answers.put((request, outcome))
        answers.put(None)

    threads = [
        threading.Thread(target=work, name=f"fetch-{number}", daemon=True)
        for number in range(workers)
    ]
    for thread in threads:
        thread.start()
    try:
        running = workers
        while running:
            answer = answers.get()
            if answer is None:
                running -= 1
            else:
                yield answer
    finally:
        turns.stop()
        while any(thread.is_alive() for thread in threads):
            with contextlib.suppress(queue.Empty):  # a worker may wait for room in the queue
                answers.get(timeout=0.05)


class _Turns:
    """Whose turn it is: hands out requests so that each host is asked politely."""

    def __init__(
        self,
        requests_: list[Request],
        per_host: int,
        pause: float,
        clock: Callable[[], float],
        not_before: dict[str, float],
        held: set[str] | None = None,
        pauses: Mapping[str, float] | None = None,
    ) -> None:
        self._pauses = pauses or {}
        self._pause, self._clock, self._held = pause, clock, set() if held is None else held
        self._changed = threading.Condition()
        self._waiting: dict[str, deque[Request]] = {}
        for request in requests_:
            self._waiting.setdefault(_host(request.url), deque()).append(request)
        self._free = dict.fromkeys(self._waiting, per_host)
        self._not_before = not_before
        self._stopped = False
        self.width = sum(min(per_host, len(line)) for line in self._waiting.values())

    def take(self) -> Request | None:
        """The next request whose host may be asked; waits for it; None when none is left."""
        with self._changed:
            while self._waiting and not self._stopped:
                now = self._clock()
                soonest = None
                for host, line in list(self._waiting.items()):
                    while line and self._held and host_of(line[0].url) in self._held:
                        line.popleft()
                    if not line:
                        del self._waiting[host]
                        continue
                    if not self._free[host]:
                        continue
                    if (until := self._not_before.get(host, now)) > now:
                        soonest = min(soonest or float("inf"), until)
                        continue
                    self._free[host] -= 1
                    request = line.popleft()
                    del self._waiting[host]
                    if line:  # to the end of the round, so that hosts take turns
                        self._waiting[host] = line
                    return request
                if self._waiting:
                    self._changed.wait(None if soonest is None else max(0.0, soonest - now))
            return None

    def done(self, request: Request) -> None:
        """Its host may be asked again, after the pause."""
        host = _host(request.url)
        with self._changed:
            self._free[host] += 1
            pause = max(self._pause, self._pauses.get(host, 0.0)) if host else 0.0
            self._not_before[host] = self._clock() + pause
            self._changed.notify_all()

    def stop(self) -> None:
        """Hand out no more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()


def _host(url: str) -> str:
    """The host's name or address; empty for files, which need no manners."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme != "file" else ""
    except ValueError:
        return ""
