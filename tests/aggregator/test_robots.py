"""robots.txt is asked for once a day, for pages, and obeyed (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.aggregator import asking
from tests.server import Answer, serve
from tests.stories.polite import DAY, HOUR, Newsroom, rss

LIST = (
    "<!DOCTYPE html><html><head><title>Harbour</title></head><body><ul class='news'>"
    + "".join(
        f"<li><a href='/2026/{n}.html'>What happened at the harbour on day {n}</a></li>"
        for n in range(9)
    )
    + "</ul></body></html>"
).encode()
ARTICLE = (
    "<!DOCTYPE html><title>t</title><article><h1>The ferry is late</h1><p>"
    + "The ferry to the island was late again today, said the harbour master. " * 9
    + "</p></article>"
).encode()
NO = Answer(b"User-agent: feeds\nDisallow: /news\n")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with serve({"/news": Answer(LIST), "/feed": Answer(rss(1, 2))}) as server:
        sources = f"[{{url: '{server.url}/news', id: a, kind: listing}}]"
        room = Newsroom(tmp_path, server, sources, "fetch: {pause: 0}\nschedule: {every: 1h}\n")
        yield room
        room.store.close()


def paths(room: Newsroom, later: timedelta = timedelta()) -> list[str]:
    return [asked.path for asked in room.run(later)]


def auto(room: Newsroom, path: str = "/news") -> None:
    room.sources = f"[{{url: '{room.server.url}{path}', id: a}}]"


def test_a_page_that_may_be_read_costs_one_request_more_a_day(room: Newsroom) -> None:
    room.server.plays["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private\n")
    assert paths(room) == ["/robots.txt", "/news"]
    room.restart()
    asked = [path for _ in range(47) for path in paths(room, HOUR)]
    assert asked.count("/news") == 47
    assert asked.count("/robots.txt") == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_where_there_is_none_everything_may_be_read(room: Newsroom, status: int) -> None:
    room.server.plays["/robots.txt"] = Answer(status=status)
    assert paths(room) == ["/robots.txt", "/news"]
    assert len(room.titles()) == 9


def test_a_page_that_is_refused_is_not_asked_for_and_that_is_said(room: Newsroom) -> None:
    room.server.plays["/robots.txt"] = NO
    assert paths(room) == ["/robots.txt"]
    report = room.report()
    assert report.state == "failing"
    assert report.error_kind == "robots"
    said = f"{room.server.url}/robots.txt does not want feeds to read this page (fetch.robots)"
    assert report.error == said
    room.server.plays["/robots.txt"] = Answer(status=404)
    assert paths(room, DAY) == ["/robots.txt", "/news"]
    assert room.report().state == "ok"


@pytest.mark.parametrize("status", [500, 502])
def test_one_that_cannot_be_had_forbids_until_it_can(room: Newsroom, status: int) -> None:
    room.server.plays["/robots.txt"] = Answer(status=status)
    assert paths(room) == ["/robots.txt"]
    assert "cannot be had" in (room.report().error or "")
    assert paths(room, DAY) == ["/robots.txt"]
    assert paths(room, 30 * DAY) == ["/robots.txt", "/news"]  # nobody looks after it


def test_what_it_said_last_holds_while_it_cannot_be_had(room: Newsroom) -> None:
    room.server.plays["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private\n")
    paths(room)
    room.server.plays["/robots.txt"] = Answer(status=500)
    assert paths(room, DAY) == ["/robots.txt", "/news"]
    room.server.plays["/robots.txt"] = NO
    assert paths(room, DAY) == ["/robots.txt"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_has_enough_at_once_is_left_alone(room: Newsroom, status: int) -> None:
    room.server.plays["/robots.txt"] = Answer(status=status)
    assert paths(room) == ["/robots.txt"]
    assert [done.status for done in room.result.sources] == ["held"]
    assert room.report().failures == 0


def test_feeds_are_for_everyone(room: Newsroom) -> None:
    auto(room, "/feed")
    room.server.plays["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    assert paths(room) + paths(room, HOUR) == ["/feed", "/feed"]


def test_what_turns_out_to_be_a_page_is_one(room: Newsroom) -> None:
    auto(room)
    room.server.plays["/robots.txt"] = Answer(b"")
    assert paths(room) == ["/news", "/robots.txt"]
    assert len(room.titles()) == 9
    assert paths(room, HOUR) == ["/news"]
    room.server.plays["/robots.txt"] = NO
    assert paths(room, DAY) == ["/robots.txt"]
    assert len(room.titles()) == 9  # what was read stays


def test_nothing_is_taken_of_a_page_that_turns_out_to_be_refused(room: Newsroom) -> None:
    auto(room)
    room.server.plays["/robots.txt"] = NO
    assert paths(room) == ["/news", "/robots.txt"]
    assert room.titles() == set()
    assert room.report().error_kind == "robots"


def test_the_feed_that_a_page_names_is_a_feed(room: Newsroom) -> None:
    auto(room)
    room.server.plays["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    link = b"<link rel='alternate' type='application/rss+xml' href='/feed'></head>"
    room.server.plays["/news"] = Answer(LIST.replace(b"</head>", link))
    assert paths(room) == ["/news", "/feed"]
    assert paths(room, HOUR) == ["/feed"]


def test_articles_behind_entries_are_pages(room: Newsroom) -> None:
    item = b"<item><guid>%d</guid><title>t %d</title><link>%s/%s</link></item>"
    url = room.server.url.encode()
    items = item % (1, 1, url, b"open/1") + item % (2, 2, url, b"news/2")
    feed = b'<rss version="2.0"><channel><title>a</title>%s</channel></rss>' % items
    room.server.plays.update({"/feed": Answer(feed), "/open/1": Answer(ARTICLE)})
    room.server.plays["/robots.txt"] = NO
    room.sources = f"[{{url: '{room.server.url}/feed', id: a, fulltext: true}}]"
    assert paths(room) == ["/feed", "/robots.txt", "/open/1"]
    assert paths(room, HOUR) == ["/feed"]


@pytest.mark.parametrize(
    ("scope", "path", "wanted"),
    [
        ("none", "/news", ["/news"]),
        ("all", "/feed", ["/robots.txt"]),
        ("pages", "/feed", ["/feed"]),
    ],
)
def test_what_is_asked_for_is_a_setting(
    room: Newsroom, scope: str, path: str, wanted: list[str]
) -> None:
    auto(room, path)
    room.more = f"fetch: {{pause: 0, robots: {scope}}}\n"
    room.server.plays["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    assert paths(room) == wanted


def test_who_we_are_is_what_the_user_agent_says(room: Newsroom) -> None:
    room.more = "fetch: {pause: 0, user_agent: 'Evening-News/2 (desk@news.example)'}\n"
    room.server.plays["/robots.txt"] = Answer(b"User-agent: evening-news\nDisallow: /\n")
    assert paths(room) == ["/robots.txt"]
    assert room.server.asked[0].headers["user-agent"].startswith("Evening-News/2")


def test_a_crawl_delay_lengthens_the_pause_and_the_rest_waits(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_AT_ONE_HOST", 1.0)
    room.server.plays["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.9\n")
    room.server.plays.update({f"/news?{n}": Answer(LIST) for n in range(4)})
    listed = [f"{{url: '{room.server.url}/news?{n}', kind: listing}}" for n in range(4)]
    room.sources = f"[{', '.join(listed)}]"
    _, first, second = room.run()
    assert second.began - first.ended >= 0.99
    assert (room.result.count("ok"), room.result.count("held")) == (2, 2)
    assert "wants 1 s between two requests" in (room.result.sources[0].message or "")
    room.restart()  # what is known of the host is known before it is asked again
    monkeypatch.setattr(asking, "_AT_ONE_HOST", -1.0)
    assert paths(room) == []
    assert room.result.count("held") == 2
