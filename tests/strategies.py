"""Hypothesis strategies: the worst entries that the model allows.

What `Entry` promises, these keep: clean text without controls, titles of one line, safe HTML,
absolute http(s) addresses, dates in UTC to the second.
"""

from __future__ import annotations

import html
from datetime import UTC, datetime

from hypothesis import strategies as st
from msgspec.structs import replace

from feeds.model import Entry, Item, Media, Origin, Person
from feeds.normalize.text import clean, one_line

# fmt: off
_AWKWARD = (
    "]]>", "<![CDATA[", "<b>", "</title>", "&amp;", "&lt;p&gt;", "&", "<", ">", '"', "'", "&#0;",
    "&nbsp;", "<!--", "-->", "<?xml", "%", "{{", "\\",
    "𠮷", "𨋢", "👨‍👩‍👧", "🇹🇼", "é", "漢字", "扶貧", "かな", "한국어", "עברית", "﷽",
    "</b>", "<p>", "&lt;", "&#x3C;", "\ufffd", "\U0010fffd", "ㄅㄆ", "ﾊﾝｶｸ", "①", "e\u0301",
    "\u202e", "\u200f", "\u2066", "\u200d", "\ufeff", "\u00ad", "\u2028", "\u0085", "\u00a0",
)
# fmt: on

texts = (
    st.lists(st.sampled_from(_AWKWARD) | st.text(max_size=8), max_size=6).map("".join).map(clean)
)
"""Any text without what no text may hold."""

lines = texts.map(one_line)
"""A text of one line; may be empty."""

names = lines.map(lambda text: text[:100].strip()).filter(bool)

_parts = st.text("abcXYZ019-._~", min_size=1, max_size=8) | st.sampled_from(
    ["%E6%96%B0", "a&b", "x=1&y=2", "%3Cb%3E", "(1)", "it's", "a+b", "%5B%5D", ";v=1"]
)
urls = st.builds(
    lambda scheme, parts, query: f"{scheme}://news.example/" + "/".join(parts) + query,
    st.sampled_from(["http", "https"]),
    st.lists(_parts, max_size=3),
    st.sampled_from(["", "?id=1", "?a=1&b=2", "?q=%22x%22&lt=3", "#part"]),
)

ids = urls | st.sampled_from(
    ["tag:news.example,2026:a", "urn:uuid:12345678-1234-5678-1234-567812345678"]
)

_ruby = st.just("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>")
_inline = texts.map(lambda text: html.escape(text, quote=False)) | _ruby
_block = st.builds("<p>{}</p>".format, _inline) | st.sampled_from(
    [
        '<img src="https://news.example/a.jpg?x=1&amp;y=2" alt="]]&gt;">',
        "<pre>a\n  b\t]]&gt;</pre>",
        "<br>",
    ]
)
contents = st.lists(_block, max_size=4).map("".join)
"""Safe HTML, as `normalize` gives it; may be empty."""

dates = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
    lambda date: date.replace(microsecond=0, tzinfo=UTC)
)

people = st.builds(Person, names, st.none() | st.just("editor@news.example"), st.none() | urls)
media = st.builds(
    Media,
    urls,
    st.none()
    | st.sampled_from(["audio/mpeg", "image/svg+xml", "odd", "audio/ogg; codecs=opus", "\u00e9/x"]),
    st.none() | st.integers(0, 2**40),
    st.none() | st.integers(0, 10**6),
    st.none() | names,
)


def some(what: st.SearchStrategy) -> st.SearchStrategy:
    """A few of these, as a tuple."""
    return st.lists(what, max_size=3).map(tuple)


entries = st.builds(
    Entry,
    id=ids,
    url=st.none() | urls,
    title=lines,
    summary=lines,
    content=contents,
    published=st.none() | dates,
    updated=st.none() | dates,
    authors=some(people),
    contributors=some(people),
    section=some(names),
    keywords=some(names),
    language=st.none() | st.sampled_from(["zh-Hant", "zh-Hans", "en", "pt-BR", "he"]),
    image=st.none() | urls,
    media=some(media),
    source=st.sampled_from(["news", "files", "other.example-feed"]),
    origin=st.none() | st.builds(Origin, names, st.none() | urls),
    point=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    timezone=st.none() | st.sampled_from(["UTC", "Asia/Taipei"]),
)
items = st.builds(Item, entries, dates)


def _told_apart(items: list[Item]) -> list[Item]:
    ids: set[str] = set()
    for number, item in enumerate(items):
        if item.entry.id in ids:
            items[number] = Item(
                replace(item.entry, id=f"tag:news.example,2026:{number}"), item.date
            )
        ids.add(items[number].entry.id)
    return items


many_items = st.lists(items, min_size=12, max_size=14).map(_told_apart)
"""The items of a longer feed."""

item_lists = st.lists(items, max_size=4, unique_by=lambda item: item.entry.id)
"""The items of one feed: no id twice."""
