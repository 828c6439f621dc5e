"""RSS in its dialects: every field of an item comes out as its publisher wrote it."""

import pytest

from feeds.model import Media, Person, RawEntry, RawFeed, RawText
from feeds.read import read

RSS2 = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>河港日報</title><link>https://harbour.example/</link><language>zh-TW</language>
<atom:link rel="self" href="https://harbour.example/feed.xml"/>
<lastBuildDate>Tue, 03 Mar 2026 10:00:00 GMT</lastBuildDate>
%s
</channel></rss>"""

ITEM = """<item><title>碼頭重開</title><link>https://harbour.example/1</link>
<guid isPermaLink="false">n-1</guid>%s</item>"""


def rss(items: str) -> RawFeed:
    return read((RSS2 % items).encode())


def item(fields: str) -> RawEntry:
    (entry,) = rss(ITEM % fields).entries
    return entry


def test_a_feed_says_what_it_is() -> None:
    feed = rss(ITEM % "")
    assert feed.kind == "rss20"
    assert feed.title is not None
    assert feed.title.value == "河港日報"
    assert feed.link == "https://harbour.example/"
    assert feed.language == "zh-TW"
    assert feed.updated == "Tue, 03 Mar 2026 10:00:00 GMT"


def test_the_plain_fields_of_an_item() -> None:
    entry = item("<description>&lt;p&gt;一段&lt;/p&gt;</description>")
    assert (entry.guid, entry.link) == ("n-1", "https://harbour.example/1")
    assert entry.title is not None
    assert entry.title.value == "碼頭重開"
    assert entry.summary == RawText("<p>一段</p>", "html")
    assert entry.content is None


def test_full_content_stands_beside_the_description_in_either_order() -> None:
    full = "<content:encoded><![CDATA[<p>whole</p>]]></content:encoded>"
    short = "<description>short</description>"
    for fields in (full + short, short + full):
        entry = item(fields)
        assert entry.content is not None
        assert entry.content.value == "<p>whole</p>"
        assert entry.summary is not None
        assert entry.summary.value == "short"


@pytest.mark.parametrize(
    ("fields", "published", "updated"),
    [
        pytest.param(
            "<pubDate>2019年2月26日 08:30</pubDate>", "2019年2月26日 08:30", None, id="raw"
        ),
        pytest.param("<dc:date>2026-03-03</dc:date>", "2026-03-03", None, id="only dc:date"),
        pytest.param(
            "<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>"
            "<atom:updated>2026-03-03T00:00:00Z</atom:updated>",
            "Mon, 02 Mar 2026 10:00:00 GMT",
            "2026-03-03T00:00:00Z",
            id="both",
        ),
        pytest.param(
            "<dcterms:created>2026-03-01</dcterms:created>"
            "<dcterms:modified>2026-03-02</dcterms:modified>",
            "2026-03-01",
            "2026-03-02",
            id="dcterms",
        ),
        pytest.param("", None, None, id="none is invented"),
    ],
)
def test_dates_are_handed_on_unread(
    fields: str, published: str | None, updated: str | None
) -> None:
    entry = item(fields)
    assert (entry.published, entry.updated) == (published, updated)


def test_our_own_sections_are_read_back_as_a_path_and_other_categories_as_keywords() -> None:
    entry = item(
        '<category domain="https://feeds.example/sections/">黨派·聲音 / 統一戰線</category>'
        '<category>扶貧</category><category domain="topics">AC/DC</category><category> </category>'
    )
    assert entry.section == ("黨派·聲音", "統一戰線")
    assert entry.keywords == ("扶貧", "AC/DC")


@pytest.mark.parametrize(
    ("fields", "people"),
    [
        pytest.param(
            "<author>ann@harbour.example (Ann Quay)</author>",
            (Person("Ann Quay", "ann@harbour.example"),),
            id="address and name",
        ),
        pytest.param("<dc:creator>記者 林一</dc:creator>", (Person("記者 林一"),), id="dc:creator"),
        pytest.param(
            "<dc:creator>Ann</dc:creator><dc:creator>Ben</dc:creator>",
            (Person("Ann"), Person("Ben")),
            id="two",
        ),
        pytest.param("<author></author>", (), id="empty"),
    ],
)
def test_authors(fields: str, people: tuple[Person, ...]) -> None:
    assert item(fields).authors == people


def test_contributors_are_kept_apart_from_authors() -> None:
    entry = item("<dc:creator>Ann</dc:creator><dc:contributor>Ed Itor</dc:contributor>")
    assert entry.authors == (Person("Ann"),)
    assert [person.name for person in entry.contributors] == ["Ed Itor"]


def test_several_enclosures_and_how_long_the_sound_lasts() -> None:
    entry = item(
        '<enclosure url="https://harbour.example/a.mp3" type="audio/mpeg" length="1200"/>'
        '<enclosure url="https://harbour.example/a.jpg" type="image/jpeg" length="0"/>'
        "<itunes:duration>1:02:03</itunes:duration>"
    )
    assert entry.media == (
        Media("https://harbour.example/a.mp3", "audio/mpeg", 1200, 3723),
        Media("https://harbour.example/a.jpg", "image/jpeg"),
    )
    assert entry.image == "https://harbour.example/a.jpg"


def test_media_that_names_an_enclosure_again_completes_it() -> None:
    entry = item(
        '<enclosure url="https://harbour.example/v.mp4" type="video/mp4" length="0"/>'
        '<media:content url="https://harbour.example/v.mp4" medium="video" fileSize="99"'
        ' duration="61"/>'
        '<media:content url="https://harbour.example/p.jpg" medium="image"/>'
    )
    assert entry.media == (Media("https://harbour.example/v.mp4", "video/mp4", 99, 61),)
    assert entry.image == "https://harbour.example/p.jpg"


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [("3723", 3723), ("62:03", 3723), ("0", None), ("soon", None), ("1:2:3:4", None)],
)
def test_durations(duration: str, seconds: int | None) -> None:
    entry = item(
        '<enclosure url="https://harbour.example/a.mp3" type="audio/mpeg" length="x"/>'
        f"<itunes:duration>{duration}</itunes:duration>"
    )
    assert [(media.length, media.duration) for media in entry.media] == [(None, seconds)]


def test_a_thumbnail_is_the_image_where_there_is_no_other() -> None:
    assert item('<media:thumbnail url="https://harbour.example/t.jpg"/>').image == (
        "https://harbour.example/t.jpg"
    )
    assert item('<itunes:image href="https://harbour.example/i.jpg"/>').image == (
        "https://harbour.example/i.jpg"
    )


@pytest.mark.parametrize(
    ("guid", "link"),
    [
        pytest.param("<guid>https://harbour.example/2</guid>", "https://harbour.example/2", id="a"),
        pytest.param('<guid isPermaLink="false">https://harbour.example/2</guid>', None, id="not"),
        pytest.param("<guid>12345</guid>", None, id="no address"),
    ],
)
def test_a_guid_is_the_link_only_where_it_is_a_permalink(guid: str, link: str | None) -> None:
    (entry,) = rss(f"<item><title>x</title>{guid}</item>").entries
    assert entry.guid in guid
    assert entry.link == link


def test_what_an_item_inherits_of_language_is_not_its_own() -> None:
    assert item("").language is None
    assert item("<dc:language>en</dc:language>").language == "en"


RSS1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://old.example/"><title>Old</title><link>https://old.example/</link>
</channel>
<item rdf:about="https://old.example/1"><title>One</title><link>https://old.example/1</link>
<dc:date>2026-03-03T00:00:00Z</dc:date><dc:subject>tide</dc:subject></item>
</rdf:RDF>"""


