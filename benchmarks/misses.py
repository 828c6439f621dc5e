"""Near misses: articles that share much with another and are not it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.wording import EN, LANGUAGES, ZH, Language, number

Text = tuple[str, str]
Miss = Callable[[str, str, Language, random.Random], Text]

_PARTS = {
    "zh": [
        ("（上）", "（下）"),
        ("之一", "之三"),
        ("第1集", "第2集"),
        ("(二)", "(三)"),
        ("上篇", "中篇"),
    ],
    "en": [
        (", part 1", ", part 2"),
        (" (1/3)", " (2/3)"),
        (": Part One", ": Part Two"),
        (" I", " II"),
    ],
    "ja": [("（上）", "（下）"), (" 第3回", " 第4回"), ("前編", "後編")],
    "ko": [(" 1부", " 2부"), (" (상)", " (하)"), (" 제3회", " 제4회")],
    "de": [(", Teil 1", ", Teil 2"), (" (2)", " (3)")],
    "es": [(", parte 1", ", parte 2"), (" (2)", " (3)")],
    "fr": [(", épisode 1", ", épisode 2"), (" (2)", " (3)")],
    "ru": [(", часть 1", ", часть 2"), (" (2)", " (3)")],
}
_CORRECTED = {
    "zh": [("更正：", ""), ("", "（更正）"), ("勘误：", ""), ("【订正】", "")],
    "en": [("Correction: ", ""), ("CORRECTED-", ""), ("", " (corrected)"), ("Clarification: ", "")],
    "ja": [("【訂正】", ""), ("訂正：", "")],
    "ko": [("[정정] ", ""), ("", " (정정)")],
    "de": [("Korrektur: ", ""), ("Berichtigung: ", ""), ("", " (korrigiert)")],
    "es": [("Corrección: ", ""), ("", " (corrección)"), ("Fe de errores: ", "")],
    "fr": [("Rectificatif : ", ""), ("Correction : ", ""), ("", " (corrigé)")],
    "ru": [("Исправление: ", ""), ("", " (исправлено)"), ("Поправка: ", "")],
}
_NOTES = {
    "zh": "更正：本文先前的版本中数字有误，特此说明。",
    "en": "Correction: an earlier version of this article gave a wrong figure.",
    "ja": "【訂正】記事中の数字に誤りがありました。",
    "ko": "정정: 이전 기사의 숫자에 오류가 있었습니다.",
    "de": "Korrektur: In einer früheren Fassung stand eine falsche Zahl.",
    "es": "Corrección: una versión anterior daba una cifra equivocada.",
    "fr": "Rectificatif : une version précédente donnait un chiffre erroné.",
    "ru": "Исправление: в прежней версии была неверная цифра.",
}


def _series(title: str, body: str, language: Language, rng: random.Random) -> Text:
    """The next part: its own text below the same introduction."""
    paragraphs = body.split("\n")
    kept = paragraphs[:1] if rng.random() < 0.5 and len(paragraphs[0]) < 0.35 * len(body) else []
    _, other = rng.choice(_PARTS[language.tag])
    return title + other, "\n".join([*kept, *_fresh(body, language, rng)])


def _recap(title: str, body: str, language: Language, rng: random.Random) -> Text:
    """The next part, of which up to a third repeats what the last one said."""
    paragraphs = body.split("\n")
    kept = [p for p in paragraphs if rng.random() < 0.5]
    while kept and sum(map(len, kept)) > 0.33 * len(body):
        kept.pop()
    return title + rng.choice(_PARTS[language.tag])[1], "\n".join(
        [*kept, *_fresh(body, language, rng)]
    )


def _correction(title: str, body: str, language: Language, rng: random.Random) -> Text:
    """The same text with another number, and a word of it."""
    body = _other_number(body, rng)
    before, after = rng.choice(_CORRECTED[language.tag])
    way = rng.randrange(3)
    if way != 1:
        title = before + title + after
    if way != 0:
        note = _NOTES[language.tag]
        body = f"{note}\n{body}" if rng.random() < 0.4 else f"{body}\n{note}"
    return title, body


def _update(title: str, body: str, language: Language, rng: random.Random) -> Text:
    """The same text with other numbers, and no word of it."""
    head = body[:50]  # a dateline, whose date is no other news
    beginning = body[len(head) : len(body) // 3]  # which stands in a shortened copy too
    changed = head + _other_number(beginning, rng) + body[len(head) + len(beginning) :]
    if changed == body:
        return title, "\n".join(_fresh(body, language, rng))
    return title, changed


def _event(title: str, body: str, language: Language, rng: random.Random) -> Text:
    """Another's article on the same event: the same names, a quotation, some background."""
    paragraphs = _fresh(body, language, rng)
    old = [s for s in re.split(r"(?<=[。.])\s*", body) if len(s) > 10]
    quoted = []
    while old and sum(map(len, quoted)) < 0.25 * len(body) and rng.random() < 0.8:
        quoted.append(old.pop(rng.randrange(len(old))))
    if sum(map(len, quoted)) > 0.3 * len(body):
        quoted.pop()
    for sentence in quoted:
        paragraphs.insert(rng.randrange(1, len(paragraphs) + 1), sentence)
    return (title if rng.random() < 0.2 else language.headline(rng)), "\n".join(paragraphs)


