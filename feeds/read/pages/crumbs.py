"""The breadcrumb that a page shows -> its section path.

``首頁>黨派·聲音>統一戰線``, ``您的位置：``, ``Home › World › Asia``: by its markup, or by its words
where they are text alone. The way home and the article itself are no sections.
"""

from __future__ import annotations

import re

from turbohtml import Element

from feeds.model import Section
from feeds.read.pages.credits import simplified
from feeds.read.pages.page import Page, line, lines

_MARKED = (
    '[itemtype*="BreadcrumbList" i], [typeof*="BreadcrumbList" i], [aria-label*="breadcrumb" i], '
    '[class*="crumb" i], [id*="crumb" i], [class*="location" i], [id*="location" i], '
    '[class*="position" i], [id*="position" i], [class*="path" i], [id*="path" i], '
    '[class*="weizhi" i], [class*="dqwz" i], [class*="curpos" i], [class*="lujing" i], '
    '[class*="sitemap-nav" i], [class*="daohang" i], [class*="rootline" i], [class*="ariadne" i]'
)
_SURE = re.compile(r"crumb|weizhi|dqwz|curpos|lujing|rootline|ariadne", re.I)
_LEAD = re.compile(
    r"^\W*(?:您|你)?(?:现在|当前|目前)?(?:的|所在)*(?:位置|位於|位于|栏目|导航)(?:是|在)?\s*[:：>›»]?\s*"
    r"|^(?:you are here|sie sind hier|sie befinden sich hier|vous êtes ici|estás en|está aquí|"
    r"ti trovi in|u bent hier|вы здесь|jesteś tutaj|现在地|현재 ?위치)\s*[:：]?\s*",
    re.I,
)
_LED = re.compile(
    r"(?:您|你)(?:现在|当前|目前)?(?:的|所在)+(?:位置|栏目)|(?:当前|现在|所在|现在的|目前)位置|"
    r"you are here|"
    r"sie sind hier|sie befinden sich|vous êtes ici|вы здесь|现在地",
    re.I,
)
_SEPARATOR = re.compile(r"\s*(?:&gt;|[>›»▸▶→＞〉❯»]|-->|->|::)+\s*")
_WEAK_SEPARATOR = re.compile(r"\s+[/|·•\\-]\s+|\s*[／|｜]\s*|(?<=\S)/(?=\S)")
_HOME = re.compile(
    r".{0,8}(?:首页|主页)|home(?:page)?|start(?:seite)?|accueil|inicio|início|(?:pagina )?home|"
    r"главная|strona główna|główna|forside|etusivu|hem|ana ?sayfa|ホーム|トップ|top|홈|الرئيسية|"
    r"front ?page|首頁|回首页|返回首页|网站首页|domů|hjem|voorpagina|acasă|trang chủ",
    re.I,
)
_ITSELF = re.compile(
    r"正文|本文|内容|内容页|详细|详细内容|详情|全文|文章|文章内容|文章正文|新闻正文|新闻详情|浏览文章|"
    r"查看|阅读|内容正文|信息内容|article|current page|details?|full (?:text|story)|记事|기사",
    re.I,
)
_TEXTS = ("div", "p", "td", "span", "nav", "ul", "section", "dd")
_LONGEST_NAME, _MOST = 40, 8


def breadcrumb(page: Page, title: str) -> Section:
    """The section path that the page shows; empty if it shows none."""
    single: Section = ()
    for element in _candidates(page):
        steps = _steps(element)
        path = path_of(steps, title)
        if path and len(steps) > 1:
            return path
        single = single or path
    return single


def path_of(steps: list[str], title: str = "") -> Section:
    """The sections among the steps of a breadcrumb; empty if they are none."""
    names: list[str] = []
    for number, step in enumerate(steps):
        name = _once(step.strip(" \u3000>›»/|:：·-"))
        plain = simplified(name)
        if not name or (number == 0 and _HOME.fullmatch(plain)):
            continue
        if _ITSELF.fullmatch(plain) or (number and _HOME.fullmatch(plain)):
            continue
        if number == len(steps) - 1 and title and _same(name, title):
            continue
        names.append(name)
    if len(names) > _MOST or any(len(name) > _LONGEST_NAME for name in names):
        return ()
    return tuple(dict.fromkeys(names))


