"""Texts beside entries, and the index of their words, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.store import (
    AllOf,
    AnyOf,
    Formula,
    NewEntry,
    NewText,
    NoStoreError,
    SourceState,
    Store,
    Transaction,
    Word,
    rank,
    second_of,
)
from tests.examples import NOON, entry

NEWS = SourceState("news", "https://news.example/feed.xml")


def fill(transaction: Transaction, *ranks: int, source: str = "news") -> list[int]:
    transaction.save_sources([replace(NEWS, id=source)])
    new = [NewEntry(f"key {n}", "print", of, entry(n=n)) for n, of in enumerate(ranks)]
    return transaction.add_entries(source, new, now=1)


def found(transaction: Transaction, formula: Formula) -> set[int] | None:
    pks = transaction.candidates(formula)
    return None if pks is None else set(pks)


TEXTS = {1: ["harbour", "ferry"], 2: ["ferry", "扶贫", "贫"], 3: ["扶手", "手", "1号"]}


@pytest.fixture
def filled(store: Store) -> Store:
    with store.begin() as transaction:
        assert fill(transaction, 10, 20, 30) == [1, 2, 3]
        transaction.keep_texts([NewText(pk, pk * 10, b"%d" % pk) for pk in TEXTS], {})
        transaction.index_texts(TEXTS)
    return store


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        (Word("ferry"), {1, 2}),
        (Word("ferr"), set()),
        (Word("ferr", prefix=True), {1, 2}),
        (Word("扶贫"), {2}),
        (Word("扶", prefix=True), {2, 3}),
        (Word("1号"), {3}),
        (AllOf((Word("ferry"), Word("harbour"))), {1}),
        (AnyOf((Word("harbour"), Word("扶手"))), {1, 3}),
        (AllOf((AnyOf((Word("harbour"), Word("扶贫"))), Word("ferry"))), {1, 2}),
        (AnyOf((AllOf((Word("harbour"), Word("扶贫"))), Word("手"))), {3}),
        (Word("and"), set()),
        (Word("x" * 500), set()),
    ],
)
def test_a_formula_finds_the_entries_that_it_holds_of(
    filled: Store, formula: Formula, wanted: set[int]
) -> None:
    with filled.begin() as transaction:
        assert found(transaction, formula) == wanted


def test_a_text_that_is_replaced_is_found_by_its_new_words_alone(filled: Store) -> None:
    with filled.begin() as transaction:
        transaction.keep_texts([NewText(2, 20, b"two")], {2: TEXTS[2]})
        transaction.index_texts({2: ["ferry", "island"]})
    with filled.begin() as transaction:
        assert found(transaction, Word("扶贫")) == set()
        assert found(transaction, Word("ferry")) == {1, 2}
        assert found(transaction, Word("island")) == {2}
        assert [text.subject for text in transaction.texts([2, 3, 1])] == [b"1", b"two", b"3"]


def test_a_text_that_waits_for_the_index_may_have_any_word(filled: Store) -> None:
    with filled.begin() as transaction:
        (four,) = transaction.add_entries("news", [NewEntry("4", "print", 40, entry(n=4))], now=1)
        transaction.keep_texts([NewText(2, 20, b"two"), NewText(four, 40, b"4")], {2: TEXTS[2]})
        assert transaction.many_wait(1)
        assert not transaction.many_wait(2)
        assert [text.entry for text in transaction.waiting_texts(9)] == [2, four]
        assert found(transaction, Word("harbour")) == {1, 2, four}
        # One that waits leaves no words behind when it is another.
        transaction.keep_texts([NewText(2, 20, b"again")], {2: None})
        transaction.index_texts({2: ["island"], four: ["harbour"]})
        assert found(transaction, Word("harbour")) == {1, four}
        assert not transaction.many_wait(0)


def test_numbers_come_back_as_they_were_kept(filled: Store) -> None:
    with filled.begin() as transaction:
        transaction.keep_texts([NewText(1, 10, b"one", [3, 1 << 60])], {1: None})
        assert transaction.numbers([1, 2, 99]) == {1: [3, 1 << 60], 2: []}


def test_texts_that_are_forgotten_can_be_made_again(filled: Store) -> None:
    with filled.begin() as transaction:
        transaction.forget_texts()
        assert transaction.texts([1, 2, 3]) == []
        assert found(transaction, Word("ferry")) == set()
        transaction.keep_texts([NewText(3, 30, b"3")], {})
        transaction.index_texts({3: ["ferry"]})
        assert found(transaction, Word("ferry")) == {3}
        has_text = [(pk, has) for pk, _, _, has in transaction.entries_after(0, 10)]
        assert has_text == [(1, False), (2, False), (3, True)]


def test_texts_come_in_the_order_of_their_numbers(filled: Store) -> None:
    with filled.begin() as transaction:
        assert [text.entry for text in transaction.texts_after(0, 2)] == [1, 2]
        assert [text.entry for text in transaction.texts_after(2, 2, lock=True)] == [3]
        assert [text.entry for text in transaction.texts([3, 99, 1], lock=True)] == [1, 3]
        assert transaction.count_entries() == 3


def test_a_word_of_any_length_and_any_number_of_words(store: Store) -> None:
    """PostgreSQL indexes neither a word of 2,048 bytes nor a megabyte of words."""
    long = "很" * 3000
    many = [f"word{number}" for number in range(120_000)]
    with store.begin() as transaction:
        one, two, three = fill(transaction, 1, 2, 3)
        transaction.keep_texts([NewText(pk, 1, b"") for pk in (one, two, three)], {})
        transaction.index_texts({one: [long], two: many, three: ["word"]})
    with store.begin() as transaction:
        assert one in (found(transaction, Word(long)) or ())
        assert {two} <= (found(transaction, Word("word77777")) or set()) <= {one, two}
        transaction.keep_texts([NewText(two, 2, b"2")], {two: many})
        transaction.index_texts({two: ["few"]})
        assert found(transaction, Word("word77777")) == set()


@given(
    st.recursive(
        st.builds(Word, st.sampled_from(["ferry", "扶贫", "扶", "gone"]), st.booleans()),
        lambda inner: st.one_of(
            st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
            st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        ),
        max_leaves=30,
    )
)
def test_what_a_formula_finds_is_what_it_holds_of(formula: Formula) -> None:
    def holds(part: Formula, words: list[str]) -> bool:
        if isinstance(part, Word):
            return any(w == part.text or (part.prefix and w.startswith(part.text)) for w in words)
        held = (holds(inner, words) for inner in part.parts)
        return any(held) if isinstance(part, AnyOf) else all(held)

    store = Store.open("sqlite://")
    with store.begin() as transaction:
        fill(transaction, 1, 2, 3)
        transaction.keep_texts([NewText(pk, pk, b"") for pk in TEXTS], {})
        transaction.index_texts(TEXTS)
        wanted = {pk for pk, words in TEXTS.items() if holds(formula, words)}
        assert found(transaction, formula) == wanted
    store.close()


def test_what_is_nested_too_deep_for_the_database_is_asked_for_in_part(filled: Store) -> None:
    deep: Formula = AnyOf((Word("手"), Word("harbour")))
    for _ in range(200):
        deep = AnyOf((AllOf((deep, Word("ferry"))), Word("gone")))
    deep = AllOf((deep, Word("ferry")))
    with filled.begin() as transaction:
        assert {1} <= (found(transaction, deep) or set()) <= {1, 2}
    either: Formula = Word("a")
    for number in range(200):
        either = AnyOf((either, Word(f"b{number}")))
    with filled.begin() as transaction:
        assert found(transaction, either) is None


def test_what_waits_is_remembered_with_how_far_it_came(store: Store) -> None:
    with store.begin() as transaction:
        transaction.defer(["keyword a", "keyword 扶貧"])
        transaction.reach(["keyword a"], 500)
    with store.begin() as transaction:
        assert transaction.backlog() == {"keyword a": 500, "keyword 扶貧": 0}
        transaction.defer(["keyword a"])
        transaction.undefer(["keyword 扶貧", "keyword b"])
        assert transaction.backlog() == {"keyword a": 0}


def test_what_is_kept_is_what_was_kept_last(store: Store) -> None:
    with store.begin() as transaction:
        assert transaction.kept("queries") is None
        transaction.keep("queries", b"\0one")
        transaction.keep("queries", b"two")
        transaction.keep("other", b"")
    with store.begin() as transaction:
        assert transaction.kept("queries") == b"two"
        assert transaction.kept("other") == b""


def test_entries_by_their_dates_and_their_source(store: Store) -> None:
    noon = int(NOON.timestamp())
    with store.begin() as transaction:
        pks = fill(transaction, rank(NOON, 0), rank(NOON, 7), rank(NOON.replace(hour=13), 2))
        others = fill(transaction, rank(NOON, 3), source="other")
        assert sorted(transaction.dated(noon - 1, noon)) == [*pks[:2], *others]
        assert transaction.dated(noon, noon + 3600) == pks[2:]
        assert transaction.dated(noon, noon + 3599) == []
        assert transaction.of_source("news") == pks
        assert transaction.of_source("third") == []
    assert second_of(rank(NOON, 7)) == noon


def test_memberships_of_some_feeds(store: Store) -> None:
    with store.begin() as transaction:
        pks = fill(transaction, 1, 2)
        one, two = (transaction.add_feed(key, "keyword", key, (key,)) for key in "ab")
        transaction.join([(one, pks[0], 1), (two, pks[0], 1), (two, pks[1], 2)])
        assert transaction.memberships(pks, [two]) == {pks[0]: {two}, pks[1]: {two}}
        many = [one, *range(1000, 1700)]
        assert transaction.memberships(pks, many) == {pks[0]: {one}, pks[1]: set()}
        transaction.leave([(two, pks[0])])
        assert transaction.memberships(pks) == {pks[0]: {one}, pks[1]: {two}}


def test_asking_makes_no_tables(database: str) -> None:
    with pytest.raises(NoStoreError, match="nothing in it yet: feeds run makes it"):
        Store.open(database, create=False)
    Store.open(database).close()
    Store.open(database, create=False).close()
