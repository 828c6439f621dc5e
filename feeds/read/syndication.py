"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF -> RawFeed.

One set of rules reads what elements say (`document`, `entry`, `constructs`); a tree is built for
them in one of two ways. Most documents are well-formed, and libxml2 builds their trees in no
time. All others go to a builder that makes the best of anything. Both give the same entries of a
well-formed document, so it makes no difference which way one went.
"""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from feeds.errors import ReadError
from feeds.model import RawFeed
from feeds.read.document import read_tree
from feeds.read.encoding import without_controls
from feeds.read.tree import build_leniently, parse_strictly, trimmed

Way = Literal["fast", "careful"]


def read_syndication(document: bytes) -> RawFeed:
    """Read a feed in XML, which is UTF-8 by now. Raises ReadError when it is none.

    A document that breaks off gives its whole entries, and kind ends in ``-cut``.
    """
    return read_either_way(document)[0]


def read_either_way(document: bytes) -> tuple[RawFeed, Way]:
    """The same, and which way the document went."""
    root = parse_strictly(document)
    if root is None:  # for all that software puts around a document that is well-formed
        document = without_controls(document)
        root = parse_strictly(trimmed(document))
    if root is not None:
        feed = read_tree(root)
        if feed is None:
            raise ReadError(
                "not_a_feed", f"XML, but neither RSS nor Atom: it is <{_name(root.tag)}>"
            )
        return feed, "fast"
    return read_carefully(document.decode()), "careful"


def read_carefully(text: str) -> RawFeed:
    """Read the text of a feed that need not be well-formed. Raises ReadError."""
    root, cut = build_leniently(text)
    feed = read_tree(root) if root is not None else None
    if feed is None:
        raise ReadError("not_a_feed", "neither RSS nor Atom")
    return replace(feed, kind=f"{feed.kind}-cut") if cut else feed


def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2]
