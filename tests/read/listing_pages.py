# ruff: noqa: E501
"""Pages with lists of articles, of many designs and languages, each small enough to be read."""

from __future__ import annotations

from tests.read.listing_parts import (
    ARABIC,
    CHINESE,
    ENGLISH,
    FOOTER,
    GERMAN,
    JAPANESE,
    KOREAN,
    NOISE,
    RUSSIAN,
    TEXT,
    Listing,
    page,
    slug,
)


def blog() -> Listing:
    """WordPress: excerpts, "Continue reading", categories, authors, comments, a sidebar."""
    items = [
        (t, f"https://news.example.org/2026/11/{20 - n}/{slug(t)}/") for n, t in enumerate(ENGLISH)
    ]
    posts = "".join(
        f'<article id="post-{n}" class="post-{n} post type-post hentry category-c{n % 3} tag-x">'
        f'<header class="entry-header"><h2 class="entry-title"><a href="{u}" rel="bookmark">{t}</a>'
        f'</h2><div class="entry-meta"><span class="posted-on"><a href="{u}"><time class="entry-date'
        f' published" datetime="2026-11-{20 - n}T08:30:00+00:00">November {20 - n}, 2026</time></a>'
        f'</span><span class="byline author vcard"><a class="url fn" href="/author/ann-smith/">'
        f'Ann Smith</a></span></div></header><div class="entry-summary"><p>{TEXT} No. {n}'
        f' <a class="more-link" href="{u}">Continue reading <span class="screen-reader-text">{t}'
        f'</span></a></p></div><footer><a href="/category/city-life-and-people/" rel="category tag">'
        f'City life and people</a> <a href="{u}#comments">{n} Comments</a></footer></article>'
        for n, (t, u) in enumerate(items)
    )
    side = "".join(f'<li><a href="{u}">{t}</a></li>' for t, u in items[:5])
    tags = "".join(
        f'<a href="/tag/topic-number-{n}/">long topic number {n}</a> ' for n in range(30)
    )
    body = (
        f'{NOISE}<div id="content"><main>{posts}<nav class="navigation pagination"><span class='
        f'"page-numbers current">1</span><a class="page-numbers" href="/page/2/">2</a></nav></main>'
        f'<aside class="sidebar widget-area"><section class="widget"><h2>Recent Posts</h2><ul>{side}'
        f'</ul></section><div class="tagcloud">{tags}</div></aside></div>{FOOTER}'
    )
    dates = [f"2026-11-{20 - n}T08:30:00+00:00" for n in range(8)]
    return Listing(page(body), items, dates=dates, next="https://news.example.org/page/2/")


def cards() -> Listing:
    """A grid of cards, each one link, with class names that a build made."""
    items = [
        (t, f"https://news.example.org/story/{slug(t)}-{7300 + n}") for n, t in enumerate(ENGLISH)
    ]
    body = "".join(
        f'<div class="Card_card__x3a{n}"><a class="Card_link__9Zk" href="/story/{slug(t)}-{7300 + n}">'
        f'<div class="Card_img__2b"><img alt="" src="/img/{n}.jpg" width="400" height="300"></div>'
        f'<div class="css-1q8"><div class="css-kick">World</div><div class="css-77h">{t}</div>'
        f'<div class="css-9as">{TEXT}</div><span class="css-d8">{n + 2} hours ago</span></div></a></div>'
        for n, (t, _) in enumerate(items)
    )
    body = f'{NOISE}<div class="Grid_grid__k2">{body}</div>{FOOTER}'
    return Listing(page(body), items, dates=[f"{n + 2} hours ago" for n in range(8)])


