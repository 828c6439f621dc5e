"""Pages that answer in place of what was asked for: logins, walls, shells and pages not found."""

from __future__ import annotations

import re

from feeds.errors import ReadError
from feeds.read.pages.credits import simplified
from feeds.read.pages.page import Page, line, lines

_MISSING = re.compile(
    r"\b(?:error )?404\b|\b(?:page|article|content|story) (?:was )?not found\b|^not found$"
    r"|page (?:doesn.t|does not) exist|no longer available"
    r"|(?:页面|网页|文章|内容)(?:不存在|已删除|未找到|找不到|无法找到|走丢)"
    r"|(?:找不到|没有找到|无法找到|您访问的).{0,6}(?:页面|网页|文章)"
    r"|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada"
    r"|pagina non trovata|страница не найдена|ページが見つかりません|페이지를 찾을 수 없",
    re.I,
)
_CHALLENGE = re.compile(
    r"just a moment|checking (?:if the site|your browser)"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot"
    r"|unusual traffic|access denied|attention required|captcha"
    r"|(?:安全|人机|访问|滑动)验证|请完成.{0,4}验证",
    re.I,
)
_CONSENT = re.compile(
    r"before you continue|we value your privacy|cookie (?:consent|settings|einstellungen)"
    r"|your (?:privacy|consent) choices|zustimmung|einwilligung|consentement|consentimiento"
    r"|manage (?:your )?consent|accept (?:all )?cookies|同意.{0,6}(?:cookie|隐私)",
    re.I,
)
_SCRIPTS = re.compile(
    r"(?:enable|requires?|need|turn on|activate) (?:to )?(?:enable )?java ?script"
    r"|javascript (?:is )?(?:disabled|required|aktivieren)"
    r"|(?:启用|开启|打开).{0,6}javascript|javascriptを有効",
    re.I,
)
_LITTLE, _SHELL = 600, 80  # characters


def refuse(page: Page) -> None:
    """Raises ReadError for a page that is there in place of another: a page of little text whose
    title, heading or form says so."""
    shown = lines(page.body)
    text = " ".join(shown)
    if len(text) > _LITTLE:
        return
    titles = [*page.tree.select("title")[:1], *page.tree.select("h1, h2")[:3]]
    heads = [line(element) for element in titles]
    said = [simplified(text) for text in (*heads, *shown[:6])]
    if any(map(_MISSING.search, said)):
        raise ReadError("missing", "the page says that what was asked for is not there")
    if any(map(_CHALLENGE.search, said)):
        raise ReadError("challenge", "a page that wants to know whether a person asks")
    if page.body.select_one('input[type="password" i]') is not None:
        raise ReadError("login", "a login page: what is behind it is for its users")
    if any(map(_CONSENT.search, said)):
        raise ReadError("consent", "a page that asks for consent first")
    if _SCRIPTS.search(simplified(text)) or (len(text) <= _SHELL and page.scripts):
        raise ReadError("shell", "an empty shell: scripts would fill this page")
    if not text:
        raise ReadError("empty", "a page without any text")
