"""The text of the article on a page: where it stands, and what stands in it that is not of it.

Sentences are what an article has and navigation has not. The article is the smallest element that
holds most of the page's sentences; then what pages put around and between its paragraphs is cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from turbohtml import Element

from feeds.read.pages.junk import is_end, is_junk, is_remark
from feeds.read.pages.outline import Block, Outline, outline
from feeds.read.pages.page import Page

# What is beside an article by its name: surely, and perhaps.
_SURELY = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|comment-?(?:list|box|area|section)|commentaires|kommentare?|"
    r"comentarios|forum|disqus\w*|respond|replies|pinglun|side-?bar\w*|footer|breadcrumbs?|related\w*|"
    r"recommend\w*|xiangguan|tuijian|cookie\w*|consent|gdpr|newsletter\w*|next-?(?:post|stor)\w*|"
    r"read-?next|outbrain\w*|taboola\w*|yarpp\w*|jp-relatedposts|more-?(?:news|stories|from|articles)|"
    r"most-?(?:read|popular|viewed)|trending|nav|navi|navigation|navbar|menu)(?:$|[\s_-])",
    re.I,
)
_PERHAPS = re.compile(
    r"(?:^|[\s_-])(?:share\w*|sharing|social\w*|sns|fenxiang|relate|recom|foot|bottom-?nav|daohang|"
    r"advert\w*|ads?|adbox|ad-(?:slot|unit|box|wrap\w*)|guanggao|banner\w*|promo\w*|sponsor\w*|subscri\w*|"
    r"sign-?up|login\w*|popup|modal\w*|overlay|copyright|disclaimer|tag-?(?:list|s|cloud|box)|hot-?\w*|"
    r"rank\w*|popular\w*|tool-?(?:bar|box|s)|pagination|pager|page-?nav\w*|prev-?next|post-?nav\w*|"
    r"authors?-?(?:box|bio|info|card)?|about-?author|bio|(?:mfp-|is-)?hid(?:e|den)|d-none|qr-?code|erweima|widget\w*|teaser\w*|read-?more|"
    r"see-?also|skip\w*|screen-?reader\w*|visually-?hidden|sr-only|feedback|rating\w*|vote|poll|"
    r"donat\w*|slideshow\w*|slider|carousel\w*|gallery\w*|player\w*|video-?player|respond|caption-?credit|print-?only|noprint)(?:$|[\s_-])",
    re.I,
)
_ASIDE_TAGS = frozenset(("nav", "footer", "aside", "form", "dialog", "menu"))
_ASIDE_ROLES = frozenset(("navigation", "complementary", "contentinfo", "dialog", "banner"))
# What is part of a text, and never the whole of it.
_PARTS = frozenset("p ul ol li dl dd dt pre span b strong font blockquote h1 h2 h3".split())
_BODY = re.compile(
    r"article-?(?:body|content|text|main|detail|con)\b|articlebody|(?:post|entry|story|news|text|"
    r"main|page|detail)[-_]?(?:body|content|text|con|article|detail)\b|\bentry\b|hentry|\barticle\b|"
    r"\bstory\b|\bzhengwen\b|\bcontent\b|\bcontent[-_]?(?:text|detail|area|main)\b|trs_editor|"
    r"ueditor|js_content|rich_media_content|endtext|artibody|\bpost\b|\btext\b|neirong",
    re.I,
)
_SENTENCE = re.compile(r"[。！？…；]|[.!?;](?=\s|[\"'”’»)\]]|$)|[,，、：](?=.)|[؟،।]")
_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DOMINANT = 0.85
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True)
class Body:
    """Where the article stands: the element, its blocks, the lines before and after it in page
    order, and those that were cut at its own beginning and end or stood beside its text."""

    element: Element
    blocks: list[Block]
    before: list[Block]
    after: list[Block]

    @property
    def size(self) -> float:
        """How much text there is: a character of Chinese, Japanese or Korean counts as 2.5."""
        text = "".join(block.text for block in self.blocks)
        return len(text) + 1.5 * len(_ASIAN.findall(text))


def weight(block: Block) -> float:
    """How much a block is worth as text of an article: its length, if there are sentences in it.

    A character of Chinese, Japanese or Korean says as much as some two and a half of others.
    """
    text = block.text
    own = len(text) - block.linked
    if own <= 0 or block.density > 0.6:
        return 0.0
    asian = len(_ASIAN.findall(text))
    length = own + 1.5 * min(asian, own)
    marks = len(_SENTENCE.findall(text))
    if marks == 0:
        return length * (0.3 if length > 60 else 0.05)
    if length < 60:
        return length * 0.4
    return length * (1 - block.density)


def asides(page: Outline, weights: list[float]) -> list[bool]:
    """Which elements are beside any article, by what they are called.

    Names mislead: what holds most of the text is the article whatever its name, and where names
    that are less sure would take most of the rest away, they are not asked.
    """
    sums = page.sums(weights)
    total = sums[0]
    surely, perhaps = [False] * len(sums), [False] * len(sums)
    for number, element in enumerate(page.elements[1:], 1):
        named = _named(element)
        style = element.attr("style")
        if (
            element.tag in _ASIDE_TAGS
            or element.attr("role") in _ASIDE_ROLES
            or _SURELY.search(named)
            or (style and _HIDDEN.search(style))
        ):
            surely[number] = sums[number] <= 0.85 * total
        elif len(named) > 1 and _PERHAPS.search(named):
            perhaps[number] = sums[number] <= 0.4 * total
    sure = page.marked(surely)
    both = page.marked([a or b for a, b in zip(surely, perhaps, strict=True)])
    left, rest = (
        sum(w for block, w in zip(page.blocks, weights, strict=True) if not marks[block.parent])
        for marks in (sure, both)
    )
    if left < 0.2 * total:  # one of the names holds the article
        return page.marked([m and sums[n] <= 0.3 * total for n, m in enumerate(surely)])
    return both if rest >= 0.5 * left else sure


def _named(element: Element) -> str:
    return f"{element.attr('class') or ''} {element.attr('id') or ''}"


def find_body(page: Page, title: str, chosen: Element | None = None) -> Body | None:
    """The article on the page whose title is this, or the text of the element that a person chose;
    None if there is no text worth the name."""
    whole = outline(page.body)
    weights = [weight(block) for block in whole.blocks]
    beside = asides(whole, weights)
    kept = [0.0 if beside[b.parent] else w for b, w in zip(whole.blocks, weights, strict=True)]
    sums = whole.sums(kept)
    if chosen is not None:
        root = next((n for n, element in enumerate(whole.elements) if element == chosen), 0)
        beside = [False] * len(whole.elements)
    elif sums[0] <= 0:
        return None
    else:
        root = _root(whole, sums)
    inside = whole.inside(root)
    numbers = [number for number, block in enumerate(whole.blocks) if inside[block.parent]]
    if not numbers:
        return None
    blocks = [whole.blocks[number] for number in numbers]
    own = [block for block in blocks if not beside[block.parent]]
    start, end = _bounds(whole, own, title) if chosen is None else (0, len(own))
    taken = [block for block in own[start:end] if not is_remark(block.text, block.density)]
    if not taken:
        return None
    keep = {id(block) for block in taken}
    for number in range(root + 1, len(whole.elements)):
        if inside[number] and beside[number] and not beside[whole.parents[number]]:
            whole.elements[number].decompose()
    for block in blocks:
        if id(block) not in keep and not beside[block.parent]:
            for node in block.nodes:
                node.extract()
    first, last = numbers[0], numbers[-1]
    return Body(
        whole.elements[root],
        taken,
        [*whole.blocks[:first], *own[:start]],
        [*own[end:], *(b for b in blocks if beside[b.parent]), *whole.blocks[last + 1 :]],
    )


def _root(page: Outline, sums: list[float]) -> int:
    """The smallest element that holds most of the text."""
    children: dict[int, list[int]] = {}
    for number in range(1, len(sums)):
        if sums[number] > 0:
            children.setdefault(page.parents[number], []).append(number)
    current = 0
    while True:
        best = max(children.get(current, ()), key=lambda number: sums[number], default=None)
        if best is None:
            return current
        element = page.elements[best]
        needed = _DOMINANT * sums[current]
        if element.attr("itemprop") == "articleBody":
            needed *= 0.5
        elif element.tag == "article" or _BODY.search(_named(element)):
            needed *= 0.8
        if sums[best] < needed:
            return current
        inner: int | None = best
        while element.tag in ("table", "tbody", "tr") and inner is not None:  # a layout of old
            inner = max(children.get(inner, ()), key=lambda number: sums[number], default=None)
            if inner is None or sums[inner] < needed:
                return current
            element = page.elements[inner]
        if inner is None or element.tag in _PARTS:
            return current
        current = inner


def _bounds(page: Outline, own: list[Block], title: str) -> tuple[int, int]:
    """Where among the blocks the article begins and ends."""
    start, end = 0, _end(own)
    while start < end and is_junk(own[start].text, own[start].density, title, "first"):
        start += 1
    while end > start and (
        is_junk(own[end - 1].text, own[end - 1].density, title, "last")
        or page.elements[own[end - 1].parent].tag in _HEADINGS
    ):
        end -= 1
    return start, end


def _end(blocks: list[Block]) -> int:
    """Where the article ends: at the line that names its editor, or that announces others, if most
    of the text stands before it."""
    total = sum(map(weight, blocks))
    before = 0.0
    for number, block in enumerate(blocks):
        if before >= 0.5 * total and is_end(block.text, block.density):
            return number
        before += weight(block)
    return len(blocks)
