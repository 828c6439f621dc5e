"""A whole entry: how its fields come from the raw ones, and what they fall back to."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from feeds.model import Entry, Media, Origin, Person, RawEntry, RawFeed, RawText, Source
from feeds.normalize import Document, feed_title, identify, normalize
from feeds.normalize.text import clean

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FEED_URL = "https://h.example/news/feed.xml"


def entry(
    raw: RawEntry,
    feed: RawFeed | None = None,
    source: Source | None = None,
    url: str = FEED_URL,
    timezone: str = "UTC",
) -> Entry:
    feed = feed or RawFeed("rss20", (raw,))
    source = source or Source("harbour", FEED_URL)
    document = Document(feed, source, url, NOW, timezone)
    (item,) = identify(RawFeed("rss20", (raw,)), source, url, "")
    return normalize(item, document)


def test_everything() -> None:
    found = entry(
        RawEntry(
            guid="n-1",
            link="1?utm_source=rss",
            title=RawText("<b>碼頭</b>重開"),
            summary=RawText("<p>短</p>"),
            content=RawText("<p onclick=x>長</p><img src=i.png>"),
            published="2026-03-01 08:00",
            updated="2026-03-02T00:00:00Z",
            authors=(Person("By Ann"),),
            contributors=(Person("Ed Itor"),),
            section=(" 黨派·聲音 ", "", "統一戰線"),
            keywords=("扶貧", "Tide", "tide ", "", "x" * 101),
            language="zh-TW",
            media=(Media("a.mp3", "Audio/MPEG", 5), Media("a.mp3"), Media("javascript:x")),
        ),
        timezone="Asia/Taipei",
    )
    assert replace(found, read_from=()) == Entry(
        id="tag:h.example,2000:n-1",
        url="https://h.example/news/1",
        title="碼頭重開",
        summary="短",
        content='<p>長</p><img src="https://h.example/news/i.png">',
        published=datetime(2026, 3, 1, tzinfo=UTC),
        updated=datetime(2026, 3, 2, tzinfo=UTC),
        authors=(Person("Ann"),),
        contributors=(Person("Ed Itor"),),
        section=("黨派·聲音", "統一戰線"),
        keywords=("扶貧", "Tide"),
        language="zh-Hant",
        image="https://h.example/news/i.png",
        media=(Media("https://h.example/news/a.mp3", "audio/mpeg", 5),),
        source="harbour",
        timezone="Asia/Taipei",
    )


def test_nothing() -> None:
    found = entry(RawEntry())
    assert found.id.startswith("urn:uuid:")
    assert (found.url, found.title, found.summary, found.content) == (None, "", "", "")
    assert (found.published, found.updated, found.language, found.image) == (None,) * 4
    assert (found.authors, found.section, found.keywords, found.media) == ((),) * 4


def test_a_summary_alone_is_the_content_and_sums_itself_up() -> None:
    found = entry(RawEntry(summary=RawText("<p>一。</p><p>二。</p>")))
    assert (found.content, found.summary) == ("<p>一。</p><p>二。</p>", "一。 二。")


def test_text_is_not_taken_for_markup() -> None:
    found = entry(RawEntry(title=RawText("a <b> c", "text"), content=RawText("x <b> y\nz", "text")))
    assert (found.title, found.content) == ("a <b> c", "<p>x &lt;b&gt; y<br>z</p>")


def test_content_is_resolved_against_its_own_base_first_and_the_article_next() -> None:
    link = RawText('<a href="#n">x</a>')
    based = RawText('<a href="n">x</a>', base="https://b.example/c/")
    assert entry(RawEntry(link="/1", content=link)).content == (
        '<a href="https://h.example/1#n">x</a>'
    )
    assert entry(RawEntry(link="/1", content=based)).content == (
        '<a href="https://b.example/c/n">x</a>'
    )


def test_a_base_of_the_whole_document_counts_for_the_address_and_for_who_it_is() -> None:
    raw = RawEntry(link="1")
    feed = RawFeed("atom10", (raw,), base="https://b.example/c/")
    source = Source("harbour", FEED_URL)
    (item,) = identify(feed, source, FEED_URL, "")
    found = normalize(item, Document(feed, source, FEED_URL, NOW))
    assert found.url == found.id == "https://b.example/c/1"


def test_an_entry_from_a_file_does_not_lead_into_the_file_system() -> None:
    raw = RawEntry(link="1.html", image="i.png", content=RawText('<a href="x">x</a>'))
    found = entry(raw, url="file:///srv/feeds/a.xml")
    assert (found.url, found.image, found.content) == (None, None, "<a>x</a>")


def test_a_guid_is_no_link_by_itself() -> None:
    assert entry(RawEntry(guid="https://h.example/1")).url is None


def test_an_entry_without_authors_has_its_feeds() -> None:
    feed = RawFeed("atom10", (), authors=(Person("The desk"),))
    assert entry(RawEntry(guid="1"), feed).authors == (Person("The desk"),)
    assert entry(RawEntry(authors=(Person("Ann"),)), feed).authors == (Person("Ann"),)


def test_the_language_is_the_entrys_then_the_configured_then_the_feeds() -> None:
    feed = RawFeed("rss20", (), language="fr")
    source = Source("harbour", FEED_URL, language="de")
    assert entry(RawEntry(language="it"), feed, source).language == "it"
    assert entry(RawEntry(guid="1"), feed, source).language == "de"
    assert entry(RawEntry(guid="1"), feed).language == "fr"


def test_a_sources_own_time_zone_comes_before_the_sites() -> None:
    source = Source("harbour", FEED_URL, timezone="Asia/Tokyo")
    raw = RawEntry(published="2026-03-01 09:00")
    assert entry(raw, source=source, timezone="Asia/Taipei").published == datetime(
        2026, 3, 1, tzinfo=UTC
    )


def test_a_title_without_end_is_cut_and_says_so() -> None:
    title = entry(RawEntry(title=RawText("長" * 5000))).title
    assert title == "長" * 499 + "…"


def test_the_title_of_a_feed() -> None:
    assert feed_title(RawFeed("rss20", (), RawText("<i>河港</i> &amp; 日報"))) == "河港 & 日報"
    assert feed_title(RawFeed("rss20", ())) == ""


WORDS = st.none() | st.text(st.sampled_from("<>&;/:ahtpr \n\x00\ud800統#1\"'.[]%"), max_size=30)
TEXTS = st.builds(RawText, WORDS.map(lambda word: word or "x"), st.sampled_from(["text", "html"]))
RAW = st.builds(
    RawEntry,
    guid=WORDS,
    link=WORDS,
    base=WORDS,
    title=st.none() | TEXTS,
    summary=st.none() | TEXTS.map(lambda given: replace(given, value=clean(given.value) or "x")),
    content=st.none() | TEXTS.map(lambda given: replace(given, value=clean(given.value) or "x")),
    published=WORDS,
    updated=WORDS,
    authors=st.tuples(st.builds(Person, WORDS.map(lambda word: word or ""), WORDS, WORDS)),
    section=st.tuples(WORDS.map(lambda word: word or "")),
    keywords=st.tuples(WORDS.map(lambda word: word or "")),
    language=WORDS,
    image=WORDS,
    media=st.tuples(st.builds(Media, WORDS.map(lambda word: word or ""), WORDS)),
)


@settings(max_examples=300)
@given(RAW)
def test_whatever_a_document_says_its_entry_is_clean(raw: RawEntry) -> None:
    found = entry(raw)
    lines = (found.id, found.title, found.summary, *found.section, *found.keywords)
    for line in lines:
        assert line == " ".join(clean(line).split())
    for url in (found.url, found.image, *(media.url for media in found.media)):
        assert url is None or (url.isascii() and url.startswith(("http://", "https://")))
    for text in (found.content, *(person.name for person in found.authors)):
        assert text == clean(text)


@pytest.mark.parametrize(
    ("date", "zone"),
    [
        ("2026-03-01 08:00", "Asia/Taipei"),
        ("2026年3月1日", "Asia/Taipei"),
        ("2026-03-01T08:00:00Z", None),
        ("Sun, 01 Mar 2026 08:00 EST", None),
        ("1772352000", None),
        ("soon", None),
        (None, None),
    ],
)
def test_the_zone_that_was_taken_for_granted_is_recorded(
    date: str | None, zone: str | None
) -> None:
    assert entry(RawEntry(updated=date), timezone="Asia/Taipei").timezone == zone


def test_what_is_quoted_from_elsewhere_and_where_it_happened() -> None:
    found = entry(RawEntry(origin=Origin(" 河港\n日報 ", "/rss"), point=(22.3, 114.2)))
    assert found.origin == Origin("河港 日報", "https://h.example/rss")
    assert found.point == (22.3, 114.2)
    assert entry(RawEntry(origin=Origin("", "javascript:x"))).origin is None


RUBY = "<ruby>統<rp>(</rp><rt>tǒng</rt><rp>)</rp></ruby>戰"


def test_ruby_is_kept_in_content_or_becomes_its_base_text() -> None:
    raw = RawEntry(title=RawText(RUBY), content=RawText(f"<p>{RUBY}</p>"))
    source = Source("harbour", FEED_URL)
    for ruby, content in (("keep", f"<p>{RUBY}</p>"), ("base", "<p>統戰</p>")):
        document = Document(RawFeed("rss20", (raw,)), source, FEED_URL, NOW, "UTC", ruby)
        (item,) = identify(document.feed, source, FEED_URL, "")
        found = normalize(item, document)
        assert (found.title, found.summary, found.content) == ("統戰", "統戰", content)


def test_a_language_that_nobody_declares_is_told_from_the_document() -> None:
    text = "Der Hafen öffnet am Freitag wieder, und die ersten Schiffe laufen am Morgen ein."
    long = RawEntry(title=RawText("Hafen"), content=RawText(f"<p>{text}</p>"))
    short = RawEntry(title=RawText("Kurz"))
    chinese = RawEntry(title=RawText("港口將於週五重新開放，貨輪陸續進港，漁會呼籲船長注意。"))
    feed = RawFeed("rss20", (long, short, chinese))
    source = Source("harbour", FEED_URL)
    document = Document(feed, source, FEED_URL, NOW)
    found = [normalize(item, document).language for item in identify(feed, source, FEED_URL, "")]
    assert found == ["de", "de", "zh-Hant"]


@pytest.mark.parametrize(
    ("age", "published", "expected", "zone"),
    [
        ("3小时前", None, "2026-11-24 09:00", None),
        ("昨天 08:30", None, "2026-11-23 00:30", "Asia/Taipei"),
        ("11-12", None, "2026-11-11 16:00", "Asia/Taipei"),
        ("3小时前", "sometime", "2026-11-24 09:00", None),
        ("3小时前", "2026-11-01T00:00:00Z", "2026-11-01 00:00", None),
        ("sometime", None, None, None),
    ],
)
def test_an_age_tells_the_date_where_nothing_else_does(
    age: str, published: str | None, expected: str | None, zone: str | None
) -> None:
    raw = RawEntry(link="/1", title=RawText("碼頭"), published=published, age=age, language="zh-TW")
    found = entry(raw, timezone="Asia/Taipei")
    instant = datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None
    assert (found.published, found.timezone) == (instant, zone)
