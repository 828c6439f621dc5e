"""Lines of text that say who made an article, where it is from and what it is about.

``责任编辑：张三``, ``記者李四／台北報導``, ``文/张三``, ``来源: 新华社``, ``關鍵詞：扶貧 工商聯``,
``By Jane Doe and John Smith``, ``Von Anna Muster``. Everything here is a function of one line.
Labels are looked for in the line's simplified form, which is as long as the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from feeds.han import HAN, to_simplified


class Credits(NamedTuple):
    """What a line says: people by their part, where the article is from, its keywords, and what
    it was called where it is from."""

    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    origin: str | None = None
    keywords: tuple[str, ...] = ()
    title: str | None = None

    def __bool__(self) -> bool:
        return any(self)


_LABELS = {
    # The editor who answers for a page goes before the one who made it up.
    "chief": "责任编辑 责编 责任编緝 值班编辑",
    "editor": "编辑 网络编辑 本期编辑 执行编辑 新媒体编辑 文字编辑 编审 主编 总编辑 编集",
    "author": """作者 本文作者 文章作者 记者 本报记者 本刊记者 本网记者 特约记者 实习记者 见习记者
        首席记者 通讯员 特约通讯员 撰文 撰稿 撰稿人 特约撰稿人 执笔 采写 采访 编译 译者 翻译 笔者
        评论员 特约评论员 著者 执笔者 取材""",
    "origin": """来源 稿源 文章来源 信息来源 新闻来源 稿件来源 本文来源 内容来源 资料来源 转自
        转载自 摘自 出处 原文出处 媒体 供稿单位 发布机构 发布单位 信息源 出典""",
    "keywords": """关键词 关键字 标签 标签词 主题词 文章标签 本文标签 相关标签 キーワード タグ
        키워드 태그""",
    "title": "原标题 原题",
    # What only stands beside the others.
    "": """美术编辑 视频编辑 图片编辑 版面编辑 写真
        发布时间 发布於 发布于 发表时间 发布日期 更新时间 时间 日期 责任校对 校对 审核 审校 监制
        统筹 策划 制图 设计 摄影 摄 图片 图 视频 摄像 剪辑 字体 字号 字体大小 浏览 浏览次数 浏览量
        阅读 阅读量 阅读次数 点击 点击数 点击量 访问量 次数 评论 文号 索引号 投稿 签发 值班主任
        三审 二审 一审 初审 终审 复审 美编 美术 排版 主播 运营 分享 分享到 分享至""",
}
_WESTERN = {
    "author": r"authors?|by|written by|reporters?|words|von|autor(?:in|en|es|a)?|auteurs?|por|di|"
    r"door|przez|автор(?:ы)?|текст|forfatter|kirjoittaja|yazar|기자|작성자|글",
    "editor": r"editors?|edited by|editing by|redaktion|redakteur(?:in)?|editado por|editora|"
    r"редактор|redaktor|redacteur|editör|편집",
    "origin": r"sources?|quellen?|fuentes?|fonte|bron|источник|źródło|kilde|källa|zdroj|kaynak|"
    r"출처",
    "keywords": r"tags?|keywords?|topics?|filed under|tagged|schlagw(?:ö|oe)rter|schlagworte|"
    r"themen|mots[- ]cl(?:é|e)s|sujets|etiquetas|palabras clave|temas|parole chiave|argomenti|"
    r"trefwoorden|теги|метки|ключевые слова|tagi|emner|etiketter",
}
_ROLE = {name: role for role, names in _LABELS.items() for name in names.split()}
_SPACE = "[ \u3000]*"
_names = sorted(_ROLE, key=len, reverse=True)
# Spread over a line (编 辑), too. Within a sentence the same words are no label.
_LABEL = re.compile(
    r"(?:^|(?<=[\s\u3000\[【(（〔「|｜丨/／:：;；>》。・·\d]))(?:本文|文章)?"
    rf"(?P<label>{'|'.join(_SPACE.join(name) for name in _names)}){_SPACE}[:：]{_SPACE}"
)
# Without a colon only where a name follows: 新京报记者 张三 编辑 李四, 文/张三,
# 撰文 | 张三, (记者张三)
_BARE_LABEL = re.compile(
    rf"(?:^[^\s:：,，。；;、（）()]{{0,8}}?|(?<=[ \u3000|｜丨/／（(\[【〔]))"
    rf"(?:(?P<label>{'|'.join(_names)}){_SPACE}"
    rf"(?:[|｜丨/／＝=]{_SPACE}|[ \u3000]|(?<=[(（【〔\[]记者))"
    rf"|(?P<text>文(?:[/／]?[图摄]|[并及]摄影?|・写真)?){_SPACE}"
    rf"(?:[|｜丨/／＝=・]|(?<=图)[ \u3000]){_SPACE})(?=[^\W\d_])"
)
_HAN_WORD = r"[\u3400-\u9fff·]{2,4}"
_ONE = rf"[\u3400-\u9fff](?:{_SPACE}[\u3400-\u9fff]){{1,3}}?"
_NAMED = re.compile(
    r"(?:[\u3400-\u9fff](?:[ \u3000]?[\u3400-\u9fff]){1,3}|[\u3040-\u9fff]+[·・][\u3040-\u9fff]+"
    r"|[A-Z][\w.'’-]*(?: [\w.'’-]+){0,4})(?:$|[\s、,，;；/／|｜丨()（）\[\]【】〔〕与和&＆])"
)
# 記者李四／台北報導, 【记者张三北京报道】
_REPORTED = re.compile(
    r"[（(【\[〔]?(?P<outlet>[^\s:：,，。；;、（）()]{0,8}?)记者"
    rf"{_SPACE}(?P<names>{_ONE}(?:[、 \u3000]+{_ONE})*?){_SPACE}"
    rf"(?:[/／|｜]{_SPACE}[\u3400-\u9fff]{{0,6}}|[\u3400-\u9fff]{{2}})?"
    r"(?:综合)?(?:报导|报道|电)[】）)\]〕]?"
)
# A date at one of the ends says nothing of people: 2026/11/24 08:15記者王小明／臺中報導
_DATED = re.compile(
    r"^\s*\d{4}[-/.年]\d\d?[-/.月]\d\d?日?\s*(?:\d\d?:\d\d(?::\d\d)?)?[\s|｜]*"
    r"|[\s|｜]*\d{4}[-/.年]\d\d?[-/.月]\d\d?日?\s*(?:\d\d?:\d\d(?::\d\d)?)?\s*$"
)
# 石佳/中国青年报
_SIGNED = re.compile(
    rf"(?P<names>{_HAN_WORD}(?:[、 ]{_HAN_WORD}){{0,3}}){_SPACE}[/／|｜丨]{_SPACE}"
    r"(?P<outlet>[\u3400-\u9fffA-Za-z0-9·-]{2,16})"
)
_WESTERN_LABELS = [
    (role, re.compile(rf"(?:^|[|·•/(]\s*)(?:{words})\s*:\s*(?P<value>[^|·•]+)", re.I))
    for role, words in _WESTERN.items()
]
_BY = re.compile(
    r"(?:(?:[Ww]ritten |[Rr]eport(?:ed|ing) |[Ss]tory |[Ww]ords |[Tt]ext )?[Bb][Yy]|VON|Von|Par|"
    r"Por|Di|Door)\s+(?P<value>\S.*)"
)
_EDITED = re.compile(r"\b[Ee]dit(?:ed|ing) by (?P<value>[^;()]+)")
_KOREAN = re.compile(r"(?P<names>[가-힣]{2,4}(?:[ ,·]+[가-힣]{2,4}){0,3}) ?기자(?![가-힣])")
_VALUE_END = re.compile(
    r"[|｜丨\])）】＞>]|[ \u3000]{3,}|(?<=[\u3400-\u9fff])[ \u3000]+(?=\d{4}[-年/.])"
)
_BETWEEN_NAMES = re.compile(
    r"[、,，;；/／&＆]|[ \u3000]+(?:and|und|et|y|e|en|og|och|и)[ \u3000]+"
    rf"|[和与與及](?={_HAN_WORD}(?:$|[、,， ]))",
    re.I,
)
_ASIAN = "[\u3040-\u9fff\uac00-\ud7a3]"
_BETWEEN_WORDS = re.compile(
    rf"[、,，;；/／|｜\u3000\t]+|(?:^|\s+)#|(?<={_ASIAN})\s+|\s+(?={_ASIAN})"
)
_NOISE = re.compile(
    r"举报|打印|分享|分享到|字号|字体|收藏|评论|纠错|我要.{0,6}|阅读|浏览|点击|关注|复制|放大|缩小|"
    r"超大|标准|默认|打开|扫码|微信|微博|参与|跟贴|推荐|原创稿?|作品|大|中|小|[TA][+-]|次|人|字"
)
_CODE = re.compile(r"[_\s]*(?:[A-Z]{1,4}[-_]?\d{2,}|\d{3,})$")
# What somebody did, behind the name.
_DEEDS = re.compile(
    r"(?:编译|整理|报道|报导|撰文|撰稿|采写|摄影|摄|翻译|实习生|发自.{0,6}|(?<=...)[电文图])$"
)
_HAN_NAME = re.compile(f"{HAN.pattern}{{1,4}}(?:[·•・.]{HAN.pattern}{{1,8}}){{0,3}}")
_LATIN_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*(?:\s+(?:[^\W\d_]|['’.-])+){0,4}")
_BEFORE_NAME = re.compile(
    r"^(?:(?:more )?(?:stories|articles|posts?) (?:from|by)|(?:updated|posted|written|published|"
    r"promoted|reported|submitted|story|words|text|photos?) by|by|von|par|por|author)\s*:?\s+",
    re.I,
)
# What stands behind a name: when it was, and what one can do.
_AFTER_NAME = re.compile(
    r"(?:^|\s+)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:(?:mon|tue|wed|thu|fri|sat|sun)\.?,?"
    r"\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d|"
    r"published\b|updated\b|posted\b|follow\b|share\b|leave\b|comments?\b|view\b|read\b|more\b|"
    r"email\b|contact\b|on\s|at\s|for\s|is\s|contributed\b|@|https?:|\d).*",
    re.I | re.S,
)
_OUTLET = re.compile(
    r"(?:网|报|社|台|新闻|消息|周刊|杂志|频道|客户端|传媒|电视|卫视|在线|财经|综合|公众号|自媒体|"
    r"中心|编辑部|出版社|委员会|办公室|公安|交警|政府|部|局|厅|院|集团|公司|协会|云)$"
    r"|\b(?:news|times|post|press|daily|agency|reuters|afp|ap|bbc|cnn|dpa|tass|journal|tribune|"
    r"herald|gazette|magazine|staff|desk|newsroom|redaktion|online|editors?|team|media|"
    r"correspondents?|reporters?|contributors?|admin|administrator|webmaster)\b"
    r"|\.(?:com|org|net|cn|de)\b",
    re.I,
)
# What somebody is, who is not named.
_POST = re.compile(r"\b(?:editors?|correspondents?|reporters?|contributors?|writers?)$", re.I)
_PARTICLES = frozenset(
    "von vom zu zur van der den de del della di da do dos du des la le el al bin ibn ben y e af av "
    "ter ten".split()
)
_AROUND = " \t\u3000[]【】()（）〔〕「」<>《》|｜丨/／:：·•-—–_,，。.;；、~*"
_OPEN = "([（【〔「"
_PEOPLE = ("author", "chief", "editor")
_LONGEST = 240


def credits_of(text: str) -> Credits:
    """What `text`, one line of a page, says of its article; all empty if it is no such line."""
    if not text or len(text) > _LONGEST:
        return Credits()
    text = _DATED.sub("", text)
    found: dict[str, list[str]] = {role: [] for role in (*_LABELS, "outlet")}
    for role, value in _labelled(text):
        if role in _PEOPLE:
            people, outlet = _people(value)
            found[role] += people
            found["outlet"] += [outlet] if outlet and role == "author" else []
        elif role in ("origin", "outlet"):
            found[role] += filter(None, [origin_of(value)])
        elif role == "keywords":
            found[role] += keywords_of(value)
        elif role == "title":
            found[role].append(value.strip() if text[:1] not in _OPEN else value.strip(_AROUND))
    return Credits(
        tuple(dict.fromkeys(found["author"])),
        tuple(dict.fromkeys(found["chief"] or found["editor"])),
        next(iter([*found["origin"], *found["outlet"]]), None),
        tuple(dict.fromkeys(found["keywords"])),
        next(iter(found["title"]), None),
    )


def merged(several: Iterable[Credits]) -> Credits:
    """What several lines say together; of two that say the same thing, the first."""
    whole = Credits()
    for said in several:
        whole = Credits(
            whole.authors or said.authors,
            whole.editors or said.editors,
            whole.origin or said.origin,
            whole.keywords or said.keywords,
            whole.title or said.title,
        )
    return whole


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Each part of the line that has a label: its role and its value."""
    plain = simplified(text)
    if reported := _REPORTED.fullmatch(plain):
        yield "author", text[slice(*reported.span("names"))]
        yield "outlet", text[slice(*reported.span("outlet"))]
        return
    marks = list(_LABEL.finditer(plain))
    if len(text) < 80:
        taken = [mark.span() for mark in marks]
        marks += [
            mark
            for mark in _BARE_LABEL.finditer(plain)
            if all(mark.end() <= start or mark.start() >= end for start, end in taken)
        ]
        marks.sort(key=lambda mark: mark.start())
    known = False
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        label = mark["label"]
        role = _ROLE["".join(label.split())] if label else "author"
        value = text[mark.end() : end]
        if mark.re is _BARE_LABEL and role in _PEOPLE and not _NAMED.match(value):
            continue
        if role not in ("title", "keywords") and (cut := _VALUE_END.search(value)):
            value = value[: cut.start()]
        if value.strip():
            yield role, value
        if role == "author" and label and mark.start("label") > mark.start():  # 新京报记者
            yield "outlet", text[mark.start() : mark.start("label")]
        known = True
    if known:
        return
    if (signed := _SIGNED.fullmatch(text)) and is_outlet(signed["outlet"]):
        yield "author", signed["names"]
        yield "origin", signed["outlet"]
    yield from _western(text)


