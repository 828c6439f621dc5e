"""Which groups of copies an entry belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from feeds.route.alike import Verdict, compare
from feeds.route.likeness import Likeness


def belongs_to(entry: Likeness, groups: Mapping[int, Sequence[Likeness]]) -> list[int]:
    """The groups, by their numbers and in their order, that `entry` makes one.

    It belongs to those of which it is the same article as one member, and told apart from none;
    and these are one group unless a member of one is told apart from one of another. Where
    nothing is told apart, groups do not depend on the order in which entries come.
    """
    joined: list[int] = []
    members: list[Likeness] = []
    for number, group in groups.items():
        verdicts = {compare(entry, member) for member in group}
        if Verdict.SAME not in verdicts or Verdict.APART in verdicts:
            continue
        pairs = product(members, group)
        if all(compare(one, other) is not Verdict.APART for one, other in pairs):
            joined.append(number)
            members += group
    return joined