def government() -> Listing:
    """A Chinese authority: the date before the headline, some headlines cut short."""
    base = "http://www.example.gov.cn/xwdt/"
    items = [(t, f"{base}202611/t202611{20 - n}_{5000 + n}.html") for n, t in enumerate(CHINESE)]
    rows = "".join(
        f'<li><span>2026-11-{20 - n}</span><a href="./202611/t202611{20 - n}_{5000 + n}.html" '
        f'title="{t}" target="_blank">{t if n else t[:8] + "..."}</a></li>'
        for n, (t, _) in enumerate(items)
    )
    menu = "".join(
        f'<li><a href="/{n}/">{name}</a></li>'
        for n, name in enumerate("首页 机构概况 新闻动态 政务公开 办事服务 互动交流".split())
    )
    body = (
        f'<div class="header"><ul class="menu">{menu}</ul></div><div class="path">当前位置：'
        f'<a href="/">首页</a> &gt; <a href="/xwdt/">新闻动态</a></div><ul class="list">{rows}</ul>'
        '<div class="page">共20页 <a href="index_1.html">下一页</a> <a href="index_19.html">尾页</a></div>'
        '<div class="link"><a href="http://www.gov.cn/">中国政府网</a><a href="http://a.gov.cn/">某某省'
        '人民政府网站</a></div><div class="foot">版权所有：某某局 <a href="/bq/">网站地图</a></div>'
    )
    dates = [f"2026-11-{20 - n}" for n in range(8)]
    return Listing(page(body, "新闻动态", "zh-CN"), items, base, dates, f"{base}index_1.html")


def table() -> Listing:
    """An old Chinese site: a table in a table, a dot before each headline, the date in brackets."""
    items = [
        (t, f"http://old.example.cn/news/show.asp?id={900 - n}") for n, t in enumerate(CHINESE)
    ]
    rows = "".join(
        f'<tr><td height="24">·<a href="show.asp?id={900 - n}" target="_blank">{t}</a>'
        f'</td><td width="90"><font color="#999">[11-{20 - n}]</font></td></tr>'
        for n, (t, _) in enumerate(items)
    )
    body = (
        '<table><tr><td><a href="/">首页</a> | <a href="/news/">新闻</a> | <a href="/about.asp">关于我们'
        f'</a></td></tr><tr><td><table>{rows}</table></td></tr><tr><td><a href="?page=2">下一页</a> '
        '<a href="?page=9">尾页</a></td></tr></table>'
    )
    return Listing(
        page(body, "新闻", "zh"), items, "http://old.example.cn/news/",
        [f"11-{20 - n}" for n in range(8)], "http://old.example.cn/news/?page=2",
    )  # fmt: skip


def lines() -> Listing:
    """No list element at all: links and dates in one cell, a line break behind each."""
    items = [
        (t, f"https://city.example.jp/info/{20261100 + n}.html") for n, t in enumerate(JAPANESE)
    ]
    rows = "".join(
        f'2026年11月{20 - n}日 <a href="/info/{20261100 + n}.html">{t}</a><br>'
        for n, (t, _) in enumerate(items)
    )
    body = f'<div id="menu"><a href="/">ホーム</a></div><h2>新着情報</h2><div class="news">{rows}</div>'
    dates = [f"2026年11月{20 - n}日" for n in range(5)]
    return Listing(page(body, "市", "ja"), items, "https://city.example.jp/", dates)


def portal() -> Listing:
    """A Chinese front page: several boxes, one with two headlines a line."""
    titles = [f"{t}{end}" for end in ("", "（续报）", "：专家解读") for t in CHINESE]
    items = [
        (t, f"https://www.portal.cn/a/202611{10 + n}/{88000 + n}.shtml")
        for n, t in enumerate(titles)
    ]
    boxes = []
    for name, part in (("news", items[:8]), ("finance", items[8:16])):
        rows = "".join(f'<li><a href="{u}" target="_blank">{t}</a></li>' for t, u in part)
        boxes.append(
            f'<div class="box box-{name}"><h3><a href="/{name}/">频道</a></h3><a class="more" '
            f'href="/{name}/">更多&gt;&gt;</a><ul>{rows}</ul></div>'
        )
    pairs = list(zip(items[16::2], items[17::2], strict=True))
    rows = "".join(
        f'<li><a href="{a[1]}">{a[0]}</a> <a href="{b[1]}">{b[0]}</a></li>' for a, b in pairs
    )
    menu = "".join(
        f'<a href="/{n}/">{c}</a>' for n, c in enumerate("新闻 财经 体育 娱乐 汽车 房产".split())
    )
    body = (
        f'<div class="nav">{menu}</div>{boxes[0]}<div class="ad"><a href="https://ads.example.com/c?x=1">'
        f'限时优惠全场家电五折起售</a></div>{boxes[1]}<div class="box box-c"><ul>{rows}</ul></div>'
        f'<div class="friendlink"><a href="http://b.cn/">友好网站一</a></div><div class="footer">'
        '<a href="/about/">关于我们</a></div>'
    )
    return Listing(page(body, "门户", "zh-CN"), items, "https://www.portal.cn/")


