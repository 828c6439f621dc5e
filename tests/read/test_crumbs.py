"""Breadcrumbs: by their markup, by their words, and none where there is none."""

import pytest

from feeds.read.pages.crumbs import breadcrumb, path_of, steps_of_text
from feeds.read.pages.page import Page
from tests.read import article_pages as pages
from tests.read.article_cases import entry
from tests.read.article_texts import EN, EN_TITLE

TITLE = "港口的燈塔重新點亮"


def shown(markup: str, title: str = TITLE) -> tuple[str, ...]:
    text = "<p>Some text of the article that says enough, and more than that.</p>"
    return breadcrumb(Page(f"<body>{markup}<h1>{title}</h1>{text}</body>", pages.URL), title)


A, B = '<a href="/a/">黨派·聲音</a>', '<a href="/a/b/">統一戰線</a>'
HOME = '<a href="/">首頁</a>'
PATH = ("黨派·聲音", "統一戰線")


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(
            f'<ol class="breadcrumb"><li>{HOME}</li><li>{A}</li><li>{B}</li></ol>', id="ol"
        ),
        pytest.param(f'<ul id="crumbs"><li>{HOME}<li>{A}<li>{B}</ul>', id="ul without ends"),
        pytest.param(f'<nav aria-label="Breadcrumb"><ol><li>{A}<li>{B}</ol></nav>', id="nav"),
        pytest.param(f'<nav aria-label="breadcrumbs">{HOME}{A}{B}</nav>', id="links only"),
        pytest.param(f'<div class="crumb">{HOME}&gt;{A}&gt;{B}</div>', id="signs"),
        pytest.param(f'<div class="crumb">{HOME} <i>/</i> {A} <i>/</i> {B}</div>', id="slashes"),
        pytest.param(
            f'<div class="bread-crumbs">{HOME} » {A} » {B} » {TITLE}</div>', id="title last"
        ),
        pytest.param(
            f'<div class="crumb">{HOME} &gt; {A} &gt; {B} &gt; 正文</div>', id="正文 last"
        ),
        pytest.param(
            f'<div class="crumb">{HOME}&gt;{A}&gt;{B}&gt;{TITLE[:7]}…</div>', id="cut title"
        ),
        pytest.param(
            f'<div class="location">您的位置：{HOME} &gt; {A} &gt; {B}</div>', id="location"
        ),
        pytest.param(
            f'<div class="position">當前位置：{HOME} &gt; {A} &gt; {B}</div>', id="position"
        ),
        pytest.param(f'<div class="path">{HOME} &gt; {A} &gt; {B}</div>', id="path"),
        pytest.param(f'<div class="weizhi">{HOME} - {A} - {B}</div>', id="weizhi"),
        pytest.param(
            f"<table><tr><td>您的位置：{HOME}&gt;{A}&gt;{B}</td></tr></table>", id="table"
        ),
        pytest.param(f'<div class="zz9">{HOME} &gt; {A} &gt; {B}</div>', id="nameless"),
        pytest.param(
            f'<div class="zz9">你现在的位置： {HOME} → {A} → {B}</div>', id="nameless, led"
        ),
        pytest.param(f"<p>所在位置：{HOME}&nbsp;&gt;&nbsp;{A}&nbsp;&gt;&nbsp;{B}</p>", id="spaces"),
        pytest.param("<span>首頁&gt;黨派·聲音&gt;統一戰線</span>", id="text"),
        pytest.param(
            '<ol itemscope itemtype="https://schema.org/BreadcrumbList"><li itemprop='
            f'"itemListElement"><a><span itemprop="name">黨派·聲音</span></a><li>{B}</ol>',
            id="microdata",
        ),
        pytest.param(
            f'<ol vocab="https://schema.org/" typeof="BreadcrumbList"><li>{A}<li>{B}</ol>',
            id="RDFa",
        ),
        pytest.param(f'<div class="Rootline">{HOME} › {A} › {B}</div>', id="rootline"),
        pytest.param(
            f'<div class="crumb"><span>{HOME}</span><b>&gt;</b><span>{A}</span><b>&gt;</b>'
            f"<span>{B}</span></div>",
            id="spans",
        ),
    ],
)
def test_a_breadcrumb_is_found_by_its_markup_or_its_words(markup: str) -> None:
    assert shown(markup) == PATH


@pytest.mark.parametrize(
    "order",
    [
        '{"position":1,"name":"A"},{"position":2,"name":"B"}',
        '{"position":2,"name":"B"},{"position":1,"name":"A"}',
        '{"position":"1","item":{"name":"A"}},{"position":"2","item":{"name":"B"}}',
        '{"name":"A"},{"name":"B"}',
    ],
)
def test_a_breadcrumb_for_machines_goes_first(order: str) -> None:
    data = f'{{"@type":"BreadcrumbList","itemListElement":[{order}]}}'
    page = pages.page(
        f'<div class="crumb">Home &gt; X &gt; Y</div><h1>{EN_TITLE}</h1>{pages.paragraphs(EN)}',
        title=EN_TITLE,
        head=f'<script type="application/ld+json">{data}</script>',
    )
    assert entry(page).section == ("A", "B")


