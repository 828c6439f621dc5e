"""An article's page -> RawFeed of one RawEntry.

What the page says to machines goes first (`structured`); what it shows to people fills the rest:
its heading, its breadcrumb, and the lines between the heading and the text and behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from turbohtml import Element

from feeds import dates
from feeds.errors import ReadError
from feeds.han import HAN
from feeds.model import Origin, Person, RawEntry, RawFeed, RawText, Rules, Section
from feeds.read.pages.body import Body, find_body
from feeds.read.pages.credits import (
    Credits,
    credits_of,
    is_outlet,
    keywords_of,
    merged,
    origin_of,
    people_of,
    simplified,
)
from feeds.read.pages.crumbs import breadcrumb, path_of, steps_of_text
from feeds.read.pages.junk import is_credit
from feeds.read.pages.outline import Block
from feeds.read.pages.page import Page, line
from feeds.read.pages.selectors import checked, dated, prepare, replaced, selectors_of
from feeds.read.pages.structured import Facts, facts
from feeds.read.pages.title import title_of

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
_PUBLIC = re.compile(r"com?|net|org|gov|edu|ac|or|ne|go|gob|nic|mil")
_BETWEEN = re.compile(r"[,，;；、|]")
_ASIDE = "nav, aside, footer, li, [class*='related' i], [class*='comment' i], [class*='teaser' i]"
_DECORATION = re.compile(
    r"logo|favicon|sprite|placeholder|blank\.|/default|avatar|qr-?code|erweima|icon[-_./]|[-_/]icon",
    re.I,
)
_BYLINES = (
    '[rel~="author"], [itemprop~="author"], [class*="byline" i], [class*="author" i], '
    '[class*="writer" i], [class~="fn" i], [class*="contributor" i], a[href*="/author/" i], '
    'a[href*="/authors/" i], a[href*="/profile/" i]'
)
_DATED = (
    'time, [itemprop="datePublished"], [class*="publish" i], [class*="date" i], [class*="time" i], '
    '[id*="date" i], [id*="time" i], [class*="byline" i], [class*="meta" i], [class*="info" i]'
)
_PLAIN = Rules()
_LEAST = 60  # as much text as some 25 Chinese characters, or 60 letters
_LATE = ("data-src", "data-original", "data-lazy-src", "data-url", "_src", "data-srcset")
_HEADER, _FOOTER = 30, 15  # lines before and behind the text that may speak of it


def read_article(page: Page, rules: Rules = _PLAIN) -> RawFeed:
    """The article on the page, by a person's rules where there are some.

    Raises ReadError where there is none.
    """
    prepare(page, rules)
    said = facts(page)
    title, rest = title_of(page, said)
    given = _selected(page, rules)
    title = replaced(" ".join(given.get("title", ())) or title, rules)
    section = path_of(list(said.breadcrumb), title) or breadcrumb(page, title)
    section = section or path_of(list(said.sections[:1]), title)
    near = _near(page)
    body = find_body(page, title, _chosen(page, rules))
    if body is None or body.size < _LEAST:
        raise ReadError("article", "a page without an article: no text of some length stands on it")
    header, footer = _around(body, title)
    credit = _credits([*header, *footer])
    text = "\n".join(block.text for block in body.blocks)
    authors, origin = _authors(said, credit, near, rest)
    if "author" in given:
        authors = [name for value in given["author"] for name in people_of(value) or [value]]
    published, updated = _dates(page, said, header, footer)
    published = next((dated(value, rules) for value in given.get("date", ())), published)
    keywords = tuple(word for value in given.get("keywords", ()) for word in keywords_of(value))
    site = said.sites[0] if said.sites else _site(rest)
    entry = RawEntry(
        link=_link(page, said),
        base=page.base,
        title=RawText(title, "text") if title else None,
        summary=_summary(said, f"{title}\n{text}"),
        content=RawText(_content(body, rules)),
        published=published,
        updated=updated,
        authors=tuple(map(Person, authors)),
        contributors=tuple(map(Person, credit.editors or _people(said.editors, rest))),
        section=_path(given["section"], title) if "section" in given else section,
        keywords=keywords or _keywords(page, said, credit, f"{title}\n{text}", site),
        language=page.language or next(iter(said.languages), None),
        image=_image(page, said),
        origin=Origin(origin) if origin else None,
    )
    place = _described(body.element)
    return RawFeed(
        kind="article",
        entries=(entry,),
        title=RawText(site, "text") if site else None,
        link=page.url,
        language=entry.language,
        evidence=(f"an article of {len(text)} characters in {place}",),
        structure=place,
    )


def _selected(page: Page, rules: Rules) -> dict[str, list[str]]:
    """The texts that a person's selectors find, by field; `body` is an element."""
    found = {}
    for field, selector in selectors_of(rules).items():
        if field in ("title", "author", "date", "section", "keywords"):
            texts = selector.texts(page.body)
            if not texts:
                raise ReadError("empty", f"{field}: {str(selector)!r} finds nothing on the page")
            found[field] = [replaced(text, rules) for text in texts]
    return found


