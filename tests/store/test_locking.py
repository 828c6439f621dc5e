"""One pass at a time on a store."""

from __future__ import annotations

import pytest

from feeds.store import BusyError, Store


def test_one_at_a_time(store_url: str) -> None:
    one, other = Store.open(store_url), Store.open(store_url)
    for _ in range(2):
        with one.exclusive():
            with pytest.raises(BusyError, match="another pass is at work"), other.exclusive():
                pass
            with one.begin() as transaction:  # what a pass does is not kept out
                transaction.set_note("a", "b")
            with other.begin() as transaction:
                assert transaction.note("a") == "b"
        with other.exclusive():
            pass
    with pytest.raises(KeyError), one.exclusive():
        raise KeyError
    with other.exclusive():
        pass
    one.close()
    other.close()


def test_a_store_in_memory_has_no_other() -> None:
    store = Store.open("sqlite://")
    with store.exclusive():
        pass
    store.close()
