"""HTML: whatever a source calls content -> safe HTML with absolute addresses.

`cite` is no allowed attribute: nobody sees it, and the sanitizer does not look at its address.
"""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

from feeds.normalize.text import clean, to_html
from feeds.normalize.urls import absolute

_TAGS = {
    "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "big", "blockquote",
    "br", "caption", "center", "cite", "code", "col", "colgroup", "data", "dd", "del", "details",
    "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "picture",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span", "strike",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr",
    "tt", "u", "ul", "var", "video", "wbr",
}  # fmt: skip
_DROPPED = {
    "script", "style", "title", "textarea", "select", "option", "button", "template", "noframes",
    "noembed", "iframe", "object", "embed", "applet", "svg", "math", "form", "input", "canvas",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "audio": {"src", "controls", "preload"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
    "video": {"src", "controls", "poster", "preload", "width", "height"},
}
_WORK = 50_000_000
"""How many tags times how deep they nest: beyond it the parser's work grows with the square."""

_NOSCRIPT = re.compile(r"</?noscript\b[^<>]*>", re.I)  # what lies in it is the real image
_NESTING = re.compile(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|"
    r"th|tr|track|wbr)\b)[a-z]",
    re.I,
)
_PASSES = 5
_MARKUP = re.compile(r"<[^<>]*>")
# In what the sanitizer wrote, < and > are the ends of tags and nothing else.
_RELATIVE = re.compile(r" (href|src|poster)=\"(?!https?://)([^\"]*)\"(?=[^<>]*>)")
_INVISIBLE = re.compile(r"^<img .*? (?:width|height)=\"\s*[01](?:px)?\s*\"", re.S)
_EMPTY = re.compile(r"<(p|div)>(\s*)</\1>")
_PRE = re.compile(r"(<pre(?: [^<>]*)?>)\n+")
# What is still to be changed: a paragraph or division that holds nothing, pictures that nobody is
# meant to see, and line breaks after <pre>, of which parsers drop the first at every reading.
_ODD = re.compile(r"<(?:(p|div)>(\s*)</\1>|(?:img|source)\b[^<>]*>|pre(?: [^<>]*)?>\n+)")
# References to characters that no text may hold.
_CONTROL = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|12[7-9]|1[345]\d|6553[45])(?!\d)"
    r"|x0*(?:[0-8bcef]|1[0-9a-f]|7f|[89][0-9a-f]|fff[ef])(?![0-9a-f]))",
    re.I,
)
_IMAGE = re.compile(r"<img [^<>]*>")
_SOURCE = re.compile(r" src=\"(https?:[^\"]+)\"")
_SMALL = re.compile(r" (?:width|height)=\"\s*(?:[0-9]|[1-3][0-9])(?:px)?\s*\"")
# Smileys, buttons, counters and faces are no pictures of what the article is about.
_DECORATION = re.compile(
    r"emoji|smil(?:ey|ie)|/wp-includes/|gravatar|/avatars?/|feedburner|feedsportal|doubleclick|"
    r"/pixel|[/_-](?:badge|button|icon|spacer|blank|share)s?[._/-]",
    re.I,
)
_WHOLE = re.compile(r"\s*&lt;(?:[a-z][a-z0-9]*|!--)(?:\s|&gt;|/)", re.I)
_PAIR = re.compile(
    r"<(p|div|a|span|b|i|em|strong|h[1-6]|ul|ol|table|figure|blockquote)\b[^<>]*>.*</\1>"
    r"|<(?:br|img|hr)\b[^<>]*>",
    re.I | re.S,
)
_READING = re.compile(r"<(rt|rp)\b[^<>]*>.*?</\1>", re.S)
_RUBY = re.compile(r"</?ruby\b[^<>]*>")


_cleaner = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def sanitize(markup: str, base: str | None) -> str:
    """Safe HTML; relative addresses resolved against `base`, or dropped if there is none.

    `markup` holds no control characters: `read` drops them, and here are only those that
    references make. What it holds of half surrogate pairs is dropped.
    """
    tags = markup.count("<")
    if _is_hostile(markup, tags):
        return to_html(unescape(_MARKUP.sub(" ", markup)))
    try:
        safe = _cleaner.clean(markup)
    except UnicodeEncodeError:
        return sanitize(clean(markup), base)
    if safe.count("<") != tags:
        safe = _settled(markup, safe)
    if _CONTROL.search(markup):
        safe = clean(safe)
    if _has_relative(safe):
        safe = _RELATIVE.sub(lambda found: _resolved(found, base), safe)
    safe, again = _ODD.subn(_kept, safe)
    if again:
        while _EMPTY.search(safe):
            safe = _EMPTY.sub(r"\2", safe)
        safe = _PRE.sub(r"\1", safe)
    return safe.strip()


def _settled(markup: str, safe: str) -> str:
    """What stays as it is when it is sanitized again."""
    if "noscript" in markup or "NOSCRIPT" in markup:
        markup = _NOSCRIPT.sub("", markup)
        safe = _cleaner.clean(markup)
    if safe.count("<") == markup.count("<") - _dropped(markup):
        return safe
    for _ in range(_PASSES):
        # What had to be mended, or lost tags in between, may nest as no parser would have it.
        before, safe = safe, _cleaner.clean(safe)
        if safe == before:
            break
    return safe


def _has_relative(markup: str) -> bool:
    """Whether some address in what the sanitizer wrote, or a text that looks so, is relative."""
    for name in (' href="', ' src="', ' poster="'):
        if found := markup.count(name):
            known = markup.count(f"{name}https://")
            if known != found and known + markup.count(f"{name}http://") != found:
                return True
    return False


def _resolved(found: re.Match[str], base: str | None) -> str:
    """An attribute with its address absolute; nothing for one that is no address."""
    name, value = found.groups()
    if value.startswith("mailto:"):
        return found[0]
    address = absolute(unescape(value), base)
    return f' {name}="{escape(address)}"' if address else ""


def _dropped(markup: str) -> int:
    """How many tags go without leaving a trace in how the others nest."""
    count = markup.count
    return sum(
        count(tag)
        for tag in ("<!--", "<iframe", "</iframe>", "<script", "</script>", "<style", "</style>")
    )


def once(markup: str) -> str:
    """HTML that was escaped twice, and so came as text about tags, as the HTML that it is."""
    if "<" in markup or "&lt;" not in markup:
        return markup
    unescaped = unescape(markup)
    return unescaped if _WHOLE.match(markup) and _PAIR.search(unescaped) else markup


def without_ruby(safe: str) -> str:
    """Sanitized HTML with the base text in place of ruby."""
    return _RUBY.sub("", _READING.sub("", safe))


def first_image(safe: str) -> str | None:
    """The address of the first image in sanitized HTML that is part of the article."""
    if "<img" in safe:
        for tag in _IMAGE.finditer(safe):
            source = _SOURCE.search(tag[0])
            if source and not _DECORATION.search(source[1]) and not _SMALL.search(tag[0]):
                return unescape(source[1])
    return None


def _is_hostile(markup: str, tags: int) -> bool:
    """Whether it nests so that no parser could read it in reasonable time."""
    if tags * tags <= _WORK:
        return False
    depth = deepest = 0
    for match in _NESTING.finditer(markup):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest * tags > _WORK


def _kept(found: re.Match[str]) -> str:
    """What stays of what `_ODD` finds."""
    if found[1]:
        return found[2]
    tag = found[0]
    if tag.startswith("<pre"):
        return tag.rstrip("\n")
    return "" if ' src="' not in tag or _INVISIBLE.search(tag) else tag
