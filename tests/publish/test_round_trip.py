"""What we publish, our own reader reads back as it was, as far as each format can say it."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, datetime
from time import struct_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from feeds.model import Entry, Item, Media, Origin, Person, Source
from feeds.normalize import Document, identify, normalize
from feeds.publish.document import display_title, entry_updated
from feeds.read import read
from tests import strategies
from tests.depth import cases
from tests.examples import NOON, entry
from tests.publish.rendering import read as parsed
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
    data = rendered(*items, sources={})[FILES[format]]
    url = f"https://feeds.example.org/{FILES[format]}"
    feed = read(data, url=url, content_type=None, kind="feed")
    document = Document(feed, Source("ours", url), url, NOW)
    return [normalize(raw, document) for raw in identify(feed, document.source, url, "")]


def _unmarked(text: str) -> bool:
    """Whether nothing in it could be taken for HTML, or for a mark of lost characters."""
    return not re.search("[<&\x85\ufffd]", text)


def _unreferred(text: str) -> bool:
    """Whether nothing in it could be taken for a character reference."""
    return not re.search(r"&#?\w+;", text)


# The names of people and keywords are read without tags, whichever format they stand in.
_names = strategies.names.filter(_unmarked)
_people = st.lists(
    st.builds(
        Person, _names, st.none() | st.just("editor@news.example"), st.none() | strategies.urls
    ),
    max_size=3,
    unique_by=lambda person: person.name.casefold(),
).map(tuple)


def _heard(media: Media) -> bool:
    """Whether it is no picture, which would be the entry's own, and has the length of something."""
    return (
        "image" not in (media.type or "")
        and media.length != 0
        and (media.duration is None or 0 < media.duration < 10**6)
    )


_texts = strategies.lines.filter(_unreferred)
_dates = strategies.dates.filter(lambda date: date.timestamp() != 0)  # which means none
trips = st.builds(
    lambda item, fields: replace(item, entry=structs.replace(item.entry, **fields)),
    strategies.items.filter(lambda item: item.date.timestamp() != 0),
    st.fixed_dictionaries(
        {
            "title": _texts,
            "content": strategies.contents.filter(lambda content: "&amp;" not in content),
            "summary": _texts,
            "published": st.none() | _dates,
            "updated": st.none() | _dates,
            "authors": _people,
            "contributors": _people,
            "keywords": st.lists(_names, max_size=3).map(tuple),
            "section": st.lists(_names.filter(lambda name: "/" not in name), max_size=3).map(tuple),
            "media": strategies.some(strategies.media.filter(_heard)),
        }
    ),
)


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


def _plain_people(people: tuple[Person, ...], *, url: bool) -> tuple[Person, ...]:
    return tuple(dict.fromkeys(Person(p.name, None, p.url if url else None) for p in people))


def read_back(item: Item, format: str) -> Entry:
    """What the format says of an entry, by the list in docs/feeds.md ("What is read back")."""
    seen = item.entry
    if format != "rss":  # what the feed says of itself counts for entries that say nothing
        seen = structs.replace(seen, authors=seen.authors or (Person("統戰新聞"),))
    if format == "json":
        return structs.replace(
            seen,
            authors=_plain_people(seen.authors, url=True),
            contributors=_plain_people(seen.contributors, url=True),
        )
    seen = structs.replace(
        seen,
        title=display_title(seen),
        origin=seen.origin if seen.origin and seen.origin.url else None,
        point=seen.point and (round(seen.point[0], 5), round(seen.point[1], 5)),
        media=tuple(structs.replace(m, duration=m.duration or None) for m in seen.media),
    )
    if format == "atom":
        return structs.replace(seen, updated=entry_updated(item))
    both = seen.published and seen.updated
    return structs.replace(
        seen,
        published=seen.published or seen.updated,
        updated=seen.updated if both and seen.updated != seen.published else None,
        authors=_plain_people(seen.authors, url=False),
        contributors=_plain_people(seen.contributors, url=False),
        media=tuple(structs.replace(m, length=m.length or None) for m in seen.media),
    )


