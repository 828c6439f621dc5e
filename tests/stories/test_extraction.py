"""What is read on labelled pages of real sites, held against what people read there."""

import importlib.util
import json
import statistics
from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from feeds.preview import as_json_feed, preview
from tests.conftest import CORPUS

SCORER = CORPUS.parent / "tools" / "extraction" / "score.py"
NOW = datetime(2026, 11, 25, tzinfo=UTC)

# The scorer leaves the closing of its files to the interpreter.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

Figures = dict[str, list[float]]


@cache
def scorer() -> ModuleType:
    if not SCORER.is_file():
        pytest.skip("the scorer (../shared/tools/extraction/score.py) is not here")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def figures(labels: Path) -> dict[str, Figures]:
    """Of each kind of page the figures by name, a value a page that has one."""
    found: dict[str, Figures] = {"article": defaultdict(list), "listing": defaultdict(list)}
    pages: list[dict[str, Any]] = json.loads(labels.read_text(encoding="utf-8"))["pages"]
    for page in pages:
        kind, path = page["kind"], CORPUS / "pages" / page["file"]
        (shown,) = preview(
            [str(path)], kind=kind, now=NOW, user_agent="test", base_url=page.get("base_url")
        )
        score = scorer().score_listing if kind == "listing" else scorer().score_article
        for name, value in score(page, as_json_feed(shown), str(path)).items():
            # A page that is not read earns nothing by its silence.
            silent = not shown.entries and "leaked" not in name and "left" not in name
            found[kind][name].append(0.0 if silent else value)
    return found


def means(labels: Path, kind: str) -> dict[str, float]:
    return {name: statistics.mean(values) for name, values in figures(labels)[kind].items()}


@pytest.fixture(scope="module")
def pages(corpus: Path) -> Path:
    folder = corpus / "pages"
    if not folder.is_dir():
        pytest.skip("the corpus of real pages (../shared/corpus/pages) is not here")
    return folder


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("title", 1.0),
        ("date (day)", 1.0),
        ("date (minute)", 1.0),
        ("editor", 1.0),
        ("section", 1.0),
        ("keywords F1", 1.0),
        ("language", 1.0),
        ("lead image", 1.0),
        ("source name", 0.8),
        ("no author invented", 1.0),
        ("no keyword invented", 1.0),
        ("no section invented", 1.0),
        ("body F1 (4-char shingles)", 0.98),
    ],
)
def test_articles_say_what_people_read_in_them(pages: Path, figure: str, least: float) -> None:
    assert means(pages / "labels-dev.json", "article")[figure] >= least


@pytest.mark.parametrize(
    ("figure", "most"), [("body: boilerplate leaked", 0.0), ("body: credit line leaked", 0.05)]
)
def test_articles_hold_nothing_of_the_page_around_them(
    pages: Path, figure: str, most: float
) -> None:
    assert means(pages / "labels-dev.json", "article")[figure] <= most


@pytest.mark.parametrize("kind", ["article", "listing"])
def test_the_seed_is_read_as_it_should_be(pages: Path, kind: str) -> None:
    found = means(pages / "seed" / "labels-seed.json", kind)
    wrong = {
        name: value
        for name, value in found.items()
        if (value > 0 if "leaked" in name or "left" in name else value < 1)
    }
    assert found
    assert wrong == {}


@pytest.mark.parametrize(
    ("figure", "least"), [("F1", 0.95), ("titles right", 0.9), ("order kept", 1.0)]
)
def test_lists_are_the_articles_that_people_see_in_them(
    pages: Path, figure: str, least: float
) -> None:
    assert means(pages / "labels-listing-dev.json", "listing")[figure] >= least
