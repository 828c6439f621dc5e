"""Sitemaps (https://www.sitemaps.org/protocol.html), with what Google's tell of news -> RawFeed.

Sitemaps are for search engines: they list all pages of a site, most without a title, in any order.
So the newest are taken, and only so many. Names count, whatever namespace they are in: many
sitemaps declare a wrong one or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sized
from datetime import UTC, datetime
from typing import NamedTuple

from lxml import etree

from feeds import dates
from feeds.errors import ReadError
from feeds.model import RawEntry, RawFeed, RawText
from feeds.read.constructs import text_of
from feeds.read.encoding import without_controls
from feeds.read.provenance import noted
from feeds.read.syndication import read_syndication
from feeds.read.tree import build_leniently, parse_strictly

MAX_ENTRIES = 1000
MAX_SITEMAPS = 50

_ROOT = rb"<((?:[\w.-]{1,40}:)?(?:urlset|sitemapindex))(?=[\s/>])"
_FIRST = re.compile(_ROOT, re.IGNORECASE)
_BEGINS = re.compile(
    rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<![^<>]*>)*+" + _ROOT, re.DOTALL | re.IGNORECASE
)
_ENDS = re.compile(rb"</(?:[\w.-]{1,40}:)?(urlset|sitemapindex|url|sitemap)\s*>", re.IGNORECASE)
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)", re.DOTALL
)
_PREFIX = re.compile(rb"<([A-Za-z_][\w.-]{0,40}):")
_ADDRESS = re.compile(r"https?://\S+", re.I)
_HOST = re.compile(r"\w+://[^/]*")
_COMMA = re.compile(r"[,，、;；]")
_LATE = datetime(9999, 12, 30, tzinfo=UTC)  # what lies ahead is for those who know the day
_ADDRESSES = ("address", "addresses")
_WRAPPERS = ("news", "publication")
# Elements of Google's, as its specifications write them.
_NAMES = {
    name: f"news:{name}" for name in ("title", "publication_date", "keywords", "language")
} | {"image": "image:loc"}


class _Listed(NamedTuple):
    """An address of a sitemap and what is said of it, by the names of its elements."""

    address: str
    date: datetime | None
    said: dict[str, str]


def is_sitemap(document: bytes) -> bool:
    """Whether the outermost element of a document is a sitemap's."""
    return _BEGINS.match(document) is not None


def read_sitemap(document: bytes) -> RawFeed:
    """Read a sitemap in UTF-8: XML, an index of others, or a list of addresses, one a line.

    The entries are the newest `MAX_ENTRIES`, newest first, those without a date last; `more` are
    the addresses of other sitemaps, those of news first and newest first, as the document writes
    them. A document that breaks off gives what it has, and kind ends in ``-cut``. A feed that
    stands in for a sitemap is read as what it is. Raises ReadError for all else.
    """
    root = _BEGINS.match(document)
    if root is None:
        other = _of_lines(document) or _feed(document)
        if other is not None:
            return other
        root = _FIRST.search(document)  # what stands before it was said by the software
        if root is None:
            raise ReadError("sitemap", "neither a sitemap nor a feed")
    tree, cut = _tree(document, root)
    urls = _ordered(_listed(tree, "url"))
    maps = _ordered(_listed(tree, "sitemap"))
    titled = sum("title" in listed.said for listed in urls)
    names = {name for listed in urls if (name := listed.said.get("name"))}
    index = root[1].lower().endswith(b"index")
    return RawFeed(
        kind=("sitemapindex" if index else "sitemap") + ("-cut" if cut else ""),
        entries=tuple(map(_entry, urls[:MAX_ENTRIES])),
        title=RawText(names.pop()) if len(names) == 1 else None,
        more=tuple(listed.address for listed in sorted(maps, key=_is_of_other))[:MAX_SITEMAPS],
        evidence=(
            f"an index of {_many(maps, 'sitemap', 'sitemaps')}"
            if index
            else f"a sitemap of {_many(urls, *_ADDRESSES)}, {titled:,} with titles",
        ),
    )


def _tree(document: bytes, root: re.Match[bytes]) -> tuple[etree._Element, bool]:
    """The tree of the sitemap that begins there, and whether it breaks off: then without the
    address that it breaks off in."""
    start = root.start(1) - 1
    opened = document.find(b">", start) + 1
    end, cut = opened, not document.endswith(b"/>", 0, opened)
    for tag in _ENDS.finditer(document, opened):
        end = tag.end()
        if len(tag[1]) > len("sitemap") or tag[1].lower() == b"urlset":
            cut = False
            break
    document = without_controls(document[start:end])
    if cut:
        document += b"</" + root[1] + b">"
    tree = parse_strictly(document)
    if tree is None:
        tree = parse_strictly(_mended(document))
    if tree is None:
        tree, _ = build_leniently(document.decode())
    if tree is None:
        raise ReadError("sitemap", "a sitemap that breaks off before it begins")
    return tree, cut


