"""Dates in a line of text: found where they stand, with their time of day and zone."""

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.dates import find, parse
from tests.dates.test_absolute import READ

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)

# A line, and the dates in it.
TEXT = """
2019年11月25日 18:57 参考消息 = 2019年11月25日 18:57
发布时间：2026-11-25 08:30 来源：新华社 = 2026-11-25 08:30
发布时间:2026-11-25 08:30来源 = 2026-11-25 08:30
发布于2026-11-25 编辑：王 = 2026-11-25
中国2019年2月26日电 = 2019年2月26日
星期三 2026年11月25日 晚上8:05 记者 = 星期三 2026年11月25日 晚上8:05
本報訊（2026.11.25） = 2026.11.25
民國115年11月25日 上午10時 更新 = 民國115年11月25日 上午10時
最后更新２０２６年１１月２５日　０８：３０。 = ２０２６年１１月２５日　０８：３０
二〇二六年十一月二十五日 社論 = 二〇二六年十一月二十五日
令和8年11月25日（水）20時30分 配信 = 令和8年11月25日（水）20時30分
2026/11/25(水) 20:30 更新 = 2026/11/25(水) 20:30
입력 2026.11.25. 오후 3:05 수정 2026.11.25. 오후 4:10 = \
2026.11.25. 오후 3:05 & 2026.11.25. 오후 4:10
2026년 11월 25일 화요일 = 2026년 11월 25일 화요일
Published: Nov. 25, 2026, 8:30 a.m. EST | Updated Nov. 25, 2026 at 9:30 AM EST = \
Nov. 25, 2026, 8:30 a.m. EST & Nov. 25, 2026 at 9:30 AM EST
By Jane Roe, November 25th, 2026 = November 25th, 2026
Wed 25 Nov 2026 08.30 GMT = Wed 25 Nov 2026 08.30 GMT
Last modified on Wed 25 Nov 2026 08.30 GMT by staff = on Wed 25 Nov 2026 08.30 GMT
3 people on 2019-11-25 = on 2019-11-25
Berlin, 25. November 2026, 14:05 Uhr = 25. November 2026, 14:05 Uhr
Stand: Mittwoch, den 25. November 2026 um 14:05 Uhr = Mittwoch, den 25. November 2026 um 14:05 Uhr
Publié le mercredi 25 novembre 2026 à 08h30, mis à jour le 25/11/2026 à 9h00 = \
le mercredi 25 novembre 2026 à 08h30 & le 25/11/2026 à 9h00
Le 25 novembre 2026 à 08:30 est un jour = Le 25 novembre 2026 à 08:30
Publicado el 25 de noviembre de 2026 a las 8:30 h = el 25 de noviembre de 2026 a las 8:30 h
Roma, 25 novembre 2026 ore 8.30 - di Anna = 25 novembre 2026 ore 8.30
Опубликовано 25 ноября 2026 г., 08:30 МСК = 25 ноября 2026 г., 08:30
2026.11.25. 08:30 Budapest = 2026.11.25. 08:30
2026. november 25. 08:30 | MTI = 2026. november 25. 08:30
Sent 25 Nov 2026 08:30:15 +0800 from here = 25 Nov 2026 08:30:15 +0800
at 2026-11-25T08:30:15.5+08:00, they said = 2026-11-25T08:30:15.5+08:00
2026-11-25 08:30 (updated) = 2026-11-25 08:30
25 Nov 26 08:30 = 25 Nov 26 08:30
2026-11-25 & 2026-11-24 = 2026-11-25 & 2026-11-24
"""
FOUND = [
    (line.split(" = ")[0], line.split(" = ")[1].split(" & ")) for line in TEXT.strip().splitlines()
]

