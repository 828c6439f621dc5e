"""Plain text that was a page -> RawFeed: its breadcrumb, its title, its paragraphs, who made it,
what it is about, and the headlines that stood beside it.

Text is what is left of a page that somebody copied or a program flattened. Each line is a block.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from feeds import dates
from feeds.errors import ReadError
from feeds.han import HAN
from feeds.model import Origin, Person, RawEntry, RawFeed, RawText, Section
from feeds.read.pages.credits import credits_of
from feeds.read.pages.crumbs import path_of, steps_of_text
from feeds.read.pages.junk import is_credit, is_end
from feeds.read.pages.told import Told, label
from feeds.read.provenance import noted
from feeds.readings import without_readings

_BULLET = re.compile(r"(?:[-*·•▪■●◆○□►▶‣・]|\d{1,2}[.、)）])\s*(?=\S)")
_STOP = re.compile(r"[。！？!?.…」』”\"'’）)]\s*$")
_TURN = re.compile(r"(?:更多|more|返回|上一[篇页頁]|下一[篇页頁])\W*$", re.I)
_HEAD = 8  # lines within which the title stands
_SHORT = 40  # characters: so little text without a sentence is none
_LEAST = 3  # headlines that are a list
_LONGEST_TITLE, _LONGEST_HEADLINE = 120, 100
_WIDTH = 100  # no line of text that was wrapped by hand is longer

Part = Literal["article", "listing", "text"]


class _Parts(NamedTuple):
    section: Section
    title: str
    paragraphs: list[str]
    told: Told
    dates: list[tuple[str, str]]
    headlines: list[str]


def read_text(text: str, part: Part = "text") -> RawFeed:
    """What a flattened page says: its article, or its headlines where `part` asks for them or
    where there is no article.

    Raises ReadError when it holds neither.
    """
    found = _parts(_lines(without_readings(text)))
    from_line = noted(title="a line")
    listed = tuple(
        RawEntry(title=RawText(line, "text"), read_from=from_line) for line in found.headlines
    )
    is_text = sum(map(len, found.paragraphs)) > _SHORT or any(map(_STOP.search, found.paragraphs))
    if part == "listing" or not (found.title and is_text):
        if part == "article" or not listed:
            wanted = "headlines" if part == "listing" else "an article"
            raise ReadError("text", f"plain text without {wanted}")
        evidence = f"{len(listed)} headlines in plain text"
        return RawFeed("listing", listed, evidence=(evidence,), structure="text")
    content = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in found.paragraphs)
    published, date_from = found.dates[0] if found.dates else (None, "")
    authors, authors_from = found.told.said("authors")
    editors, editors_from = found.told.said("editors")
    keywords, keywords_from = found.told.said("keywords")
    entry = RawEntry(
        title=RawText(found.title, "text"),
        content=RawText(content),
        published=published,
        authors=tuple(map(Person, authors)),
        contributors=tuple(map(Person, editors)),
        section=found.section,
        keywords=keywords,
        origin=Origin(found.told.origin) if found.told.origin else None,
        read_from=noted(
            title="a line",
            date=date_from,
            authors=authors_from,
            editors=editors_from,
            section="breadcrumb" if found.section else "",
            keywords=keywords_from,
            content="paragraphs",
        ),
    )
    size = sum(map(len, found.paragraphs))
    evidence = f"plain text: an article of {size} characters and {len(listed)} headlines"
    return RawFeed("text", (entry,), evidence=(evidence,), structure="text")


def _lines(text: str) -> list[str]:
    """The lines that say something; text that was wrapped by hand is put together again."""
    given = [" ".join(line.split()) for line in text.splitlines()]
    runs: list[list[str]] = [[]]
    for line in given:
        if line:
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    long = [line for run in runs for line in run[:-1] if len(line) > _WIDTH * 0.5]
    wrapped = len(long) > 3 and len(runs) > 2 and max(map(len, given)) <= _WIDTH
    lines: list[str] = []
    for run in runs:
        for line in run:
            joined = wrapped and lines and line is not run[0] and len(lines[-1]) > _WIDTH * 0.5
            if joined and not _BULLET.match(line):
                between = "" if HAN.match(line) else " "
                lines[-1] += between + line
            else:
                lines.append(line)
    return lines


def _parts(lines: Sequence[str]) -> _Parts:
    steps: list[str] = []
    title = ""
    at = 0
    for number, line in enumerate(lines[:_HEAD]):
        if not steps and len(found := steps_of_text(line)) > 1:
            steps, at = found, number + 1
        elif not title and _is_title(line):
            title, at = line, number + 1
            break
    section = path_of(steps, title)
    rest = list(lines[at:])
    start = _list_start(rest)
    headlines = [line for line in map(_headline, rest[start:]) if line]
    body = rest[:start]
    for number, line in enumerate(body):
        if number > len(body) // 3 and is_end(line, 0.0):
            paragraphs, credits_ = body[:number], body[number:]
            break
    else:
        paragraphs, credits_ = body, []
    facts = [*lines[:at], *paragraphs[:4], *paragraphs[-3:], *credits_]
    said = [line for line in dict.fromkeys(facts) if credits_of(line) and is_credit(line)]
    shown = list(dict.fromkeys([*lines[:at], *paragraphs[:3], *said]))
    paragraphs = [line for line in paragraphs if not _is_beside(line, title, section)]
    if not headlines and len(paragraphs) >= _LEAST and not any(map(_STOP.search, paragraphs)):
        headlines, paragraphs = ([title] if title else []) + paragraphs, []
    return _Parts(
        section,
        title,
        paragraphs,
        Told([("a line", line, credits_of(line)) for line in said]),
        [
            (date, label("a line", line, date))
            for line in shown
            if is_credit(line)
            for date in dates.find(line)
        ],
        headlines,
    )


def _is_title(line: str) -> bool:
    if len(line) > _LONGEST_TITLE or _BULLET.match(line) or is_credit(line) or _TURN.match(line):
        return False
    return not (line.endswith(("。", "；", "，")) or (line.endswith(".") and len(line) > 60))


def _is_beside(line: str, title: str, section: Section) -> bool:
    return line == title or line in section or is_credit(line) or _TURN.match(line) is not None


def _list_start(lines: Sequence[str]) -> int:
    """Where the list of headlines begins that the text ends with; its end if it has none."""
    start, count = len(lines), 0
    for number in range(len(lines) - 1, -1, -1):
        if _headline(lines[number]):
            count += 1
            start = number
        elif not _TURN.match(lines[number]) and len(lines[number]) > 4:
            break
    return start if count >= _LEAST else len(lines)


def _headline(line: str) -> str:
    """The headline that a line of a list is; empty if it is no such line."""
    mark = _BULLET.match(line)
    text = line[mark.end() :] if mark else ""
    return text if 4 < len(text) <= _LONGEST_HEADLINE and not text.endswith("。") else ""
