"""What a person asks of single entries, on both databases."""

from __future__ import annotations

from dataclasses import replace

from feeds.model import Entry
from feeds.store import NewEntry, NewText, SourceState, Store, Transaction
from tests.examples import entry

NEWS = SourceState("news", "https://news.example/feed.xml")


def fill(transaction: Transaction, source: str, *ranks: int) -> list[int]:
    transaction.save_sources([replace(NEWS, id=source)])
    new = [
        NewEntry(f"key {rank}", "print", rank, of(rank, source), f"link {rank}") for rank in ranks
    ]
    return transaction.add_entries(source, new, now=100)


def of(rank: int, source: str) -> Entry:
    return entry(n=rank, title=f"第{rank}號 50% of_it", source=source)


def test_an_entry_is_found_by_its_id_and_by_its_address_in_any_source(store: Store) -> None:
    with store.begin() as transaction:
        one, two = fill(transaction, "news", 10, 20)
        (three,) = fill(transaction, "other", 20)
        transaction.settle({one: "urn:x:1", two: "urn:x:2", three: "urn:x:3"})
        assert transaction.with_id("urn:x:2") == [two]
        assert transaction.with_id("urn:x:9") == []
        assert transaction.with_link("link 20") == [two, three]
        assert transaction.with_link("link 99") == []


def test_entries_that_mention_something_newest_first(store: Store) -> None:
    with store.begin() as transaction:
        one, two, three = fill(transaction, "news", 10, 30, 20)
        assert [pk for pk, _ in transaction.mentioning("號", 9)] == [two, three, one]
        assert [pk for pk, _ in transaction.mentioning("第20號", 9)] == [three]
        assert [pk for pk, _ in transaction.mentioning("50% of_it", 2)] == [two, three]
        assert transaction.mentioning("%", 9) != []
        assert transaction.mentioning("5_%", 9) == []
        assert transaction.mentioning("'; --", 9) == []


def test_when_an_entry_was_seen_and_changed(store: Store) -> None:
    with store.begin() as transaction:
        one, two, three = fill(transaction, "news", 10, 20, 30)
        transaction.change_entries([(two, "print 2", of(99, "news"))], 200)
        transaction.touch_entries({one: "print 2"})
        transaction.fill_entry(three, of(30, "news"), 300)
        seen = transaction.seen([three, one, two])
        assert [(s.pk, s.rank, s.first_seen, s.changed_at) for s in seen] == [
            (one, 10, 100, None),
            (two, 20, 100, 200),
            (three, 30, 100, 300),
        ]
        assert seen[1].entry.title == "第99號 50% of_it"
        assert transaction.seen([]) == []


def test_where_an_entry_stands_in_a_feed(store: Store) -> None:
    with store.begin() as transaction:
        first = fill(transaction, "news", 10, 20, 30)
        fill(transaction, "other", 25, 35)
        transaction.settle({pk: f"urn:x:{pk}" for pk in range(1, 6)})
        for key, kind, rule in (
            ("all", "all", ""),
            ("source news", "source", "news"),
            ("keyword k", "keyword", ""),
        ):
            transaction.add_feed(key, kind, "t", ("t",), rule)  # type: ignore[arg-type]
        rows = {row.kind: row for row in transaction.feeds()}
        transaction.join([(rows["keyword"].pk, pk, rank) for pk, rank in ((1, 10), (4, 25))])
        assert transaction.before(rows["all"], 20, f"urn:x:{first[1]}") == 3
        assert transaction.before(rows["source"], 20, f"urn:x:{first[1]}") == 1
        assert transaction.before(rows["keyword"], 10, "urn:x:1") == 1
        assert transaction.before(rows["all"], 35, "urn:x:5") == 0
        for row in rows.values():  # as it is published
            for number, (pk, rank) in enumerate(transaction.newest(row, 10)):
                id = transaction.entries([pk])[pk].id
                assert transaction.before(row, rank, id) == number


def test_texts_of_entries(store: Store) -> None:
    with store.begin() as transaction:
        one, two = fill(transaction, "news", 10, 20)
        transaction.keep_texts([NewText(two, 20, b"two")], {})
        texts = transaction.texts_of([one, two, two + 1])
        assert {pk: (t.entry, t.rank, t.subject) for pk, t in texts.items()} == {
            two: (two, 20, b"two")
        }
        assert transaction.texts_of([]) == {}