@pytest.mark.parametrize(
    "sign", [">", "&gt;", ">>", "›", "»", "▸", "→", "＞", "〉", "->", "::", " > "]
)
def test_steps_stand_between_signs(sign: str) -> None:
    assert [step.strip() for step in steps_of_text(f"首頁{sign}要聞{sign}國際")] == [
        "首頁",
        "要聞",
        "國際",
    ]


@pytest.mark.parametrize("sign", [" / ", " | ", "｜", " · ", " - ", "/", " \\ ", " • "])
def test_weaker_signs_need_the_way_home_before_them(sign: str) -> None:
    assert steps_of_text(f"首頁{sign}要聞{sign}國際") == ["首頁", "要聞", "國際"]
    assert steps_of_text(f"要聞{sign}國際{sign}亞洲") == []


@pytest.mark.parametrize(
    "lead",
    """
    您的位置： 您現在的位置： 您当前的位置: 你的位置： 當前位置： 当前位置 所在位置： 您所在的位置：
    现在位置: 現在的位置：
    """.split(),
)
def test_words_that_lead_a_breadcrumb_are_no_step(lead: str) -> None:
    assert path_of(steps_of_text(f"{lead}Home > World > Asia")) == ("World", "Asia")


@pytest.mark.parametrize(
    "lead",
    [
        "You are here: ",
        "Sie sind hier: ",
        "Sie befinden sich hier: ",
        "Vous êtes ici : ",
        "Вы здесь: ",
        "現在地：",
    ],
)
def test_so_are_sentences(lead: str) -> None:
    assert path_of(steps_of_text(f"{lead}Home > World > Asia")) == ("World", "Asia")


@pytest.mark.parametrize(
    "home",
    """
    首页 首頁 网站首页 新闻网首页 主页 回首頁 返回首页 Home Homepage Start Startseite Accueil Inicio
    Início Главная Forside Etusivu Hem ホーム トップ 홈 الرئيسية Voorpagina
    Strona-główna Ana-Sayfa Front-page Trang-chủ
    """.split(),
)
def test_the_way_home_is_no_section(home: str) -> None:
    assert path_of(steps_of_text(f"{home.replace('-', ' ')} > World > Asia")) == ("World", "Asia")


@pytest.mark.parametrize(
    "itself", ["正文", "內容", "详细内容", "新闻正文", "文章", "Article", "記事", "全文"]
)
def test_words_for_the_article_itself_are_no_section(itself: str) -> None:
    assert path_of(steps_of_text(f"首頁 > 要聞 > {itself}")) == ("要聞",)


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        (["Home", "World", "Asia"], ("World", "Asia")),
        (["Home", "Home", "World"], ("World",)),
        (["World", "World"], ("World",)),
        (["統一戰線 統一戰線"], ("統一戰線",)),
        (["Home"], ()),
        ([], ()),
        (["World", "A title that says it all"], ("World",)),
        (["World", "A title that…"], ("World",)),
        (["World", "x" * 50], ()),
        ([str(number) for number in range(20)], ()),
        ([" > ", "World", "|"], ("World",)),
    ],
)
def test_sections_among_steps(steps: list[str], path: tuple[str, ...]) -> None:
    assert path_of(steps, "A title that says it all") == path


@pytest.mark.parametrize(
    "text",
    [
        "5 > 3 said the teacher, and she was right。",
        "漁民說，港口比從前乾淨了。",
        "Open / Closed",
        "2026/11/24",
        "記者王小明／台北報導",
        "您的位置",
        "Home",
        "",
        " ",
    ],
)
def test_a_text_that_is_none_has_no_steps(text: str) -> None:
    assert path_of(steps_of_text(text)) == ()


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("", id="nothing"),
        pytest.param(
            '<div class="nav"><a href="/a">World</a><a href="/b">Asia</a></div>', id="menu"
        ),
        pytest.param(
            '<nav><ul><li><a href="/a">World</a><li><a href="/b">Asia</a></ul></nav>', id="nav"
        ),
        pytest.param('<p class="location">Hamburg</p>', id="a place"),
        pytest.param('<div class="position-sticky">Subscribe</div>', id="a class of style"),
        pytest.param('<a href="/more">More &gt;</a>', id="more"),
        pytest.param('<div class="pager"><a>1</a> <a>2</a> &gt; <a>3</a></div>', id="pages"),
        pytest.param("<p>上一篇 &gt; 下一篇</p>", id="turning"),
    ],
)
def test_a_page_without_a_breadcrumb_has_no_section(markup: str) -> None:
    assert shown(markup) == ()
