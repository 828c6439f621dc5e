"""What `config.yaml` may say of sections, and of feeds that are made of others."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from feeds.config.values import Model, Names, Retention, SectionPath, SectionPattern
from feeds.model import Section


class NamedSection(Retention):
    """A section that has its feed in any case. A bare string is its path."""

    path: SectionPath = Field((), description="Where it stands among the sections.")
    name: str | None = Field(None, min_length=1, description="Short for a path of one name.")
    title: str | None = Field(None, min_length=1, description="Shown in place of its name.")
    match: tuple[SectionPattern, ...] = Field(
        (), description="Sections whose entries belong here too: paths and patterns."
    )
    sources: Names = Field((), description="Ids of the only sources whose entries belong here.")
    private: bool | None = Field(None, description="In place of feeds.private; and all below it.")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"path": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_place(self) -> NamedSection:
        if bool(self.path) == bool(self.name):
            raise ValueError("a named section has a path or a name, one of the two")
        return self

    @property
    def place(self) -> Section:
        """Its path, whichever way it is given."""
        return self.path or ((self.name,) if self.name else ())


class SectionRule(Model):
    """A section for entries that name none: for those that meet all that it asks."""

    section: SectionPath = Field(min_length=1, description="The section that they are given.")
    source: str | None = Field(None, min_length=1, description="The id of a source.")
    sources: Names = Field((), description="Ids of sources, of any of which an entry may be.")
    url: str | None = Field(None, min_length=1, description="A pattern of addresses.")
    query: str | None = Field(None, min_length=1, description="A query, which asks no section.")

    @model_validator(mode="after")
    def _asks_something(self) -> SectionRule:
        if not (self.source or self.sources or self.url or self.query):
            raise ValueError("a rule asks for a source, a url or a query")
        return self

    @property
    def of(self) -> tuple[str, ...]:
        """The sources that it asks for, whichever way they are given; none: any."""
        return (*self.sources, *((self.source,) if self.source else ()))


class Sections(Model):
    """How sections are named, and which get a feed."""

    depth: int = Field(3, ge=0, le=16, description="How many names deep; 0 for none.")
    merge: bool = Field(True, description="Show one of the copies of an article (duplicates).")
    min_entries: int = Field(1, ge=1, description="Entries that a section has before its feed.")
    include: tuple[SectionPattern, ...] = Field(
        (), description="Only these sections get a feed: paths and patterns."
    )
    exclude: tuple[SectionPattern, ...] = Field(
        (), description="These sections get none: paths and patterns."
    )
    aliases: dict[str, SectionPath] = Field(
        {}, description="Names, or paths, and what is meant by them."
    )
    named: tuple[NamedSection, ...] = Field(
        (), description="Sections that have a feed in any case."
    )
    rules: tuple[SectionRule, ...] = Field(
        (), description="Sections for entries that name none; the first rule that fits counts."
    )
    moved: dict[str, SectionPath] = Field(
        {}, description="Sections whose feeds end, and where their subscribers are sent."
    )


class Parts(Model):
    """Parts of feeds: what is in any of them."""

    sections: tuple[SectionPath, ...] = Field((), description="Sections, with all below them.")
    sources: Names = Field((), description="Ids of sources.")
    keywords: Names = Field((), description="Names of keyword feeds and of saved queries.")
    query: Names = Field((), description="A query, or several.")

    @property
    def given(self) -> bool:
        """Whether it has any part."""
        return bool(self.sections or self.sources or self.keywords or self.query)


class Excluded(Parts):
    """What is left out. A bare string, or a list, is of queries."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"query": value} if isinstance(value, (str, list)) else value


class CombinedSpec(Retention, Parts):
    """A feed made of others: what is in any of its parts, and in none that is excluded."""

    name: str = Field(min_length=1, description="The feed's name, and its folder's.")
    title: str | None = Field(None, min_length=1, description="Shown in place of its name.")
    exclude: Excluded = Field(Excluded(), description="Parts that are left out.")
    sort: Literal["date", "rank"] = Field(
        "date", description="Newest first, or what is most widely reported."
    )
    merge: bool = Field(True, description="Show one of the copies of an article (duplicates).")
    private: bool | None = Field(None, description="In place of feeds.private.")
    per_source: int | None = Field(None, ge=1, description="Entries of one source, at most.")
    per_author: int | None = Field(None, ge=1, description="Entries of one author, at most.")

    @model_validator(mode="after")
    def _made_of_something(self) -> CombinedSpec:
        if not self.given and not self.exclude.given:
            raise ValueError("a combined feed has sections, sources, keywords or a query")
        return self
