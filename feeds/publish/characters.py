"""Text in formats that leave room for doubt: what is text stays text, whoever reads it.

RSS and JSON Feed have titles without a type, which many readers take for HTML; XML has no place
for a few characters that text may hold.
"""

from __future__ import annotations

import re

_JOINER = "\u2060"  # takes no room and is no part of a tag's name
_TAG = re.compile(
    r"<(?=/?(?:a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|"
    r"blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|del|"
    r"details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|"
    r"frameset|h[1-6]|head|header|hgroup|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|"
    r"main|map|mark|menu|meta|meter|nav|noframes|noscript|object|ol|optgroup|option|output|p|param|"
    r"picture|pre|progress|q|rp|rt|ruby|s|samp|script|section|select|slot|small|source|span|"
    r"strike|strong|style|sub|summary|sup|table|tbody|td|template|textarea|tfoot|th|thead|time|"
    r"title|tr|track|tt|u|ul|var|video|wbr|xmp)\b|[!?])",
    re.I,
)
# Stand for & and < in plain text until the document is bytes. They are no characters (Unicode,
# section 23.7), so no text has them.
_AND, _LESS = "\ufdd0", "\ufdd1"
_REFERENCES = ((_AND.encode(), b"&#x26;"), (_LESS.encode(), b"&#x3C;"))
_SPECIAL = re.compile("[&<\x85\ufffd]")
_IN_TEXT = {ord("&"): _AND, ord("<"): _LESS, 0x85: " ", 0xFFFD: "□"}
_IN_HTML = {0x85: "\n", 0xFFFD: "&#xFFFD;"}


def unmistakable(text: str) -> str:
    """The same to the eye, but no tag to readers that take text for HTML."""
    return _TAG.sub("<" + _JOINER, text) if "<" in text else text


def plain(text: str) -> str:
    """Text for an element or attribute in XML that holds plain text; see `spelled_out`.

    A line end of old terminals is a space, and in place of a mark that characters were lost there
    is a box, as printers set what cannot be read: checkers take both for faults of the encoding.
    """
    return text.translate(_IN_TEXT) if _SPECIAL.search(text) else text


def untyped(text: str) -> str:
    """The same for an element that does not say what it holds, or may hold HTML as well."""
    return plain(unmistakable(text))


def in_html(text: str) -> str:
    """HTML for an element in XML: the same marks are references there."""
    return text.translate(_IN_HTML) if "\ufffd" in text or "\x85" in text else text


def spelled_out(rendered: bytes) -> bytes:
    """The document with `plain` text's & and < as references in hexadecimal.

    They say to readers, which may wonder, that no markup is meant (RSS Best Practices Profile,
    "Character Data").
    """
    if b"\xef\xb7" in rendered:
        for stand_in, reference in _REFERENCES:
            rendered = rendered.replace(stand_in, reference)
    return rendered