def _translation(title: str, body: str, language: Language, rng: random.Random) -> Text:
    """The same in another language: only the numbers are the same."""
    other = rng.choice([some for some in LANGUAGES.values() if some.tag != language.tag])
    paragraphs = _fresh(body, other, rng)
    return other.headline(rng), "\n".join([*paragraphs, " ".join(re.findall(r"\d+", body)[:20])])


KINDS: dict[str, Miss] = {
    "series": _series,
    "recap": _recap,
    "correction": _correction,
    "update": _update,
    "event": _event,
    "translation": _translation,
}


def _fresh(body: str, language: Language, rng: random.Random) -> list[str]:
    """Paragraphs of its own, about as long."""
    made: list[str] = []
    while sum(map(len, made)) < len(body) * rng.uniform(0.7, 1.1) or not made:
        made.append(" ".join(language.sentence(rng) for _ in range(rng.choice((1, 2, 3)))))
    return made


def _other_number(body: str, rng: random.Random) -> str:
    places = list(re.finditer(r"(?<![\d.,/:])\d+(?![\d.,/:])", body))
    if not places:
        return body
    for place in sorted(
        rng.sample(places, min(len(places), rng.choice((1, 1, 2, 3)))),
        reverse=True,
        key=lambda m: m.start(),
    ):
        other = place[0]
        while other == place[0]:
            other = str(rng.randint(1, 10 ** len(place[0])))
        body = body[: place.start()] + other + body[place.end() :]
    return body


class Template(NamedTuple):
    """A report whose text is the same each day but for what fills it."""

    language: Language
    title: str
    body: str
    values: dict[str, str]
    fill: Callable[[random.Random], dict[str, str]]


def printed(template: Template) -> Text:
    """Its title and its body."""
    return template.title.format(**template.values), template.body.format(**template.values)


def another(template: Template, rng: random.Random) -> Template:
    """Another day's, or another place's; the rest may be as it was."""
    values = dict(template.values)
    fresh = template.fill(rng)
    keys = [key for key in values if fresh[key] != values[key]]
    dated = [key for key in keys if key in ("day", "place", "home", "pair")]
    some = set(rng.sample(keys, rng.randint(1, len(keys)))) | set(
        rng.sample(dated, min(1, len(dated)))
    )
    values.update({key: fresh[key] for key in some})
    return template._replace(values=values)


def _template(language: Language, title: str, body: str, **slots: str) -> Callable[..., Template]:
    def fill(rng: random.Random) -> dict[str, str]:
        made = {key: language.fill(pattern, rng) for key, pattern in slots.items()}
        made |= {f"x{place}": str(rng.randint(1, 99)) for place in range(1, 5)}
        made |= {f"r{place}": f"{rng.uniform(0.1, 99):.2f}" for place in range(1, 5)}
        made["sky"] = rng.choice(_SKIES[language.tag])
        made["wind"] = rng.choice(_WINDS[language.tag])
        made["score"] = f"{rng.randint(0, 5)}:{rng.randint(0, 5)}"
        made["count"] = number(rng)
        used = set(re.findall(r"\{(\w+)\}", title + body))
        return {key: value for key, value in made.items() if key in used}

    return lambda rng: Template(language, title, body, fill(rng), fill)