def _western(text: str) -> Iterator[tuple[str, str]]:
    text = text.strip("()[] ")
    for role, pattern in _WESTERN_LABELS:
        if match := pattern.search(text):
            yield role, match["value"]
    if match := _EDITED.search(text):
        yield "editor", match["value"]
        text = text[: match.start()].rstrip(" ;|,")
    if len(text) < 120 and (match := _BY.fullmatch(text)):
        first = next(_latin_names(_BETWEEN_NAMES.split(match["value"])[0]), "")
        if " " in first or HAN.search(match["value"]):
            yield "author", match["value"]
    if match := _KOREAN.search(text[:40]):
        yield "author", ",".join(re.split("[ ,·]+", match["names"]))


def simplified(text: str) -> str:
    """The line in simplified characters, by which labels are known; as long as it was."""
    return text if text.isascii() else text.translate(to_simplified())


def people_of(value: str) -> list[str]:
    """The people that a value names, as ``李 晨、王小明`` or ``Jane Doe and John Smith``."""
    return _people(value)[0]


def is_outlet(name: str) -> bool:
    """Whether a name is rather a publication's or an office's than a person's."""
    return _OUTLET.search(simplified(name).strip()) is not None


def _people(value: str) -> tuple[list[str], str | None]:
    """The people, and the outlet that stands among them, if one does."""
    found: list[str] = []
    outlet: str | None = None
    if value.strip()[:1] not in "（([【":
        value = re.split(r"[（(【\[]", value, maxsplit=1)[0]
    for part in _BETWEEN_NAMES.split(value):
        part = part.strip(_AROUND)
        for name in _han_names(part) if HAN.search(part) else _latin_names(part):
            if is_outlet(name):
                outlet = outlet or (None if _POST.search(name) else name)
            elif len(name) > 1:
                found.append(name)
    if any(" " in name for name in found):  # Jane Doe, Berlin
        found = [name for name in found if " " in name or HAN.search(name)]
    return found, outlet