def teasers() -> Listing:
    """German news: a kicker above each headline, an advertisement among them."""
    base = "https://www.zeitung.example.de/politik/"
    items = [(t, f"{base}{slug(t)}-a-{19000 + n}.html") for n, t in enumerate(GERMAN)]
    rows = [
        f'<article class="teaser"><a href="{u}"><figure><img src="/b{n}.jpg" alt="Bild"></figure></a>'
        f'<h3 class="teaser__headline"><a href="{u}"><span class="teaser__kicker">Inland</span> '
        f'<span class="teaser__title">{t}</span></a></h3><p class="teaser__text">{TEXT}</p>'
        f'<span class="teaser__date">2{n}.11.2026, 08:30 Uhr</span></article>'
        for n, (t, u) in enumerate(items)
    ]
    rows.insert(
        2,
        '<article class="teaser"><span>Anzeige</span><h3 class="teaser__headline"><a href='
        '"https://shop.example.com/jetzt-kaufen-und-viel-geld-sparen">Jetzt kaufen und viel sparen'
        "</a></h3></article>",
    )
    body = f"{NOISE}<main><h1>Politik</h1>{''.join(rows)}</main>{FOOTER}"
    dates = [f"2{n}.11.2026, 08:30 Uhr" for n in range(5)]
    return Listing(page(body, "Zeitung", "de"), items, base, dates)


def arabic() -> Listing:
    base = "https://akhbar.example.com/"
    items = [(t, f"{base}news/{4400 + n}") for n, t in enumerate(ARABIC)]
    rows = "".join(
        f'<div class="news-item"><a href="/news/{4400 + n}"><img data-src="/i{n}.jpg" src="blank.gif">'
        f'</a><h4><a href="/news/{4400 + n}">{t}</a></h4><span class="date">منذ {n + 2} ساعات</span>'
        f'<a class="btn" href="/news/{4400 + n}">اقرأ المزيد</a></div>'
        for n, (t, _) in enumerate(items)
    )
    body = f'<nav><a href="/sport">رياضة</a></nav><div class="news-list">{rows}</div>'
    dates = [f"منذ {n + 2} ساعات" for n in range(5)]
    return Listing(
        page(body, "أخبار", "ar").replace("<html ", '<html dir="rtl" '), items, base, dates
    )


def forum() -> Listing:
    """Rows of threads with their authors, numbers of replies, and last posters."""
    base = "https://forum.example.org/viewforum.php?f=2"
    items = [
        (t, f"https://forum.example.org/viewtopic.php?t={70 + n}") for n, t in enumerate(ENGLISH)
    ]
    rows = "".join(
        f'<li class="row bg{n % 2}"><dl><dt><a class="topictitle" href="viewtopic.php?t={70 + n}">{t}</a>'
        f' by <a class="username" href="memberlist.php?u={n}">old member {n}</a></dt><dd class="posts">'
        f'{n * 3}</dd><dd class="lastpost">by <a href="memberlist.php?u={90 + n}">somebody else {n}</a> '
        f"2026-11-{20 - n} 10:00</dd></dl></li>"
        for n, (t, _) in enumerate(items)
    )
    body = f'<ul class="topiclist topics">{rows}</ul><div class="pagination"><a href="?f=2&amp;start=25" rel="next">Next</a></div>'
    return Listing(
        page(body), items, base, [f"2026-11-{20 - n} 10:00" for n in range(8)],
        "https://forum.example.org/viewforum.php?f=2&start=25",
    )  # fmt: skip


