"""Articles behind entries when a pass is cut, a library stumbles, or a page is odd."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from feeds.aggregator import fulltext
from feeds.aggregator.fulltext import again_at, leads_to_article
from feeds.config import parse
from feeds.fetch import FetchError
from feeds.store import Store
from tests.aggregator.articles import House, articles, feed, house, item, pages
from tests.server import serve


@pytest.mark.parametrize("whole", [0, 1, 2])
def test_a_pass_that_was_cut_is_gone_on_with(
    whole: int, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = (1, 2, 3)
    plays = {"/feed.xml": feed(*map(item, numbers)), **pages(*numbers)}
    fill, filled = fulltext._fill, []

    def cut(transaction: Any, rules: Any, pk: int, article: Any) -> None:
        if len(filled) == whole:
            raise KeyboardInterrupt
        filled.append(pk)
        fill(transaction, rules, pk, article)

    def output(folder: Path) -> dict[str, bytes]:
        root = folder / "output"
        return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}

    with serve(plays) as server:
        other = Store.open(f"sqlite:///{tmp_path / 'other.db'}")
        (tmp_path / "other").mkdir()
        House(other, tmp_path / "other", server).run()
        other.close()
        h = House(store, tmp_path, server)
        monkeypatch.setattr(fulltext, "_fill", cut)
        with pytest.raises(KeyboardInterrupt):
            h.run()
        monkeypatch.undo()
        assert len(articles(h.run())) == 3 - whole
        assert all(map(h.is_whole, numbers))
        assert output(tmp_path) == output(tmp_path / "other")


def test_a_fault_in_a_library_costs_one_article(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plays = {"/feed.xml": feed(item(1), item(2)), **pages(1, 2)}
    read = fulltext._read

    def stumble(config: Any, source: Any, response: Any, now: Any) -> Any:
        if response.url.endswith("/1"):
            raise RuntimeError("what a library may do")
        return read(config, source, response, now)

    monkeypatch.setattr(fulltext, "_read", stumble)
    with house(store, tmp_path, plays) as h:
        h.run()
        assert (h.is_whole(1), h.is_whole(2)) == (False, True)


def test_the_rules_of_the_articles_host_hold(store: Store, tmp_path: Path) -> None:
    with house(store, tmp_path, {"/feed.xml": feed(item(1)), **pages(1)}) as h:
        text = f"""
            sources: [{{url: "{h.server.url}/feed.xml", fulltext: true}}]
            hosts: {{127.0.0.1: {{replace: {{granary: silo}}}}}}
            fetch: {{pause: 0, robots: none}}
        """
        h.run(config=parse(text, "config.yaml", str(tmp_path), {}))
        assert "The old silo at the edge" in h.published()["Report 1"]["content_html"]


def test_when_what_failed_is_asked_for_again() -> None:
    late = FetchError("timeout", "")
    assert [again_at(late, tries, 0) for tries in (1, 2, 3, 4)] == [3600, 21600, 86400, None]
    assert again_at(FetchError("http", "", 429, retry_after=9000.0), 1, 10) == 9010
    assert again_at(FetchError("http", "", 503, retry_after=9.0), 1, 10) == 3610
    for never in (
        FetchError("http", "", 404),
        FetchError("too_large", ""),
        FetchError("redirect", ""),
    ):
        assert again_at(never, 1, 0) is None


def test_a_front_page_is_no_article() -> None:
    assert not leads_to_article("https://n.example")
    assert not leads_to_article("https://n.example/#top")
    assert leads_to_article("https://n.example/?p=1")
    assert leads_to_article("https://n.example/a")
