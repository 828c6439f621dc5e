"""Somebody follows a site whose pages change under their hands, and is told of it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from feeds.aggregator import run_pass
from feeds.config import parse
from feeds.store import Store
from tests.command import feeds, tree
from tests.server import Answer, Server, serve

START = datetime(2026, 3, 10, tzinfo=UTC)
HTML = {"Content-Type": "text/html; charset=utf-8"}
WHERE = (
    "茶坪鄉夜校開課", "海灣大橋通車", "老城區修繕完工", "春茶開採", "圖書館延長開放",
    "漁港新碼頭啟用", "山區公路養護", "中學生科技展", "社區食堂開張", "水庫蓄水達標",
)  # fmt: skip


def links(numbers: range) -> Iterator[tuple[str, str, str]]:
    for number in numbers:
        title = f"{WHERE[number % 10]}，{number}位居民代表到場參加活動"
        yield f"/2026/article-{number}.html", title, f"2026-03-{number % 9 + 1:02}"


def page(body: str) -> Answer:
    markup = f"<!DOCTYPE html><html lang=zh><head><title>海灣新聞</title></head><body>{body}</body>"
    return Answer(markup.encode(), headers=HTML)


def news(numbers: range, *, dated: bool = True) -> Answer:
    items = "".join(
        f"<li><a href={href}>{title}</a>{f'<span>{date}</span>' if dated else ''}</li>"
        for href, title, date in links(numbers)
    )
    return page(f"<h1>海灣新聞</h1><main><ul class=news>{items}</ul></main>")


def cards(numbers: range) -> Answer:
    items = "".join(
        f"<div class=card><h2><a href={href}>{title}</a></h2><time>{date}</time></div>"
        for href, title, date in links(numbers)
    )
    return page(f"<h1>海灣新聞</h1><section class=grid>{items}</section>")


LOGIN = page("<h1>登錄</h1><form><input name=user><input type=password></form>")
EMPTY = page("<h1>海灣新聞</h1><main><ul class=news></ul></main>")


class Newsroom:
    """A source at `/`, an operator, and one pass after another, an hour between two."""

    def __init__(self, server: Server, store: Store, url: str, folder: Path) -> None:
        self.server, self.store, self.folder, self.passes = server, store, folder, 0
        text = f"sources: [{{url: '{server.url}/', title: 海灣新聞}}]\nstore: {url}\n"
        text += "schedule: {every: 1h}\n"
        (folder / "config.yaml").write_text(text, "utf-8")
        self.config = parse(text, "config.yaml", str(folder), {})

    def run(self, answer: Answer) -> None:
        """A pass in which the source gives this."""
        self.server.plays["/"] = answer
        self.passes += 1
        now = START + timedelta(hours=self.passes)
        run_pass(self.config, self.store, now=now, force=True)

    def told(self) -> list[str]:
        """What the health feed says, oldest first; empty while there is none."""
        path = self.folder / "output/health/atom.xml"
        if not path.exists():
            return []
        found = feedparser.parse(path.read_bytes())
        assert not found.bozo
        assert len({entry.id for entry in found.entries}) == len(found.entries)
        texts = [re.sub("</?p>", " ", entry.content[0].value) for entry in found.entries]
        said = zip(found.entries, texts, strict=True)
        return [f"{entry.title}. {text.strip()}" for entry, text in said][::-1]

    def titles(self) -> list[str]:
        """The titles in the feed of everything."""
        found = json.loads((self.folder / "output/all/feed.json").read_bytes())
        return [item["title"] for item in found["items"]]

    def status(self) -> dict[str, Any]:
        done = feeds("status", "--json", cwd=self.folder)
        assert done.returncode == 0
        (report,) = json.loads(done.stdout)
        return dict(report)


@pytest.fixture
def newsroom(store: Store, store_url: str, tmp_path: Path) -> Iterator[Newsroom]:
    with serve({}) as server:
        yield Newsroom(server, store, store_url, tmp_path)


def test_a_list_that_runs_empty_and_comes_back(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.run(news(range(8)))
    assert len(newsroom.titles()) == 8
    assert newsroom.told() == []
    assert newsroom.status()["degraded"] is None
    with caplog.at_level(logging.WARNING, "feeds"):
        newsroom.run(EMPTY)
        newsroom.run(EMPTY)
    assert len(caplog.messages) == 1
    assert "is degraded: gave 8 entries before and none now" in caplog.messages[0]
    (said,) = newsroom.told()
    assert said.startswith("海灣新聞: degraded. Gave 8 entries before and none now")
    assert len(newsroom.titles()) == 8
    status = newsroom.status()
    assert (status["state"], status["failures"]) == ("degraded", 2)
    assert status["degraded"].startswith("gave 8 entries before and none now: ")
    shown = feeds("status", cwd=newsroom.folder).stdout
    assert status["degraded"] in shown
    assert "/health/atom.xml" in shown
    newsroom.run(news(range(8)))
    assert [text.split(".")[0] for text in newsroom.told()] == [
        "海灣新聞: degraded",
        "海灣新聞: works again",
    ]
    assert (newsroom.status()["state"], newsroom.status()["degraded"]) == ("ok", None)


def test_a_pass_with_nothing_new_writes_nothing(newsroom: Newsroom) -> None:
    newsroom.run(news(range(8)))
    newsroom.run(EMPTY)
    output = newsroom.folder / "output"
    before, written = tree(output), {p: p.stat().st_mtime_ns for p in output.rglob("*")}
    for _ in range(3):
        newsroom.run(EMPTY)
    assert tree(output) == before
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*")} == written


def test_the_operators_feed_is_whole_and_apart(newsroom: Newsroom) -> None:
    newsroom.run(news(range(8)))
    newsroom.run(LOGIN)
    output = newsroom.folder / "output"
    files = {path.name for path in (output / "health").iterdir()}
    assert files == {"rss.xml", "atom.xml", "feed.json", "index.html"}
    for name in ("rss.xml", "atom.xml"):
        found = feedparser.parse((output / "health" / name).read_bytes())
        assert not found.bozo
        (entry,) = found.entries
        assert entry.link == f"{newsroom.server.url}/"
        assert entry.id.startswith("urn:uuid:")
        assert [tag.term for tag in entry.tags] == ["degraded"]
        assert entry.published_parsed[:4] == (2026, 3, 10, 2)
    (item,) = json.loads((output / "health/feed.json").read_bytes())["items"]
    assert "<p>Gave 8 entries before and none now: a login page" in item["content_html"]
    for name in ("index.html", "feeds.opml"):
        assert "health" not in (output / name).read_text("utf-8")
    assert not any("degraded" in title for title in newsroom.titles())


def test_a_redesign_with_the_same_articles(newsroom: Newsroom) -> None:
    newsroom.run(news(range(8)))
    newsroom.run(cards(range(1, 9)))
    (said,) = newsroom.told()
    assert "7 of 8 entries are known" in said
    assert len(newsroom.titles()) == 9  # the new one is taken
    newsroom.run(cards(range(2, 10)))
    assert newsroom.status()["state"] == "degraded"
    assert len(newsroom.told()) == 1
    newsroom.run(cards(range(3, 11)))
    assert newsroom.status()["state"] == "ok"
    assert [text.split(".")[0] for text in newsroom.told()][1:] == ["海灣新聞: works again"]
    assert len(newsroom.titles()) == 11


def test_a_redesign_with_other_articles(newsroom: Newsroom) -> None:
    newsroom.run(news(range(8)))
    before = newsroom.titles()
    for start in (20, 30, 40, 50):
        newsroom.run(cards(range(start, start + 8)))
    (said,) = newsroom.told()
    assert "nothing in it is known, and nothing of it is taken" in said
    assert newsroom.titles() == before
    assert newsroom.status()["state"] == "degraded"
    newsroom.run(news(range(1, 9)))
    assert newsroom.status()["state"] == "ok"
    assert len(newsroom.titles()) == 9


def test_nothing_follows_a_page_that_is_not_believed(newsroom: Newsroom) -> None:
    path = newsroom.folder / "config.yaml"
    text = path.read_text("utf-8").replace("title: 海灣新聞", "title: 海灣新聞, pages: 2")
    newsroom.config = parse(text, "config.yaml", str(newsroom.folder), {})
    onward = b'<p><a rel=next href="/2">next</a></p></body>'

    def led_on(answer: Answer) -> Answer:
        return Answer(answer.body.replace(b"</body>", onward), headers=answer.headers)

    newsroom.server.plays["/2"] = news(range(8, 16))
    newsroom.run(led_on(news(range(8))))
    assert len(newsroom.titles()) == 16
    newsroom.server.plays["/2"] = cards(range(50, 58))
    newsroom.run(led_on(cards(range(40, 48))))
    assert newsroom.server.paths().count("/2") == 1
    assert len(newsroom.titles()) == 16


def test_a_person_who_says_where_the_list_is_ends_it(newsroom: Newsroom) -> None:
    newsroom.run(news(range(8)))
    newsroom.run(cards(range(20, 28)))
    path = newsroom.folder / "config.yaml"
    text = path.read_text("utf-8").replace("title: 海灣新聞", "title: 海灣新聞, kind: listing")
    newsroom.config = parse(text, "config.yaml", str(newsroom.folder), {})
    newsroom.run(cards(range(20, 28)))
    assert len(newsroom.titles()) == 16
    assert newsroom.told()[-1].startswith("海灣新聞: works again")


def test_a_list_that_loses_its_dates(newsroom: Newsroom) -> None:
    newsroom.run(news(range(8)))
    newsroom.run(news(range(9), dated=False))
    (said,) = newsroom.told()
    assert "8 of 8 entries had dates, none has now" in said
    assert len(newsroom.titles()) == 9
    newsroom.run(news(range(10)))
    assert newsroom.status()["state"] == "ok"
    assert len(newsroom.told()) == 2


def test_a_page_that_becomes_a_login(newsroom: Newsroom) -> None:
    newsroom.run(news(range(8)))
    for _ in range(4):
        newsroom.run(LOGIN)
    (said,) = newsroom.told()
    assert "a login page" in said
    newsroom.run(news(range(8)))
    assert len(newsroom.told()) == 2


RSS = "<rss version='2.0'><channel><title>N</title>{}</channel></rss>"
ITEM = (
    "<item><title>t</title><link>https://n.example/1</link>"
    "<pubDate>Mon, 09 Mar 2026 08:00:00 GMT</pubDate></item>"
)


def test_a_feed_that_fails_three_times_and_recovers(newsroom: Newsroom) -> None:
    newsroom.run(Answer(RSS.format(ITEM).encode()))
    newsroom.run(Answer(status=500))
    newsroom.run(Answer(status=500))
    assert newsroom.told() == []
    newsroom.run(Answer(status=500))
    newsroom.run(Answer(status=500))
    (said,) = newsroom.told()
    assert said.startswith("海灣新聞: failing.")
    assert "It failed 3 times in a row; it last worked on 2026-03-10 01:00 UTC." in said
    assert (newsroom.status()["state"], newsroom.status()["degraded"]) == ("failing", None)
    newsroom.run(Answer(RSS.format(ITEM).encode()))
    assert newsroom.told()[1].startswith("海灣新聞: works again.")
    assert len(newsroom.titles()) == 1


def test_a_feed_that_is_empty_all_at_once(newsroom: Newsroom) -> None:
    newsroom.run(Answer(RSS.format(ITEM).encode()))
    newsroom.run(Answer(RSS.format("").encode()))
    assert newsroom.status()["degraded"] == "gave 1 entry before and none now"
    assert newsroom.status()["failures"] == 0
    assert len(newsroom.titles()) == 1


def test_a_feed_that_is_gone_and_is_found_elsewhere(newsroom: Newsroom) -> None:
    newsroom.run(Answer(RSS.format(ITEM).encode()))
    newsroom.run(Answer(status=410))
    newsroom.run(Answer(status=410))
    (said,) = newsroom.told()
    assert said.startswith("海灣新聞: gone.")
    assert newsroom.status()["state"] == "gone"
    newsroom.server.plays["/new"] = Answer(RSS.format(ITEM).encode())
    source = newsroom.status()["id"]
    text = f"sources: [{{url: '{newsroom.server.url}/new', id: {source}, title: 海灣新聞}}]"
    newsroom.config = parse(text, "config.yaml", str(newsroom.folder), {})
    newsroom.run(Answer(status=410))
    assert newsroom.told()[1].startswith("海灣新聞: works again.")
