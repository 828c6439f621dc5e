"""An article's page -> RawFeed of one RawEntry.

What the page says to machines goes first (`structured`); what it shows to people fills the rest:
its heading, its breadcrumb, and the lines between the heading and the text and behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal
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
    origin_of,
    people_of,
    simplified,
)
from feeds.read.pages.crumbs import breadcrumb, path_of, steps_of_text
from feeds.read.pages.dating import Dated, dates_of
from feeds.read.pages.junk import is_credit
from feeds.read.pages.outline import Block
from feeds.read.pages.page import ASIDE, Page, line
from feeds.read.pages.selectors import checked, dated, prepare, replaced, selectors_of
from feeds.read.pages.structured import Facts, facts
from feeds.read.pages.title import title_of
from feeds.read.pages.told import BEFORE, BEHIND, SELECTED, Told
from feeds.read.provenance import noted

_PUBLIC = re.compile(r"com?|net|org|gov|edu|ac|or|ne|go|gob|nic|mil")
_BETWEEN = re.compile(r"[,，;；、|]")
_DECORATION = re.compile(
    r"logo|favicon|sprite|placeholder|blank\.|/default|avatar|qr-?code|erweima|icon[-_./]|[-_/]icon",
    re.I,
)
_BYLINES = (
    '[rel~="author"], [itemprop~="author"], [class*="byline" i], [class*="author" i], '
    '[class*="writer" i], [class~="fn" i], [class*="contributor" i], a[href*="/author/" i], '
    'a[href*="/authors/" i], a[href*="/profile/" i]'
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
    title, rest, title_from = title_of(page, said)
    given = _selected(page, rules)
    title = replaced(" ".join(given.get("title", ())) or title, rules)
    near = _near(page)
    body = find_body(page, title, _chosen(page, rules))
    if body is None or body.size < _LEAST:
        raise ReadError("article", "a page without an article: no text of some length stands on it")
    header, footer = _around(body, title)
    placed = [(BEFORE, block) for block in header] + [(BEHIND, block) for block in footer]
    told = Told([(place, block.text, _credit_of(block)) for place, block in placed])
    text = "\n".join(block.text for block in body.blocks)
    authors, authors_from, origin = _authors(said, told, near, rest)
    origin = told.origin or next(_beside_dates([*header, *footer]), None) or origin
    if "author" in given:
        authors = [name for value in given["author"] for name in people_of(value) or [value]]
    editors, editors_from = told.said("editors")
    if not editors:
        editors, editors_from = tuple(_people(said.editors, rest)), _by(said, "editors")
    published, updated = dates_of(page, said, header, footer)
    published = next((Dated(dated(v, rules), "") for v in given.get("date", ())), published)
    section, section_from = _section(page, said, title)
    if "section" in given:
        section = _path(given["section"], title)
    site = said.sites[0] if said.sites else _site(rest)
    keywords, keywords_from = _keywords(page, said, told, f"{title}\n{text}", site)
    if selected := [word for value in given.get("keywords", ()) for word in keywords_of(value)]:
        keywords = tuple(selected)
    language, language_from = page.language, "<html lang>"
    if language is None:
        language, language_from = next(iter(said.languages), None), _by(said, "languages")
    link, link_from = _link(page, said)
    image, image_from = _image(page, said)
    summary, summary_from = _summary(said, f"{title}\n{text}")
    place = _described(body.element)

    def by(field: str, name: str) -> str:
        return SELECTED if field in given else name

    entry = RawEntry(
        link=link,
        base=page.base,
        title=RawText(title, "text") if title else None,
        summary=summary,
        content=RawText(_content(body, rules)),
        published=published.raw if published else None,
        updated=updated.raw if updated else None,
        authors=tuple(map(Person, authors)),
        contributors=tuple(map(Person, editors)),
        section=section,
        keywords=keywords,
        language=language,
        image=image,
        origin=Origin(origin) if origin else None,
        read_from=noted(
            title=by("title", title_from),
            link=link_from,
            date=by("date", published.read_from if published else ""),
            updated=updated.read_from if updated else "",
            authors=by("author", authors_from) if authors else "",
            editors=editors_from if editors else "",
            section=by("section", section_from) if section else "",
            keywords=(SELECTED if selected else keywords_from) if keywords else "",
            language=language_from if language else "",
            image=image_from,
            summary=summary_from,
            content=place if _chosen(page, rules) is None else SELECTED,
        ),
    )
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


def _link(page: Page, said: Facts) -> tuple[str | None, str]:
    """The page's address: the canonical one, unless it leads to another site or to its front."""
    own = page.url, "the address"
    given = page.absolute(said.url)
    if given is None:
        return own
    try:
        one, other = urlsplit(given), urlsplit(page.url)
    except ValueError:
        return own
    front = one.path in ("", "/") and not one.query and other.path not in ("", "/")
    same = _domain(one.hostname or "") == _domain(other.hostname or "")
    if front or not (same or not other.hostname):
        return own
    return given, said.by("url", said.url or "")


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
        if not 1 < len(text) <= 100 or element.closest(ASIDE) is not None:
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
    said: Facts, told: Told, near: list[str], rest: str
) -> tuple[list[str], str, str | None]:
    """The people who wrote it, by what they are named, and the publication that the page says to
    machines that it is from."""
    given, by = _people(said.authors, rest), _by(said, "authors")
    outlets = [name for name in said.authors if _is_outlet(name, rest) and HAN.search(name)]
    named = [origin for text in said.origins if (origin := origin_of(text))]
    origin = next(iter([*named, *outlets]), None)
    if said.is_linked and given:
        return given, by, origin
    people, line_from = told.said("authors")
    by = line_from if people else by if given else "an element for its author"
    return [n for n in people or given or near if not _is_outlet(n, rest)], by, origin


