"""Pages of random articles, with random things around them."""

from __future__ import annotations

import random

from tests.read.article_pages import page, paragraphs

_HAN_WORDS = (
    "灯塔 渔港 海雾 居民 施工 铜钟 博物馆 海图 船模 孩子 春天 市场 桥梁 学校 老师 农田 河流 山村"
    " 道路 车站"
    " 计划 完成 开始 参观 发展 恢复 改善 讨论 决定 研究"
).split()
_LATIN_WORDS = (
    "harbor tower light window bridge market school river village teacher council plan worker bell "
    "museum chart model ship spring winter people water stone garden road station letter evening"
).split()


def sentences(chance: random.Random, script: str, least: int = 2, most: int = 4) -> str:
    """A paragraph of sentences in Chinese ("han") or Latin letters."""
    found = []
    for _ in range(chance.randint(least, most)):
        if script == "han":
            halves = ("".join(chance.choices(_HAN_WORDS, k=chance.randint(5, 8))) for _ in range(2))
            found.append("，".join(halves) + "。")
        else:
            words = chance.choices(_LATIN_WORDS, k=chance.randint(9, 16))
            words[4] += ","
            found.append(" ".join(words).capitalize() + ".")
    return ("" if script == "han" else " ").join(found)


def generated(number: int, script: str, *, around: bool = True) -> tuple[str, str, list[str]]:
    """A random article's page, its title, and its paragraphs.

    With `around`, navigation, sidebars, lists and footers stand about it, in random order.
    """
    chance = random.Random(number)
    size = chance.randint(4, 12)
    texts = [sentences(chance, script) for _ in range(size)]
    if script == "han":
        title = "".join(chance.choices(_HAN_WORDS, k=7))
    else:
        title = " ".join(chance.choices(_LATIN_WORDS, k=7)).title()
    tag = chance.choice(["p", "p", "p", "div"])
    inner = paragraphs(texts, tag)
    for _ in range(chance.randint(0, 3)):
        inner = f'<div class="{_hashed(chance)}">{inner}</div>'
    heading = f'<h1 class="{_hashed(chance)}">{title}</h1>'
    kind = chance.choice(["article", "div", "section"])
    article = f"<{kind}>{heading}{inner}</{kind}>"
    if around:
        before = [_menu(chance, script) for _ in range(chance.randint(0, 2))]
        after = [
            chance.choice([_links, _teasers, _bottom])(chance, script)
            for _ in range(chance.randint(0, 4))
        ]
        article = f'<div class="{_hashed(chance)}">{"".join(before)}{article}</div>{"".join(after)}'
    return page(article, title=title, language="zh-CN" if script == "han" else "en"), title, texts


def _hashed(chance: random.Random) -> str:
    return "c" + "".join(chance.choices("0123456789abcdef", k=7)) + "q"


def _word(chance: random.Random, script: str, count: int) -> str:
    if script == "han":
        return "".join(chance.choices(_HAN_WORDS, k=count))
    return " ".join(chance.choices(_LATIN_WORDS, k=count)).capitalize()


def _menu(chance: random.Random, script: str) -> str:
    items = "".join(
        f'<a href="/{n}/">{_word(chance, script, 1)}</a> ' for n in range(chance.randint(4, 12))
    )
    return f'<div class="{_hashed(chance)}">{items}</div>'


def _links(chance: random.Random, script: str) -> str:
    items = "".join(
        f'<li><a href="/a/{n}">{_word(chance, script, 7)}</a></li>'
        for n in range(chance.randint(4, 15))
    )
    return f'<div class="{_hashed(chance)}"><ul>{items}</ul></div>'


def _teasers(chance: random.Random, script: str) -> str:
    """Other articles with a few words each: less than a sentence."""
    items = "".join(
        f'<div class="t"><h4><a href="/a/{n}">{_word(chance, script, 6)}</a></h4>'
        f"<p>{_word(chance, script, 4)}</p></div>"
        for n in range(chance.randint(3, 8))
    )
    return f'<aside class="{_hashed(chance)}">{items}</aside>'


def _bottom(chance: random.Random, script: str) -> str:
    said = "版权所有，未经许可不得转载。" if script == "han" else "All rights reserved, of course."
    return f'<footer class="{_hashed(chance)}"><p>{said}</p>{_menu(chance, script)}</footer>'
