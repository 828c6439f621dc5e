"""Feeds that give a line of each article, and the pages of these."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from feeds.aggregator import run_pass
from feeds.config import Config, parse
from feeds.store import Store
from tests.server import Answer, Play, Server, serve

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONG = (
    "The old granary at the edge of the village has had light in its windows since Monday. "
    "Forty people learn to read and to reckon there, and none of them pays for it. "
    "The teachers come from the town below, two hours on foot, and stay for the night. "
)


def item(number: int, text: str = "", link: str | None = None) -> str:
    link = f"/articles/{number}" if link is None else link
    return (
        f"<item><guid isPermaLink='false'>n{number}</guid><title>Report {number}</title>"
        f"<link>{link}</link><description>{text or f'Short {number}.'}</description>"
        f"<pubDate>Tue, 03 Mar 2026 {23 - number:02}:00:00 GMT</pubDate></item>"
    )


def feed(*items: str) -> Answer:
    inner = "".join(items)
    body = f"<rss version='2.0'><channel><title>N</title>{inner}</channel></rss>"
    return Answer(body.encode(), headers={"Content-Type": "application/rss+xml"})


def page(number: int, **more: str) -> Answer:
    """An article's page; its text has its number, so that no two are the same."""
    facts = {
        "@type": "NewsArticle",
        "headline": f"Report {number}",
        "author": {"@type": "Person", "name": f"Anna Writer{number}"},
        "datePublished": "2026-03-02T08:00:00Z",
        "image": f"https://pictures.example/{number}.jpg",
        "articleSection": "Villages",
        "keywords": ["granary", "school"],
        **more,
    }
    text = "".join(f"<p>In case {number}, part {part}: {LONG}</p>" for part in range(3))
    html = (
        f"<html lang=en><head><title>Report {number} | N</title>"
        f"<script type='application/ld+json'>{json.dumps(facts)}</script></head>"
        f"<body><nav><a href=/>Home</a></nav><article><h1>Report {number}</h1>{text}</article>"
        "<footer>Imprint</footer></body></html>"
    )
    return Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def pages(*numbers: int) -> dict[str, Play]:
    return {f"/articles/{number}": page(number) for number in numbers}


class House:
    """A configuration with one source, and passes over it."""

    def __init__(self, store: Store, folder: Path, server: Server, **fetch: object) -> None:
        self.store, self.folder, self.server = store, folder, server
        self.config = self.configured(**fetch)
        self.now = NOW

    def configured(self, source: str = "fulltext: true", **fetch: object) -> Config:
        settings = json.dumps({"pause": 0, "robots": "none", **fetch})
        text = f"""
            sources: [{{url: "{self.server.url}/feed.xml", id: n, {source}}}]
            keywords: [granary]
            fetch: {settings}
            schedule: {{every: 1h}}
        """
        return parse(text, "config.yaml", str(self.folder), {})

    def run(self, later: timedelta = timedelta(), config: Config | None = None) -> list[str]:
        """One pass; returns the paths that it asked for."""
        self.now += later
        before = len(self.server.asked)
        run_pass(config or self.config, self.store, now=self.now)
        return self.server.paths()[before:]

    def published(self, feed: str = "all") -> dict[str, dict[str, Any]]:
        """The items of a feed by their titles."""
        path = self.folder / "output" / feed / "feed.json"
        return {entry["title"]: entry for entry in json.loads(path.read_bytes())["items"]}

    def is_whole(self, number: int) -> bool:
        return "two hours on foot" in self.published()[f"Report {number}"]["content_html"]


@contextmanager
def house(
    store: Store, folder: Path, plays: Mapping[str, Play], **fetch: object
) -> Iterator[House]:
    with serve(plays) as server:
        yield House(store, folder, server, **fetch)


def articles(paths: list[str]) -> list[str]:
    return [path for path in paths if path.startswith("/articles/")]


def by_turns(*plays: Answer) -> Callable[[Mapping[str, str]], Answer]:
    """One answer after the other, the last for ever."""
    left = list(plays)
    return lambda headers: left.pop(0) if len(left) > 1 else left[0]
