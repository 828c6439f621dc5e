"""Entries rendered once for all feeds that they are in, and kept from pass to pass.

What is kept is used as long as all that it was made of is the same; so nothing that changes an
entry, its section, its source or its copies has to know of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b

import msgspec

from feeds.aggregator.duplicates import copies_named
from feeds.config import Config
from feeds.model import Copy, Item, Origin
from feeds.publish import Faulty, Fragment, appearance, render_fragment
from feeds.store import NewFragment, StoredEntry, Transaction

_WEEK = 7 * 24 * 3600
_KEPT = 60 * 24 * 3600
"""For so many seconds after an entry was last published its fragment is kept; how often it is
noted that it was is less exact by a week."""
_NOTE = "fragments"
_IN_MEMORY = 32 << 20  # bytes; of what is asked for again a little later

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Fragment).decode


class Rendering:
    """What rendering needs besides entries, and what of it was done in this publication.

    `names` are how entries name the sources that they come from, by their ids; `faulty` is told
    of entries that cannot be rendered when that is found; `now` is in Unix seconds.
    """

    def __init__(
        self, config: Config, names: Mapping[str, Origin], faulty: Faulty, now: int
    ) -> None:
        self._config, self._names, self._faulty, self._now = config, names, faulty, now
        self._known: dict[bool, dict[int, Fragment]] = {False: {}, True: {}}
        self._room = _IN_MEMORY

    def begin(self, transaction: Transaction) -> None:
        """Forget fragments that were made otherwise, or are published no more."""
        made = appearance(self._config)
        if transaction.note(_NOTE) != made:
            transaction.set_note(_NOTE, made)
            transaction.drop_fragments()
        transaction.drop_fragments(self._now - _KEPT)

    def fragments(
        self, transaction: Transaction, pks: Sequence[int], *, merged: bool, keep: bool = True
    ) -> dict[int, Fragment]:
        """The fragments of these entries, but for those that cannot be rendered; with `merged`
        they name the copies of their articles. What is rendered for this is kept, unless it
        should not be (`keep`)."""
        remembered = self._known[merged]
        known = {pk: remembered[pk] for pk in pks if pk in remembered}
        if len(known) < len(pks):
            missing = [pk for pk in pks if pk not in known]
            found = self._find(transaction, missing, merged=merged, keep=keep)
            if keep:
                self._remember(found, remembered)
            known |= found
        return known

    def _find(
        self, transaction: Transaction, pks: Sequence[int], *, merged: bool, keep: bool
    ) -> dict[int, Fragment]:
        also = copies_named(transaction, pks, self._names) if merged else {}
        stored = _stored(transaction, pks, also)
        if keep and (bare := [one.pk for one in stored if one.version is None]):
            transaction.give_versions(bare)
            stored = _stored(transaction, pks, also)
        found: dict[int, Fragment] = {}
        missing: list[tuple[StoredEntry, str]] = []
        used: list[tuple[int, bool]] = []
        for one in stored:
            made_of = self._made_of(one, also.get(one.pk, ()))
            if one.made_of != made_of or one.version is None:
                missing.append((one, made_of))
                continue
            if one.fragment:
                found[one.pk] = _decode(one.fragment)
            if (one.used_at or 0) < self._now - _WEEK:
                used.append((one.pk, one.pk in also))
        new: list[NewFragment] = []
        items = transaction.items([one.pk for one, _ in missing])
        for (one, made_of), item in zip(missing, items, strict=True):
            fragment, fault = self._render(one, replace(item, also=also.get(one.pk, ())))
            if fragment:
                found[one.pk] = fragment
            data = _encode(fragment) if fragment else b""
            new.append(NewFragment(one.pk, one.pk in also, made_of, self._now, fault, data))
        if keep:
            transaction.keep_fragments(new)
            transaction.use_fragments(used, self._now)
        return found

    def _render(self, stored: StoredEntry, item: Item) -> tuple[Fragment | None, str | None]:
        """The fragment, or why there is none."""
        site, feeds = self._config.site, self._config.feeds
        origin = self._origin(stored)
        sources = {stored.source: origin} if origin else {}
        try:
            return render_fragment(item, site, feeds.formats, sources, press=feeds.gzip), None
        except Exception as fault:
            self._faulty(item, fault)
            return None, f"{type(fault).__name__}: {fault}"

    def _made_of(self, stored: StoredEntry, also: tuple[Copy, ...]) -> str:
        """All that a fragment depends on besides the configuration."""
        own = f"{stored.version} {stored.rank} {stored.section} {stored.id}"
        return f"{own} {_digest(self._origin(stored), also)}"

    def _origin(self, stored: StoredEntry) -> Origin | None:
        """Where an entry comes from; files are not named."""
        origin = self._names.get(stored.source)
        return origin if origin and origin.url else None

    def _remember(self, found: Mapping[int, Fragment], remembered: dict[int, Fragment]) -> None:
        """As many as there is room for, the first that came forgotten before."""
        remembered |= found
        self._room -= sum(one.size for one in found.values())
        while self._room < 0 and remembered:
            self._room += remembered.pop(next(iter(remembered))).size


@lru_cache(maxsize=4096)
def _digest(*others: object) -> str:
    return blake2b(repr(others).encode(), digest_size=16).hexdigest()


def _stored(
    transaction: Transaction, pks: Sequence[int], also: Collection[int]
) -> list[StoredEntry]:
    alone = transaction.stored([pk for pk in pks if pk not in also], also=False)
    return alone + transaction.stored(list(also), also=True)