def _han_names(part: str) -> Iterator[str]:
    """Names among words; single characters that stand apart belong together."""
    pending = ""
    for word in part.split():
        word = _CODE.sub("", word.strip(_AROUND))
        if not word:
            continue
        plain = simplified(word)
        if _NOISE.fullmatch(plain) or word[0].isdigit():
            break
        bare = word[: len(_DEEDS.sub("", plain))] or word
        if len(bare) == 1 and HAN.match(bare):
            pending += bare
            if len(pending) == 3:
                yield pending
                pending = ""
            continue
        if len(pending) > 1:
            yield pending
        pending = ""
        if _HAN_NAME.fullmatch(bare) or is_outlet(bare) or len(bare) <= 8:
            yield bare
    if len(pending) > 1:
        yield pending


def _latin_names(part: str) -> Iterator[str]:
    name = _BEFORE_NAME.sub("", part)
    if ends := _AFTER_NAME.search(name):
        name = name[: ends.start()]
    half = len(name) // 2
    if half > 3 and name[:half].strip() == name[half:].strip():  # a picture's text and a link's
        name = name[:half].strip()
    name = re.split(r"\s[|–—-]\s|\s{3,}|\d{2,}| in | @", name, maxsplit=1)[0].strip(_AROUND)
    words = [word for word in name.split() if word not in _PARTICLES]
    if (_LATIN_NAME.fullmatch(name) and words and all(map(_is_capital, words))) or re.fullmatch(
        "[가-힣]{2,4}", name
    ):
        yield name


def _is_capital(word: str) -> bool:
    return word != word.lower()


def origin_of(value: str) -> str | None:
    """The publication that a value names: its first words, without what a page puts behind."""
    value = value.strip(_AROUND)
    if label := _LABEL.match(simplified(value)):
        value = value[label.end() :]
    if HAN.search(value):
        value = value.split()[0]
    else:
        value = re.split(r"\s{2,}|[|·•]", value, maxsplit=1)[0]
    value = re.sub(r"\d{4}[-年/.].*$", "", value).strip(_AROUND)
    if _NOISE.fullmatch(simplified(value)) or not 1 < len(value) <= 60:
        return None
    return value if re.search(r"[^\W\d_]", value) else None


def keywords_of(value: str) -> list[str]:
    """The words of a keyword line, whatever stands between them."""
    words = [word.strip(_AROUND + "#＃") for word in _BETWEEN_WORDS.split(value)]
    return [word for word in words if 0 < len(word) <= 60 and not _NOISE.fullmatch(word)]
