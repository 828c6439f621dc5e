"""Many queries at once: all their words in one automaton, and a text scanned once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from feeds.model import Section
from feeds.route.asking import Asked
from feeds.route.characters import HANGUL, KINDS, LETTER
from feeds.route.evaluation import is_allowed
from feeds.route.facts import section_names
from feeds.route.hits import Why, why
from feeds.route.needle import Haystack, Needle, Span, needle
from feeds.route.query import And, FromSource, InSection, Near, Or, Query, Regex, Term, parts_of
from feeds.route.regexes import stands_in
from feeds.route.stems import algorithm_of, stem, stem_spans, stems_in
from feeds.route.subject import Subject

_Sign = Term | FromSource | InSection
"""What has to be so of an entry for a query to be worth a look."""


class _Probe:
    """A term; the queries that are nothing else, and those that are looked at where it stands."""

    __slots__ = ("anchor", "names", "needle", "piece", "term", "watched")

    def __init__(self, term: Term) -> None:
        self.term = term
        self.needle: Needle = needle(term.words, term.prefix)
        self.anchor = self.needle.anchor
        self.piece = -1
        self.names: list[str] = []
        self.watched: list[str] = []


class Matcher:
    """Queries by their names, made ready to be asked together.

    What an entry costs depends on how many words of the queries stand in it, not on how many
    queries there are: one is looked at only where that of its terms was found which says the
    most. Those without such a term (``NOT x``, ``lang:zh``, regular expressions) are looked at
    every time.
    """

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._queries = dict(queries)
        self._probes: dict[Term, _Probe] = {}
        self._sources: defaultdict[str, list[str]] = defaultdict(list)
        self._sections: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self._always: list[str] = []
        for name, query in self._queries.items():
            self._add(name, query)
        pieces: dict[str, int] = {}
        self._by_piece: list[list[_Probe]] = []
        for probe in self._probes.values():
            words = probe.needle.pieces[probe.anchor]
            probe.piece = pieces.setdefault(words, len(pieces))
            if probe.piece == len(self._by_piece):
                self._by_piece.append([])
            self._by_piece[probe.piece].append(probe)
        from ahocorasick_rs import AhoCorasick, Implementation  # few passes ask anything

        self._automaton = AhoCorasick(list(pieces), implementation=Implementation.ContiguousNFA)
        edges = [_edges(probes) for probes in self._by_piece]
        self._heads, self._tails = [head for head, _ in edges], [tail for _, tail in edges]
        self._stemmed = [probe for probe in self._probes.values() if probe.term.stem]
        self._by_stem: dict[str, dict[str, list[_Probe]]] = {}

    def match(
        self,
        subject: Subject,
        now: int,
        sections: tuple[Section, ...] | None = None,
        hay: Haystack | None = None,
    ) -> set[str]:
        """The names of the queries that match. `now` in Unix seconds; `sections` are those in
        which it is, if they are not just its own and what is above that; `hay` is the subject's
        text, where it is at hand."""
        scan = _Scan(subject, now, sections, hay)
        self.scan(scan)
        names: set[str] = set()
        asked = dict.fromkeys(self._always)
        if self._sources:
            asked.update(dict.fromkeys(self._sources.get(subject.source, ())))
        if self._sections:
            for names_ in scan.within:
                asked.update(dict.fromkeys(self._sections.get(names_, ())))
        for probe in scan.met.values():
            if probe.watched:
                asked.update(dict.fromkeys(probe.watched))
            if probe.names and scan.matches(probe.term):
                names.update(probe.names)
        names.update(name for name in asked if scan.matches(self._queries[name]))
        return names

    def why(
        self, name: str, subject: Subject, now: int, sections: tuple[Section, ...] | None = None
    ) -> Why:
        """Why the query with this name matches, or why not. Raises KeyError for another name."""
        return why(self._queries[name], subject, now, sections)

    def _add(self, name: str, query: Query) -> None:
        """Make a query's terms known, and say where it is worth a look."""
        if isinstance(query, Term):
            self._probe(query).names.append(name)
            return
        for term in _terms(query):
            self._probe(term)
        _, signs = _signs(query)
        if signs is None:
            self._always.append(name)
            return
        for sign in dict.fromkeys(signs):
            if isinstance(sign, Term):
                self._probe(sign).watched.append(name)
            elif isinstance(sign, FromSource):
                self._sources[sign.id].append(name)
            else:
                self._sections[section_names(tuple(sign.path.split("/")))].append(name)

    def _probe(self, term: Term) -> _Probe:
        probe = self._probes.get(term)
        if probe is None:
            probe = self._probes[term] = _Probe(term)
        return probe

    def _stems(self, algorithm: str) -> dict[str, list[_Probe]]:
        """The terms that stand for other forms of a word, by their stems."""
        if algorithm not in self._by_stem:
            found: dict[str, list[_Probe]] = {}
            for probe in self._stemmed:
                if (root := stem(probe.term.words, algorithm)) is not None:
                    found.setdefault(root, []).append(probe)
            self._by_stem[algorithm] = found
        return self._by_stem[algorithm]

    def scan(self, asked: _Scan) -> None:
        """Find which terms the entry has."""
        places, heads, tails, kinds = asked.places, self._heads, self._tails, KINDS
        folded = asked.hay.folded
        around = f"{folded}\n"  # so that there is something before the first and after the last
        for piece, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if kinds[around[start - 1]] == heads[piece] or kinds[around[end]] == tails[piece]:
                continue  # within a word
            if piece in places:
                places[piece].append(start)
            else:
                places[piece] = [start]
        for piece in places:
            for probe in self._by_piece[piece]:
                asked.met[probe.term] = probe
        if self._stemmed and (algorithm := algorithm_of(asked.subject.language)):
            by_stem = self._stems(algorithm)
            for root in stems_in(asked.hay, algorithm):
                for probe in by_stem.get(root or "", ()):
                    asked.met[probe.term] = probe


