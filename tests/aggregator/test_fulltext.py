"""Feeds that give a line of each article: readers get the whole, and nobody is pestered."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from feeds.config import parse
from feeds.store import Store
from tests.aggregator.articles import HOUR, LONG, articles, by_turns, feed, house, item, page, pages
from tests.server import Answer


def test_a_line_in_the_feed_becomes_the_whole_article(store: Store, tmp_path: Path) -> None:
    plays = {"/feed.xml": feed(item(1), item(2)), **pages(1, 2)}
    with house(store, tmp_path, plays) as h:
        assert sorted(articles(h.run())) == ["/articles/1", "/articles/2"]
        shown = h.published()["Report 1"]
        assert "In case 1, part 2" in shown["content_html"]
        assert "Imprint" not in shown["content_html"]
        assert [author["name"] for author in shown["authors"]] == ["Anna Writer1"]
        assert shown["_feeds"]["section"] == ["Villages"]
        assert shown["tags"][-2:] == ["granary", "school"]
        assert shown["image"] == "https://pictures.example/1.jpg"
        assert shown["language"] == "en"
        assert shown["date_published"] == "2026-03-03T22:00:00Z"  # the feed's, not the page's
        assert shown["id"] == "tag:127.0.0.1,2000:n1"
        assert h.published("sections/Villages").keys() == {"Report 1", "Report 2"}
        assert h.published("keywords/granary").keys() == {"Report 1", "Report 2"}
        assert "text/html" in h.server.asked[-1].headers["accept"].partition(",")[0]


def test_the_next_passes_ask_for_no_article_and_write_nothing(store: Store, tmp_path: Path) -> None:
    with house(store, tmp_path, {"/feed.xml": feed(item(1)), **pages(1)}) as h:
        h.run()
        files = {p: p.stat().st_mtime_ns for p in (tmp_path / "output").rglob("*")}
        statements: list[str] = []

        def note(_c: object, _k: object, statement: str, *_: object) -> None:
            statements.append(statement)

        event.listen(store._engine, "before_cursor_execute", note)
        assert h.run() == []  # nothing is due
        assert not [s for s in statements if s.startswith(("INSERT", "UPDATE", "DELETE"))]
        assert h.run(HOUR) == ["/feed.xml"]
        assert files == {p: p.stat().st_mtime_ns for p in (tmp_path / "output").rglob("*")}


def test_so_many_a_pass_the_newest_first_and_the_rest_later(store: Store, tmp_path: Path) -> None:
    numbers = range(1, 6)
    plays = {"/feed.xml": feed(*map(item, numbers)), **pages(*numbers)}
    with house(store, tmp_path, plays, articles=2) as h:
        assert articles(h.run()) == ["/articles/1", "/articles/2"]
        assert [h.is_whole(number) for number in numbers] == [True, True, False, False, False]
        # The source is not due yet, but its articles may be gone on with.
        assert h.run() == ["/articles/3", "/articles/4"]
        assert h.run(HOUR) == ["/feed.xml", "/articles/5"]
        assert all(map(h.is_whole, numbers))
        assert h.run() == []


def test_none_a_pass_is_none(store: Store, tmp_path: Path) -> None:
    plays = {"/feed.xml": feed(item(1)), **pages(1)}
    with house(store, tmp_path, plays, articles=0) as h:
        assert h.run() == ["/feed.xml"]


def test_an_article_that_fails_for_now_is_had_later(store: Store, tmp_path: Path) -> None:
    plays = {
        "/feed.xml": feed(item(1)),
        "/articles/1": by_turns(Answer(status=500), Answer(status=502), page(1)),
    }
    with house(store, tmp_path, plays) as h:
        assert articles(h.run()) == ["/articles/1"]
        assert h.published()["Report 1"]["content_html"] == "Short 1."
        assert articles(h.run(timedelta(minutes=59))) == []
        assert articles(h.run(timedelta(minutes=1))) == ["/articles/1"]
        assert articles(h.run(timedelta(hours=5))) == []
        assert articles(h.run(HOUR)) == ["/articles/1"]
        assert h.is_whole(1)


def test_after_four_failures_it_is_let_be(store: Store, tmp_path: Path) -> None:
    plays = {"/feed.xml": feed(item(1)), "/articles/1": Answer(status=500)}
    with house(store, tmp_path, plays) as h:
        asked = [len(articles(h.run(timedelta(days=2)))) for _ in range(6)]
    assert asked == [1, 1, 1, 1, 0, 0]


LOGIN = (
    b"<html><head><title>Log in</title></head><body><h1>Log in</h1><form>"
    b"<input name=user><input type=password name=p></form></body></html>"
)
HOME = b"<html><body>" + LONG.encode() * 9 + b"</body></html>"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=404),
        Answer(status=410),
        Answer(status=403),
        Answer(LOGIN, headers={"Content-Type": "text/html"}),
        Answer(b"<html><body><p>Nothing.</p></body></html>", headers={"Content-Type": "text/html"}),
        Answer(b"%PDF-1.7" + LONG.encode() * 9, headers={"Content-Type": "application/pdf"}),
        Answer(b""),
        Answer(status=302, headers={"Location": "/"}),
    ],
    ids="missing gone forbidden login nothing pdf empty home".split(),
)
def test_where_there_is_no_article_the_feeds_words_stay(
    answer: Answer, store: Store, tmp_path: Path
) -> None:
    plays = {"/feed.xml": feed(item(1), item(2)), "/articles/1": answer, "/": Answer(HOME)}
    with house(store, tmp_path, {**plays, **pages(2)}) as h:
        assert len(articles(h.run())) == 2
        shown = h.published()["Report 1"]
        assert shown["content_html"] == "Short 1."
        assert "authors" not in shown
        assert h.is_whole(2)
        assert articles(h.run(timedelta(days=9))) == []


def test_a_host_that_has_enough_is_asked_no_more(store: Store, tmp_path: Path) -> None:
    busy = Answer(status=429, headers={"Retry-After": "7200"})
    plays = {
        "/feed.xml": feed(*map(item, (1, 2, 3, 4))),
        **pages(1, 3, 4),
        "/articles/2": by_turns(busy, page(2)),
    }
    with house(store, tmp_path, plays) as h:
        assert h.run() == ["/feed.xml", "/articles/1", "/articles/2"]
        assert articles(h.run(HOUR)) == []
        assert articles(h.run(HOUR)) == ["/articles/2", "/articles/3", "/articles/4"]
        assert all(map(h.is_whole, (1, 2, 3, 4)))


def test_a_host_that_says_503_without_a_time_is_left_alone_for_some_minutes(
    store: Store, tmp_path: Path
) -> None:
    plays = {
        "/feed.xml": feed(*map(item, (1, 2, 3))),
        **pages(2, 3),
        "/articles/1": Answer(status=503),
    }
    with house(store, tmp_path, plays) as h:
        assert h.run() == ["/feed.xml", "/articles/1"]
        assert h.run() == []
        assert h.run(timedelta(minutes=5)) == ["/articles/2", "/articles/3"]


def test_a_source_that_is_waited_for_has_its_articles_wait(store: Store, tmp_path: Path) -> None:
    busy = Answer(status=429, headers={"Retry-After": "7200"})
    plays = {"/feed.xml": by_turns(feed(*map(item, (1, 2))), busy), **pages(1, 2)}
    with house(store, tmp_path, plays, articles=1) as h:
        assert h.run() == ["/feed.xml", "/articles/1"]
        assert h.run(HOUR) == ["/feed.xml"]
        assert h.run(HOUR) == []
        assert not h.is_whole(2)


def test_the_feed_changes_an_entry_and_its_text_stays(store: Store, tmp_path: Path) -> None:
    changed = item(1, "Short 1, corrected.").replace("Report 1", "Report 1, corrected")
    plays = {"/feed.xml": by_turns(feed(item(1)), feed(changed)), **pages(1)}
    with house(store, tmp_path, plays) as h:
        h.run()
        before = h.published()["Report 1"]
        assert h.run(HOUR) == ["/feed.xml"]
        (after,) = h.published().values()
        assert after["title"] == "Report 1, corrected"
        same = ("content_html", "authors", "tags", "image", "id", "_feeds")
        assert {name: before[name] for name in same} == {name: after[name] for name in same}


def test_an_entry_at_another_address_has_another_article(store: Store, tmp_path: Path) -> None:
    plays = {
        "/feed.xml": by_turns(
            feed(item(1)),
            feed(item(1, link="/articles/1?visit=2")),
            feed(item(1, link="/articles/2")),
            feed(item(1, link="/articles/3")),
        ),
        **pages(1, 2),
    }
    with house(store, tmp_path, plays) as h:
        assert articles(h.run()) == ["/articles/1"]
        assert articles(h.run(HOUR)) == []
        assert h.is_whole(1)
        assert articles(h.run(HOUR)) == ["/articles/2"]
        shown = h.published()["Report 1"]
        assert "In case 2" in shown["content_html"]
        assert [author["name"] for author in shown["authors"]] == ["Anna Writer2"]
        assert articles(h.run(HOUR)) == ["/articles/3"]  # 404: what the feed gives is all there is
        assert not h.is_whole(1)


def test_switched_on_later_it_is_for_what_is_new_from_then_on(store: Store, tmp_path: Path) -> None:
    plays = {"/feed.xml": by_turns(feed(item(2)), feed(item(1), item(2))), **pages(1, 2)}
    with house(store, tmp_path, plays) as h:
        assert h.run(config=h.configured("fulltext: false")) == ["/feed.xml"]
        assert articles(h.run(HOUR)) == ["/articles/1"]
        assert (h.is_whole(1), h.is_whole(2)) == (True, False)


def test_switched_off_nothing_is_asked_for_and_nothing_lost(store: Store, tmp_path: Path) -> None:
    changed = feed(item(1, "Short 1, corrected."), item(2))
    plays = {"/feed.xml": by_turns(feed(item(1), item(2)), changed), **pages(1, 2)}
    with house(store, tmp_path, plays, articles=1) as h:
        h.run()
        assert h.run(HOUR, h.configured("fulltext: false")) == ["/feed.xml"]
        assert (h.is_whole(1), h.is_whole(2)) == (True, False)


def test_addresses_that_are_no_article_are_not_asked(store: Store, tmp_path: Path) -> None:
    shared = [item(number, link="/articles/today") for number in (1, 2)]
    other = [item(3, link="/"), item(4, link="mailto:a@b.example"), item(5, link="")]
    plays = {"/feed.xml": feed(*shared, *other), "/articles/today": page(1), "/": page(1)}
    with house(store, tmp_path, plays) as h:
        assert h.run() == ["/feed.xml"]


def test_one_address_in_two_sources_is_asked_for_once(store: Store, tmp_path: Path) -> None:
    plays = {"/feed.xml": feed(item(1)), "/more.xml": feed(item(1), item(2)), **pages(1, 2)}
    with house(store, tmp_path, plays) as h:
        text = f"""
            sources:
            - {{url: "{h.server.url}/feed.xml", id: n, fulltext: true}}
            - {{url: "{h.server.url}/more.xml", id: m, fulltext: true}}
            fetch: {{pause: 0, robots: none}}
        """
        asked = h.run(config=parse(text, "config.yaml", str(tmp_path), {}))
        assert sorted(articles(asked)) == ["/articles/1", "/articles/2"]
        with store.begin() as transaction:
            texts = [entry.content for _, _, entry in transaction.all_entries()]
        assert len(texts) == 3
        assert all("two hours on foot" in text for text in texts)


def test_a_host_has_its_pauses_between_its_feed_and_its_articles(
    store: Store, tmp_path: Path
) -> None:
    plays = {"/feed.xml": feed(item(1), item(2)), **pages(1, 2)}
    with house(store, tmp_path, plays, pause=0.3) as h:
        assert len(h.run()) == 3
        for first, second in zip(h.server.asked, h.server.asked[1:], strict=False):
            assert second.began - first.began >= 0.29
