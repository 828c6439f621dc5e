"""Ten fetches of sources that change as sources do: how many entries, and how many updates."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.aggregator import run_pass
from feeds.config import Config, parse
from feeds.store import Store

START = datetime(2026, 3, 10, tzinfo=UTC)
PASSES = 10


@dataclass(frozen=True)
class Item:
    """An article, as the source writes it."""

    number: int
    guid: str | None = None
    link: str | None = None
    title: str = ""
    content: str = ""
    date: str = ""

    def xml(self) -> str:
        fields = {
            "title": self.title,
            "guid": self.guid,
            "link": self.link,
            "pubDate": self.date,
            "description": self.content,
        }
        inner = "".join(
            f"<{name}><![CDATA[{value}]]></{name}>" for name, value in fields.items() if value
        )
        return f"<item>{inner}</item>"


def item(number: int) -> Item:
    return Item(
        number,
        f"https://n.example/{number}",
        f"https://n.example/{number}",
        f"Report {number}",
        f"<p>What happened in case {number}.</p>",
        f"Tue, 03 Mar 2026 {number:02}:00:00 GMT",
    )


ITEMS = [item(number) for number in range(6)]


def document(items: list[Item]) -> bytes:
    inner = "".join(item.xml() for item in items)
    return f"<rss version='2.0'><channel><title>N</title>{inner}</channel></rss>".encode()


Fetch = Callable[[int], bytes]


def steady(turn: int) -> bytes:
    return document(ITEMS)


def guid_churn(turn: int) -> bytes:
    return document([replace(i, guid=f"{i.number}-{turn}") for i in ITEMS])


def guid_churn_and_an_edit(turn: int) -> bytes:
    items = [replace(i, guid=f"{i.number}-{turn}") for i in ITEMS]
    if turn >= 5:
        items[2] = replace(items[2], title="Report 2, corrected")
    return document(items)


def guid_churn_of_one_page(turn: int) -> bytes:
    """A message of the day: another guid and another text at the same address each time."""
    link = "https://n.example/today"
    return document([Item(0, f"day-{turn}", link, f"Today: {turn}", f"<p>{turn} ships.</p>")])


def guids_come_late(turn: int) -> bytes:
    return document(ITEMS if turn >= 5 else [replace(i, guid=None) for i in ITEMS])


def one_guid_for_all(turn: int) -> bytes:
    return document([replace(i, guid="https://n.example/") for i in ITEMS])


def reordered(turn: int) -> bytes:
    return document(random.Random(turn).sample(ITEMS, len(ITEMS)))


def edited(turn: int) -> bytes:
    """Every third fetch another article is corrected, and stays so."""
    items = [
        replace(i, content=i.content.replace("case", "the case")) if i.number < turn // 3 else i
        for i in ITEMS
    ]
    return document(items)


def white_space(turn: int) -> bytes:
    pad = " \n" * turn
    return document([replace(i, content=f"{pad}<p>{pad}{i.content}</p>{pad}") for i in ITEMS])


def tracking(turn: int) -> bytes:
    mark = f"?utm_source=rss&utm_campaign={turn}"
    return document(
        [
            replace(
                i,
                link=f"{i.link}{mark}",
                content=f'{i.content}<p><a href="https://n.example/more{mark}">more</a></p>',
            )
            for i in ITEMS
        ]
    )


def tracking_without_guids(turn: int) -> bytes:
    return document(
        [replace(i, guid=None, link=f"{i.link}?fbclid={turn}{i.number}") for i in ITEMS]
    )


def pixels(turn: int) -> bytes:
    pixel = f'<img src="https://ads.example/p.gif?r={turn}" width="1" height="1">'
    return document([replace(i, content=i.content + pixel) for i in ITEMS])


def picture_versions(turn: int) -> bytes:
    picture = f'<img src="https://n.example/p.jpg?v={turn}">'
    return document([replace(i, content=i.content + picture) for i in ITEMS])


def moving_dates(turn: int) -> bytes:
    return document([replace(i, date=f"Tue, {turn + 1:02} Mar 2026 00:00:00 GMT") for i in ITEMS])


def shrunk(turn: int) -> bytes:
    return document(ITEMS[: 1 + (turn * 5) % 6])


def grown(turn: int) -> bytes:
    return document([item(number) for number in range(turn, turn + 6)])


def cut(turn: int) -> bytes:
    whole = document(ITEMS)
    return whole if turn == PASSES - 1 else whole[: 60 + turn * (len(whole) - 60) // PASSES]


def http_and_https(turn: int) -> bytes:
    scheme = "http" if turn % 2 else "https"
    return document(
        [
            replace(
                i, guid=f"{scheme}://n.example/{i.number}", link=f"{scheme}://n.example/{i.number}"
            )
            for i in ITEMS
        ]
    )


@dataclass
class Seen:
    """What became of a source after all its fetches."""

    new: int = 0
    changed: int = 0
    ids: list[set[str]] = field(default_factory=list)
    dates: set[datetime | None] = field(default_factory=set)


def follow(fetch: Fetch, store: Store, folder: Path) -> Seen:
    path = folder / "feed.xml"
    config: Config = parse("sources: [feed.xml]", "config.yaml", str(folder), {})
    seen = Seen()
    for turn in range(PASSES):
        path.write_bytes(fetch(turn))
        result = run_pass(config, store, now=START + timedelta(hours=turn), force=True)
        seen.new += result.new
        seen.changed += result.changed
        with store.begin() as transaction:
            entries = [entry for _, _, entry in transaction.all_entries()]
        seen.ids.append({entry.id for entry in entries})
    seen.dates = {entry.published for entry in entries}
    return seen


@pytest.mark.parametrize(
    ("fetch", "new", "changed"),
    [
        (steady, 6, 0),
        (guid_churn, 6, 0),
        (guid_churn_and_an_edit, 6, 1),
        (guid_churn_of_one_page, 10, 0),
        (guids_come_late, 6, 0),
        (one_guid_for_all, 6, 0),
        (reordered, 6, 0),
        (edited, 6, 3),
        (white_space, 6, 0),
        (tracking, 6, 0),
        (tracking_without_guids, 6, 0),
        (pixels, 6, 0),
        (picture_versions, 6, 0),
        (moving_dates, 6, 0),
        (shrunk, 6, 0),
        (grown, 15, 0),
        (cut, 6, 0),
        (http_and_https, 6, 0),
    ],
)
def test_entries_and_updates(
    fetch: Fetch, new: int, changed: int, store: Store, tmp_path: Path
) -> None:
    seen = follow(fetch, store, tmp_path)
    assert (seen.new, seen.changed) == (new, changed)
    assert len(seen.ids[-1]) == new
    for before, after in zip(seen.ids, seen.ids[1:], strict=False):
        assert before <= after  # an id is for ever
    if fetch is moving_dates:
        assert seen.dates == {datetime(2026, 3, 1, tzinfo=UTC)}


def test_a_source_whose_guids_change_costs_no_write_while_nothing_is_new(
    store: Store, tmp_path: Path
) -> None:
    config: Config = parse("sources: [feed.xml]", "config.yaml", str(tmp_path), {})
    rows = []
    for turn in range(3):
        (tmp_path / "feed.xml").write_bytes(guid_churn(turn))
        run_pass(config, store, now=START + timedelta(hours=turn), force=True)
        with store.begin() as transaction:
            rows.append([(pk, rank, entry) for pk, rank, entry in transaction.all_entries()])
    assert rows[0] == rows[1] == rows[2]
