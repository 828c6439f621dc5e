"""Articles' pages to finished entries, against trafilatura's extraction of the text alone.

Ours are read, identified, sanitized, resolved and normalized: title, people, dates, section,
keywords, picture and all else that the model has. trafilatura's give the text. How much of each
text is right is printed beside the times, so that speed is not bought with it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from statistics import mean

import trafilatura

from benchmarks.timing import interleaved
from feeds.model import Entry, Source
from feeds.normalize import Document, identify, normalize, text_of
from feeds.read import read
from tests.read.article_random import generated

NOW = datetime(2026, 11, 25, tzinfo=UTC)
URL = "https://news.example/2026/article.html"
CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "pages"
_SPACES = re.compile(r"\s+")


def finished(body: bytes) -> Entry:
    """All that a pass makes of an article's page that it has not seen before."""
    source = Source(id="bench", url=URL, kind="article")
    feed = read(body, url=URL, kind="article")
    (item,) = identify(feed, source, URL, "")
    return normalize(item, Document(feed, source, URL, NOW))


def ours(body: bytes) -> str:
    return text_of(finished(body).content)


def theirs(body: bytes) -> str:
    return trafilatura.extract(body) or ""


class _Shown(HTMLParser):
    """The text of a page as it stands there."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._is_text = True
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._is_text = tag not in ("script", "style", "noscript", "title")

    def handle_endtag(self, tag: str) -> None:
        self._is_text = True

    def handle_data(self, data: str) -> None:
        if self._is_text:
            self.parts.append(data)


def _bare(text: str) -> str:
    return _SPACES.sub("", text)


def f1(found: str, wanted: str) -> float:
    """How much two texts have in common, in runs of four characters."""
    one, other = (
        Counter(text[at : at + 4] for at in range(max(1, len(text) - 3)))
        for text in (_bare(found), _bare(wanted))
    )
    return 2 * (one & other).total() / (one.total() + other.total()) if found else 0.0


def labelled() -> Iterator[tuple[bytes, str]]:
    """Pages of the corpus with the text between the labelled beginning and end."""
    labels = json.loads((CORPUS / "labels-dev.json").read_text(encoding="utf-8"))
    for page in labels["pages"]:
        body = (CORPUS / page["file"]).read_bytes()
        try:
            markup = body.decode()
        except UnicodeDecodeError:
            markup = body.decode("gb18030", "replace")
        text, said = _bare("".join(_Shown(markup).parts)), page["body"]
        first, last = _bare(said["first"]), _bare(said["last"])
        end = text.rfind(last)
        start = text.rfind(first, 0, end) if said.get("first_occurrence") == "last" else -1
        start = start if start >= 0 else text.find(first)
        if 0 <= start < end:
            wanted = text[start : end + len(last)]
            for noise in [*said["must_not"], *said["credit_lines"]]:
                wanted = wanted.replace(_bare(noise), "")
            yield body, wanted


def compare(name: str, bodies: Sequence[bytes], texts: Sequence[str] = (), rounds: int = 5) -> None:
    """Print the ratio for a set of pages, and how much of their texts is right."""

    def reading(extract: Callable[[bytes], object]) -> Callable[[], object]:
        return lambda: [extract(body) for body in bodies]

    times = interleaved({"trafilatura": reading(theirs), "feeds": reading(finished)}, rounds)
    size, count = sum(map(len, bodies)) / 1e6, len(bodies)
    print(
        f"{name}: {count} pages, {size:.1f} MB: trafilatura {count / times['trafilatura']:.0f} "
        f"articles a second, feeds {count / times['feeds']:.0f}, "
        f"{times['trafilatura'] / times['feeds']:.1f} times as fast"
    )
    if texts:
        pairs = list(zip(bodies, texts, strict=True))
        scores = [mean(f1(way(body), text) for body, text in pairs) for way in (theirs, ours)]
        print(f"  texts (F1): trafilatura {scores[0]:.3f}, feeds {scores[1]:.3f}")


def main() -> None:
    """Real pages where they are at hand, and generated ones."""
    if CORPUS.is_dir():
        places = [CORPUS / name for name in ("sina", "163", "thepaper", "ifeng", "people")]
        files = [file for place in places for file in sorted(place.glob("*.html"))]
        compare("real articles", [file.read_bytes() for file in files])
        bodies, texts = zip(*labelled(), strict=True)
        compare("labelled articles", bodies, texts)
    for script, name in (("han", "Chinese"), ("latin", "Latin")):
        pages = [generated(number, script) for number in range(60)]
        texts = ["".join(paragraphs) for _, _, paragraphs in pages]
        compare(f"generated {name} articles", [page.encode() for page, *_ in pages], texts)
