"""What `config.yaml` may say: every key, its type, its default and its meaning.

The models are the reference: ``feeds schema`` prints them as JSON Schema, and the docs are
checked against them.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ByteSize,
    Field,
    IPvAnyNetwork,
    PrivateAttr,
    SecretStr,
    model_validator,
)

from feeds.config.access import AccessSpec
from feeds.config.output import Output
from feeds.config.sections import CombinedSpec, Sections
from feeds.config.values import (
    Duration,
    Every,
    Language,
    Model,
    Name,
    Retention,
    SectionPath,
    Timezone,
    WebAddress,
    WebRoot,
    one_or_many,
)
from feeds.errors import Problem
from feeds.model import Rules

ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]+:"
"""How an address begins, and a path does not (nor a Windows drive)."""


def _expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is no regular expression: {error}") from None
    return value


def _hard_to_guess(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < 16:
        raise ValueError("should have 16 characters at least: who guesses it finds what is private")
    return value


Selected = Literal[
    "items",
    "title",
    "link",
    "date",
    "summary",
    "image",
    "author",
    "next",
    "body",
    "section",
    "keywords",
]
Expression = Annotated[str, AfterValidator(_expression)]
Kind = Literal["auto", "feed", "article", "listing", "sitemap", "text"]
Format = Literal["rss", "atom", "json"]


class Site(Model):
    """What is published, as a whole."""

    title: str = Field("Feeds", min_length=1, description="The name of the site.")
    url: WebRoot = Field(
        "http://localhost/", description="Where the output folder is published; feeds name it."
    )
    language: Language = Field("en", description="The site's language (BCP 47).")
    description: str = Field("", description="One sentence on what the site is.")
    author: str | None = Field(
        None, description="The author of entries that name none; by default the site's title."
    )
    rights: str | None = Field(None, description="What may be done with the feeds, as a line.")
    icon: WebAddress | None = Field(None, description="A small square picture of the site.")
    logo: WebAddress | None = Field(None, description="A larger picture of the site, or its name.")
    hub: Annotated[tuple[WebAddress, ...], BeforeValidator(one_or_many)] = Field(
        (), description="WebSub hubs that are told of changes, where readers ask to hear of them."
    )
    timezone: Timezone | None = Field(
        None, description="The zone of dates that name none (IANA); else that of their site."
    )
    secret: Annotated[SecretStr, AfterValidator(_hard_to_guess)] | None = Field(
        None,
        description="What the addresses of private feeds are made from; 16 characters at least.",
    )
    ruby: Literal["keep", "base"] = Field(
        "keep", description="Readings above Chinese and Japanese text: kept, or left out."
    )


class PageRules(Model):
    """What a person says of odd pages."""

    select: dict[Selected, str] = Field({}, description="CSS selectors by field; @ an attribute.")
    remove: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = Field(
        (), description="CSS selectors of what is looked past."
    )
    replace: dict[Expression, str] = Field(
        {}, description="Regular expressions on text, and what takes the place of their matches."
    )
    date_format: str | None = Field(None, description="How dates are written (strptime).")

    @model_validator(mode="after")
    def _selectors_parse(self) -> PageRules:
        if self.select or self.remove:
            from turbohtml import Element  # few configurations select

            for css in (
                *self.remove,
                *(css.rpartition("@")[0] or css for css in self.select.values()),
            ):
                try:
                    if not css.startswith("@"):
                        Element("p").select(css)
                except ValueError as error:
                    raise ValueError(f"{css!r} is no CSS selector: {error}") from None
        return self

    def rules(self, beneath: PageRules | None = None) -> Rules:
        """As the model has them; these go before those `beneath`."""
        under = beneath or PageRules()
        return Rules(
            tuple({**under.select, **self.select}.items()),
            (*under.remove, *self.remove),
            tuple({**under.replace, **self.replace}.items()),
            self.date_format or under.date_format,
        )


class SourceSpec(PageRules):
    """One thing to pull. A bare string is its address, or a path relative to the file."""

    url: str | None = Field(None, min_length=1, description="An http or https address.")
    path: str | None = Field(
        None, min_length=1, description="A file, a folder or a pattern, relative to the config."
    )
    opml: str | None = Field(None, min_length=1, description="An OPML file: a list of sources.")
    id: str | None = Field(
        None,
        pattern=r"^[\w.-]{1,80}$",
        description="A name that stays when the address changes; made from the address if absent.",
    )
    title: str | None = Field(None, description="Shown in place of the source's own title.")
    kind: Kind = Field("auto", description="What the source is; auto finds out.")
    every: Every | None = Field(
        None, description="When it is asked: a duration, a cron expression, or adaptive."
    )
    section: SectionPath = Field((), description="The section of entries that name none.")
    language: Language | None = Field(None, description="The language of entries that name none.")
    timezone: Timezone | None = Field(None, description="The zone of dates that name none.")
    fulltext: bool = Field(False, description="Fetch the articles that entries link to.")
    access: AccessSpec | None = Field(
        None, description="What the source is told of who asks: passwords, tokens, cookies."
    )
    pages: int = Field(1, ge=1, le=100, description="How many pages of a listing are read.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"url": value} if re.match(ADDRESS, value) else {"path": value}
        return value

    @model_validator(mode="after")
    def _one_address(self) -> SourceSpec:
        given = [key for key in ("url", "path", "opml") if getattr(self, key)]
        if len(given) != 1:
            raise ValueError("a source has exactly one of url, path and opml")
        if self.url:
            parts = urlsplit(self.url)
            if parts.scheme not in ("http", "https", "file") or not (parts.netloc or parts.path):
                raise ValueError(f"{self.url!r} is no http, https or file address")
        return self


class KeywordSpec(Retention):
    """A keyword feed. A bare string is both its name and its query."""

    name: str = Field(min_length=1, description="The feed's name, and its folder's.")
    query: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = Field(
        min_length=1, description="A query, or several of which any may match."
    )
    stem: bool = Field(False, description="Other forms of a word count too, as its language has.")
    merge: bool = Field(True, description="Show one of the copies of an article (duplicates).")
    private: bool | None = Field(None, description="In place of feeds.private.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return {"name": str(value), "query": str(value)}
        if isinstance(value, dict) and "name" in value and "query" not in value:
            return {**value, "query": value["name"]}
        return value


class Feeds(Model):
    """How feeds are published."""

    formats: tuple[Format, ...] = Field(("rss", "atom", "json"), min_length=1)
    limit: int = Field(50, ge=1, le=1000, description="Entries in a feed's documents.")
    max_age: Duration | None = Field(
        None, gt=0, description="How much older than a feed's newest an entry may be."
    )
    archive: bool = Field(False, description="Keep archives of each feed (RFC 5005).")
    archive_limit: int | None = Field(
        None, ge=1, description="Entries in a feed's archives, at most."
    )
    sources: bool = Field(False, description="Publish a feed for each source too.")
    combined: tuple[CombinedSpec, ...] = Field((), description="Feeds made of other feeds.")
    private: bool = Field(False, description="Feeds stand where nobody finds them untold.")
    gzip: bool = Field(
        False, description="Each file is also there compressed, for servers that send it so."
    )
    keep: Duration | None = Field(
        2 * 365 * 86400.0, ge=86400, description="How long entries are kept that no feed shows."
    )
    grace: Duration = Field(
        30 * 86400.0, description="How long the folder of a feed that ended says so."
    )


class Duplicates(Model):
    """When the same article from several sources is shown once."""

    merge: bool = Field(True, description="Show one of the copies of an article, for all of them.")
    window: Duration = Field(
        3 * 86400.0, gt=0, description="How far the dates of two copies may be from one another."
    )
    prefer: tuple[str, ...] = Field(
        (), description="Ids of sources whose copies are shown, in this order, else the earliest."
    )


class Schedule(Model):
    """When sources are asked."""

    every: Every = Field(
        "adaptive", description="For sources that say nothing themselves: as they are worth it."
    )
    timezone: Timezone | None = Field(
        None, description="The zone of cron expressions (IANA); else the site's, else UTC."
    )
    sections: dict[Name, Every] = Field(
        {}, description="The same for the sources of a section, and of those below it."
    )
    min: Duration = Field(3600.0, ge=60, description="The least time between, where adaptive.")
    max: Duration = Field(86400.0, ge=60, description="The most time between, where adaptive.")

    @property
    def often(self) -> int | None:
        """How often in seconds sources may have something new; None where nobody can tell."""
        if self.every == "adaptive":
            return int(self.min)
        return None if isinstance(self.every, str) else int(self.every) or None

    @model_validator(mode="after")
    def _in_order(self) -> Schedule:
        if self.max < self.min:
            raise ValueError("min should not be more than max")
        return self


class Fetch(Model):
    """How sources are asked."""

    timeout: Duration = Field(30.0, gt=0, description="For one request as a whole.")
    connect_timeout: Duration = Field(10.0, gt=0, description="Until the connection stands.")
    concurrency: int = Field(32, ge=1, le=256, description="Requests under way at once.")
    per_host: int = Field(1, ge=1, le=32, description="Of these, to one host.")
    pause: Duration = Field(1.0, description="Between two requests to one host.")
    max_bytes: ByteSize = Field(
        ByteSize(20_000_000), gt=0, description="The largest document, after decompression."
    )
    redirects: int = Field(10, ge=0, le=50, description="How many redirects are followed.")
    allow_networks: tuple[IPvAnyNetwork, ...] = Field(
        (), description="Where content may lead us, too: networks as 10.1.0.0/16 or fd00::/8."
    )
    user_agent: str | None = Field(None, description="In place of our own.")
    robots: Literal["pages", "all", "none"] = Field(
        "pages", description="What is read only where robots.txt allows it."
    )
    articles: int = Field(
        50, ge=0, description="Articles behind entries (fulltext) in one pass, at most."
    )


class Serve(Model):
    """Where `feeds serve` listens."""

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)


class Config(Model):
    """The whole of `config.yaml`."""

    site: Site = Site()
    sources: tuple[SourceSpec, ...] = ()
    sections: Sections = Sections()
    keywords: tuple[KeywordSpec, ...] = ()
    queries: dict[Name, Name] = Field({}, description="Saved queries: what @name stands for.")
    feeds: Feeds = Feeds()
    duplicates: Duplicates = Duplicates()
    schedule: Schedule = Schedule()
    fetch: Fetch = Fetch()
    hosts: dict[str, PageRules] = Field({}, description="Rules for all pages of a host, by name.")
    store: str = Field("sqlite:///feeds.db", description="sqlite:///FILE or postgresql://…")
    output: Output = Output()
    serve: Serve = Serve()

    _file: str = PrivateAttr("config.yaml")
    _folder: str = PrivateAttr(".")
    _marks: dict[tuple[str | int, ...], tuple[int, int]] = PrivateAttr(default_factory=dict)

    @property
    def file(self) -> str:
        """The file that this was read from, as the user named it."""
        return self._file

    @property
    def folder(self) -> str:
        """The folder of that file: relative paths start here."""
        return self._folder

    def problem(self, where: tuple[str | int, ...], message: str, hint: str = "") -> Problem:
        """A `Problem` at the place of the key `where`, or of the nearest key above it."""
        return locate(self._file, self._marks, where, message, hint)


def locate(
    file: str,
    marks: dict[tuple[str | int, ...], tuple[int, int]],
    where: tuple[str | int, ...],
    message: str,
    hint: str = "",
) -> Problem:
    """A `Problem` at the deepest part of `where` that the file really has."""
    place = where
    while place and place not in marks:
        place = place[:-1]
    line, column = marks.get(place, (1, 1))
    key = ""
    for part in where:
        key += f"[{part}]" if isinstance(part, int) else f".{part}" if key else str(part)
    return Problem(file, line, column, key, message, hint)