def _mended(document: bytes) -> bytes:
    """A sitemap without the two faults that most have which are not well-formed: ampersands as
    they stand in addresses, and prefixes that nobody declared."""
    document = _AMPERSAND.sub(lambda match: b"&amp;" if match[0] == b"&" else match[0], document)
    name = _FIRST.match(document)
    opening = document[: document.find(b">")]
    missing = (
        b' xmlns:%b="urn:prefix:%b"' % (prefix, prefix)
        for prefix in sorted({*_PREFIX.findall(document), b"xsi"})
        if b"xmlns:%b=" % prefix not in opening
    )
    end = name.end() if name else 0
    return document[:end] + b"".join(missing) + document[end:]


def _listed(root: etree._Element, name: str) -> Iterator[_Listed]:
    for element in root.iter(
        *(f"{{*}}{spelled}" for spelled in (name, name.upper(), name.title()))
    ):
        said: dict[str, str] = {}
        _collect(element, said)
        if address := said.get("loc"):
            when = said.get("publication_date"), said.get("lastmod")
            yield _Listed(address, next(filter(None, map(_date, when)), None), said)


def _collect(element: etree._Element, said: dict[str, str]) -> None:
    """What is said of an address; the first of a name counts."""
    for child in element:
        name = str(child.tag).rpartition("}")[2].lower()
        if name in _WRAPPERS:
            _collect(child, said)
        elif name == "image":
            loc = next(child.iter("{*}loc"), None)
            if loc is not None and (address := text_of(loc)):
                said.setdefault("image", address)
        elif name not in said and (text := (child.text or "").strip()):
            said[name] = text


def _date(text: str | None) -> datetime | None:
    return dates.parse(text, now=_LATE)


def _ordered(listed: Iterable[_Listed]) -> list[_Listed]:
    """Each address once, newest first; those without a date last, in their order."""
    found = list(listed)
    dated = [one for one in found if one.date]
    dated.sort(key=lambda one: one.date or _LATE, reverse=True)
    known: dict[str, _Listed] = {}
    for one in (*dated, *(one for one in found if not one.date)):
        known.setdefault(one.address, one)
    return list(known.values())


def _is_of_other(listed: _Listed) -> bool:
    """Whether it is of something else than news, by its address without the host."""
    return "news" not in _HOST.sub("", listed.address).lower()


def _entry(listed: _Listed) -> RawEntry:
    said = listed.said
    keywords = [keyword.strip() for keyword in _COMMA.split(said.get("keywords", ""))]
    return RawEntry(
        link=listed.address,
        title=RawText(said["title"]) if "title" in said else None,
        published=said.get("publication_date"),
        updated=said.get("lastmod"),
        keywords=tuple(filter(None, keywords)),
        language=said.get("language"),
        image=said.get("image"),
        read_from=noted(
            title=_NAMES["title"] if "title" in said else "",
            link="loc",
            date=_NAMES["publication_date"] if "publication_date" in said else "",
            updated="lastmod" if "lastmod" in said else "",
            keywords=_NAMES["keywords"] if any(keywords) else "",
            language=_NAMES["language"] if "language" in said else "",
            image=_NAMES["image"] if "image" in said else "",
        ),
    )


def _of_lines(document: bytes) -> RawFeed | None:
    """A list of addresses; what else stands in it is passed over, if it does not come first."""
    if document.lstrip()[:4].lower() != b"http":
        return None
    lines = (line.strip() for line in without_controls(document).decode().splitlines())
    found = list(dict.fromkeys(filter(_ADDRESS.fullmatch, lines)))
    return RawFeed(
        kind="sitemap",
        entries=tuple(
            RawEntry(link=address, read_from=noted(link="a line"))
            for address in found[:MAX_ENTRIES]
        ),
        evidence=(f"a list of {_many(found, *_ADDRESSES)}",),
    )


def _feed(document: bytes) -> RawFeed | None:
    try:
        return read_syndication(document)
    except ReadError:
        return None


def _many(things: Sized, one: str, more: str) -> str:
    return f"{len(things):,} {one if len(things) == 1 else more}"
