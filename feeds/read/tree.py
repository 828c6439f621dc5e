"""Text of a document in XML -> its tree: strictly where it is well-formed, else leniently.

The lenient builder is for what documents really hold: tags that never close or close what was
never opened, bare ampersands, names of entities that only HTML knows, prefixes that nobody
declared, junk at both ends, a document that breaks off. It takes time in proportion to the
text, and always gives a tree.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5

from lxml import etree

from feeds.read.constructs import VOID
from feeds.read.names import ENTRIES, FEEDS, PREFIXES, ROOTS, short

_MAX_DEPTH = 100
_TOKEN = re.compile(
    r"<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)"
    r"|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|>|\Z)|<![^<>]*>"
    r"|</(?P<close>[A-Za-z_][\w:.-]*)[^<>]*>"
    r"|<(?P<open>[A-Za-z_][\w:.-]*)(?=[\s/>])"
    r"(?P<attributes>(?:[^<>\"']++|\"[^\"<]*\"|'[^'<]*')*|[^<>]*)>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([^\s<>\"'=/]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)'|([^\s<>\"']+))")
_REFERENCE = re.compile(
    r"&(?:#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));?|([A-Za-z][A-Za-z0-9]{0,31});)"
)
_PAIR = re.compile(
    r"&#(?:[xX]0*([dD][89abAB][0-9a-fA-F]{2})|(5[5-6]\d{3}));"
    r"&#(?:[xX]0*([dD][c-fC-F][0-9a-fA-F]{2})|(5[6-7]\d{3}));"
)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]+)\s+(?:\"([^\"%]{0,200})\"|'([^'%]{0,200})')\s*>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]*(?:\[[^\]]*\])?[^<>\[]*>")
_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}))();")
# What holds one text and nothing else of a feed's: another of them closes it.
_FIELDS = frozenset(
    "title link guid description pubdate author category comments enclosure content:encoded "
    "dc:creator dc:date dc:subject language copyright generator lastbuilddate ttl managingeditor "
    "webmaster atom:title atom:id atom:link atom:updated atom:published atom:summary atom:content "
    "atom:author atom:category atom:rights atom:subtitle".split()
)
_NO_NAME = re.compile(  # XML 1.0, section 2.3, nearly
    "^[0-9.-]|[^A-Za-z0-9_.\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    "\u3001-\ud7ff-]"
)
# A document type stands before the root, behind no more than this (XML 1.0, section 2.8).
_TYPED = re.compile(rb"(?:\s+|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.S)
_SPACES = {9: " ", 10: " ", 13: " "}  # in attributes: XML 1.0, section 3.3.3
_strict = etree.XMLParser(
    encoding="utf-8",
    resolve_entities=False,
    no_network=True,
    remove_comments=True,
    remove_pis=True,
    huge_tree=False,
    collect_ids=False,
)


def parse_strictly(document: bytes) -> etree._Element | None:
    """The tree of a well-formed document in UTF-8, whatever encoding it declares; else None.

    A document type stands for entities, which are for the lenient builder.
    """
    if _TYPED.match(document):
        return None
    try:
        return etree.fromstring(document.lstrip(), _strict)
    except (etree.XMLSyntaxError, ValueError):
        return None


def trimmed(document: bytes) -> bytes:
    """A document from its declaration to the end of its root, if these can be found."""
    start = max(document.find(b"<?xml"), 0)
    end = max(document.rfind(tag) + len(tag) for tag in (b"</rss>", b"</feed>", b"</rdf:RDF>"))
    return document[start : end if end > start + 100 else None]


def build_leniently(text: str) -> tuple[etree._Element | None, bool]:
    """The tree of any text, None if there is no tag in it; and whether the text breaks off,
    which is when its outermost elements are never closed."""
    builder = _Lenient(text)
    return builder.root, builder.cut


class _Lenient:
    """The tree as far as it is built, and the elements that are open."""

    def __init__(self, text: str) -> None:
        self.root: etree._Element | None = None
        self.cut = False
        self._stack: list[etree._Element] = []
        self._names: list[str] = []
        self._spaces: list[dict[str, str]] = [{}]
        self._pending: list[str] = []
        # What an entity stands for is text: no entity in it is resolved, only numbers.
        self._entities = {
            name: _NUMBER.sub(self._character, a or b)
            for name, a, b in _ENTITY.findall(text[:20_000])
        }
        text = _DOCTYPE.sub("", text, count=1)
        self._build(text.replace("\r\n", "\n").replace("\r", "\n"))  # XML 1.0, section 2.11

    def _build(self, text: str) -> None:
        end = 0
        for token in _TOKEN.finditer(text):
            if token.start() > end:
                self._pending.append(self._resolve(text[end : token.start()]))
            end = token.end()
            if token["cdata"]:
                self._pending.append(token["cdata"])
            elif token["close"]:
                self._close(token["close"])
            elif token["open"]:
                self._open(token["open"], token["attributes"])
        self._pending.append(self._resolve(text[end:]))
        self._flush()
        self.cut = self._is_cut()
        self._drop_unfinished()

    def _open(self, name: str, given: str) -> None:
        if self.root is not None and not (self._stack or self._is_junk()):
            return  # a second root, or what follows the end
        attributes = {
            key: self._resolve((a or b or c).translate(_SPACES))
            for key, a, b, c in _ATTRIBUTE.findall(given)
        }
        spaces = self._spaces[-1]
        declared = {
            key[6:]: value
            for key, value in attributes.items()
            if key == "xmlns" or key.startswith("xmlns:")
        }
        if declared:
            spaces = {**spaces, **declared}
        tag = _clark(name, spaces)
        known = short(tag)
        if known in FEEDS and self._is_junk():
            self.root = None  # what stood before it was said by the software, not by the feed
            self._pending.clear()
            del self._stack[:], self._names[:], self._spaces[1:]
        elif self.root is not None and not self._stack:
            return
        self._close_implied(known)
        if len(self._stack) >= _MAX_DEPTH:
            return
        self._flush()
        element = etree.Element(tag)
        for key, value in attributes.items():
            if key != "xmlns" and not key.startswith("xmlns:"):
                element.set(_clark(key, spaces, attribute=True), value)
        if self._stack:
            self._stack[-1].append(element)
        else:
            self.root = element
        void = known.rpartition(":")[2] in VOID and any(outer in _FIELDS for outer in self._names)
        if not void and not given.rstrip().endswith("/"):
            self._stack.append(element)
            self._names.append(known)
            self._spaces.append(spaces)

    def _is_junk(self) -> bool:
        """Whether what has been built is no part of a feed."""
        return self.root is not None and short(str(self.root.tag)) not in ROOTS | {"opml"}

    def _close_implied(self, name: str) -> None:
        """What must have ended, though nobody said so, where `name` begins."""
        if name in ENTRIES:
            for index in range(len(self._names) - 1, -1, -1):
                if self._names[index] in ENTRIES:
                    self._pop(index)
                    return
        elif name in _FIELDS:
            for index in range(len(self._names) - 1, -1, -1):
                if self._names[index] in ENTRIES:
                    return
                if self._names[index] in _FIELDS:
                    self._pop(index)
                    return

    def _close(self, name: str) -> None:
        local = name.rpartition(":")[2].lower()
        tag = short(_clark(name, self._spaces[-1]))
        for index in range(len(self._names) - 1, -1, -1):
            known = self._names[index]
            if known == tag or known.rpartition(":")[2] == local:
                self._pop(index)
                return
            if known in ENTRIES and local not in ("rss", "feed", "rdf", "channel"):
                return  # closes nothing that was opened in this entry

    def _pop(self, index: int) -> None:
        self._flush()
        del self._stack[index:], self._names[index:], self._spaces[index + 1 :]

    def _flush(self) -> None:
        """The text since the last tag, to where it belongs."""
        text = "".join(self._pending)
        self._pending.clear()
        if self._stack and text:
            parent = self._stack[-1]
            if len(parent):
                parent[-1].tail = (parent[-1].tail or "") + text
            else:
                parent.text = (parent.text or "") + text

    def _is_cut(self) -> bool:
        """Whether what holds entries was never closed; that <rss> was not is no loss."""
        if self._names == ["rss"] and self.root is not None:
            return all(short(str(child.tag)) != "channel" for child in self.root)
        return bool(self._stack)

    def _drop_unfinished(self) -> None:
        """An entry that the document breaks off in is no whole entry."""
        for element, name in zip(self._stack, self._names, strict=True):
            if name in ENTRIES and (parent := element.getparent()) is not None:
                parent.remove(element)
                return

    def _resolve(self, text: str) -> str:
        if "&" not in text:
            return text
        return _REFERENCE.sub(self._character, _PAIR.sub(_astral, text))

    def _character(self, match: re.Match[str]) -> str:
        if match[3]:
            value = self._entities.get(match[3]) or html5.get(f"{match[3]};")
            return match[0] if value is None else value
        code = int(match[1], 16) if match[1] else int(match[2])
        if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE:
            return chr(code)
        return chr(code) if 0x10000 <= code < 0x110000 else ""


def _astral(pair: re.Match[str]) -> str:
    """The character that two references to halves of a surrogate pair mean."""
    high = int(pair[1], 16) if pair[1] else int(pair[2])
    low = int(pair[3], 16) if pair[3] else int(pair[4])
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return ""
    return chr(0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00)


def _clark(name: str, spaces: dict[str, str], *, attribute: bool = False) -> str:
    """A name with its prefix resolved; a prefix that nobody declared means what it usually does."""
    prefix, colon, local = name.strip(":").rpartition(":")
    local = _NO_NAME.sub("_", local) or "_"
    if attribute and not colon:
        return local
    space = spaces.get(prefix) or PREFIXES.get(prefix.lower(), "")
    if colon and not space:
        space = f"urn:prefix:{prefix}"
    return f"{{{space}}}{local}" if space and _is_namespace(space) else local


@lru_cache(maxsize=1000)
def _is_namespace(space: str) -> bool:
    try:
        etree.Element(f"{{{space}}}a")
    except ValueError:
        return False
    return True
