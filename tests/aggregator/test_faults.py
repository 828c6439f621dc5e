"""A fault in a library costs one document, and what it held is asked for again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.aggregator import keeping, run_pass
from feeds.config import parse
from feeds.model import Entry
from feeds.normalize import Document, Identified, normalize
from feeds.preview import preview
from feeds.store import Store

NOW = datetime(2026, 3, 10, tzinfo=UTC)
FEED = "<rss version='2.0'><channel><item><title>{}</title></item></channel></rss>"


def test_one_document_that_cannot_be_normalized(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("good", "odd"):
        (tmp_path / f"{name}.xml").write_text(FEED.format(name))
    config = parse("sources: [odd.xml, good.xml]", "config.yaml", str(tmp_path), {})

    def stumble(item: Identified, document: Document) -> Entry:
        if item.title == "odd":
            raise RuntimeError("what a library may do")
        return normalize(item, document)

    monkeypatch.setattr(keeping, "normalize", stumble)
    result = run_pass(config, store, now=NOW)
    assert {done.source.id: (done.status, done.new) for done in result.sources} == {
        "odd.xml": ("failed", 0),
        "good.xml": ("ok", 1),
    }
    assert "RuntimeError: what a library may do" in str(result.sources[0].message) + str(
        result.sources[1].message
    )
    monkeypatch.undo()
    again = run_pass(config, store, now=NOW + timedelta(hours=2))
    assert {done.source.id: done.new for done in again.sources} == {"odd.xml": 1, "good.xml": 0}


def test_an_address_that_is_none_is_said_and_raises_nothing() -> None:
    (shown,) = preview(["https://["], kind="auto", now=NOW, user_agent="feeds/0")
    assert "no address" in (shown.error or "")
