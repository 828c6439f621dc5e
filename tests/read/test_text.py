"""Text that was a page: what somebody copied, or a program flattened."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import ReadError
from feeds.model import RawEntry, RawFeed
from feeds.read import read
from feeds.read.text import read_text
from tests.read.article_texts import EN, EN_TITLE, HAN, HAN_TITLE, HANT, HANT_TITLE

HEADLINES = ["漁港明年擴建碼頭", "小學生參觀新燈塔", "海圖展下週在鎮上開幕", "銅鐘由漁民集資購買"]


def article(text: str) -> RawEntry:
    (entry,) = read_text(text, "article").entries
    return entry


def paragraphs(entry: RawEntry) -> list[str]:
    assert entry.content is not None
    found = entry.content.value.removeprefix("<p>").removesuffix("</p>").split("</p><p>")
    return [paragraph.replace("&amp;", "&") for paragraph in found]


def title(entry: RawEntry) -> str | None:
    return entry.title and entry.title.value


def headlines(feed: RawFeed) -> list[str | None]:
    return [title(entry) for entry in feed.entries]


@pytest.mark.parametrize(("name", "texts"), [(HAN_TITLE, HAN), (HANT_TITLE, HANT), (EN_TITLE, EN)])
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\n \n", "\n\n\n\n"])
def test_a_title_and_paragraphs(name: str, texts: list[str], gap: str) -> None:
    found = article(gap.join([name, *texts]))
    assert title(found) == name
    assert paragraphs(found) == texts


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("首頁>黨派·聲音>統一戰線", ("黨派·聲音", "統一戰線")),
        ("首頁 > 要聞 > 地方 > 正文", ("要聞", "地方")),
        ("您的位置：首页 > 要闻", ("要闻",)),
        ("Home › World › Asia", ("World", "Asia")),
        ("Home / World / Asia", ("World", "Asia")),
        (f"首頁>要聞>{HANT_TITLE}", ("要聞",)),
        ("首頁>黨派·聲音>統一戰線 統一戰線", ("黨派·聲音", "統一戰線")),
    ],
)
def test_a_breadcrumb_before_the_title_is_the_section(line: str, section: tuple[str, ...]) -> None:
    found = article("\n".join([line, HANT_TITLE, *HANT]))
    assert found.section == section
    assert title(found) == HANT_TITLE
    assert paragraphs(found) == HANT


@pytest.mark.parametrize("width", [60, 72, 78])
def test_lines_that_were_wrapped_by_hand_are_paragraphs_again(width: int) -> None:
    wrapped = ["\n".join(textwrap.wrap(text, width)) for text in EN]
    assert paragraphs(article("\n\n".join([EN_TITLE, *wrapped]))) == EN


@pytest.mark.parametrize("place", ["first", "last"])
def test_credits_stand_before_or_behind(place: str) -> None:
    credits_ = ["2026-11-24 08:15 来源：示例日报 作者：张三", "责任编辑：李四", "关键词：灯塔 渔港"]
    lines = [*credits_, *HAN] if place == "first" else [*HAN, *credits_]
    found = article("\n".join([HAN_TITLE, *lines]))
    assert paragraphs(found) == HAN
    assert [person.name for person in found.authors] == ["张三"]
    assert [person.name for person in found.contributors] == ["李四"]
    assert found.keywords == ("灯塔", "渔港")
    assert found.origin is not None
    assert found.origin.title == "示例日报"
    assert found.published is not None
    assert found.published.startswith("2026-11-24")


@pytest.mark.parametrize(
    "bullet", ["·", "• ", "- ", "* ", "■", "● ", "▶ ", "◆", "1. ", "2、", "3) "]
)
def test_headlines_behind_an_article_are_a_list(bullet: str) -> None:
    listed = [f"{bullet}{headline}" for headline in HEADLINES]
    text = "\n".join(["首頁>要聞", HANT_TITLE, *HANT, *listed])
    assert paragraphs(article(text)) == HANT
    assert headlines(read_text(text, "listing")) == HEADLINES


def test_headlines_alone_are_a_list() -> None:
    for part in ("text", "listing"):
        feed = read_text("\n".join(f"· {headline}" for headline in HEADLINES), part)  # type: ignore[arg-type]
        assert feed.kind == "listing"
        assert headlines(feed) == HEADLINES
    with pytest.raises(ReadError, match="without an article"):
        read_text("\n".join(f"· {headline}" for headline in HEADLINES), "article")


def test_lines_without_an_end_are_headlines_too() -> None:
    assert headlines(read_text("\n".join(HEADLINES))) == HEADLINES


@pytest.mark.parametrize("text", ["", " \n\t\n", "one line", HAN_TITLE, "a\nb", "。"])
def test_text_that_is_neither_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        read_text(text)


def test_an_article_has_no_headlines() -> None:
    with pytest.raises(ReadError, match="without headlines"):
        read_text("\n".join([HAN_TITLE, *HAN]), "listing")


def test_what_markup_would_be_is_text() -> None:
    found = article("\n".join([EN_TITLE, "Fish & <b>chips</b> are sold here, she said.", *EN]))
    assert found.content is not None
    assert "Fish &amp; &lt;b&gt;chips&lt;/b&gt; are" in found.content.value


def test_readings_in_brackets_go() -> None:
    found = article(
        "\n".join(["首頁(yè)要聞來了又去", *HANT[:3], "漁民說(shuō),港口的夜裡又有了燈。"])
    )
    assert title(found) == "首頁要聞來了又去"
    assert paragraphs(found)[-1] == "漁民說,港口的夜裡又有了燈。"


@pytest.mark.parametrize("kind", ["text", "article", "auto"])
def test_a_document_of_text_is_read(kind: str) -> None:
    body = "\n".join([HAN_TITLE, *HAN])
    for charset in ("utf-8", "gb18030"):
        feed = read(body.encode(charset), content_type="text/plain", kind=kind)
        assert [title(entry) for entry in feed.entries] == [HAN_TITLE]


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                *HAN,
                *EN,
                *HEADLINES,
                EN_TITLE,
                "· x",
                "首頁>要聞",
                "责任编辑：李四",
                "",
                "2026-11-24",
            ]
        ),
        max_size=25,
    ).map("\n".join),
    st.sampled_from(["article", "listing", "text"]),
)
def test_whatever_a_text_is_it_is_read_or_refused(text: str, part: str) -> None:
    try:
        feed = read_text(text, part)  # type: ignore[arg-type]
    except ReadError:
        return
    assert feed.entries
    assert all(title(entry) for entry in feed.entries)
