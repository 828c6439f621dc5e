"""Archive documents as readers see them, whatever is in them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.config import Site
from feeds.model import Feed, Item
from tests import strategies
from tests.examples import NOON, entry
from tests.publish.rendering import ATOM, rendered, xml
from tests.publish.test_conformance import FULL
from tests.publish.w3c import faults

FH = "{http://purl.org/syndication/history/1.0}"
FEED = Feed("section", "sections/黨派/統戰", "統戰", ("黨派", "統戰"))
FOLDER = "https://feeds.example.org/sections/%E9%BB%A8%E6%B4%BE/%E7%B5%B1%E6%88%B0/"
HUB = Site(title="海灣", url="https://feeds.example.org/", hub="https://hub.example/")


def links(feed: object) -> dict[str, str]:
    return {e.get("rel"): e.get("href") for e in feed.findall(f"{ATOM}link")}  # type: ignore[attr-defined]


@given(strategies.item_lists, st.sampled_from([Site(), FULL]), st.sampled_from([None, 6]))
def test_they_are_valid(items: list[Item], site: Site, older: int | None) -> None:
    files = rendered(*items, site=site, archive=7, older=older)
    for name in ("rss.xml", "atom.xml"):
        assert faults(files[name]) == []


@pytest.mark.parametrize(("older", "has"), [(6, True), (None, False)])
def test_what_they_are_and_where_older_ones_are(older: int | None, has: bool) -> None:
    files = rendered(Item(entry(), NOON), site=HUB, feed=FEED, archive=7, older=older, every=3600)
    for name, root in (
        ("atom.xml", xml(files["atom.xml"])),
        ("rss.xml", xml(files["rss.xml"]).find("channel")),
    ):
        assert len(root.findall(f"{FH}archive")) == 1
        found = links(root)
        assert found["self"] == f"{FOLDER}archive/7/{name}"
        assert found["current"] == f"{FOLDER}{name}"
        assert found.get("prev-archive") == (f"{FOLDER}archive/6/{name}" if has else None)
        assert "hub" not in found
        assert b'href="../../../../../feed.css"' in files[name]
    document = json.loads(files["feed.json"])
    assert document.get("next_url") == (f"{FOLDER}archive/6/feed.json" if has else None)
    assert document["feed_url"] == f"{FOLDER}feed.json"
    assert "hubs" not in document


def test_all_documents_are_of_one_feed() -> None:
    of_feed = rendered(Item(entry(), NOON), site=HUB, feed=FEED, older=7)
    archive = rendered(Item(entry(), NOON), site=HUB, feed=FEED, archive=7)
    ids = [xml(files["atom.xml"]).findtext(f"{ATOM}id") for files in (of_feed, archive)]
    assert ids[0] == ids[1]
    root = xml(of_feed["atom.xml"])
    assert root.find(f"{FH}archive") is None
    assert links(root)["prev-archive"] == f"{FOLDER}archive/7/atom.xml"
    assert "current" not in links(root)
    assert links(root)["hub"] == "https://hub.example/"


def test_the_page_leads_back_to_the_feed_and_on_to_older_entries() -> None:
    page = rendered(Item(entry(), NOON), site=HUB, feed=FEED, archive=7, older=6)["index.html"]
    text = page.decode()
    assert '<a rel="prev" href="../../archive/6/index.html">' in text
    assert '<a href="../../index.html">' in text
    assert 'type="application/atom+xml" title="Atom" href="../../atom.xml"' in text
    assert "<title>Archive 7 – 統戰 – 海灣</title>" in text


def test_what_is_not_kept_is_said() -> None:
    page = rendered(site=HUB, feed=FEED, archive=7)["index.html"].decode()
    assert "What was here is not kept any more." in page
    assert 'rel="prev"' not in page
