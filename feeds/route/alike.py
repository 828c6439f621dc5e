"""Whether two entries are the same article: by their texts, side by side.

A hash says which entries may be (`feeds.route.likeness.signature`); this says which are.
What decides is where two texts differ. Another site changes what stands around a text, and leaves
sentences out; but where in the midst of equal text a number or a word is another one, it is
tomorrow's weather, or a correction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from enum import Enum

from feeds.route.alignment import Block, Gap, align, gaps
from feeds.route.likeness import LEAST, Likeness, joined, weight, words
from feeds.route.marks import corrections, perhaps_series, series

# Weights: a character of an unspaced script is 1, a word of letters 2 (see `weight`).
_WHOLE = 0.72  # of the shorter text, that stands in the other: enough by itself
_PART = 0.5  # enough where it is one piece, and the rest may be what a site puts around it
_AROUND = 160  # that much of that
_AROUND_TITLED = 240  # where the titles are the same
_CERTAIN = 0.9  # where one title names a part of a series, and the other none
_FAR = 0.2  # of the runs of words of the shorter text: fewer are not looked at any closer
_SHORT = 200  # texts of which every word has to be the same
_LETTER = 100  # texts that a source has twice only where it gives one article twice
_EDGE = 60  # of common text, where credit lines and datelines stand
_SMALL = 16  # a change of wording, and not of content
_FEW = 8  # so much has changed of a sentence where only a number did
_NOTICE = 20  # lines that are shorter give dates, counts and links
_CHANCE_PIECE = 120  # the same in one piece, where titles do not say that it is one article
_CHANCE = 32  # common text that may be in both by chance
_NEAR = 8  # words between two runs that are one
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两半")


class Verdict(Enum):
    """What two entries are to each other."""

    SAME = "same"
    """One article."""
    APART = "apart"
    """Two articles that must not be taken for one, though others stand between them."""
    UNLIKE = "unlike"
    """Nothing speaks for their being one."""


def compare(a: Likeness, b: Likeness) -> Verdict:
    """Whether two entries are the same article. Symmetric."""
    if a.source == b.source:
        return _within_source(a, b)
    if a.address is not None and a.address == b.address:
        return Verdict.SAME
    if (b.title, b.body, b.source) < (a.title, a.body, a.source):
        a, b = b, a
    titles = _titles(a, b)
    if titles is Verdict.APART:
        return titles
    return _texts(a, b, titles is Verdict.SAME)


def _within_source(a: Likeness, b: Likeness) -> Verdict:
    """A source knows its own articles: two of it are one only to the letter, and not where the
    text is so short that each day may have the same."""
    same = a.title == b.title and a.body == b.body and a.weight() >= _LETTER
    return Verdict.SAME if same else Verdict.APART


def _titles(a: Likeness, b: Likeness) -> Verdict:
    """APART where the titles say so, SAME where they say the same."""
    if corrections(a.title) != corrections(b.title):
        return Verdict.APART
    parts_a, parts_b = perhaps_series(a.title), perhaps_series(b.title)
    if parts_a and parts_b and parts_a != parts_b:
        return Verdict.APART
    ours, theirs = a.title_words, b.title_words
    if ours == theirs:
        return Verdict.SAME
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    common = sum(
        weight(ours[block.a : block.a + block.size]) for block in matcher.get_matching_blocks()
    )
    least = min(weight(ours), weight(theirs))
    if not least or common < 0.5 * least:
        return Verdict.UNLIKE
    plain = min(weight([w for w in some if not _is_figure(w)]) for some in (ours, theirs))
    cut = [title.rstrip().endswith(("…", "...")) for title in (a.title, b.title)]
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        one, other = ours[i:i_end], theirs[j:j_end]
        at_cut = (cut[0] and i_end == len(ours)) or (cut[1] and j_end == len(theirs))
        if kind != "replace" or at_cut:
            continue
        if common >= 0.7 * plain and _differ(_is_figure, one, other):
            return Verdict.APART
        if _each_own(a.body_words, b.body_words, one, other):
            return Verdict.APART
    return Verdict.SAME if common >= 0.9 * least else Verdict.UNLIKE


def _each_own(
    a: Sequence[str], b: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> bool:
    """Whether `ours` stands in `a` alone and `theirs` in `b`: what differs in the titles differs in
    the texts too, such as the towns whose weather it is."""
    texts = [f" {' '.join(some)} " for some in (a, b)]
    words = [f" {' '.join(some)} " for some in (ours, theirs)]
    return [word in text for word in words for text in texts] == [True, False, False, True]


def _texts(a: Likeness, b: Likeness, titled: bool) -> Verdict:
    if len(a.runs & b.runs) < _FAR * min(len(a.runs), len(b.runs)):
        return Verdict.UNLIKE
    ours, theirs = a.body_words, b.body_words
    least = min(a.weight(), b.weight())
    blocks = align(ours, theirs)
    if least >= _SHORT:
        blocks = _solid(blocks, a, b)
    common = sum(a.weight(block.a, block.a + block.length) for block in blocks)
    if common < LEAST or common < _PART * least:
        return Verdict.UNLIKE
    if _changed(a, b, blocks, common):
        return Verdict.APART
    if corrections(_beside(ours, blocks, 0)) != corrections(_beside(theirs, blocks, 1)):
        return Verdict.APART
    if series(a.title) != series(b.title) and common < _CERTAIN * least:
        return Verdict.UNLIKE
    if common >= _WHOLE * least:
        return Verdict.SAME
    # What a site puts around a text is more than the text where that is short; but then the text
    # is one piece, in one of them at least.
    within = min(
        sum(a.weight(gap.a, gap.a_end) for gap in gaps(blocks)),
        sum(b.weight(gap.b, gap.b_end) for gap in gaps(blocks)),
    )
    around = least - common <= (_AROUND_TITLED if titled else _AROUND)
    if perhaps_series(a.title) != perhaps_series(b.title) or (
        common < _CHANCE_PIECE and not titled
    ):
        return Verdict.UNLIKE
    return Verdict.SAME if around and within <= common // 10 else Verdict.UNLIKE


def _solid(blocks: list[Block], one: Likeness, other: Likeness) -> list[Block]:
    """Without what is in both texts by chance: a few words, or some with little between them,
    amid much else."""
    islands: list[list[Block]] = []
    for block in blocks:
        if islands and _distance(islands[-1][-1], block) <= _NEAR:
            islands[-1].append(block)
        else:
            islands.append([block])
    solid: list[Block] = []
    ends = [[Block(0, 0, 0)], *islands, [Block(len(one.body_words), len(other.body_words), 0)]]
    for before, island, after in zip(ends, islands, ends[2:], strict=False):
        size = sum(one.weight(block.a, block.a + block.length) for block in island)
        length = island[-1].a + island[-1].length - island[0].a
        around = min(_distance(before[-1], island[0]), _distance(island[-1], after[0]))
        if size >= _CHANCE or around < length:
            solid += island
    return solid


def _distance(before: Block, after: Block) -> int:
    """So many words are between two runs, where there are more."""
    return max(after.a - before.a - before.length, after.b - before.b - before.length)


def _changed(one: Likeness, other: Likeness, blocks: Sequence[Block], common: int) -> bool:
    """Whether a number, or too many words, in the midst of the common text are others."""
    a, b = one.body_words, other.body_words
    short = common < _SHORT
    edge = min(_EDGE, common // 6)
    before = count = 0
    for block, gap in zip([None, *blocks], _gaps(blocks, a, b), strict=True):
        before += one.weight(block.a, block.a + block.length) if block else 0
        ours, theirs = _trimmed(a[gap.a : gap.a_end], b[gap.b : gap.b_end])
        if not ours or not theirs:
            continue
        most = max(weight(ours), weight(theirs))
        if most <= _SMALL and _each_own(one.title_words, other.title_words, ours, theirs):
            return True
        inside = edge <= before <= common - edge
        if _differ(_is_figure if inside else _is_number, ours, theirs):
            close = most <= (_SMALL if inside or short else _FEW)
            if close or (short and _similar(ours, theirs)):
                if inside and not short:
                    return True
                if _is_prose(one, gap.a) and _is_prose(other, gap.b):
                    return True
                continue
        count += inside and (short or most <= _SMALL)
    return count > common // 400


def _gaps(blocks: Sequence[Block], a: Sequence[str], b: Sequence[str]) -> list[Gap]:
    """What differs: before the first run, between each two, and after the last. At the ends, no
    more of one text than of the other: it may have something above the text, or below."""
    first, last = blocks[0], blocks[-1]
    end_a, end_b = last.a + last.length, last.b + last.length
    above, below = min(first.a, first.b), min(len(a) - end_a, len(b) - end_b)
    return [
        Gap(first.a - above, first.a, first.b - above, first.b),
        *gaps(blocks),
        Gap(end_a, end_a + below, end_b, end_b + below),
    ]


def _similar(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two runs of words say the like, and are not there by two cuts."""
    common = weight(list((Counter(ours) & Counter(theirs)).elements()))
    return common >= 0.3 * min(weight(ours), weight(theirs))