def steps_of_text(text: str) -> list[str]:
    """The steps of a breadcrumb that is one line of text; empty if the line is none."""
    plain = simplified(text)
    lead = _LEAD.match(plain) if _LED.search(plain) else None
    rest = text[lead.end() :] if lead else text
    if len(rest) > 200 or re.search(r"[。！？]", rest):
        return []
    steps = _SEPARATOR.split(rest)
    if len(steps) < 2 and (lead or _HOME.fullmatch(simplified(_WEAK_SEPARATOR.split(rest)[0]))):
        steps = _WEAK_SEPARATOR.split(rest)
    steps = [step for step in steps if step.strip()]
    led = lead is not None or _HOME.fullmatch(simplified(steps[0].strip())) if steps else False
    return steps if len(steps) >= 2 or (steps and led) else []


def _candidates(page: Page) -> list[Element]:
    """Elements that may be a breadcrumb, the likeliest first."""
    found: list[tuple[int, int, int, Element]] = []
    for number, element in enumerate(page.body.select(_MARKED)[:80]):
        text = element.text
        if len(text) > 1500 or element.tag in ("body", "main", "article", "form", "input", "h1"):
            continue
        shown = " ".join(text.split())
        if not 1 < len(shown) <= 160:
            continue
        plain = simplified(shown)
        kind = (element.attr("itemtype") or element.attr("typeof") or "").lower()
        sure = _SURE.search(_named(element)) or "breadcrumb" in kind
        told = _LED.search(plain) or plain.endswith("正文") or _SEPARATOR.search(shown)
        if sure or told:
            found.append((0 if sure else 1, len(shown), number, element))
    if not found:
        found += [(2, 0, 0, element) for element in _told(page)]
    found.sort(key=lambda item: item[:3])
    return [element for *_, element in found]


def _told(page: Page) -> list[Element]:
    """The smallest elements whose text says that it is a breadcrumb, or reads like one."""
    found: list[Element] = []
    for element in page.body.iter_elements(_TEXTS):
        text = element.text
        if not 3 < len(text) <= 400:
            continue
        shown = " ".join(text.split())
        plain = simplified(shown)
        if len(shown) > 120 or not (
            _LED.search(plain)
            or (_SEPARATOR.search(shown) and _begins_at_home(shown))
            or (plain.endswith("正文") and _SEPARATOR.search(shown))
        ):
            continue
        if found and any(above is found[-1] for above in element.ancestors):
            found[-1] = element
        else:
            found.append(element)
    return found[:5]


def _begins_at_home(shown: str) -> bool:
    return _HOME.fullmatch(simplified(_SEPARATOR.split(shown)[0].strip())) is not None


def _named(element: Element) -> str:
    return " ".join(element.attr(name) or "" for name in ("class", "id", "aria-label"))


def _steps(element: Element) -> list[str]:
    """The steps in an element: between separators, else its links or list items."""
    text = line(element)
    if len(steps := steps_of_text(text)) > 1:
        return steps
    items = element.select("li") or element.select("a")
    links = [line(item) for item in items]
    links = [link for link in links if link]
    if len(links) < 2 and not (links and _SURE.search(_named(element))):
        return []
    rest = [part for part in lines(element) if part not in links]
    tail = rest[-1:] if rest and text.endswith(rest[-1]) else []
    if tail and links and tail[0].endswith(links[-1]):  # numbered, or nothing between them
        tail = []
    return [*links, *tail] if len(links) + len(tail) <= _MOST + 2 else []


def _once(name: str) -> str:
    """A name that stands twice, as the last step and as the heading below it, once."""
    half = len(name) // 2
    first, second = name[:half].strip(), name[half:].strip()
    return first if first and first == second and name[half : half + 1].isspace() else name


def _same(name: str, title: str) -> bool:
    """Whether a step is the article itself: its title, or as much of it as is shown."""
    short = re.sub(r"\W+", "", name.rstrip(".…"))
    return len(short) > 3 and re.sub(r"\W+", "", title).startswith(short)
