"""What titles and notes say of an article's place among others: part 2 of a series, a correction.

All of it is looked for in folded text in the mainland's words (`feeds.route.likeness`).
"""

from __future__ import annotations

import re

_HAN_DIGITS = "零〇一二三四五六七八九十百千两"
_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "上 前 상 one first i eins erster premier un uno primero 1st",
            "中 중 two second ii zwei zweiter deux second dos segundo 2nd",
            "下 后 하 three third iii drei dritter trois tres tercero 3rd",
            "four fourth iv vier quatre cuatro 4th",
            "five fifth v funf cinq cinco 5th",
            "six sixth vi sechs seis 6th",
            "seven seventh vii sieben sept siete 7th",
            "eight eighth viii acht huit ocho 8th",
            "nine ninth ix neun neuf nueve 9th",
            "ten tenth x zehn dix diez 10th",
        ),
        1,
    )
    for word in words.split()
}

_NUMBER = rf"(\d{{1,5}}|[{_HAN_DIGITS}]{{1,5}})"
_SERIES = re.compile(
    rf"第 ?{_NUMBER} ?(?:[集期篇章回部季讲辑批轮场话弹届版节课卷编天日次站号]|系列)"
    rf"|(?:之|系列|连载|特稿|专题|观察|评论|故事) ?{_NUMBER}(?![\d{_HAN_DIGITS}年月日])"
    r"|[(\[（【〔]([上中下前后상중하])[篇集部编卷편]?[)\]）】〕]"
    r"|([上中下前后])[篇集编卷](?!\w)"
    r"|[\s:·—–/|,_-]([上中下])\s*$"
    rf"|[(\[（【〔] ?#?{_NUMBER} ?[/／] ?\d+ ?[)\]）】〕]"
    r"|(?:\b(?:part|pt|teil|partie|parte|часть|deel|del|episode|episodio|ep|folge|vol|volume|band"
    r"|kapitel|chapter|chapitre|capitulo|tome|tomo|серия|выпуск|глава|issue|round|day|week|lesson"
    r"|lecon|leccion|урок|день|tag|jour|dia|no|nr|num|numero|session|season|saison|temporada)\b|#|№)"
    r"\W{0,2}(\d{1,5}|[a-z]{1,8}\b)"
    r"|제? ?(\d{1,4}) ?[편부회화권](?!\w)"
)
_PERHAPS = re.compile(
    rf"[(\[（【〔] ?#?{_NUMBER} ?[)\]）】〕]"
    r"|(?<![\d.,:/])(\d{1,3})\s*$"
    r"|\s([ivx]{1,4})\s*$"
    rf"|[\s:：·—–-]([{_HAN_DIGITS}]{{1,3}})\s*$"
)

_CORRECTION = re.compile(
    "更正|勘误|订正|正误|更新版|修正版|修订版|修正稿|致歉声明|撤稿|撤回|撤销|重发|澄清启事|お詫び|おわび|정정|바로잡"
    r"|\bcorrect(?:ion|ions|ed|s)\b|\berrat(?:um|a)\b|\bclarifi(?:cation|es|ed)\b|\bretract\w+"
    r"|\b(?:earlier|previous) (?:version|report)\b|\brevised\b|\bamended\b|\bcq\b"
    r"|\bkorrektur|\bkorrigiert|\bberichtig\w+|\brichtigstellung|\brectific\w+|\brectificat\w+"
    r"|\bcorrectif|\bcorrig\w+|\bcorrec[ct]i\w+|\bcorrecao|\bfe de err|\brettific\w+"
    r"|\bcorrectie|\brattelse|\bisprav\w+|\bисправ\w+|\bпоправк\w+|\bуточнен\w+|\bопроверж\w+"
)


def series(title: str) -> set[int]:
    """Which parts of a series the title names, by their numbers."""
    return _numbers(_SERIES, title)


def perhaps_series(title: str) -> set[int]:
    """The same, and of numbers that may be parts: at the end, or in brackets."""
    return _numbers(_SERIES, title) | _numbers(_PERHAPS, title)


def _numbers(pattern: re.Pattern[str], title: str) -> set[int]:
    found = (next(filter(None, match.groups()), "") for match in pattern.finditer(title))
    return {number for word in found if (number := _number(word)) is not None}


def corrections(text: str) -> set[str]:
    """The words by which the text says that it corrects another."""
    return set(_CORRECTION.findall(text))


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    if word in _ORDINALS:
        return _ORDINALS[word]
    if not word or not all(character in _HAN_DIGITS for character in word):
        return None
    if not any(character in _UNITS for character in word):
        return int("".join(str(_DIGITS[character]) for character in word))
    total = digit = 0
    for character in word:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
