"""Pages that answer in place of what was asked for: logins, walls, shells and pages not found."""

from __future__ import annotations

import re

from feeds.errors import ReadError
from feeds.read.pages.page import Page, line, lines

_MISSING = re.compile(
    r"\b(?:error )?404\b|\b(?:page|article|content|story) (?:was )?not found\b|^not found$|"
    r"page (?:doesn.t|does not) exist|no longer available|(?:页面|頁面|网页|網頁|文章|内容|內容)(?:不存在|已删除|"
    r"已刪除|未找到|找不到|无法找到|走丢)|(?:找不到|没有找到|沒有找到|无法找到|您访问的).{0,6}(?:页面|頁面|网页|網頁|文章)|"
    r"seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|"
    r"pagina non trovata|страница не найдена|ページが見つかりません|페이지를 찾을 수 없",
    re.I,
)
_CHALLENGE = re.compile(
    r"just a moment|checking (?:if the site|your browser)|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"are you a robot|unusual traffic|access denied|attention required|captcha|安全验证|安全驗證|人机验证|"
    r"访问验证|滑动验证|请完成.{0,4}验证",
    re.I,
)
_CONSENT = re.compile(
    r"before you continue|we value your privacy|cookie (?:consent|settings|einstellungen)|your (?:privacy|"
    r"consent) choices|zustimmung|einwilligung|consentement|consentimiento|manage (?:your )?consent|"
    r"accept (?:all )?cookies|同意.{0,6}(?:cookie|隐私)",
    re.I,
)
_SCRIPTS = re.compile(
    r"(?:enable|requires?|need|turn on|activate) (?:to )?(?:enable )?java ?script|javascript (?:is )?(?:disabled|"
    r"required|aktivieren)|(?:启用|啟用|开启|開啟|打开).{0,6}javascript|javascriptを有効",
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
    said = [*heads, *shown[:6]]
    if any(map(_MISSING.search, said)):
        raise ReadError("missing", "the page says that what was asked for is not there")
    if any(map(_CHALLENGE.search, said)):
        raise ReadError("challenge", "a page that wants to know whether a person asks")
    if page.body.select_one('input[type="password" i]') is not None:
        raise ReadError("login", "a login page: what is behind it is for its users")
    if any(map(_CONSENT.search, said)):
        raise ReadError("consent", "a page that asks for consent first")
    if len(text) <= _SHELL or _SCRIPTS.search(text):
        if _SCRIPTS.search(text) or page.scripts:
            raise ReadError("shell", "an empty shell: scripts would fill this page")
        if not text:
            raise ReadError("empty", "a page without any text")
