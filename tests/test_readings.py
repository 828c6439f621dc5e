"""Readings in brackets: what goes, what stays, and the laws that hold for any text."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from feeds.readings import without_readings


@pytest.mark.parametrize(
    ("annotated", "plain"),
    [
        # Tone marks
        ("首頁(yè)的新聞(wén)", "首頁的新聞"),
        ("統(tǒng)一戰(zhàn)線", "統一戰線"),
        ("會(huì)長(zhǎng)", "會長"),
        ("頁（yè）", "頁"),
        ("頁( yè )", "頁"),
        (normalize("NFD", "呂(lǚ)布"), "呂布"),
        ("呂(lǚ)布與女(nǚ)子", "呂布與女子"),
        ("誒(ê̌)欸(ế)嗯(ǹg)", "誒欸嗯"),
        ("安(ān)李(Lǐ)", "安李"),
        ("漢(hɑ̀n)港(ɡǎng)", "漢港"),
        ("銀行(háng)行(xíng)行(hàng)", "銀行行行"),  # any of its readings
        ("国(guó)國(guó)囯(guó)㐀(qiū)𠀀(hē)", "国國囯㐀𠀀"),
        ("〇(líng)", "〇"),
        ("頁(yè)(ㄧㄝˋ)", "頁"),
        # Tone numbers
        ("統(tong3)一(yi1)", "統一"),
        ("呂(lv3)呂(lü3)呂(lu:3)", "呂呂呂"),
        ("們(men5)們(men0)", "們們"),
        # Zhuyin
        ("統(ㄊㄨㄥˇ)一標(ㄅㄧㄠ)準", "統一標準"),
        ("統(ˇㄊㄨㄥ)標(ㄅㄧㄠˉ)統(ㄊㄨㄥ)", "統標統"),
        ("們(˙ㄇㄣ)們(ㄇㄣ˙)", "們們"),
        # A word at once
        ("國家統一(tǒngyī)了", "國家統一了"),
        ("國家統一(tǒng yī)了", "國家統一了"),
        ("北京（Běijīng）", "北京"),
        ("北京(Bei3jing1)北京(Bei3 Jing1)", "北京北京"),
        ("呂布(lǚ bù)西安(Xī’ān)", "呂布西安"),
        ("朋友(péngyou)葡萄(pú tao)這兒(zhèr)", "朋友葡萄這兒"),
        ("統一(ㄊㄨㄥˇ ㄧ)", "統一"),
        ("統(tǒng)一(tǒngyī)", "統一"),  # the other one is not there
        # Neutral tones among others
        ("我(wǒ)們(men)的(de)孩子(zi)", "我們的孩子"),
        ("意(yì)思(si)", "意思"),
        # Without tones, throughout
        ("統(tong)一(yi)戰(zhan)線(xian)（WTO）", "統一戰線（WTO）"),
        ("統(tong)一(yi)戰(zhan)線，李(Li)先生去上海(Shanghai)", "統一戰線，李先生去上海"),
        # Japanese
        ("漢字(かんじ)を読む", "漢字を読む"),
        ("東京（とうきょう）", "東京"),
        ("佐々木太郎(ささき たろう)さん", "佐々木太郎さん"),
        ("人々(ひとびと)の志(こころざし)", "人々の志"),
        ("友達(ともだち)と国内(こくない)で、達(たち)も市内(しない)も", "友達と国内で、達も市内も"),
        ("木(き)の葉(は)と漢字(かんじ)と東京(とうきょう)と社(しゃ)", "木の葉と漢字と東京と社"),
        ("漢(カン)字(ジ)学(ガク)校(コウ)と学校(ガッコウ)", "漢字学校と学校"),
        # Damaged places
        ("當?shù)卣鲐毑块T及時(shí)溝", "當?shù)卣鲐毑块T及時溝"),
        ("項目?jī)?yōu)先取得實(shí)效", "項目?jī)?yōu)先取得實效"),
        ("頁(yè統(tǒng)一(", "頁(yè統一("),
        # Markup
        ('<a href="/頁(yè)">頁(yè)</a>', '<a href="/頁">頁</a>'),
    ],
)
def test_readings_go(annotated, plain):
    assert without_readings(annotated) == plain


@pytest.mark.parametrize(
    "text",
    [
        "",
        "加入世貿組織（WTO）以后",
        "統一戰線(United Front)工作",
        "中華全國工商業聯合會(all-China)主席",
        "中國(CN)與法國(FR)",
        "蘋果公司(apple)發布新品",
        "第(2)條規定：(一)總則",
        "一杯咖啡(café)的價格",
        "記者(張巨峰)報道",
        "公式f(x)與集合(a,b)，C(a)，GDP(国内生产总值)",
        "萬元(yuan)人民幣",
        "瑪(ma)、李(Li)、王(Wang)",
        "馬(MA)頁(YE4)",
        "男人們(men)",  # a neutral tone proves nothing alone
        "北京(Beijing)、上海(Shanghai)、廣州(Guangzhou)、李(Li)、王(Wang)、張(Zhang)",
        "元(yuan)、角(jiao)、分(fen)與（WTO）不同：中國(CN)法國(FR)",  # no majority
        "頁(yé)頁(ye5)頁(ㄧㄝˊ)頁(yè yè)統一(yī tǒng)",  # not so
        "頁 (yè)<b>頁</b>(yè)e(yè)",
        "頁[yè]頁(yè",
        "頁(yè, xié)",
        "頁()頁( )頁(-)頁(5)頁(ˋ)",
        "參加(する)、検討(した)、彼(ら)、子供(たち)、書(かれる)、東京(から)",
        "取(り)消(し)、食(べる)、新(しい)",
        "会社(トヨタ)、自動車(ホンダ)の車",
        "まさか(笑)、漢字(かんじを)",
        "木(き)の葉(は)",  # too few
        "参加(する)と検討(した)と彼(ら)、漢(カン)",
    ],
)
def test_other_brackets_stay(text):
    assert without_readings(text) is text


def test_toneless_ones_stay_where_others_have_tones():
    assert without_readings("價(jià)萬元(yuan)人") == "價萬元(yuan)人"


def test_hiragana_stays_where_endings_in_brackets_are_usual():
    text = "参加(する)検討(した)東京(とうきょう)"
    assert without_readings(text) is text


def test_library_is_loaded_only_for_candidates():
    program = (
        "import sys; from feeds.readings import without_readings\n"
        "without_readings('頁f(x)記者(張巨峰)第(2)條 <a href=\"f(yè)\">漢字(かんじ)の</a>' * 99)\n"
        "assert 'pypinyin' not in sys.modules\n"
        "without_readings('頁(yè)')\n"
        "assert 'pypinyin' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


# What is flattened here: each character that has readings may carry one of them.

_SIGNS = "，。、“”·abcXYZ 1290\n<>/=\"'?"
_HAN = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.sampled_from(
        "的一是了我不人在他有這这们們来來上个個到说說時时地为為子中你得着著兒儿長长行樂乐"
    ),
    st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF),
    st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
)
_TEXTS = st.lists(st.one_of(_HAN, _HAN, _HAN, st.sampled_from(_SIGNS)), max_size=60)
_BRACKETS = st.sampled_from(["()", "（）"])


def readings(character: str, style: Style) -> list[str]:
    known = pinyin(character, style=style, heteronym=True, errors="ignore")
    return known[0] if known and not character.isascii() else []


@st.composite
def flattened(draw, style: Style, change=lambda reading: reading) -> tuple[str, str]:
    """A text with readings in brackets behind some of its characters, and without."""
    characters = draw(_TEXTS)
    pieces = []
    for character in characters:
        pieces.append(character)
        known = readings(character, style)
        if known and draw(st.booleans()):
            opening, closing = draw(_BRACKETS)
            pieces.append(f"{opening}{change(draw(st.sampled_from(known)))}{closing}")
    return "".join(pieces), "".join(characters)


@given(
    st.one_of(
        flattened(Style.TONE),
        flattened(Style.TONE, lambda reading: normalize("NFD", reading)),
        flattened(Style.TONE, str.capitalize),
    )
)
def test_what_was_flattened_with_tone_marks_comes_back(pair):
    annotated, plain = pair
    # With a toned reading ahead, neutral tones count as what they are.
    assert without_readings("頁(yè)" + annotated) == "頁" + plain


@given(st.one_of(flattened(Style.TONE3), flattened(Style.TONE3, lambda s: s.replace("v", "u:"))))
def test_what_was_flattened_with_tone_numbers_comes_back(pair):
    annotated, plain = pair
    assert without_readings("頁(ye4)" + annotated) == "頁" + plain


@given(
    st.one_of(
        flattened(Style.BOPOMOFO),
        flattened(Style.BOPOMOFO, lambda reading: re.sub("(.+)([ˊˇˋ˙])", r"\2\1", reading)),
    )
)
def test_what_was_flattened_with_zhuyin_comes_back(pair):
    annotated, plain = pair
    assert without_readings(annotated) == plain


@given(flattened(Style.NORMAL))
def test_what_was_flattened_without_tones_comes_back(pair):
    annotated, plain = pair
    assert without_readings("統(tong)一(yi)戰(zhan)線" + annotated) == "統一戰線" + plain


@given(
    st.lists(_HAN.filter(lambda c: bool(readings(c, Style.TONE))), min_size=1, max_size=6),
    st.data(),
    st.sampled_from(["", " ", "-"]),
)
def test_words_flattened_as_one_come_back(characters, data, separator):
    syllables = [data.draw(st.sampled_from(readings(c, Style.TONE))) for c in characters]
    word = "".join(characters)
    annotation = separator.join(syllables)
    assume(re.search("[\u0300\u0301\u0304\u030c]", normalize("NFD", annotation)))
    assert without_readings(f"頁(yè)，{word}({annotation})") == f"頁，{word}"


JAPANESE = {
    "漢字": "かんじ", "東京": "とうきょう", "今日": "きょう", "大人": "おとな", "昨日": "きのう",
    "天気": "てんき", "新聞": "しんぶん", "学校": "がっこう", "先生": "せんせい", "明日": "あした",
    "紫陽花": "あじさい", "一人": "ひとり", "佐々木": "ささき", "下": "した", "案内": "あんない",
    "私": "わたし", "桜": "さくら", "友達": "ともだち", "参加": "さんか", "富士山": "ふじさん",
}  # fmt: skip


@given(st.lists(st.sampled_from(sorted(JAPANESE)), max_size=12), st.sampled_from("のはと、"))
def test_japanese_words_come_back(words, between):
    annotated = between.join(f"{word}({JAPANESE[word]})" for word in words)
    assert without_readings(annotated) == between.join(words)


_STRANGERS = st.sampled_from(
    "WTO|United Front|all-China|CN|apple|2|一|café|張巨峰|x|a,b|トヨタ|する|した|れる|ら|たち|笑|"
    "2019-2020|COVID-19|%d|http://example.org/|国内生产总值|Xyz|zzz".split("|")
)


@given(
    st.lists(
        st.one_of(_HAN, st.sampled_from(_SIGNS), _BRACKETS.flatmap(
            lambda pair: _STRANGERS.map(lambda content: pair[0] + content + pair[1])
        )),
        max_size=60,
    )
)  # fmt: skip
def test_text_without_readings_is_left_alone(pieces):
    text = "".join(pieces)
    assert without_readings(text) is text


@given(
    st.lists(
        st.one_of(
            _HAN,
            st.sampled_from("()（）(()（一二yè "),
            st.sampled_from(
                "頁(yè)|頁(ye)|一(yi)|一(yī)|統(tong)|統一(tongyi)|(tǒng yī)|(yi)|(men)|"
                "們(men)|的(de)|元(yuan)|思(si)|意|(yè|漢(カン)|字(ジ)|学(ガク)|漢字(カンジ)|ト|"
                "木(き)|漢字(かんじ)|東京(とうきょう)|参加(する)|(かん)|の|(WTO)|(CN)".split("|")
            ),
        ),
        max_size=40,
    ).map("".join)
)
def test_a_second_time_changes_nothing(text):
    once = without_readings(text)
    assert without_readings(once) is once


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10**6,
        "一(" * 10**6,
        "一" + "(yi)" * 10**5,
        "一" + "(yī)" * 10**5,
        "一(" + "yi" * 10**6,
        ("一" * 80 + "(z" + "yi" * 39 + ")") * 10**3,
        ("嗯" * 80 + "(x" + "n" * 79 + ")") * 10**3,
        ("漢" * 80 + "(" + "かー" * 39 + "を)") * 10**3,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_text_takes_linear_time(text):
    start = perf_counter()
    without_readings(text)
    assert perf_counter() - start < 10  # far less; squared it would be hours


# The readings that real pages were left with.

_LEFT = re.compile(r"(?<=[\u3400-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6}\)")


@pytest.fixture
def seed(corpus: Path) -> Path:
    folder = corpus / "pages" / "seed"
    if not folder.is_dir():
        pytest.skip("the pages with flattened ruby (pages/seed of the corpus) are not here")
    return folder


def labelled(seed: Path, page: str) -> dict:
    pages = json.loads((seed / "labels-seed.json").read_text("utf-8"))["pages"]
    return next(entry for entry in pages if entry["id"] == page)


@pytest.mark.parametrize("name", ["seed.txt", "seed-flat.html"])
def test_flattened_pages_are_as_they_were_written(seed, name):
    page = (seed / name).read_text("utf-8")
    assert len(_LEFT.findall(page)) >= 212
    text = without_readings(page)
    assert not _LEFT.findall(text)
    for accepted in labelled(seed, f"seed:{name}")["body"]["paragraphs_accept"]:
        assert any(paragraph in text for paragraph in accepted)


def test_only_readings_go_from_a_page_of_cases(seed):
    page = (seed / "ruby-cases.html").read_text("utf-8")
    page = re.sub("<r(p|t|tc)>.*?</r\\1>|</?(ruby|rb)>", "", page)
    paragraphs = re.findall("<p>(.*?)</p>", without_readings(page))
    assert paragraphs == labelled(seed, "ruby-cases")["body"]["paragraphs"]
