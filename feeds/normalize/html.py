"""HTML: whatever a source calls content -> safe HTML with absolute addresses.

`cite` is no allowed attribute: nobody sees it, and the sanitizer does not look at its address.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import nh3

from feeds.normalize.text import clean, to_html

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
_WORK = 5_000_000
"""How many tags times how deep they nest: beyond it the parser's work grows with the square."""

_NOSCRIPT = re.compile(r"</?noscript\b[^<>]*>", re.I)  # what lies in it is the real image
_NESTING = re.compile(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|"
    r"th|tr|track|wbr)\b)[a-z]",
    re.I,
)
_PASSES = 5
_TAG = re.compile(r"</?[a-z][\w-]*")
_MARKUP = re.compile(r"<[^<>]*>")
_PICTURE = re.compile(r"<(img|source)((?:\s[\w:-]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r"\s([\w:-]+)=\"([^\"]*)\"")
_INVISIBLE = re.compile(r"[01](?:px)?")
_BLOCK = re.compile(r"(</?(?:p|div)>)")
_PRE = re.compile(r"(<pre(?:\s[^<>]*)?>)\n+")  # parsers drop the first of these at every reading
_FIRST_IMAGE = re.compile(r"<img(?:\s[\w:-]+=\"[^\"]*\")*?\ssrc=\"(https?:[^\"]+)\"")


@lru_cache(maxsize=256)
def _cleaner(base: str | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative=("rewrite_with_base", base) if base else "deny",
        link_rel=None,
    )


def sanitize(markup: str, base: str | None) -> str:
    """Safe HTML; relative addresses resolved against `base`, or dropped if there is none."""
    markup = _NOSCRIPT.sub("", clean(markup))
    if _is_hostile(markup):
        return to_html(unescape(_MARKUP.sub(" ", markup)))
    try:
        cleaner = _cleaner(base)
    except ValueError:  # a base that is no address
        cleaner = _cleaner(None)
    safe = cleaner.clean(markup)
    for _ in range(_PASSES):
        if _TAG.findall(safe) == _TAG.findall(markup):
            break
        # What had to be mended, or lost tags in between, may nest as no parser would have it.
        markup, safe = safe, cleaner.clean(safe)
    # Once more: references to control characters were none before.
    safe = _without_empty(_PICTURE.sub(_seen, clean(safe)))
    return _PRE.sub(r"\1", safe).strip()


def first_image(safe: str) -> str | None:
    """The address of the first image in sanitized HTML."""
    match = _FIRST_IMAGE.search(safe)
    return unescape(match[1]) if match else None


def _is_hostile(markup: str) -> bool:
    """Whether it nests so that no parser could read it in reasonable time."""
    tags = markup.count("<")
    if tags * tags <= _WORK:
        return False
    depth = deepest = 0
    for match in _NESTING.finditer(markup):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest * tags > _WORK


def _seen(picture: re.Match[str]) -> str:
    """The tag itself; nothing for one without a source, or that nobody is meant to see."""
    attributes = dict(_ATTRIBUTE.findall(picture[2]))
    pixel = picture[1] == "img" and any(
        _INVISIBLE.fullmatch(attributes.get(side, "").strip()) for side in ("width", "height")
    )
    return "" if pixel or not attributes.get("src") else picture[0]


def _without_empty(safe: str) -> str:
    """Without paragraphs and divisions that hold nothing, or only one another."""
    kept: list[str] = []
    for piece in _BLOCK.split(safe):
        space = ""
        if piece in ("</p>", "</div>"):
            while kept and not kept[-1].strip():
                space = kept.pop() + space
            if kept and kept[-1] == f"<{piece[2:]}":
                kept.pop()
                piece = ""
        kept += (space, piece)
    return "".join(kept)
