"""What goes wrong in a newsroom's day: each is said clearly, and costs nobody else anything."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import feedparser
import pytest

from tests.command import feeds, tree
from tests.server import Answer, serve

GOOD = """\
<rss version="2.0"><channel><title>Harbour news</title><link>https://harbour.example/</link>
<item><title>Ferries run again</title><link>https://harbour.example/1</link>
<guid>https://harbour.example/1</guid><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate></item>
<item><title>New pier opens</title><link>https://harbour.example/2</link>
<guid>https://harbour.example/2</guid><pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate></item>
</channel></rss>"""
PAGE = """<!DOCTYPE html><html><head><title>News</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>News</body></html>"""


def nobody() -> str:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{closed.getsockname()[1]}/feed"


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_one_good_source_among_bad_ones(
    where: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    store = "sqlite:///feeds.db"
    if where == "postgresql":
        store = request.getfixturevalue("database")
    plays = {
        "/good": Answer(GOOD.encode()),
        "/page": Answer(PAGE.encode(), headers={"Content-Type": "text/html"}),
        "/empty": Answer(b""),
        "/cut": Answer(GOOD.encode()[: GOOD.index("New pier")]),
        "/broken": Answer(status=500),
    }
    refused = nobody()
    with serve(plays) as server:
        urls = [server.url + path for path in [*plays, "/missing"]]
        urls += [refused, "http://nowhere.invalid/feed"]
        lines = "".join(f"  - {url}\n" for url in urls)
        config = f"store: '{store}'\nfetch: {{pause: 0}}\nsources:\n{lines}"
        (tmp_path / "config.yaml").write_text(config)

        first = feeds("run", cwd=tmp_path)
        assert first.returncode == 0
        assert first.stdout == ""
        said = dict(
            line.removeprefix("feeds: ").split(" fails: ") for line in first.stderr.splitlines()
        )
        assert set(said) == set(urls) - {server.url + "/good"}
        assert "HTML page" in said[server.url + "/page"]
        assert "/feed.xml" in said[server.url + "/page"]
        assert "empty" in said[server.url + "/empty"]
        assert "1 whole entry was" in said[server.url + "/cut"]
        assert "500" in said[server.url + "/broken"]
        assert "404" in said[server.url + "/missing"]
        assert "refused" in said[refused].lower()
        assert "does not resolve" in said["http://nowhere.invalid/feed"]

        published = feedparser.parse((tmp_path / "output/all/atom.xml").read_bytes())
        assert sorted(entry.title for entry in published.entries) == [
            "Ferries run again",  # of the good source, and of the feed that was cut
            "New pier opens",
        ]

        before = tree(tmp_path / "output")
        again = feeds("run", "--force", cwd=tmp_path)
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
        assert tree(tmp_path / "output") == before
        assert feeds("run", "--force", "--strict", cwd=tmp_path).returncode == 1

        server.plays["/broken"] = server.plays["/cut"] = Answer(GOOD.encode())
        mended = feeds("run", "--force", cwd=tmp_path)
        assert sorted(mended.stderr.splitlines()) == sorted(
            f"feeds: {server.url}{path} works again" for path in ("/broken", "/cut")
        )
        assert feeds("run", "--force", cwd=tmp_path).stderr == ""
        states = json.loads(feeds("status", "--json", cwd=tmp_path).stdout)
        assert {state["url"]: state["failures"] for state in states} == {
            url: 0 if url.endswith(("/good", "/cut", "/broken")) else 5 for url in urls
        }


@pytest.mark.parametrize(
    "title",
    [
        b"Ferries\x0b run\x00 again",
        b"Ferries&#11; run &#0;again",
        b"Ferries \xed\xa0\x80run again",  # a lone surrogate, as some write UTF-8
        b"Ferries &#xD800;run again",
        b"Ferries &#xFFFE;run \xef\xbf\xbfagain",
    ],
)
def test_a_title_that_no_xml_can_hold(title: bytes, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(GOOD.encode().replace(b"Ferries run again", title))
    (tmp_path / "config.yaml").write_text("sources: [feed.xml]\n")
    done = feeds("run", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("rss.xml", "atom.xml"):
        published = feedparser.parse((tmp_path / "output/all" / name).read_bytes())
        assert not published.bozo
        titles = [entry.title.replace("\ufffd", "").split() for entry in published.entries]
        assert titles == [["New", "pier", "opens"], ["Ferries", "run", "again"]]
    items = json.loads((tmp_path / "output/all/feed.json").read_text("utf-8"))["items"]
    assert len(items) == 2


def test_a_surrogate_in_a_json_feed(tmp_path: Path) -> None:
    item = '{"id": "1", "title": "a \\ud800b\\u0007", "content_text": "\\udfffx"}'
    document = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{item}]}}'
    (tmp_path / "feed.json").write_text(document)
    (tmp_path / "config.yaml").write_text("sources: [feed.json]\n")
    assert feeds("run", cwd=tmp_path).returncode == 0
    [entry] = feedparser.parse((tmp_path / "output/all/atom.xml").read_bytes()).entries
    assert entry.title.replace("\ufffd", "") == "a b"


@pytest.mark.parametrize(
    ("config", "line"),
    [
        ("sources: [a\nkeywords: []", "config.yaml:2:9: is no valid YAML"),
        ("source: [a]", "config.yaml:1:1: source: unknown key (did you mean sources?)"),
        ("sources: [feed.xml, feed.xml]", "config.yaml:1:21: sources[1]"),
        ("sources: []\nkeywords: ['a AND']", "config.yaml:2:"),
        ("store: mysql://x/y", "store"),
    ],
)
def test_a_configuration_that_cannot_be_used(config: str, line: str, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(config)
    for command in ("run", "check"):
        done = feeds(command, cwd=tmp_path)
        if "mysql" in config and command == "check":
            continue
        assert done.returncode in ({1, 2} if "mysql" in config else {2})
        assert line in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "feeds.db").exists()
    assert not (tmp_path / "output").exists()


def test_no_configuration_at_all(tmp_path: Path) -> None:
    done = feeds("run", cwd=tmp_path)
    assert done.returncode == 2
    assert "config.yaml:1:1: cannot be read: No such file or directory (feeds init makes one)" in (
        done.stderr
    )


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(GOOD)
    (tmp_path / "config.yaml").write_text("sources: [feed.xml]\n")
    (tmp_path / "output").write_text("a file in the way")
    done = feeds("run", cwd=tmp_path)
    assert done.returncode == 1
    assert "output" in done.stderr
    assert "Traceback" not in done.stderr
    (tmp_path / "output").unlink()
    assert feeds("run", cwd=tmp_path).returncode == 0  # nothing was lost
    assert len(feedparser.parse((tmp_path / "output/all/rss.xml").read_bytes()).entries) == 2
