"""Hits in the text around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.route import Subject, parse_query, subject_of, why
from feeds.route.hits import Hit
from feeds.route.snippets import snippets
from feeds.route.subject import FIELDS
from tests.examples import entry

GULLS = (
    "The ferry crossed the old harbour on a grey morning while the gulls screamed over the quay."
)


def subject(title: str = "", body: str = "", keywords: tuple[str, ...] = ()) -> Subject:
    return subject_of(entry(title=title, keywords=keywords), body, 0)


def shown(query: str, of: Subject, **options: int) -> list[str]:
    hits = why(parse_query(query), of, 0).hits
    return [f"{s.field}: {s.marked('[', ']')}" for s in snippets(of, hits, **options)]


@pytest.mark.parametrize(
    ("query", "of", "wanted"),
    [
        ("扶貧", subject(title="扶貧之後"), ["title: [扶貧]之後"]),
        ("扶贫", subject(title="扶貧之後"), ["title: [扶貧]之後"]),
        ("扶貧", subject(keywords=("教育", "扶貧", "鄉村")), ["keyword: [扶貧]"]),
        ("ferry", subject(body=GULLS), ["body: The [ferry] crossed the old harbour on a grey…"]),
        (
            "gulls",
            subject(body=GULLS),
            ["body: …harbour on a grey morning while the [gulls] screamed over the quay."],
        ),
        (
            "old OR harbour",
            subject(body=GULLS),
            ["body: The ferry crossed the [old] [harbour] on a grey morning while the gulls…"],
        ),
        (
            "water",
            subject(body="One water.\nTwo water."),
            ["body: One [water].", "body: Two [water]."],
        ),
        (
            "港口",
            subject(body="一二三四五六七八九十一二三四五六七八九十" * 2 + "港口"),
            ["body: …三四五六七八九十一二三四五六七八九十[港口]"],
        ),
    ],
)  # fmt: skip
def test_hits_are_marked_in_their_context(query: str, of: Subject, wanted: list[str]) -> None:
    assert shown(query, of) == wanted


def test_of_a_body_so_many_places_are_shown() -> None:
    many = subject(body="\n".join(f"Quay {n} by the water." for n in range(9)))
    assert len(shown("water", many)) == 3
    assert len(shown("water", many, most=5)) == 5


def test_what_a_summary_repeats_is_shown_once() -> None:
    again = subject(body="The water rose. It fell again the next day.\nThe water rose.")
    assert shown("water", again) == ["body: The [water] rose. It fell again the next day."]


def test_words_that_touch_are_one_hit() -> None:
    assert shown("進博會 OR 博會", subject(title="看進博會去")) == ["title: 看[進博會]去"]


texts = st.text(st.sampled_from("ab 扶貧，.\n\u0301é"), max_size=80)


@given(texts, texts.filter(lambda t: "\n" not in t), st.data())
def test_what_is_marked_are_the_hits_and_what_is_shown_is_the_text(
    body: str, title: str, data: st.DataObject
) -> None:
    of = subject(title, body)
    hits = []
    for field in FIELDS[:3:2]:
        text = of.field(field)
        for _ in range(data.draw(st.integers(0, 3))):
            start = data.draw(st.integers(0, len(text)))
            end = data.draw(st.integers(start, min(len(text), start + 5)))
            if start < end and "\n" not in text[start:end]:
                hits.append(Hit("x", field, start, end))
    for snippet in snippets(of, hits, most=100, around=6):
        text = of.field(snippet.field)
        plain = "".join(piece for piece, _ in snippet.pieces).strip("…")
        assert plain in text
        assert "\n" not in plain
        marked = {piece for piece, hit in snippet.pieces if hit}
        assert marked
        for piece in marked:
            assert any(text[h.start : h.end] in piece for h in hits if h.field == snippet.field)
