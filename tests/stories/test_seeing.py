"""Somebody wonders why an article is where it is, and what a query would find."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.command import NEWSROOM, PROJECT, feeds

SCHOOL = "https://harbour-news.example/politics/2026/11/1060-night-school"
CONFIG = """
site: {title: 海灣, timezone: Asia/Taipei}
sources:
  - {path: politics.xml, title: 黨派}
  - {path: world.atom, section: [海外]}
  - {path: plain.xml, section: [市集, 消息]}
keywords:
  - 扶貧
  - {name: night, query: '夜校 NOT 鄉村 lang:en'}
  - {name: market, query: 'section:市集 go*'}
feeds: {limit: 2}
"""
PLAIN = """<rss version="2.0"><channel><title>P</title><language>en</language>
<item><guid>urn:news:goods</guid><title>The goods train</title><link>https://plain.example/g</link>
<description>It goes by 頭髮 street.</description></item>
<item><guid>urn:news:other</guid><title>Another</title><link>https://plain.example/o</link></item>
</channel></rss>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sources of which one names no sections, after a pass."""
    folder = tmp_path_factory.mktemp("seeing")
    for name in ("politics.xml", "world.atom"):
        shutil.copy(NEWSROOM / name, folder)
    (folder / "plain.xml").write_text(PLAIN, "utf-8")
    (folder / "config.yaml").write_text(CONFIG, "utf-8")
    assert feeds("run", cwd=folder).returncode == 0
    return folder


def explained(folder: Path, *arguments: str) -> dict[str, Any]:
    done = feeds("explain", *arguments, "--json", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    (entry,) = json.loads(done.stdout)["entries"]
    return dict(entry)


def tried(folder: Path, *arguments: str) -> dict[str, Any]:
    done = feeds("try", *arguments, "--json", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


def why(folder: Path, slug: str) -> dict[str, list[dict[str, str]]]:
    items = json.loads((folder / "output" / slug / "feed.json").read_text("utf-8"))["items"]
    return {item["id"]: item["_feeds"].get("why") for item in items}


def test_where_an_entry_came_from(folder: Path) -> None:
    entry = explained(folder, SCHOOL)
    assert entry["source_title"] == "黨派"
    assert entry["document"] == (folder / "politics.xml").resolve().as_uri()
    assert entry["changed"] is None
    assert entry["read_from"]["date"] == "pubDate"
    assert entry["read_from"]["authors"] == "dc:creator"
    assert entry["read_from"]["content"] == "content:encoded"
    assert entry["section"] == ["民生", "教育"]


@pytest.mark.parametrize(
    "name", [f"{SCHOOL}/?utm_source=x", SCHOOL.replace("https:", "http:"), SCHOOL[8:]]
)
def test_an_address_is_known_however_it_is_written(folder: Path, name: str) -> None:
    assert explained(folder, name)["id"] == SCHOOL


def test_who_gave_the_section(folder: Path) -> None:
    by_id = explained(folder, "urn:news:goods")
    assert by_id["section"] == ["市集", "消息"]
    assert by_id["section_by"] == "the configuration of the source plain.xml"
    by_address = explained(folder, "https://plain.example/g")
    assert by_address["id"] == "urn:news:goods"
    assert explained(folder, SCHOOL)["section_by"] == "category of a scheme …/sections/"


def test_by_which_words_it_is_in_a_feed(folder: Path) -> None:
    places = {place["feed"]: place for place in explained(folder, SCHOOL)["feeds"]}
    assert set(places) == {"all", "keywords/扶貧", "sections/民生", "sections/民生/教育"}
    shown = places["keywords/扶貧"]["shown"]
    assert {piece["text"] for s in shown for piece in s["pieces"] if piece["hit"]} == {"扶貧"}
    assert [s["field"] for s in shown][:2] == ["title", "keyword"]


def test_why_it_is_not_in_another(folder: Path) -> None:
    (place,) = explained(folder, SCHOOL, "--feed", "night")["asked"]
    assert (place["is_in"], place["now"]) == (False, False)
    excluded, lacking = place["failing"]
    assert excluded["part"] == "NOT 鄉村"
    assert excluded["excluded"][0]["pieces"] == [{"text": "鄉村", "hit": True}]
    assert lacking["part"] == "lang:en"
    assert lacking["instead"] == "its language is zh-Hant"


def test_an_entry_that_the_feed_does_not_show_any_more(folder: Path) -> None:
    ferry = "https://harbour-news.example/world/2026/11/3059-slow-ferry"
    done = feeds("explain", ferry, "--feed", "all", cwd=folder)
    number = explained(folder, ferry, "--feed", "all")["asked"][0]["number"]
    assert number > 2
    assert f"number {number} of 26, not shown: the feed shows 2" in done.stdout
    shown = json.loads((folder / "output/all/feed.json").read_text("utf-8"))["items"]
    first = explained(folder, shown[1]["id"], "--feed", "all")["asked"][0]
    assert first["number"] == 2


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("keywords/扶貪", "keywords/扶貧"),
        ("marked", "keywords/market"),
        ("教育局", "sections/民生/教育"),
    ],
)
def test_a_feed_that_is_not_there(folder: Path, name: str, near: str) -> None:
    done = feeds("explain", SCHOOL, "--feed", name, cwd=folder)
    assert done.returncode == 2
    assert "there is no feed" in done.stderr
    assert near in done.stderr


@pytest.mark.parametrize(
    "name", ["sections/民生/教育", "民生 / 教育", "教育", "/sections/民生/教育/"]
)
def test_a_section_by_its_folder_or_its_title(folder: Path, name: str) -> None:
    (place,) = explained(folder, "urn:news:goods", "--feed", name)["asked"]
    assert place["feed"] == "sections/民生/教育"
    assert place["failing"][0]["instead"] == "it is in 市集 / 消息"


SAID = """
sections:
  exclude: [民生/教育]
  aliases: {學校: 民生 / 教育}
  named: [{path: 市集, sources: [world.atom]}, {path: 夜, match: [民生/*]}]
"""


@pytest.mark.parametrize(
    ("entry", "feed", "said"),
    [
        (SCHOOL, "學校", "it is in there, but sections.exclude leaves this section without a feed"),
        (SCHOOL, "sections/市集", "it is in 民生 / 教育 and 夜"),
        ("urn:news:goods", "市集", "it is from plain.xml, and this section is of world.atom only"),
    ],
)
def test_what_the_configuration_keeps_out_of_a_section(
    folder: Path, tmp_path: Path, entry: str, feed: str, said: str
) -> None:
    shutil.copytree(folder, tmp_path / "changed")
    (tmp_path / "changed" / "config.yaml").write_text(CONFIG + SAID, "utf-8")
    (place,) = explained(tmp_path / "changed", entry, "--feed", feed)["asked"]
    assert not place["now"]
    assert [part["instead"] for part in place["failing"]] == [said]


def test_an_address_that_nobody_knows(folder: Path) -> None:
    done = feeds("explain", f"{SCHOOL}s", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[2].startswith(f"  {SCHOOL}  茶坪鄉")
    nothing = feeds("explain", "https://nowhere.example/zzz", cwd=folder)
    assert nothing.returncode == 1
    assert len(nothing.stderr.splitlines()) == 1


def test_what_the_next_pass_would_change_is_said(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "changed")
    config = tmp_path / "changed" / "config.yaml"
    config.write_text(CONFIG.replace("- 扶貧", "- {name: 扶貧, query: goods}"), "utf-8")
    before = (tmp_path / "changed" / "feeds.db").read_bytes()
    leaves = feeds("explain", SCHOOL, cwd=tmp_path / "changed").stdout
    assert "keywords/扶貧: number 2 of 5; leaves it with the next pass" in leaves
    joins = feeds("explain", "urn:news:goods", cwd=tmp_path / "changed").stdout
    assert "keywords/扶貧: joins it with the next pass" in joins
    assert (tmp_path / "changed" / "feeds.db").read_bytes() == before


def test_when_an_entry_changed_and_what_it_was_read_from_then(tmp_path: Path) -> None:
    (tmp_path / "plain.xml").write_text(PLAIN, "utf-8")
    (tmp_path / "config.yaml").write_text("sources: [plain.xml]\n", "utf-8")
    assert feeds("run", cwd=tmp_path).returncode == 0
    changed = PLAIN.replace("goods train</title>", "train</title><author>Ann</author>")
    (tmp_path / "plain.xml").write_text(changed, "utf-8")
    assert feeds("run", cwd=tmp_path).returncode == 0
    entry = explained(tmp_path, "urn:news:goods")
    assert entry["changed"] >= entry["first_seen"]
    assert entry["read_from"]["authors"] == "author"
    assert explained(tmp_path, "urn:news:other")["changed"] is None


def test_a_query_over_what_is_stored(folder: Path) -> None:
    found = tried(folder, "扶贫", "--limit", "1")
    assert found["found"] == 5
    assert found["entries"] == 26
    assert found["looked_at"] == 26  # few texts are looked through, without an index
    assert sum(found["by_day"].values()) == sum(found["by_source"].values()) == 5
    assert list(found["by_day"]) == sorted(found["by_day"], reverse=True)
    (match,) = found["matches"]
    assert match["shown"][0]["pieces"]
    wanted = why(folder, "keywords/扶貧")
    assert [match["id"] for match in tried(folder, "扶贫", "--limit", "2")["matches"]] == list(
        wanted
    )


def test_saved_queries_and_other_forms_of_words(folder: Path) -> None:
    assert tried(folder, "@market")["found"] == 1  # as the keyword feed
    assert tried(folder, "streets title:train")["found"] == 0
    assert tried(folder, "streets title:train", "--stem")["found"] == 1


def test_a_query_that_finds_nothing_says_so(folder: Path) -> None:
    done = feeds("try", "zebra", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("no entry matches zebra")


def test_a_query_that_does_not_parse(folder: Path) -> None:
    done = feeds("try", "港口 OR (", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    *_, query, caret = done.stderr.rstrip("\n").splitlines()
    assert query == "港口 OR ("
    assert caret.index("^") == 9  # a Chinese character has two columns


def test_nothing_is_stored_yet(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("sources: []\n", "utf-8")
    for arguments in (["try", "a"], ["explain", "a"]):
        done = feeds(*arguments, cwd=tmp_path)
        assert done.returncode == 1
        assert "feeds run makes it" in done.stderr


def test_without_a_terminal_nothing_is_wrapped_and_nothing_is_coloured(folder: Path) -> None:
    for arguments in (["try", "扶貧"], ["explain", SCHOOL]):
        done = feeds(*arguments, cwd=folder, COLUMNS="20")
        assert "\x1b" not in done.stdout
        assert any(len(line) > 60 for line in done.stdout.splitlines())
        assert "[扶貧]" in done.stdout


def test_on_a_terminal_hits_are_in_colour(folder: Path) -> None:
    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(PROJECT)}
    environ.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "feeds", "try", "扶貧", "--limit", "1"]
    with subprocess.Popen(command, cwd=folder, stdout=theirs, env=environ) as process:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:  # the end, on Linux
            pass
        os.close(ours)
    assert process.returncode == 0
    text = said.decode()
    assert "\x1b[1;33m扶貧\x1b[0m" in text
    assert "[扶貧]" not in text


def test_feeds_say_why_their_items_are_there(folder: Path) -> None:
    assert why(folder, "keywords/扶貧")[SCHOOL] == [
        {"rule": "keyword", "term": "扶貧", "field": "title"},
        {"rule": "keyword", "term": "扶貧", "field": "keyword"},
        {"rule": "keyword", "term": "扶貧", "field": "body"},
    ]
    assert why(folder, "keywords/market") == {
        "urn:news:goods": [
            {"rule": "keyword", "term": "go*", "field": "title"},
            {"rule": "keyword", "term": "go*", "field": "body"},
            {"rule": "keyword", "term": "section:市集"},
        ]
    }
    section = [{"rule": "section", "term": "市集 / 消息", "field": "source"}]
    assert set(map(str, why(folder, "sections/市集").values())) == {str(section)}
    assert why(folder, "sections/民生/教育")[SCHOOL] == [
        {"rule": "section", "term": "民生 / 教育", "field": "section"}
    ]
    assert set(why(folder, "all").values()) == {None}


def test_preview_says_what_fields_were_read_from(folder: Path) -> None:
    done = feeds("preview", "plain.xml", "--json", cwd=folder)
    (item, _) = json.loads(done.stdout)["items"]
    assert item["_feeds"]["read_from"] == {
        "title": "title",
        "link": "link",
        "language": "the feed's language",
        "summary": "the beginning of its content",
        "content": "description",
    }
    assert (
        "  language  en  (the feed's language)" in feeds("preview", "plain.xml", cwd=folder).stdout
    )


def test_check_warns_of_queries_that_cannot_mean_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "sources: [https://example.org/feed.xml]\n"
        "queries: {ports: harbour OR quay, again: quay OR harbour}\n"
        "keywords:\n"
        "  - 扶貧\n"
        "  - {name: relief, query: 扶贫}\n"
        "  - {name: none, query: go NOT go}\n"
        "  - {name: every, query: go OR NOT go}\n"
        "  - {name: named, query: '@ports'}\n",
        "utf-8",
    )
    done = feeds("check", cwd=tmp_path)
    assert done.returncode == 0
    assert "all right" in done.stdout
    assert done.stderr.splitlines() == [
        "config.yaml:5:20: keywords[1].query: this query says the same as that of '扶貧'",
        "config.yaml:6:18: keywords[2].query: no entry can match this query",
        "config.yaml:7:19: keywords[3].query: every entry matches this query",
        "config.yaml:2:35: queries.again: this query says the same as that of 'ports'",
    ]


def test_a_copy_that_another_is_shown_for(tmp_path: Path) -> None:
    (tmp_path / "plain.xml").write_text(PLAIN, "utf-8")
    again = PLAIN.replace("urn:news:", "urn:agency:")
    (tmp_path / "agency.xml").write_text(again, "utf-8")
    config = "sources: [plain.xml, agency.xml]\nkeywords: [goods]\n"
    (tmp_path / "config.yaml").write_text(config, "utf-8")
    assert feeds("run", cwd=tmp_path).returncode == 0
    (shown,) = why(tmp_path, "keywords/goods")
    (hidden,) = {"urn:news:goods", "urn:agency:goods"} - {shown}
    (place,) = explained(tmp_path, hidden, "--feed", "goods")["asked"]
    assert (place["is_in"], place["copy"]) == (True, shown)
    said = feeds("explain", hidden, cwd=tmp_path).stdout
    assert f"keywords/goods: not shown: a copy of it is, {shown}" in said
    assert "also from" in said
    (place,) = explained(tmp_path, shown, "--feed", "goods")["asked"]
    assert (place["copy"], place["number"], place["size"]) == (None, 1, 1)
