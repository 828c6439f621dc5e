"""Documents to finished entries, against feedparser as it comes.

Ours are read, identified, sanitized, resolved and normalized: all that the model has.
feedparser's are parsed, sanitized and resolved.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import feedparser

from benchmarks.timing import interleaved
from feeds.model import Entry, Source
from feeds.normalize import Document, identify, normalize
from feeds.read import read

NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://news.example/feed.xml"
CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "feeds"
_WORDS = (
    "海灣 港口 漁民 市集 議會 教育 扶貧 燈塔 展覽 渡輪 山村 合作社 學校 老師 記者 公佈 計劃 "
    "發展 經濟 文化 音樂 天氣 颱風 交通 橋樑 居民 社區 醫院 研究 數據 報告 會議 代表 協會 企業 "
    "小店 市場 價格 增長"
).split()


def finished(body: bytes) -> list[Entry]:
    """All that a pass makes of a document that it has not seen before."""
    source = Source(id="bench", url=URL)
    feed = read(body, url=URL)
    document = Document(feed, source, URL, NOW)
    return [normalize(item, document) for item in identify(feed, source, URL, "")]


def chinese(number: int, entries: int = 40) -> bytes:
    """A generated feed of Chinese news, as the editors of newsrooms write their HTML."""
    chance = random.Random(number)

    def sentence() -> str:
        return "".join(chance.choices(_WORDS, k=chance.randint(6, 14))) + "。"

    def paragraph() -> str:
        text = [sentence() for _ in range(chance.randint(2, 5))]
        at = chance.randrange(len(text))
        text[at] = chance.choice(
            [
                "<strong>{}</strong>",
                '<span style="color:#c00000">{}</span>',
                '<a href="https://news.example/t/1" target="_blank">{}</a>',
                "{}<br />",
                "{}",
            ]
        ).format(text[at])
        inner = "".join(text)
        return (
            '<p style="text-indent: 2em; line-height: 1.75em;"><span style="font-family: 宋体; '
            f'font-size: 16px;">&nbsp;&nbsp;{inner}</span></p>\n'
        )

    items = []
    for index in range(entries):
        date = format_datetime(NOW - timedelta(hours=index * 3 + number))
        paragraphs = "".join(paragraph() for _ in range(chance.randint(5, 10)))
        items.append(
            f"<item><title>{sentence()[:24]}</title>"
            f"<link>https://news.example/{number}/{index}?utm_source=rss</link>"
            f'<guid isPermaLink="false">{number}-{index}</guid><pubDate>{date}</pubDate>'
            f"<dc:creator>{chance.choice(_WORDS)}</dc:creator>"
            f"<category>{chance.choice(_WORDS)}</category>"
            f"<category>{chance.choice(_WORDS)}</category>"
            f"<description>{sentence()}</description>"
            '<content:encoded><![CDATA[<p style="text-align: center;">'
            f'<img src="/images/{index}.jpg" style="width: 600px;" alt="{sentence()}" /></p>\n'
            f"{paragraphs}]]></content:encoded></item>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>新聞 {number}</title><link>https://news.example/</link>"
        f"<description>測試</description>{''.join(items)}</channel></rss>"
    ).encode()


def compare(name: str, documents: Sequence[bytes], rounds: int = 5) -> None:
    """Print the ratio for a set of documents."""
    entries = sum(len(finished(body)) for body in documents)
    size = sum(map(len, documents)) / 1e6
    times = interleaved(
        {
            "feedparser": lambda: [feedparser.parse(body) for body in documents],
            "feeds": lambda: [finished(body) for body in documents],
        },
        rounds,
    )
    ratio = times["feedparser"] / times["feeds"]
    print(
        f"{name}: {len(documents)} documents, {entries} entries, {size:.1f} MB: "
        f"feedparser {times['feedparser']:.3f} s, feeds {times['feeds']:.3f} s, "
        f"{ratio:.1f} times as fast"
    )


def main() -> None:
    """Real feeds where they are at hand, and generated Chinese ones."""
    if CORPUS.is_dir():
        compare("real feeds", [path.read_bytes() for path in sorted(CORPUS.iterdir())])
    compare("generated Chinese feeds", [chinese(number) for number in range(30)])
