"""The nouns: immutable values without behaviour, shared by every room.

The way of one article is ``bytes -> RawFeed of RawEntry -> Entry -> Feed``. Raw values are what
a document says, byte for byte as far as its syntax allows; an `Entry` is what we stand for.
Those of which there are thousands in a pass are structs of msgspec: made and compared in C.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from msgspec import Struct

Section = tuple[str, ...]
"""A path such as ``("黨派·聲音", "統一戰線")``, outermost name first; empty when unknown."""


Point = tuple[float, float]
"""Where something happened: latitude and longitude in degrees (WGS 84)."""


ReadFrom = tuple[tuple[str, str], ...]
"""What the fields of an entry were read from: each field with the element, or the rule, that gave
it, such as ``("date", "dc:date")``. Fields without a value are not named."""


class Person(Struct, frozen=True, gc=False):
    """An author, an editor or another contributor."""

    name: str
    email: str | None = None
    url: str | None = None


class Media(Struct, frozen=True, gc=False):
    """An enclosure: `length` in bytes, `duration` in seconds, None when unknown."""

    url: str
    type: str | None = None
    length: int | None = None
    duration: int | None = None
    title: str | None = None


class Origin(Struct, frozen=True, gc=False):
    """Another publication: one that an entry is quoted from, or a source as readers see it."""

    title: str
    url: str | None = None


class Rules(Struct, frozen=True):
    """What a person says of odd pages.

    `select` are CSS selectors by field: ``items``, ``title``, ``link``, ``date``, ``summary``,
    ``image`` and ``author`` of a listing, ``title``, ``body``, ``author``, ``date``, ``section``
    and ``keywords`` of an article; ``selector@name`` is an attribute's value. `remove` selects
    elements to look past, `replace` are pairs of a regular expression and what takes its place in
    text, `date_format` is how dates are written, in the signs of `datetime.strptime`.
    """

    select: tuple[tuple[str, str], ...] = ()
    remove: tuple[str, ...] = ()
    replace: tuple[tuple[str, str], ...] = ()
    date_format: str | None = None


class RawText(Struct, frozen=True, gc=False):
    """A text construct as a document gives it (RFC 4287, section 3.1)."""

    value: str
    type: Literal["text", "html"] = "html"
    base: str | None = None
    language: str | None = None


class RawEntry(Struct, frozen=True):
    """One entry as its document says it: nothing cleaned, resolved or parsed yet.

    `age` is a date that says how long ago it was, such as ``3 hours ago``: what it means depends
    on when it is read, so that another one is no change of the entry. Nor is it one when the same
    is `read_from` other elements.
    """

    guid: str | None = None
    link: str | None = None
    base: str | None = None
    title: RawText | None = None
    summary: RawText | None = None
    content: RawText | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    section: Section = ()
    keywords: tuple[str, ...] = ()
    language: str | None = None
    image: str | None = None
    media: tuple[Media, ...] = ()
    origin: Origin | None = None
    point: Point | None = None
    age: str | None = None
    read_from: ReadFrom = ()


class Rhythm(Struct, frozen=True, gc=False):
    """How often a document wants to be asked for, as it says itself: `least` are the seconds
    between two requests (RSS 2.0 ``ttl``, RSS 1.0 ``sy:updatePeriod``), 0 where it does not say.
    In the hours ``0``-``23`` and on the days ``0``-``6`` (Monday first) that it skips, in UTC, it
    is not to be asked (RSS 2.0 ``skipHours``, ``skipDays``)."""

    least: int = 0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


class RawFeed(Struct, frozen=True):
    """A whole document: what it says of itself, and its entries in document order.

    `more` are addresses of documents that go on where it ends. Of a page, `feeds` are the
    addresses of feeds that it names, `evidence` says what it
    was taken for and why, a line each, and `structure` where its entries stand in it.
    """

    kind: str
    entries: tuple[RawEntry, ...]
    title: RawText | None = None
    link: str | None = None
    base: str | None = None
    language: str | None = None
    updated: str | None = None
    authors: tuple[Person, ...] = ()
    more: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    structure: str | None = None
    rhythm: Rhythm = Rhythm()


PAGES = frozenset(("article", "listing", "text"))
"""The kinds of documents that people write by hand, as it were: what is in them is recognized."""


class Entry(Struct, frozen=True):
    """One article, normalized.

    `id` is an IRI, stable for ever. `title` and `summary` are plain text, `content` is safe
    HTML with absolute URLs. `published` and `updated` are aware and in UTC, None when the
    source does not say: they are never invented. `language` is a BCP 47 tag. `source` is the
    id of the source that gave the entry, `origin` what that one quotes it from. `timezone` is the
    zone (IANA) that was taken for granted where a date names none. What the fields were
    `read_from` is remembered, and no part of what the entry says.
    """

    id: str
    url: str | None
    title: str
    summary: str
    content: str
    published: datetime | None
    updated: datetime | None
    authors: tuple[Person, ...]
    contributors: tuple[Person, ...]
    section: Section
    keywords: tuple[str, ...]
    language: str | None
    image: str | None
    media: tuple[Media, ...]
    source: str
    origin: Origin | None = None
    point: Point | None = None
    timezone: str | None = None
    read_from: ReadFrom = ()


class Reason(Struct, frozen=True, gc=False):
    """Why an entry is in a feed: the `rule` is the feed's kind, `term` the word of a query, or
    another part of it, or the section, and `field` where in the entry that was found."""

    rule: str
    term: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """The same article as another source gave it: who that is, and where it stands there."""

    source: Origin
    url: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """An entry in a feed. `date` is what it is sorted by, and what formats that demand a date
    get when the entry has none: when its source published it, or when it came to be seen.
    `also` are the copies of the article that it is shown for; `why` says why it is in the feed,
    where that is no matter of course."""

    entry: Entry
    date: datetime
    also: tuple[Copy, ...] = ()
    why: tuple[Reason, ...] = ()


class Access(Struct, frozen=True):
    """What a server is told of who asks, and through what: a `user` with a `password` (RFC 7617)
    or a `token` (RFC 6750), `headers`, `cookies`, a client `certificate` with its `key` and the
    authorities (`ca`) that are trusted, which are files, and a `proxy`."""

    user: str | None = None
    password: str | None = None
    token: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    certificate: str | None = None
    key: str | None = None
    ca: str | None = None
    proxy: str | None = None

    def __repr__(self) -> str:
        """Without what is secret, as it may stand in a log."""
        return "Access(…)" if self != Access() else "Access()"


class Cadence(Struct, frozen=True):
    """When the operator wants a source asked.

    `every` so many seconds, or at the times of a `cron` expression in a `timezone` (IANA); where
    neither is given, by what is learned of it, with `least` to `most` seconds between. A `firm`
    one was written for this source itself: it holds whatever the source asks for.
    """

    every: int | None = None
    cron: str | None = None
    timezone: str = "UTC"
    least: int = 3600
    most: int = 86400
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to pull. `cadence` is when, `access` what it is told of who asks, `pages` how many
    pages of a listing are read, and `fulltext` whether its entries' articles are."""

    id: str
    url: str
    title: str | None = None
    kind: str = "auto"
    section: Section = ()
    language: str | None = None
    timezone: str | None = None
    cadence: Cadence = field(default_factory=Cadence)
    rules: Rules = field(default_factory=Rules)
    pages: int = 1
    fulltext: bool = False
    access: Access = field(default_factory=Access)


FeedKind = Literal["all", "section", "keyword", "combined", "source", "health"]
"""What a feed is of: everything, one of the three, several of them, or what happened to the
sources."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Something published. `slug` is its folder below the output folder, with ``/`` between
    the parts; `path` the names that lead to it, outermost first."""

    kind: FeedKind
    slug: str
    title: str
    path: Section = ()
