# ruff: noqa: E501 (markup as it is)
"""Pages written by hand for the tests: each is the same small article, or another, in the markup of
another kind of site."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.read.article_texts import EN, EN_TITLE, HAN, HAN_TITLE, HANT, HANT_TITLE

URL = "https://news.example/2026/port/lighthouse.html"

NAVIGATION = (
    '<div class="x9a1"><a href="/">Home</a><a href="/world/">World</a><a href="/local/">Local</a>'
    '<a href="/sport/">Sport</a><a href="/login">Log in</a></div>'
)
HAN_NAVIGATION = (
    '<div class="hd"><a href="/">首页</a> <a href="/n/">国内</a> <a href="/w/">国际</a>'
    ' <a href="/t/">体育</a> <a href="/v/">视频</a></div>'
)
FOOTER = (
    '<div class="f77"><p>Copyright 2026 Example News, all rights reserved, and so on.</p>'
    '<a href="/about">About us</a> <a href="/contact">Contact</a> <a href="/terms">Terms</a></div>'
)
HAN_FOOTER = (
    '<div class="ft"><p>版权所有 示例新闻网 未经许可，不得转载。</p><a href="/about">关于我们</a>'
    ' <a href="/contact">联系我们</a></div>'
)


def paragraphs(texts: Sequence[str], tag: str = "p") -> str:
    """Each text in an element of its own."""
    return "\n".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for text in texts)


def page(body: str, *, title: str = "", language: str = "", head: str = "") -> str:
    """A whole document."""
    lang = f' lang="{language}"' if language else ""
    return (
        f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head><body>{body}</body></html>"
    )


def headlines(count: int, word: str = "Another story about the harbor and its people") -> str:
    """Links to other articles."""
    items = (f'<li><a href="/2026/other/{n}.html">{word} {n}</a></li>' for n in range(count))
    return f"<ul>{''.join(items)}</ul>"


def div_soup() -> str:
    """No element says what it is."""
    body = paragraphs(EN, "div")
    return page(
        f'<div class="css-1q2w3e"><div class="css-zz1">{NAVIGATION}</div><div class="css-r5t6">'
        f'<div class="css-aa0"><h1 class="css-8ii">{EN_TITLE}</h1><div class="css-by9"><span>By Jane '
        f'Doe</span></div><div class="css-da7"><span>November 24, 2026 8:15 am</span></div></div>'
        f'<div class="css-p0o9i8">{body}</div></div><div class="css-rel">{headlines(6)}</div>'
        f'<div class="css-foo">{FOOTER}</div></div>',
        title=f"{EN_TITLE} | Example News",
        language="en",
    )


def nineties() -> str:
    """Tables in tables, and fonts."""
    text = "<br><br>\n".join(f"　　{text}" for text in HAN)
    return page(
        '<table width="100%"><tr><td bgcolor="#cc0000">' + HAN_NAVIGATION + "</td></tr></table>"
        '<table width="760" align="center"><tr><td width="160" valign="top"><table>'
        + "".join(
            f'<tr><td><a href="/o/{n}.htm">港口新闻第{n}条短讯</a></td></tr>' for n in range(12)
        )
        + '</table></td><td valign="top"><table width="600"><tr><td>您的位置：<a href="/">首页</a> &gt; '
        '<a href="/n/">国内</a> &gt; <a href="/n/p/">渔港</a> &gt; 正文</td></tr><tr><td align="center">'
        f'<font size="5"><b>{HAN_TITLE}</b></font></td></tr><tr><td align="center">2026年11月24日08:15 '
        '来源：示例日报 作者：张三</td></tr><tr><td><font size="3">'
        f'{text}</font></td></tr><tr><td align="right">（责任编辑：李四）</td></tr></table></td></tr></table>'
        + HAN_FOOTER,
        title=f"{HAN_TITLE}_示例新闻网",
    )


def breaks() -> str:
    """Paragraphs that are breaks in one division."""
    return page(
        f'{NAVIGATION}<h1>{EN_TITLE}</h1><p class="byline">By Jane Doe and John Smith</p>'
        f'<div id="story">{"<br /><br />".join(EN)}</div>{FOOTER}',
        title=f"{EN_TITLE} - Example News",
        language="en",
    )


def siblings() -> str:
    """The text in several elements beside one another, with pictures and advertising between."""
    return page(
        f'{NAVIGATION}<main><h1>{EN_TITLE}</h1><section class="k1">{paragraphs(EN[:2])}</section>'
        '<div class="ad-slot"><p>Advertisement</p><p>Buy our boats, they are the best boats that '
        'money can buy, said everybody.</p></div><figure><img src="/i/tower.jpg"></figure>'
        f'<section class="k1">{paragraphs(EN[2:])}</section></main>{FOOTER}',
        title=EN_TITLE,
        language="en",
    )


def long_sidebar() -> str:
    """Beside the article stands more text than in it."""
    boxes = "".join(
        f"<div class='box'><h3>Column {n}</h3><p>This week our columnist walks along pier number {n}, "
        "talks to whoever is there, and wonders what the sea will bring. It may be fish.</p></div>"
        for n in range(12)
    )
    return page(
        f"{NAVIGATION}<article><h1>{EN_TITLE}</h1>{paragraphs(EN)}</article><aside class='sidebar'>"
        f"{boxes}</aside>{FOOTER}",
        title=EN_TITLE,
        language="en",
    )


def long_comments() -> str:
    """Readers say more than the article."""
    said = "".join(
        f'<div class="comment"><b>reader{n}</b><p>I have seen that tower {n} times, and every time, as '
        "I told my sister, it looked different. Who pays for it? We do, of course.</p></div>"
        for n in range(30)
    )
    return page(
        f'{NAVIGATION}<div class="post"><h1>{EN_TITLE}</h1><div class="entry-content">'
        f'{paragraphs(EN)}</div></div><div id="comments"><h2>30 comments</h2>{said}</div>',
        title=EN_TITLE,
        language="en",
    )


def related_inside() -> str:
    """Lists of other articles stand between the paragraphs."""
    return page(
        f'{HAN_NAVIGATION}<h1>{HAN_TITLE}</h1><div class="content">{paragraphs(HAN[:2])}'
        f'<div class="related"><h4>相关新闻</h4>{headlines(5, "另一条关于渔港的新闻")}</div>'
        f"{paragraphs(HAN[2:])}<p>延伸阅读</p>{headlines(4, '还有一条关于渔港的旧闻')}</div>{HAN_FOOTER}",
        title=f"{HAN_TITLE}_示例新闻网",
        language="zh-CN",
    )


def hidden_twice() -> str:
    """The text stands there a second time, hidden."""
    return page(
        f'<h1>{EN_TITLE}</h1><div class="text">{paragraphs(EN)}</div><div style="display: none" '
        f'class="print">{paragraphs(EN)}</div><div hidden>{paragraphs(EN)}</div>'
        f"<template>{paragraphs(EN)}</template>{FOOTER}",
        title=EN_TITLE,
        language="en",
    )


def late_images() -> str:
    """Pictures that scripts would load."""
    return page(
        f'<article><h1>{EN_TITLE}</h1><p><img src="/blank.gif" data-src="/i/tower.jpg"></p>'
        f'{paragraphs(EN[:2])}<p><img data-original="//img.example/bell.jpg"></p>{paragraphs(EN[2:])}'
        '<p><img src="/img/logo.png"></p></article>',
        title=EN_TITLE,
        language="en",
    )


def captions() -> str:
    """Pictures with words below them."""
    return page(
        f'<article><h1>{EN_TITLE}</h1><figure><img src="/i/tower.jpg"><figcaption>The tower at dawn.'
        f"</figcaption></figure>{paragraphs(EN)}</article>{FOOTER}",
        title=EN_TITLE,
        language="en",
    )


def infobox() -> str:
    """A table of facts stands in the text."""
    return page(
        f"<article><h1>{EN_TITLE}</h1>{paragraphs(EN[:2])}<table><tr><th>Height</th><td>31 m</td></tr>"
        f"<tr><th>Built</th><td>1893</td></tr></table>{paragraphs(EN[2:])}</article>{FOOTER}",
        title=EN_TITLE,
        language="en",
    )


def paywall() -> str:
    """Behind the text one is asked to pay."""
    return page(
        f'<article><h1>{EN_TITLE}</h1><div class="article-body">{paragraphs(EN)}</div><div '
        'class="subscribe-wall"><h3>Continue reading</h3><p>Subscribe now for one dollar a week, cancel '
        "whenever you like.</p></div></article>",
        title=EN_TITLE,
        language="en",
    )


def credits_at_both_ends() -> str:
    """Who made it stands before and behind the text, in the same element."""
    return page(
        f'{HAN_NAVIGATION}<div class="main"><h1>{HAN_TITLE}</h1><div class="text"><p>2026-11-24 08:15'
        f"　来源：示例日报</p><p>文/张三 摄影/王五</p>{paragraphs(HAN)}<p>编辑：李四　校对：赵六</p>"
        "<p>关键词：灯塔 渔港</p><p>声明：本文仅代表作者观点，与本网无关。</p></div></div>"
        + HAN_FOOTER,
        title=f"{HAN_TITLE}-示例新闻网",
    )


def linked_data() -> str:
    """Machines are told everything."""
    data = (
        '{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Example News"},'
        f'{{"@type":"NewsArticle","headline":"{EN_TITLE}","datePublished":"2026-11-24T08:15:00+02:00",'
        '"dateModified":"2026-11-24T09:00:00+02:00","author":[{"@type":"Person","name":"Jane Doe"},'
        '{"@type":"Organization","name":"Example News"}],"editor":{"@type":"Person","name":"John Smith"},'
        '"keywords":["lighthouse","harbor"],"image":{"@type":"ImageObject","url":"/i/tower.jpg"},'
        '"publisher":{"@type":"Organization","name":"Example News"}},{"@type":"BreadcrumbList",'
        '"itemListElement":[{"@type":"ListItem","position":2,"name":"Harbors"},{"@type":"ListItem",'
        '"position":1,"item":{"@id":"/world","name":"World"}}]}]}'
    )
    return page(
        f"{NAVIGATION}<h1>{EN_TITLE}</h1><div>{paragraphs(EN)}</div>{FOOTER}",
        title=f"{EN_TITLE} | Example News",
        language="en",
        head=f'<script type="application/ld+json">{data}</script>',
    )


def minified() -> str:
    """All in one line, without an end tag too many."""
    return (
        f"<!doctype html><html lang=en><title>{EN_TITLE} – Example News</title><nav><a href=/>Home</a>"
        f"<a href=/w>World</a></nav><main><h1>{EN_TITLE}</h1><p>" + "<p>".join(EN) + "</main>"
        "<footer><p>Copyright 2026</footer>"
    )


def amp() -> str:
    """A page of AMP."""
    return (
        f'<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>{EN_TITLE}</title><link '
        'rel="canonical" href="https://news.example/2026/port/lighthouse"><style amp-custom>p{}</style>'
        f'</head><body><amp-sidebar><ul><li><a href="/">Home</a></li></ul></amp-sidebar><article><h1>'
        f'{EN_TITLE}</h1><amp-img src="/i/tower.jpg" width="400" height="300"></amp-img>{paragraphs(EN)}'
        "<amp-ad>An advertisement</amp-ad></article></body></html>"
    )


def traditional() -> str:
    """A newspaper in traditional characters."""
    return page(
        '<nav><a href="/">首頁</a><a href="/l/">地方</a></nav><div class="breadcrumb"><a href="/">首頁</a>'
        '<a href="/l/">地方</a><a href="/l/t/">臺中</a></div>'
        f'<h1>{HANT_TITLE}</h1><div class="meta"><span>2026/11/24 08:15</span><span>記者王小明／臺中報導'
        f'</span></div><div class="article-content">{paragraphs(HANT)}<p>責任編輯：陳大文</p></div><div '
        'class="tags">關鍵字：<a href="/t/1">市場</a><a href="/t/2">攤商</a></div><footer>版權所有</footer>',
        title=f"{HANT_TITLE} | 地方 | 示例時報",
        language="zh-Hant-TW",
    )


def simple(
    title: str, texts: Sequence[str], language: str, between: str = "", direction: str = "ltr"
) -> str:
    """A heading, a line or more between, paragraphs."""
    return page(
        f'<div dir="{direction}"><h1>{title}</h1>{between}<div class="c4f">{paragraphs(texts)}</div>'
        "</div>",
        title=title,
        language=language,
    )


def ruby() -> str:
    """Readings above characters."""
    first = HAN[0].replace("渔港", "<ruby>渔港<rp>(</rp><rt>yúgǎng</rt><rp>)</rp></ruby>")
    return page(
        f'<h1>{HAN_TITLE}</h1><div class="text"><p>{first}</p>{paragraphs(HAN[1:])}</div>',
        title=HAN_TITLE,
        language="zh-CN",
    )
