"""Entries rendered once for all feeds that they are in, and kept from pass to pass.

What is kept is used as long as all that it was made of is the same; so nothing that changes an
entry, its section, its source or its copies has to know of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

import msgspec

from feeds.aggregator.duplicates import copies_named
from feeds.config import Config
from feeds.model import Item, Origin
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
        others = {
            source: _digest(self._origin(source), ()) for source in {o.source for o in stored}
        }
        least = self._now - _WEEK
        for one in stored:
            pk, id, source, rank, version, section, old, used_at, _, data = one
            other = others[source]
            if pk in also:
                other = _digest(self._origin(source), also[pk])
            # All that a fragment depends on besides the configuration.
            made_of = f"{version} {rank} {section} {id} {other}"
            if made_of != old or version is None:
                missing.append((one, made_of))
                continue
            if data:
                found[pk] = _decode(data)
                self._room -= len(data)
            if used_at is not None and used_at < least:
                used.append((pk, pk in also))
        new: list[NewFragment] = []
        items = transaction.items([one.pk for one, _ in missing])
        for (one, made_of), item in zip(missing, items, strict=True):
            fragment, fault = self._render(one.source, replace(item, also=also.get(one.pk, ())))
            data = b""
            if fragment:
                found[one.pk], data = fragment, _encode(fragment)
                self._room -= len(data)
            new.append(NewFragment(one.pk, one.pk in also, made_of, self._now, fault, data))
        if keep:
            transaction.keep_fragments(new)
            transaction.use_fragments(used, self._now)
        return found

    def _render(self, source: str, item: Item) -> tuple[Fragment | None, str | None]:
        """The fragment, or why there is none."""
        site, feeds = self._config.site, self._config.feeds
        origin = self._origin(source)
        sources = {source: origin} if origin else {}
        try:
            return render_fragment(item, site, feeds.formats, sources, press=feeds.gzip), None
        except Exception as fault:
            self._faulty(item, fault)
            return None, f"{type(fault).__name__}: {fault}"

    def _origin(self, source: str) -> Origin | None:
        """Where entries of a source come from; files are not named."""
        origin = self._names.get(source)
        return origin if origin and origin.url else None

    def _remember(self, found: Mapping[int, Fragment], remembered: dict[int, Fragment]) -> None:
        """As many as there is room for, the first that came forgotten before."""
        remembered |= found
        while self._room < 0 and remembered:
            self._room += len(_encode(remembered.pop(next(iter(remembered)))))


def _digest(*others: object) -> str:
    return blake2b(repr(others).encode(), digest_size=16).hexdigest()


def _stored(
    transaction: Transaction, pks: Sequence[int], also: Collection[int]
) -> list[StoredEntry]:
    alone = transaction.stored([pk for pk in pks if pk not in also], also=False)
    return alone + transaction.stored(list(also), also=True)
