"""What a document's entries mean for the store: new, changed, or the same after all."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from feeds.aggregator.decide import decide, merge, to_normalize
from feeds.model import Entry, RawEntry
from feeds.normalize import Identified
from feeds.store import UNDATED, Known, NewEntry, rank

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)

OLD = Entry(
    id="tag:h.example,2000:1",
    url="https://h.example/1",
    title="碼頭重開",
    summary="港口今日重開。",
    content='<p>港口今日重開。</p><img src="https://h.example/i.png?v=1"><a href="https://e.example/a">x</a>',
    published=MARCH,
    updated=None,
    authors=(),
    contributors=(),
    section=(),
    keywords=("港口",),
    language="zh-Hant",
    image="https://h.example/i.png?v=1",
    media=(),
    source="harbour",
)


def item(name: str, form: str = "f1") -> Identified:
    return Identified(name, f"urn:x:{name}", None, RawEntry(), form)


def key(name: str) -> str:
    return item(name).key


PRINTS = {form: item("any", form).fingerprint for form in ("f1", "f2")}


def test_only_what_is_new_or_looks_otherwise_is_normalized() -> None:
    new, changed, same = item("a"), item("b", "f2"), item("c")
    known = {key("b"): Known(1, PRINTS["f1"]), key("c"): Known(2, PRINTS["f1"])}
    assert to_normalize([new, changed, same], known) == [new, changed]


def test_new_changed_and_the_same() -> None:
    edited = replace(OLD, title="碼頭再次重開")
    changes = decide(
        [(item("new"), OLD), (item("edited", "f2"), edited), (item("touched", "f2"), OLD)],
        {key("edited"): Known(1, PRINTS["f1"]), key("touched"): Known(2, PRINTS["f1"])},
        {1: OLD, 2: OLD},
        positions={key("new"): 0, key("edited"): 1, key("touched"): 2},
        fallback=MAY,
    )
    assert changes.new == [NewEntry(key("new"), PRINTS["f1"], rank(MARCH, 0), OLD)]
    assert changes.changed == [(1, PRINTS["f2"], edited)]
    assert changes.same == {2: PRINTS["f2"]}


@pytest.mark.parametrize(
    ("published", "updated", "date"),
    [
        pytest.param(MARCH, APRIL, MARCH, id="when it was published"),
        pytest.param(None, APRIL, APRIL, id="else updated"),
        pytest.param(None, None, UNDATED, id="else by the fallback"),
    ],
)
def test_what_a_new_entry_is_sorted_by(
    published: datetime | None, updated: datetime | None, date: datetime
) -> None:
    entry = replace(OLD, published=published, updated=updated)
    changes = decide([(item("a"), entry)], {}, {}, positions={key("a"): 3}, fallback=UNDATED)
    assert [new.rank for new in changes.new] == [rank(date, 3)]
    assert changes.new[0].entry.published == published


def test_the_id_and_the_first_date_stay() -> None:
    merged = merge(OLD, replace(OLD, id="urn:x:other", title="b", published=APRIL))
    assert (merged.id, merged.published, merged.title) == (OLD.id, MARCH, "b")


def test_a_date_that_was_unknown_may_come_to_be_known() -> None:
    assert merge(replace(OLD, published=None), OLD).published == MARCH
    assert merge(OLD, replace(OLD, published=None)) == OLD


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"title": "碼頭再次重開"}, id="title"),
        pytest.param({"url": "https://h.example/2"}, id="address"),
        pytest.param({"url": None}, id="address lost"),
        pytest.param({"content": OLD.content.replace("今日", "明日")}, id="text"),
        pytest.param({"content": OLD.content.replace("i.png", "j.png")}, id="picture"),
        pytest.param({"content": OLD.content.replace("/a\"", "/b\"")}, id="link"),
        pytest.param({"content": ""}, id="content lost"),
    ],
)  # fmt: skip
def test_what_really_changed_was_updated_when_its_source_says(change: dict[str, object]) -> None:
    new = replace(OLD, updated=APRIL, **change)  # type: ignore[arg-type]
    assert merge(OLD, new) == new


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="only the date"),
        pytest.param({"content": OLD.content.replace("<p>", "<p>\n  ")}, id="white space"),
        pytest.param({"content": OLD.content.replace("</p>", "</p>\n\n")}, id="between blocks"),
        pytest.param({"content": OLD.content.replace("<p>", '<p lang="zh">')}, id="markup"),
        pytest.param({"content": OLD.content.replace("v=1", "v=2")}, id="query of a picture"),
        pytest.param(
            {"content": OLD.content.replace("/a\"", "/a?utm_source=x\"")}, id="query of a link"
        ),
        pytest.param({"image": "https://h.example/i.png?v=2"}, id="query of the image"),
        pytest.param({"summary": "港口 今日重開。"}, id="white space of the summary"),
        pytest.param({"published": APRIL}, id="date of publication moved"),
    ],
)  # fmt: skip
def test_what_only_looks_otherwise_is_the_same(change: dict[str, object]) -> None:
    assert merge(OLD, replace(OLD, updated=APRIL, **(change))) == OLD  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url", ["http://h.example/1", "https://www.h.example/1/", "https://h.example/1/"]
)
def test_another_spelling_of_the_address_is_no_change(url: str) -> None:
    assert merge(OLD, replace(OLD, url=url, updated=APRIL)) == OLD


def test_the_secure_address_is_taken_and_is_no_update() -> None:
    old = replace(OLD, url="http://www.h.example/1")
    assert merge(old, replace(OLD, updated=APRIL)) == OLD


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"keywords": ("港口", "船")}, id="keywords"),
        pytest.param({"section": ("海外",)}, id="section"),
        pytest.param({"summary": "另一句。"}, id="summary"),
        pytest.param({"image": "https://h.example/j.png"}, id="image"),
    ],
)
def test_what_is_about_the_article_changes_without_an_update(change: dict[str, object]) -> None:
    expected = replace(OLD, **change)  # type: ignore[arg-type]
    assert merge(OLD, replace(expected, updated=APRIL)) == expected


def test_a_source_that_moves_its_date_of_publication_names_the_date_of_the_change() -> None:
    merged = merge(OLD, replace(OLD, title="b", published=APRIL))
    assert (merged.published, merged.updated) == (MARCH, APRIL)


def test_an_update_never_goes_back() -> None:
    updated = replace(OLD, updated=MAY)
    assert merge(updated, replace(OLD, title="b", updated=APRIL)).updated == MAY
    assert merge(updated, replace(OLD, title="b")).updated == MAY
    assert merge(OLD, replace(OLD, title="b")).updated is None


def test_merging_again_changes_nothing() -> None:
    new = replace(OLD, title="b", content="<p>c</p>", published=APRIL, updated=MAY, keywords=())
    merged = merge(OLD, new)
    assert merge(merged, new) == merged