class _Scan(Asked):
    """One entry, scanned once: where the pieces of terms stand, and the terms that it may have."""

    __slots__ = ("_encoded", "known", "met", "places")

    def __init__(
        self,
        subject: Subject,
        now: int,
        sections: tuple[Section, ...] | None,
        hay: Haystack | None,
    ) -> None:
        super().__init__(subject, now, sections, hay)
        self.places: dict[int, list[int]] = {}
        self.met: dict[Term, _Probe] = {}
        self.known: dict[Term, bool] = {}
        self._encoded: bytes | None = None

    def spans(self, term: Term) -> Iterator[Span]:
        probe = self.met.get(term)
        if probe is None:
            return
        at, anchor, hay = probe.needle.at, probe.anchor, self.hay
        first, last = self.bounds[term.field]
        for start in self.places.get(probe.piece, ()):
            span = at(hay, anchor, start)
            if span and first <= span[0] and span[1] <= last and is_allowed(term, span, hay.folded):
                yield span
        if term.stem:
            yield from stem_spans(term.words, hay, first, last, self.subject.language)

    def finds(self, regex: Regex) -> bool:
        if self._encoded is None:
            start, end = self.subject.bounds(None)
            self._encoded = self.subject.text[start:end].encode()
        return stands_in(regex, self.subject, self._encoded)

    def matches(self, query: Query) -> bool:
        if type(query) is not Term:
            return super().matches(query)
        known = self.known.get(query)
        if known is None:
            known = self.known[query] = query in self.met and super().matches(query)
        return known


def _edges(probes: list[_Probe]) -> tuple[int, int]:
    """The kinds of characters that cannot stand before and after a piece, whichever of these
    terms it is of; -1 for none."""
    piece = probes[0].needle.pieces[probes[0].anchor]
    first, last = KINDS[piece[0]], KINDS[piece[-1]]
    goes_on = any(probe.term.prefix for probe in probes)
    return (
        first if first in (LETTER, HANGUL) else -1,
        LETTER if last == LETTER and not goes_on else -1,
    )


def _terms(query: Query) -> Iterator[Term]:
    todo = [query]
    while todo:
        part = todo.pop()
        if isinstance(part, Term):
            yield part
        todo += parts_of(part)


def _signs(query: Query) -> tuple[float, list[_Sign] | None]:
    """Signs of which an entry has at least one if the query matches, and about how often one is
    met; None where there are no such."""
    if isinstance(query, Term):
        return 4.0 ** -min(needle(query.words, query.prefix).weight, 8), [query]
    if isinstance(query, FromSource) and not query.prefix:
        return 0.01, [query]
    if isinstance(query, InSection):
        return 0.1, [query]
    if isinstance(query, And | Near):
        return min(map(_signs, parts_of(query)), key=lambda signs: signs[0])
    if isinstance(query, Or):
        some = [_signs(part) for part in query.parts]
        if all(signs is not None for _, signs in some):
            return sum(often for often, _ in some), [s for _, signs in some for s in signs or ()]
    return 2.0, None
