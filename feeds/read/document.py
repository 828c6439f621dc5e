"""The tree of a feed in XML, in any dialect -> RawFeed."""

from __future__ import annotations

from lxml import etree

from feeds.model import RawFeed
from feeds.read.constructs import (
    LANG,
    atom_text,
    attribute,
    base_of,
    children_of,
    first,
    html_text,
    inherits,
)
from feeds.read.entry import link_of, people_of, read_entry
from feeds.read.names import ATOM, ENTRIES, ROOTS, short
from feeds.read.rhythm import rhythm_of
from feeds.read.tree import build_leniently

_OTHERS = {"opml", "html", "xhtml:html", "urlset", "sitemapindex"}
_SPELLINGS = ("{*}item", "{*}entry", "{*}Item", "{*}Entry", "{*}ITEM", "{*}ENTRY")
_CHANNELS = {"channel", "atom:feed"}
_WRAPPER = "unwrapped"
_RSS = {"0.91": "rss091", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
_RDF = {"http://my.netscape.com/rdf/simple/0.9/": "rss090", "http://purl.org/rss/1.0/": "rss10"}


def read_tree(root: etree._Element) -> RawFeed | None:
    """What a document of this tree says; None if it is no feed."""
    name = _adopt(root)
    elements = _entries(root)
    if not elements and any(map(_unwrap, (root, *root.iter("{*}channel")))):
        elements = _entries(root)
    if name not in ROOTS and (not elements or name in _OTHERS):
        return None
    scoped = inherits(root)
    atom = name.startswith("atom:") or name in ("feed", "entry")
    channel = root
    if not atom and name != "channel":
        channels = (c for c in root.iter("{*}*") if short(str(c.tag)) in _CHANNELS)
        channel = next(channels, root)
        atom = short(str(channel.tag)) == "atom:feed"
    children = children_of(channel)
    read = atom_text if atom else html_text
    titles = children.get("atom:title") or children.get("title") or children.get("dc:title") or []
    title = next((found for t in titles if (found := read(t, channel if scoped else None))), None)
    people = children.get("atom:author") or children.get("author") or []
    return RawFeed(
        kind=_kind(root, name),
        entries=tuple(read_entry(element, scoped) for element in elements),
        title=title,
        link=link_of(channel, children, None)[0],
        base=base_of(channel) if scoped else None,
        language=first(children, "language", "dc:language")
        or (channel.get(LANG) or root.get(LANG) or "").strip()
        or None,
        updated=first(
            children, "atom:updated", "updated", "atom:modified", "lastbuilddate", "pubdate",
            "dc:date", "dcterms:modified",
        ) or attribute(channel, "lastmod"),
        authors=tuple(people_of(people)) if atom else (),
        rhythm=rhythm_of(children),
    )  # fmt: skip


def _adopt(root: etree._Element) -> str:
    """The root's short name. Where its namespace is none that we know, or Atom's is missing, all
    elements in the same one are taken for what their names say."""
    name = short(str(root.tag))
    local = name.rpartition(":")[2]
    if name in ROOTS - {"feed", "entry"} or local not in ROOTS:
        return name
    space = str(root.tag).rpartition("}")[0]
    meant = f"{{{ATOM}}}" if local in ("feed", "entry") else ""
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        if tag.rpartition("}")[0] == space:
            element.tag = meant + tag.rpartition("}")[2]
    return short(str(root.tag))


def _entries(root: etree._Element) -> list[etree._Element]:
    """All items, wherever a document puts them; what stands in another item is not one."""
    if short(str(root.tag)) in ENTRIES:
        return [root]
    found = []
    for element in root.iter(*_SPELLINGS):
        parent = element.getparent()
        if short(str(element.tag)) not in ENTRIES or parent is None:
            continue
        if short(str(parent.tag)) in ROOTS or not any(
            short(str(above.tag)) in ENTRIES for above in element.iterancestors()
        ):
            if len(element) == 0:
                _unwrap(element)
            found.append(element)
    return found


def _unwrap(element: etree._Element) -> bool:
    """Some put CDATA around everything: what stands in it is the rest of the tree."""
    inner = element.text or ""
    if len(element) or "</" not in inner or inner.lstrip()[:1] != "<":
        return False
    tree, _ = build_leniently(f"<{_WRAPPER}>{inner}</{_WRAPPER}>")
    if tree is None:
        return False
    element.text = tree.text
    element.extend(list(tree))
    return True


def _kind(root: etree._Element, name: str) -> str:
    version = (attribute(root, "version") or "").strip()
    if name == "rss":
        return _RSS.get(version) or ("rss20" if version.startswith("2") else "rss")
    if name.startswith("rdf"):
        spaces = [str(c.tag).rpartition("}")[0][1:] for c in root]
        return next((_RDF[s] for s in spaces if s in _RDF), "rss10")
    if name == "channel":
        return "cdf"
    if "purl.org/atom" in str(root.tag):
        return "atom03"
    if name in ("atom:feed", "atom:entry"):
        return "atom10"
    return "xml"
