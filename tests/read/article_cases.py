"""What is in the pages of the tests, and how it is read."""

from __future__ import annotations

from datetime import UTC, datetime

from feeds.model import Entry, Rules, Source
from feeds.normalize import Document, identify, normalize, text_of
from feeds.read import read
from tests.read import article_pages as pages
from tests.read import article_texts
from tests.read.article_pages import URL
from tests.read.article_texts import EN, EN_TITLE, HAN, HAN_TITLE

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
        article_texts.HANT_TITLE,
        article_texts.HANT,
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
        pages.simple(
            article_texts.JA_TITLE,
            article_texts.JA,
            "ja",
            "<p>2026年11月24日 17:15　文＝山田太郎</p>",
        ),
        article_texts.JA_TITLE,
        article_texts.JA,
        "ja",
        {"authors": ["山田太郎"], "published": MORNING},
    ),
    "Korean": (
        pages.simple(
            article_texts.KO_TITLE,
            article_texts.KO,
            "ko",
            "<p>홍길동 기자</p><p>입력 2026.11.24. 17:15</p>",
        ),
        article_texts.KO_TITLE,
        article_texts.KO,
        "ko",
        {"authors": ["홍길동"], "published": MORNING},
    ),
    "Russian": (
        pages.simple(
            article_texts.RU_TITLE,
            article_texts.RU,
            "ru",
            "<p>Автор: Анна Иванова</p><p>24 ноября 2026</p>",
        ),
        article_texts.RU_TITLE,
        article_texts.RU,
        "ru",
        {"authors": ["Анна Иванова"]},
    ),
    "German": (
        pages.simple(article_texts.DE_TITLE, article_texts.DE, "de", "<p>Von Anna Muster</p>"),
        article_texts.DE_TITLE,
        article_texts.DE,
        "de",
        {"authors": ["Anna Muster"]},
    ),
    "Arabic": (
        pages.simple(article_texts.AR_TITLE, article_texts.AR, "ar", direction="rtl"),
        article_texts.AR_TITLE,
        article_texts.AR,
        "ar",
        {},
    ),
}


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
