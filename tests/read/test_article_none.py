"""Pages that are no articles say so, and none costs more than seconds."""

from __future__ import annotations

import contextlib
import random
import time

import pytest

from feeds.errors import ReadError
from feeds.read import read
from tests.read import article_pages as pages
from tests.read.article_cases import (
    NONE,
    entry,
    paragraphs,
)
from tests.read.article_pages import URL
from tests.read.article_random import sentences
from tests.read.article_texts import EN, EN_TITLE


@pytest.mark.parametrize(("kind", "body"), NONE.values(), ids=NONE)
def test_a_page_without_an_article_is_refused_and_says_why(kind: str, body: str) -> None:
    with pytest.raises(ReadError) as error:
        entry(pages.page(body, title="Example News"))
    assert error.value.kind == kind


def test_an_article_about_logins_and_missing_pages_is_an_article() -> None:
    title = "Page not found: a history of the error that everybody knows"
    page = pages.page(
        f'<form><input type="password"></form><h1>{title}</h1>{pages.paragraphs(EN * 2)}',
        title=title,
    )
    assert paragraphs(entry(page)) == EN * 2


@pytest.mark.parametrize("tag", ["div", "span", "b", "table", "ul", "blockquote"])
def test_fifty_thousand_nested_tags_cost_seconds_at_most(tag: str) -> None:
    start = time.process_time()
    page = pages.page(f"<{tag}>" * 50_000 + pages.paragraphs(EN), title=EN_TITLE)
    with contextlib.suppress(ReadError):
        read(page.encode(), url=URL, kind="article")
    assert time.process_time() - start < 10


@pytest.mark.parametrize("kind", ["article", "auto"])
def test_twenty_megabytes_cost_seconds_at_most(kind: str) -> None:
    chance = random.Random(1)
    texts = [sentences(chance, "latin", 6, 12) for _ in range(2_000)]
    body = pages.paragraphs(texts) * 16
    page = pages.page(f"<h1>{EN_TITLE}</h1><article>{body}</article>", title=EN_TITLE).encode()
    assert len(page) > 20_000_000
    start = time.process_time()
    read(page, url=URL, kind=kind)
    assert time.process_time() - start < 20
