"""One ``item`` or ``entry``, in any dialect -> RawEntry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from msgspec.structs import replace

from feeds.model import Origin, Person, Point, RawEntry, RawText, Section
from feeds.read.constructs import (
    Children,
    address_of,
    atom_text,
    attribute,
    base_of,
    children_of,
    first,
    first_of,
    html_text,
    language_of,
    named,
    person_of,
    text_of,
)
from feeds.read.media import PICTURES, SOUND, image_of, media_of
from feeds.read.provenance import joined, noted

Said = tuple[RawText | None, str]
"""A text, and the name of the element that says it."""

_ABSOLUTE = re.compile(r"(?:https?:)?//[^\s]+$", re.I)
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_HTML = {"text/html", "application/xhtml+xml", "html", "xhtml", "text/xhtml"}
_CONTENTS = ("content:encoded", "atom:content", "xhtml:body", "body", "fullitem", "content")
_SUMMARIES = (
    "description", "atom:summary", "summary", "abstract", "dc:description", "media:description",
    "itunes:summary", "itunes:subtitle",
)  # fmt: skip
_AUTHORS = ("author", "dc:creator", "dc:author", "atom:author")
_CONTRIBUTORS = ("atom:contributor", "contributor", "dc:contributor")
_CATEGORIES = ("category", "atom:category", "dc:subject", "media:category")
_KEYWORDS = ("itunes:keywords", "media:keywords", "keywords", "tags")
# What an entry must have for a rule to be asked: most entries have few of these.
_WRITTEN = frozenset((*_AUTHORS, "itunes:author", "media:credit", "atom:source"))
_EDITED = frozenset(_CONTRIBUTORS)
_TAGGED = frozenset((*_CATEGORIES, *_KEYWORDS, "itunes:category"))
_QUOTED = frozenset(("source", "atom:source"))
_PLACES = frozenset(("georss:point", "georss:where", "geo:lat"))
_POINT = re.compile(r"([+-]?\d{1,3}(?:\.\d*)?)[\s,]+([+-]?\d{1,3}(?:\.\d*)?)", re.ASCII)
_COMMA = re.compile(r"[,，、;；]")
_SECTION = "category of a scheme …/sections/"
_NOTHING = (None, "")
_NOBODY: tuple[tuple[Person, ...], str] = ((), "")
_NO_CATEGORIES: tuple[Section, tuple[str, ...], str] = ((), (), "")


def read_entry(element: etree._Element, scoped: bool) -> RawEntry:
    """The entry as it says itself; `scoped` is whether its document `inherits` anything."""
    children = children_of(element)
    within = element if scoped else None
    guid = _guid(element, children)
    link, link_from = link_of(element, children, guid, within)
    title, title_from = _title(children, within)
    (summary, summary_from), (content, content_from) = _texts(children, within)
    section, keywords, keywords_from = _NO_CATEGORIES
    if not _TAGGED.isdisjoint(children):
        section, keywords, keywords_from = _categories(children)
    published, date_from, updated, updated_from = _dates(element, children)
    authors, authors_from = _NOBODY
    if not _WRITTEN.isdisjoint(children):
        authors, authors_from = _authors(children, within)
    contributors, editors_from = _NOBODY
    if not _EDITED.isdisjoint(children):
        contributors, editors_from = _people(children, _CONTRIBUTORS, within)
    language, language_from = _language(element, children, content or summary, scoped)
    image, image_from = _NOTHING if PICTURES.isdisjoint(children) else image_of(children)
    return RawEntry(
        guid=guid,
        link=link,
        base=base_of(element) if scoped else None,
        title=title,
        summary=summary,
        content=content,
        published=published,
        updated=updated,
        authors=authors,
        contributors=contributors,
        section=section,
        keywords=keywords,
        language=language,
        image=image,
        media=() if SOUND.isdisjoint(children) else tuple(media_of(children, within)),
        origin=None if _QUOTED.isdisjoint(children) else _origin(children),
        point=None if _PLACES.isdisjoint(children) else _point(children),
        read_from=noted(
            title_from, link_from, date_from, updated_from, authors_from, editors_from,
            _SECTION if section else "", keywords_from, language_from, image_from,
            summary_from, content_from,
        ),
    )  # fmt: skip


def _guid(element: etree._Element, children: Children) -> str | None:
    return first(children, "guid", "atom:id", "id") or attribute(element, _ABOUT)


def link_of(
    element: etree._Element,
    children: Children,
    guid: str | None,
    within: etree._Element | None = None,
) -> tuple[str | None, str]:
    """The page of an entry or a feed, and which element names it: where FeedBurner stood in
    between, what it leads to."""
    if origin := first(children, "feedburner:origlink"):
        return origin, "feedburner:origlink"
    for link in children.get("link", ()):
        if text := text_of(link):
            return address_of(link, text, within), "link"
    fallback = None
    for link in (*children.get("atom:link", ()), *children.get("xhtml:link", ())):
        rel = (attribute(link, "rel") or "alternate").lower()
        href = address_of(link, attribute(link, "href") or text_of(link), within)
        if not href or rel.rpartition("/")[2] != "alternate":
            continue
        if (attribute(link, "type") or "text/html").lower() in _HTML:
            return href, "atom:link"
        fallback = fallback or href
    if fallback:
        return fallback, "atom:link"
    for element_ in children.get("guid", ()):
        permanent = (attribute(element_, "ispermalink") or "true").lower() != "false"
        if permanent and guid and _ABSOLUTE.match(guid):
            return guid, "guid"
    about, id_ = attribute(element, _ABOUT), first(children, "atom:id")
    if (identity := about or id_) and _ABSOLUTE.match(identity):
        return identity, "rdf:about" if about else "atom:id"
    for content in children.get("atom:content", ()):  # content that is elsewhere
        if src := attribute(content, "src"):
            return src, "atom:content src"
    href = attribute(element, "href")  # CDF
    return href, "href" if href else ""


def _title(children: Children, within: etree._Element | None) -> Said:
    for name in ("title", "atom:title", "dc:title", "media:title", "itunes:title"):
        if name in children:
            read = atom_text if name == "atom:title" else html_text
            for element in children[name]:
                if found := read(element, within):
                    return found, name
    return None, ""


def _texts(children: Children, within: etree._Element | None) -> tuple[Said, Said]:
    """Summary and content. Of several, markup goes before plain text, then the longest."""
    contents: list[tuple[RawText, str]] = []
    for name in _CONTENTS:
        if name in children:
            for element in children[name]:
                typed = name == "atom:content" or element.get("type")
                found = atom_text(element, within) if typed else html_text(element, within)
                if found:
                    contents.append((found, name))
    summaries: list[tuple[RawText, str]] = []
    for name in _SUMMARIES:
        if name in children:
            read = _SUMMARY_READERS.get(name, html_text)
            for element in children[name]:
                if found := read(element, within):
                    summaries.append((found, name))
            if summaries:
                break
    if not contents and summaries and "itunes:summary" in children:  # the notes of an episode
        notes = _plain_text(children["itunes:summary"][0], within)
        if notes and len(notes.value) > 2 * len(summaries[0][0].value):
            contents.append((notes, "itunes:summary"))
    content: Said = _NOTHING
    if contents:
        content = max(contents, key=lambda c: (c[0].type == "html", len(c[0].value)))
    elif len(summaries) > 1:  # a short one and the whole text
        longest = max(summaries, key=lambda s: len(s[0].value))
        summaries.remove(longest)
        content = longest
    return (summaries[0] if summaries else _NOTHING), content


def _plain_text(element: etree._Element, within: etree._Element | None) -> RawText | None:
    """A text that is plain by its specification, unless there is markup in it after all."""
    found = html_text(element, within)
    return replace(found, type="text") if found and "<" not in found.value else found


_SUMMARY_READERS = {
    "atom:summary": atom_text,
    "media:description": _plain_text,
    "itunes:summary": _plain_text,
    "itunes:subtitle": _plain_text,
}


def _dates(element: etree._Element, children: Children) -> tuple[str | None, str, str | None, str]:
    """When it was published and when it was updated, each with the element that says so."""
    published, published_from = first_of(
        children, "pubdate", "atom:published", "published", "dcterms:issued", "atom:issued",
        "issued", "atom:created", "dcterms:created", "created",
    )  # fmt: skip
    updated, updated_from = first_of(
        children, "atom:updated", "updated", "atom:modified", "dcterms:modified", "modified",
        "lastbuilddate",
    )  # fmt: skip
    if updated is None and (updated := attribute(element, "lastmod")):
        updated_from = "lastmod"
    other, name = first_of(children, "dc:date", "dcterms:date")
    if other:
        # An item's only date is that of its publication.
        if published is None:
            published, published_from = other, name
        elif updated is None:
            updated, updated_from = other, name
    return published, published_from, updated, updated_from


def _people(
    children: Children, names: tuple[str, ...], within: etree._Element | None
) -> tuple[tuple[Person, ...], str]:
    """Whom the elements with these names name, and which of the elements do."""
    found: list[Person] = []
    said: list[str] = []
    for name in names:
        if name in children and (people := list(people_of(children[name], within))):
            found += people
            said.append(name)
    return tuple(found), joined(said)


def people_of(
    elements: Iterable[etree._Element], within: etree._Element | None = None
) -> Iterator[Person]:
    """Whom these elements name: in children, or in a text of their own."""
    for element in elements:
        if not len(element):
            if text := text_of(element):
                yield person_of(text)
            continue
        inner = children_of(element)
        name = first(inner, "atom:name", "name", "itunes:name", "foaf:name", "?:name")
        email = first(inner, "atom:email", "email", "itunes:email")
        url = first(inner, "atom:uri", "uri", "atom:url", "url", "atom:homepage", "homepage")
        if name or email or url:
            url = address_of(element, url, within)
            plain = person_of(name) if name else Person(email or url or "")
            yield Person(plain.name, email or plain.email, url)


def _authors(children: Children, within: etree._Element | None) -> tuple[tuple[Person, ...], str]:
    found, said = _people(children, _AUTHORS, within)
    if not found and "itunes:author" in children:
        found, said = _people(children, ("itunes:author",), None)
    if not found and "media:credit" in children:
        said = "media:credit"
        found = tuple(
            person
            for credit in children["media:credit"]
            if (attribute(credit, "role") or "author").lower() in ("author", "writer")
            for person in people_of([credit])
        )
    if not found and "atom:source" in children:  # RFC 4287, section 4.1.2
        said = "atom:source"
        found = tuple(
            person
            for source in children["atom:source"]
            for person in people_of(children_of(source).get("atom:author", ()))
        )
    return found, said if found else ""


def _categories(children: Children) -> tuple[Section, tuple[str, ...], str]:
    """The section, the keywords, and which elements give these."""
    section: Section = ()
    keywords: list[str] = []
    said: list[str] = []
    for name in _CATEGORIES:
        for element in children.get(name, ()):
            text = (element.text or "").strip() or text_of(element)
            if not element.attrib:
                if text:
                    keywords.append(text)
                    said.append(name)
                continue
            scheme = attribute(element, "scheme") or attribute(element, "domain") or ""
            term, label = attribute(element, "term"), attribute(element, "label")
            if scheme.endswith("/sections/"):
                path = term or text or label or ""
                section = section or tuple(n.strip() for n in path.split(" / ") if n.strip())
            elif keyword := label or term or text:
                keywords.append(keyword)
                said.append(name)
    for element in children.get("itunes:category", ()):
        for node in element.iter(etree.Element):
            if keyword := attribute(node, "text"):
                keywords.append(keyword)
                said.append("itunes:category")
    for name in _KEYWORDS:
        for element in children.get(name, ()):
            if words := list(filter(None, map(str.strip, _COMMA.split(text_of(element) or "")))):
                keywords += words
                said.append(name)
    return section, tuple(keywords), joined(said)


def _language(
    element: etree._Element, children: Children, text: RawText | None, scoped: bool
) -> tuple[str | None, str]:
    own, name = first_of(children, "dc:language", "language")
    if own or not scoped:
        return own, name
    if text is not None:
        own = text.language
    for title in named(children, ("title", "atom:title")):
        own = own or language_of(title, element)
    own = own or language_of(element, element)
    return own, "xml:lang" if own else ""


def _origin(children: Children) -> Origin | None:
    """What the entry is quoted from (RSS 2.0 ``source``, RFC 4287 section 4.2.11)."""
    for element in children.get("source", ()):
        url, title = attribute(element, "url"), text_of(element)
        if url or title:
            return Origin(title or url or "", url)
    for element in children.get("atom:source", ()):
        inner = children_of(element)
        title = first(inner, "atom:title")
        links = inner.get("atom:link", [])
        links.sort(key=lambda link: (attribute(link, "rel") or "alternate") != "alternate")
        url = next((attribute(link, "href") for link in links), None) or first(inner, "atom:id")
        if url or title:
            return Origin(title or url or "", url)
    return None


def _point(children: Children) -> Point | None:
    """GeoRSS Simple, GeoRSS GML and the W3C's Basic Geo."""
    text = first(children, "georss:point")
    if text is None and "georss:where" in children:
        text = text_of(next(children["georss:where"][0].iter("{*}pos"), None))
    if text is None and "geo:lat" in children:
        text = f"{first(children, 'geo:lat')} {first(children, 'geo:long')}"
    match = _POINT.fullmatch(text or "")
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