# A year or month alone, numbers that may be numbers of anything, and what is no date.
NOTHING = """
© 2026 The Tide | in 2019 and 2020 | since February 2019 | 2019年 | 2019年2月 | 2019-02
No. 20190226 | 201902260830 | 1551169815 | case 2016-366 | yesterday at 14:05 | 3 hours ago
https://x.example/2026/11/25/abc | 02/03/2019 | 2019-02-30 | 2019年2月30日 | 26 people 2019
version 2019.1.2.3 | 2019-02-26-08:00 | 12019-02-26 | 2019-02-261 | 26 listopada 2019
3 mars 20 h 30 | 25 Nov | 11月25日 | 民國2019年2月26日 | 農曆2019年2月26日 | words without | 12
1970-01-01T00:00:00Z | x2019-02-26 | 1.2.3.2019 | 12345-02-26
"""
NONE = [case for line in NOTHING.strip().splitlines() for case in line.split(" | ")]

# Read alone, but not looked for: see `feeds.dates.finding`.
ALONE = re.compile(r"\d{4}|\d{4}-\d\d|\d{4}年\d月|[A-Z][a-z]{2} \d{4}|[\d.]{8,}|2016-366", re.ASCII)
INSIDE = [(raw, expected) for raw, expected in READ if not ALONE.fullmatch(raw)]
INSIDE += [("2019.2.26", "2019-02-26 00:00")]


@pytest.mark.parametrize(("line", "expected"), FOUND, ids=[line for line, _ in FOUND])
def test_found(line: str, expected: list[str]) -> None:
    assert find(line) == expected


@pytest.mark.parametrize("line", NONE)
def test_nothing(line: str) -> None:
    assert find(line) == []
    assert find(f"by {line}, they say") == []


@pytest.mark.parametrize(("raw", "expected"), INSIDE, ids=[raw for raw, _ in INSIDE])
@pytest.mark.parametrize(
    "around",
    ["%s", "by Foo %s from Bar", "来源：%s新华社", "发布于 %s 编辑", "Updated: %s | x", "(%s)"],
)
def test_what_is_read_alone_is_found_in_a_line(raw: str, expected: str, around: str) -> None:
    (found,) = find(around % raw)
    assert parse(found, now=NOW) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_the_language_tells_names_of_months_apart() -> None:
    assert find("Objavljeno 26. listopada 2019. u 8:30", "hr") == ["26. listopada 2019. u 8:30"]


def test_what_lies_ahead_is_found_for_whoever_knows_the_day() -> None:
    assert find("until 2038-01-19, they say") == ["2038-01-19"]


@pytest.mark.parametrize(
    "part",
    [
        *("2019 ", "2019-", "2019年", "26 Feb 20 ", "26 Feb 2019 ", "a 1 ", "一", "8 ", "1. ", " "),
        *("mo ", "26 aaaaaaaaaa 2019 ", "Feb 1 08:30 ", "2019-02-26 (", "民國", "2019-2-"),
    ],
)
def test_a_long_line_takes_time_in_proportion(part: str) -> None:
    find("3. März 2026")  # names are loaded once
    text = (part * 10_000)[:10_000]
    for line in (text, f"2019-02-26 {text}", f"{text} 26 Feb 2019"):
        started = time.perf_counter()
        find(line)
        assert time.perf_counter() - started < 2


@given(st.text(max_size=300), st.sampled_from(INSIDE), st.text(max_size=300))
def test_what_is_found_stands_there_and_is_read(
    before: str, case: tuple[str, str], after: str
) -> None:
    line = f"{before}{case[0]}{after}"
    for found in find(line):
        assert parse(found, now=datetime(9999, 12, 30, tzinfo=UTC)) is not None
        assert found == found.strip()


@given(st.text("0123456789年月日時分:/-.TZ +()FebPMue,", max_size=80))
def test_whatever_is_spelled_all_that_is_found_is_read(line: str) -> None:
    for found in find(line):
        assert found in line
        assert parse(found, now=datetime(9999, 12, 30, tzinfo=UTC)) is not None
