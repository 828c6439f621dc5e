"""Somebody says how sections are called, moves them, and makes feeds of feeds."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import feedparser
import pytest

from tests.command import PROJECT, feeds, tree

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
ATOM = "{http://www.w3.org/2005/Atom}"


class Desk:
    """A folder with a configuration and two sources, and passes over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, *items: dict[str, object]) -> None:
        """Make a source of these items, given by title, section, day and author."""
        made = [
            {
                "id": f"https://{name}.example/{item['title']}",
                "url": item.get("url", f"https://{name}.example/{item['title']}"),
                "title": item["title"],
                "content_text": item.get("text", item["title"]),
                "date_published": f"2026-03-{item.get('day', 1):02}T08:00:00Z",
                "authors": [{"name": item["author"]}] if "author" in item else [],
                "_feeds": {"section": item["section"]} if "section" in item else {},
            }
            for item in items
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": name, "items": made}
        (self.folder / f"{name}.json").write_text(json.dumps(feed), "utf-8")

    def configure(self, more: str) -> None:
        names = sorted(path.stem for path in self.folder.glob("*.json"))
        sources = "".join(f"  - {{path: {name}.json, id: {name}}}\n" for name in names)
        text = f"site: {{title: 海灣, url: https://f.example/}}\nsources:\n{sources}{more}"
        (self.folder / "config.yaml").write_text(text, "utf-8")

    def run(self, more: str) -> None:
        self.configure(more)
        done = feeds("run", cwd=self.folder)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def items(self, slug: str) -> list[dict[str, object]]:
        path = self.folder / "output" / slug / "feed.json"
        return json.loads(path.read_text("utf-8"))["items"]

    def titles(self, slug: str) -> list[object]:
        return [item["title"] for item in self.items(slug)]

    def slugs(self) -> set[str]:
        """The folders of feeds, and those that lead to one."""
        output = self.folder / "output"
        return {
            str(path.parent.relative_to(output))
            for path in output.rglob("feed.json")
            if "expired" not in json.loads(path.read_bytes())
        }

    def read(self, name: str) -> str:
        return (self.folder / "output" / name).read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.write(
        "one",
        {"title": "甲", "section": ["黨派·聲音", "統一戰線"], "day": 3},
        {"title": "乙", "section": ["党派声音"], "day": 2},
        {"title": "丙", "section": ["民生"], "day": 1},
    )
    made.write("two", {"title": "丁", "section": ["統戰"], "day": 4}, {"title": "無", "day": 5})
    return made


def assert_leads(desk: Desk, old: str, new: str) -> None:
    """The old folder holds valid documents that say where the feed is now."""
    address = quote(f"https://f.example/{new}/", safe=":/")
    rss = ElementTree.fromstring(desk.read(f"{old}/rss.xml"))
    assert rss.findtext(f"channel/{ITUNES}new-feed-url") == f"{address}rss.xml"
    own = [e.get("href") for e in rss.iter(f"{ATOM}link") if e.get("rel") == "self"]
    assert own == [f"{address}rss.xml"]
    atom = ElementTree.fromstring(desk.read(f"{old}/atom.xml"))
    own = [e.get("href") for e in atom.findall(f"{ATOM}link") if e.get("rel") == "self"]
    assert own == [f"{address}atom.xml"]
    assert len(atom.findall(f"{ATOM}entry")) == 1
    assert json.loads(desk.read(f"{old}/feed.json"))["feed_url"] == f"{address}feed.json"
    page = desk.read(f"{old}/index.html")
    assert f'<link rel="canonical" href="{address}">' in page
    assert re.search(rf'http-equiv="refresh" content="\d+; url={re.escape(address)}"', page)
    for name in ("rss.xml", "atom.xml"):
        parsed = feedparser.parse(desk.read(f"{old}/{name}").encode())
        assert not parsed.bozo
        assert parsed.entries[0].link == address


def assert_settled(desk: Desk) -> None:
    """Another pass writes nothing."""
    before = tree(desk.folder / "output")
    assert feeds("run", "--force", cwd=desk.folder).returncode == 0
    assert tree(desk.folder / "output") == before


def test_spellings_are_one_section_under_the_most_used(desk: Desk) -> None:
    desk.run("")
    [slug] = desk.slugs() & {"sections/黨派·聲音", "sections/党派声音"}
    assert desk.titles(slug) == ["甲", "乙"]
    more = [{"title": f"新{n}", "section": ["黨派 聲音"], "day": 9} for n in range(3)]
    desk.write("one", {"title": "甲", "section": ["黨派·聲音", "統一戰線"], "day": 3}, *more)
    desk.run("")
    assert json.loads(desk.read(f"{slug}/feed.json"))["title"] == "黨派 聲音 – 海灣"
    inner = f"{slug}/統一戰線"
    assert json.loads(desk.read(f"{inner}/feed.json"))["title"] == "黨派 聲音 / 統一戰線 – 海灣"
    assert_settled(desk)


def test_characters_that_say_nothing_make_no_section(desk: Desk) -> None:
    desk.write("three", {"title": "壬", "section": ["民\u00ad生"]})
    desk.write("four", {"title": "癸", "section": ["民生\u200b"]})
    desk.run("")
    assert desk.slugs() >= {"sections/民生"}
    assert set(desk.titles("sections/民生")) == {"丙", "壬", "癸"}


def test_an_alias_takes_entries_and_subscribers_along(desk: Desk) -> None:
    desk.run("")
    before = {item["id"] for item in desk.items("sections/統戰")}
    desk.run("sections: {aliases: {統戰: 黨派·聲音 / 統一戰線}}\n")
    new = next(s for s in desk.slugs() if s.endswith("/統一戰線"))
    assert desk.titles(new) == ["丁", "甲"]
    assert before <= {item["id"] for item in desk.items(new)}
    assert desk.items("all")[1]["_feeds"]["section"] == ["黨派·聲音", "統一戰線"]
    assert_leads(desk, "sections/統戰", new)
    assert "sections/%E7%B5%B1%E6%88%B0/" not in desk.read("feeds.opml")
    assert_settled(desk)
    desk.run("")  # taken back: the feed is where it was
    assert desk.titles("sections/統戰") == ["丁"]
    assert "new-feed-url" not in desk.read("sections/統戰/rss.xml")
    assert_settled(desk)


def test_chains_are_followed(desk: Desk) -> None:
    desk.run("")
    desk.run("sections: {aliases: {統戰: 民生}}\n")
    assert_leads(desk, "sections/統戰", "sections/民生")
    desk.run("sections: {aliases: {統戰: 民生, 民生: 社會}}\n")
    assert_leads(desk, "sections/統戰", "sections/社會")
    assert_leads(desk, "sections/民生", "sections/社會")
    assert desk.titles("sections/社會") == ["丁", "丙"]
    assert_settled(desk)
    desk.run("sections: {aliases: {統戰: 民生, 民生: 社會}, exclude: [社會]}\n")
    assert not desk.slugs() & {"sections/統戰", "sections/民生", "sections/社會"}


def test_subscribers_alone_are_moved(desk: Desk) -> None:
    desk.run("")
    desk.run("sections: {moved: {統戰: 民生}}\n")
    assert desk.titles("sections/民生") == ["丙"]
    assert desk.items("all")[1]["_feeds"]["section"] == ["統戰"]
    assert_leads(desk, "sections/統戰", "sections/民生")


def test_a_named_section(desk: Desk) -> None:
    named = (
        "sections: {depth: 0, named: [{path: %s, title: 統一戰線, match: [黨派聲音/*, 統戰]}]}\n"
    )
    desk.run(named % "要聞")
    assert desk.slugs() == {"all", "sections/要聞"}
    assert desk.titles("sections/要聞") == ["丁", "甲"]
    assert json.loads(desk.read("sections/要聞/feed.json"))["title"] == "統一戰線 – 海灣"
    assert ">統一戰線</a>" in desk.read("index.html")
    desk.run(named % "焦點 / 統戰")
    assert desk.titles("sections/焦點/統戰") == ["丁", "甲"]
    assert_leads(desk, "sections/要聞", "sections/焦點/統戰")
    assert_settled(desk)
    only = "sections: {depth: 0, named: [{path: 空, sources: two, match: [黨派聲音]}]}\n"
    desk.run(only)
    assert desk.titles("sections/空") == []


def test_rules_give_a_section_by_source_address_and_query(desk: Desk) -> None:
    desk.write(
        "two",
        {"title": "a", "url": "https://two.example/asia/1", "day": 1},
        {"title": "The harbour", "url": "https://two.example/x/2", "day": 2},
        {"title": "c", "url": "https://two.example/x/3", "day": 3},
        {"title": "d", "section": ["Own"], "url": "https://two.example/asia/4", "day": 4},
    )
    rules = """\
sections:
  rules:
    - {section: World / Asia, url: /asia/**}
    - {section: Harbour, query: harbour}
"""
    desk.run("")
    assert "sections/World/Asia" not in desk.slugs()
    desk.run(rules)
    assert desk.titles("sections/World/Asia") == ["a"]
    assert desk.titles("sections/Harbour") == ["The harbour"]
    assert desk.titles("sections/Own") == ["d"]
    why = desk.items("sections/Harbour")[0]["_feeds"]["why"]
    assert [reason["field"] for reason in why] == ["rule"]
    desk.run(rules + "    - {section: Rest, source: two}\n")
    assert desk.titles("sections/Rest") == ["c"]
    desk.run("keywords: [{name: R, query: 'section:rest'}]\n" + rules.replace("Harbour", "Rest"))
    assert desk.titles("keywords/R") == ["The harbour"]
    assert "sections/Harbour" not in desk.slugs()
    assert_settled(desk)


def test_a_section_has_its_feed_when_it_has_enough_and_keeps_it(desk: Desk) -> None:
    least = "sections: {min_entries: 2}\n"
    desk.run(least)
    assert "sections/民生" not in desk.slugs()
    one = [{"title": "丙", "section": ["民生"]}, {"title": "戊", "section": ["民生"]}]
    desk.write("one", *one)
    desk.run(least)
    assert sorted(map(str, desk.titles("sections/民生"))) == ["丙", "戊"]
    desk.run("sections: {min_entries: 9}\n")
    assert "sections/民生" in desk.slugs()
    assert "sections/統戰" not in desk.slugs()
    desk.run("")
    assert "sections/統戰" in desk.slugs()
    assert_settled(desk)


def test_a_keyword_under_another_name_keeps_its_subscribers(desk: Desk) -> None:
    desk.run("keywords: [{name: 甲組, query: 甲 OR 乙}]\n")
    desk.run("keywords: [{name: 第一組, query: 甲 OR 乙}]\n")
    assert desk.titles("keywords/第一組") == ["甲", "乙"]
    assert_leads(desk, "keywords/甲組", "keywords/第一組")
    assert_settled(desk)


def test_a_plan_says_what_moves(desk: Desk) -> None:
    desk.run("keywords: [{name: 甲組, query: 甲 OR 乙}]\n")
    desk.configure(
        "keywords: [{name: 第一組, query: 甲 OR 乙}]\nsections: {aliases: {統戰: 民生}}\n"
    )
    said = feeds("plan", cwd=desk.folder).stdout
    assert "keywords/甲組: moves to 第一組, with 2 entries" in said
    assert "sections/統戰: moves to 民生, with 1 entry" in said
    assert "sections/民生: 1 entry now, 1 joining, 0 leaving: 2 then" in said


def test_a_feed_made_of_feeds(desk: Desk) -> None:
    desk.write(
        "three",
        *({"title": f"港口{n}", "author": f"記者{n % 2}", "day": 10 + n} for n in range(6)),
    )
    combined = """\
keywords: [港口]
feeds:
  combined:
    - name: 早報
      sections: [黨派·聲音]
      keywords: [港口]
      sources: [two]
      exclude: {sections: [統戰], query: title:乙}
      per_source: %s
"""
    desk.run(combined % 3)
    assert desk.titles("combined/早報") == ["港口5", "港口4", "港口3", "無", "甲"]
    assert "combined/%E6%97%A9%E5%A0%B1/atom.xml" in desk.read("feeds.opml")
    assert ">早報</a>" in desk.read("index.html")
    desk.run(combined % 1)
    assert desk.titles("combined/早報") == ["港口5", "無", "甲"]
    said = feeds("explain", "https://three.example/港口4", cwd=desk.folder).stdout
    assert (
        "combined/早報: one of 8, not shown: the feed shows 50, the newest, 1 of a source" in said
    )
    said = feeds("explain", "https://one.example/甲", cwd=desk.folder).stdout
    assert "combined/早報: number 3 of 8" in said
    desk.run((combined % 9) + "      per_author: 1\n      limit: 3\n")
    assert desk.titles("combined/早報") == ["港口5", "港口4", "無"]
    assert_settled(desk)


def test_copies_are_shown_apart_from_when_a_combined_feed_says_so(desk: Desk) -> None:
    story = {"title": "大橋通車", "url": "https://bridge.example/open", "text": "大橋今日通車"}
    desk.write("three", story)
    desk.write("four", story)
    combined = "feeds: {combined: [{name: 大橋, query: 大橋, merge: %s}]}\n"
    desk.run(combined % "true")
    assert desk.titles("combined/大橋") == ["大橋通車"]
    desk.run(combined % "false")
    assert desk.titles("combined/大橋") == ["大橋通車", "大橋通車"]
    assert_settled(desk)


def test_a_feed_sorted_by_rank(desk: Desk) -> None:
    story = (
        "海灣大橋今日上午通車，市長主持了剪綵儀式，數千名市民隨後步行過橋。"
        "工程歷時五年，全長三公里，連接南埗與燈塔角，過去坐渡輪要四十分鐘。"
        "渡輪公司表示，夜班船仍會照常行駛，直到年底再看乘客多少決定去留。"
        "老船長郭四妹站在碼頭鳴笛三聲，她說自己不反對橋，只是還想看看潮水。"
    )
    desk.write("three", {"title": "大橋通車", "text": story, "day": 6})
    desk.write("four", {"title": "大橋通車", "text": story, "day": 6})
    desk.write(
        "five",
        {"title": "漁訊", "text": "大橋附近禁止捕魚", "day": 9},
        {"title": "大橋夜景", "text": "燈光", "day": 8},
    )
    desk.run("feeds: {combined: [{name: 大橋, query: 大橋, sort: rank}]}\n")
    assert desk.titles("combined/大橋") == ["大橋通車", "大橋夜景", "漁訊"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("sections: {named: [{path: A, sources: [tow]}]}\n", "'tow' (did you mean two?)"),
        ("sections: {rules: [{section: A, source: x1}]}\n", "no source has the id 'x1'"),
        ("sections: {rules: [{section: A, query: 'section:b'}]}\n", "cannot ask for one"),
        ("sections: {rules: [{section: A, query: 'age:3d'}]}\n", "cannot ask for an age"),
        ("sections: {rules: [{section: A, query: '(b'}]}\n", "a parenthesis is not closed"),
        ("sections: {aliases: {A: B, B: A}}\n", "leads back to itself"),
        ("sections: {aliases: {A: []}}\n", "a section is missing"),
        ("sections: {moved: {A: B, B: A}}\n", "leads back to itself"),
        ("sections: {named: [A], moved: {A: B}}\n", "has moved and is named"),
        ("sections: {named: [A, {path: a}]}\n", "is named in line 5 already"),
        ("feeds: {combined: [{name: a, keywords: [x]}]}\n", "there is no keyword 'x'"),
        ("feeds: {combined: [{name: a, sources: [tow]}]}\n", "did you mean two?"),
        ("feeds: {combined: [{name: a, sections: [b/*]}]}\n", "no pattern"),
        ("feeds: {combined: [{name: a, exclude: '(b'}]}\n", "a parenthesis is not closed"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(desk: Desk, more: str, said: str) -> None:
    desk.configure(more)
    for command in ("check", "run"):
        done = feeds(command, cwd=desk.folder)
        assert done.returncode == 2
        assert re.match(r".*config\.yaml:\d+:\d+: (sections|feeds)\.", done.stderr)
        assert said in done.stderr
    assert not (desk.folder / "feeds.db").exists()


def test_check_says_what_sections_stand_for(desk: Desk) -> None:
    desk.configure("""\
sections:
  aliases: {統戰: 統一戰線}
  named: [{path: 要聞, title: 今日要聞, match: [黨派聲音/*]}]
  rules: [{section: 海外, url: /world/**}]
  moved: {舊聞: 要聞}
""")
    said = feeds("check", cwd=desk.folder).stdout
    assert "統戰  means 統一戰線" in said
    assert "要聞  has a feed as 今日要聞, with 黨派聲音 / *" in said
    assert "海外  by rule 1: url /world/**" in said
    assert "舊聞  has moved to 要聞" in said


def test_the_example_of_the_docs(tmp_path: Path) -> None:
    page = (PROJECT / "docs/sections.md").read_text("utf-8")
    [example] = re.findall(r"^```yaml\n(.*?)^```", page, re.M | re.S)
    [listed] = re.findall(r"^has these feeds:\n\n```\n(.*?)^```", page, re.M | re.S)
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    shipped = (PROJECT / "config.yaml").read_text("utf-8")
    sources = shipped[shipped.index("sources:") : shipped.index("sections:")]
    (tmp_path / "config.yaml").write_text(f"{sources}\n{example}", "utf-8")
    done = feeds("run", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    desk = Desk(tmp_path)
    assert sorted(desk.slugs()) == listed.split()
    assert "Skarvik votes to keep its slow ferry" not in desk.titles("sections/海洋")
    assert desk.items("sections/海洋")
    assert {"en", "zh-Hant"} <= {str(item["language"]) for item in desk.items("sections/文化")}
    sections = [item["_feeds"]["section"] for item in desk.items("sections/文化")]
    assert all(path[0] == "文化" for path in sections)
    assert len(desk.items("combined/早報")) > 3
