"""Two texts side by side: which runs of words stand in both, in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_ANCHOR = 4
"""So many words in a row must be the same for a run to begin."""

_TIMES = 3
"""What stands oftener than this in a text says nothing about places."""


class Block(NamedTuple):
    """A run of `length` words that begins at `a` in the one text and at `b` in the other."""

    a: int
    b: int
    length: int


class Gap(NamedTuple):
    """What stands between two runs: from `a` up to `a_end` in the one text, `b` in the other."""

    a: int
    a_end: int
    b: int
    b_end: int


def align(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """The longest chain of runs that both texts have in one order.

    Takes time in proportion to the texts' lengths, but for the logarithm of what they share.
    """
    return _grown(_chain(_anchors(a, b)), a, b)


def gaps(blocks: Sequence[Block]) -> Iterator[Gap]:
    """What stands between the runs; not what is before the first and after the last."""
    for one, next_ in pairwise(blocks):
        yield Gap(one.a + one.length, next_.a, one.b + one.length, next_.b)


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Where the same words stand, by the place in `a`, and the farthest in `b` first."""
    runs = list(_runs(a))
    common = set(runs)
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, words in enumerate(_runs(b)):
        if words in common:
            places[words].append(place)
    found: list[tuple[int, int]] = []
    for place, words in enumerate(runs):
        there = places.get(words)
        if there and len(there) <= _TIMES:
            found += [(place, other) for other in reversed(there)]
    return found


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(_ANCHOR)), strict=False)


def _chain(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of them in which both places grow (Hunt and Szymanski's way)."""
    ends: list[int] = []  # the least place in b at which a chain of each length ends
    last: list[int] = []  # the anchor that does so
    before: list[int] = []
    for number, (_, place) in enumerate(anchors):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            last.append(number)
        else:
            ends[length] = place
            last[length] = number
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(anchors[number])
        number = before[number]
    return chain[::-1]


def _grown(chain: list[tuple[int, int]], a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """Runs from anchors: each as long as its words are the same, and no two overlap."""
    blocks: list[Block] = []
    end_a = end_b = 0
    for place_a, place_b in chain:
        start_a, start_b = place_a, place_b
        if start_a < end_a or start_b < end_b:
            overlap = max(end_a - start_a, end_b - start_b)
            if overlap >= _ANCHOR:
                continue
            start_a, start_b = start_a + overlap, start_b + overlap
        while start_a > end_a and start_b > end_b and a[start_a - 1] == b[start_b - 1]:
            start_a, start_b = start_a - 1, start_b - 1
        stop_a, stop_b = place_a + _ANCHOR, place_b + _ANCHOR
        while stop_a < len(a) and stop_b < len(b) and a[stop_a] == b[stop_b]:
            stop_a, stop_b = stop_a + 1, stop_b + 1
        if blocks and start_a == end_a and start_b == end_b:
            first = blocks.pop()
            start_a, start_b = first.a, first.b
        blocks.append(Block(start_a, start_b, stop_a - start_a))
        end_a, end_b = stop_a, stop_b
    return blocks
