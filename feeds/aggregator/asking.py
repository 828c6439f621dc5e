"""How all is asked for in a pass: as servers want it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from feeds import __version__
from feeds.aggregator.hosts import Hosts, is_held
from feeds.aggregator.robots import RobotsTexts
from feeds.config import Config
from feeds.fetch import FetchError, Outcome, Request, fetch_all
from feeds.store import Store

_AT_ONE_HOST = 120.0
"""For how many seconds a pass may wait for a host that wants long pauses, in all."""


def user_agent(config: Config) -> str:
    """Who asks: the software, and where its operator can be found."""
    return config.fetch.user_agent or f"feeds/{__version__} (+{config.site.url})"


class Asking:
    """Asks, in one pass at `now`.

    A host has its pauses from one round to the next, one that is down or has enough is left alone,
    and what a robots.txt does not want read is not. With `force`, hosts are asked that failed but
    did not say until when they want to be left alone. `last_answer` is when a server answered
    last, in Unix seconds.
    """

    def __init__(
        self,
        store: Store,
        config: Config,
        now: datetime,
        *,
        force: bool = False,
        last_answer: int | None = None,
    ) -> None:
        self._settings, self._agent = config.fetch, user_agent(config)
        self._hosts = Hosts(store, now, force=force, last_answer=last_answer)
        self._robots = RobotsTexts(store, config, self._agent, now)
        self._not_before: dict[str, float] = {}
        self._waited: Counter[str] = Counter()

    def __call__(self, requests: Sequence[Request]) -> Iterator[tuple[Request, Outcome]]:
        """Each request with its answer, as it comes. What is not asked for has a `FetchError`
        that says why: of the kind ``robots``, or ``held`` if nothing is to be concluded."""
        self.learn(requests)
        allowed: list[Request] = []
        for request in requests:
            if self._hosts.is_held(request.url):
                yield request, self._hosts.why_not(request)
            elif (refused := self.refusal(request)) is not None:
                yield request, refused
            elif not self._has_time(request.url):
                pause = self._robots.pauses[_name(request.url)]
                said = f"its host wants {pause:g} s between two requests: the next pass asks for it"
                yield request, FetchError("held", said)
            else:
                allowed.append(request)
        yield from self._ask(allowed)

    def learn(self, requests: Iterable[Request]) -> None:
        """Ask for each robots.txt that these need."""
        if unknown := self._robots.unknown(requests):
            for request, outcome in self._ask(unknown):
                if not is_held(outcome):
                    self._robots.learned(request, outcome)

    def is_unsure(self, request: Request) -> bool:
        """Whether it is not known what the robots.txt says of it."""
        return bool(self._robots.unknown([request]))

    def refusal(self, request: Request) -> FetchError | None:
        """Why what is asked for is not read; None if it may be."""
        return self._robots.refusal(request)

    def _ask(self, requests: Sequence[Request]) -> Iterator[tuple[Request, Outcome]]:
        left = {request.key: request for request in requests}
        answers = fetch_all(
            requests,
            self._settings,
            self._agent,
            not_before=self._not_before,
            held=self._hosts.held,
            pauses=self._robots.pauses,
        )
        for request, outcome in answers:
            del left[request.key]
            self._hosts.answered(request, outcome)
            yield request, outcome
        yield from ((request, self._hosts.why_not(request)) for request in left.values())

    def _has_time(self, url: str) -> bool:
        """Whether a pass can wait for this one, too."""
        host = _name(url)
        pause = self._robots.pauses.get(host, 0.0)
        if self._waited[host] * pause > _AT_ONE_HOST:
            return False
        self._waited[host] += 1
        return True


def _name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
