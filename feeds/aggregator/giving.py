"""The rules that give a section to entries that name none."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feeds.config import Config
from feeds.model import Section
from feeds.route import Query, Subject, parse_query
from feeds.route.globs import url_pattern

if TYPE_CHECKING:
    from feeds.route import Matcher

VERSION = 2
"""Raise it when rules give otherwise: entries that name no section are placed again."""

RULES = "sections.rules"
"""What is noted: the rules by which stored entries were given their sections."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A section for entries of these sources (none: of any), at such an address, that match."""

    section: Section
    sources: frozenset[str]
    address: Callable[[str], bool] | None
    query: Query | None


class Giving:
    """The rules that give a section to entries that name none."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._matcher: Matcher | None = None

    def __bool__(self) -> bool:
        return bool(self._rules)

    def give(self, subject: Subject, now: int) -> Section:
        """The section of the first rule that fits; none where none does."""
        return self.which(subject, now)[1]

    def which(self, subject: Subject, now: int) -> tuple[int | None, Section]:
        """The same, with the number of the rule, from 0."""
        found: set[str] | None = None
        for number, rule in enumerate(self._rules):
            if rule.sources and subject.source not in rule.sources:
                continue
            if rule.address and not (subject.url and rule.address(subject.url)):
                continue
            if rule.query is not None:
                if found is None:
                    found = self._matching(subject, now)
                if str(number) not in found:
                    continue
            return number, rule.section
        return None, ()

    def _matching(self, subject: Subject, now: int) -> set[str]:
        if self._matcher is None:
            from feeds.route import Matcher  # few configurations have rules

            asked = enumerate(self._rules)
            queries = {str(n): rule.query for n, rule in asked if rule.query is not None}
            self._matcher = Matcher(queries)
        return self._matcher.match(subject, now, ())


def make_giving(config: Config) -> Giving:
    """What its rules give. Raises QueryError; of a checked configuration never."""
    return Giving(
        [
            Rule(
                rule.section,
                frozenset(rule.of),
                url_pattern(rule.url) if rule.url else None,
                parse_query(rule.query) if rule.query else None,
            )
            for rule in config.sections.rules
        ]
    )


def rules_said(config: Config) -> str:
    """All that the giving of sections depends on, as a text to compare."""
    said = [[r.section, sorted(r.of), r.url, r.query] for r in config.sections.rules]
    return json.dumps([VERSION, *said], ensure_ascii=False) if said else ""
