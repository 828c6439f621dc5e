"""Names of elements: namespaces in all their spellings -> short names such as ``dc:creator``.

Elements of RSS in any version have no prefix, those of Atom 0.3 and 1.0 have ``atom:``. Names are
lower case: feeds write ``pubdate`` and ``PubDate`` too.
"""

from __future__ import annotations

ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACES = {
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0": "",
    "http://purl.org/net/rss1.1#": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/atom": "atom",
    "http://example.com/newformat#": "atom",
    "http://example.com/necho": "atom",
    "http://purl.org/echo": "atom",
    "uri/of/echo/namespace#": "atom",
    "http://purl.org/pie": "atom",
    "http://purl.org/dc/elements/1.0": "dc",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://purl.org/rss/1.0/modules/slash": "slash",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://wellformedweb.org/commentapi": "wfw",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
FEEDS = frozenset(("rss", "rdf:rdf", "rdf", "atom:feed", "feed"))
ENTRIES = frozenset(("item", "entry", "atom:entry", "atom:item"))
ROOTS = FEEDS | {"channel", "atom:entry", "entry"}
"""What the outermost element of a feed may be."""
# For prefixes that a document uses and does not declare.
PREFIXES = {
    "a10": ATOM,
    "atom": ATOM,
    "atom10": ATOM,
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "georss": "http://www.georss.org/georss",
    "gml": "http://www.opengis.net/gml",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


class _Names(dict[str, str]):
    """Tags in Clark's notation and their short names; filled as it is asked."""

    def __missing__(self, tag: str) -> str:
        name = _short(tag)
        if len(self) < 10_000:  # documents may make up names without end
            self[tag] = name
        return name


def _short(tag: str) -> str:
    namespace, brace, local = tag.rpartition("}")
    if not brace:
        return tag.lower()
    prefix = _NAMESPACES.get(namespace[1:].strip().lower().rstrip("/"), "?")
    return f"{prefix}:{local.lower()}" if prefix else local.lower()


short = _Names().__getitem__
"""The short name of a tag in Clark's notation; of a namespace that we do not read, ``?:…``."""