def _chosen(page: Page, rules: Rules) -> Element | None:
    selector = selectors_of(rules).get("body")
    if selector is None:
        return None
    found = page.body.select_one(checked("body", selector.css))
    if found is None:
        raise ReadError("empty", f"body: {selector.css!r} finds nothing on the page")
    return found


def _path(values: list[str], title: str) -> Section:
    """A section path from what was selected: a breadcrumb in one piece, or its steps."""
    return path_of(steps_of_text(values[0]) or values if len(values) == 1 else values, title)


def _described(element: Element) -> str:
    name = (element.attr("id") and f"#{element.attr('id')}") or ""
    first = (element.attr("class") or "").split()
    return f"{element.tag}{name or (f'.{first[0]}' if first else '')}"


def _link(page: Page, said: Facts) -> str | None:
    """The page's address: the canonical one, unless it leads to another site or to its front."""
    given = page.absolute(said.url)
    if given is None:
        return page.url
    try:
        one, other = urlsplit(given), urlsplit(page.url)
    except ValueError:
        return page.url
    front = one.path in ("", "/") and not one.query and other.path not in ("", "/")
    same = _domain(one.hostname or "") == _domain(other.hostname or "")
    return given if not front and (same or not other.hostname) else page.url


def _domain(host: str) -> str:
    """What a site registered: news.example of m.news.example, news.com.cn of www.news.com.cn."""
    labels = host.split(".")
    return ".".join(labels[-3 if len(labels) > 2 and _PUBLIC.fullmatch(labels[-2]) else -2 :])


def _around(body: Body, title: str) -> tuple[list[Block], list[Block]]:
    """The blocks that may speak of the article: from its heading to its text, and behind it."""
    before = body.before[-_HEADER:]
    plain = re.sub(r"\W+", "", title)
    for number in range(len(before) - 1, -1, -1):
        if plain and re.sub(r"\W+", "", before[number].text).startswith(plain):
            return before[max(0, number - 3) :], body.after[:_FOOTER]
    return before[-8:], body.after[:_FOOTER]


def _credits(blocks: list[Block]) -> Credits:
    """What the blocks say together; of two that say the same thing, the first."""
    whole = merged(map(_credit_of, blocks))
    return whole if whole.origin else whole._replace(origin=next(_beside_dates(blocks), None))


def _credit_of(block: Block) -> Credits:
    said = credits_of(block.text)
    if not said or (len(block.text) > 100 and not is_credit(block.text)):
        return Credits()
    if said.keywords and block.links:  # where each is a link, and nothing stands between them
        return said._replace(keywords=block.links)
    return said


def _beside_dates(blocks: Iterable[Block]) -> Iterator[str]:
    """Outlets that stand beside a date without a label: ``2019年11月25日 18:57 参考消息``."""
    for text in (block.text for block in blocks):
        found = dates.find(text) if len(text) <= 60 else []
        if found:
            rest = text.replace(found[0], " ")
            name = origin_of(rest) if HAN.search(rest) else None
            if name and len(name) <= 16 and not credits_of(text) and not is_credit(rest):
                yield name


def _near(page: Page) -> list[str]:
    """Names in elements that are for them: the first, and those that stand beside it; others are
    of other articles."""
    found: list[str] = []
    group = None
    for element in page.body.select(_BYLINES)[:40]:
        text = line(element)
        if not 1 < len(text) <= 100 or element.closest(_ASIDE) is not None:
            continue
        # A name of Han characters looks like any other word: its label has to say so.
        names = list(credits_of(text).authors) or ([] if HAN.search(text) else people_of(text))
        parent = element.parent
        beside = parent.parent if parent is not None else None
        if names and group is None:
            group = {parent, beside}
        if names and group is not None and group & {parent, beside}:
            found += names
    return list(dict.fromkeys(found))


def _authors(
    said: Facts, credit: Credits, near: list[str], rest: str
) -> tuple[list[str], str | None]:
    """The people who wrote it, and the publication that it is from."""
    given = _people(said.authors, rest)
    outlets = [name for name in said.authors if _is_outlet(name, rest) and HAN.search(name)]
    named = [origin for text in said.origins if (origin := origin_of(text))]
    origin = credit.origin or next(iter([*named, *outlets]), None)
    if said.is_linked and given:
        return given, origin
    people = [*(credit.authors or given or near)]
    return [name for name in people if not _is_outlet(name, rest)], origin


