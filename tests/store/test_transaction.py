"""What is told to the store is what can be asked of it, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from feeds.errors import StoreError
from feeds.model import Entry
from feeds.store import FeedRow, NewEntry, SourceState, Store, Transaction, date_of, rank, week_of
from feeds.store.rows import pack, unpack
from tests import strategies
from tests.examples import NOON, entry

NEWS = SourceState("news", "https://news.example/feed.xml")


def new(n: int, *, of: int = 0, key: str | None = None, **fields: object) -> NewEntry:
    """The entry number `n`, sorted by `of`."""
    return NewEntry(key or f"key {n}", f"print {n}", of, entry(n=n, **fields))


def fill(transaction: Transaction, *entries: NewEntry, source: str = "news") -> list[int]:
    if source not in transaction.sources():
        transaction.save_sources([replace(NEWS, id=source)])
    return transaction.add_entries(source, entries, now=1)


def row(transaction: Transaction, key: str) -> FeedRow:
    return next(row for row in transaction.feeds() if row.key == key)


def test_a_note_is_what_was_noted_last(store: Store) -> None:
    with store.begin() as transaction:
        assert transaction.note("depth") is None
        transaction.set_note("depth", "3")
        transaction.set_note("depth", "4")
        transaction.set_note("other", "")
    with store.begin() as transaction:
        assert transaction.note("depth") == "4"
        assert transaction.note("other") == ""


def test_a_source_is_remembered_with_all_that_it_said(store: Store) -> None:
    state = SourceState(
        id="news",
        url="https://news.example/feed.xml",
        title="新聞 👨‍👩‍👧",
        site_url="https://news.example/",
        language="zh-Hant",
        etag='W/"a \\"b\\""',
        last_modified="Thu, 01 Jan 1970 00:00:00 GMT",
        body="0123",
        checked_at=1,
        ok_at=2,
        changed_at=3,
        due_at=2**40,
        retry_at=5,
        gone=True,
        failures=7,
        error_kind="http",
        error="410",
        section='["黨派"]',
    )
    with store.begin() as transaction:
        transaction.save_sources([state, NEWS.__class__("other", "https://other.example/")])
    with store.begin() as transaction:
        assert transaction.sources()["news"] == state
        transaction.save_sources([replace(state, etag=None, gone=False), SourceState("third", "x")])
    with store.begin() as transaction:
        assert transaction.sources()["news"] == replace(state, etag=None, gone=False)
        assert list(transaction.sources()) == ["news", "other", "third"]


def test_remembering_no_source_is_nothing(store: Store) -> None:
    with store.begin() as transaction:
        transaction.save_sources([])
        assert transaction.sources() == {}


def test_what_a_server_says_of_itself_never_stops_the_pass(store: Store) -> None:
    odd = replace(NEWS, language="zh\0", error="\ud83d is half a character")
    with store.begin() as transaction:
        transaction.save_sources([odd])
    with store.begin() as transaction:
        kept = transaction.sources()["news"]
    assert kept.language == "zh"
    assert (kept.error or "").endswith(" is half a character")


def test_entries_get_numbers_and_are_known_by_their_keys(store: Store) -> None:
    with store.begin() as transaction:
        numbers = fill(transaction, new(1), new(2))
        other = fill(transaction, new(3, key="key 1"), source="other")
    with store.begin() as transaction:
        known = transaction.known("news", ["key 1", "key 2", "key 3"])
        assert {key: found.pk for key, found in known.items()} == {
            "key 1": numbers[0],
            "key 2": numbers[1],
        }
        assert known["key 2"].fingerprint == "print 2"
        assert transaction.entries([numbers[1], 99]) == {numbers[1]: entry(n=2)}
        assert transaction.known("other", ["key 1"])["key 1"].pk == other[0]
        assert transaction.add_entries("news", [], now=1) == []


def test_one_key_is_one_entry_of_its_source(store: Store) -> None:
    with store.begin() as transaction:
        fill(transaction, new(1))
    with pytest.raises(StoreError), store.begin() as transaction:
        fill(transaction, new(2, key="key 1"))


def test_numbers_beyond_one_statement(store: Store) -> None:
    many = [new(n, of=n) for n in range(1201)]
    with store.begin() as transaction:
        numbers = fill(transaction, *many)
        assert len(set(numbers)) == 1201
        assert len(transaction.known("news", [item.key for item in many])) == 1201
        assert len(transaction.entries(numbers)) == 1201
        assert transaction.ranks(numbers) == dict(zip(numbers, range(1201), strict=True))
        pairs = {pk: found.id for pk, _, found in transaction.all_entries()}
        assert pairs == {pk: m.entry.id for pk, m in zip(numbers, many, strict=True)}
        feed = transaction.add_feed("all", "all", "All", ("All",))
        transaction.join((feed, pk, 1) for pk in numbers)
        assert transaction.members(feed) == set(numbers)
        assert transaction.memberships(numbers) == {pk: {feed} for pk in numbers}


def test_an_entry_is_changed_or_only_touched(store: Store) -> None:
    with store.begin() as transaction:
        one, two = fill(transaction, new(1, of=5), new(2, of=6))
        transaction.change_entries([(one, "print 1b", entry(n=1, title="另一個題目"))], 7)
        transaction.touch_entries({two: "print 2b"})
        transaction.change_entries([], 7)
        transaction.touch_entries({})
    with store.begin() as transaction:
        assert transaction.entries([one, two]) == {
            one: entry(n=1, title="另一個題目"),
            two: entry(n=2),
        }
        known = transaction.known("news", ["key 1", "key 2"])
        assert [known[key].fingerprint for key in ("key 1", "key 2")] == ["print 1b", "print 2b"]
        assert transaction.ranks([one, two]) == {one: 5, two: 6}


def test_all_entries_or_those_of_a_source(store: Store) -> None:
    with store.begin() as transaction:
        (one,) = fill(transaction, new(1, of=10))
        (two,) = fill(transaction, new(2, of=20), source="other")
        assert list(transaction.all_entries()) == [(one, 10, entry(n=1)), (two, 20, entry(n=2))]
        assert [pk for pk, _, _ in transaction.all_entries("other")] == [two]
        assert list(transaction.all_entries("third")) == []
        assert transaction.counts() == {"news": 1, "other": 1}


def test_an_entry_keeps_the_id_that_it_was_given(store: Store) -> None:
    with store.begin() as transaction:
        one, two = fill(transaction, new(1), new(2))
        waiting = transaction.unsettled()
        assert [(e.pk, e.source, e.key, e.wanted) for e in waiting] == [
            (one, "news", "key 1", "https://news.example/1"),
            (two, "news", "key 2", "https://news.example/2"),
        ]
        transaction.settle({one: "urn:uuid:1", two: "https://news.example/2"})
        assert transaction.unsettled() == []
        assert transaction.taken_ids(["urn:uuid:1", "https://news.example/1"]) == {"urn:uuid:1"}
        transaction.change_entries([(one, "other", entry(n=7))], 7)
        assert transaction.entries([one])[one].id == "urn:uuid:1"
        transaction.settle({})


def test_no_two_entries_have_one_id(store: Store) -> None:
    with store.begin() as transaction:
        one, two = fill(transaction, new(1), new(2))
        transaction.settle({one: "urn:uuid:1"})
    with pytest.raises(StoreError), store.begin() as transaction:
        transaction.settle({two: "urn:uuid:1"})


def test_the_longest_ids_and_keys_can_be_stored(store: Store) -> None:
    longest = "https://news.example/" + "".join(chr(0x4E00 + n * 37 % 20000) for n in range(779))
    with store.begin() as transaction:
        (one,) = fill(transaction, new(1))
        transaction.settle({one: longest})
        assert transaction.taken_ids([longest]) == {longest}


def test_a_feed_is_made_changed_and_dropped(store: Store) -> None:
    with store.begin() as transaction:
        pk = transaction.add_feed("section 黨派", "section", "黨派", ("黨派",), "rule")
        assert transaction.feeds() == [
            FeedRow(pk, "section 黨派", "section", "黨派", ("黨派",), None, "rule", True, 0, 0)
        ]
        transaction.change_feed(
            pk, slug="sections/黨派", path=("黨派", "聲音"), changed=False, size=3
        )
        assert transaction.feeds() == [
            FeedRow(
                pk,
                "section 黨派",
                "section",
                "黨派",
                ("黨派", "聲音"),
                "sections/黨派",
                "rule",
                False,
                3,
                0,
            )
        ]
        assert transaction.feed_numbers(["section 黨派", "keyword x"]) == {"section 黨派": pk}
        (one,) = fill(transaction, new(1))
        transaction.join([(pk, one, 1)])
        transaction.drop_feed(pk)
        assert transaction.feeds() == []
        assert transaction.members(pk) == set()
        assert transaction.entries([one]) == {one: entry(n=1)}


def test_changed_feeds_are_those_to_publish(store: Store) -> None:
    with store.begin() as transaction:
        a = transaction.add_feed("a", "keyword", "a", ("a",))
        b = transaction.add_feed("b", "keyword", "b", ("b",))
        c = transaction.add_feed("c", "keyword", "c", ("c",))
        for pk in (a, b):
            transaction.change_feed(pk, slug=f"keywords/{pk}", changed=False)
        assert [row.pk for row in transaction.changed_feeds()] == [c]
        transaction.change_feed(c, changed=False)  # it waits for more entries, without a folder
        assert transaction.changed_feeds() == []
        transaction.mark_changed([b, b])
        transaction.mark_changed([])
        assert [row.pk for row in transaction.changed_feeds()] == [b]
        transaction.mark_all_changed()
        assert [row.pk for row in transaction.changed_feeds()] == [a, b, c]


def test_members_join_and_leave(store: Store) -> None:
    with store.begin() as transaction:
        one, two = fill(transaction, new(1), new(2))
        a = transaction.add_feed("a", "keyword", "a", ("a",))
        b = transaction.add_feed("b", "keyword", "b", ("b",))
        transaction.join([(a, one, 1), (a, two, 2), (b, two, 2)])
        assert transaction.memberships([one, two, 99]) == {one: {a}, two: {a, b}, 99: set()}
        transaction.leave([(a, two)])
        transaction.leave([])
        transaction.join([])
        assert transaction.members(a) == {one}
        assert transaction.members(b) == {two}


def test_the_newest_of_a_feed(store: Store) -> None:
    with store.begin() as transaction:
        ranks = [rank(NOON, 0), rank(NOON, 1), rank(NOON.replace(hour=13), 9)]
        pks = fill(transaction, *(new(n, of=of) for n, of in enumerate(ranks)))
        (other,) = fill(transaction, new(9, of=0), source="other")
        for key, kind, rule in (
            ("all", "all", ""),
            ("keyword x", "keyword", "x"),
            ("source news", "source", "news"),
        ):
            transaction.add_feed(key, kind, key, (key,), rule)
        keyword = row(transaction, "keyword x")
        transaction.join((keyword.pk, pk, of) for pk, of in zip(pks, ranks, strict=True))

        def newest(key: str, limit: int = 50) -> list[str]:
            found = transaction.newest(row(transaction, key), limit)
            return [i.entry.id[-1] for i in transaction.items([pk for pk, _ in found])]

        assert newest("all") == ["2", "0", "1", "9"]
        assert newest("keyword x") == ["2", "0", "1"]
        assert newest("source news") == ["2", "0", "1"]
        assert newest("keyword x", 2) == ["2", "0"]
        assert transaction.newest(keyword, 1) == [(pks[2], ranks[2])]
        sizes = [
            transaction.size(row(transaction, key)) for key in ("all", "keyword x", "source news")
        ]
        assert sizes == [4, 3, 3]
        assert other not in transaction.members(keyword.pk)


def test_equals_are_sorted_alike_on_every_database(store: Store) -> None:
    ids = ["urn:x:B", "urn:x:a", "urn:x:é", "urn:x:-b", "urn:x:漢"]
    with store.begin() as transaction:
        pks = fill(transaction, *(new(n, of=7) for n in range(len(ids))))
        transaction.settle(dict(zip(pks, ids, strict=True)))
        for key in ids:
            transaction.add_feed(key, "keyword", key, (key,))
        everything = transaction.add_feed("all", "all", "All", ("All",))
        found = transaction.newest(row(transaction, "all"), 50)
        shown = [i.entry.id for i in transaction.items([pk for pk, _ in found])]
        assert shown == sorted(ids)
        assert [r.key for r in transaction.feeds() if r.pk != everything] == sorted(ids)


def test_a_feed_has_the_settled_id(store: Store) -> None:
    with store.begin() as transaction:
        (one,) = fill(transaction, new(1))
        transaction.settle({one: "urn:uuid:1"})
        (item,) = transaction.items([one])
    assert item.entry == structs.replace(entry(n=1), id="urn:uuid:1")


@given(strategies.entries)
def test_an_entry_comes_back_as_it_went_in(made: Entry) -> None:
    assert unpack(pack(made)) == made


@given(strategies.dates, strategies.dates, st.integers(0, 2**21), st.integers(0, 2**21))
def test_ranks_sort_by_the_second_then_by_the_place_in_the_document(
    one: object, two: object, first: int, second: int
) -> None:
    assert date_of(rank(one, first)) == one
    if one != two:
        assert (rank(one, first) > rank(two, second)) == (one > two)
    elif max(first, second) < 2**20 and first != second:
        assert (rank(one, first) > rank(two, second)) == (first < second)


def test_the_weeks_of_a_feed(store: Store) -> None:
    monday = datetime(2026, 11, 16, tzinfo=UTC)
    dates = [
        monday - timedelta(weeks=2),  # too old
        monday - timedelta(seconds=1),
        monday,
        monday + timedelta(days=7, seconds=-1),
        monday + timedelta(days=7),  # too new
    ]
    with store.begin() as transaction:
        pks = fill(transaction, *(new(n, of=rank(date, 0)) for n, date in enumerate(dates)))
        fill(transaction, new(9, of=rank(monday, 0)), source="other")
        feeds = {
            "a": transaction.add_feed("a", "keyword", "a", ("a",)),
            "news": transaction.add_feed("news", "source", "news", ("news",), "news"),
            "all": transaction.add_feed("all", "all", "All", ("All",)),
        }
        transaction.join((feeds["a"], pk, rank(dates[n], 0)) for n, pk in enumerate(pks) if n != 2)
        week = week_of(monday)
        assert week_of(monday - timedelta(seconds=1)) == week - 1
        for key, last in (("a", 1), ("news", 2), ("all", 3)):
            found = transaction.weeks(row(transaction, key), monday + timedelta(days=3), 2)
            assert found == {week - 1: 1, week: last}
        transaction.set_copies(pks[1], [pks[3], pks[1], pks[2]])
        for key, found in (("a", {week: 1}), ("all", {week: 2})):
            assert transaction.weeks(row(transaction, key), monday, 2, merged=True) == found