def _is_prose(text: Likeness, place: int) -> bool:
    """Whether the word at that place stands in a line of the article, and in no mere notice
    above or below it: such as how often it was read."""
    lines = [words(line) for line in text.body.split("\n")]
    weights = [weight(line) for line in lines]
    for line, size in zip(lines, weights, strict=True):
        if place < len(line):
            return size >= _NOTICE or max(weights) < 3 * _NOTICE
        place -= len(line)
    return True


def _trimmed(a: Sequence[str], b: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Without what both begin and end with."""
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return a, b


def _differ(counts: Callable[[str], bool], ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether both have words that count, and others."""
    first, second = (Counter(filter(counts, some)) for some in (ours, theirs))
    return bool(first) and bool(second) and first != second


def _is_number(word: str) -> bool:
    return word in _NUMERALS or _NUMBER.fullmatch(word) is not None


def _is_figure(word: str) -> bool:
    """Whether it is a number, a date or a time."""
    return word in _NUMERALS or word[0].isdecimal()


def _beside(some: Sequence[str], blocks: Sequence[Block], side: int) -> str:
    """What stands in one text only."""
    place, parts = 0, []
    for block in blocks:
        parts.append(joined(some[place : block[side]]))
        place = block[side] + block.length
    return "\n".join([*parts, joined(some[place:])])
