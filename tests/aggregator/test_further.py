"""What a source's document leads to: the feed that a page names, the next page of a list, the
sitemaps of an index, the files of a folder."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.aggregator import PassResult, keeping, run_pass
from feeds.config import parse
from feeds.model import Entry
from feeds.normalize import Document, Identified, normalize
from feeds.store import Store
from tests.server import Answer, Server, serve

NOW = datetime(2026, 11, 20, tzinfo=UTC)
FEED = """<rss version="2.0"><channel><title>Harbour</title><link>https://h.example/</link>
<item><title>The ferry is late</title><link>https://h.example/1</link></item>
<item><title>The market is open</title><link>https://h.example/2</link></item></channel></rss>"""
Pass = Callable[..., PassResult]


def listed(first: int, last: int, more: str = "") -> bytes:
    items = "".join(
        f'<li><a href="/news/2026/{n}.html">What happened at the harbour on day {n}</a></li>'
        for n in range(first, last)
    )
    return (
        "<!DOCTYPE html><html><head><title>News - Harbour</title></head><body>"
        f'<nav><a href="/">Home</a></nav><ul class="news">{items}</ul>{more}</body></html>'
    ).encode()


def passes(store: Store, folder: Path, sources: str) -> Pass:
    """Passes over these sources, each two hours after the one before."""
    settings = "fetch: {pause: 0, robots: none}\nschedule: {every: 1h}\n"
    config = parse(f"sources:\n  - {sources}\n{settings}", "config.yaml", str(folder), {})
    times = iter(range(100))
    return lambda **options: run_pass(
        config, store, now=NOW + timedelta(hours=2 * next(times)), **options
    )


def titles(store: Store) -> set[str]:
    with store.begin() as transaction:
        return {entry.title for _, _, entry in transaction.all_entries()}


def with_etag(body: bytes, tag: str) -> Callable[[Mapping[str, str]], Answer]:
    """An answer that is 304 to who has it."""

    def play(headers: Mapping[str, str]) -> Answer:
        if headers.get("if-none-match") == tag:
            return Answer(status=304)
        return Answer(body, headers={"ETag": tag})

    return play


PAGE = b"""<!DOCTYPE html><html><head><title>Harbour</title>
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>News</body></html>"""


def test_the_feed_that_a_page_names_is_asked_in_its_place(store: Store, tmp_path: Path) -> None:
    plays = {"/": Answer(PAGE), "/feed.xml": with_etag(FEED.encode(), '"1"')}
    with serve(plays) as server:
        once = passes(store, tmp_path, f"{server.url}/")
        first = once()
        assert [done.status for done in first.sources] == ["ok"]
        assert first.new == 2
        assert server.paths() == ["/", "/feed.xml"]
        again = once()
        assert [done.status for done in again.sources] == ["unchanged"]
        assert server.paths()[2:] == ["/feed.xml"]
        # Where it is gone, the page is asked where it is now.
        server.plays["/feed.xml"] = Answer(status=404)
        server.plays["/new.xml"] = Answer(FEED.replace("late", "on time").encode())
        server.plays["/"] = Answer(PAGE.replace(b"/feed.xml", b"/new.xml"))
        assert once().count("failed") == 1
        assert once().count("ok") == 1
        assert server.paths()[3:] == ["/feed.xml", "/", "/new.xml"]
    assert titles(store) == {"The ferry is on time", "The market is open"}


def test_a_page_whose_feed_is_none_is_read_itself(store: Store, tmp_path: Path) -> None:
    page = listed(1, 6).replace(
        b"</head>", b'<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
    )
    with serve({"/": Answer(page), "/feed.xml": Answer(b"<html>Not found</html>")}) as server:
        result = passes(store, tmp_path, f"{server.url}/")()
    assert (result.count("ok"), result.new) == (1, 5)


def test_a_page_cannot_have_files_of_this_machine_read(store: Store, tmp_path: Path) -> None:
    (tmp_path / "private.xml").write_text(FEED)
    private = (tmp_path / "private.xml").as_uri()
    folder = Answer(private.encode(), headers={"Content-Type": "inode/directory"})
    page = PAGE.replace(b"/feed.xml", private.encode())
    with serve({"/": Answer(page), "/folder": folder}) as server:
        for path in ("/", "/folder"):
            result = passes(store, tmp_path, f"{server.url}{path}")()
            assert (result.new, result.count("failed")) == (0, 1)
    assert titles(store) == set()


