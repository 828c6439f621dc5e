"""What pages say of themselves to machines, and how they say it wrongly."""

import json
from typing import Any

import pytest

from feeds.read.pages.page import Page
from feeds.read.pages.structured import Facts, facts


def said(head: str = "", body: str = "") -> Facts:
    return facts(
        Page(f"<html><head>{head}</head><body>{body}</body></html>", "https://h.example/a")
    )


def linked(*texts: str) -> Facts:
    return said("".join(f'<script type="application/ld+json">{text}</script>' for text in texts))


def article(**fields: Any) -> Facts:
    return linked(json.dumps({"@type": "NewsArticle", "headline": "T", **fields}))


NODE = '{"@context":"https://schema.org","@type":"NewsArticle","headline":"T"}'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NODE, id="one"),
        pytest.param(f"[{NODE}]", id="array"),
        pytest.param(f"[[{NODE}]]", id="array in an array"),
        pytest.param(f'{{"@graph":[{{"@type":"WebSite","name":"S"}},{NODE}]}}', id="graph"),
        pytest.param(f'{{"@type":"WebPage","mainEntity":{NODE}}}', id="within a page"),
        pytest.param(f"<!--{NODE}-->", id="comment"),
        pytest.param(f"<!-- {NODE} // -->", id="comment of scripts"),
        pytest.param(f"//<![CDATA[\n{NODE}\n//]]>", id="CDATA"),
        pytest.param(f"/*<![CDATA[*/{NODE}/*]]>*/", id="CDATA in a comment"),
        pytest.param(f"{NODE};", id="semicolon"),
        pytest.param(f"\n\t {NODE} \n", id="spaces"),
        pytest.param(f"\ufeff{NODE}", id="mark"),
        pytest.param(NODE.replace('"T"}', '"T",}'), id="comma too many"),
        pytest.param(f"[{NODE},]", id="comma at the end of an array"),
        pytest.param(NODE.replace('"T"', '"T\n"'), id="raw line break"),
        pytest.param(NODE.replace('"NewsArticle"', '["Thing","NewsArticle"]'), id="several types"),
        pytest.param(
            NODE.replace('"NewsArticle"', '"http://schema.org/NewsArticle"'), id="whole type"
        ),
        pytest.param(NODE.replace("NewsArticle", "BlogPosting"), id="blog"),
        pytest.param(NODE.replace("NewsArticle", "ReportageNewsArticle"), id="reportage"),
        pytest.param(NODE.replace("headline", "name"), id="name"),
        pytest.param(NODE.replace('"T"', '{"@value":"T","@language":"en"}'), id="value"),
        pytest.param(NODE.replace('"T"', '["T"]'), id="list"),
    ],
)
def test_an_article_is_found(text: str) -> None:
    found = linked(text)
    assert found.titles == ("T",)
    assert found.is_article


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "42",
        '"x"',
        '{"@type":"WebSite","name":"S"}',
        "[" * 100_000,
        '{"@type":null}',
        '{"@type":{"a":1}}',
        '{"@type":"Product","name":"P"}',
        "undefined",
        '{"@graph":null}',
        '{"@type":"BreadcrumbList","itemListElement":null}',
    ],
    ids=lambda text: text[:40],
)
def test_what_is_none_or_broken_says_nothing(text: str) -> None:
    found = linked(text)
    assert not found.titles
    assert not found.is_article
    assert not found.breadcrumb


def test_a_broken_text_does_not_hide_the_next() -> None:
    assert linked("{broken", NODE).titles == ("T",)


