"""Names as folders: readable, and safe wherever the output may be copied to."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.publish import slug_key, unique_slug
from feeds.publish.names import folder_name, slug_path
from tests import strategies

_RESERVED = re.compile(r"(con|conin\$|conout\$|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])", re.I)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("黨派·聲音", "黨派·聲音"),
        ("World News", "World News"),
        ("  World\t News ", "World News"),
        ("C++", "C++"),
        ("C#", "C＃"),
        ("100%", "100％"),
        ("AC/DC", "AC-DC"),
        ("a | b", "a - b"),
        ("誰?", "誰"),
        ("🚢 渡輪", "🚢 渡輪"),
        ("עברית", "עברית"),
        ("\u202eenod\u200f", "enod"),
        ("E\u0301t\u0065\u0301", "Été"),
        ("e\u200d\u0301", "é"),
        ("rss.xml", "rss.xml-"),
        ("Index.HTML", "Index.HTML-"),
        ("archive", "archive-"),
        ("CON", "CON_"),
        (".CON", "CON_"),
        ("~con.", "con_"),
        ("../../etc/passwd", "-..-etc-passwd"),
        (".htaccess", "htaccess"),
        ("C:\\Windows", "C--Windows"),
        ("a\x00b", "ab"),
    ],
)
def test_a_name_is_a_folder(name: str, folder: str) -> None:
    assert folder_name(name) == folder


@pytest.mark.parametrize("name", ["", ".", "..", "...", " ", "?", "\u202e", "\x00", "~", "<>"])
def test_a_name_without_anything_usable_has_a_folder_still(name: str) -> None:
    assert re.fullmatch(r"unnamed-[0-9a-f]{8}", folder_name(name))


def test_long_names_that_begin_alike_have_different_folders() -> None:
    one, other = folder_name("漢" * 300), folder_name("漢" * 300 + "字")
    assert one != other
    assert one.startswith("漢" * 30)


_names = (
    strategies.texts | st.text() | st.from_regex(_RESERVED) | st.text("aA.~ cCoOnN", max_size=6)
)


@given(_names)
def test_a_folder_is_safe_everywhere(name: str) -> None:
    folder = folder_name(name)
    assert folder
    assert not set(folder) & set('/\\:*?"<>|#%\x00\n\r\t')
    assert folder[0] not in ". ~"
    assert folder[-1] not in ". ~"
    assert len(folder.encode()) <= 130
    assert folder == unicodedata.normalize("NFC", folder)
    assert not _RESERVED.fullmatch(folder.split(".")[0].strip())
    assert folder.casefold() not in {"rss.xml", "atom.xml", "feed.json", "index.html", "archive"}
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in folder)
    assert folder == folder_name(name)


@given(_names)
def test_a_folder_can_be_made(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    parent = tmp_path_factory.getbasetemp() / "folders"
    folder = parent / folder_name(name)
    folder.mkdir(parents=True, exist_ok=True)
    assert folder.resolve().parent == parent.resolve()


@given(st.lists(_names, max_size=8))
def test_no_two_slugs_are_one_where_case_is_ignored(names: list[str]) -> None:
    taken: set[str] = set()
    slugs = []
    for name in [*names, *(name.swapcase() for name in names), *names]:
        slug = unique_slug("keywords", name, taken)
        assert slug.startswith("keywords/")
        assert slug.count("/") == 1
        taken.add(slug_key(slug))
        slugs.append(slug)
    for spelled in (str.casefold, str.lower, str.upper):
        assert len({unicodedata.normalize("NFD", spelled(slug)) for slug in slugs}) == len(slugs)


def test_a_taken_name_gets_a_number() -> None:
    taken: set[str] = set()
    for wanted in ("sections/News", "sections/news-2", "sections/NEWS-3"):
        name = wanted.removeprefix("sections/").rstrip("-23")
        slug = unique_slug("sections", name, taken)
        assert slug == wanted
        taken.add(slug_key(slug))


@given(_names)
def test_a_slug_in_an_address_is_ascii_and_comes_back(name: str) -> None:
    slug = f"sections/{folder_name(name)}"
    path = slug_path(slug)
    assert re.fullmatch(r"[A-Za-z0-9._~%/-]+/", path)
    assert Path(unquote(path)) == Path(slug)