def _people(names: Iterable[str], rest: str) -> list[str]:
    found: list[str] = []
    for name in names:
        if not _is_outlet(name, rest) and not re.search(r"\d{3}|[@/]|https?:", name):
            found += people_of(name) or ([name] if len(name.split()) < 6 else [])
    return list(dict.fromkeys(found))


def _is_outlet(name: str, rest: str) -> bool:
    """Whether this is a publication: by its name, or because the site calls itself so."""
    return is_outlet(name) or name.casefold() in rest.casefold()


def _dates(
    page: Page, said: Facts, header: list[Block], footer: list[Block]
) -> tuple[str | None, str | None]:
    shown: list[str] = []
    changed: list[str] = list(said.updated)
    lines = [block.text for block in header]
    for text in [*lines, *(block.text for block in footer if is_credit(block.text))]:
        for date in dates.find(text):
            before = text[: text.find(date)][-16:]
            (changed if _UPDATED.search(before) else shown).append(date)
    times = islice(_marked(page, "time[datetime]"), 1)
    marked = islice(_marked(page, _DATED), 1)
    candidates = [raw for raw in (*said.published, *times, *shown, *marked) if dates.readable(raw)]
    if not candidates and (address := _IN_ADDRESS.search(urlsplit(page.url).path)):
        candidates = [f"{address['year']}-{address['month']}-{address['day']}"]
    published = candidates[0] if candidates else None
    if published and not _is_timed(published):
        day = dates.readable(published)
        published = next(
            (raw for raw in candidates if _is_timed(raw) and dates.readable(raw) == day), published
        )
    return published, next((raw for raw in changed if dates.readable(raw)), None)


def _marked(page: Page, css: str) -> Iterator[str]:
    """Dates in elements that are for them."""
    for element in page.body.select(css)[:60]:
        text = line(element)
        if len(text) > 120 or element.closest(_ASIDE) is not None or _UPDATED.search(text):
            continue
        raw = element.attr("datetime") or element.attr("content")
        found = [raw] if raw and dates.readable(raw) else dates.find(text)
        yield from found[:1]


def _is_timed(raw: str) -> bool:
    return _TIMED.search(raw) is not None and _MIDNIGHT.search(raw) is None


def _keywords(page: Page, said: Facts, credit: Credits, text: str, site: str) -> tuple[str, ...]:
    """Shown ones, else those that are given for machines, else those of the head that the text
    speaks of: there many a site has its slogans."""
    if credit.keywords:
        return credit.keywords
    title = text.partition("\n")[0]
    shown = [line(tag) for tag in page.body.select('a[rel~="tag"]')[:30]]
    found = _words(said.tags) or [word for word in shown if 0 < len(word) <= 60]
    if not found:
        plain = simplified(text).casefold()
        given = [word for word in _words(said.keywords) if word not in site]
        found = [word for word in given if simplified(word).casefold() in plain]
        found = given if len(found) * 2 >= len(given) else found
    return tuple(dict.fromkeys(word for word in found if word != title))


def _words(values: Iterable[str]) -> list[str]:
    found: list[str] = []
    for value in values:
        if _BETWEEN.search(value):
            parts = _BETWEEN.split(value)
        elif HAN.search(value):
            parts = value.split()
        else:
            parts = [value]
        found += [part for part in (part.strip(" #") for part in parts) if 0 < len(part) <= 60]
    return found


def _image(page: Page, said: Facts) -> str | None:
    for given in said.images:
        if (address := page.absolute(given)) and not _DECORATION.search(address):
            return address
    return None


def _summary(said: Facts, text: str) -> RawText | None:
    """What the page says of the article in short, if it says more than the beginning of it."""
    for summary in said.summaries:
        if len(summary) >= 20 and summary[:30].rstrip("…. ") not in text[:600]:
            return RawText(summary, "text")
    return None


def _site(rest: str) -> str:
    parts = [part for part in re.split(r"\s*[_|｜»›]\s*|\s+[-–—·]\s+|--+", rest) if part.strip()]
    return parts[-1].strip(" -_|") if parts else ""


def _content(body: Body, rules: Rules) -> str:
    """The article's HTML: pictures that load late are there, what is beside it is not."""
    for image in body.element.select("img"):
        for name in _LATE:
            if (late := image.attr(name)) and not late.startswith("data:"):
                image.attrs["src"] = late.split()[0]
                break
        if _DECORATION.search(image.attr("src") or ""):
            image.decompose()
    if rules.replace:
        for block in body.blocks:
            for node in block.nodes:
                node.data = replaced(node.data, rules)
    return body.element.inner_html
