"""Feeds that end, and where those go that move: what is remembered for their subscribers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from feeds.aggregator.private import Privacy
from feeds.model import Feed, FeedKind, Section
from feeds.publish import is_private
from feeds.route.scheme import Named, Scheme
from feeds.route.sections import section_key
from feeds.store import FeedRow, Redirect, Transaction

_NAMED, _MOVED = "named", "moved"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feed as the configuration has it; `rule` is what its members are to be decided by."""

    feed: Feed
    rule: str = ""


def named_rule(named: Named) -> str:
    """What a named section is known by, wherever it stands."""
    said = [_NAMED, named.title, named.written, sorted(named.sources)]
    return json.dumps(said, ensure_ascii=False)


def is_named(row: FeedRow) -> bool:
    """Whether this is the feed of a section that the configuration names."""
    return row.kind == "section" and row.rule.startswith(f'["{_NAMED}"')


def moves(stored: Mapping[str, FeedRow], wanted: Mapping[str, Wanted]) -> list[tuple[FeedRow, str]]:
    """The feeds that stand in the configuration under another name, with the keys of those: what
    they ask for, or hold, is the same."""
    new: dict[tuple[str, str], str] = {}
    for key, want in wanted.items():
        if key not in stored and _tells(want.feed.kind, want.rule):
            new.setdefault((want.feed.kind, want.rule), key)
    found = []
    for row in stored.values():
        if row.key not in wanted and (row.kind, row.rule) in new:
            found.append((row, new.pop((row.kind, row.rule))))
    return found


def _tells(kind: str, rule: str) -> bool:
    """Whether two feeds of this rule can only be one."""
    if kind == "section":  # one that says nothing but where it is is told by nothing else
        return rule.startswith(f'["{_NAMED}"') and rule != named_rule(Named(()))
    return kind in ("keyword", "combined")


def follow_moves(
    transaction: Transaction, stored: dict[str, FeedRow], wanted: Mapping[str, Wanted]
) -> None:
    """Give feeds that are called otherwise their new names; `stored` becomes what is stored then.

    Their entries stay with them, but for sections, whose entries follow as they are placed.
    """
    found = moves(stored, wanted)
    moved = {row.pk for row, _ in found}
    for row, key in found:
        feed = wanted[key].feed
        if row.kind == "section":
            rule = json.dumps([_MOVED, *feed.path], ensure_ascii=False)
            transaction.change_feed(row.pk, rule=rule, changed=True)
            continue
        path = feed.path or (feed.title,)
        if row.slug:
            transaction.add_redirect(_redirect(row, key))
        transaction.change_feed(
            row.pk, key=key, title=feed.title, path=path, slug=None, changed=True
        )
        transaction.rename_backlog(row.key, key)
        del stored[row.key]
        stored[key] = FeedRow(
            row.pk, key, row.kind, feed.title, path, None, row.rule, True, row.size, row.newest
        )
    for row in stored.values():
        if is_named(row) and row.key not in wanted and row.pk not in moved:
            transaction.change_feed(row.pk, rule="", changed=True)


def end_feed(transaction: Transaction, row: FeedRow, to_key: str | None = None) -> None:
    """Forget a feed; its folder leads to another, or says that it ended."""
    transaction.drop_feed(row.pk)
    if row.slug:
        transaction.add_redirect(_redirect(row, to_key))


def successor(scheme: Scheme, row: FeedRow) -> Section | None:
    """Where the feed of a section has gone whose entries have left it."""
    if row.rule.startswith(f'["{_MOVED}"'):
        return scheme.canonical(tuple(json.loads(row.rule)[1:]))
    return scheme.successor(row.path)


@dataclass(frozen=True, slots=True)
class Settled:
    """Where feeds that ended have gone: those that `moved` to another feed, those that `ended`
    and whose folder says so or is to, and those whose folder is to be `removed`."""

    moved: Sequence[Redirect]
    ended: Sequence[Redirect]
    removed: Sequence[Redirect]


def settle_redirects(transaction: Transaction, privacy: Privacy, now: int, grace: int) -> Settled:
    """Say where feeds that ended have gone, now that all feeds have their folders.

    Whatever led to a folder leads on from there, so that nothing goes in circles. What leads
    nowhere is removed when it has said so for `grace` seconds; what was private by another secret
    at once. Nothing public leads to what is private.
    """
    redirects = transaction.redirects()
    if not redirects:
        return Settled((), (), ())
    by_key = {row.key: row for row in transaction.feeds() if row.slug}
    slugs = {row.slug: row for row in by_key.values()}
    for redirect in redirects:
        if redirect.target is None and redirect.to_key is not None:
            found = _nearest(by_key, redirect.to_key)
            if found is not None and found.slug:
                transaction.lead_to(redirect.slug, found.key, found.slug)
                transaction.mark_changed([found.pk])  # with it, what leads to it is written
    redirects = transaction.redirects()
    transaction.forget_redirects([one.slug for one in redirects if one.slug in slugs])
    moved: list[Redirect] = []
    ended: list[Redirect] = []
    removed: list[Redirect] = []
    for one in redirects:
        if one.slug in slugs:
            continue
        of_old = privacy.is_of_old(one)
        open_to = one.target is None or not is_private(one.target) or is_private(one.slug)
        if one.target in slugs and open_to and not of_old:
            moved.append(one)
            if one.ended is not None:  # where it led to is here again
                transaction.change_redirects([one.slug], ended_at=None, ended=None)
                transaction.mark_changed([slugs[one.target].pk])
            continue
        if one.ended is None:
            one = replace(one, ended_at=now, ended="new")
            transaction.change_redirects([one.slug], ended_at=now, ended="new")
        if one.ended != "removed":
            over = of_old or now >= (one.ended_at or 0) + grace
            (removed if over else ended).append(one)
    return Settled(moved, ended, removed)


def _nearest(by_key: Mapping[str, FeedRow], key: str) -> FeedRow | None:
    """The feed, or of a section the nearest above it that there is."""
    while key not in by_key and key.startswith("section ") and " / " in key:
        key = key.rpartition(" / ")[0]
    return by_key.get(key)


def kind_of(key: str) -> FeedKind:
    """The kind of the feed with this key."""
    kind = key.partition(" ")[0]
    return next(known for known in get_args(FeedKind) if known == kind)


def _redirect(row: FeedRow, to_key: str | None) -> Redirect:
    title = row.title
    if row.kind == "section" and title == row.path[-1]:
        title = " / ".join(row.path)
    return Redirect(row.slug or "", row.key, title, row.newest, to_key)


def section_redirect(scheme: Scheme, row: FeedRow) -> str | None:
    """The key of the feed that a section's became."""
    path = successor(scheme, row)
    return None if path is None else f"section {section_key(path)}"
