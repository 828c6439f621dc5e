"""Which feeds have a folder, where it is, and what they are called: settled before they are
published, folders for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from feeds.aggregator.moving import end_feed, is_named, section_redirect
from feeds.aggregator.private import Privacy
from feeds.aggregator.routing import Rules
from feeds.aggregator.standing import section_feed
from feeds.config import Config
from feeds.model import Section
from feeds.publish import folder_name, is_private, slug_key, unique_slug
from feeds.route.sections import section_key
from feeds.store import FeedRow, Transaction

_PARENTS = {
    "keyword": "keywords",
    "combined": "combined",
    "source": "sources",
    "section": "sections",
}


def settle_feeds(transaction: Transaction, config: Config, rules: Rules) -> None:
    """End the feeds of sections that are empty, have the others called by their usual spelling,
    and give new feeds their folders."""
    changed = transaction.changed_feeds()
    sections = [row for row in changed if row.kind == "section"]
    _end_empty(transaction, rules, sections)
    if sections:
        _entitle(transaction, rules, {row.key for row in sections})
    if any(row.slug is None for row in changed):
        _settle_slugs(transaction, Privacy(config, rules.scheme), config.sections.min_entries)


def _end_empty(transaction: Transaction, rules: Rules, sections: Sequence[FeedRow]) -> None:
    for row in sections:
        if not is_named(row) and not transaction.has_members(row.pk):
            end_feed(transaction, row, section_redirect(rules.scheme, row))


def _entitle(transaction: Transaction, rules: Rules, keys: Collection[str]) -> None:
    """Call sections by the titles that are configured, else as most of their entries do.

    Of two spellings that are used as often, the one that was used already stays.
    """
    rows = {row.key: row for row in transaction.feeds() if row.kind == "section"}
    spellings = transaction.spellings([rows[key].pk for key in keys if key in rows])
    called = {row.key: row.path for row in rows.values()}
    for key, row in sorted(rows.items(), key=lambda item: len(item[1].path)):
        path = row.path
        name = path[-1]
        if key in keys:
            name = _most_used(row, spellings[row.pk])
        above = called.get(section_feed(path[:-1]), path[:-1])
        path = rules.scheme.canonical((*above, name)) if len(above) < len(path) else path
        if section_feed(path) != key:  # an alias leads elsewhere: it ends when it is empty
            path = row.path
        called[key] = path
        title = rules.scheme.title(path) or path[-1]
        if (path, title) != (row.path, row.title):
            transaction.change_feed(row.pk, title=title, path=path, changed=True)


def _most_used(row: FeedRow, spellings: Sequence[tuple[Section, int]]) -> str:
    depth = len(row.path)
    names: Counter[str] = Counter()
    for section, number in spellings:
        if f"section {section_key(section[:depth])}" == row.key:
            names[section[depth - 1]] += number
    used = row.path[-1]
    return min(names, key=lambda name: (-names[name], name != used, name), default=used)


def _settle_slugs(transaction: Transaction, privacy: Privacy, least: int) -> None:
    rows = transaction.feeds()
    redirects = transaction.redirects()
    left = {one.key: one.slug for one in redirects if not is_private(one.slug)}
    followed = {redirect.to_key for redirect in redirects}
    taken = {slug_key(row.slug) for row in rows if row.slug}
    taken |= {slug_key(one.slug) for one in redirects if one.ended != "removed"}
    held = {row.slug for row in rows}
    by_key = {row.key: row for row in rows}
    new = [row for row in rows if row.slug is None]
    for row in sorted(new, key=lambda row: (len(row.path), row.kind, row.key)):
        waits = row.kind == "section" and not is_named(row) and row.key not in followed
        if waits and least > 1 and transaction.size(row) < least:
            transaction.change_feed(row.pk, changed=False)
            continue
        slug = privacy.folder(row) or left.get(row.key)  # who is here again is where it was
        if slug is None or slug in held:
            slug = _slug(row, by_key, taken)
        taken.add(slug_key(slug))
        held.add(slug)
        by_key[row.key] = replace(row, slug=slug)
        transaction.change_feed(row.pk, slug=slug)


def _slug(row: FeedRow, by_key: Mapping[str, FeedRow], taken: set[str]) -> str:
    if row.kind in ("all", "health"):
        return str(row.kind)
    if row.kind == "section":
        parent = _PARENTS["section"]
        for length in range(1, len(row.path)):
            above = by_key.get(section_feed(row.path[:length]))
            if above and above.slug and not is_private(above.slug):
                parent = above.slug
            else:
                parent = f"{parent}/{folder_name(row.path[length - 1])}"
        return unique_slug(parent, row.path[-1], taken)
    name = row.rule if row.kind == "source" else row.path[-1] if row.path else row.title
    return unique_slug(_PARENTS[row.kind], name or row.title, taken)
