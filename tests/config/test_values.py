"""What a configuration that is right means."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.config import Config, load, parse
from feeds.config.values import parse_duration


def config(text: str, **environ: str) -> Config:
    return parse(text, "config.yaml", ".", environ)


def test_nothing_at_all_is_a_configuration() -> None:
    for text in ("", "# only a comment\n", "sources:\n  # - https://a.example/\n", "\ufeff"):
        found = config(text.lstrip("\ufeff"))
        assert found.sources == ()
        assert found.store == "sqlite:///feeds.db"
        assert found.feeds.formats == ("rss", "atom", "json")


def test_short_forms_and_long_forms() -> None:
    found = config("""\
site: {title: 海灣, url: https://feeds.example.org, language: zh-Hant}
sources:
  - https://example.org/news/feed.xml
  - saved/feed.xml
  - {url: https://example.org/t/, kind: listing, every: 30m, section: [黨派·聲音, 統一戰線]}
  - {opml: subscriptions.opml, section: 海外 / 亞洲}
keywords:
  - 扶貧
  - 2026
  - {name: 進博會, query: '進博會 NOT title:廣告'}
  - {name: 兩會, query: [人大, 政協]}
  - {name: solo}
fetch: {timeout: 1m30s, max_bytes: 5MB, pause: 0}
""")
    feed, file, listing, listed = found.sources
    assert (feed.url, feed.path) == ("https://example.org/news/feed.xml", None)
    assert (file.url, file.path) == (None, "saved/feed.xml")
    assert (listing.kind, listing.every) == ("listing", 1800)
    assert listing.section == ("黨派·聲音", "統一戰線")
    assert listed.section == ("海外", "亞洲")
    assert [(k.name, k.query) for k in found.keywords] == [
        ("扶貧", ("扶貧",)),
        ("2026", ("2026",)),
        ("進博會", ("進博會 NOT title:廣告",)),
        ("兩會", ("人大", "政協")),
        ("solo", ("solo",)),
    ]
    assert (found.fetch.timeout, found.fetch.max_bytes, found.fetch.pause) == (90, 5_000_000, 0)
    assert found.site.url == "https://feeds.example.org/"


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("30s", 30), ("15m", 900), ("1h30m", 5400), ("2d", 172800), ("1 h", 3600), (45, 45),
     (0.5, 0.5), ("250ms", 0.25), ("1W", 604800), ("90", 90)],
)  # fmt: skip
def test_durations(given: object, seconds: float) -> None:
    assert parse_duration(given) == seconds


@pytest.mark.parametrize("given", ["", "h", "1 day", "-5s", "1h-30m", True, None, [1], "1e3"])
def test_what_is_no_duration(given: object) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(given)


def test_variables_are_put_in() -> None:
    text = """\
site: {title: '${NAME:-Feeds} of ${NAME:-us}'}
sources: ['https://${HOST}/feed']
store: ${STORE:-sqlite:///x.db}
"""
    found = config(text, HOST="a.example", NAME="海灣")
    assert found.site.title == "海灣 of 海灣"
    assert found.sources[0].url == "https://a.example/feed"
    assert found.store == "sqlite:///x.db"
    assert config(text, HOST="a.example", NAME="").site.title == "Feeds of us"


def test_a_file_with_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xef\xbb\xbfsite:\r\n  title: a\r\nsources:\r\n  - b.xml\r\n")
    found = load(path, {})
    assert found.site.title == "a"
    assert found.folder == str(tmp_path)


def test_anchors_and_merges_work_as_in_any_yaml() -> None:
    found = config("""\
sources:
  - &chinese {url: 'https://a.example/', language: zh-Hant, every: 10m}
  - {<<: *chinese, url: 'https://b.example/'}
""")
    assert [source.language for source in found.sources] == ["zh-Hant", "zh-Hant"]
    assert found.sources[1].url == "https://b.example/"


def test_the_example_of_the_design_is_a_configuration(corpus: Path) -> None:
    design = (corpus.parent / "design.md").read_text("utf-8")
    start = design.index("    site: {title:")
    example = design[start : design.index("\n\n", start)]
    found = config("\n".join(line[4:] for line in example.splitlines()))
    assert [len(found.sources), len(found.keywords)] == [3, 2]