def test_of_several_articles_the_one_that_says_most_is_the_pages() -> None:
    teaser = '{"@type":"NewsArticle","headline":"Other"}'
    whole = '{"@type":"NewsArticle","headline":"T","datePublished":"2026-11-24","author":"A"}'
    assert linked(teaser, whole, teaser).titles == ("T",)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        (["Jane Doe", "John Smith"], ("Jane Doe", "John Smith")),
        ({"@type": "Person", "name": "Jane Doe"}, ("Jane Doe",)),
        ({"name": "Jane Doe"}, ("Jane Doe",)),
        ({"@type": "Person", "name": ["Jane Doe", "John Smith"]}, ("Jane Doe", "John Smith")),
        ([{"@type": "Person", "name": "A B"}, {"@type": "Organization", "name": "O"}], ("A B",)),
        ({"@type": "NewsMediaOrganization", "name": "Example"}, ()),
        ({"@type": "Person", "name": "https://h.example/jane"}, ()),
        ({"@type": "Person"}, ()),
        ({"@type": "Person", "name": None}, ()),
        ([], ()),
        (None, ()),
        ([None, 3, {"name": ""}], ("3",)),
        ("O&#x27;Neill", ("O'Neill",)),
    ],
)
def test_authors_come_in_many_forms(author: Any, names: tuple[str, ...]) -> None:
    assert article(author=author).authors == names


def test_an_article_says_everything() -> None:
    found = article(
        datePublished="2026-11-24T08:15:00Z",
        dateModified="2026-11-25",
        dateCreated="2026-11-01",
        articleSection=["World", "Asia"],
        keywords=["a", "b"],
        image=[{"@type": "ImageObject", "url": "/i.jpg"}, "/j.jpg"],
        description="  Of  a  harbor ",
        publisher={"@type": "Organization", "name": "Example News"},
        editor={"@type": "Person", "name": "John Smith"},
        inLanguage="en-GB",
        articleBody="It was.",
    )
    assert found._replace(is_article=False, names={}) == Facts(
        titles=("T",),
        editors=("John Smith",),
        published=("2026-11-24T08:15:00Z",),
        updated=("2026-11-25",),
        sections=("World", "Asia"),
        tags=("a", "b"),
        images=("/i.jpg", "/j.jpg"),
        summaries=("Of a harbor",),
        sites=("Example News",),
        languages=("en-GB",),
        body="It was.",
        is_linked=True,
    )


@pytest.mark.parametrize(
    ("items", "path"),
    [
        ([{"position": 1, "name": "A"}, {"position": 2, "name": "B"}], ("A", "B")),
        ([{"position": 2, "name": "B"}, {"position": 1, "name": "A"}], ("A", "B")),
        ([{"position": "2", "name": "B"}, {"position": "1", "name": "A"}], ("A", "B")),
        ([{"item": {"@id": "/a", "name": "A"}}, {"item": {"name": "B"}}], ("A", "B")),
        ([{"position": None, "name": "A"}, {"position": "x", "name": "B"}], ("A", "B")),
        ([{"name": "A"}, {"name": ""}, {}, None, "https://h.example/"], ("A",)),
        (["A", "B"], ("A", "B")),
        ({"name": "A"}, ("A",)),
        (None, ()),
    ],
)
def test_breadcrumbs_are_in_the_order_of_their_positions(items: Any, path: tuple[str, ...]) -> None:
    assert (
        linked(json.dumps({"@type": "BreadcrumbList", "itemListElement": items})).breadcrumb == path
    )


def test_of_several_breadcrumbs_the_longest_is_taken() -> None:
    lists = [
        {"@type": "BreadcrumbList", "itemListElement": [{"name": name} for name in names]}
        for names in ("A", "ABC", "XY")
    ]
    assert linked(json.dumps({"@graph": lists})).breadcrumb == ("A", "B", "C")