def _by(said: Facts, field: Literal["authors", "editors", "languages"]) -> str:
    """By what the first is said that the page says of the field."""
    return next((said.by(field, value) for value in getattr(said, field)), "")


def _people(names: Iterable[str], rest: str) -> list[str]:
    found: list[str] = []
    for name in names:
        if not _is_outlet(name, rest) and not re.search(r"\d{3}|[@/]|https?:", name):
            found += people_of(name) or ([name] if len(name.split()) < 6 else [])
    return list(dict.fromkeys(found))


def _is_outlet(name: str, rest: str) -> bool:
    """Whether this is a publication: by its name, or because the site calls itself so."""
    return is_outlet(name) or name.casefold() in rest.casefold()


def _keywords(
    page: Page, said: Facts, told: Told, text: str, site: str
) -> tuple[tuple[str, ...], str]:
    """Shown ones, else those that are given for machines, else those of the head that the text
    speaks of: there many a site has its slogans. And by what they are said."""
    shown, by = told.said("keywords")
    if shown:
        return tuple(shown), by
    title = text.partition("\n")[0]
    found = _words(said.tags)
    by = said.by("tags", said.tags[0]) if found else "<a rel=tag>"
    found = found or [
        word for tag in page.body.select('a[rel~="tag"]')[:30] if 0 < len(word := line(tag)) <= 60
    ]
    if not found and said.keywords:
        by = said.by("keywords", said.keywords[0])
        plain = simplified(text).casefold()
        given = [word for word in _words(said.keywords) if word not in site]
        found = [word for word in given if simplified(word).casefold() in plain]
        found = given if len(found) * 2 >= len(given) else found
    return tuple(dict.fromkeys(word for word in found if word != title)), by


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


def _image(page: Page, said: Facts) -> tuple[str | None, str]:
    for given in said.images:
        if (address := page.absolute(given)) and not _DECORATION.search(address):
            return address, said.by("images", given)
    return None, ""


def _summary(said: Facts, text: str) -> tuple[RawText | None, str]:
    """What the page says of the article in short, if it says more than the beginning of it."""
    for summary in said.summaries:
        if len(summary) >= 20 and summary[:30].rstrip("…. ") not in text[:600]:
            return RawText(summary, "text"), said.by("summaries", summary)
    return None, ""


def _section(page: Page, said: Facts, title: str) -> tuple[Section, str]:
    """The section path, and by what it is said."""
    if path := path_of(list(said.breadcrumb), title):
        return path, "JSON-LD BreadcrumbList"
    if path := breadcrumb(page, title):
        return path, "breadcrumb"
    if path := path_of(list(said.sections[:1]), title):
        return path, said.by("sections", said.sections[0])
    return (), ""


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
