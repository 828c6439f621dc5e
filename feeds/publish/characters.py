"""Text in formats that leave room for doubt: what is text stays text, whoever reads it.

RSS and JSON Feed have titles without a type, which many readers take for HTML; XML has no place
for a few characters that text may hold.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

_JOINER = "\u2060"  # takes no room and is no part of a tag's name
_TAG = re.compile(
    r"<(?=/?(?:a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|"
    r"blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|del|"
    r"details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|"
    r"frameset|h[1-6]|head|header|hgroup|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|"
    r"main|map|mark|menu|meta|meter|nav|noframes|noscript|object|ol|optgroup|option|output|p|param|"
    r"picture|pre|progress|q|rp|rt|ruby|s|samp|script|section|select|slot|small|source|span|"
    r"strike|strong|style|sub|summary|sup|table|tbody|td|template|textarea|tfoot|th|thead|time|"
    r"title|tr|track|tt|u|ul|var|video|wbr|xmp)\b)",
    re.I,
)
# Of both formats, the elements that hold plain text with a character that has to be escaped.
_PLAIN = re.compile(
    rb"(<(?:title|subtitle|summary|category|source|copyright|rights)(?: [^>]*)?>)([^<&]*&[^<]*)"
)
_DESCRIPTION = re.compile(rb"(<description>)([^<&]*&[^<]*)")
_HTML = {"description", "content", "{http://purl.org/rss/1.0/modules/content/}encoded"}
_NEXT_LINE, _LOST = "\x85", "\ufffd"
_IN_HTML = {ord(_NEXT_LINE): "\n", ord(_LOST): "&#xFFFD;"}
_IN_TEXT = {ord(_NEXT_LINE): " ", ord(_LOST): "□"}  # as printers set what cannot be read
_ODD = (_NEXT_LINE.encode(), _LOST.encode())


def unmistakable(text: str) -> str:
    """The same to the eye, but no tag to readers that take text for HTML."""
    return _TAG.sub("<" + _JOINER, text) if "<" in text else text


def plain_text_of_rss(rendered: bytes) -> bytes:
    """The channel with what is plain text spelled so that no reader takes it for markup.

    RSS does not say whether its titles are; references in hexadecimal say that they are not (RSS
    Best Practices, "Character data").
    """
    start = rendered.find(b"<description>")  # the first is the channel's, those of items are HTML
    if found := _DESCRIPTION.match(rendered, start):
        rendered = rendered[:start] + _unambiguous(found) + rendered[found.end() :]
    return _PLAIN.sub(_unambiguous, rendered)


def plain_text_of_atom(rendered: bytes) -> bytes:
    """The same characters, spelled so that no checker suspects a reference that was meant."""
    return _PLAIN.sub(lambda found: found[1] + _hexadecimal(found[2]), rendered)


def _unambiguous(found: re.Match[bytes]) -> bytes:
    text = found[2]
    if b"&lt;" in text:
        text = unmistakable(text.replace(b"&lt;", b"<").decode()).replace("<", "&lt;").encode()
    return found[1] + _hexadecimal(text)


def _hexadecimal(text: bytes) -> bytes:
    return text.replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")


def without_odd_characters(rendered: bytes) -> bytes:
    """A document in XML without line ends of old terminals and marks of lost characters.

    The latter stay in HTML, as references; in text there is a box in their place.
    """
    if not any(odd in rendered for odd in _ODD):
        return rendered
    root = etree.fromstring(rendered, etree.XMLParser(huge_tree=True))
    for node in root.iter(etree.Element):
        local = str(node.tag).replace("{http://www.w3.org/2005/Atom}", "")
        table = _IN_HTML if local in _HTML and _is_html(node) else _IN_TEXT
        if node.text:
            node.text = str(node.text).translate(table)
        for name, value in node.attrib.items():
            node.set(name, str(value).translate(_IN_TEXT))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _is_html(node: Any) -> bool:
    """A channel's description is text, an item's is HTML."""
    return bool(node.getparent().tag != "channel")
