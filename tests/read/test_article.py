"""Articles' pages of many makes: each gives its article, and nothing of what stands around it."""

import contextlib
import random
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.errors import ReadError
from feeds.model import Entry, RawFeed, Rules, Source
from feeds.normalize import Document, identify, normalize, text_of
from feeds.read import read
from tests.read import article_pages as pages
from tests.read.article_pages import EN, EN_TITLE, HAN, HAN_TITLE, URL

NOW = datetime(2026, 11, 25, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
MORNING_IN_CHINA = datetime(2026, 11, 24, 0, 15, tzinfo=UTC)


def entry(page: str | bytes, url: str = URL, rules: Rules = Rules()) -> Entry:  # noqa: B008
    body = page.encode() if isinstance(page, str) else page
    feed = read(body, url=url, kind="article", rules=rules)
    source = Source(id="test", url=url)
    (item,) = identify(feed, source, url, "")
    return normalize(item, Document(feed, source, url, NOW))


def paragraphs(found: Entry) -> list[str]:
    lines = (" ".join(line.split()) for line in text_of(found.content).split("\n"))
    return [line for line in lines if line]


def facts(found: Entry) -> dict[str, object]:
    """What it says of itself, as far as it says something."""
    said = {
        "authors": [person.name for person in found.authors],
        "editors": [person.name for person in found.contributors],
        "section": found.section,
        "keywords": found.keywords,
        "published": found.published,
        "updated": found.updated,
        "image": found.image,
        "origin": found.origin and found.origin.title,
    }
    return {name: value for name, value in said.items() if value}


TOWER = "https://news.example/i/tower.jpg"
JANE = {"authors": ["Jane Doe"]}
PAGES: dict[str, tuple[str, str, list[str], str, dict[str, object]]] = {
    "div soup": (pages.div_soup(), EN_TITLE, EN, "en", {**JANE, "published": MORNING}),
    "tables of the nineties": (
        pages.nineties(),
        HAN_TITLE,
        HAN,
        "zh-Hans",
        {
            "authors": ["张三"],
            "editors": ["李四"],
            "section": ("国内", "渔港"),
            "published": MORNING_IN_CHINA,
            "origin": "示例日报",
        },
    ),
    "breaks": (pages.breaks(), EN_TITLE, EN, "en", {"authors": ["Jane Doe", "John Smith"]}),
    "several siblings": (pages.siblings(), EN_TITLE, EN, "en", {"image": TOWER}),
    "a sidebar longer than it": (pages.long_sidebar(), EN_TITLE, EN, "en", {}),
    "comments longer than it": (pages.long_comments(), EN_TITLE, EN, "en", {}),
    "related lists inside": (pages.related_inside(), HAN_TITLE, HAN, "zh-Hans", {}),
    "hidden twice": (pages.hidden_twice(), EN_TITLE, EN, "en", {}),
    "images that load late": (pages.late_images(), EN_TITLE, EN, "en", {"image": TOWER}),
    "captions": (pages.captions(), EN_TITLE, ["The tower at dawn.", *EN], "en", {"image": TOWER}),
    "paywall": (pages.paywall(), EN_TITLE, EN, "en", {}),
    "credits at both ends": (
        pages.credits_at_both_ends(),
        HAN_TITLE,
        HAN,
        "zh-Hans",
        {
            "authors": ["张三"],
            "editors": ["李四"],
            "keywords": ("灯塔", "渔港"),
            "published": MORNING_IN_CHINA,
            "origin": "示例日报",
        },
    ),
    "linked data": (
        pages.linked_data(),
        EN_TITLE,
        EN,
        "en",
        {
            **JANE,
            "editors": ["John Smith"],
            "section": ("World", "Harbors"),
            "keywords": ("lighthouse", "harbor"),
            "image": TOWER,
            "published": datetime(2026, 11, 24, 6, 15, tzinfo=UTC),
            "updated": datetime(2026, 11, 24, 7, tzinfo=UTC),
        },
    ),
    "minified": (pages.minified(), EN_TITLE, EN, "en", {}),
    "AMP": (pages.amp(), EN_TITLE, EN, "en", {"image": TOWER}),
    "traditional characters": (
        pages.traditional(),
        pages.HANT_TITLE,
        pages.HANT,
        "zh-Hant",
        {
            "authors": ["王小明"],
            "editors": ["陳大文"],
            "section": ("地方", "臺中"),
            "keywords": ("市場", "攤商"),
            "published": MORNING_IN_CHINA,
        },
    ),
    "ruby": (pages.ruby(), HAN_TITLE, HAN, "zh-Hans", {}),
    "Japanese": (
        pages.simple(pages.JA_TITLE, pages.JA, "ja", "<p>2026年11月24日 17:15　文＝山田太郎</p>"),
        pages.JA_TITLE,
        pages.JA,
        "ja",
        {"authors": ["山田太郎"], "published": MORNING},
    ),
    "Korean": (
        pages.simple(
            pages.KO_TITLE, pages.KO, "ko", "<p>홍길동 기자</p><p>입력 2026.11.24. 17:15</p>"
        ),
        pages.KO_TITLE,
        pages.KO,
        "ko",
        {"authors": ["홍길동"], "published": MORNING},
    ),
    "Russian": (
        pages.simple(
            pages.RU_TITLE, pages.RU, "ru", "<p>Автор: Анна Иванова</p><p>24 ноября 2026</p>"
        ),
        pages.RU_TITLE,
        pages.RU,
        "ru",
        {"authors": ["Анна Иванова"]},
    ),
    "German": (
        pages.simple(pages.DE_TITLE, pages.DE, "de", "<p>Von Anna Muster</p>"),
        pages.DE_TITLE,
        pages.DE,
        "de",
        {"authors": ["Anna Muster"]},
    ),
    "Arabic": (
        pages.simple(pages.AR_TITLE, pages.AR, "ar", direction="rtl"),
        pages.AR_TITLE,
        pages.AR,
        "ar",
        {},
    ),
}


@pytest.mark.parametrize(("page", "title", "texts", "language", "said"), PAGES.values(), ids=PAGES)
def test_a_page_gives_its_article_and_nothing_else(
    page: str, title: str, texts: list[str], language: str, said: dict[str, object]
) -> None:
    found = entry(page)
    assert found.title == title
    assert paragraphs(found) == texts
    assert found.language == language
    got = facts(found)
    if "published" not in said:  # a day without a clock
        got.pop("published", None)
    assert got == said


@pytest.mark.parametrize(
    ("name", "charset"),
    [
        *((name, "gb2312") for name in PAGES if PAGES[name][2] is HAN and name != "ruby"),
        *((name, "utf-16") for name in PAGES),
        ("traditional characters", "big5"),
        ("traditional characters", "gbk"),
        ("Japanese", "shift_jis"),
        ("Japanese", "euc-jp"),
        ("Korean", "euc-kr"),
        ("Russian", "windows-1251"),
        ("German", "windows-1252"),
        ("Arabic", "windows-1256"),
    ],
)
def test_the_charset_of_a_page_changes_nothing(name: str, charset: str) -> None:
    page = PAGES[name][0].replace('<meta charset="utf-8">', f'<meta charset="{charset}">')
    assert entry(page.encode(charset)) == entry(PAGES[name][0])


def test_ruby_stays_in_the_content_and_not_in_the_text() -> None:
    found = entry(pages.ruby())
    assert "<ruby>渔港<rp>(</rp><rt>yúgǎng</rt><rp>)</rp></ruby>" in found.content
    assert "yúgǎng" not in found.summary


def test_a_table_of_facts_is_part_of_the_article() -> None:
    text = paragraphs(entry(pages.infobox()))
    assert [line for line in text if line in EN] == EN
    assert "1893" in " ".join(text)


def test_late_images_are_there_and_logos_are_not() -> None:
    content = entry(pages.late_images()).content
    assert f'<img src="{TOWER}">' in content
    assert '<img src="https://img.example/bell.jpg">' in content
    assert "logo" not in content
    assert "blank.gif" not in content


@pytest.mark.parametrize(
    ("date", "url", "language", "instant"),
    [
        ("2026-11-24 08:15", "https://news.example.cn/1", "", MORNING_IN_CHINA),
        ("2026-11-24 08:15", "https://news.example/1", "zh-CN", MORNING_IN_CHINA),
        ("2026-11-24 08:15", "https://news.example.tw/1", "zh-TW", MORNING_IN_CHINA),
        ("2026年11月24日08:15", "https://news.example.cn/1", "", MORNING_IN_CHINA),
        ("2026/11/24 08:15:00", "https://news.example.cn/1", "", MORNING_IN_CHINA),
        ("发布时间：2026-11-24 08:15", "https://news.example.cn/1", "", MORNING_IN_CHINA),
        (
            "時間：2026-11-24 08:15 來源：示例日報",
            "https://news.example.tw/1",
            "",
            MORNING_IN_CHINA,
        ),
        ("24.11.2026, 09:15 Uhr", "https://news.example.de/1", "de", MORNING),
        ("24. November 2026, 09:15 Uhr", "https://news.example.de/1", "de", MORNING),
        ("2026년 11월 24일 17:15", "https://news.example.kr/1", "ko", MORNING),
        ("2026年11月24日 17:15", "https://news.example.jp/1", "ja", MORNING),
        ("November 24, 2026 8:15 am", "https://news.example/1", "en", MORNING),
        ("Nov 24, 2026, 8:15 AM UTC", "https://news.example/1", "en", MORNING),
        ("24 November 2026 08:15 GMT", "https://news.example.cn/1", "en", MORNING),
        ("2026-11-24T08:15:00Z", "https://news.example.cn/1", "en", MORNING),
        ("2026-11-24T16:15:00+08:00", "https://news.example/1", "en", MORNING),
    ],
)
def test_dates_are_read_in_the_zone_of_the_site(
    date: str, url: str, language: str, instant: datetime
) -> None:
    texts = {"de": pages.DE, "ja": pages.JA, "ko": pages.KO, "en": EN}.get(language, HAN)
    page = pages.page(
        f"<h1>{HAN_TITLE}</h1><div class='i'><span>{date}</span></div>{pages.paragraphs(texts)}",
        title=HAN_TITLE,
        language=language,
    )
    found = entry(page, url)
    assert found.published == instant
    assert paragraphs(found) == texts


@pytest.mark.parametrize(
    ("head", "url", "link"),
    [
        (
            '<link rel="canonical" href="https://news.example/a">',
            "https://news.example/a?x=1",
            "https://news.example/a",
        ),
        (
            '<link rel="canonical" href="https://www.news.example/a">',
            "https://m.news.example/a",
            "https://www.news.example/a",
        ),
        (
            '<link rel="canonical" href="https://else.example/a">',
            "https://news.example/a",
            "https://news.example/a",
        ),
        (
            '<link rel="canonical" href="https://news.example/">',
            "https://news.example/a",
            "https://news.example/a",
        ),
        (
            '<link rel="canonical" href="http://[x">',
            "https://news.example/a",
            "https://news.example/a",
        ),
        (
            '<meta property="og:url" content="/b">',
            "https://news.example/a",
            "https://news.example/b",
        ),
        ("", "https://news.example/a#top", "https://news.example/a"),
    ],
)
def test_the_address_is_the_canonical_one_unless_it_leads_elsewhere(
    head: str, url: str, link: str
) -> None:
    page = pages.page(f"<h1>{EN_TITLE}</h1>{pages.paragraphs(EN)}", title=EN_TITLE, head=head)
    found = entry(page, url).url
    assert found is not None
    assert found.split("#")[0] == link


def test_addresses_are_resolved_against_the_base_of_the_page() -> None:
    texts = pages.paragraphs(EN).replace("tower", '<a href="t.html">tower</a>', 1)
    page = pages.page(
        f"<h1>{EN_TITLE}</h1><div><img src='i.jpg'>{texts}</div>",
        title=EN_TITLE,
        head='<base href="https://cdn.example/sub/">',
    )
    found = entry(page)
    assert found.image == "https://cdn.example/sub/i.jpg"
    assert 'href="https://cdn.example/sub/t.html"' in found.content


# Rules --------------------------------------------------------------------------------------------

ODD = pages.page(
    f'<p class="t">The odd title</p><p class="w">By Jane Doe</p><p class="d">24|11|2026</p>'
    f'<p class="s"><b>World</b><b>Harbors</b></p><p class="k">light; tower</p>'
    f'<div class="b">{pages.paragraphs(EN)}<p class="ad">Buy a boat, said the man.</p></div>',
    title=EN_TITLE,
    language="en",
)


def rules(**select: str) -> Rules:
    return Rules(select=tuple(select.items()))


def test_selectors_say_where_fields_stand() -> None:
    found = entry(
        ODD, rules=rules(title=".t", author=".w", section=".s b", keywords=".k", body=".b")
    )
    assert found.title == "The odd title"
    assert [person.name for person in found.authors] == ["Jane Doe"]
    assert found.section == ("World", "Harbors")
    assert found.keywords == ("light", "tower")
    assert paragraphs(found)[:4] == EN


def test_an_attribute_can_be_selected() -> None:
    page = ODD.replace('<p class="d">', '<p class="d" data-at="2026-11-24T08:15:00Z">')
    assert entry(page, rules=rules(date=".d@data-at")).published == MORNING


def test_what_rules_remove_is_not_there() -> None:
    assert "boat" in entry(ODD, rules=rules(body=".b")).content
    found = entry(ODD, rules=Rules(select=(("body", ".b"),), remove=(".ad",)))
    assert paragraphs(found) == EN


def test_replacements_reach_the_title_and_the_text() -> None:
    found = entry(ODD, rules=Rules(replace=(("Lighthouse", "Tower"), ("lighthouse", "beacon"))))
    assert "Lighthouse" not in found.title
    assert "Tower" in found.title
    assert "beacon" in found.content


def test_a_date_is_read_as_the_rules_say_it_is_written() -> None:
    found = entry(ODD, rules=Rules(select=(("date", ".d"),), date_format="%d|%m|%Y"))
    assert found.published is not None
    assert found.published.date().isoformat() == "2026-11-24"


@pytest.mark.parametrize("field", ["title", "author", "date", "section", "keywords", "body"])
def test_a_selector_that_finds_nothing_is_named(field: str) -> None:
    with pytest.raises(ReadError, match=rf"^{field}: '\.none' finds nothing on the page$"):
        entry(ODD, rules=rules(**{field: ".none"}))


@pytest.mark.parametrize("field", ["title", "author", "date", "section", "keywords", "body"])
def test_a_selector_that_cannot_be_read_is_named(field: str) -> None:
    with pytest.raises(ReadError, match=rf"^{field}: .*is no selector"):
        entry(ODD, rules=rules(**{field: "p["}))


def test_so_are_others_that_cannot_be_read() -> None:
    with pytest.raises(ReadError, match=r"^remove: .*is no selector"):
        entry(ODD, rules=Rules(remove=("p[",)))
    with pytest.raises(ReadError, match=r"'\(': "):
        entry(ODD, rules=Rules(replace=(("(", ""),)))


# Pages that are none ------------------------------------------------------------------------------

NONE = {
    "login": (
        "login",
        '<h1>Log in</h1><form><input name="u"><input type="password" name="p"><button>Go</button>'
        "</form>",
    ),
    "consent": (
        "consent",
        "<h1>Before you continue</h1><p>We use cookies, and so do our 812 partners.</p>"
        "<button>Accept all</button>",
    ),
    "shell": ("shell", '<div id="root"></div><script src="/app.js"></script>'),
    "shell that says so": (
        "shell",
        "<noscript>x</noscript><p>Please enable JavaScript to run this app.</p>",
    ),
    "soft 404": ("missing", "<h1>Page not found</h1><p>Perhaps it was moved, perhaps not.</p>"),
    "soft 404 in Chinese": ("missing", "<h2>抱歉，您访问的页面不存在</h2><a href='/'>返回首页</a>"),
    "soft 404 in German": ("missing", "<h1>Seite nicht gefunden</h1>"),
    "challenge": ("challenge", "<h1>Just a moment...</h1><p>Checking your browser.</p>"),
    "challenge in Chinese": ("challenge", "<h1>安全验证</h1><p>请完成下列验证后继续访问</p>"),
    "one word": ("article", "<h1>Title</h1><p>Word</p>"),
    "only navigation": ("article", pages.NAVIGATION * 5 + pages.headlines(30, "Harbor")),
    "only a footer": ("article", pages.FOOTER),
    "nothing": ("empty", ""),
}


@pytest.mark.parametrize(("kind", "body"), NONE.values(), ids=NONE)
def test_a_page_without_an_article_is_refused_and_says_why(kind: str, body: str) -> None:
    with pytest.raises(ReadError) as error:
        entry(pages.page(body, title="Example News"))
    assert error.value.kind == kind


def test_an_article_about_logins_and_missing_pages_is_an_article() -> None:
    title = "Page not found: a history of the error that everybody knows"
    page = pages.page(
        f'<form><input type="password"></form><h1>{title}</h1>{pages.paragraphs(EN * 2)}',
        title=title,
    )
    assert paragraphs(entry(page)) == EN * 2


@pytest.mark.parametrize("tag", ["div", "span", "b", "table", "ul", "blockquote"])
def test_fifty_thousand_nested_tags_cost_seconds_at_most(tag: str) -> None:
    start = time.process_time()
    page = pages.page(f"<{tag}>" * 50_000 + pages.paragraphs(EN), title=EN_TITLE)
    with contextlib.suppress(ReadError):
        read(page.encode(), url=URL, kind="article")
    assert time.process_time() - start < 10


@pytest.mark.parametrize("kind", ["article", "auto"])
def test_twenty_megabytes_cost_seconds_at_most(kind: str) -> None:
    chance = random.Random(1)
    texts = [pages.sentences(chance, "latin", 6, 12) for _ in range(2_000)]
    body = pages.paragraphs(texts) * 16
    page = pages.page(f"<h1>{EN_TITLE}</h1><article>{body}</article>", title=EN_TITLE).encode()
    assert len(page) > 20_000_000
    start = time.process_time()
    read(page, url=URL, kind=kind)
    assert time.process_time() - start < 20


# Laws ---------------------------------------------------------------------------------------------

NUMBERS = st.integers(0, 10**9)
SCRIPTS = st.sampled_from(["han", "latin"])


@settings(max_examples=200)
@given(NUMBERS, SCRIPTS)
def test_a_generated_article_gives_back_its_paragraphs(number: int, script: str) -> None:
    page, title, texts = pages.generated(number, script)
    found = entry(page)
    assert found.title == title
    assert paragraphs(found) == texts


@settings(max_examples=100)
@given(NUMBERS, SCRIPTS)
def test_what_stands_around_an_article_changes_nothing(number: int, script: str) -> None:
    bare, _, texts = pages.generated(number, script, around=False)
    around, _, _ = pages.generated(number, script)
    assert paragraphs(entry(bare)) == paragraphs(entry(around)) == texts


@settings(max_examples=60)
@given(
    st.sampled_from(list(PAGES)),
    st.sampled_from([pages.NAVIGATION, pages.HAN_NAVIGATION]),
    st.sampled_from([pages.FOOTER, pages.HAN_FOOTER]),
    st.integers(0, 20),
)
def test_boilerplate_around_a_page_changes_nothing(
    name: str, above: str, below: str, links: int
) -> None:
    page, title, texts, *_ = PAGES[name]
    page = page.replace("</body>", f"{pages.headlines(links)}{below}</body>")
    if "<body>" in page:
        page = page.replace("<body>", f"<body>{above}")
    found = entry(page)
    assert found.title == title
    assert paragraphs(found) == texts


SEEDS = [page.encode() for page, *_ in PAGES.values()] + [
    pages.page(body, title="Example").encode() for _, body in NONE.values()
]
PIECES = st.sampled_from(
    b"</div> <div> <table><tr><td> <!-- <script> </script> <p> &#xD83D; \x00 \xff <template>"
    b' <a href="'
    b' <base href="//[x"> <h1> <br> <ruby> <svg> <select> {"@type":"NewsArticle"} &gt; | </article>'
    b" <time datetime=x> 2026-02-30".split(b" ")
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A page, cut, spliced with another, nested, repeated or encoded anew."""
    body = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        here, there = sorted(draw(st.tuples(*[st.integers(0, len(body))] * 2)))
        match draw(st.sampled_from(["cut", "drop", "splice", "nest", "repeat", "encode", "junk"])):
            case "cut":
                body = body[:there]
            case "drop":
                body = body[:here] + body[there:]
            case "splice":
                body = body[:here] + draw(st.sampled_from(SEEDS))[there:]
            case "nest":
                body = body[:here] + body + body[here:]
            case "repeat":
                body = body[:here] + body[here:there] * draw(st.integers(2, 9)) + body[there:]
            case "encode":
                charset = draw(st.sampled_from(["utf-16", "gb18030", "big5", "cp1252", "utf-32"]))
                body = body.decode("utf-8", "replace").encode(charset, "ignore")
            case _:
                body = body[:here] + draw(PIECES | st.binary(max_size=8)) + body[here:]
        body = body[:60_000]
    return body


@settings(max_examples=400)
@given(mutated(), st.sampled_from(["article", "listing", "text", "auto"]))
def test_reading_a_mutated_page_gives_a_feed_or_a_reason(body: bytes, kind: str) -> None:
    try:
        feed = read(body, url=URL, content_type="text/html", kind=kind)
    except ReadError:
        return
    assert isinstance(feed, RawFeed)
    assert feed.entries
    source = Source(id="test", url=URL)
    document = Document(feed, source, URL, NOW)
    for item in identify(feed, source, URL, ""):
        found = normalize(item, document)
        assert found.title == " ".join(found.title.split())
