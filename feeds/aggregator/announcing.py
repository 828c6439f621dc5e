"""Telling hubs which documents changed, after they were published: what each is to be told waits
in the store until it took it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from feeds.config import Config
from feeds.publish import document_addresses, is_private
from feeds.store import HubState, Ping, Store, Transaction

if TYPE_CHECKING:
    from feeds.notify import Told

log = logging.getLogger("feeds")

PATIENCE = 10.0
"""How many seconds a pass waits at its end for hubs, at most."""
KEPT = 24 * 3600
"""For so many seconds a hub is tried to be told of a change."""


def announce(
    transaction: Transaction, config: Config, slug: str, files: Iterable[str], now: int
) -> None:
    """Hubs are to be told that these files of a feed's folder changed, unless it is private."""
    if config.site.hub and not is_private(slug):
        topics = document_addresses(config.site, slug, files)
        transaction.add_pings(config.site.hub, topics, now)


def tell_hubs(store: Store, config: Config, now: datetime, user_agent: str) -> None:
    """Tell hubs what they are to be told, those that may be tried at `now`; a pass that has
    nothing for them writes nothing.

    Each is asked in a thread of its own, and given up after `PATIENCE` seconds: what it did not
    take by then, a later pass tells it. Raises StoreError.
    """
    with store.read() as transaction:
        queue = transaction.pings()
        if not queue:
            return
        failing = transaction.failing_hubs()
    second = int(now.timestamp())
    over = [one for one in queue if one.hub not in config.site.hub or one.since + KEPT <= second]
    for hub, some in _by_hub(over).items():
        with store.begin() as transaction:
            transaction.forget_pings(hub, some)
    due = {
        hub: topics
        for hub, topics in _by_hub(one for one in queue if one not in over).items()
        if hub not in failing or failing[hub].due_at <= second
    }
    for hub, told in _asked(due, user_agent, PATIENCE).items():
        state = _state(hub, told, failing.get(hub), second)
        with store.begin() as transaction:
            transaction.forget_pings(hub, told.topics)
            if state is not None or hub in failing:
                transaction.note_hub(hub, state)
        _say(hub, failing.get(hub), state)


def _by_hub(pings: Iterable[Ping]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ping in pings:
        found.setdefault(ping.hub, []).append(ping.topic)
    return found


def _asked(due: Mapping[str, Sequence[str]], user_agent: str, patience: float) -> dict[str, Told]:
    """What each hub took within `patience` seconds."""
    if not due:
        return {}
    from feeds.notify import Told, tell  # few passes have something to tell

    answers = {hub: Told() for hub in due}

    def ask(hub: str) -> None:
        tell(hub, due[hub], user_agent=user_agent, seconds=patience, told=answers[hub])

    # Daemons: a hub that drips its answer keeps no process alive.
    threads = {hub: threading.Thread(target=ask, args=[hub], daemon=True) for hub in due}
    deadline = time.monotonic() + patience + 1
    for thread in threads.values():
        thread.start()
    for hub, thread in threads.items():
        thread.join(max(0, deadline - time.monotonic()))
        if thread.is_alive():
            late = f"no whole answer after {patience:.0f} s"
            answers[hub] = Told(list(answers[hub].topics), late)
    return answers


def _state(hub: str, told: Told, before: HubState | None, now: int) -> HubState | None:
    from feeds.notify import wait

    if told.error is None:
        return None
    failures = (before.failures if before else 0) + 1
    return HubState(hub, failures, now + max(wait(failures), told.retry_after or 0), told.error)


def _say(hub: str, before: HubState | None, after: HubState | None) -> None:
    """Say once that a hub begins to fail, and once that it recovered."""
    if after is not None and before is None:
        said = {"event": "hub-failing", "url": hub}
        log.warning("the hub %s fails: %s", hub, after.error, extra=said)
    elif before is not None and after is None:
        log.warning("the hub %s works again", hub, extra={"event": "hub-recovered", "url": hub})
