"""Somebody follows three papers that print the same agency."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser

from tests.command import feeds, tree
from tests.server import Answer, serve

AGENCY = (
    "昨日深夜，一場暴雨使茶坪鄉兩座橋樑中斷，四百一十名居民連夜轉移到鄉裡的學校。縣裡的救援隊今晨乘橡皮艇"
    "送去飲水和藥品，並用無人機檢查了上游水庫的堤壩。氣象臺預計雨勢在週四減弱。學校停課兩天，網際網路和電話"
    "已經恢復，軟體公司捐贈的印表機改作臨時辦公之用。鄉長說，糧食足夠七天之需，路面將先行搶修。"
)
MAINLAND = (
    "昨日深夜，一场暴雨使茶坪乡两座桥梁中断，四百一十名居民连夜转移到乡里的学校。县里的救援队今晨乘橡皮艇"
    "送去饮水和药品，并用无人机检查了上游水库的堤坝。气象台预计雨势在周四减弱。学校停课两天，互联网和电话"
    "已经恢复，软件公司捐赠的打印机改作临时办公之用。乡长说，粮食足够七天之需，路面将先行抢修。"
)
OTHER = (
    "縣圖書館自下月起延長開放時間，週末開到晚上九點，並在二樓新設兒童閱覽室，"
    "館長說已有兩百個家庭登記。"
)


def paper(title: str, *items: tuple[str, str, str]) -> Answer:
    written = "".join(
        f"<item><title>{headline}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Tue, 10 Mar 2026 08:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{body}&lt;/p&gt;</description></item>"
        for headline, link, body in items
    )
    document = f"<rss version='2.0'><channel><title>{title}</title>{written}</channel></rss>"
    return Answer(document.encode(), headers={"Content-Type": "application/rss+xml"})


def published(folder: Path, feed: str) -> list[dict[str, Any]]:
    document = json.loads((folder / "output" / feed / "feed.json").read_bytes())
    items: list[dict[str, Any]] = document["items"]
    return items


def test_they_see_the_story_once_and_where_else_it_is(store_url: str, tmp_path: Path) -> None:
    evening = (
        "茶坪鄉暴雨斷橋",
        "https://evening.example/1",
        f"（中央社記者林海茶坪10日電）{AGENCY}",
    )
    morning = ("暴雨致两座桥梁中断", "https://morning.example/a", f"{MAINLAND}（责任编辑：王芳）")
    weekly = (
        "更正：茶坪鄉暴雨斷橋",
        "https://weekly.example/x",
        AGENCY.replace("四百一十", "一百四十") + "更正：本刊稍早誤植人數。",
    )
    plays = {
        "/evening": paper("晚報", evening, ("圖書館", "https://evening.example/2", OTHER)),
        "/morning": paper("晨报", morning),
        "/weekly": paper("週刊", weekly),
    }
    with serve(plays) as server:
        sources = "".join(f"  - {server.url}{path}\n" for path in plays)
        (tmp_path / "config.yaml").write_text(
            "site: {title: 鄉訊, language: zh-Hant}\nkeywords: [暴雨]\nfetch: {pause: 0s}\n"
            f"store: {store_url}\nsources:\n{sources}",
            "utf-8",
        )
        done = feeds("run", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        before = tree(tmp_path / "output")
        assert feeds("run", "--force", cwd=tmp_path).returncode == 0
        assert tree(tmp_path / "output") == before

        for feed in ("all", "keywords/暴雨"):
            stories = {item["title"]: item for item in published(tmp_path, feed)}
            assert stories.keys() - {"圖書館"} == {evening[0], weekly[0]}
            assert stories[evening[0]]["_feeds"]["also"] == [
                {
                    "source_name": "晨报",
                    "source_url": f"{server.url}/morning",
                    "url": "https://morning.example/a",
                }
            ]
            assert "also" not in stories[weekly[0]]["_feeds"]
        for name in ("rss.xml", "atom.xml"):
            document = feedparser.parse(str(tmp_path / "output/all" / name))
            (entry,) = [e for e in document.entries if e.title == evening[0]]
            related = [(x.href, x.title) for x in entry.links if x.rel == "related"]
            assert related == [("https://morning.example/a", "晨报")]
        page = (tmp_path / "output/all/index.html").read_text("utf-8")
        assert '同文另見：<a href="https://morning.example/a">晨报</a>' in page

        # A copy that comes later changes what is shown only by its name.
        late = ("断桥", "https://late.example/1", MAINLAND)
        server.plays["/late"] = paper("遲報", late)
        config = (tmp_path / "config.yaml").read_text("utf-8") + f"  - {server.url}/late\n"
        (tmp_path / "config.yaml").write_text(config, "utf-8")
        assert feeds("run", cwd=tmp_path).returncode == 0
        stories = {item["title"]: item for item in published(tmp_path, "all")}
        names = [copy["source_name"] for copy in stories[evening[0]]["_feeds"]["also"]]
        assert names == ["晨报", "遲報"]
        assert late[0] not in stories
