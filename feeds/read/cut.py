"""Documents that break off: their whole entries count, read as if nothing were missing."""

from __future__ import annotations

import re

_OPAQUE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.S)
_ROOT = re.compile(rb"<((?:[\w-]+:)?(?:rss|feed|rdf|channel|entry))[\s>]", re.I)
_ITEM = re.compile(rb"<(?:[\w-]+:)?(?:item|entry)[\s>]", re.I)
_ITEM_END = re.compile(rb"</(?:[\w-]+:)?(?:item|entry)\s*>", re.I)


def mend(body: bytes) -> bytes | None:
    """A feed up to the end of its last whole entry, closed properly; None if it is not cut.

    So the whole entries come out exactly as they did when the document was whole: a parser
    that is lenient with the broken end reads all before it otherwise too.
    """
    skeleton = _OPAQUE.sub(lambda match: b" " * len(match[0]), body)
    root = _ROOT.search(skeleton)
    if root is None:
        return None
    end = max((match.end() for match in _ITEM_END.finditer(skeleton)), default=0)
    name = root[1]
    # RSS 1.0 closes its channel before the items, so there it says nothing about the end.
    closers = name if name.lower().endswith(b"rdf") else name + rb"|(?:[\w-]+:)?channel"
    closing = re.compile(rb"</(?:" + closers + rb")\s*>", re.I)
    if closing.search(skeleton, max(end, root.end())):
        return None
    if name.lower().endswith(b"entry"):
        return None if end else body[: root.start()]
    if not end:
        first = _ITEM.search(skeleton)
        broken = skeleton.rfind(b"<") if skeleton.rfind(b"<") > skeleton.rfind(b">") else len(body)
        end = first.start() if first else broken
    opened, closed = skeleton.rfind(b"<channel", 0, end), skeleton.rfind(b"</channel", 0, end)
    channel = b"</channel>" if opened > closed and name.lower() != b"channel" else b""
    return body[:end] + channel + b"</" + name + b">"
