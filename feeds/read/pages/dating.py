"""When an article was published, and when it was changed: by what its page says and shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from feeds import dates
from feeds.read.pages.junk import is_credit
from feeds.read.pages.outline import Block
from feeds.read.pages.page import ASIDE, Page, line
from feeds.read.pages.structured import Facts
from feeds.read.pages.told import BEFORE, BEHIND, label

_TIMED = re.compile(r"\d\s?[:：時时點点h]\s?\d\d|\d\s?[AaPp]\.?[Mm]")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00)?")
_UPDATED = re.compile(
    r"更新|修改|updated|modified|aktualisiert|mis à jour|modifié|actualizad|aggiornat|обновлен",
    re.I,
)
_IN_ADDRESS = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)[-/_]?(?P<month>0[1-9]|1[0-2])[-/_]?"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
_DATED = (
    'time, [itemprop="datePublished"], [class*="publish" i], [class*="date" i], [class*="time" i], '
    '[id*="date" i], [id*="time" i], [class*="byline" i], [class*="meta" i], [class*="info" i]'
)


class Dated(NamedTuple):
    """A date as it is written, and by what it is said."""

    raw: str
    read_from: str


def dates_of(
    page: Page, said: Facts, header: list[Block], footer: list[Block]
) -> tuple[Dated | None, Dated | None]:
    """When the article was published and when it was changed, None where nothing tells.

    `header` and `footer` are the blocks around its text that may speak of it.
    """
    shown: list[Dated] = []
    changed = [Dated(raw, said.by("updated", raw)) for raw in said.updated]
    lines = [(block.text, BEFORE) for block in header]
    lines += [(block.text, BEHIND) for block in footer if is_credit(block.text)]
    for text, place in lines:
        for date in dates.find(text):
            before = text[: text.find(date)][-16:]
            found = Dated(date, label(place, text, date))
            (changed if _UPDATED.search(before) else shown).append(found)
    given = [Dated(raw, said.by("published", raw)) for raw in said.published]
    times = islice(_marked(page, "time[datetime]"), 1)
    marked = islice(_marked(page, _DATED), 1)
    candidates = [d for d in (*given, *times, *shown, *marked) if dates.readable(d.raw)]
    if not candidates and (address := _IN_ADDRESS.search(urlsplit(page.url).path)):
        day = f"{address['year']}-{address['month']}-{address['day']}"
        candidates = [Dated(day, "the address")]
    published = candidates[0] if candidates else None
    if published and not _is_timed(published.raw):
        readable = dates.readable(published.raw)
        published = next(
            (d for d in candidates if _is_timed(d.raw) and dates.readable(d.raw) == readable),
            published,
        )
    return published, next((found for found in changed if dates.readable(found.raw)), None)


def _marked(page: Page, css: str) -> Iterator[Dated]:
    """Dates in elements that are for them."""
    for element in page.body.select(css)[:60]:
        text = line(element)
        if len(text) > 120 or element.closest(ASIDE) is not None or _UPDATED.search(text):
            continue
        raw = element.attr("datetime") or element.attr("content")
        found = [raw] if raw and dates.readable(raw) else dates.find(text)
        yield from (Dated(date, f"<{element.tag}>") for date in found[:1])


def _is_timed(raw: str) -> bool:
    return _TIMED.search(raw) is not None and _MIDNIGHT.search(raw) is None
