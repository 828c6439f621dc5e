"""The scheme of sections: what they are called, which of them have feeds, and who is in those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feeds.model import Section
from feeds.route.globs import SectionMatch
from feeds.route.query import InSection, Query, with_leaves
from feeds.route.sections import name_key, name_keys

_LONGEST = 64
"""Of so many names a section is at most: where aliases lead to more, they lead to no end."""

Alias = tuple[Section, Section]
"""A section as it may be called, and the one that is meant."""


@dataclass(frozen=True, slots=True)
class Named:
    """A section that has its feed in any case.

    Entries of the sections that `match` means belong to it too; with `sources` it holds entries
    of these alone. `title` is shown in place of its name; `written` is how `match` stands in the
    configuration.
    """

    path: Section
    title: str | None = None
    match: tuple[SectionMatch, ...] = ()
    sources: frozenset[str] = frozenset()
    written: tuple[Section, ...] = ()

    def means(self, path: Section) -> bool:
        """Whether entries that stand in `path`, in its canonical form, belong to it."""
        own, keys = name_keys(self.path), name_keys(path)
        return keys[: len(own)] == own or any(match(keys) for match in self.match)

    def admits(self, source: str) -> bool:
        """Whether entries of this source may be in it."""
        return not self.sources or source in self.sources


class Scheme:
    """What is said of sections.

    Those that entries name have a feed down to `depth` names, where one of `include` means them
    (if there is any) and none of `exclude`; those that are `named` in any case. Where an alias
    leads, entries follow; where a section `moved`, its subscribers alone.
    """

    def __init__(
        self,
        depth: int = 3,
        include: Iterable[SectionMatch] = (),
        exclude: Iterable[SectionMatch] = (),
        aliases: Iterable[Alias] = (),
        named: Iterable[Named] = (),
        moved: Iterable[Alias] = (),
    ) -> None:
        self.depth = depth
        self.named: dict[Section, Named] = {}
        for one in named:
            self.named.setdefault(name_keys(one.path), one)
        self._include = tuple(include)
        self._exclude = tuple(exclude)
        self._moved = {name_keys(old): new for old, new in moved}
        self._spellings: dict[Section, str] = {}
        self._names: dict[str, Section] = {}
        self._paths: dict[Section, Section] = {}
        for alias in aliases:
            self._add(*alias)
        for one in self.named.values():
            self._note_spelling(one.path)
        self._canonical: dict[Section, Section] = {}
        self._within: dict[tuple[str, Section], tuple[Section, ...]] = {}
        self._placed: dict[tuple[str, Section], tuple[Section, ...]] = {}

    def _add(self, called: Section, meant: Section) -> None:
        keys = name_keys(called)
        if len(meant) > 1 or len(keys) > 1:
            self._note_spelling(meant)
        else:  # a name is spelled so wherever it stands
            self._spellings.setdefault(("", name_key(meant[0])), meant[0])
        if keys == name_keys(meant):
            return  # it says how the section is spelled, and nothing else
        if len(keys) == 1:
            self._names.setdefault(keys[0], meant)
        else:
            self._paths.setdefault(keys, meant)

    def _note_spelling(self, path: Section) -> None:
        for length, keys in enumerate(_prefixes(name_keys(path))):
            self._spellings.setdefault(keys, path[length])

    # What is meant.

    def canonical(self, path: Section) -> Section:
        """The section that is meant by `path`, in the configured spelling where there is one."""
        known = self._canonical.get(path)
        if known is None:
            known = self._canonical[path] = self._spelled(self._meant(path)[0])
        return known

    def circles(self, aliases: Iterable[Alias]) -> list[Section]:
        """Those of the aliases that lead back to where they began, as they are called."""
        return [called for called, _ in aliases if not self._meant(called)[1]]

    def _meant(self, path: Section) -> tuple[Section, bool]:
        """What `path` leads to, and whether it comes to an end there."""
        ended = True
        for _ in range((len(self._paths) + 1) * (len(path) + 1)):
            path, resolved = self._resolved(path, frozenset())
            ended = ended and resolved
            keys = name_keys(path)
            for length in range(len(keys), 1, -1):
                if (meant := self._paths.get(keys[:length])) is not None:
                    path = meant + path[length:]
                    break
            else:
                return path, ended
            if len(path) > _LONGEST:
                break
        return path[:_LONGEST], False

    def _resolved(self, path: Section, within: frozenset[str]) -> tuple[Section, bool]:
        """`path` with what is meant by each of its names; `within` are the names that led here."""
        found: list[str] = []
        ended = True
        for name in path:
            key = name_key(name)
            meant = self._names.get(key)
            if meant is None or key in within or len(found) > _LONGEST:
                ended = ended and key not in within and len(found) <= _LONGEST
                found.append(name)
            else:
                inner, resolved = self._resolved(meant, within | {key})
                ended = ended and resolved
                found += inner
        return tuple(found), ended

    def _spelled(self, path: Section) -> Section:
        return tuple(
            self._spellings.get(keys) or self._spellings.get(("", keys[-1])) or path[place]
            for place, keys in enumerate(_prefixes(name_keys(path)))
        )

    # What has a feed.

    def has_feed(self, path: Section) -> bool:
        """Whether a section, in its canonical form, has a feed once there is an entry in it."""
        keys = name_keys(path)
        if keys in self.named:
            return True
        return (
            0 < len(keys) <= self.depth
            and (not self._include or any(match(keys) for match in self._include))
            and not any(match(keys) for match in self._exclude)
            and not any(part in self._moved for part in _prefixes(keys))
        )

    def no_feed(self, path: Section) -> str | None:
        """Which of the configuration's words leave a section, in its canonical form, without a
        feed; None where it has one."""
        keys = name_keys(path)
        if self.has_feed(path):
            return None
        if any(part in self._moved for part in _prefixes(keys)):
            return "sections.moved"
        if len(keys) > self.depth:
            return "sections.depth"
        excluded = any(match(keys) for match in self._exclude)
        return "sections.exclude" if excluded else "sections.include"

    def within(self, source: str, path: Section) -> tuple[Section, ...]:
        """The sections that an entry of this source is in that stands in `path`, which is the
        canonical form of its section: that and all above it, and those whose `match` means it;
        outer ones before inner ones."""
        place = (source, path)
        known = self._within.get(place)
        if known is None:
            known = self._within[place] = tuple(self._sections_within(source, path))
        return known

    def places(self, source: str, path: Section) -> tuple[Section, ...]:
        """Those of them that have a feed."""
        place = (source, path)
        known = self._placed.get(place)
        if known is None:
            found = filter(self.has_feed, self.within(source, path))
            known = self._placed[place] = tuple(found)
        return known

    def resolve(self, query: Query) -> Query:
        """A query with the sections that are meant by those that it asks for."""
        return with_leaves(query, self._resolved_part)

    def _resolved_part(self, part: Query) -> Query:
        if not isinstance(part, InSection):
            return part
        names = (name.strip() for name in part.path.split("/"))
        path = self.canonical(tuple(name for name in names if name))
        keys = name_keys(path)
        shared = any(one.match and own[: len(keys)] == keys for own, one in self.named.items())
        return InSection("/".join(path), shared)

    def _sections_within(self, source: str, path: Section) -> Iterator[Section]:
        keys = name_keys(path)
        paths = [path]
        for one in self.named.values():
            if one.admits(source) and any(match(keys) for match in one.match):
                paths.append(self._spelled(one.path))
        seen: set[Section] = set()
        for path in paths:
            for length, keys in enumerate(_prefixes(name_keys(path)), start=1):
                if keys not in seen:
                    seen.add(keys)
                    named = self.named.get(keys)
                    if named is None or named.admits(source):
                        yield path[:length]

    def title(self, path: Section) -> str | None:
        """What a section is called, if that is configured."""
        keys = name_keys(path)
        if (named := self.named.get(keys)) is not None and named.title is not None:
            return named.title
        return self._spellings.get(keys) or self._spellings.get(("", keys[-1]))

    def successor(self, path: Section) -> Section | None:
        """Where the feed of a section has gone, if the scheme says that it moved."""
        keys = name_keys(path)
        found = self.canonical(path)
        for _ in range(len(self._moved)):
            for length in range(len(found), 0, -1):
                if (new := self._moved.get(name_keys(found[:length]))) is not None:
                    found = self.canonical(new + found[length:])
                    break
            else:
                break
        return found if name_keys(found) != keys else None


def _prefixes(keys: Section) -> Iterator[Section]:
    return (keys[:length] for length in range(1, len(keys) + 1))