def episodes() -> Listing:
    """A video channel: a picture link with a length, a title link, a line of numbers."""
    base = "https://video.example.org/channel/docs"
    items = [(t, f"https://video.example.org/watch?v=aB{n}dEfGhIj") for n, t in enumerate(ENGLISH)]
    rows = "".join(
        f'<div class="video-item"><a class="thumb" href="/watch?v=aB{n}dEfGhIj"><img src="/t/{n}.jpg">'
        f'<span class="duration">1{n}:05</span></a><div class="meta"><a class="title" href="/watch?v=aB{n}'
        f'dEfGhIj" title="{t}">{t}</a><div><span>{n}21K views</span> <span>{n + 1} days ago</span></div>'
        "</div></div>"
        for n, (t, _) in enumerate(items)
    )
    return Listing(
        page(f"{NOISE}<div>{rows}</div>{FOOTER}"),
        items,
        base,
        [f"{n + 1} days ago" for n in range(8)],
    )


def press() -> Listing:
    """Press releases: files in a table."""
    base = "https://www.company.example.com/press/"
    items = [(t, f"{base}files/pr-2026-{n:02}.pdf") for n, t in enumerate(ENGLISH[:5])]
    rows = "".join(
        f'<tr><td>Nov {20 - n}, 2026</td><td><a href="files/pr-2026-{n:02}.pdf">{t}</a></td>'
        f'<td><a href="files/pr-2026-{n:02}.pdf">PDF</a></td></tr>'
        for n, (t, _) in enumerate(items)
    )
    body = f"{NOISE}<h1>Press releases</h1><table><tbody>{rows}</tbody></table>{FOOTER}"
    return Listing(page(body), items, base, [f"Nov {20 - n}, 2026" for n in range(5)])


def hfeed() -> Listing:
    """Microformats: the permanent link on the date, the name without a link."""
    base = "https://ann.example.net/"
    items = [(t, f"{base}2026/{n}") for n, t in enumerate(ENGLISH[:4])]
    rows = "".join(
        f'<div class="h-entry"><h2 class="p-name">{t}</h2><p class="p-summary">{TEXT}</p><a class="u-url" '
        f'href="/2026/{n}"><time class="dt-published" datetime="2026-11-2{n}">November 2{n}</time></a>'
        '<a class="p-author h-card" href="/">Ann</a></div>'
        for n, (t, _) in enumerate(items)
    )
    return Listing(
        page(f'<div class="h-feed">{rows}</div>'), items, base, [f"2026-11-2{n}" for n in range(4)]
    )


def data() -> Listing:
    """A page that scripts fill, with its list as JSON-LD."""
    base = "https://spa.example.com/"
    items = [(t, f"{base}a/{n}") for n, t in enumerate(ENGLISH[:5])]
    members = ",".join(
        f'{{"@type":"ListItem","position":{n + 1},"item":{{"@type":"NewsArticle","headline":"{t}",'
        f'"url":"/a/{n}","datePublished":"2026-11-2{n}"}}}}'
        for n, (t, _) in enumerate(items)
    )
    head = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"ItemList",'
        f'"itemListElement":[{members}]}}</script>'
    )
    return Listing(
        page('<div id="root"></div>', head=head), items, base, [f"2026-11-2{n}" for n in range(5)]
    )


def views() -> Listing:
    """Drupal: rows with first, last, odd and even."""
    base = "https://www.uni.example.ru/"
    items = [(t, f"{base}node/{300 + n}") for n, t in enumerate(RUSSIAN)]
    rows = "".join(
        f'<div class="views-row views-row-{n + 1} views-row-{"odd" if n % 2 else "even"}'
        f'{" views-row-first" if not n else ""}"><div class="views-field views-field-title"><span class='
        f'"field-content"><a href="/node/{300 + n}">{t}</a></span></div><div class="views-field '
        f'views-field-created"><span class="field-content">2{n} ноября 2026</span></div></div>'
        for n, (t, _) in enumerate(items)
    )
    body = f'<div class="view-content">{rows}</div><ul class="pager"><li class="pager-current">1</li><li><a href="?page=1">2</a></li></ul>'
    return Listing(
        page(body, "Новости", "ru"), items, base, [f"2{n} ноября 2026" for n in range(4)],
        f"{base}?page=1",
    )  # fmt: skip


