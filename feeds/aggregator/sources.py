"""The configuration's sources, spelled out: OPML expanded, paths absolute, each with an id."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import structs

from feeds.config import Config, PageRules, Site, SourceSpec, same_address
from feeds.config.access import without_user
from feeds.config.values import split_path
from feeds.errors import ConfigError, Problem, ReadError
from feeds.model import Access, Cadence, Rules, Section, Source

_MAX_ID = 80
_VERSION = 3
"""Raise it when entries come out otherwise than before, so that they are made anew."""


def list_sources(config: Config) -> list[Source]:
    """All sources, in the configuration's order; one address is one source.

    Raises ConfigError for an OPML file that cannot be read.
    """
    found: list[Source] = []
    addresses: set[str] = set()
    ids: set[str] = {spec.id for spec in config.sources if spec.id}
    problems: list[Problem] = []
    for index, spec in enumerate(config.sources):
        if spec.opml is not None:
            try:
                listed = _subscriptions(config, spec)
            except (OSError, ReadError) as error:
                said = error.strerror if isinstance(error, OSError) else str(error)
                where = ("sources", index, "opml")
                problems.append(config.problem(where, f"{spec.opml}: {said}"))
                continue
        else:
            listed = [(*_address(config, spec), spec.title, spec.section)]
        for url, name, title, section in listed:
            address = same_address(url)
            if address not in addresses:
                addresses.add(address)
                given = spec.id if spec.opml is None else None
                id = given or _id(without_user(name)[0], ids)
                found.append(_source(config, spec, url, id, title, section))
    if problems:
        raise ConfigError(problems)
    return found


def _address(config: Config, spec: SourceSpec) -> tuple[str, str]:
    """The address to ask, and what the id is made from: a path stays as it is written."""
    if spec.path is not None:
        return Path(config.folder, spec.path).resolve().as_uri(), spec.path
    return spec.url or "", spec.url or ""


def _subscriptions(config: Config, spec: SourceSpec) -> list[tuple[str, str, str | None, Section]]:
    from feeds.read import read_opml  # few configurations name a list

    body = Path(config.folder, spec.opml or "").read_bytes()
    return [
        (item.url, item.url, item.title, spec.section or item.folder) for item in read_opml(body)
    ]


def _source(
    config: Config, spec: SourceSpec, url: str, id: str, title: str | None, section: Section
) -> Source:
    url, user, password = without_user(url)
    return Source(
        id=id,
        url=url,
        title=title,
        kind=spec.kind,
        section=section,
        language=spec.language,
        timezone=spec.timezone,
        cadence=_cadence(config, spec, url, section),
        rules=spec.rules(rules_of_host(config, url)),
        pages=spec.pages,
        fulltext=spec.fulltext,
        access=_access(config, spec, user, password),
    )


def _access(config: Config, spec: SourceSpec, user: str | None, password: str | None) -> Access:
    """What the source is told of who asks; a name and a password may stand in its address too."""
    access = spec.access.access(config.folder) if spec.access else Access()
    if user and not access.user and not access.token:
        access = structs.replace(access, user=user, password=password)
    return access


def _cadence(config: Config, spec: SourceSpec, url: str, section: Section) -> Cadence:
    schedule = config.schedule
    every = own = spec.every if spec.every is not None else _of_section(config, section)
    if every is None:  # a file costs nobody anything, and is asked whenever we run
        every = 0.0 if url.startswith("file:") else schedule.every
    cron = every if isinstance(every, str) and every != "adaptive" else None
    return Cadence(
        every=None if isinstance(every, str) else int(every),
        cron=cron,
        timezone=(schedule.timezone or config.site.timezone or "UTC") if cron else "UTC",
        least=int(schedule.min),
        most=int(schedule.max),
        firm=own is not None or url.startswith("file:"),
    )


def _of_section(config: Config, section: Section) -> float | str | None:
    """What the configuration says of when sources of this section are asked, or of the nearest
    one above it."""
    said = {split_path(path): every for path, every in config.schedule.sections.items()}
    above = (said.get(section[:depth]) for depth in range(len(section), 0, -1))
    return next((every for every in above if every is not None), None)


def rules_of_host(config: Config, url: str) -> PageRules | None:
    """What the configuration says of pages of this address's host, or of the domain above it."""
    host = (urlsplit(url).hostname or "") if "://" in url else ""
    while host:
        if found := config.hosts.get(host):
            return found
        host = host.partition(".")[2]
    return None


def _id(name: str, taken: set[str]) -> str:
    """A readable id that does not change when http becomes https."""
    text = re.sub(r"^[a-z][a-z0-9+.-]*:/*(?:www\.)?", "", name.lower())
    text = re.sub(r"[^\w.]+", "-", text).strip("-._") or "source"
    digest = hashlib.blake2b(name.encode(), digest_size=4).hexdigest()
    if len(text) > _MAX_ID:
        text = f"{text[: _MAX_ID - 9]}-{digest}"
    if text in taken:
        text = f"{text[: _MAX_ID - 9]}-{digest}"
    taken.add(text)
    return text


def context_of(source: Source, site: Site) -> str:
    """What entries depend on besides their raw form."""
    parts: list[object] = [_VERSION, source.language, source.timezone or site.timezone, site.ruby]
    if source.kind != "auto" or source.pages != 1 or source.rules != Rules():
        parts += [source.kind, source.pages, source.rules]
    return " ".join(map(str, parts))
