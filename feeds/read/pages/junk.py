"""Lines that pages put around and between the paragraphs of an article."""

from __future__ import annotations

import re
from typing import Literal

from feeds import dates
from feeds.read.pages.credits import credits_of, simplified


def _any(*groups: str) -> str:
    """Alternatives of an expression, one a line, in the characters that lines are compared in."""
    lines = (line.strip() for group in groups for line in group.strip().splitlines())
    return "|".join(simplified(line) for line in lines if line)


_DATE = re.compile(
    r"(?:19|20)\d\d ?[-/.年] ?\d\d?(?: ?[-/.月] ?\d\d?日?)?|\d\d?:\d\d(?::\d\d)?"
    r"|\d\d?[-/.月]\d\d?日?"
)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+")
# What stands before the names of people.
_BEFORE_NAMES = re.compile(
    r"\b(?:written|report(?:ed|ing)|edit(?:ed|ing)|additional|story|words|text|by|and|von|und|par|"
    r"et|por)\b",
    re.I,
)
_YEAR = re.compile(r"\d\d")
# What stands beside a date.
_TIME = re.compile(
    r"发布|发表|刊发|更新|日期|上午|下午|星期.|周[一二三四五六日]|입력|수정|等?\s*승인|公開|掲載|"
    r"(?<![^\W\d_])(?:[ap]\.?m|uhr|gmt|utc|[ce]e?s?t|published|updated|posted|last|modified|on|at|um|"
    r"am|stand|veröffentlicht|aktualisiert|publié|mis à jour|le|à|publicado|actualizado|a las|"
    r"опубликовано|обновлено|в|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
    r"(?![^\W\d_])",
    re.I,
)
_DECORATION = re.compile(r"[\W\d_]+")
# What tools and counters say.
_TOOLS = re.compile(
    _any(
        """
        举报|打印(?:本页|本文)?|分享(?:到|至)?|字号|字体|收藏|评论|纠错|阅读|浏览|点击|关注
        复制链接?|放大|缩小|超大|大|中|小|标准|默认|微信|微博|新浪|腾讯|QQ空间|QQ|朋友圈|豆瓣|易信
        二维码|参与|跟贴|推荐|更多|返回(?:顶部|首页|列表)?|关闭(?:窗口)?|上一篇|下一篇|来源|作者|编辑
        责任|时间|次|人|条
        (?<![a-z])(?:share|tweet|print|e-?mail|comments?|facebook|twitter|whatsapp|linkedin)(?![a-z])
        (?<![a-z])(?:pinterest|reddit|telegram|x|save|bookmark|copy link|more|follow)(?![a-z])
        (?<![a-z])(?:subscribe|advertisement|like|loading|anzeige|teilen|drucken)(?![a-z])
        (?<![a-z])(?:publicité|partager|imprimer|publicidad|compartir|imprimir)(?![a-z])
        (?<![a-z])(?:condividi|stampa|reklame|annons)(?![a-z])
        """
    ),
    re.I,
)
# How lines begin that stand behind an article.
_LAST = re.compile(
    _any(
        """
        相关(?:新闻|阅读|文章|链接|推荐|报道|资讯|内容|信息|专题)|延伸阅读|推荐阅读|猜你喜欢
        热门(?:推荐|文章|新闻)|更多(?:新闻|阅读|精彩|内容|报道)
        (?:免责|版权|特别|郑重|重要|法律)(?:声明|提示|说明)|声明[:：]
        本文(?:仅代表|系|为|由|转自|来自|来源|版权|首发|原载|刊于)
        未经(?:授权|许可|允许|本)|(?:转载|如需转载)(?:请|须|务必|自)
        (?:更多|欢迎)?(?:内容|精彩|资讯)?[,，]?(?:请|敬请|欢迎)?(?:关注|扫码|扫描|下载|搜索|点击)
        (?:长按|扫描|识别|扫一扫).{0,12}二维码|点击(?:进入|查看|阅读|下载|这里|此处)
        责任编辑|编辑[:：]|责编|新闻热线|投稿(?:邮箱|热线)|报料|爆料
        (?:打开|下载).{0,10}(?:app|客户端)|举报|返回|上一篇|下一篇|打印本|【?关闭
        文章关键词|关键词|标签|tags?[:：]|©|\\(c\\)|copyright|all rights reserved
        related(?: (?:articles?|stories|posts|news|content|links|topics|coverage))?\\b.{0,20}$
        read (?:more|next|also)\\b.{0,80}$|see also\\b|also (?:read|on)\\b
        more (?:on|from|stories|news|in)\\b.{0,60}$|you (?:may|might) (?:also )?like
        recommended\\b.{0,30}$|most (?:read|popular|viewed)\\b|trending\\b
        (?:share|follow|join|like|contact|email|tweet)(?: (?:this|us|on|our|via)\\b.{0,100})?$
        share the (?:article|story)
        subscribe\\b|sign up\\b|newsletter|advertisement|sponsored|filed under|posted in|topics?:
        this (?:article|story|post) (?:was|originally|first)
        leave a (?:reply|comment)|comments?\\b.{0,20}$|\\d+ comments?
        (?:mehr|lesen sie)\\b.{0,60}(?:thema|auch).{0,60}$|zum thema\\b
        lire aussi|à lire aussi|sur le même (?:sujet|thème)|te puede interesar|leggi anche|lees ook
        читайте также|関連(?:記事|リンク|ニュース)|あわせて読みたい|관련 ?기사|저작권자|무단 ?전재
        """
    ),
    re.I,
)
# What stands between two paragraphs and is of the page.
_REMARK = re.compile(
    _any(
        """
        advertisement|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|广告|реклама
        annons|reklame|ads?|continue reading(?: the main story)?|loading\\W*|image caption
        story continues (?:below|after).{0,30}|article continues.{0,40}|skip advertisement
        related article|image source[,:]?.{0,60}|play video|watch:?|scroll to continue.{0,40}
        sign up (?:for|to).{0,100}|(?:read (?:more|also)|also read|see also):?.{0,120}
        lire aussi.{0,150}|lesen sie auch.{0,150}|mehr zum thema.{0,80}|leggi anche.{0,150}
        lees ook.{0,150}|读者推荐|(?:相关|推荐|延伸|拓展)(?:阅读|新闻|报道|链接)[:：]?.{0,80}
        点击(?:进入|查看|阅读).{0,40}|更多内容请.{0,60}
        """
    ),
    re.I,
)
# What announces that others follow.
_END = re.compile(
    _any(
        """
        相关(?:新闻|阅读|文章|链接|推荐|报道|资讯)|延伸阅读|推荐阅读|猜你喜欢|热门(?:推荐|文章|新闻)
        更多(?:新闻|阅读|报道)|精彩(?:推荐|图集)|(?:免责|版权|特别|郑重)声明|网友评论|最新评论|发表评论
        related(?: (?:articles?|stories|posts|news|content|links|topics|coverage|reading))?
        (?:recommended|more|most read|popular)(?: (?:for you|stories|news|articles|posts))?
        more (?:from|on) .{1,40}|you (?:may|might) (?:also )?like.{0,20}
        leave a (?:reply|comment).{0,20}|(?:\\d+ )?comments?|(?:\\d+ )?kommentare?
        (?:das könnte|auch interessant|mehr zum thema).{0,40}
        (?:weitere|ähnliche) (?:artikel|themen|nachrichten|beiträge).{0,40}
        sur le même (?:sujet|thème).{0,20}|(?:à lire|lire) aussi
        (?:artículos relacionados|noticias relacionadas)
        関連記事|関連ニュース|관련 ?기사|похожие (?:статьи|новости)|читайте также
        """
    ),
    re.I,
)
_TURN = re.compile(r"(?:>{2,}|»|＞＞|→|>)\s*$")


