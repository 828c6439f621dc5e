"""Hypothesis strategies: queries and entries that have a good chance of meeting."""

from __future__ import annotations

from hypothesis import strategies as st

from feeds.errors import QueryError
from feeds.model import Person
from feeds.route import Query, Subject, parse_query, subject_of
from tests.examples import entry

# Words that are easily taken for one another; a query and an entry are made of one family.
_FAMILIES = [
    "幹 干 乾 幹部 干部 乾部 樹幹 树干 後 后",
    "頭髮 头发 頭發 髮 發 发 頭 出發 头",
    "台灣 臺灣 台湾 颱風 台风 台 臺 颱 裏 裡 里 為 爲 为",
    "扶貧 扶贫 精準扶貧 貧 黨派·聲音 黨派聲音 黨派・聲音 聲音 党派",
    "carbon Carbon tax carbon-tax climate clim cli\u00admate change CHANGE go good",
    "c++ C++11 c# C c C+ f# F A+ 用C++寫 objective-c .net asp.net node.js",
    "AT&T e-mail E‑mail email COVID-19 covid ＣＯＶＩＤ－１９ 19 2019 R&D l'eau l’eau eau",
    "5G 5g ５Ｇ 5G手機 手機 手 機 5 15g 機會",
    "élysée elysee ÉLYSÉE e\u0301lyse\u0301e Łódź lodz за\u0301мок замок Ёлка елка йод иод",
    "서울 서울에서 동서울 KBS뉴스 뉴스 KBS 시장 BTS는 BTS",
    "東京 東京都 東 カタカナ ｶﾀｶﾅ カ が か は ไทย ประเทศไทย ย",
    "harbour harbours harbouring run runs running runner fisher fishing fishers",
    "הָאָרֶץ הארץ ארץ كِتَاب كتاب ب हिन्दी हि न्दी क्षि क",
    "#metoo metoo @name name US$100 $100 100 1,000 000 foo_bar foo bar . -- ++ + !",
    "𠮷野家 吉野家 野家 👨‍👩‍👧 😀 ❤️ ❤ ﬁ fi ① 1",
]
_BETWEEN = [" ", " ", " ", "  ", "", "", ", ", "-", "、", "\n", "·", "。", " — ", "\u3000", "’"]
_NAMES = ["周曉帆", "周晓帆", "Jane Doe", "José", "Jane", "김철수"]
_ADDRESSES = [
    None,
    "https://news.example/",
    "https://www.news.example/a/b?id=1",
    "https://news.example/%E6%96%B0/x",
    "http://other.example:8080/a",
]
_LANGUAGES = "en zh zh-Hant zh-Hans zh-TW zh-HK yue fr nb pt-BR".split()
_FACTS = (
    'source:news source:news* lang:zh lang:zh-Hant lang:no section:党派聲音 section:"world news" '
    "section:黨派·聲音/統一戰線 section:AC/DC url:news.example url:news.example/a "
    "url:news.example/新* age:1d age:>30d age:<1y "
    "/c[+#]+/ /GO{2,}d/i title:/^c/i url:/id=[0-9]/ /[東幹].?\\w/ "
    'author:周曉帆 author:"jane_doe" author:jose author:김*'
)
_sections = st.sampled_from(
    "黨派·聲音 党派聲音 統一戰線 World_News world-news AC/DC 民生".replace("_", " ").split()
)


def _parsed(text: str, stem: bool) -> Query | None:
    try:
        return parse_query(text, stem=stem)
    except QueryError:
        return None


def _queries(words: list[str]) -> st.SearchStrategy[Query]:
    word = st.sampled_from(words)
    phrase = st.lists(
        st.tuples(word, st.sampled_from(_BETWEEN).filter(lambda sign: sign != "\n")),
        min_size=1,
        max_size=3,
    ).map(lambda parts: "".join(word + between for word, between in parts))
    term = st.one_of(
        word,
        st.builds('"{}"'.format, word),
        st.builds("{}*".format, word),
        st.builds("「{}」".format, phrase),
        st.builds('"{}"*'.format, phrase),
        st.text("".join(words), min_size=1, max_size=3),
    )
    some = term | st.builds("({} OR {})".format, term, term)
    leaf = st.one_of(
        term,
        term,
        st.builds("{}:{}".format, st.sampled_from("title body author keyword".split()), term),
        st.sampled_from(_FACTS.split()).map(lambda fact: fact.replace("_", " ")),
        st.builds("{} NEAR/{} {}".format, some, st.integers(0, 6), some),
        st.builds("title:({} | {})".format, term, term),
    )
    joined = st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds("{} {}".format, inner, inner),
            st.builds("({}) OR {}".format, inner, inner),
            st.builds("({}) AND NOT ({})".format, inner, inner),
            st.builds("-({})".format, inner),
        ),
        max_leaves=4,
    )
    return st.builds(_parsed, joined, st.booleans()).filter(lambda query: query is not None)


def _subjects(words: list[str]) -> st.SearchStrategy[Subject]:
    piece = st.sampled_from(words) | st.text("".join(words), min_size=1, max_size=3)
    text = st.lists(
        st.tuples(piece, st.sampled_from(_BETWEEN)),
        max_size=12,
    ).map(lambda parts: "".join(word + between for word, between in parts))
    line = text.map(lambda found: " ".join(found.split()))
    made = st.builds(
        entry,
        title=line,
        keywords=st.lists(line | st.sampled_from(words), max_size=3).map(tuple),
        authors=st.lists(st.builds(Person, st.sampled_from(_NAMES) | line), max_size=2).map(tuple),
        section=st.lists(_sections, max_size=3).map(tuple),
        url=st.sampled_from(_ADDRESSES),
        source=st.sampled_from(["news", "news.example-feed", "files"]),
        language=st.none() | st.sampled_from(_LANGUAGES),
    )
    return st.builds(subject_of, made, text, st.integers(0, 40_000_000))


_families = [(_queries(words), _subjects(words)) for words in map(str.split, _FAMILIES)]

meetings = st.sampled_from(_families).flatmap(
    lambda family: st.tuples(st.lists(family[0], min_size=1, max_size=8), family[1])
)
"""A few queries, and an entry of the words that they are made of."""

queries = st.one_of([family[0] for family in _families])
"""Queries with all that they can say."""
