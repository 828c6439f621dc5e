"""Entries change and come while others are decided again: both in any order, on both databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.aggregator import backlog, run_pass, texts
from feeds.config import Config, parse
from feeds.store import TEXTS, Store

NOW = datetime(2026, 3, 10, tzinfo=UTC)
WORDS = ("harbour", "ferry", "扶貧", "幹部")
ENTRIES = 60
TURNS = 6


def document(turn: int, number: int) -> str:
    """Each turn gives every entry other words, and one entry more."""
    items = "".join(
        f"<item><guid>https://{number}.example/{n}</guid>"
        f"<title>{WORDS[(n * 7 + turn) % 4]} {n} {WORDS[(n // 3 + turn * turn) % 4]}</title></item>"
        for n in range(ENTRIES + turn)
    )
    return f"<rss version='2.0'><channel><title>N</title>{items}</channel></rss>"


def configured(folder: Path, turn: int) -> Config:
    names = (*WORDS, "x")
    keywords = [
        {"name": name, "query": f"{WORDS[(at + turn) % 4]} -{WORDS[(at + turn + 1) % 4]}"}
        for at, name in enumerate(names)
    ]
    sources = [{"path": f"{n}.xml", "id": f"s{n}", "section": [f"S{turn % 2}"]} for n in range(4)]
    spec = json.dumps({"keywords": keywords, "sources": sources}, ensure_ascii=False)
    return parse(spec, "config.yaml", str(folder), {})


def test_what_changes_while_it_is_decided_is_where_it_belongs(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backlog, "_CHUNK", 3)
    monkeypatch.setattr(texts, "_CHUNK", 3)
    for turn in range(TURNS):
        for number in range(4):
            (tmp_path / f"{number}.xml").write_text(document(turn, number), "utf-8")
        if turn == TURNS - 1:  # the texts are made anew at the same time
            with store.begin() as transaction:
                transaction.forget_texts()
                transaction.defer([TEXTS])
        run_pass(configured(tmp_path, turn), store, now=NOW)
        with store.begin() as transaction:
            titles = {pk: entry.title for pk, _, entry in transaction.all_entries()}
            rows = {row.key: row.pk for row in transaction.feeds()}
            assert len(titles) == 4 * (ENTRIES + turn)
            for at, name in enumerate((*WORDS, "x")):
                one, other = WORDS[(at + turn) % 4], WORDS[(at + turn + 1) % 4]
                wanted = {pk for pk, title in titles.items() if one in title and other not in title}
                assert transaction.members(rows[f"keyword {name}"]) == wanted
            assert transaction.members(rows[f"section s{turn % 2}"]) == set(titles)
            assert transaction.backlog() == {}
            assert len(transaction.texts(list(titles))) == len(titles)
