"""Folding: one form for what a reader takes for the same, and never another length."""

from __future__ import annotations

import sys
import unicodedata
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from feeds import han
from feeds.route.fold import SILENT, fold, same_word


@given(st.text())
def test_folding_keeps_each_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(text) == "".join(map(fold, text))


def test_every_character_folds_to_one() -> None:
    assert [code for code in range(sys.maxunicode + 1) if len(fold(chr(code))) != 1] == []


def test_what_is_folded_stays_so() -> None:
    again = [c for c in map(chr, range(sys.maxunicode + 1)) if fold(fold(c)) != fold(c)]
    assert again in ([], ["薴"])  # whose simplified form, 苧, is the traditional one of 苎


def test_lines_stay_lines_and_nothing_becomes_one() -> None:
    breaks = [chr(code) for code in range(sys.maxunicode + 1) if fold(chr(code)) == "\n"]
    assert breaks == ["\n"]
    spaces = [c for c in map(chr, range(sys.maxunicode + 1)) if fold(c) == " "]
    assert all(space.isspace() for space in spaces)


def test_it_agrees_with_opencc() -> None:
    characters = [
        chr(code)
        for start, end in ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2FA1E))
        for code in range(start, end)
    ]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    assert len(converted) == len(characters)
    # Ideographs that exist for compatibility are folded to those that they stand for.
    other = [
        a for a, b in zip(characters, converted, strict=True) if fold(a) != b and ord(a) < 0x2F800
    ]
    assert len(other) < 20


def test_variants_of_a_character_are_one_word() -> None:
    for group in han._VARIANTS.split():
        assert all(fold(a) == fold(b) and same_word(a, b) for a, b in permutations(group, 2)), group


@given(st.sampled_from("幹干乾後后裏裡里為爲为臺台颱檯髮發发産產产著着衞衛卫"), st.data())
def test_a_simplified_character_is_all_that_it_stands_for(one: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from("幹干乾後后裏裡里為爲为臺台颱檯髮發发産產产著着衞衛卫"))
    if fold(one) == fold(other):
        assert same_word(one, other) is same_word(other, one)
        if fold(one) == one:
            assert same_word(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("扶貧", "扶贫"),
        ("統一戰線", "统一战线"),
        ("臺灣", "台湾"),
        ("ＣＯＶＩＤ－１９", "covid-19"),
        ("ｶﾀｶﾅ", "カタカナ"),
        ("（香港）", "(香港)"),
        ("ÉLYSÉE", "elysee"),
        ("Đà Nẵng", "đa nang"),
        ("ΑΘΉΝΑ", "αθηνα"),
        ("Ёлка", "елка"),
        ("ЁЛКА", "ёлка"),
        ("GROẞE", "große"),
        ("İstanbul", "istanbul"),
        ("ﬁ", "ﬁ"),
        ("a\u00a0b\u3000c\td", "a b c d"),
        ("①", "1"),
        ("⼀", "一"),
        ("‘E‑mail’", "'e-mail'"),
        ("黨派・聲音", "党派·声音"),
        ("Łódź", "lodz"),
        ("أحمد", "احمد"),
    ],
)
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_says_nothing_is_one_sign() -> None:
    silent = [chr(code) for code in range(sys.maxunicode + 1) if fold(chr(code)) == SILENT]
    assert {"\u00ad", "\u200b", "\u200d", "\u0301", "\ufe0f", "\ufeff", "ـ", "َ"} <= set(silent)
    assert {unicodedata.category(sign) for sign in silent} <= {"Cf", "Mn", "Lm"}


@pytest.mark.parametrize(
    ("one", "other"), [("й", "и"), ("が", "か"), ("각", "가"), ("ї", "і"), ("´", " "), ("½", "1")]
)
def test_letters_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("統一戰線工作會議在北京舉行", "zh-Hant"),
        ("统一战线工作会议在北京举行", "zh-Hans"),
        ("會議 in Beijing was long, and nobody said much about anything", None),
        ("中文", None),
        ("大人小人上下左右", None),
        ("会議は東京で行われました。結果は明日発表されます。", None),
        ("", None),
    ],
)
def test_the_script_of_a_text(text: str, script: str | None) -> None:
    assert han.script(text) == script
