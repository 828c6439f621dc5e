"""Which of many queries an entry matches, against a plain loop of ``in``.

The plain loop is handed folded text and looks for each query's words in it, nothing more. Ours
folds, scans, looks at the edges of words and at the script, and evaluates: what a pass does.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate

from benchmarks.timing import interleaved
from feeds.route import Matcher, Query, Subject, parse_query
from feeds.route.fold import fold

_SYLLABLES = "ba co de fi gu ha ji ka lo me ni or pu ra se ta un vi wo ex yl za str ing ter".split()
_SIZE = 3000


class _Language:
    """Made-up words, some met more often than others, as in a newspaper."""

    def __init__(self, chance: random.Random, words: Sequence[str]) -> None:
        self.words = words
        self._chance = chance
        self._often = list(accumulate(1 / (rank + 10) for rank in range(len(words))))

    def text(self, between: str, size: int) -> str:
        """About `size` bytes of text."""
        text, length = [], 0
        while length < size:
            word = self._chance.choices(self.words, cum_weights=self._often)[0]
            text.append(word)
            length += len(f"{word}{between}".encode())
        return between.join(text)


def languages(chance: random.Random) -> tuple[_Language, _Language]:
    """Chinese words of two to four common characters, and Latin ones of one to four syllables."""
    common = bytes(
        byte for high in range(0xA4, 0xC6) for low in range(0xA1, 0xFF) for byte in (high, low)
    ).decode("big5")
    chinese = {
        "".join(chance.choices(common, k=chance.choice((2, 2, 3, 4)))) for _ in range(30_000)
    }
    latin = {"".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(60_000)}
    both = [sorted(words) for words in (chinese, latin)]
    for words in both:
        chance.shuffle(words)
    return _Language(chance, both[0]), _Language(chance, both[1])


def entries(chance: random.Random, number: int, *both: _Language) -> list[Subject]:
    """Entries of 3 kB, half Chinese and half Latin, a sentence of one after one of the other."""
    made = []
    for index in range(number):
        body = "".join(
            f"{both[0].text('', 100)}，{both[1].text(' ', 100)}.{chance.choice([' ', chr(10)])}"
            for _ in range(_SIZE // 200)
        )
        title = both[0].text("", 40)
        text = f"{title}\n\n{body}\n"
        ends = (len(title), len(title) + 1, len(text) - 1, len(text))
        made.append(Subject("bench", None, "zh-Hant", (), index, text, ends))
    return made


def queries(chance: random.Random, words: Sequence[str]) -> dict[str, Query]:
    """A query a word, but every tenth of three: boolean ones, phrases and fields among them."""
    joined = ("{} {} NOT {}", "({} OR {}) -{}", 'title:{} OR "{} {}"', "{} NEAR/5 ({} OR {})")
    texts = []
    for index in range(0, len(words) - 12, 12):
        texts += [
            chance.choice(joined).format(*words[index : index + 3]),
            *words[index + 3 : index + 12],
        ]
    return {f"{number} {text}": parse_query(text) for number, text in enumerate(texts)}


def against_the_plain_loop(chance: random.Random) -> None:
    """10,000 queries of words that these entries are made of."""
    both = languages(chance)
    subjects = entries(chance, 100, *both)
    words = chance.sample([*both[0].words, *both[1].words], 12_012)
    asked = queries(chance, words)
    matcher = Matcher(asked)
    folded = [fold(subject.text) for subject in subjects]
    wanted = [fold(word) for word in words[:12_000]]
    hits = sum(len(matcher.match(subject, 0)) for subject in subjects) / len(subjects)
    times = interleaved(
        {
            "plain": lambda: [[word for word in wanted if word in text] for text in folded[:10]],
            "feeds": lambda: [matcher.match(subject, 0) for subject in subjects],
        },
        5,
    )
    plain, ours = times["plain"] / 10, times["feeds"] / len(subjects)
    print(
        f"{len(asked):,} queries, {hits:.0f} of them in an entry of 3 kB: plain loop "
        f"{plain * 1e6:,.0f} µs, feeds {ours * 1e6:,.0f} µs, {plain / ours:.0f} times as fast"
    )


def ten_or_ten_thousand(chance: random.Random) -> None:
    """The same hits, among ten queries and among ten thousand."""
    both = languages(chance)
    subjects = entries(chance, 100, *both)
    texts = "\n".join(fold(subject.text) for subject in subjects)
    absent = [w for w in (*both[0].words, *both[1].words) if fold(w) not in texts]
    few = {word: parse_query(word) for word in (*both[0].words[:5], *both[1].words[40:45])}
    many = {**few, **queries(chance, chance.sample(absent, 12_000))}
    first, second = Matcher(few), Matcher(many)
    hits = [sum(len(m.match(subject, 0)) for subject in subjects) for m in (first, second)]
    times = interleaved(
        {
            "few": lambda: [first.match(subject, 0) for subject in subjects],
            "many": lambda: [second.match(subject, 0) for subject in subjects],
        },
        5,
    )
    print(
        f"{len(few)} queries, {hits[0] / 100:.1f} in an entry: "
        f"{times['few'] * 1e4:,.0f} µs; {len(many):,} queries, {hits[1] / 100:.1f} in an entry: "
        f"{times['many'] * 1e4:,.0f} µs: {times['many'] / times['few']:.2f} times as long"
    )


def main() -> None:
    """What an entry costs."""
    against_the_plain_loop(random.Random(1))
    ten_or_ten_thousand(random.Random(2))
