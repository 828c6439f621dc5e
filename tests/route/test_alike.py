"""Which entries are the same article, and which are told apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.agency import groups
from benchmarks.duplicates import evaluate
from feeds.route.alignment import align
from feeds.route.alike import Verdict, compare
from feeds.route.fold import fold
from feeds.route.grouping import belongs_to
from feeds.route.likeness import SHARED, likeness_of, signature

SAME, APART, UNLIKE = Verdict.SAME, Verdict.APART, Verdict.UNLIKE

NEWS = (
    "扶贫办主任周三在成都表示，今年将为两百个山村接通互联网，软件和打印机由企业捐赠。"
    "他说，视频课程已经使三千名学生受益。村民们希望公路也能早日修好，把茶叶运到城里。"
    "省交通局答复说，勘测将在下个月开始，资金已经落实，工程分为四段，预计后年全线通车。"
)
TAIWAN = (
    "扶貧辦主任週三在成都表示，今年將為兩百個山村接通網際網路，軟體和印表機由企業捐贈。"
    "他說，影片課程已經使三千名學生受益。村民們希望公路也能早日修好，把茶葉運到城裡。"
    "省交通局答覆說，勘測將在下個月開始，資金已經落實，工程分為四段，預計後年全線通車。"
)
STORM = (
    "The storm reached the coast shortly after midnight and tore the roofs off dozens of houses. "
    "Rescue teams from three counties worked until dawn, and the hospital in Marlow took in 41 "
    "people with broken bones and cuts. Schools will stay closed until Monday, the mayor said, "
    "while engineers look at the bridge, whose northern pillar has moved by several centimetres. "
    "Fishermen who had left their boats in the old harbour found most of them on the promenade."
)


def verdict(
    first: tuple[str, str],
    second: tuple[str, str],
    addresses: tuple[str | None, ...] = (None, None),
) -> Verdict:
    a, b = (
        likeness_of(source, address, *text)
        for source, address, text in zip("ab", addresses, (first, second), strict=True)
    )
    assert compare(a, b) is compare(b, a)
    return compare(a, b)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(("扶貧", NEWS), ("扶贫", TAIWAN), id="script and vocabulary"),
        pytest.param(
            ("扶贫", NEWS), ("扶贫", "新华社成都11月25日电（记者王芳）" + NEWS), id="header"
        ),
        pytest.param(
            ("山村接通互联网", NEWS), ("扶贫办：两百个山村今年上网", NEWS), id="edited title"
        ),
        pytest.param(
            ("扶贫", NEWS),
            ("扶贫", f"首页 > 新闻\n扶贫\n{NEWS}\n责任编辑：李明\n扫描二维码关注我们"),
            id="wrapping",
        ),
        pytest.param(("Storm", STORM), ("Storm", STORM[: STORM.index("Schools")]), id="shortened"),
        pytest.param(
            ("Storm", STORM),
            (
                "Storm hits coast",
                STORM.replace("Rescue teams from three counties worked until dawn, and t", "T"),
            ),
            id="shortened in the middle",
        ),
        pytest.param(
            ("Storm", f"MARLOW, 25 Nov (Reuters) - {STORM}\nReporting by Ann Lee"),
            ("Storm", f"From our staff and agencies\n{STORM}\nAdditional reporting: Bo Park"),
            id="credit lines",
        ),
        pytest.param(
            ("Storm hits the coast of Marl…", STORM),
            ("Storm hits the coast of Marlow, 41 hurt", STORM),
            id="cut title",
        ),
        pytest.param(
            ("Storm", f"Listen to this article (4 min)\n{STORM}"),
            ("Storm", f"Listen to this article (7 min)\n{STORM}"),
            id="counts of a site",
        ),
    ],
)
def test_copies_are_one_article(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert verdict(first, second) is SAME
    one, other = (signature(fold(body)) for _, body in (first, second))
    assert len({*one} & {*other}) >= min(SHARED, len(one), len(other))


WEATHER = (
    "台北气象台发布：今天白天多云，东北风三级，最高气温25度，最低气温18度。市民出行请注意安全。"
)
RATES = (
    "The reference rates of the day: dollar 31.25, pound 40.10, yen 0.21. Rates are indicative and "
    "apply until the next notice of the bank."
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(("扶贫（上）", NEWS), ("扶贫（下）", NEWS + "后来的事"), id="上 and 下"),
        pytest.param(("扶贫 第1集", NEWS), ("扶贫 第2集", NEWS), id="第1集 and 第2集"),
        pytest.param(("扶贫之一", NEWS), ("扶貧之二", TAIWAN), id="之一 and 之二"),
        pytest.param(
            ("Storm, part one", STORM), ("Storm, part 2", STORM), id="part one and part 2"
        ),
        pytest.param(("扶贫", NEWS), ("更正：扶贫", NEWS), id="更正 in the title"),
        pytest.param(
            ("扶贫", NEWS), ("扶貧", TAIWAN + "\n勘誤：本文稍早的版本人數有誤。"), id="勘誤 below"
        ),
        pytest.param(
            ("Storm", STORM),
            ("Storm", STORM + "\nCorrection: an earlier version gave a wrong number."),
            id="correction below",
        ),
        pytest.param(("Storm", STORM), ("Storm", STORM.replace("41", "47")), id="another number"),
        pytest.param(("扶贫", NEWS), ("扶贫", NEWS.replace("三千", "五千")), id="another numeral"),
        pytest.param(("天气", WEATHER), ("天气", WEATHER.replace("25", "26")), id="weather"),
        pytest.param(
            ("台北天气", WEATHER),
            ("高雄天气", WEATHER.replace("台北", "高雄")),
            id="weather elsewhere",
        ),
        pytest.param(("Rates", RATES), ("Rates", RATES.replace("0.21", "0.22")), id="rates"),
        pytest.param(
            ("Rates, 24 November", RATES), ("Rates, 25 November", RATES), id="rates that stayed"
        ),
    ],
)
def test_near_misses_are_told_apart(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert verdict(first, second) is APART


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(("Storm", STORM), ("Sturm", NEWS), id="languages"),
        pytest.param(
            ("Storm", STORM), ("Storm", STORM[:180] + "Nobody expected it. " * 12), id="one event"
        ),
        pytest.param(("News", ""), ("News", ""), id="nothing but titles"),
        pytest.param(("News", "More soon."), ("News", "More soon."), id="too short to say"),
    ],
)
def test_others_have_nothing_in_common(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert verdict(first, second) is UNLIKE


def test_one_address_is_one_article_in_several_sources() -> None:
    assert verdict(("a", "x"), ("b", "y"), ("example.org/1", "example.org/1")) is SAME


def test_a_source_knows_its_own_articles() -> None:
    first = likeness_of("a", "example.org/1", "Storm", STORM)
    assert compare(first, likeness_of("a", "example.org/2", "Storm", STORM)) is SAME
    assert compare(first, likeness_of("a", "example.org/2", "Storm", STORM + " More.")) is APART
    assert compare(first, likeness_of("a", "example.org/1", "Storm", NEWS)) is APART
    daily = likeness_of("a", None, "Puzzle", "Today's puzzle is here.")
    assert compare(daily, likeness_of("a", None, "Puzzle", "Today's puzzle is here.")) is APART


def test_a_shortened_copy_does_not_bring_a_correction_and_its_original_together() -> None:
    original = likeness_of("a", None, "Storm", STORM)
    shortened = likeness_of("b", None, "Storm", STORM[STORM.index("Schools") :])
    corrected = likeness_of("c", None, "Correction: Storm", STORM.replace("41", "47"))
    assert compare(original, shortened) is SAME
    assert belongs_to(shortened, {1: [original], 2: [corrected]}) == [1]
    assert belongs_to(corrected, {1: [original, shortened]}) == []


def test_a_copy_makes_two_groups_one() -> None:
    first, rest = STORM[:300], STORM[200:]
    groups = {1: [likeness_of("a", None, "s", first)], 2: [likeness_of("b", None, "s", rest)]}
    assert belongs_to(groups[1][0], {2: groups[2]}) == []
    assert belongs_to(likeness_of("c", None, "s", STORM), groups) == [1, 2]


_words = st.lists(st.sampled_from("a b c d e f 一 二 三".split()), max_size=60)


@given(_words, _words)
def test_runs_are_the_same_in_both_texts_and_in_one_order(a: list[str], b: list[str]) -> None:
    blocks = align(a, b)
    for block in blocks:
        assert a[block.a :][: block.length] == b[block.b :][: block.length]
        assert block.length > 0
    for one, other in pairwise(blocks):
        assert one.a + one.length <= other.a
        assert one.b + one.length <= other.b


@given(st.lists(st.sampled_from("abcdefghijklmno"), min_size=4, unique=True))
def test_a_text_is_one_run_of_itself(words: list[str]) -> None:
    assert align(words, words) == [(0, 0, len(words))]


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_compared(title: str, body: str, other: str) -> None:
    a, b = likeness_of("a", None, title, body), likeness_of("b", None, title, other)
    assert compare(a, b) is compare(b, a)
    assert all(0 <= number < 2**31 for number in signature(fold(body)))


def test_generated_groups_are_found() -> None:
    score = evaluate(article for group in groups(250, seed=11) for article in group)
    assert score.precision >= 0.99
    assert score.recall >= 0.95
    assert score.found > 500
