"""Entries of any size give documents that readers take."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Media, Person
from feeds.publish import bounds
from feeds.publish.bounds import MAX_CONTENT, MAX_MEDIA, MAX_PEOPLE, bounded
from tests import strategies
from tests.examples import item
from tests.publish.rendering import ATOM, MEDIA, read, rendered, xml
from tests.publish.w3c import faults


def test_thousands_of_enclosures_and_authors() -> None:
    made = item(
        media=tuple(Media(f"https://news.example/{n}.mp3", "audio/mpeg") for n in range(5000)),
        authors=tuple(Person(f"author {n}") for n in range(5000)),
        contributors=tuple(Person(f"editor {n}") for n in range(5000)),
    )
    files = rendered(made)
    (node,) = json.loads(files["feed.json"])["items"]
    assert len(node["attachments"]) == MAX_MEDIA
    assert len(node["authors"]) == len(node["_feeds"]["contributors"]) == MAX_PEOPLE
    links = xml(files["atom.xml"]).findall(f"{ATOM}entry/{ATOM}link[@rel='enclosure']")
    assert [link.get("href") for link in links] == [m.url for m in made.entry.media[:MAX_MEDIA]]
    channel = xml(files["rss.xml"]).find("channel")
    assert len(channel.findall(f"item/{MEDIA}content")) == MAX_MEDIA - 1
    assert faults(files["atom.xml"]) == faults(files["rss.xml"]) == []


def test_megabytes_of_content() -> None:
    paragraph = "<p>晚上七點，<b>茶坪鄉</b>的山路上已經看不見人影。</p>"
    made = [
        item(n=n, content="<div>" + paragraph * (5_000_000 // len(paragraph)) + "</div>")
        for n in range(3)
    ]
    files = rendered(*made)
    for name, data in files.items():
        assert len(data) < 3 * 3 * (MAX_CONTENT + 10_000), name
    for name in ("rss.xml", "atom.xml"):
        for entry in read(files[name]):
            (content,) = entry.content
            assert MAX_CONTENT - 100 < len(content.value) < MAX_CONTENT + 200
            assert content.value.endswith(
                f'</p></div><p><a href="{entry.link}">下文見原文。</a></p>'
            )


def test_what_is_not_too_much_stays_as_it_is() -> None:
    made = item(content="<p>" + "a" * (MAX_CONTENT - 7) + "</p>")
    assert bounded(made, "en") is made


@given(
    st.lists(
        strategies.contents | st.just("<ul><li>a<br>b <i>c &amp; d</i></li></ul>"), min_size=5
    ),
    st.integers(20, 200),
    st.none() | strategies.urls,
)
def test_what_is_cut_off_is_whole(parts: list[str], limit: int, url: str | None) -> None:
    content = "<div>" + "".join(parts) + "</div>"
    before, bounds.MAX_CONTENT = bounds.MAX_CONTENT, limit
    try:
        cut = bounded(item(content=content, url=url), "en").entry.content
    finally:
        bounds.MAX_CONTENT = before
    if len(content) <= limit:
        assert cut == content
        return
    whole, found = Elements(content), Elements(cut)
    assert found.open == []
    assert len(cut) <= limit + 40 + len(url or "") + 60  # what closes it, and the link
    said = "The rest stands where this is from." if url else "…"
    assert found.text.endswith(said)
    assert whole.text.startswith(found.text.removesuffix(said))


class Elements(HTMLParser):
    """What of a text is still open at its end, and what it says."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