def settled(item: Item) -> Item:
    """An entry as we have it: read from a document, with all that can be said."""
    given = item.entry
    (entry_,) = again("json", [item])
    kept = {name: getattr(given, name) for name in ("authors", "contributors", "source")}
    return replace(item, entry=structs.replace(entry_, **kept))


def alike(entry_: Entry) -> Entry:
    """What is compared: text without joiners, and without what is known of the reading."""
    return structs.replace(
        entry_,
        title=seen_as(entry_.title),
        summary=seen_as(entry_.summary),
        origin=entry_.origin and Origin(seen_as(entry_.origin.title), entry_.origin.url),
        media=tuple(
            structs.replace(m, title=seen_as(m.title) if m.title else None) for m in entry_.media
        ),
        source="",
        timezone=None,
        read_from=(),
    )


@pytest.mark.parametrize("format", list(FILES))
@settings(max_examples=cases(60))
@given(item=trips)
def test_what_a_format_can_say_is_read_back(format: str, item: Item) -> None:
    item = settled(item)
    (seen,) = again(format, [item])
    wanted = read_back(item, format)
    if not (item.entry.title and item.entry.content):  # something else stands in their place
        wanted, seen = (
            structs.replace(e, title="", summary="", content="") for e in (wanted, seen)
        )
    assert alike(seen) == alike(wanted)


def _instant(parsed: struct_time | None) -> datetime | None:
    return datetime(*parsed[:6], tzinfo=UTC) if parsed else None


def _seems_lost(text: str) -> bool:
    """Whether feedparser takes it for UTF-8 that was read as Latin-1, and mends it."""
    try:
        return text != text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False


@pytest.mark.parametrize("format", ["rss", "atom"])
@settings(max_examples=cases(60))
@given(item=trips)
def test_other_readers_read_the_same(format: str, item: Item) -> None:
    item = settled(item)
    entry_ = read_back(item, format)
    people = [person.name for person in (*entry_.authors, *entry_.contributors)]
    section = [" / ".join(entry_.section)] if entry_.section else []
    texts = [entry_.title, entry_.summary, entry_.content, *people, *entry_.keywords, *section]
    assume(not any(map(_seems_lost, texts)))
    (seen,) = parsed(rendered(item, sources={})[FILES[format]])
    assert seen.id == entry_.id
    assert seen.get("link") in (entry_.url, entry_.id)  # it takes an id for one
    assert seen_as(seen.title) == seen_as(entry_.title)
    if item.entry.content:
        content = seen.content[0].value if "content" in seen else seen.summary
        assert content.replace("&#xFFFD;", "\ufffd") == entry_.content
    if item.entry.content and item.entry.summary:
        summary = html.unescape(seen.summary) if format == "rss" else seen.summary
        assert seen_as(summary) == seen_as(entry_.summary)
    assert _instant(seen.get("published_parsed")) == entry_.published
    if format == "atom":
        assert _instant(seen.updated_parsed) == entry_.updated
        assert [(p.name, p.get("email"), p.get("href")) for p in seen.get("contributors", ())] == [
            (p.name, p.email, p.url) for p in entry_.contributors
        ]
    if item.entry.authors:
        assert [person.name for person in seen.authors] == [p.name for p in entry_.authors]
    tags = [(tag.term, tag.scheme.rpartition("org/")[2]) for tag in seen.get("tags", ())]
    assert tags == [
        *((path, "sections/") for path in section),
        *((keyword, "keywords/") for keyword in entry_.keywords),
    ]
    enclosures = {(one.href, one.type) for one in seen.get("enclosures", ())}
    media = [(one.url, one.type) for one in entry_.media]
    assert enclosures == set(media[: 1 if format == "rss" else None])
