"""Documents put together from fragments are what would be rendered as a whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from feeds.config import Site
from feeds.model import Copy, Feed, Item, Media, Origin, Reason
from feeds.publish import Document
from feeds.publish import xml as publish_xml
from feeds.publish.bounds import MAX_CONTENT, MAX_MEDIA
from feeds.publish.characters import in_html
from feeds.publish.fragments import assemble, newest_change, render_fragment
from tests import strategies
from tests.examples import NOON, SITE, document, entry, item
from tests.publish.rendering import ORIGINS, rendered

PLAIN = Site(title="T & <p>", url="https://f.example/a&b/", hub="https://hub.example/?a&b")
FULL = Site(
    title="統戰新聞 & <b>",
    url="https://f.example/",
    language="zh-Hant",
    rights="CC & <p>",
    author="A & B",
    icon="https://f.example/i.png",
    logo="https://f.example/l.png",
)

documents = st.builds(
    lambda site, name, **fields: Document(
        site, Feed("keyword", "keywords/a b&c", name, (name,)), **fields
    ),
    st.sampled_from([PLAIN, FULL]),
    strategies.names,
    size=st.integers(0, 9),
    every=st.sampled_from([None, 60, 5400]),
    at=st.sampled_from([None, "old/folder"]),
    archive=st.sampled_from([None, 7]),
    older=st.sampled_from([None, 6]),
)


@given(documents, strategies.item_lists, st.sampled_from(["rss", "atom"]))
def test_it_is_what_feedgen_renders_whole(made: Document, items: list[Item], format: str) -> None:
    fragments = [render_fragment(one, made.site, made.formats, ORIGINS) for one in items]
    files = assemble(made, fragments)
    # The whole document by feedgen, with nothing filled in and nothing cut.
    made = structs.replace(made, updated=newest_change(fragments))
    head = publish_xml._head(made, format)
    bodies = [in_html(publish_xml._content_of(one, made.site)) for one in items]
    whole = publish_xml.render_whole(
        head,
        [
            publish_xml._entry(one, made.site, ORIGINS, body)
            for one, body in zip(items, bodies, strict=True)
        ],
    )
    assert files[f"{format}.xml"] == whole


@given(strategies.item_lists, st.lists(st.booleans(), min_size=4, max_size=4))
def test_reasons_stand_in_their_items(items: list[Item], given_: list[bool]) -> None:
    why = (Reason("keyword", 'a "b"', "title"), Reason("section", "甲 / 乙"))
    told = [
        Item(one.entry, one.date, why=why if has else ())
        for one, has in zip(items, given_, strict=False)
    ]
    feed = json.loads(rendered(*told)["feed.json"])
    for one, made in zip(told, feed["items"], strict=True):
        said = made["_feeds"].get("why", [])
        assert said == [
            {"rule": r.rule, "term": r.term, **({"field": r.field} if r.field else {})}
            for r in one.why
        ]
    without = json.loads(rendered(*items)["feed.json"])
    for made in feed["items"]:
        made["_feeds"].pop("why", None)
    assert feed == without


def test_what_is_cut_keeps_why_it_is_there_and_where_else() -> None:
    copy = Copy(Origin("Elsewhere", "https://b.example/"), "https://b.example/1")
    long = entry(
        content="<p>x</p>" * MAX_CONTENT, media=(Media("https://a.example/"),) * (MAX_MEDIA + 1)
    )
    made = Item(long, NOON, (copy,), (Reason("keyword", "x", "body"),))
    (shown,) = json.loads(rendered(made)["feed.json"])["items"]
    assert len(shown["attachments"]) == MAX_MEDIA
    assert shown["_feeds"]["also"][0]["url"] == copy.url
    assert shown["_feeds"]["why"] == [{"rule": "keyword", "term": "x", "field": "body"}]


@pytest.mark.parametrize("format", ["rss", "atom", "json"])
def test_only_what_is_published_is_rendered(format: str) -> None:
    fragment = render_fragment(item(), SITE, (format,), {})
    assert [name for name in ("rss", "atom", "json") if getattr(fragment, name)] == [format]
    assert fragment.html
    files = assemble(document(formats=(format,)), [fragment])
    assert len(files) == 2


def test_a_feeds_date_is_its_newest_entrys() -> None:
    fragments = [
        render_fragment(item(updated=date), SITE, ("atom",), {})
        for date in (NOON, NOON.replace(hour=14), NOON.replace(hour=13))
    ]
    assert newest_change(fragments) == NOON.replace(hour=14)
    assert newest_change([]) is None
