"""What queries ask beside the text: section, source, language, address and age."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from feeds.model import Section
from feeds.route.query import Aged, AtAddress, Fact, FromSource, InLanguage, InSection
from feeds.route.sections import section_key
from feeds.route.subject import Subject

_CHINESE = frozenset("zh cmn yue wuu nan hak gan hsn lzh cdo cjy cpx cnp csp czh czo mnp".split())
_WIDER = {"nb": "no", "nn": "no"}
_SCRIPTS = {"tw": "hant", "hk": "hant", "mo": "hant", "cn": "hans", "sg": "hans", "my": "hans"}


def holds(fact: Fact, subject: Subject, now: int, within: Set[Section]) -> bool:
    """Whether what a query asks is so. `now` in Unix seconds; `within` are the names of each
    section in which the entry is, as `names_within` has them."""
    if isinstance(fact, FromSource):
        id = subject.source
        return id.startswith(fact.id) if fact.prefix else id == fact.id
    if isinstance(fact, InSection):
        return section_names(tuple(fact.path.split("/"))) in within
    if isinstance(fact, InLanguage):
        return subject.language is not None and _speaks(fact.tag, subject.language)
    if isinstance(fact, AtAddress):
        return subject.url is not None and _is_at(fact, subject.url)
    age = now - subject.date
    return age > fact.seconds if fact.older else age < fact.seconds


@lru_cache(maxsize=10_000)
def section_names(path: Section) -> tuple[str, ...]:
    """The names of a section as they are compared; a / within one is between two."""
    names = [name.strip() for part in path for name in part.split("/")]
    return tuple(section_key((name,)) for name in names if name)


@lru_cache(maxsize=10_000)
def names_within(sections: tuple[Section, ...]) -> frozenset[Section]:
    """Their names, as they are compared."""
    found: set[Section] = set()
    for path in sections:
        names = section_names(path)
        # What stands before a / within the last name is a section of its own.
        last = len(names) - len(section_names(path[-1:]))
        found.update(names[:length] for length in range(last + 1, len(names) + 1))
    return frozenset(found)


@lru_cache(maxsize=10_000)
def language_parts(tag: str) -> tuple[str, frozenset[str]]:
    """The language and the other subtags of a tag; with the script that its country implies."""
    first, *rest = tag.lower().replace("_", "-").split("-")
    if first in _CHINESE:
        implied = [_SCRIPTS[part] for part in rest if part in _SCRIPTS]
        if not {"hans", "hant"} & set(rest):
            rest += implied
    return first, frozenset(rest)


@lru_cache(maxsize=10_000)
def _speaks(wanted: str, spoken: str) -> bool:
    (language, parts), (other, others) = language_parts(wanted), language_parts(spoken)
    return language in languages_of(other) and parts <= others


def languages_of(language: str) -> set[str]:
    """The language, and the one that it is a kind of."""
    return {language, "zh"} if language in _CHINESE else {language, _WIDER.get(language, language)}


@lru_cache(maxsize=10_000)
def address_parts(address: str) -> tuple[str, str]:
    """The host of an address, and what comes behind it; percent-encoding undone."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return "", address
    return host, unquote(parts.path + (f"?{parts.query}" if parts.query else ""))


def _is_at(fact: AtAddress, url: str) -> bool:
    (wanted, path), (host, found) = address_parts(fact.address), address_parts(url)
    if fact.prefix and not path:
        return host.startswith(wanted)
    if host != wanted and not host.endswith(f".{wanted}"):
        return False
    if fact.prefix or found == path or not path:
        return found.startswith(path)
    return found.startswith(path if path[-1] in "/?" else f"{path}/") or found.startswith(
        f"{path}?"
    )


def fact_of(field: str, value: str, prefix: bool) -> Fact:
    """The fact that ``field:value`` asks for. ValueError says what is wrong with the value."""
    if field == "source":
        return FromSource(value, prefix)
    if field == "url":
        if not address_parts(value)[0]:
            raise ValueError("url: wants a host such as news.example, with or without a path")
        return AtAddress(value, prefix)
    if field == "age":
        return _aged(value if not prefix else f"{value}*")
    if prefix:
        raise ValueError(f"{field}: takes no *: what is below it is meant too")
    if field == "lang":
        if not re.fullmatch(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", value):
            raise ValueError("lang: wants a language tag such as zh, zh-Hant, en or pt-BR")
        return InLanguage(value)
    if not section_names(tuple(value.split("/"))):
        raise ValueError("section: wants names with / between them")
    return InSection(value)


_UNITS = {"h": 3600, "d": 86400, "w": 604800, "y": 31557600}
_AGE = re.compile(r"([<>]?)(\d{1,6})([hdwy])", re.A)


def _aged(written: str) -> Aged:
    age = _AGE.fullmatch(written)
    if age is None:
        unclear = "m could be minutes or months; " if written.endswith("m") else ""
        raise ValueError(f"age: {unclear}write 12h, 7d, 4w, 1y, or >30d for what is older")
    return Aged(int(age[2]) * _UNITS[age[3]], age[1] == ">", written)
