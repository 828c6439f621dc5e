"""Hosts that are left alone: one that is down, or has enough, is asked once and not once for each
of its sources. It stands in the store, so that a restart changes nothing."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TypeGuard

from feeds.aggregator.health import printable
from feeds.fetch import FetchError, Outcome, Request, answered_by, host_of, is_outage
from feeds.schedule import backed_off
from feeds.store import HostState, Store

log = logging.getLogger("feeds")

_FIRST = 300  # seconds that a host which failed once is left alone
_ONLINE = 2 * 3600
"""Seconds since anybody answered, after which it is as likely that our own network is down: then a
host that cannot be reached is not left alone longer than the last time."""


def host_after(
    before: HostState | None, host: str, outcome: Outcome, now: int, *, online: bool = True
) -> HostState | None:
    """What is to be remembered of a host after an answer at `now` in Unix seconds; None: nothing.

    It is left alone for as long as it says, else for five minutes, and twice as long with each
    failure in succession, up to a day, as long as we are `online`. Any other answer shows that it
    is there.
    """
    if not isinstance(outcome, FetchError) or not is_outage(outcome):
        return None
    failures = before.failures if before else 0
    if online or outcome.status or not failures:
        failures += 1
    said = printable(outcome.message)
    if outcome.retry_after:
        return HostState(host, now + int(outcome.retry_after), True, failures, said)
    return HostState(host, now + backed_off(host, failures, _FIRST), False, failures, said)


def why_held(state: HostState) -> str:
    """In words, why a host is left alone."""
    said = " and said until when" if state.asked else ""
    times = f", {state.failures} times in a row" if state.failures > 1 else ""
    return f"{state.host} is left alone: {state.error}{said}{times}"


def is_held(outcome: Outcome) -> TypeGuard[FetchError]:
    """Whether it was not asked for, so that nothing is known of it."""
    return isinstance(outcome, FetchError) and outcome.kind == "held"


class Hosts:
    """The hosts in one pass at `now`. `held` are those that are not asked; `fetch_all` adds to it.

    With `force` only those are left alone that said until when. `last_answer` is when anybody
    answered last, in Unix seconds; None if that is not known.
    """

    def __init__(
        self, store: Store, now: datetime, *, force: bool = False, last_answer: int | None = None
    ) -> None:
        self._store, self._now = store, int(now.timestamp())
        self._online = last_answer is None or last_answer > self._now - _ONLINE
        with store.read() as transaction:
            self._known = transaction.hosts()
        self.held = {
            host
            for host, state in self._known.items()
            if state.until > self._now and (state.asked or not force)
        }

    def is_held(self, url: str) -> bool:
        """Whether the host of an address is left alone."""
        return bool(self.held) and host_of(url) in self.held

    def why_not(self, request: Request) -> FetchError:
        """Why what was to be asked for was not."""
        state = self._known.get(host_of(request.url))
        if state is None:
            return FetchError("held", "its host is left alone")
        return FetchError("held", why_held(state), retry_after=max(1, state.until - self._now))

    def answered(self, request: Request, outcome: Outcome) -> None:
        """Remember what an answer says of its host. Raises StoreError."""
        outage = is_outage(outcome)
        self._online = self._online or not outage
        if not outage and not self._known:
            return
        host = answered_by(request, outcome)
        before = self._known.get(host)
        if not host or (before is None and not outage):
            return
        if before is not None and host in self.held and before.until > self._now:
            return  # several were under way when it failed: that is one outage
        after = host_after(before, host, outcome, self._now, online=self._online)
        with self._store.begin() as transaction:
            transaction.note_host(host, after)
        if after is None:
            self._known.pop(host)
            return
        self._known[host] = after
        until = datetime.fromtimestamp(after.until, UTC)
        log.info("%s, until %s", why_held(after), until.strftime("%Y-%m-%d %H:%M UTC"))