_SKIES = {
    "zh": ["晴", "多云", "阴有小雨", "雷阵雨", "多云转晴", "小雪", "晴转多云", "大雾"],
    "en": ["sunny spells", "heavy rain", "light snow", "fog at first", "clear skies", "showers"],
}
_WINDS = {
    "zh": ["东北风三到四级", "南风二级", "西北风五级", "微风", "东风四到五级"],
    "en": ["a light breeze", "strong winds from the north", "moderate easterly winds", "no wind"],
}
_ZH_DAY = "{d}日"
TEMPLATES: dict[str, list[Callable[..., Template]]] = {
    "zh": [
        _template(
            ZH,
            "{place}天气预报",
            "{place}气象台{day}发布：今天白天到夜间{sky}，{wind}，最高气温{x1}度，最低气温{x2}度，"
            "相对湿度百分之{x3}。市民出行请注意交通安全，适时增减衣物，预防感冒。",
            place="{place}",
            day=_ZH_DAY,
        ),
        _template(
            ZH,
            "{day}人民币汇率中间价",
            "中国外汇交易中心{day}公布，人民币对美元汇率中间价报{r1}，对欧元报{r2}，"
            "对100日元报{r3}，"
            "对港元报{r4}。以上报价仅供参考，实际成交以银行柜台为准。",
            day="11月{d}日",
        ),
        _template(
            ZH,
            "{home}{score}{guest}",
            "联赛本轮继续进行，{home}队主场以{score}对阵{guest}队。上半场第{x1}分钟，"
            "{name}首开纪录，"
            "第{x2}分钟{scorer}再度破门。赛后双方教练出席了新闻发布会，下一轮比赛将于周末进行，"
            "门票已经开始发售。",
            home="{place}",
            guest="{place}",
            name="{name}",
            scorer="{name}",
        ),
        _template(
            ZH,
            "空气质量日报",
            "{day}，{place}空气质量指数为{x1}，首要污染物浓度为每立方米{x2}微克，"
            "预计未来二十四小时{sky}。"
            "监测数据由{place}环境监测中心提供，每日更新一次，欢迎关注。",
            place="{place}",
            day=_ZH_DAY,
        ),
        _template(
            ZH,
            "{place}股市收盘行情",
            "{day}收盘，{place}综合指数报{count}点，成交额{x1}亿元，涨幅百分之{r1}。行业板块中，"
            "{thing}领涨，"
            "{other}跌幅居前。分析人士提醒，股市有风险，投资需谨慎，本报告不构成任何投资建议，"
            "据此操作风险自担。",
            place="{place}",
            day=_ZH_DAY,
            thing="{thing}",
            other="{thing}",
        ),
    ],
    "en": [
        _template(
            EN,
            "Weather in {place}",
            "Forecast for {place} for {day}: {sky} with {wind}. Highs of {x1} and lows "
            "of {x2} degrees, humidity {x3} percent. Drivers are asked to take care on wet roads.",
            place="{place}",
            day="the {d}th",
        ),
        _template(
            EN,
            "Exchange rates, {day} November",
            "The reference rates of the day: dollar {r1}, pound {r2}, yen {r3}, "
            "franc {r4}. Rates are indicative and apply until the next notice of the bank.",
            day="{d}",
        ),
        _template(
            EN,
            "{home} v {guest}: result",
            "{home} met {guest} at home and the match ended {score}. {name} scored "
            "after {x1} minutes, {scorer} was sent off after {x2}. {x3} thousand people saw the "
            "game "
            "and the next round will be played at the weekend.",
            home="{place}",
            guest="{place}",
            name="{name}",
            scorer="{name}",
        ),
        _template(
            EN,
            "Daily market report",
            "The {place} exchange closed at {count} points on {day}, a change of {r1} percent. "
            "Trading reached {x1} million. Shares linked to {thing} did best, those of {other} "
            "were "
            "the weakest. This report is no advice to buy or sell; prices can fall as well as "
            "rise.",
            place="{place}",
            day="the {d}th",
            thing="{thing}",
            other="{thing}",
        ),
        _template(
            EN,
            "Traffic figures",
            "On {day} {count} vehicles crossed the bridge at {place}, of which {x1} were buses. "
            "The figures are counted by machine and published every morning at seven.",
            place="{place}",
            day="the {d}th",
        ),
    ],
}
