"""What formats say of the feed itself, of where its entries are from, and of faults."""

from __future__ import annotations

import json
import logging

import pytest

from feeds.config import Config, Site
from feeds.errors import ConfigError
from feeds.model import Origin
from feeds.publish.feedgen_fixes import pace
from tests.examples import NOON, item
from tests.publish.rendering import ATOM, ORIGINS, atom, read, rendered, rss, xml

SY = "{http://purl.org/rss/1.0/modules/syndication/}"
SITE = Site(
    title="統戰新聞",
    url="https://feeds.example.org/",
    language="zh-Hant",
    rights="CC BY 4.0",
    icon="https://feeds.example.org/icon.svg",
    logo="https://feeds.example.org/logo.png",
    hub=("https://hub.example/", "https://other.example/"),
)
BLOG = Origin("別處 & <Elsewhere>", "https://blog.example/")


def test_rights_pictures_and_hub_stand_in_every_format() -> None:
    files = rendered(item(), site=SITE)
    feed = xml(files["atom.xml"])
    assert feed.findtext(f"{ATOM}rights") == "CC BY 4.0"
    assert feed.findtext(f"{ATOM}icon") == SITE.icon
    assert feed.findtext(f"{ATOM}logo") == SITE.logo
    channel = xml(files["rss.xml"]).find("channel")
    assert channel.findtext("copyright") == "CC BY 4.0"
    assert channel.findtext("image/url") == SITE.logo
    assert channel.findtext("image/link") == channel.findtext("link")
    assert channel.findtext("image/title") == channel.findtext("title")
    for parent in (feed, channel):
        hubs = [n for n in parent.findall(f"{ATOM}link") if n.get("rel") == "hub"]
        assert [n.get("href") for n in hubs] == list(SITE.hub)
    made = json.loads(files["feed.json"])
    assert made["hubs"] == [{"type": "WebSub", "url": hub} for hub in SITE.hub]
    assert made["icon"] == made["favicon"] == SITE.icon
    assert made["_feeds"] == {"rights": "CC BY 4.0"}
    assert "閱讀器" in made["user_comment"]


def test_rss_knows_no_pictures_of_other_kinds() -> None:
    site = SITE.model_copy(update={"logo": "https://feeds.example.org/logo.svg?v=a.png"})
    files = rendered(item(), site=site)
    assert xml(files["rss.xml"]).find("channel/image") is None
    assert xml(files["atom.xml"]).findtext(f"{ATOM}logo") == site.logo


@pytest.mark.parametrize(
    "address", ["logo.png", "ftp://a.example/", "https://a.example/新", "http:"]
)
def test_a_picture_without_an_address_is_refused(address: str) -> None:
    with pytest.raises((ConfigError, ValueError)):
        Config.model_validate({"site": {"logo": address}})


@pytest.mark.parametrize(
    ("seconds", "period", "frequency"),
    [
        (60, "hourly", 60),
        (900, "hourly", 4),
        (3600, "hourly", 1),
        (5400, "daily", 16),
        (86400, "daily", 1),
        (3 * 86400, "weekly", 2),
        (20 * 86400, "monthly", 1),
        (500 * 86400, "yearly", 1),
    ],
)
def test_readers_are_told_how_often_to_come(seconds: int, period: str, frequency: int) -> None:
    assert pace(seconds) == (period, frequency)
    channel = xml(rendered(item(), every=seconds)["rss.xml"]).find("channel")
    assert channel.findtext("ttl") == str(seconds // 60)
    assert channel.findtext(f"{SY}updatePeriod") == period
    assert channel.findtext(f"{SY}updateFrequency") == str(frequency)


def test_without_a_schedule_nothing_is_said_of_it() -> None:
    channel = rss(item())
    assert channel.find("ttl") is None
    assert channel.find(f"{SY}updatePeriod") is None


def test_an_entry_names_the_source_that_it_is_from() -> None:
    made = item(updated=NOON.replace(hour=14))
    news = ORIGINS["news"]
    source = atom(made).find(f"{ATOM}entry/{ATOM}source")
    assert source.findtext(f"{ATOM}id") == news.url
    assert source.findtext(f"{ATOM}title") == news.title
    assert source.findtext(f"{ATOM}updated") == "2026-11-19T14:00:00+00:00"
    assert (source.find(f"{ATOM}link").get("rel"), source.find(f"{ATOM}link").get("href")) == (
        "self",
        news.url,
    )
    assert rss(made).find("item/source").get("url") == news.url
    assert rss(made).findtext("item/source") == news.title


def test_what_a_source_quotes_keeps_its_own_source_and_names_the_way() -> None:
    made = item(origin=BLOG)
    news = ORIGINS["news"]
    node = atom(made).find(f"{ATOM}entry")
    assert node.findtext(f"{ATOM}source/{ATOM}id") == BLOG.url
    assert node.findtext(f"{ATOM}source/{ATOM}title") == BLOG.title
    (via,) = [n for n in node.findall(f"{ATOM}link") if n.get("rel") == "via"]
    assert (via.get("href"), via.get("title")) == (news.url, news.title)
    node = rss(made).find("item")
    assert node.find("source").get("url") == BLOG.url
    assert node.find(f"{ATOM}link").get("href") == news.url


def test_a_source_without_an_address_is_not_named_where_one_is_demanded() -> None:
    made = item(origin=Origin("Nowhere"), source="files")
    assert atom(made).find(f"{ATOM}entry/{ATOM}source") is None
    assert rss(made).find("item/source") is None


def test_one_entry_that_cannot_be_rendered_does_not_cost_the_feed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad = item(n=2, title="control \x01 in it")
    nowhere = item(n=3, timezone="Mars/Olympus")
    with caplog.at_level(logging.WARNING, "feeds"):
        files = rendered(item(n=1), bad, nowhere, item(n=4))
    assert [r.getMessage().split(" ")[0] for r in caplog.records] == [
        bad.entry.id,
        nowhere.entry.id,
    ]
    for name in ("rss.xml", "atom.xml"):
        assert [e.id[-1] for e in read(files[name])] == ["1", "4"]
    assert [e["id"][-1] for e in json.loads(files["feed.json"])["items"]] == ["1", "4"]


def test_what_is_wrong_with_the_feed_is_no_entrys_fault() -> None:
    site = SITE.model_copy(update={"title": "control \x01 in it"})
    with pytest.raises(ValueError, match="control"):
        rendered(item(), site=site)
