"""Dates that say how long ago it was: `3小时前`, `yesterday at 14:05`, `vor 3 Stunden`, `5h`.

What counts seconds, minutes or hours is an instant, cut to the minute; what counts days or weeks is
a day, with the time of day that is given or else its midnight. Refused are months and years, of
which nobody can tell the day, and what names no number of them (上周, last week, a few days ago),
a weekday or a time of day alone, and two counts at once (1 hour 20 minutes ago).

Chinese, Japanese, Korean and English are known here. How other languages say `ago` is taken from
the Unicode CLDR, by way of Babel, which is loaded when the first of them is met; their words for
yesterday and today are not in Babel and stand here.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from feeds.dates.absolute import parse
from feeds.dates.months import LETTER, LOCALES, digits, fold
from feeds.dates.yearless import yearless

_Unit = Literal["second", "minute", "hour", "day", "week"]
_Count = tuple[_Unit, int | None]  # without a number: what it says by itself

_LONGEST = 60
_SPANS: dict[_Unit, timedelta] = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_EDGES = " ,;:·•|()[]"
_UNITS: dict[_Unit, str] = {
    "second": "s sec secs second seconds 秒 秒钟 秒鐘 초",
    "minute": "m min mins minute minutes 分 分钟 分鐘 분",
    "hour": "h hr hrs hour hours 小时 小時 钟头 鐘頭 時間 시간",
    "day": "d day days 天 日 일",
    "week": "w wk wks week weeks 周 週 星期 禮拜 礼拜 週間 주 주일",
}
_MEANS: dict[str, _Unit] = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_AGO = re.compile(
    r"(?P<count>\d{1,3}|an?|one|half an?) ?(?P<word>[a-z]+)\.? ago"
    r"|(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3}|半) ?(?P<unit>[^\W\d_]{1,3}?) ?[之以]?[前전]"
    r"|(?P<card>\d{1,2})(?P<sign>[mhdw])"
)
_ABOUT = re.compile(
    rf"(?<!{LETTER})(?:about|around|etwa|ca\.?|circa|environ|около) |^大?[約约] ?", re.IGNORECASE
)
_ONE = re.compile(
    rf"(?<!{LETTER})(?:un'|(?:un[aeo]?|uma?|een|ein(?:e[mnr]?)?|en|ett?|egy|bir|one|jedn[aeouy]m?|o|"
    r"одн[уоа]|один|μια|ενα|εναν|mot|satu|ek) )"
)
_NOW = (
    "now|just now|right now|moments ago|a moment ago|a few seconds ago|seconds ago|刚刚|剛剛|刚才|"
    "剛才|たった今|たったいま|방금|방금 전|gerade eben|soeben|à l'instant|ahora mismo|agora mesmo|"
    "proprio ora|только что|щойно|przed chwilą|właśnie teraz|právě teď|zojuist|just nu|nyss|"
    "lige nu|akkurat nå|juuri nyt|az önce|şimdi|vừa xong|baru saja|الآن|עכשיו|همین الان"
)
_DAYS = (  # today, yesterday, the day before
    "today|今天|今日|本日|きょう|오늘|heute|aujourd'hui|hoy|hoje|oggi|avui|vandaag|i dag|idag|"
    "tänään|täna|dzisiaj|dziś|dnes|danas|данас|danes|сегодня|сьогодні|днес|šiandien|šodien|azi|"
    "astăzi|σήμερα|bugün|бүгін|اليوم|היום|امروز|आज|hari ini|hôm nay|วันนี้",
    "yesterday|昨天|昨日|きのう|어제|gestern|hier|ayer|ontem|ieri|ahir|gisteren|i går|igår|eilen|"
    "eile|tegnap|wczoraj|včera|jučer|juče|јуче|včeraj|вчера|вчора|учора|vakar|χθες|χτες|dün|кеше|"
    "أمس|אתמול|دیروز|kemarin|hôm qua|เมื่อวาน|เมื่อวานนี้",
    "前天|一昨日|おととい|그저께|그제|vorgestern|avant-hier|anteayer|anteontem|l'altro ieri|"
    "abans-d'ahir|eergisteren|i förrgår|i forgårs|toissapäivänä|tegnapelőtt|przedwczoraj|"
    "předevčírem|prekjučer|prekjuče|позавчера|позавчора|προχθές|alaltăieri|evvelsi gün|"
    "أول أمس|שלשום|پریروز",
)
# What is said beside the words of the CLDR, once these are folded.
_ALSO = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"^قبل ", "منذ "),
        (r" پیش$", " قبل"),
        (r"^πριν απο ", "πριν "),
        (r"^for ", ""),
        (r" døgn siden$", " dager siden"),
        (r" sedan$", " sen"),
        (r"^ha (.+)$", r"\1 atras"),
        (r" тому$", " тому назад"),
        (r" yang lalu$", " lalu"),
        (r" oraval ezelott$", " oraja"),
        (r" perccel ezelott$", " perce"),
    )
)
_COUNTS = (1, 2, 3, 5, 11, 21, 100)  # of every grammatical number (CLDR, plural rules)
_WORLD = "ar bn el fa he hi id km lo mn my ta th ug ur vi".split()


def relative(
    raw: str | None, *, now: datetime, zone: str = "UTC", language: str | None = None
) -> datetime | None:
    """The instant that `raw` tells by its distance from `now`, in UTC; None for anything else.

    A day begins and ends in `zone` (IANA). Dates without a year count, see `yearless`.
    """
    if not raw or len(raw) > _LONGEST:
        return None
    text = _ABOUT.sub("", fold(raw).strip(_EDGES))
    if text in _words(_NOW):
        return _minute(now)
    if count := _counted(text):
        return _before(now, *count, zone)
    if day := _day_words().fullmatch(text):
        back = next(back for back, words in enumerate(_DAYS) if day["word"] in _words(words))
        return _on(now, back, day["clock"] or day["rest"] or "", zone)
    return yearless(raw, now=now, zone=zone, language=language)


def _before(now: datetime, unit: _Unit, count: float, zone: str) -> datetime | None:
    if unit in ("day", "week"):
        return _on(now, int(count) * _SPANS[unit].days, "", zone)
    return _minute(now - count * _SPANS[unit])


def _minute(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(second=0, microsecond=0)


def _on(now: datetime, days: int, clock: str, zone: str) -> datetime | None:
    """That many days back, at the time of day that `clock` names."""
    day = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=days)
    return parse(f"{day.isoformat()} {clock}", now=now, zone=zone)


def _counted(text: str) -> tuple[_Unit, float] | None:
    """What a folded text counts, and how many of it."""
    if match := _AGO.fullmatch(text.replace("两", "二").replace("兩", "二")):
        word = match["word"] or match["unit"] or match["sign"]
        unit = _MEANS.get(word.removeprefix("个").removeprefix("個"))
        count = match["count"] or match["number"] or match["card"]
        if unit is not None:
            if count[0] in "h半":
                return ("minute", 30) if unit == "hour" else None
            count = digits(f"{count}日")[:-1]
            return unit, int(count) if count.isdecimal() else 1
    if not (" " in text or re.search(r"\d", text)):
        return None  # one word: no language says it so
    if not re.search(r"\d", text):
        text = _ONE.sub("1 ", text, count=1)
    number = re.search(r"\d+", text)
    counts = _counts().get(_key(re.sub(r"\d+", "{}", text, count=1)))
    if counts is None or (number and len(number[0]) > 3):
        return None
    unit, implied = counts
    return unit, int(number[0]) if number else implied or 1


def _key(text: str) -> str:
    return re.sub(r"[\s.׳'॰]", "", text)


@cache
def _words(listed: str) -> frozenset[str]:
    return frozenset(map(fold, listed.split("|")))


@cache
def _day_words() -> re.Pattern[str]:
    words = sorted((word for words in _DAYS for word in _words(words)), key=len, reverse=True)
    return re.compile(
        r"(?:(?P<clock>\d\d?[:.]\d\d(?: ?[ap]\.?m\.?| uhr)?)(?:,| [-|])? )?"
        rf"(?P<word>{'|'.join(map(re.escape, words))})(?!{LETTER})[ ,]*(?P<rest>.*)"
    )


@cache
def _counts() -> dict[str, _Count]:
    """How languages say that something was so long ago, `{}` for the number -> what they count."""
    found: dict[str, set[_Count]] = {}
    for locale in (*LOCALES, *_WORLD):
        for unit in _SPANS:
            for length in ("long", "short"):
                for spelled, count in _spelled(locale, unit, length):
                    found.setdefault(_key(spelled), set()).add((unit, count))
    return {key: next(iter(counts)) for key, counts in found.items() if len(counts) == 1}


def _spelled(
    locale: str, unit: _Unit, length: Literal["long", "short"]
) -> list[tuple[str, int | None]]:
    """What the CLDR has for a unit, folded, and what it means where it has no number."""
    from babel.dates import format_timedelta  # loaded only when needed

    forms: dict[str, int | None] = {}
    singular = ""
    for count in _COUNTS:
        try:
            spelled = fold(
                format_timedelta(
                    -count * _SPANS[unit],
                    granularity=unit,
                    threshold=1_000_000,
                    add_direction=True,
                    format=length,
                    locale=locale,
                )
            )
        except KeyError:  # it has none of this length
            return []
        form = spelled.replace(str(count), "{}")
        forms.setdefault(form, None if "{}" in form else count)
        singular = singular or form
        if singular != form:  # `hour ago` is one
            forms.setdefault(singular.replace("{} ", ""), 1)
    for form, implied in list(forms.items()):
        for pattern, other in _ALSO:
            forms.setdefault(pattern.sub(other, form), implied)
    return list(forms.items())
