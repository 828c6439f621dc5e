"""What a page says of itself to machines: JSON-LD, Open Graph, microdata, Dublin Core and the usual
names of meta elements.

Vocabularies: https://schema.org/NewsArticle, https://schema.org/BreadcrumbList, https://ogp.me/,
https://www.dublincore.org/specifications/dublin-core/dcmi-terms/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

from feeds.read.pages.page import Page, line

Node = dict[str, Any]
Saying = tuple[str, str, str]
"""A field, what is said of it, and the name of what says so."""

_ARTICLE = re.compile(
    r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|Review|Interview)$"
)
_COMMENTS = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\*/)?)|(?:(?://|/\*)?\s*-->|(?://|/\*)?\]\]>(?:\*/)?)\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MAX_NODES = 5_000


class Facts(NamedTuple):
    """What is said, by field, the most trustworthy first; strings as they stand there.

    `names` tells by what: the name of a member, of an element, by the field and what is said.
    """

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    breadcrumb: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    url: str | None = None
    body: str = ""
    is_article: bool = False
    is_linked: bool = False
    names: Mapping[tuple[str, str], str] = {}

    def by(self, field: str, value: str) -> str:
        """By what this is said of the field; empty if it is not."""
        return self.names.get((field, value), "")


# Names of meta elements (name, property or itemprop, lower case), in the order of trust.
_META = {
    "titles": "og:title twitter:title dc.title dcterms.title parsely-title title headline",
    "authors": "author article:author dc.creator dcterms.creator parsely-author sailthru.author "
    "byl byline authors article.author citation_author",
    "editors": "editor",
    "published": "article:published_time og:article:published_time og:published_time datepublished "
    "publish_date publishdate publish-date pubdate pub_date publication_date parsely-pub-date "
    "sailthru.date article.published og:time dc.date.issued dcterms.issued dcterms.date dc.date "
    "dcterms.created dc.date.created date_published article_date_original originalpublicationdate "
    "cxenseparse:recs:publishtime apub:time citation_publication_date weibo:article:create_at "
    "_pubtime bt:pubdate date displaydate releasedate",
    "updated": "article:modified_time og:updated_time og:article:modified_time datemodified "
    "dcterms.modified dc.date.modified lastmod last-modified last_updated_date "
    "weibo:article:update_at",
    "sections": "article:section og:article:section parsely-section articlesection "
    "sailthru.section category dc.subject.category",
    "tags": "article:tag og:article:tag news_keywords parsely-tags sailthru.tags tags",
    "keywords": "keywords dc.subject dcterms.subject",
    "images": "og:image og:image:secure_url og:image:url twitter:image twitter:image:src "
    "parsely-image-url sailthru.image.full thumbnail image",
    "summaries": "og:description description twitter:description dc.description",
    "sites": "og:site_name application-name twitter:site:name dc.publisher",
    "origins": "source original-source article:source",
    "languages": "og:locale dc.language content-language language",
}
_FIELD_OF = {
    name: (field, at) for field, names in _META.items() for at, name in enumerate(names.split())
}


def facts(page: Page) -> Facts:
    """Everything that the page says of itself."""
    found: dict[str, list[str]] = {field: [] for field in _META}
    names: dict[tuple[str, str], str] = {}
    linked = list(_linked_data(page.data))
    article = _article(linked)
    says: list[Saying] = list(_of_article(article)) if article is not None else []
    if article is None:  # properties of an article only, where there is one
        says += _microdata(page)
    for field, value, name in (*says, *_metas(page)):
        found[field].append(value)
        names.setdefault((field, value), name)
    canonical = page.tree.select_one('link[rel~="canonical" i][href]')
    social = page.tree.select_one('meta[property="og:url" i][content]')
    url = canonical.attr("href") if canonical else None
    names["url", url or ""] = "link rel=canonical"
    if not url and social:
        url = social.attr("content")
        names["url", url or ""] = "og:url"
    return Facts(
        **{field: tuple(dict.fromkeys(values)) for field, values in found.items()},
        breadcrumb=_breadcrumb(linked),
        url=url,
        body=_text(article.get("articleBody")) if article else "",
        is_article=article is not None or _is_article(page),
        is_linked=article is not None,
        names=names,
    )


def _is_article(page: Page) -> bool:
    kind = page.tree.select_one('meta[property="og:type" i][content]')
    return kind is not None and (kind.attr("content") or "").lower() in ("article", "news")


def _metas(page: Page) -> Iterator[Saying]:
    """The contents of meta elements, the most trusted name first."""
    ranked: list[tuple[int, Saying]] = []
    for meta in page.tree.select("meta[content]"):
        name = meta.attr("property") or meta.attr("name") or meta.attr("itemprop") or ""
        name = name.strip()
        known = _FIELD_OF.get(name.lower().replace("dc:", "dc."))
        if known and (content := _text(meta.attr("content"))):
            shown = name if re.search("[:.]", name) else f"meta {name}"
            ranked.append((known[1], (known[0], content, shown)))
    ranked.sort(key=lambda ranked: ranked[0])
    return (saying for _, saying in ranked)


def _linked_data(texts: list[str]) -> Iterator[Node]:
    """All nodes of the page's JSON-LD, outermost first."""
    budget = _MAX_NODES
    for text in texts:
        queue = [_json(text)]
        while queue and budget:
            value = queue.pop(0)
            budget -= 1
            if isinstance(value, list):
                queue[:0] = value[:_MAX_NODES]
            elif isinstance(value, dict):
                yield value
                queue += [inner for inner in value.values() if isinstance(inner, (dict, list))]


