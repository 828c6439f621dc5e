"""The 24 manners by which a fetcher is judged, one test each, against scripted servers."""

from __future__ import annotations

import gzip
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.server import Answer, Asked, Play, Server, serve
from tests.stories.polite import DAY, HOUR, NOW, Newsroom, honest, rss

QUICK = "fetch: {pause: 0}\nschedule: {every: 1h}\n"
ADAPTIVE = "fetch: {pause: 0}\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with serve({}) as server:
        yield server


@pytest.fixture
def room(tmp_path: Path, server: Server) -> Iterator[Newsroom]:
    """One source, ``/a``, asked every hour."""
    room = Newsroom(tmp_path, server, more=QUICK)
    yield room
    room.store.close()


def sent(asked: Asked) -> tuple[str | None, str | None]:
    """The validators in a request."""
    return asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")


def by_turns(*answers: Answer) -> Callable[[Mapping[str, str]], Answer]:
    """Each answer once, the last one for ever."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def document(n: int, etag: str | None = None, modified: str | None = None) -> Answer:
    """A feed with entry `n` and these validators."""
    given = {"ETag": etag, "Last-Modified": modified}
    return Answer(rss(n), headers={k: v for k, v in given.items() if v is not None})


def validators(room: Newsroom, play: Play, passes: int) -> list[tuple[str | None, str | None]]:
    """What so many hourly passes send."""
    room.server.plays["/a"] = play
    return [sent(asked) for n in range(passes) for asked in room.run(HOUR if n else 0 * HOUR)]


MONDAY, TUESDAY = "Mon, 28 Sep 2026 12:00:00 GMT", "Tue, 29 Sep 2026 12:00:00 GMT"


@pytest.mark.parametrize("etag", ['"a"', 'W/"a"', "unquoted", '"sp ace, and comma"', '""', "'1'"])
@pytest.mark.parametrize("modified", [MONDAY, "2026-09-28 12:00", "Mon, 28 Sep 26 2:0:0 +0800"])
def test_01_validators_go_back_byte_for_byte(room: Newsroom, etag: str, modified: str) -> None:
    assert validators(room, document(1, etag, modified), 2)[1] == (etag, modified)


def test_02_both_go_back_if_both_came(room: Newsroom) -> None:
    assert validators(room, honest(rss(1), '"1"', MONDAY), 2) == [(None, None), ('"1"', MONDAY)]


def test_03_a_date_that_stays_while_the_etag_moves(room: Newsroom) -> None:
    play = by_turns(document(1, '"1"', MONDAY), document(2, '"2"', MONDAY))
    assert validators(room, play, 3)[1:] == [('"1"', MONDAY), ('"2"', MONDAY)]


def test_04_an_etag_that_stays_while_the_date_moves(room: Newsroom) -> None:
    play = by_turns(document(1, '"1"', MONDAY), document(2, '"1"', TUESDAY))
    assert validators(room, play, 3)[1:] == [('"1"', MONDAY), ('"1"', TUESDAY)]


def test_05_new_validators_of_the_same_document_are_kept(room: Newsroom) -> None:
    play = by_turns(document(1, '"1"', MONDAY), document(1, '"2"', TUESDAY))
    assert validators(room, play, 3)[2] == ('"2"', TUESDAY)
    assert room.result.count("unchanged") == 1  # validators are no news


def test_06_validators_of_a_304_are_kept_and_those_that_it_does_not_name(room: Newsroom) -> None:
    again = Answer(status=304, headers={"ETag": 'W/"2"'})
    assert validators(room, by_turns(document(1, '"1"', MONDAY), again), 4)[1:] == [
        ('"1"', MONDAY), ('W/"2"', MONDAY), ('W/"2"', MONDAY),
    ]  # fmt: skip


@pytest.mark.parametrize(("etag", "modified"), [(None, None), ('"1"', None), (None, MONDAY)])
def test_07_nothing_is_made_up(room: Newsroom, etag: str | None, modified: str | None) -> None:
    assert validators(room, document(1, etag, modified), 3)[1:] == [(etag, modified)] * 2


def test_08_never_an_older_value_again(room: Newsroom) -> None:
    numbers = iter(range(1, 1000))

    def play(asked: Mapping[str, str]) -> Answer:
        number = next(numbers)
        if number % 5 == 0:
            return Answer(status=500)
        if number % 3 == 0:
            return Answer(status=304, headers={"ETag": f'"{number}"'})
        return document(number // 10, f'"{number}"')

    room.server.plays["/a"] = play
    tags = [sent(asked)[0] or '"0"' for _, asked in room.week(48)]
    values = [int(tag.strip('"')) for tag in tags]
    assert values == sorted(values)
    assert len(set(values)) > 20


def test_09_an_answer_without_validators_clears_them(room: Newsroom) -> None:
    play = by_turns(document(1, '"1"', MONDAY), document(2))
    assert validators(room, play, 4)[1:] == [('"1"', MONDAY), (None, None), (None, None)]


def test_10_one_unconditional_request_ever(room: Newsroom) -> None:
    room.more = ADAPTIVE
    room.server.plays["/a"] = honest(lambda: rss(1), '"1"', MONDAY)
    asked = [sent(one) for _, one in room.week(14 * 24, restarts=3)]
    assert len(asked) > 14
    assert asked == [(None, None)] + [('"1"', MONDAY)] * (len(asked) - 1)


def test_11_neither_a_restart_nor_another_configuration_changes_that(room: Newsroom) -> None:
    room.server.plays["/a"] = honest(rss(1))
    assert [sent(one) for one in room.run()] == [(None, None)]
    room.restart()
    assert room.run() == []  # it is not due
    for more in ("keywords: [entry]\n", "site: {title: Other}\n", "feeds: {limit: 5}\n"):
        room.more = QUICK + more
        room.restart()
        assert [sent(one)[0] for one in room.run(HOUR)] == ['"1"']
    room.sources = room.sources.replace("id: a", "id: a, title: Named, section: [World]")
    assert [sent(one)[0] for one in room.run(HOUR)] == ['"1"']


def test_12_an_hour_between_two_requests_unless_somebody_says_otherwise(room: Newsroom) -> None:
    room.more = ADAPTIVE
    room.server.plays["/a"] = lambda _: document(int(room.now.timestamp()))  # it has news always
    times = [at for at, _ in room.week(36)]
    assert len(times) > 20
    assert min(later - sooner for sooner, later in pairwise(times)) >= HOUR
    room.sources = room.sources.replace("id: a", "id: a, every: 10m")
    times = [at for at, _ in room.week(6)]
    assert min(later - sooner for sooner, later in pairwise(times)) >= timedelta(minutes=10)
    assert len(times) > 30


def test_13_no_burst_at_start(room: Newsroom) -> None:
    names = [f"/{n}" for n in range(6)]
    room.server.plays.update({name: Answer(rss(1), before=0.01) for name in names})
    listed = [f"{{url: '{room.server.url}{name}', id: s{name[1:]}}}" for name in names]
    room.sources = f"[{', '.join(listed)}]"
    room.more = "fetch: {pause: 50ms}\nschedule: {every: 1h}\n"
    asked = room.run()
    assert len(asked) == 6
    for first, second in pairwise(asked):  # one after the other, and a pause between them
        assert second.began - first.ended >= 0.04
    for _ in range(3):
        room.restart()
        assert room.run() == []  # a restart is no reason to ask
    assert len({room.report(f"s{name[1:]}").next for name in names}) > 3  # they drift apart


def test_14_no_cookie_no_referrer_no_parameter(room: Newsroom) -> None:
    cookie = {"Set-Cookie": "visit=1; Path=/"}
    room.server.plays["/b"] = Answer(rss(1), headers=cookie)
    room.server.plays["/a"] = Answer(status=302, headers={**cookie, "Location": "/b"})
    asked = [one for n in range(3) for one in room.run(n * HOUR)]
    assert [one.path for one in asked] == ["/a", "/b"] * 3
    known = {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert all(set(one.headers) <= known for one in asked)


@pytest.mark.parametrize("status", [429, 503])
def test_15_retry_after_is_for_the_whole_host(room: Newsroom, status: int) -> None:
    room.server.plays["/a"] = Answer(status=status, headers={"Retry-After": "7300"})
    room.server.plays["/b"] = Answer(rss(1))
    room.sources = f"[{room.server.url}/a, {room.server.url}/b]"
    assert [one.path for one in room.run()] == ["/a"]
    room.restart()
    assert room.run(2 * HOUR, force=True) == []
    room.server.plays["/a"] = Answer(rss(2))
    assert [one.path for one in room.run(timedelta(seconds=100))] == ["/a", "/b"]


@pytest.mark.parametrize(
    ("headers", "hours"),
    [
        ({"Cache-Control": "max-age=18000"}, 5),
        ({"Expires": "in five hours"}, 5),
        ({"Cache-Control": "max-age=31536000"}, 24),
        ({"Cache-Control": "max-age=1"}, 1),
    ],
)
def test_16_freshness_is_a_lower_bound_and_capped(
    room: Newsroom, headers: dict[str, str], hours: int
) -> None:
    if "Expires" in headers:  # which is counted from the server's own Date
        headers = {"Expires": format_datetime(datetime.now(UTC) + 5 * HOUR, usegmt=True)}
    room.server.plays["/a"] = Answer(rss(1), headers=headers)
    room.run()
    due = room.report().next
    assert due is not None
    assert -9 <= (due - NOW - hours * HOUR).total_seconds() <= 60
    assert room.run(hours * HOUR - 2 * timedelta(minutes=1)) == []


@pytest.mark.parametrize(
    ("says", "due"),
    [
        ("<ttl>240</ttl>", NOW + 4 * HOUR),
        ("<skipHours><hour>13</hour><hour>14</hour></skipHours>", NOW + 3 * HOUR),
        ("<skipDays><day>Monday</day></skipDays>", NOW + 12 * HOUR),
        (
            "<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>daily"
            "</sy:updatePeriod>",
            NOW + 24 * HOUR,
        ),
    ],
)
def test_17_what_the_feed_asks_for(room: Newsroom, says: str, due: datetime) -> None:
    room.server.plays["/a"] = Answer(rss(1, says=says))
    room.run()
    found = room.report().next
    assert found is not None
    assert due <= found < due + HOUR


def test_18_compression(room: Newsroom) -> None:
    room.server.plays["/a"] = Answer(gzip.compress(rss(1)), headers={"Content-Encoding": "gzip"})
    (asked,) = room.run()
    assert "gzip" in asked.headers["accept-encoding"]
    assert room.titles() == {"entry 1"}


def test_19_who_asks_says_name_version_and_contact(room: Newsroom) -> None:
    room.more = QUICK + "site: {url: 'https://news.example/feeds/'}\n"
    room.server.plays["/a"] = Answer(rss(1))
    (asked,) = room.run()
    agent = asked.headers["user-agent"]
    assert re.fullmatch(r"feeds/\d[\w.]* \(\+https://news\.example/feeds/\)", agent)


def test_20_a_permanent_redirect_counts_after_a_day_with_the_same_feed(room: Newsroom) -> None:
    room.server.plays["/b"] = honest(rss(1))
    for status in (302, 303, 307, 301):
        room.server.plays["/a"] = Answer(status=status, headers={"Location": "/b"})
        asked = [one.path for _, one in room.week(23)]
        assert asked == ["/a", "/b"] * (len(asked) // 2)
    room.week(2)
    assert {one.path for _, one in room.week(24)} == {"/b"}
    assert room.report().moved == f"{room.server.url}/b"
    room.server.plays["/b"] = Answer(status=404)
    room.server.plays["/a"] = honest(rss(1, 2), '"new"')
    room.week(24)
    assert room.report().moved is None
    assert room.server.paths()[-1] == "/a"


def test_21_gone_is_gone_and_errors_touch_no_validators(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    bad = Answer(status=500, headers={"ETag": '"error"', "Last-Modified": TUESDAY})
    play = by_turns(document(1, '"1"', MONDAY), bad, document(2, '"2"', MONDAY))
    assert validators(room, play, 3)[1:] == [('"1"', MONDAY)] * 2
    room.server.plays["/a"] = Answer(status=410)
    with caplog.at_level(logging.WARNING, "feeds"):
        caplog.clear()
        assert len(room.week(30 * 24)) == 1
        assert len([one for one in caplog.messages if "410" in one]) == 1
    assert room.report().state == "gone"
    assert room.run(force=True) == []


def test_22_one_address_one_request(room: Newsroom) -> None:
    url = f"{room.server.url}/a"
    opml = f"<opml version='2.0'><body><outline xmlUrl='{url}'/><outline xmlUrl='{url}'/></body>"
    (room.folder / "list.opml").write_text(opml + "</opml>")
    room.server.plays["/a"] = Answer(rss(1))
    room.sources = f"[{{url: '{url}', id: a, section: [World]}}, {{opml: list.opml, section: [B]}}]"
    room.more = QUICK + "keywords: [entry, title, other]\n"
    assert len(room.run()) == 1
    assert len(room.week(24)) == 23


def test_23_nothing_else_is_asked_for(room: Newsroom) -> None:
    room.more = ADAPTIVE
    says = "<link>/home</link><image><url>/icon.png</url></image>"
    room.server.plays["/a"] = honest(rss(1, says=says))
    assert {one.path for _, one in room.week(168)} == {"/a"}


def test_24_who_answers_304_to_everything_is_found_out(room: Newsroom) -> None:
    def play(headers: Mapping[str, str]) -> Answer:
        if "if-none-match" in headers:
            return Answer(status=304)
        last = int((room.now - NOW) / (2 * HOUR))
        items = "".join(
            f"<item><guid isPermaLink='false'>{n}</guid><title>entry {n}</title>"
            f"<pubDate>{NOW + n * 2 * HOUR:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
            for n in range(last - 99, last + 1)
        )
        feed = f'<rss version="2.0"><channel><title>a</title>{items}</channel></rss>'
        return Answer(feed.encode(), headers={"ETag": '"always"'})

    room.server.plays["/a"] = play
    room.week(24 * 4)
    assert len(room.titles()) > 120
    assert room.report().distrusted
    room.server.plays["/a"] = Answer(status=304)  # and a 304 that nobody asked for is an error
    room.run(DAY)
    assert "304" in (room.report().error or "")