def test_rss_1_0_keeps_its_items_outside_the_channel() -> None:
    feed = read(RSS1.encode())
    (entry,) = feed.entries
    assert feed.kind == "rss10"
    assert (entry.guid, entry.link) == ("https://old.example/1", "https://old.example/1")
    assert entry.published == "2026-03-03T00:00:00Z"
    assert entry.keywords == ("tide",)


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ('<rss version="0.91">', "rss091"),
        ('<rss version="0.92">', "rss092"),
        ("<rss>", "rss"),
    ],
)
def test_older_rss(opening: str, kind: str) -> None:
    feed = read(
        f"{opening}<channel><title>Old</title><item><title>One</title><link>https://o.example/1"
        "</link></item><item><description>only words</description></item></channel></rss>".encode()
    )
    assert feed.kind == kind
    assert [entry.link for entry in feed.entries] == ["https://o.example/1", None]
    assert feed.entries[1].title is None


@pytest.mark.parametrize(
    ("fields", "point"),
    [
        ("<georss:point>22.3 114.17</georss:point>", (22.3, 114.17)),
        (
            "<georss:where><gml:Point><gml:pos>-22.3, 114</gml:pos></gml:Point></georss:where>",
            (-22.3, 114.0),
        ),
        ("<geo:lat>1.5</geo:lat><geo:long>-2</geo:long>", (1.5, -2.0)),
        ("<georss:point>95 10</georss:point>", None),
        ("<georss:point>here</georss:point>", None),
        ("<geo:lat>1.5</geo:lat>", None),
    ],
)
def test_where_it_happened(fields: str, point: tuple[float, float] | None) -> None:
    assert item(fields).point == point