def is_junk(text: str, density: float, title: str, place: Literal["first", "last"]) -> bool:
    """Whether a line at this end of an article is none of its paragraphs; `density` is how much of
    it is in links."""
    plain = simplified(text)
    if _same(plain, simplified(title)) or is_remark(text, density) or is_credit(text):
        return True
    if density > 0.7 and (len(text) < 80 or place == "last"):
        return True
    if place == "last":
        return len(text) < 400 and _LAST.match(plain.lstrip("[【(（*#-—=●■◆▲▼☆★ ")) is not None
    return bool(_TURN.search(text) and density > 0.3)


def is_end(text: str, density: float) -> bool:
    """Whether an article ends here: its editor is named, or what is related to it announced."""
    if len(text) > 100:
        return False
    if _END.fullmatch(simplified(text).strip(" :：[]【】-—=>»")):
        return True
    return density < 0.5 and bool(credits_of(text).editors) and is_credit(text)


def is_remark(text: str, density: float) -> bool:
    """Whether a line is of the page even between two paragraphs."""
    if len(text) >= 160 or not _REMARK.fullmatch(simplified(text).strip("[]【】() ")):
        return False
    return density > 0.3 or len(text) < 40 or text[:4].lower() in ("adve", "imag")


def is_credit(text: str) -> bool:
    """Whether a line is nothing but a date, names and other facts about the article."""
    if len(text) > 160:
        return False
    plain = simplified(text)
    rest = _ADDRESS.sub(" ", plain)
    found = dates.find(plain) if len(plain) <= 100 and _YEAR.search(plain) else []
    for date in found:
        rest = rest.replace(date, " ")
    rest, count = _DATE.subn(" ", rest)
    if found or count:
        rest = _TIME.sub(" ", rest)
    rest = _TOOLS.sub("", rest)
    if not _DECORATION.sub("", rest):
        return True
    said = credits_of(text)
    if not said:
        return False
    if said.title:
        return True
    names = [*said.authors, *said.editors, *said.keywords, *filter(None, [said.origin])]
    for name in names:
        rest = rest.replace(simplified(name), " ")
    rest = _BEFORE_NAMES.sub("", rest)
    return len(_DECORATION.sub("", rest)) <= max(14, len(text) // 3)


def _same(text: str, title: str) -> bool:
    one, other = (_DECORATION.sub("", value).casefold() for value in (text, title))
    return len(one) > 3 and (one == other or (len(one) > 12 and one in other))
