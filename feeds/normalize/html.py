"""HTML: whatever a source calls content -> safe HTML with absolute addresses.

`cite` is no allowed attribute: nobody sees it, and the sanitizer does not look at its address.
"""

from __future__ import annotations

import re
from html import unescape

from turbohtml.clean import OnDisallowed, Policy, Sanitizer

from feeds.normalize.text import clean
from feeds.normalize.urls import absolute

_TAGS = frozenset({
    "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "big", "blockquote",
    "br", "caption", "center", "cite", "code", "col", "colgroup", "data", "dd", "del", "details",
    "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "picture",
    "pre", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "section", "small", "source", "span",
    "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "time", "tr", "tt", "u", "ul", "var", "video", "wbr",
})  # fmt: skip
_DROPPED = frozenset({
    "script", "style", "title", "textarea", "select", "option", "button", "template", "noframes",
    "noembed", "iframe", "object", "embed", "applet", "svg", "math", "form", "input", "canvas",
})  # fmt: skip
_ATTRIBUTES = {
    "*": "lang dir title",
    "a": "href hreflang",
    "audio": "src controls preload",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "datetime",
    "details": "open",
    "img": "src alt width height data-src data-original",
    "ins": "datetime",
    "li": "value",
    "ol": "start reversed type",
    "source": "src type",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope",
    "time": "datetime",
    "video": "src controls poster preload width height",
}
# In what the sanitizer wrote, < and > are the ends of tags and nothing else.
_RELATIVE = re.compile(
    r"=\"(?!https?://)(?:(?<= href=\")|(?<= src=\")|(?<= poster=\"))([^\"]*)\"(?=[^<>]*>)"
)
_NOWHERE = '="<"'  # in place of an address that is none, until its attribute is dropped
_LOST = re.compile(f" (?:href|src|poster){_NOWHERE}")
_INVISIBLE = re.compile(r" (?:width|height)=\"\s*[01](?:px)?\s*\"")
_MARKUP = re.compile("[<>&\xa0]")  # what is something else in HTML than in text
_EMPTY = re.compile(r"<(p|div)>(\s*)</\1>")
# What is still to be changed: a paragraph or division that holds nothing, and pictures that
# nobody is meant to see.
_ODD = re.compile(r"<(?:p>(\s*)</p>|div>(\s*)</div>|img\b[^<>]*>|source\b[^<>]*>)")
# References to characters that no text may hold.
_CONTROL = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|12[7-9]|1[345]\d|6553[45])(?!\d)"
    r"|[xX]0*(?:[0-8bcefBCEF]|1[\da-fA-F]|7[fF]|[89][\da-fA-F]|[fF]{3}[efEF])(?![\da-fA-F]))"
)
_NO_SOURCE = re.compile(r"<(?:img|source)(?![^<>]* src=)[^<>]*>")
_LATE = re.compile(r" data-(?:src|original)=\"([^\"]*)\"")
_PLACEHOLDER = re.compile(r" src=\"[^\"]*(?:placeholder|blank|loading|lazy|spacer|1x1)[^\"]*\"")
_IMAGE = re.compile(r"<img [^<>]*>")
_SOURCE = re.compile(r" src=\"(https?:[^\"]+)\"")
_SMALL = re.compile(r" (?:width|height)=\"\s*(?:[0-9]|[1-3][0-9])(?:px)?\s*\"")
# Smileys, buttons, counters and faces are no pictures of what the article is about.
_DECORATION = (
    "emoji", "smiley", "smilie", "/wp-includes/", "gravatar", "/avatar", "feedburner",
    "feedsportal", "doubleclick", "/pixel", "spacer", "/blank.", "/icon", "-icon", "_icon",
    "/badge", "-badge", "/button", "-button", "_button", "/share",
)  # fmt: skip
_WHOLE = re.compile(
    r"\s*&lt;(?:(p|div|a|span|b|i|em|strong|h[1-6]|ul|ol|table|figure|blockquote)|br|img|hr)"
    r"(?:\s|&gt;|/)",
    re.I,
)
# Below the content of our own feeds: where else the article is (`feeds.publish.also`).
_ALSO = re.compile(r"<p data-feeds=\"also\">[^<]*(?:<a [^<>]*>[^<]*</a>[^<]*)*</p>\s*$")
_READING = re.compile(r"<(rt|rp|rtc)\b[^<>]*>.*?</\1>", re.S)
_RUBY = re.compile(r"</?(?:ruby|rb)\b[^<>]*>")


