"""What sites put around an agency's text: datelines, credits, crumbs, links, notices."""

from __future__ import annotations

import random

from benchmarks.wording import Language

_HEADERS = {
    "zh": [
        "新华社{place}{m}月{d}日电（记者{name}）",
        "中新网{place}{m}月{d}日电 （{name}）",
        "（中央社记者{name}{place}{d}日电）",
        "【本报讯】",
        "本报{place}讯（记者{name}、{name}）",
        "据{place}日报报道，",
        "［记者{name}／{place}报导］",
        "（{place}综合电）",
        "{place}消息：",
    ],
    "en": [
        "{place} (AP) — ",
        "{PLACE}, {m}/{d} (Reuters) - ",
        "By {name}, {place}: ",
        "{PLACE} — ",
        "({name}, our correspondent in {place}) ",
        "From our own staff in {place}. ",
    ],
    "ja": ["【{place}＝{name}】", "（共同）", "{place}発 ", "【{name}記者】"],
    "ko": ["({place}=연합뉴스) {name} 기자 = ", "[{place} {name} 기자] ", "{place}발 "],
    "": ["{place} (dpa) – ", "{place}, {d}.{m}. (AFP) ", "{name} | {place} — ", "({place}/EFE) "],
}
_CREDITS = {
    "zh": [
        "（责任编辑：{name}）",
        "编辑：{name} 校对：{name}",
        "来源：{place}新闻网",
        "（{place}日报记者{name}）",
        "文／{name} 图／{name}",
        "[编辑 {name}]",
        "记者：{name} 编辑：{name} 审核：{name}",
    ],
    "en": [
        "Reporting by {name}; editing by {name}",
        "(Reporting by {name} in {place}; Editing by {name} and {name})",
        "Source: {place} News Agency",
        "— {name}",
        "Additional reporting: {name}",
    ],
    "ja": ["（{name}）", "取材・文：{name}", "出典：{place}新聞"],
    "ko": ["{name} 기자", "출처: {place}일보", "[저작권자 {place}일보]"],
    "": ["({name})", "Foto: {name}", "dpa/{name}", "© {place} Press", "{name}, {place}"],
}
_BEFORE = {
    "zh": [
        "首页 > 新闻 > {place} > 正文",
        "{title}",
        "2026年{m}月{d}日 {h}:{M} 来源：{place}网 字号：大 中 小",
        "时间：2026-{m}-{d} {h}:{M} 点击：{n}次",
        "分享到微信 微博 QQ空间",
        "发布时间：2026/{m}/{d} 作者：{name} 浏览量 {n}",
        "（图为{place}的{thing}。{name}摄）",
    ],
    "en": [
        "Home > News > {place}",
        "{title}",
        "Published {d} November 2026, {h}:{M} · {n} comments",
        "Share on Facebook Share on X Copy link",
        "Listen to this article ({d} min)",
        "Photo: {thing} in {place}. Credit: {name}",
        "Last modified {h}:{M}",
    ],
    "": ["{title}", "{d}.{m}.2026 {h}:{M}", "{place} > News", "Facebook WhatsApp E-Mail", "{n} ♥"],
}
_AFTER = {
    "zh": [
        "免责声明：本网站转载的文章均已注明来源，版权归原作者所有，如有侵权请与本站联系。",
        "相关阅读：{headline}",
        "上一篇：{headline}",
        "下一篇：{headline}",
        "扫描二维码关注{place}发布公众号",
        "版权所有 未经书面授权不得转载 备案号{n}",
        "您可能还喜欢：{headline} {headline}",
        "打印本页 关闭窗口",
    ],
    "en": [
        "Read more: {headline}",
        "Sign up to our newsletter and never miss a story from {place}.",
        "© 2026 {place} Media Group. All rights reserved. This material may not be published, "
        "broadcast, rewritten or redistributed.",
        "Related: {headline}",
        "Topics: {place}, {thing}",
        "Most read: {headline}; {headline}",
        "Support independent journalism from as little as {d} a month.",
    ],
    "": ["→ {headline}", "© 2026 {place}", "{headline}\n{headline}", "Newsletter: {place} {d}"],
}


def header(language: Language, rng: random.Random, text: str) -> str:
    """The text with a dateline."""
    return _line(_HEADERS, language, rng) + text


def credit(language: Language, rng: random.Random) -> str:
    """A line that says who wrote and edited it."""
    return _line(_CREDITS, language, rng)


def wrapped(title: str, body: str, language: Language, rng: random.Random) -> str:
    """The body with lines of a site before and after it, never more than half as much again."""
    lines = [body]
    for _ in range(rng.choice((1, 2, 2, 3))):
        before = rng.random() < 0.5
        line = _line(_BEFORE if before else _AFTER, language, rng, title)
        if sum(map(len, lines)) - len(body) + len(line) > max(60, len(body) // 2):
            break
        lines = [line, *lines] if before else [*lines, line]
    return "\n".join(lines)


def _line(
    lists: dict[str, list[str]], language: Language, rng: random.Random, title: str = ""
) -> str:
    pattern = rng.choice(lists.get(language.tag, lists[""]))
    pattern = pattern.replace("{PLACE}", language.fill("{place}", rng).upper())
    for slot, value in (
        ("{title}", title),
        ("{m}", str(rng.randint(1, 12))),
        ("{h}", f"{rng.randint(0, 23):02d}"),
        ("{M}", f"{rng.randint(0, 59):02d}"),
    ):
        pattern = pattern.replace(slot, value)
    while "{headline}" in pattern:
        pattern = pattern.replace("{headline}", language.headline(rng), 1)
    return language.fill(pattern, rng)