def headings() -> Listing:
    """Nothing wraps an entry: heading, date and paragraph follow one another."""
    base = "https://kr.example.kr/news"
    items = [(t, f"https://kr.example.kr/news/view?idx={n + 50}") for n, t in enumerate(KOREAN)]
    body = "".join(
        f'<h3><a href="/news/view?idx={n + 50}">{t}</a></h3><p class="date">2026.11.2{n}</p>'
        f"<p>관계자는 이번 결정이 오랜 논의 끝에 내려졌으며 내년부터 시행될 예정이라고 밝혔다. {n}</p>"
        for n, (t, _) in enumerate(items)
    )
    return Listing(
        page(f"<div>{body}</div>", "뉴스", "ko"), items, base, [f"2026.11.2{n}" for n in range(4)]
    )


def mixed() -> Listing:
    """A lead that is made otherwise, then a list; a box of what is read most beside it."""
    base = "https://news.example.org/world/"
    items = [(t, f"{base}{2026110 + n}/{slug(t)}") for n, t in enumerate(ENGLISH)]
    lead = (
        f'<div class="hero"><h2><a href="{items[0][1]}">{items[0][0]}</a></h2><p>{TEXT}</p></div>'
    )
    rows = "".join(f'<div class="item"><h3><a href="{u}">{t}</a></h3></div>' for t, u in items[1:])
    most = "".join(
        f'<li><a href="{base}{2025000 + n}/an-older-story-about-thing-{n}">An older story about thing '
        f"{n}</a></li>"
        for n in range(5)
    )
    body = (
        f'{NOISE}<main>{lead}<div class="river">{rows}</div></main><div class="most-read sidebar">'
        f"<h4>Most read</h4><ol>{most}</ol></div>{FOOTER}"
    )
    return Listing(page(body), items, base)


def votes() -> Listing:
    """Links to other sites in two rows of a table each, with votes and comments."""
    base = "https://links.example.com/"
    items = [(t, f"https://site{n}.example.org/{slug(t)}") for n, t in enumerate(ENGLISH)]
    rows = "".join(
        f'<tr class="thing" id="{n}"><td>{n}.</td><td><a href="vote?id={n}"><div></div></a></td><td><a '
        f'href="{u}">{t}</a> (<a href="from?site={n}.org">{n}.org</a>)</td></tr><tr><td colspan="2"></td>'
        f'<td>12 points by <a href="user?id=bob{n}">bob{n}</a> <a href="item?id={99000 + n}">{n + 2} hours '
        f'ago</a> | <a href="item?id={99000 + n}">{n + 4} comments</a></td></tr><tr class="spacer"></tr>'
        for n, (t, u) in enumerate(items)
    )
    body = f'<table>{rows}<tr><td><a rel="next" href="?p=2">More</a></td></tr></table>'
    return Listing(page(body), items, base, [f"{n + 2} hours ago" for n in range(8)], f"{base}?p=2")


def definitions() -> Listing:
    """Japanese: the date as a term, the headline as what it means."""
    base = "https://www.corp.example.jp/news/"
    items = [(t, f"{base}2026/{n + 10}.html") for n, t in enumerate(JAPANESE)]
    rows = "".join(
        f'<dt>2026.11.2{n}</dt><dd><a href="{u}">{t}</a></dd>' for n, (t, u) in enumerate(items)
    )
    return Listing(
        page(f"<dl>{rows}</dl>", "ニュース", "ja"), items, base, [f"2026.11.2{n}" for n in range(5)]
    )


def pictures() -> Listing:
    """A row of a table for pictures, a row for their headlines."""
    items = [(t, f"https://news.example.org/a/{slug(t)}-{n}") for n, t in enumerate(ENGLISH[:4])]
    faces = "".join(f'<td><a href="{u}"><img alt="x" src="/a.jpg"></a></td>' for _, u in items)
    below = "".join(f'<td><a href="{u}">{t}</a></td>' for t, u in items)
    return Listing(page(f"<table><tr>{faces}</tr><tr>{below}</tr></table>"), items)


LISTINGS = (
    blog, cards, government, table, lines, portal, teasers, arabic, forum, episodes, press, hfeed,
    data, views, headings, mixed, votes, definitions, pictures,
)  # fmt: skip
