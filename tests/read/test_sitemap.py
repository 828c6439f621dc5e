"""Sitemaps: the newest addresses of a site, with what those of news say of them."""

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import ReadError
from feeds.model import RawEntry, RawFeed, RawText
from feeds.read import read
from feeds.read.sitemap import read_sitemap

SPACES = """xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
  xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"
  xmlns:xhtml="http://www.w3.org/1999/xhtml\""""
NEWS = """<url><loc>https://t.example/1</loc><lastmod>2026-11-25T09:00:00+08:00</lastmod>
<news:news><news:publication><news:name>The Tide</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2026-11-25T08:30:00+08:00</news:publication_date>
<news:title>Quays &amp; piers</news:title><news:keywords>quay, pier，port</news:keywords>
<news:stock_tickers>NASDAQ:A</news:stock_tickers></news:news>
<image:image><image:loc>https://t.example/1.jpg</image:loc><image:title>No</image:title></image:image>
<video:video><video:title>Film</video:title><video:publication_date>2001-01-01</video:publication_date>
</video:video><xhtml:link rel="alternate" hreflang="de" href="https://t.example/de/1"/>
<changefreq>daily</changefreq><priority>0.5</priority></url>"""


def sitemap(urls: str, spaces: str = SPACES) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {spaces}>{urls}</urlset>'.encode()


def index(*maps: str) -> bytes:
    return f"<sitemapindex {SPACES}>{''.join(maps)}</sitemapindex>".encode()


def url(address: str, date: str = "", name: str = "url") -> str:
    lastmod = f"<lastmod>{date}</lastmod>" if date else ""
    return f"<{name}><loc>{address}</loc>{lastmod}</{name}>"


def links(feed: RawFeed) -> list[str | None]:
    return [entry.link for entry in feed.entries]


def test_what_a_sitemap_of_news_says() -> None:
    feed = read(sitemap(NEWS))
    assert feed == RawFeed(
        kind="sitemap",
        title=RawText("The Tide"),
        entries=(
            RawEntry(
                link="https://t.example/1",
                title=RawText("Quays & piers"),
                published="2026-11-25T08:30:00+08:00",
                updated="2026-11-25T09:00:00+08:00",
                keywords=("quay", "pier", "port"),
                language="en",
                image="https://t.example/1.jpg",
                read_from=(
                    ("title", "news:title"),
                    ("link", "loc"),
                    ("date", "news:publication_date"),
                    ("updated", "lastmod"),
                    ("keywords", "news:keywords"),
                    ("language", "news:language"),
                    ("image", "image:loc"),
                ),
            ),
        ),
        evidence=("a sitemap of 1 address, 1 with titles",),
    )


def test_an_address_alone_has_no_title() -> None:
    (entry,) = read(sitemap(url(" \n https://t.example/1\t"))).entries
    assert entry == RawEntry(link="https://t.example/1", read_from=(("link", "loc"),))


@pytest.mark.parametrize("kind", ["auto", "sitemap"])
def test_a_sitemap_is_recognized(kind: str) -> None:
    assert read(sitemap(NEWS), kind=kind).kind == "sitemap"
    assert read(index(), kind=kind).kind == "sitemapindex"
    assert read(gzip.compress(sitemap(NEWS)), kind=kind).kind == "sitemap"
    assert read(b"\xef\xbb\xbf" + sitemap(NEWS), kind=kind).kind == "sitemap"
    assert read(sitemap(NEWS).decode().encode("utf-16"), kind=kind).kind == "sitemap"
    styled = b'<?xml-stylesheet href="a.xsl"?><!-- <html> made --> ' + sitemap(NEWS)[38:]
    assert read(styled, kind=kind).kind == "sitemap"


def test_a_source_of_feeds_takes_no_sitemap() -> None:
    with pytest.raises(ReadError, match="urlset"):
        read(sitemap(NEWS), kind="feed")


