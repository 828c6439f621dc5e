"""Why an entry is where it is: its section, its feeds, and why it is not in others."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from difflib import SequenceMatcher, get_close_matches
from urllib.parse import urlsplit

from feeds.aggregator.archiving import Kept, retention
from feeds.aggregator.duplicates import merges
from feeds.aggregator.queries import Asked, load_queries
from feeds.aggregator.routing import Rules, make_rules
from feeds.aggregator.showing import combined_spec, shown
from feeds.aggregator.standing import section_feed
from feeds.aggregator.texts import make_text, subject_in
from feeds.config import CombinedSpec, Config, split_path
from feeds.model import Entry, Section, Source
from feeds.normalize import link_of
from feeds.route import (
    Matcher,
    Query,
    Subject,
    Why,
    parse_query,
    why,
    written,
)
from feeds.route.nearly import Nearly, nearly
from feeds.route.sections import innermost, name_keys
from feeds.route.snippets import Snippet, snippets
from feeds.store import FeedRow, SeenEntry, SourceState, Store, Transaction

_MOST = 5  # entries that are explained, and near misses that are named


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a query that does not hold: the words that should not be there, or what is there
    instead of it."""

    part: str
    excluded: tuple[Snippet, ...] = ()
    instead: str | None = None
    shown: tuple[Snippet, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An entry and a feed. `is_in` is whether it is a member of what was published last, `now`
    whether it is one by the configuration as it is; it is the `number`th of `size` entries, of
    which the feed shows `limit`. A feed that is made of others may choose them otherwise than by
    date: there `number` is 0 for an entry that is not among those, and `chosen` says how it does.
    `copy` is the copy of its article that is shown in its place, and `archive` the number of the
    archive document in which either is.

    `query` is what the feed asks for, `shown` are the words by which the entry is in it, `facts`
    what else speaks for that, and `failing` what speaks against it.
    """

    kind: str
    slug: str | None
    title: str
    is_in: bool
    now: bool
    number: int = 0
    size: int = 0
    limit: int = 0
    chosen: str = ""
    copy: Entry | None = None
    archive: int | None = None
    query: str | None = None
    facts: tuple[str, ...] = ()
    shown: tuple[Snippet, ...] = ()
    failing: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        """What the feed is called on the command line."""
        return self.slug or f"{self.kind} {self.title}"


@dataclass(frozen=True, slots=True)
class Explained:
    """An entry: where it came from, the other copies of its article, its section and by what that
    was given, and its feeds."""

    entry: Entry
    source: Source | SourceState
    document: str
    first_seen: datetime
    changed: datetime | None
    section: Section
    section_by: str
    feeds: tuple[Place, ...]
    asked: tuple[Place, ...] = ()
    also: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The entries that were asked for, or those that are `near` if there are none: of each the
    id and the title. Of a feed that is asked for and not there, `no_feed` names it, and
    `near_feeds` what it may be called."""

    entries: tuple[Explained, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    no_feed: str | None = None
    near_feeds: tuple[str, ...] = ()


def explain(
    config: Config,
    store: Store,
    sources: Sequence[Source],
    wanted: str,
    feed: str | None,
    now: datetime,
) -> Explanation:
    """The entries with this id or address, and why each is in its feeds and not in `feed`, which
    is a slug or a title. Nothing is written. Raises ConfigError and StoreError."""
    with store.read() as transaction:
        states = transaction.sources()
        rules = make_rules(config, sources, states, int(now.timestamp()))
        desk = _Desk(transaction, config, rules)
        asked = desk.feeds_called(feed) if feed is not None else []
        if feed is not None and not asked:
            return Explanation(no_feed=feed, near_feeds=desk.feeds_like(feed))
        pks = transaction.with_id(wanted)
        if link := link_of(wanted if "://" in wanted else f"https://{wanted}"):
            pks += [pk for pk in transaction.with_link(link) if pk not in pks]
        if not pks:  # an address that several entries of one document share is no link
            pks = [pk for pk, entry in transaction.mentioning(wanted, 50) if entry.url == wanted]
        if not pks:
            return Explanation(near=_near_misses(transaction, wanted))
        by_id: Mapping[str, Source | SourceState] = {**states, **{s.id: s for s in sources}}
        return Explanation(
            tuple(desk.explained(seen, by_id, asked) for seen in transaction.seen(pks[:_MOST]))
        )


@dataclass(slots=True)
class _Desk:
    """What is at hand while entries are explained."""

    transaction: Transaction
    config: Config
    rules: Rules
    rows: list[FeedRow] = field(init=False)
    kept: Callable[[FeedRow], Kept] = field(init=False)
    _queries: dict[str, Query] | None = None

    def __post_init__(self) -> None:
        self.kept = retention(self.config, self.rules)
        self.rows = self.transaction.feeds()
        known = {row.key for row in self.rows}
        self.rows += [  # feeds that the next pass will make
            FeedRow(0, key, asked.kind, asked.title, (asked.title,), None, asked.rule, True, 0, 0)
            for key, asked in self.rules.asked.items()
            if key not in known
        ]

    def queries(self) -> dict[str, Query]:
        if self._queries is None:
            self._queries = load_queries(self.transaction, self.rules.asked, keep=False)
        return self._queries

    def feeds_called(self, name: str) -> list[FeedRow]:
        """The feeds with this slug, else those with this title, else a section without a feed."""
        wanted = _plain(name.strip("/"))
        slugs = [row for row in self.rows if row.slug and _plain(row.slug) == wanted]
        titles = [row for row in self.rows if wanted in map(_plain, _titles(row))]
        return slugs or titles or self._sections_called(name)

    def _sections_called(self, name: str) -> list[FeedRow]:
        """The section with this path that has entries and no feed."""
        scheme = self.rules.scheme
        key = section_feed(scheme.canonical(split_path(name.strip("/").removeprefix("sections/"))))
        for one in self.transaction.all_headings():
            for path in scheme.within(
                one.source, self.rules.meant(one.source, one.own or one.given)
            ):
                if section_feed(path) == key:
                    return [FeedRow(0, key, "section", path[-1], path, None, "", False, 0, 0)]
        return []

    def feeds_like(self, name: str) -> tuple[str, ...]:
        """What feeds are called that are nearly called so."""
        names = {_plain(n): row for row in self.rows for n in (row.slug, *_titles(row)) if n}
        near = get_close_matches(_plain(name), names, 2 * _MOST, 0.4)
        return tuple(dict.fromkeys(names[n].slug or names[n].title for n in near))[:_MOST]

    def explained(
        self,
        seen: SeenEntry,
        sources: Mapping[str, Source | SourceState],
        asked: Iterable[FeedRow],
    ) -> Explained:
        entry = seen.entry
        source = sources[entry.source]
        subject = self._subject(seen)
        members = self.transaction.memberships([seen.pk])[seen.pk]
        is_in = [row for row in self.rows if row.pk in members or _holds_all(row, entry)]
        matching = self._matching(subject)
        joins = [row for row in self.rows if row.key in matching and row not in is_in]
        section, by = self._section(entry, subject, source)
        return Explained(
            entry,
            source,
            dict(entry.read_from).get("document", source.url),
            datetime.fromtimestamp(seen.first_seen, UTC),
            datetime.fromtimestamp(seen.changed_at, UTC) if seen.changed_at else None,
            section,
            by,
            tuple(self._place(row, seen, subject, row in is_in) for row in [*is_in, *joins]),
            tuple(self._place(row, seen, subject, row in is_in) for row in asked),
            tuple(self.transaction.also([seen.pk]).get(seen.pk, ())),
        )

    def _subject(self, seen: SeenEntry) -> Subject:
        """What queries see of it; made here for a store of an older version, which has it not."""
        texts = self.transaction.texts([seen.pk])
        return subject_in(texts[0] if texts else make_text(seen.pk, seen.rank, seen.entry).text)

    def _matching(self, subject: Subject) -> set[str]:
        matcher = Matcher(self.queries())
        return matcher.match(subject, self.rules.now, self.rules.sections_of(subject))

    def _section(
        self, entry: Entry, subject: Subject, source: Source | SourceState
    ) -> tuple[Section, str]:
        section = self.rules.section_of(subject)
        if subject.section:
            by = dict(entry.read_from).get("section", "the entry itself")
            said = subject.section != section
            return section, f"{by}, as {' / '.join(subject.section)}" if said else by
        number, given = self.rules.giving.which(subject, self.rules.now)
        if given and number is not None:
            return section, f"rule {number + 1} of sections.rules"
        return section, f"the configuration of the source {source.id}" if section else ""

    def _place(self, row: FeedRow, seen: SeenEntry, subject: Subject, is_in: bool) -> Place:
        kept = self.kept(row)
        title = " / ".join(row.path) if row.kind == "section" else row.title
        number, size, copy, archive, ask = 0, 0, None, None, self.transaction
        spec = combined_spec(self.config, row)
        if is_in:
            merged = merges(self.config, row)
            copy = ask.shown_for(seen.pk, row) if merged else None
            if spec is None:
                number = ask.before(row, seen.rank, seen.entry.id, merged=merged) + 1
            else:
                ranked = shown(ask, self.config, self.rules, row, kept, merged=merged)
                pks = [pk for pk, _ in ranked]
                number = pks.index(seen.pk) + 1 if seen.pk in pks else 0
            size = ask.size(row, merged=merged)
            within = ask.archived_in(row.pk, seen.pk, merged=merged) if kept.archive else None
            if within:
                archive, pk = within
                copy = None if pk == seen.pk else ask.entries([pk])[pk]
        chosen = _chosen(spec) if spec else ""
        place = Place(
            row.kind, row.slug, title, is_in, is_in, number, size, kept.limit, chosen, copy, archive
        )
        if row.key in self.rules.asked:
            sections = self.rules.sections_of(subject)
            found = why(self.queries()[row.key], subject, self.rules.now, sections)
            return self._asked(place, self.rules.asked[row.key], found, subject)
        if row.kind == "section":
            if row.key in self.rules.places(subject):
                return replace(place, now=True)
            return replace(place, now=False, failing=(self._elsewhere(row, subject),))
        if row.kind == "source" and not is_in:
            said = f"it is from {seen.entry.source}"
            return replace(place, failing=(Part(f"source:{row.rule}", (), said),))
        return place

    def _elsewhere(self, row: FeedRow, subject: Subject) -> Part:
        """What keeps an entry out of a section's feed."""
        scheme, keys = self.rules.scheme, name_keys(row.path)
        section = self.rules.section_of(subject)
        within = scheme.within(subject.source, section)
        named = scheme.named.get(keys)
        if named is not None and not named.admits(subject.source) and named.means(section):
            only = ", ".join(sorted(named.sources))
            said = f"it is from {subject.source}, and this section is of {only} only"
        elif keys in map(name_keys, within) and (words := scheme.no_feed(row.path)):
            said = f"it is in there, but {words} leaves this section without a feed"
        else:
            paths = [" / ".join(path) for path in innermost(within)]
            said = f"it is in {' and '.join(paths)}" if paths else "it is in no section"
        return Part(f"section:{'/'.join(row.path)}", (), said)

    def _asked(self, place: Place, asked: Asked, found: Why, subject: Subject) -> Place:
        """The place with what its query finds, and what fails."""
        sections = self.rules.sections_of(subject)
        parts = []
        for failing in found.failing:
            near: Nearly | None = None
            if not failing.hits:
                part = parse_query(failing.part, stem=asked.stem)
                near = nearly(part, subject, self.rules.now, sections)
            parts.append(
                Part(
                    failing.part,
                    tuple(snippets(subject, failing.hits)),
                    near.said if near else None,
                    tuple(snippets(subject, near.hits)) if near else (),
                )
            )
        return replace(
            place,
            now=found.matches,
            query=" OR ".join(asked.texts) or written(asked.query()),
            facts=found.facts,
            shown=tuple(snippets(subject, found.hits)),
            failing=tuple(parts),
        )


def _holds_all(row: FeedRow, entry: Entry) -> bool:
    """Whether an entry is in a feed that has no members of its own."""
    return row.kind == "all" or (row.kind == "source" and row.rule == entry.source)


def _chosen(spec: CombinedSpec) -> str:
    """How a feed chooses the entries that it shows."""
    said = ["the best" if spec.sort == "rank" else "the newest"]
    said += [f"{most} of a source at most" for most in [spec.per_source] if most]
    said += [f"{most} of an author at most" for most in [spec.per_author] if most]
    return ", ".join(said)


def _titles(row: FeedRow) -> list[str]:
    paths = [" / ".join(row.path), "/".join(row.path)] if row.kind == "section" else []
    return [row.title, *paths]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _near_misses(transaction: Transaction, wanted: str) -> tuple[tuple[str, str], ...]:
    """Entries that have something of what is asked for in them: the end of an address, or the
    words of a title."""
    words = [wanted]
    if "://" in wanted:
        parts = urlsplit(wanted)
        tail = [part for part in parts.path.split("/") if part]
        words = [*tail[-1:], *(part[: len(part) * 2 // 3] for part in tail[-1:]), parts.netloc]
    for word in words:  # the surest first
        found = {entry.id: entry.title for _, entry in transaction.mentioning(word, 200)}
        if found:
            ranked = sorted(found, key=lambda id: -SequenceMatcher(None, wanted, id).ratio())
            return tuple((id, found[id]) for id in ranked[:_MOST])
    return ()
