"""Text: what a document calls text -> plain text without markup, controls or odd space."""

from __future__ import annotations

import html
import re
import unicodedata

from feeds.model import RawText

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
# Only names that HTML knows are markup: "#include <stdio.h>" is a title, not a tag.
_TAG = re.compile(
    r"</?(a|abbr|acronym|article|b|bdi|bdo|big|blockquote|br|center|cite|code|data|dd|del|dfn|"
    r"div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|nobr|ol|p|pre|q|"
    r"rb|rp|rt|rtc|ruby|s|samp|script|section|small|span|strike|strong|style|sub|sup|table|tbody|"
    r"td|th|thead|time|tr|tt|u|ul|var|wbr)"
    r"(?:\s(?:[^<>\"']{1,500}|\"[^\"]{0,500}\"|'[^']{0,500}'){0,50}|\s[^<>]*)?/?>",
    re.I,
)
_HIDDEN = re.compile(
    r"<(rt|rp|rtc|script|style)\b[^<>]*>.*?(?:</\1\s*>|(?=</?(?:rt|rp|rb|ruby)\b)|\Z)", re.I | re.S
)
_HIDES = re.compile(r"<(?:rt|rp|rtc|script|style)\b", re.I)
_TWICE = re.compile(
    r"<(a|b|big|code|em|font|i|p|s|small|span|strong|sub|sup|u)\b[^<>]*>[^<>]*</\1\s*>"
    r"|&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});",
    re.I,
)
_BREAK = re.compile(r"<pre\b.*?</pre>|\s*\n\s*", re.S)
_LONGEST_LINE = 20_000
MAX_TITLE = 500
_JOINER = "\u200d"
_EXTENDS = re.compile("[\u200c\u200d\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
# Letters of Korean that stand for a syllable together: leading, vowel, trailing.
_HANGUL = re.compile(
    "[\u1100-\u115f\ua960-\ua97c][\u1100-\u11a7\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6]"
    "|[\u1160-\u11a7\ud7b0-\ud7c6\uac00-\ud7a3][\u1160-\u11ff\ud7b0-\ud7fb]"
    "|[\u11a8-\u11ff\ud7cb-\ud7fb][\u11a8-\u11ff\ud7cb-\ud7fb]"
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_SAFE_TAG = re.compile(
    r"</?([a-zA-Z][a-zA-Z0-9]*)"
    r"(?:(?:[^<>\"']*(?:\"[^\"]*\"|'[^']*'))*+[^<>\"']*|[^<>]*)>"
)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "div",
    "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
    "thead", "tr", "ul",
})  # fmt: skip


def clean(text: str) -> str:
    """Without what no text may hold: control characters, lone surrogates, non-characters."""
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text  # which takes a tenth of the time
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Clean, and with each run of white space as one space."""
    if text.isprintable() and "  " not in text:  # whose only white space is single spaces
        return text.strip()
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(clean(text).split())


def plain(text: RawText | None) -> str:
    """A title, or another short text: one line, markup and ruby readings taken out.

    What still holds a pair of tags or an entity after that was escaped twice.
    """
    if text is None:
        return ""
    value = clean(text.value[:_LONGEST_LINE])
    if text.type == "html" and ("<" in value or "&" in value):
        value = _unmarked(value)
        if _TWICE.search(value):
            value = _unmarked(value)
    return one_line(value)


def _unmarked(value: str) -> str:
    if "<" in value:
        value = _untagged(_HIDDEN.sub("", _COMMENT.sub("", value)), _TAG, " ")
    return clean(html.unescape(value)) if "&" in value else value


def from_html(safe: str) -> str:
    """The text of sanitized HTML: a line for each block, base text in place of ruby."""
    text = _HIDDEN.sub("", safe) if "<r" in safe else safe
    if "\n" in text:  # a line break in the source is a space, but where it is preformatted
        if "<pre" in text:
            text = _BREAK.sub(lambda found: found[0] if found[0][0] == "<" else " ", text)
        else:
            text = text.replace("\n", " ")
    if "<" in text:
        text = _untagged(text, _SAFE_TAG, "\n")
    if "&" in text:
        text = clean(html.unescape(text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def beginning(markup: str, limit: int) -> str:
    """More than `limit` characters of the text of any HTML, if it has so many, in one line."""
    size = 2 * limit
    while True:
        text = markup[:size]
        if size < len(markup):
            if text.rfind("<") > text.rfind(">"):
                text = text[: text.rfind("<")]
            if "&" in text[-12:]:
                text = text[: text.rfind("&")]
        if "<" in text:
            if "<!" in text:
                text = _COMMENT.sub("", text)
            if _HIDES.search(text):
                text = _HIDDEN.sub("", text)
            text = _untagged(text, _SAFE_TAG, " ")
        if "&" in text:
            text = html.unescape(text)
        text = one_line(text)
        if len(text) > limit or size >= len(markup):
            return text
        size *= 4


def _untagged(text: str, tag: re.Pattern[str], gap: str) -> str:
    """Without tags; with a gap where one began or ended a block."""
    parts = tag.split(text)
    parts[1::2] = [gap if name.lower() in _BLOCKS else "" for name in parts[1::2]]
    return "".join(parts)


def to_html(text: str) -> str:
    """Plain text as HTML: a paragraph for each run of lines between empty ones."""
    paragraphs = re.split(r"\n\s*\n", clean(text).replace("\r\n", "\n").replace("\r", "\n").strip())
    return "".join(
        "<p>"
        + "<br>".join(html.escape(line.strip(), quote=False) for line in part.split("\n"))
        + "</p>"
        for part in paragraphs
        if part.strip()
    )


def excerpt(text: str, limit: int = 300) -> str:
    """The beginning in one line, at most `limit` characters, cut between words or sentences."""
    return shortened(one_line(text), limit)


def shortened(text: str, limit: int) -> str:
    """The same of a text that is one line already."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = max(text.rfind(" ", 0, limit), max(map(head.rfind, "。！？；，、")) + 1)
    if cut < limit // 2:
        cut = len(head)
    while cut > 0 and _joined(text, cut):
        cut -= 1
    return head[:cut].rstrip() + "…"


def _joined(text: str, cut: int) -> bool:
    """Whether a cut here would part what a reader sees as one character (UAX 29)."""
    before, after = text[cut - 1], text[cut]
    if before.isascii() and after.isascii():
        return False
    if before == _JOINER or _EXTENDS.match(after) or unicodedata.category(after)[0] == "M":
        return True
    if _FLAG.match(before) and _FLAG.match(after):
        start = cut
        while start > 0 and _FLAG.match(text[start - 1]):
            start -= 1
        return (cut - start) % 2 == 1
    return bool(_HANGUL.match(before + after))
