"""HTML: whatever a source calls content -> safe HTML with absolute addresses."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3

from feeds.normalize.text import clean

_TAGS = set(
    "a abbr acronym address article aside audio b bdi big blockquote br caption center cite code "
    "col colgroup data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr i img ins kbd li main mark ol p picture pre q rp rt ruby s samp section small source "
    "span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr"
    .split()
)
_DROPPED = set(
    "script style title textarea select option button template noframes noembed iframe object "
    "embed applet svg math form input canvas".split()
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "audio": {"src", "controls", "preload"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
    "video": {"src", "controls", "poster", "preload", "width", "height"},
}
_NO_SOURCE = re.compile(r"<(?:img|source)(?:\s(?!src=)[\w-]+=\"[^\"]*\")*>")
_PIXEL = re.compile(r"<img(?=[^>]*\s(?:width|height)=\"[01](?:px)?\")[^>]*>")
_EMPTY = re.compile(r"<p>\s*</p>|<div>\s*</div>")
_FIRST_IMAGE = re.compile(r"<img(?:\s[\w-]+=\"[^\"]*\")*?\ssrc=\"(https?:[^\"]+)\"")


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
    try:
        safe = _cleaner(base).clean(clean(markup))
    except ValueError:  # a base that is no address
        safe = _cleaner(None).clean(clean(markup))
    if "<img" in safe or "<source" in safe:
        safe = _PIXEL.sub("", _NO_SOURCE.sub("", safe))
    return _EMPTY.sub("", safe).strip()


def first_image(safe: str) -> str | None:
    """The address of the first image in sanitized HTML."""
    match = _FIRST_IMAGE.search(safe)
    return match[1].replace("&amp;", "&") if match else None
