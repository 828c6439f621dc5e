"""What we publish, our own reader reads back as it was, as far as each format can say it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeds.model import Entry, Item, Media, Origin, Person, Source
from feeds.normalize import Document, identify, normalize
from feeds.read import read
from tests.examples import NOON, entry
from tests.publish.rendering import rendered, shown

NOW = datetime(2101, 1, 1, tzinfo=UTC)  # no date lies in its future
FILES = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}
FULL = entry(
    title="甲 < 乙 & <b>丙</b>",
    summary="a < b && \"c\" 'd' ]]>",
    content="<p>1 &lt; 2 &amp;&amp; ]]&gt;</p><ruby>漢<rt>hàn</rt></ruby>",
    updated=NOON.replace(day=20),
    section=("黨派·聲音", "統一戰線"),
    keywords=("R&D", "扶貧"),
    language="en",
    authors=(Person("周曉帆", "zhou@news.example", "https://news.example/zhou"), Person("A & B")),
    contributors=(Person("李明遠"),),
    image="https://news.example/a.jpg?x=1&y=2",
    media=(Media("https://news.example/a.mp3", "audio/mpeg", 123, 60, "第一集 <1>"),),
    origin=Origin("別處 & <Elsewhere>", "https://blog.example/"),
    point=(25.04, 121.56),
)


def again(format: str, items: list[Item]) -> list[Entry]:
    """What a reader of the document has."""
    data = rendered(*items)[FILES[format]]
    url = f"https://feeds.example.org/{FILES[format]}"
    feed = read(data, url=url, content_type=None, kind="feed")
    document = Document(feed, Source("ours", url), url, NOW)
    return [normalize(raw, document) for raw in identify(feed, document.source, url, "")]


def seen_as(text: str) -> str:
    """Without the joiners that tell text from tags, as all formats show it."""
    return shown(text).replace("\u2060", "")


@pytest.mark.parametrize("format", list(FILES))
def test_all_that_an_entry_has_is_read_back(format: str) -> None:
    (seen,) = again(format, [Item(FULL, NOON)])
    assert (seen.id, seen.url, seen.content) == (FULL.id, FULL.url, FULL.content)
    assert (seen_as(seen.title), seen_as(seen.summary)) == (FULL.title, FULL.summary)
    assert (seen.published, seen.updated) == (FULL.published, FULL.updated)
    assert [p.name for p in seen.authors] == ["周曉帆", "A & B"]
    assert [p.name for p in seen.contributors] == ["李明遠"]
    assert seen.keywords == FULL.keywords
    assert seen.section == FULL.section
    assert (seen.image, seen.language) == (FULL.image, "en")
    assert [(m.url, m.type, m.length, m.duration) for m in seen.media] == [
        (m.url, m.type, m.length, m.duration) for m in FULL.media
    ]
    assert seen_as(seen.media[0].title or "") == FULL.media[0].title
    if format == "atom":
        assert seen.authors == FULL.authors