def test_the_newest_stand_first_and_those_without_a_date_last() -> None:
    dates = ["", "2026-11-01", "2026-11-25T08:30+08:00", "soon", "2026-11-25T08:30Z", "2026-11-01"]
    feed = read(sitemap("".join(url(f"/{n}", date) for n, date in enumerate(dates))))
    assert links(feed) == ["/4", "/2", "/1", "/5", "/0", "/3"]
    assert feed.entries[-1].updated == "soon"


def test_when_it_was_published_counts_before_when_it_changed() -> None:
    news = "<news:news><news:publication_date>2026-11-01</news:publication_date></news:news>"
    old = f"<url><loc>/old</loc><lastmod>2026-11-25</lastmod>{news}</url>"
    assert links(read(sitemap(old + url("/new", "2026-11-02")))) == ["/new", "/old"]


def test_an_address_stands_once() -> None:
    feed = read(sitemap(url("/1", "2026-11-01") + url("/1", "2026-11-03") + url("/2")))
    assert [(entry.link, entry.updated) for entry in feed.entries] == [
        ("/1", "2026-11-03"),
        ("/2", None),
    ]


def test_an_index_names_others_those_of_news_first() -> None:
    maps = [
        url("https://news.example/a.xml", "2026-11-25", "sitemap"),
        url("https://news.example/b.xml", "2026-11-26", "sitemap"),
        url("https://news.example/News-1.xml", "2026-11-01", "sitemap"),
        url("https://news.example/c.xml", "", "sitemap"),
        url("https://news.example/c.xml", "", "sitemap"),
        url("https://news.example/sitemap.php?type=news", "2026-11-02", "sitemap"),
    ]
    feed = read(index(*maps))
    assert feed.more == (
        "https://news.example/sitemap.php?type=news",
        "https://news.example/News-1.xml",
        "https://news.example/b.xml",
        "https://news.example/a.xml",
        "https://news.example/c.xml",
    )
    assert (feed.kind, feed.entries) == ("sitemapindex", ())
    assert feed.evidence == ("an index of 5 sitemaps",)


def test_of_many_others_the_newest_are_named() -> None:
    maps = [url(f"/{n}.xml", f"2026-11-{n % 28 + 1:02}", "sitemap") for n in range(200)]
    feed = read(index(*maps))
    assert len(feed.more) == 50
    assert feed.more[0] == "/27.xml"


def test_a_list_of_addresses() -> None:
    text = "https://t.example/1\r\n\r\nhttps://t.example/2\n# words\n https://t.example/1 \n"
    feed = read(text.encode(), kind="sitemap")
    assert links(feed) == ["https://t.example/1", "https://t.example/2"]
    assert feed.evidence == ("a list of 2 addresses",)


def test_a_feed_may_stand_in() -> None:
    rss = b"<rss version='2.0'><channel><item><title>&lt;urlset&gt;</title></item></channel></rss>"
    assert read(rss, kind="sitemap").kind == "rss20"


@pytest.mark.parametrize(
    "urls",
    [
        pytest.param(url("<![CDATA[ https://t.example/?a=1&b=2 ]]>"), id="CDATA"),
        pytest.param(url("https://t.example/?a=1&b=2"), id="bare ampersand"),
        pytest.param(url("https://t.example/?a=1&amp;b=2"), id="ampersand"),
        pytest.param("<junk>" + url("https://t.example/?a=1&amp;b=2"), id="unclosed"),
        pytest.param(f"<URL>{url('https://t.example/?a=1&amp;b=2')[5:-6]}</URL>", id="upper case"),
        pytest.param("<url/><url></url>" + url("https://t.example/?a=1&amp;b=2"), id="empty ones"),
        pytest.param(
            "<url><image:image><image:loc>/i</image:loc></image:image>"
            + url("https://t.example/?a=1&amp;b=2")[5:],
            id="image first",
        ),
    ],
)
def test_addresses_however_they_are_written(urls: str) -> None:
    assert links(read(sitemap(urls))) == ["https://t.example/?a=1&b=2"]


