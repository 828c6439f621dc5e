"""No error and no warning, of whatever the feeds hold."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feeds.config import Site
from feeds.model import Item, Media, Origin
from tests import strategies
from tests.command import PROJECT, feeds
from tests.examples import NOON, entry
from tests.publish.rendering import rendered, xml
from tests.publish.test_formats import WORST
from tests.publish.w3c import faults

VALIDATOR = PROJECT.parent / "shared" / "tools" / "conformance" / "validate.py"
# fmt: off
WORDS = (
    "news", "art", "science", "war", "peace", "economy", "trade", "health", "climate", "energy",
    "water", "food", "travel", "sport", "film", "book", "linux", "security", "data", "privacy",
    "python", "music", "games", "photo", "video", "podcast", "blog", "email", "server", "network",
    "中国", "扶貧", "教育", "香港", "新聞", "技術", "経済", "日本", "미국", "россия",
    "title:the", "NOT the", "open AND source", "city OR town", "R&D", "AT&T", "C++", "<b>",
    "AI", "2026",
)
# fmt: on
FULL = Site(
    title="統戰新聞 <b>R&amp;D</b>",
    url="https://feeds.example.org/",
    language="zh-Hant",
    description="甲 < 乙 && </p>",
    rights="CC BY 4.0 & </b>",
    icon="https://feeds.example.org/icon.svg",
    logo="https://feeds.example.org/logo.png?v=1",
    hub=("https://hub.example/?a=1&b=2",),
)


@pytest.fixture(scope="module")
def validator() -> ModuleType:
    """The checker, where it is at hand."""
    if not VALIDATOR.is_file():
        pytest.skip("the validator (../shared/tools/conformance/validate.py) is not here")
    spec = importlib.util.spec_from_file_location("validate", VALIDATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def validate(output: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(VALIDATOR), str(output)], capture_output=True, text=True
    )


@pytest.mark.usefixtures("validator")
def test_the_shipped_configuration_gives_valid_feeds(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "config.yaml", tmp_path)
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    assert feeds("run", cwd=tmp_path).returncode == 0
    checked = validate(tmp_path / "output")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.usefixtures("validator")
def test_so_are_its_archives(tmp_path: Path) -> None:
    text = (PROJECT / "config.yaml").read_text("utf-8")
    short = text.replace("limit: 50 ", "limit: 6\n  archive: true\n  archive_limit: 20 ")
    (tmp_path / "config.yaml").write_text(short, "utf-8")
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    assert feeds("run", cwd=tmp_path).returncode == 0
    assert len(list((tmp_path / "output/all/archive").iterdir())) == 7
    checked = validate(tmp_path / "output")
    assert checked.returncode == 0, checked.stdout
    for path in (tmp_path / "output").glob("**/archive/*/*.xml"):
        assert faults(path.read_bytes()) == [], path


@pytest.mark.usefixtures("validator")
def test_real_feeds_give_valid_feeds_by_sections_and_keywords(corpus: Path, tmp_path: Path) -> None:
    paths = sorted((corpus / "feeds").glob("*.xml"))
    lines = ["site: {title: Corpus, url: https://feeds.example/, language: en}"]
    lines += ["sections: {depth: 3}", "feeds: {sources: true}", "keywords:"]
    lines += [f"  - {{name: '{word}', query: '{_quoted(word)}'}}" for word in WORDS]
    lines += ["sources:"]
    lines += [
        f"  - {{path: {path}, id: {path.stem}, section: [Group {n % 5}, Part {n % 3}]}}"
        for n, path in enumerate(paths)
    ]
    (tmp_path / "config.yaml").write_text("\n".join(lines), "utf-8")
    done = feeds("run", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    checked = validate(tmp_path / "output")
    assert checked.returncode == 0, checked.stdout
    for path in (tmp_path / "output").rglob("*.xml"):
        assert faults(path.read_bytes()) == [], path


def _quoted(word: str) -> str:
    return word if word.isalnum() or " " in word or ":" in word else f'"{word}"'


_checked: list[int] = []


@settings(max_examples=90)
@given(strategies.many_items, st.sampled_from([Site(), FULL]))
def test_the_worst_entries_give_valid_feeds(
    validator: ModuleType, items: list[Item], site: Site
) -> None:
    report = validator.Report()
    files = rendered(*items, site=site, every=1800)
    validator.check_json("feed.json", files["feed.json"], report)
    for name in ("rss.xml", "atom.xml"):
        validator.check_xml_extra(name, files[name], xml(files[name]), report)
    assert [row for row in report.rows if row[2] not in validator.ALLOWED] == []
    _checked.append(len(items))


def test_so_many_entries_were_enough() -> None:
    if _checked:
        assert sum(_checked) >= 1000


@given(strategies.item_lists, st.sampled_from([Site(), FULL]))
@example([Item(WORST, NOON)], FULL)
@example([Item(entry(media=(Media("https://news.example/a", "audio/mpeg", 0, 9),)), NOON)], FULL)
@example([Item(entry(origin=Origin("Elsewhere & </b>", "https://b.example/")), NOON)], FULL)
@example([Item(entry(title="</b>&amp;\ufffd", summary="", content=""), NOON)], FULL)
def test_what_is_known_of_the_validator_of_the_w3c(items: list[Item], site: Site) -> None:
    files = rendered(*items, site=site, every=1800)
    for name in ("rss.xml", "atom.xml"):
        assert faults(files[name]) == []


@pytest.mark.usefixtures("validator")
def test_monstrous_and_meagre_entries_give_valid_feeds(tmp_path: Path) -> None:
    names = ("../..", "CON", "a" * 300, "🐉", "\u200fעברית\u200f", "Case", "e\u0301")
    enclosures = "".join(
        f'<enclosure url="https://news.example/{n}.mp3" length="-1" type="odd"/>'
        for n in range(5000)
    )
    long = "&lt;p&gt;long&lt;/p&gt;" * 250_000
    items = [
        f"<item><title>Many</title><guid>1</guid>{enclosures}</item>",
        f"<item><guid>2</guid><description>{long}</description></item>",
        "<item><guid>3</guid></item>",
        "<item><title>&amp;lt;/b&amp;gt; &#xFFFD; &#x85;</title></item>",
        "<item><link>https://news.example/[4]?a=%zz|b</link></item>",
        *(f"<item><title>{n}</title><category>{n}</category></item>" for n in names),
    ]
    feed = f"<rss version='2.0'><channel><title>Odd</title>{''.join(items)}</channel></rss>"
    (tmp_path / "feed.xml").write_text(feed, "utf-8")
    keywords = [
        f"  - {{name: {json.dumps(name, ensure_ascii=False)}, query: '\"{name}\"'}}"
        for name in names
    ]
    lines = ["sources: [feed.xml]", "feeds: {sources: true}", "keywords:", *keywords]
    (tmp_path / "config.yaml").write_text("\n".join(lines), "utf-8")
    done = feeds("run", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    checked = validate(tmp_path / "output")
    assert checked.returncode == 0, checked.stdout
    paths = [path for path in (tmp_path / "output").rglob("*.xml") if path.is_file()]
    assert len(paths) == 2 * (2 + len(names))  # all, the source, and each name
    for path in paths:
        assert path.stat().st_size < 2_000_000
        assert faults(path.read_bytes()) == [], path
