"""Text: what a document calls text -> plain text without markup, controls or odd space."""

from __future__ import annotations

import html
import re

from feeds.model import RawText

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
# Only names that HTML knows are markup: "#include <stdio.h>" is a title, not a tag.
_TAG = re.compile(
    r"</?(?:a|abbr|acronym|article|b|bdi|bdo|big|blockquote|br|center|cite|code|data|dd|del|dfn|"
    r"div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|nobr|ol|p|pre|q|"
    r"rb|rp|rt|rtc|ruby|s|samp|script|section|small|span|strike|strong|style|sub|sup|table|tbody|"
    r"td|th|thead|time|tr|tt|u|ul|var|wbr)(?:\s[^<>]*)?/?>",
    re.I,
)
_HIDDEN = re.compile(
    r"<(rt|rp|rtc|script|style)\b[^>]*>.*?(?:</\1\s*>|(?=</?(?:rt|rp|rb|ruby)\b)|\Z)", re.I | re.S
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_SPACE = re.compile(r"\s+")
_SAFE_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>"]*(?:"[^"]*"[^<>"]*)*>')
_BLOCKS = frozenset(
    "address article aside blockquote br caption center dd details div dl dt figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot "
    "thead tr ul".split()
)


def clean(text: str) -> str:
    """Without what no text may hold: control characters, lone surrogates, non-characters."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Clean, and with each run of white space as one space."""
    return _SPACE.sub(" ", clean(text)).strip()


def plain(text: RawText | None) -> str:
    """A title, or another short text: one line, markup and ruby readings taken out."""
    if text is None:
        return ""
    value = clean(text.value)
    if text.type == "html":
        if "<" in value:
            value = _TAG.sub("", _HIDDEN.sub("", _COMMENT.sub("", value)))
        if "&" in value:
            value = clean(html.unescape(value))
    return one_line(value)


def from_html(safe: str) -> str:
    """The text of sanitized HTML: a line for each block, base text in place of ruby."""
    text = _HIDDEN.sub("", safe) if "<r" in safe else safe
    text = _SAFE_TAG.sub(lambda tag: "\n" if tag[2].lower() in _BLOCKS else "", text)
    lines = (_SPACE.sub(" ", line).strip() for line in html.unescape(text).split("\n"))
    return clean("\n".join(line for line in lines if line))


def to_html(text: str) -> str:
    """Plain text as HTML: a paragraph for each run of lines between empty ones."""
    paragraphs = re.split(r"\n\s*\n", clean(text).replace("\r\n", "\n").strip())
    return "".join(
        "<p>" + "<br>".join(html.escape(line.strip(), quote=False) for line in part.split("\n")) + "</p>"
        for part in paragraphs
        if part.strip()
    )


def excerpt(text: str, limit: int = 300) -> str:
    """The beginning, at most `limit` characters, cut between words or after a sentence."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    # Not between a character and what combines with it.
    cut = max(head.rfind(" "), *(head.rfind(mark) + 1 for mark in "。！？；，、"))
    if cut < limit // 2:
        cut = len(head)
        while cut > 1 and _joins(text[cut - 1], text[cut]):
            cut -= 1
    return head[:cut].rstrip() + "…"


def _joins(before: str, after: str) -> bool:
    joiner = "\u200d"
    marks = after in "\ufe0e\ufe0f" or 0x1F3FB <= ord(after) <= 0x1F3FF
    combining = 0x300 <= ord(after) <= 0x36F or 0x3099 <= ord(after) <= 0x309A
    return before == joiner or after == joiner or marks or combining
