"""Groups of copies of one article, as several sites print it, and what only looks like one.

`groups` makes them from a seed. In each, the copies are one article; the others that come with it
are near misses: another part of the series, a correction, tomorrow's weather.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from opencc import OpenCC

from benchmarks import misses
from benchmarks.wording import LANGUAGES, ZH, Language
from benchmarks.wrapping import credit, header, wrapped


@dataclass(frozen=True)
class Article:
    """One entry: `group` is the same for copies of one article, and no other's; `kind` says how
    it was made."""

    group: int
    source: str
    title: str
    body: str
    kind: str


def groups(count: int, seed: int) -> list[list[Article]]:
    """So many groups, each of 1 to 6 copies, with near misses."""
    rng = random.Random(seed)
    made = []
    numbers = iter(range(1_000_000))
    for _ in range(count):
        language = rng.choices(list(LANGUAGES.values()), weights=(10, 6, 1, 1, 1, 1, 1, 1), k=1)[0]
        made.append(_group(language, rng, numbers.__next__))
    return made


def _group(language: Language, rng: random.Random, number: Callable[[], int]) -> list[Article]:
    if rng.random() < 0.2:
        template = rng.choice(misses.TEMPLATES[language.tag if language.tag == "zh" else "en"])
        language = language if language.tag == "zh" else LANGUAGES["en"]
        report = template(rng)
        base = misses.printed(report)
        others = [
            ("template", *misses.printed(misses.another(report, rng)))
            for _ in range(rng.choice((1, 1, 2)))
        ]
    else:
        base = _written(language, rng)
        others = [
            (kind, *make(*base, language, rng))
            for kind, make in rng.sample(sorted(misses.KINDS.items()), rng.choice((0, 1, 1, 2)))
        ]
    group = number()
    first = Article(group, "", *base, "original")
    found = [first, *(_copy(first, language, rng) for _ in range(rng.choice((0, 1, 1, 2, 3, 5))))]
    for kind, title, body in others:
        miss = Article(number(), "", title, body, kind)
        if rng.random() < 0.6:  # another site prints it
            miss = replace(_copy(miss, language, rng, miss=True), kind=kind)
        found.append(miss)
    return [
        replace(article, source=f"source {place}")
        for article, place in zip(found, rng.sample(range(40), len(found)), strict=True)
    ]


def _written(language: Language, rng: random.Random) -> tuple[str, str]:
    """A title and a body of 100 to 5,000 characters."""
    wanted = int(100 * 50 ** rng.random())
    paragraphs: list[str] = []
    space = "" if language.comma == "，" or language.tag == "ja" else " "
    while sum(map(len, paragraphs)) < wanted:
        left = wanted - sum(map(len, paragraphs))
        some = [language.sentence(rng)]
        while sum(map(len, some)) < min(left, rng.choice((80, 150, 300))):
            some.append(language.sentence(rng))
        paragraphs.append(space.join(some))
    if rng.random() < 0.6:
        paragraphs[0] = header(language, rng, paragraphs[0])
    if rng.random() < 0.3:
        paragraphs.append(credit(language, rng))
    return language.headline(rng), "\n".join(paragraphs)


def _copy(
    article: Article, language: Language, rng: random.Random, *, miss: bool = False
) -> Article:
    """The article as another site prints it: changed in one to three ways."""
    title, body = article.title, article.body
    ways = ["header", "title", "wrapping", "shortened", "credit", "marks"]
    if language.tag == "zh":
        ways += ["script", "script"]
    chosen = set(rng.sample(ways, rng.choice((1, 1, 2, 3))))
    if miss:
        chosen -= {"title", "shortened"}  # it would not be a near miss any more
    if "shortened" in chosen:
        body = _shortened(body, rng)
    if "header" in chosen:
        first, _, rest = body.partition("\n")
        body = header(language, rng, first) + ("\n" + rest if rest else "")
    if "credit" in chosen:
        body = f"{body}\n{credit(language, rng)}"
    if "title" in chosen:
        title = _retitled(title, language, rng)
    if "wrapping" in chosen:
        body = wrapped(title, body, language, rng)
    if "marks" in chosen:
        body = _repunctuated(body, rng)
    if "script" in chosen:
        convert = rng.choice(("s2t", "s2twp", "s2twp", "s2hk", "there and back"))
        if convert == "there and back":
            title, body = (_converted("tw2sp", _converted("s2twp", s)) for s in (title, body))
        else:
            title, body = _converted(convert, title), _converted(convert, body)
    return replace(article, title=title, body=body, kind="+".join(sorted(chosen)) or "same")


def _shortened(body: str, rng: random.Random) -> str:
    """At least two fifths of it: without its end, or without sentences here and there."""
    if len(body) < 200:
        return body
    paragraphs = body.split("\n")
    if len(paragraphs) > 2 and rng.random() < 0.6:
        kept, length = [], 0
        for paragraph in paragraphs:
            kept.append(paragraph)
            length += len(paragraph)
            if length > len(body) * rng.uniform(0.4, 0.8):
                break
        return "\n".join(kept)
    shorter = []
    for number, paragraph in enumerate(paragraphs):
        stop = "。" if "。" in paragraph else ". "
        sentences = paragraph.split(stop)
        kept = [s for place, s in enumerate(sentences) if not place or rng.random() < 0.75]
        if kept and (not number or rng.random() < 0.85):
            shorter.append(stop.join(kept))
    short = "\n".join(shorter)
    return short if len(short) >= 0.4 * len(body) else body


def _retitled(title: str, language: Language, rng: random.Random) -> str:
    site = {"zh": ("_新闻中心", " - 某某网", "|快讯", "（图）", "(组图)")}.get(
        language.tag, (" - The Daily", " | News", " – Live", " (photos)")
    )
    before = {"zh": ("快讯：", "【独家】", "视频：", "[国内]")}.get(
        language.tag, ("Breaking: ", "Exclusive: ", "Video: ", "")
    )
    way = rng.randrange(5)
    if way == 0:
        return title + rng.choice(site)
    if way == 1:
        return rng.choice(before) + title
    if way == 2:
        return title[: max(8, int(len(title) * rng.uniform(0.5, 0.8)))] + "…"
    if way == 3:
        return language.headline(rng)
    first, comma, last = title.partition(" " if language.tag == "zh" else language.comma)
    return f"{last}{comma}{first}" if last else rng.choice(before) + title


def _repunctuated(body: str, rng: random.Random) -> str:
    pairs = [("“", "「"), ("”", "」"), ("，", ","), ("。\n", "。"), (". ", ".\n"), ("\n", "\n\n")]
    for old, new in rng.sample(pairs, 3):
        body = body.replace(old, new)
    return body


@cache
def _converter(scheme: str) -> OpenCC:
    return OpenCC(scheme)


def _converted(scheme: str, text: str) -> str:
    converted: str = _converter(scheme).convert(text)
    return converted


__all__ = ["ZH", "Article", "groups"]
