"""Somebody tries the commands, one after another, as the help tells them."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import NEWSROOM, PROJECT, feeds
from tests.server import Answer, serve

COMMANDS = (
    "init", "check", "run", "preview", "status", "schema", "import", "export", "plan", "try",
    "explain", "list",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A configuration of one file in RSS and one in JSON Feed."""
    for name in ("politics.xml", "culture.json"):
        shutil.copy(NEWSROOM / name, tmp_path)
    text = "# mine\nsources:\n  - politics.xml   # first\n  - {path: culture.json, id: culture}\n"
    (tmp_path / "config.yaml").write_text(text + "keywords: [扶貧]\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_each_help_shows_an_example(command: str, tmp_path: Path) -> None:
    done = feeds(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "Example" in done.stdout
    assert f"feeds {command}" in " ".join(done.stdout.split("Example")[1].split())


def test_the_help_lists_every_command(tmp_path: Path) -> None:
    listed = feeds("--help", cwd=tmp_path).stdout
    assert all(f"\n  {command} " in listed for command in COMMANDS)


def test_a_first_own_feed(tmp_path: Path) -> None:
    assert feeds("init", "news", cwd=tmp_path).returncode == 0
    assert feeds("check", "-c", "news/config.yaml", cwd=tmp_path).returncode == 0
    shutil.copy(NEWSROOM / "world.atom", tmp_path / "news")
    config = tmp_path / "news" / "config.yaml"
    text = config.read_text("utf-8").replace("# - {path: saved/feed.xml}", "- {path: world.atom}")
    config.write_text(text, "utf-8")
    assert feeds("run", "-c", "news/config.yaml", cwd=tmp_path).returncode == 0
    assert (tmp_path / "news/output/sections/World/Asia/rss.xml").is_file()


def test_init_never_overwrites(folder: Path) -> None:
    before = (folder / "config.yaml").read_bytes()
    done = feeds("init", cwd=folder)
    assert done.returncode == 2
    assert "config.yaml" in done.stderr
    assert "exists" in done.stderr
    assert (folder / "config.yaml").read_bytes() == before


def test_preview_prints_a_document_a_line_in_order(folder: Path) -> None:
    done = feeds("preview", "culture.json", "missing.xml", "politics.xml", "--json", cwd=folder)
    assert done.returncode == 1
    culture, missing, politics = map(json.loads, done.stdout.splitlines())
    assert missing["items"] == []
    assert "missing.xml" in missing["_feeds"]["error"]
    assert len(culture["items"]) == 11
    item = politics["items"][0]
    assert item["_feeds"]["section"] == ["民生", "教育"]
    assert item["_feeds"]["kind"] == "feed"
    assert item["tags"] == ["扶貧", "鄉村", "教育"]
    assert item["authors"] == [{"name": "周曉帆"}]
    assert item["date_published"] == "2026-11-19T12:15:00Z"
    assert item["language"] == "zh-Hant"
    assert "<p>" in item["content_html"]
    assert "<p>" not in item["content_text"]
    assert not (folder / "feeds.db").exists()
    assert not (folder / "output").exists()


def test_preview_reads_standard_input(folder: Path) -> None:
    text = (folder / "politics.xml").read_text("utf-8")
    done = feeds("preview", "-", "--json", cwd=folder, input=text)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["items"]) == 12


def test_preview_resolves_addresses_against_the_base_that_is_given(tmp_path: Path) -> None:
    feed = (
        "<rss version='2.0'><channel><item><title>t</title><link>/a</link></item></channel></rss>"
    )
    done = feeds(
        "preview", "-", "--json", "--base-url", "https://n.example/x/", cwd=tmp_path, input=feed
    )
    assert json.loads(done.stdout)["items"][0]["url"] == "https://n.example/a"


def test_preview_for_a_person(folder: Path) -> None:
    done = feeds("preview", "politics.xml", "--limit", "2", cwd=folder)
    assert "海灣新聞 · 黨派與民生" in done.stdout
    assert "黨派·聲音 / 統一戰線" in done.stdout
    assert "10 more" in done.stdout


def test_status_before_and_after_a_pass(folder: Path) -> None:
    early = feeds("status", cwd=folder)
    assert early.returncode == 1
    assert "feeds run" in early.stderr
    assert not (folder / "feeds.db").exists()
    feeds("run", cwd=folder)
    (folder / "politics.xml").unlink()
    feeds("run", cwd=folder)
    shown = feeds("status", cwd=folder)
    assert shown.returncode == 0
    assert "failing" in shown.stdout
    assert "No such file" in shown.stdout
    politics, culture = json.loads(feeds("status", "--json", cwd=folder).stdout)
    assert (politics["state"], politics["entries"], politics["failures"]) == ("failing", 12, 1)
    assert (culture["id"], culture["state"], culture["entries"]) == ("culture", "ok", 11)


def test_list_shows_where_each_feed_is_and_private_ones_too(folder: Path) -> None:
    config = folder / "config.yaml"
    text = config.read_text("utf-8").replace("[扶貧]", "[扶貧, {name: 漁村, private: true}]")
    text += "site: {url: https://f.example/, secret: '${FEEDS_SECRET}'}\n"
    config.write_text(text, "utf-8")
    missing = feeds("list", cwd=folder)
    assert missing.returncode == 2
    assert "site.secret: the environment variable FEEDS_SECRET is not set" in missing.stderr
    secret = {"FEEDS_SECRET": "correct horse battery"}
    assert "feeds run" in feeds("list", cwd=folder, **secret).stderr
    assert feeds("run", cwd=folder, **secret).returncode == 0
    listed = json.loads(feeds("list", "--json", cwd=folder, **secret).stdout)
    by_title = {one["title"]: one for one in listed}
    assert by_title["扶貧"]["url"] == "https://f.example/keywords/%E6%89%B6%E8%B2%A7/atom.xml"
    private = by_title["漁村"]
    assert private["private"]
    assert (folder / "output" / private["feed"] / "atom.xml").is_file()
    shown = feeds("list", cwd=folder, **secret).stdout
    assert private["url"] in shown
    assert "keyword, private" in shown


def test_run_asks_one_source_by_its_id(folder: Path) -> None:
    assert feeds("run", "--source", "culture", cwd=folder).returncode == 0
    states = {s["id"]: s["state"] for s in json.loads(feeds("status", "--json", cwd=folder).stdout)}
    assert states == {"politics.xml": "new", "culture": "ok"}
    wrong = feeds("run", "--source", "cultur", cwd=folder)
    assert wrong.returncode == 2
    assert "did you mean culture?" in wrong.stderr


def test_strict_makes_a_failing_source_the_status(folder: Path) -> None:
    (folder / "politics.xml").write_text("")
    assert feeds("run", cwd=folder).returncode == 0
    assert feeds("run", "--strict", cwd=folder).returncode == 1


def test_logs_for_machines(folder: Path) -> None:
    (folder / "politics.xml").write_text("")
    done = feeds("run", "--log-format", "json", "--verbose", cwd=folder)
    events = {event["source"]: event for event in map(json.loads, done.stderr.splitlines())}
    assert events["politics.xml"]["event"] == "failing"
    assert events["politics.xml"]["level"] == "WARNING"
    assert events["culture"]["event"] == "ok"
    assert all(event["time"] for event in events.values())


def test_import_adds_what_is_not_there_and_keeps_the_rest(folder: Path) -> None:
    done = feeds("import", NEWSROOM / "subscriptions.opml", cwd=folder)
    assert done.returncode == 0
    assert "4 sources added" in done.stdout
    text = (folder / "config.yaml").read_text("utf-8")
    assert text.startswith("# mine\nsources:\n  - politics.xml   # first\n")
    assert "section: [World & Culture]" in text
    assert text.endswith("keywords: [扶貧]\n")
    assert "6" in feeds("check", cwd=folder).stdout.splitlines()[0]
    again = feeds("import", NEWSROOM / "subscriptions.opml", cwd=folder)
    assert "0 sources added, 4 were there already" in again.stdout
    assert (folder / "config.yaml").read_text("utf-8") == text


def test_what_is_exported_can_be_imported(folder: Path) -> None:
    feeds("import", NEWSROOM / "subscriptions.opml", cwd=folder)
    assert feeds("export", "-o", "mine.opml", cwd=folder).returncode == 0
    (folder / "other.yaml").write_text("")
    assert "6 sources added" in feeds("import", "mine.opml", "-c", "other.yaml", cwd=folder).stdout
    again = feeds("export", "-c", "other.yaml", cwd=folder).stdout
    assert again.splitlines()[1:] == (folder / "mine.opml").read_text("utf-8").splitlines()[1:]


def test_the_schema_that_is_shipped_is_the_schema(tmp_path: Path) -> None:
    printed = feeds("schema", cwd=tmp_path).stdout
    assert (PROJECT / "docs/config.schema.json").read_text("utf-8") == printed
    for shipped in ("config.yaml", "feeds/cli/starter.yaml"):
        first = (PROJECT / shipped).read_text("utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")


def test_on_a_terminal_a_pass_shows_what_it_did(folder: Path) -> None:
    """A pseudo-terminal stands for the person."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "feeds", "run"],
        cwd=folder,
        stderr=theirs,
        stdout=theirs,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert process.wait(60) == 0
    text = shown.decode()
    assert "asking sources" in text
    for words in ("unchanged", "failed", "new", "23", "written"):
        assert words in text


PAGE = b"<!DOCTYPE html><html><head><title>News</title>%s</head><body>News</body></html>"


def test_a_page_in_place_of_a_feed_leads_to_its_feeds(tmp_path: Path) -> None:
    feed = Answer((NEWSROOM / "politics.xml").read_bytes())
    named = b'<link rel="alternate" type="application/rss+xml" href="/named.xml">'
    plays = {
        "/named/": Answer(PAGE % named),
        "/usual/": Answer(PAGE % b""),
        "/usual/feed.xml": feed,
        "/none/": Answer(PAGE % b""),
    }
    with serve(plays) as server:
        urls = [f"{server.url}/{name}/" for name in ("named", "usual", "none")]
        done = feeds("preview", *urls, "--json", cwd=tmp_path)
        assert done.returncode == 1
        said = [json.loads(line)["_feeds"]["error"] for line in done.stdout.splitlines()]
        assert f"it names these feeds: {server.url}/named.xml" in said[0]
        assert f"it names none, but there is {server.url}/usual/feed.xml" in said[1]
        assert said[2].startswith("an HTML page with neither an article nor a list of articles")

        lines = "".join(f"  - {url}\n" for url in [*urls, f"{server.url}/usual/feed.xml"])
        (tmp_path / "config.yaml").write_text(f"sources:\n{lines}")
        before = len(server.asked)
        assert feeds("check", cwd=tmp_path).returncode == 0
        assert len(server.asked) == before
        checked = feeds("check", "--online", cwd=tmp_path)
        assert checked.returncode == 1
        named_, usual, none, good = checked.stdout.splitlines()[1:]
        assert f"{server.url}/named.xml" in named_
        assert f"{server.url}/usual/feed.xml" in usual
        assert "an HTML page with neither an article nor a list of articles" in none
        assert good.endswith("rss20, 12 entries")
    assert not (tmp_path / "feeds.db").exists()