@pytest.mark.parametrize(
    ("meta", "field", "value"),
    [
        ('property="og:title" content="T"', "titles", ("T",)),
        ('name="og:title" content="T"', "titles", ("T",)),
        ('name="TWITTER:TITLE" content=" T  t "', "titles", ("T t",)),
        ('name="DC.Title" content="T"', "titles", ("T",)),
        ('name="dc:title" content="T"', "titles", ("T",)),
        ('name="author" content="Jane Doe"', "authors", ("Jane Doe",)),
        ('property="article:author" content="Jane Doe"', "authors", ("Jane Doe",)),
        ('name="DC.creator" content="Jane Doe"', "authors", ("Jane Doe",)),
        ('name="editor" content="John"', "editors", ("John",)),
        ('property="article:published_time" content="2026-11-24"', "published", ("2026-11-24",)),
        ('name="pubdate" content="2026-11-24"', "published", ("2026-11-24",)),
        ('name="publishdate" content="2026-11-24"', "published", ("2026-11-24",)),
        ('name="DC.date.issued" content="2026-11-24"', "published", ("2026-11-24",)),
        ('itemprop="datePublished" content="2026-11-24"', "published", ("2026-11-24",)),
        ('property="article:modified_time" content="2026"', "updated", ("2026",)),
        ('property="article:section" content="World"', "sections", ("World",)),
        ('property="article:tag" content="Tide"', "tags", ("Tide",)),
        ('name="news_keywords" content="a, b"', "tags", ("a, b",)),
        ('name="keywords" content="a,b"', "keywords", ("a,b",)),
        ('property="og:image" content="/i.jpg"', "images", ("/i.jpg",)),
        ('property="og:image:secure_url" content="/i.jpg"', "images", ("/i.jpg",)),
        ('name="description" content="D"', "summaries", ("D",)),
        ('property="og:site_name" content="S"', "sites", ("S",)),
        ('name="source" content="S"', "origins", ("S",)),
        ('property="og:locale" content="zh_TW"', "languages", ("zh_TW",)),
        ('name="unknown" content="x"', "titles", ()),
        ('name="author" content=" "', "authors", ()),
        ('name="author"', "authors", ()),
        ('name="description" content="a &amp;amp; b"', "summaries", ("a & b",)),
    ],
)
def test_meta_elements_of_many_vocabularies(meta: str, field: str, value: tuple[str, ...]) -> None:
    assert getattr(said(f"<meta {meta}>"), field) == value


def test_names_that_are_trusted_more_go_first() -> None:
    found = said(
        '<meta name="date" content="c"><meta property="og:published_time" content="b">'
        '<meta property="article:published_time" content="a">'
    )
    assert found.published == ("a", "b", "c")


def test_linked_data_goes_before_meta_elements() -> None:
    found = said(
        f'<meta property="og:title" content="M"><script type="application/ld+json">{NODE}</script>'
    )
    assert found.titles == ("T", "M")


MICRODATA = """<article itemscope itemtype="https://schema.org/NewsArticle">
 <h1 itemprop="headline">T
 t</h1><div itemprop="author" itemscope><a itemprop="url" href="/jane"></a>
 <span itemprop="name">Jane
 Doe</span></div><time itemprop="datePublished" datetime="2026-11-24">Tuesday</time><meta
 itemprop="dateModified" content="2026-11-25"><span itemprop="articleSection">World</span><i
 itemprop="keywords">a, b</i></article>"""


def test_microdata_is_read_where_it_stands() -> None:
    found = said(body=MICRODATA)
    assert found.titles == ("T t",)
    assert found.authors == ("Jane Doe",)
    assert found.published == ("2026-11-24",)
    assert found.updated == ("2026-11-25",)
    assert found.sections == ("World",)
    assert found.tags == ("a, b",)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/c">', "/c"),
        ('<link rel="Canonical nofollow" href="/c"><meta property="og:url" content="/o">', "/c"),
        ('<meta property="og:url" content="/o">', "/o"),
        ('<link rel="canonical">', None),
        ("", None),
    ],
)
def test_the_canonical_address(head: str, url: str | None) -> None:
    assert said(head).url == url


@pytest.mark.parametrize(("kind", "known"), [("article", True), ("news", True), ("website", False)])
def test_open_graph_says_what_a_page_is(kind: str, known: bool) -> None:
    assert said(f'<meta property="og:type" content="{kind}">').is_article == known


def test_much_linked_data_costs_little() -> None:
    nodes = [{"@type": "NewsArticle", "headline": str(number)} for number in range(50_000)]
    assert linked(json.dumps({"@graph": nodes})).titles == ("0",)
