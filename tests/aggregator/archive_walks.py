"""A desk whose feeds keep archives, and readers that walk them to their ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from feeds.aggregator import PassResult, run_pass
from feeds.config import parse
from feeds.store import Store

SITE = "https://f.example/"
NOW = datetime(2026, 4, 15, 12, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
FH = "{http://purl.org/syndication/history/1.0}"
_WORDS = (
    "harbour granary weaver lantern bridge orchard ferry quarry chapel mill saddle glacier beacon "
    "market theatre river cellar school museum station garden tunnel library workshop"
).split()


def body(number: int) -> str:
    """A text like no other: enough of it that a copy is known as one."""
    names = [_WORDS[(number * (step + 3) + step * step) % len(_WORDS)] for step in range(40)]
    return " ".join(f"{name}{number}x{place}" for place, name in enumerate(names))


class Desk:
    """Files as sources, and one pass after another, an hour between two."""

    def __init__(self, store: Store, folder: Path, limit: int = 4) -> None:
        self.store, self.folder, self.now, self.limit = store, folder, NOW, limit
        self.site, self.more = SITE, ""
        self.given: dict[str, dict[int, dict[str, Any]]] = {"one": {}, "two": {}}

    def give(self, number: int, source: str = "one", *, day: float = 0, **fields: Any) -> None:
        """Have a source say an article, so many days after the first of March."""
        date = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=day)
        self.given[source][number] = {
            "id": f"https://{source}.example/{number}",
            "url": f"https://{source}.example/{number}",
            "title": f"Report {number}",
            "content_text": body(number),
            "date_published": date.isoformat(),
            **fields,
        }

    def run(self, more: str = "", *, archive: bool = True, feeds: str = "") -> PassResult:
        self.now += timedelta(hours=1)
        listed = ""
        for name, items in self.given.items():
            document = {
                "version": "https://jsonfeed.org/version/1.1",
                "title": f"The {name}",
                "items": list(items.values()),
            }
            (self.folder / f"{name}.json").write_text(json.dumps(document), "utf-8")
            listed += f"  - {{path: {name}.json, id: {name}}}\n"
        text = (
            f"site: {{title: Bay, url: {self.site}{self.more}}}\nsources:\n{listed}"
            f"feeds: {{archive: {str(archive).lower()}, limit: {self.limit}{feeds}}}\n{more}"
        )
        config = parse(text, "config.yaml", str(self.folder), {})
        return run_pass(config, self.store, now=self.now)

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def file(self, url: str) -> Path:
        """The file that is published at this address."""
        assert url.startswith(self.site), url
        return self.output / unquote(url.removeprefix(self.site))

    def slugs(self) -> list[str]:
        """The feeds that are published."""
        found = (path.parent.relative_to(self.output) for path in self.output.rglob("feed.json"))
        return sorted(str(slug) for slug in found if "archive" not in slug.parts)

    def ids(self, slug: str) -> list[str]:
        """What a feed's own documents have."""
        document = json.loads((self.output / slug / "feed.json").read_bytes())
        return [item["id"] for item in document["items"]]

    def sealed(self) -> dict[str, tuple[bytes, int]]:
        """The files of all archive documents, and when each was written."""
        return {
            str(path.relative_to(self.output)): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in self.output.glob("**/archive/*/*")
        }

    # Three readers.

    def json_walk(self, slug: str) -> Iterator[list[str]]:
        path = self.output / slug / "feed.json"
        while True:
            document = json.loads(path.read_bytes())
            yield [item["id"] for item in document["items"]]
            if "next_url" not in document:
                return
            assert document["next_url"] != document["feed_url"]
            path = self.file(document["next_url"])

    def atom_walk(self, slug: str) -> Iterator[list[str]]:
        path, current = self.output / slug / "atom.xml", None
        while True:
            feed = etree.parse(path).getroot()
            links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
            current = current or links["self"]
            self.assert_linked(feed, links, current, path)
            yield [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
            if "prev-archive" not in links:
                return
            path = self.file(links["prev-archive"])

    def rss_walk(self, slug: str) -> Iterator[list[str]]:
        path, current = self.output / slug / "rss.xml", None
        while True:
            channel = etree.parse(path).getroot()[0]
            links = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")}
            current = current or links["self"]
            self.assert_linked(channel, links, current, path)
            yield [item.findtext("guid") for item in channel.findall("item")]
            if "prev-archive" not in links:
                return
            path = self.file(links["prev-archive"])

    def assert_linked(self, feed: Any, links: dict[str, str], current: str, path: Path) -> None:
        """RFC 5005, section 4: which documents are archives, and how they hang together."""
        is_archive = links["self"] != current
        assert self.file(links["self"]) == path
        assert (feed.find(f"{FH}archive") is not None) == is_archive
        assert links.get("current") == (current if is_archive else None)
        assert "next-archive" not in links

    def walk(self, slug: str) -> list[str]:
        """All that a reader finds that walks from a feed to the end of its archives, which is the
        same in every format; each document within its bounds, and nothing twice."""
        documents = list(self.json_walk(slug))
        assert list(self.atom_walk(slug)) == documents
        assert list(self.rss_walk(slug)) == documents
        assert len(documents[0]) <= self.limit
        found = [id for ids in documents for id in ids]
        assert len(found) == len(set(found))
        return found