def test_a_fault_in_a_library_costs_one_further_document(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("odd", "plain"):
        (tmp_path / f"{name}.xml").write_text(FEED.replace("h.example", f"{name}.example"))

    def stumble(item: Identified, document: Document) -> Entry:
        if "odd.example" in (item.url or ""):
            raise RuntimeError("what a library may do")
        return normalize(item, document)

    once = passes(store, tmp_path, "{path: '*.xml'}")
    monkeypatch.setattr(keeping, "normalize", stumble)
    result = once()
    assert (result.count("ok"), result.new) == (1, 2)


def test_further_pages_of_a_list_are_read_when_the_first_has_changed(
    store: Store, tmp_path: Path
) -> None:
    more = '<div class="pager"><a rel="next" href="/news/{}">Next</a></div>'
    plays = {
        "/news/": with_etag(listed(10, 15, more.format(2)), '"a"'),
        "/news/2": Answer(listed(5, 10, more.format(3))),
        "/news/3": Answer(listed(1, 5, more.format(4))),
    }
    with serve(plays) as server:
        once = passes(store, tmp_path, f"{{url: '{server.url}/news/', kind: listing, pages: 2}}")
        assert once().new == 10
        assert server.paths() == ["/news/", "/news/2"]
        assert once().count("unchanged") == 1
        assert server.paths()[2:] == ["/news/"]
        server.plays["/news/"] = with_etag(listed(11, 16, more.format(2)), '"b"')
        assert once().new == 1
        assert server.paths()[3:] == ["/news/", "/news/2"]


def sitemap(*numbers: int) -> bytes:
    urls = "".join(
        f"<url><loc>https://h.example/{n}</loc><lastmod>2026-11-{n:02}</lastmod></url>"
        for n in numbers
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def test_the_sitemaps_of_an_index_are_asked_with_their_own_validators(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    index = b"".join(
        (
            b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            b"<sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap>",
            b"<sitemap><loc>/none.xml</loc></sitemap></sitemapindex>",
        )
    )
    plays = {
        "/sitemap.xml": with_etag(index, '"i"'),
        "/a.xml": with_etag(sitemap(1, 2), '"a"'),
        "/b.xml": with_etag(sitemap(3), '"b"'),
    }
    with serve(plays) as server, caplog.at_level(logging.WARNING, "feeds"):
        logging.getLogger("feeds").propagate = True
        once = passes(store, tmp_path, f"{server.url}/sitemap.xml")
        assert once().new == 3
        assert statuses(server) == {"/a.xml": None, "/b.xml": None, "/none.xml": None}
        server.asked.clear()
        server.plays["/b.xml"] = with_etag(sitemap(3, 4), '"b2"')
        assert once().new == 1
        assert statuses(server) == {"/a.xml": '"a"', "/b.xml": '"b"', "/none.xml": None}
    told = [record.message for record in caplog.records if "none.xml" in record.message]
    assert len(told) == 1  # though it was asked for twice


def statuses(server: Server) -> dict[str, str | None]:
    """What each further document was asked with."""
    return {
        asked.path: asked.headers.get("if-none-match")
        for asked in server.asked
        if asked.path != "/sitemap.xml"
    }


def test_files_of_a_folder_are_read_as_they_come(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "feed.xml").write_text(FEED)
    (inbox / "broken.html").write_text("<html><body>Not much</body></html>")
    story = "首頁>港口>渡輪\n渡輪延長服務時間\n" + "東岸碼頭的渡輪從下個月起延長服務。" * 3
    (inbox / "story.txt").write_text(story, "utf-8")
    with caplog.at_level(logging.WARNING, "feeds"):
        logging.getLogger("feeds").propagate = True
        once = passes(store, tmp_path, "{path: inbox}")
        assert once().new == 3
        assert titles(store) == {"The ferry is late", "The market is open", "渡輪延長服務時間"}
        assert once().count("unchanged") == 1
        saved = listed(1, 6).replace(b"<head>", b'<head><base href="https://h.example/">')
        (inbox / "later.html").write_bytes(saved)
        assert once().new == 5
        assert once().new == 0
    assert len([r for r in caplog.records if "broken.html" in r.message]) == 1


def test_a_pattern_is_the_files_that_it_names(store: Store, tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml", "c.txt"):
        (tmp_path / name).write_text(FEED.replace("h.example/", f"h.example/{name}/"))
    assert passes(store, tmp_path, "{path: '*.xml'}")().new == 4