def _json(text: str) -> Any:
    """JSON as pages have it: in comments, with raw line breaks and commas too many."""
    text = _COMMENTS.sub("", text.lstrip("\ufeff")).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: Node) -> list[str]:
    given = node.get("@type")
    listed = given if isinstance(given, list) else [given]
    return [str(kind).rpartition("/")[2] for kind in listed if kind]


def _article(nodes: list[Node]) -> Node | None:
    """The node that is the article: of several the one that says most."""
    articles = [node for node in nodes if any(map(_ARTICLE.match, _types(node)))]
    named = [node for node in articles if node.get("headline") or node.get("name")]
    return max(named, key=lambda node: len(node), default=articles[0] if articles else None)


def _of_article(article: Node) -> Iterator[Saying]:
    for field, (read, properties) in _PROPERTIES.items():
        for name in properties:
            if values := read(article.get(name)):
                yield from ((field, value, f"JSON-LD {name}") for value in values)
                break


def _breadcrumb(nodes: list[Node]) -> tuple[str, ...]:
    """The names of the longest BreadcrumbList, in the order of their positions."""
    best: tuple[str, ...] = ()
    for node in nodes:
        if "BreadcrumbList" not in _types(node):
            continue
        listed = node.get("itemListElement")
        steps = [step for step in (listed if isinstance(listed, list) else [listed]) if step]
        steps.sort(key=lambda step: _position(step))
        names = [_step_name(step) for step in steps]
        found = tuple(name for name in names if name)
        best = max(best, found, key=len)
    return best


def _position(step: Any) -> float:
    try:
        return float(step.get("position", 0))
    except (AttributeError, TypeError, ValueError):
        return 0.0


def _step_name(step: Any) -> str:
    if not isinstance(step, dict):
        return _text(step) if isinstance(step, str) and "/" not in step else ""
    inner = step.get("item")
    return _text(step.get("name")) or (_text(inner.get("name")) if isinstance(inner, dict) else "")


def _microdata(page: Page) -> Iterator[Saying]:
    """Properties of microdata that stand in the page (HTML, section 5)."""
    fields = {
        "headline": "titles", "author": "authors", "editor": "editors",
        "datePublished": "published", "dateModified": "updated", "articleSection": "sections",
        "keywords": "tags",
    }  # fmt: skip
    for element in page.tree.select("[itemprop]")[:500]:
        for name in (element.attr("itemprop") or "").split():
            field = fields.get(name, "")
            if not field:
                continue
            if field == "authors" and (inner := element.select_one('[itemprop="name"]')):
                element = inner
            value = element.attr("content") or element.attr("datetime") or line(element)
            if value := _text(value):
                yield field, value, f"itemprop {name}"


def _text(value: Any) -> str:
    """A text in one line, its entities resolved: many a system escapes what needs it not."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return ""
    text = unescape(value) if "&" in value else value
    return " ".join(text.split())


def _texts(value: Any) -> list[str]:
    return [text for text in map(_text, value if isinstance(value, list) else [value]) if text]


def _names(value: Any) -> list[str]:
    """Names of people and organizations, of which some are given as nodes."""
    found = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        found += [text for text in _texts(name) if not text.startswith(("http:", "https:"))]
    return found


def _people(value: Any) -> list[str]:
    """Names of people: organizations sign for what nobody does."""
    listed = value if isinstance(value, list) else [value]
    return _names([item for item in listed if not isinstance(item, dict) or not _is_body(item)])


def _is_body(node: Node) -> bool:
    return any(kind.endswith("Organization") for kind in _types(node))


def _addresses(value: Any) -> list[str]:
    found = []
    for item in value if isinstance(value, list) else [value]:
        address = (item.get("url") or item.get("contentUrl")) if isinstance(item, dict) else item
        found += _texts(address)
    return found


# What of an article's JSON-LD says a field: of several properties the first that says something.
_PROPERTIES: dict[str, tuple[Callable[[Any], list[str]], tuple[str, ...]]] = {
    "titles": (_texts, ("headline", "name")),
    "authors": (_people, ("author", "creator")),
    "editors": (_people, ("editor",)),
    "published": (_texts, ("datePublished", "dateCreated")),
    "updated": (_texts, ("dateModified",)),
    "sections": (_texts, ("articleSection",)),
    "tags": (_texts, ("keywords",)),
    "images": (_addresses, ("image", "thumbnailUrl")),
    "summaries": (_texts, ("description",)),
    "sites": (_names, ("publisher", "sourceOrganization")),
    "languages": (_texts, ("inLanguage",)),
}