@pytest.mark.parametrize(
    "spaces",
    [
        pytest.param("", id="none declared"),
        pytest.param('xmlns="http://www.google.com/schemas/sitemap/0.84"', id="Google's of old"),
        pytest.param(SPACES.replace("http://", "https://"), id="https"),
        pytest.param('xsi:schemaLocation="x y"', id="undeclared attribute"),
    ],
)
def test_namespaces_do_not_matter(spaces: str) -> None:
    assert read(sitemap(NEWS, spaces)).entries == read(sitemap(NEWS)).entries


def test_prefixes_do_not_matter() -> None:
    plain = sitemap(url("/1")).decode()
    prefixed = plain.replace("<", "<s:").replace("<s:/", "</s:").replace("<s:?", "<?")
    prefixed = prefixed.replace("xmlns=", "xmlns:s=")
    assert links(read(prefixed.encode())) == ["/1"]
    assert links(read(prefixed.replace("xmlns:s=", "a=").encode())) == ["/1"]


def test_a_document_type_and_entities_do_not_matter() -> None:
    document = b"<!DOCTYPE urlset>\n<urlset><url><loc>/1</loc><news:title>Caf&eacute;</news:title>"
    (entry,) = read(document + b"</url></urlset>").entries
    assert entry.title == RawText("Caf&eacute;", "html")


def test_what_software_puts_around_it_does_not_matter() -> None:
    for around in (b"<br />\n<b>Warning</b>: x in y\n%s", b"\n\n%s<!-- took 1 s -->", b"%sjunk<a>"):
        assert links(read(around % sitemap(url("/1")), kind="sitemap")) == ["/1"]


def test_of_one_that_breaks_off_the_whole_addresses_are_taken() -> None:
    whole = sitemap(url("/1") + url("/2") + url("/3"))
    for cut, count in ((b"/3</loc>", 2), (b"<loc>/3", 2), (b"</urlset>", 3), (b"<url><loc>/1", 0)):
        feed = read(whole[: whole.index(cut) + 1])
        assert (feed.kind, links(feed)) == ("sitemap-cut", ["/1", "/2", "/3"][:count])
    assert read(b"<urlset/>").kind == "sitemap"


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (b"", "empty"),
        (b"words", "sitemap"),
        (b"<catalog/>", "sitemap"),
        (b'{"items": []}', "sitemap"),
        (b"ftp://t.example/1", "sitemap"),
        (b"<html><body>404</body></html>", "html"),
    ],
)
def test_what_is_none_is_refused(document: bytes, kind: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(document, kind="sitemap")
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    "urls", [NEWS, NEWS.replace("&amp;", "&"), url("https://t.example/1", "2026-11-25")]
)
def test_a_large_one_is_read_in_no_time(urls: str) -> None:
    numbered = (urls.replace("/1<", f"/{number}<") for number in range(50_000))
    document = sitemap("".join(numbered))
    for given_document in (document, document[:-500]):
        started = time.perf_counter()
        feed = read_sitemap(given_document)
        assert time.perf_counter() - started < 10  # one or two, but on a busy machine
        assert len(feed.entries) == 1000
    assert feed.evidence[0].startswith("a sitemap of 49,99")


@given(
    st.lists(
        st.sampled_from(
            [
                *"<>&/ ",
                "<url>",
                "</url>",
                "<loc>",
                "</loc>",
                "/1",
                "2026-11-25",
                "<lastmod>",
                "<![CDATA[",
                "]]>",
                "</urlset>",
                "<news:",
                "<!--",
            ]
        )
    )
)
def test_whatever_stands_in_it_it_is_read_or_refused(parts: list[str]) -> None:
    try:
        feed = read_sitemap(f"<urlset>{''.join(parts)}".encode())
    except ReadError:
        return
    assert all(entry.link for entry in feed.entries)