_sanitizer = Sanitizer(
    Policy(
        tags=_TAGS,
        attributes={tag: frozenset(names.split()) for tag, names in _ATTRIBUTES.items()},
        url_schemes=frozenset({"http", "https", "mailto"}),
        on_disallowed_tag=OnDisallowed.STRIP,
        remove_with_content=_DROPPED,
    )
)


def sanitize(markup: str, base: str | None) -> str:
    """Safe HTML; relative addresses resolved against `base`, or dropped if there is none.

    `markup` holds no control characters and no halves of surrogate pairs: `read` drops them.
    What references make of such is dropped here.
    """
    if not _MARKUP.search(markup):
        return markup.strip()
    if 'data-feeds="also"' in markup:
        markup = _ALSO.sub("", markup)
    written = _sanitizer.sanitize(markup)
    safe = clean(written) if _CONTROL.search(markup) else written
    safe = _ODD.sub(lambda found: _kept(found, markup), safe)
    safe, relative = _RELATIVE.subn(lambda found: _resolved(found, base), safe)
    if relative and _NOWHERE in safe:
        safe = _NO_SOURCE.sub("", _LOST.sub("", safe))
    while safe != written and _EMPTY.search(safe):  # for what became empty only now
        safe = _EMPTY.sub(r"\2", safe)
    return safe.strip()


def _resolved(found: re.Match[str], base: str | None) -> str:
    """An attribute's address made absolute."""
    value = found[1]
    if value.startswith("mailto:"):
        return found[0]
    address = absolute(unescape(value) if "&" in value else value, base)
    if address and "&" in address:
        address = address.replace("&", "&amp;")
    return f'="{address}"' if address else _NOWHERE


def once(markup: str) -> str:
    """HTML that was escaped twice, and so came as text about tags, as the HTML that it is."""
    if "<" in markup or "&lt;" not in markup:
        return markup
    first = _WHOLE.match(markup)
    if first is None or (first[1] and f"&lt;/{first[1]}&gt;" not in markup):
        return markup
    return unescape(markup)


def without_ruby(safe: str) -> str:
    """Sanitized HTML with the base text in place of ruby."""
    return _RUBY.sub("", _READING.sub("", safe))


def first_image(safe: str) -> str | None:
    """The address of the first image in sanitized HTML that is part of the article."""
    if "<img" in safe:
        for tag in _IMAGE.finditer(safe):
            source = _SOURCE.search(tag[0])
            if source is None or _SMALL.search(tag[0]):
                continue
            url = source[1].lower()
            if not any(map(url.__contains__, _DECORATION)):
                return unescape(source[1])
    return None


def _kept(found: re.Match[str], markup: str) -> str:
    """What stays of what `_ODD` finds in what was `markup`."""
    if found.lastindex:
        return found[found.lastindex]
    tag = found[0]
    if " data-" in tag:  # where pages that load pictures late say what the picture is
        real = _LATE.search(tag)
        tag = _LATE.sub("", tag)
        if real and "noscript" not in markup and (' src="' not in tag or _PLACEHOLDER.search(tag)):
            tag = f'<img src="{real[1]}"{_PLACEHOLDER.sub("", tag)[4:]}'
    invisible = tag.startswith("<img") and _INVISIBLE.search(tag, len("<img "))
    return "" if invisible or ' src="' not in tag else tag
