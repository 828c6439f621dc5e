"""What robots.txt wants, as it is remembered: each origin is asked for its own once a day, when
something is to be read there that it concerns (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from feeds.config import Config
from feeds.fetch import FetchError, Outcome, Request, Response, host_of
from feeds.fetch.robots import ACCEPT, Robots, product_token, robots_url, text_in
from feeds.store import RobotsState, Store

_DAY, _HOUR = 86400, 3600
_GIVEN_UP = 30 * _DAY  # section 2.3.1.4: "a reasonably long period of time (for example, 30 days)"


def is_fresh(state: RobotsState, now: int) -> bool:
    """Whether it need not be asked for: section 2.4. What cannot be had is tried more often."""
    return now - state.at < (_DAY if state.lost_at is None else _HOUR)


def robots_after(
    before: RobotsState | None, origin: str, outcome: Outcome, now: int
) -> RobotsState:
    """What is to be remembered after an answer at `now` in Unix seconds.

    Where there is none (4xx, or redirects that lead nowhere) everything may be read; one that
    cannot be had for now forbids everything: sections 2.3.1.2 to 2.3.1.4. 429 is of the latter,
    for it says nothing of what there is.
    """
    if isinstance(outcome, Response):
        return RobotsState(origin, now, text_in(outcome.body))
    if isinstance(outcome, FetchError):
        status = outcome.status or 0
        none = (400 <= status < 500 and status != 429) or outcome.kind in ("redirect", "inward")
        if none:
            return RobotsState(origin, now, "")
    lost_at = before.lost_at if before and before.lost_at else now
    return RobotsState(origin, now, before.text if before else None, lost_at)


class RobotsTexts:
    """What the origins say to us, in one pass at `now`. `pauses` are what hosts want, by name."""

    def __init__(self, store: Store, config: Config, user_agent: str, now: datetime) -> None:
        self._store, self._now = store, int(now.timestamp())
        self._scope, self._token = config.fetch.robots, product_token(user_agent)
        self._known: dict[str, RobotsState] = {}
        self._read: dict[str, Robots] = {}
        with store.read() as transaction:
            delays = transaction.delays() if self._scope != "none" else {}
        self.pauses = {urlsplit(at).hostname or "": float(delay) for at, delay in delays.items()}

    def concerns(self, request: Request) -> bool:
        """Whether what is to be asked for is for a robots.txt to say."""
        wanted = self._scope == "all" or (self._scope == "pages" and request.page)
        return wanted and host_of(request.url) != ""

    def unknown(self, requests: Iterable[Request]) -> list[Request]:
        """The requests for each robots.txt that these need and that is not known well enough."""
        needed: dict[str, Request] = {}
        for request in filter(self.concerns, requests):
            needed.setdefault(robots_url(request.url), request)
        if fresh := needed.keys() - self._known.keys():
            with self._store.read() as transaction:
                self._known.update(transaction.robots(fresh))
        return [
            Request(url, url, accept=ACCEPT, trusted=request.trusted)
            for url, request in needed.items()
            if url not in self._known or not is_fresh(self._known[url], self._now)
        ]

    def learned(self, request: Request, outcome: Outcome) -> None:
        """Remember the answer to one of these. Raises StoreError."""
        url = request.url
        state = robots_after(self._known.get(url), url, outcome, self._now)
        robots = Robots(state.text or "", self._token)
        delay = int(-(-robots.delay // 1)) or None
        state = RobotsState(url, state.at, state.text, state.lost_at, delay)
        with self._store.begin() as transaction:
            transaction.save_robots([state])
        self._known[url] = state
        self._read[url] = robots
        if delay:
            host = urlsplit(url).hostname or ""
            self.pauses[host] = max(self.pauses.get(host, 0.0), float(delay))

    def refusal(self, request: Request) -> FetchError | None:
        """Why what is to be asked for is not read; None if it may be."""
        if not self.concerns(request):
            return None
        url = robots_url(request.url)
        state = self._known.get(url)
        if state is None or (state.text is None and self._lost(state) < _GIVEN_UP):
            return FetchError(
                "robots",
                f"{url} cannot be had, so that nothing here is read for now (fetch.robots)",
            )
        robots = self._read.get(url)
        if robots is None:
            robots = self._read[url] = Robots(state.text or "", self._token)
        if robots.allows(request.url):
            return None
        return FetchError(
            "robots", f"{url} does not want {self._token} to read this page (fetch.robots)"
        )

    def _lost(self, state: RobotsState) -> int:
        return 0 if state.lost_at is None else self._now - state.lost_at
