"""What a single link says of itself: whether its text is a headline and its address an article."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]")
_WORD = re.compile(r"[^\W\d_]+")

# A link that says no more than this leads on to something that is named elsewhere.
_GENERIC = re.compile(
    r"(?:read|learn|see|view|show|load|find out|discover)?\s?(?:the )?(?:full |whole )?"
    r"(?:more|all|details?|article|story|post|report)(?: (?:about|on|details?|here|info)\b.*)?"
    r"|read(?: (?:now|on|it|this|more|full|the)\b.*)?|continue(?: reading\b.*)?|go|open|here|link"
    r"|click here|(?:listen|watch|download|play|view)(?: (?:now|here|episode|pdf|video|audio))?"
    r"|by(?: [A-Z]\w*\.?){2,3}|pdf(?: ?\(.*\))?|permalink"
    r"|permanent link|full (?:text|story|article)|comments?|repl(?:y|ies)"
    r"|\d+ (?:comments?|repl(?:y|ies)|likes?|shares?|points?|views?|kommentare?)|leave a comment.*"
    r"|no comments|share|tweet|print|e-?mail|save|next|previous|prev|older.*|newer.*|back|top|home"
    r"|mehr(?: (?:lesen|erfahren|dazu|anzeigen|infos?)\b.*)?|weiter(?:lesen)?|zum artikel|details"
    r"|zur meldung|kommentare?|alle .{0,12}anzeigen"
    r"|lire(?: (?:la suite|plus|l.article)\b.*)?|en savoir plus.*|la suite|voir (?:plus|tout)|suite"
    r"|leer(?: más)?|ver (?:más|mais|todos?)|seguir leyendo|más|leia mais|ler mais|saiba mais|mais"
    r"|leggi(?: tutto| di più)?|continua.*|scopri.*|lees (?:meer|verder)|czytaj.*|więcej|läs mer"
    r"|les mer|læs mere|lue lisää|devamı.*|подробнее.*|читать.*|далее|ещё|еще|докладніше|читати.*"
    r"|(?:اقرأ|إقرأ|قراءة|عرض|شاهد)? ?(?:المزيد|التفاصيل)|اقرأ.*|ادامه.*|بیشتر|קרא עוד|xem thêm"
    r"|(?:点击|點擊|查看|阅读|閱讀|了解|浏览|瀏覽|显示|顯示|繼續|继续|加载|載入|看)?"
    r"(?:更多|全文|全部|详细|詳細|详情|詳情|内容|內容|原文|閱讀|阅读)(?:内容|內容|新闻|新聞|信息)?"
    r"|[详詳][细細全]|正文|评论|評論|留言|分享|收藏|回复|回覆|跟[贴帖]|下载|下載|返回.*|首[页頁]|[上下]一[页頁]"
    r"|続きを(?:読む|見る)|もっと(?:見る|読む)|詳し(?:く|くはこちら|く見る)|詳細(?:を見る|はこちら)?"
    r"|記事を読む|一覧(?:へ|を見る)?|더 ?보기|자세히(?: 보기)?|전체 ?보기|계속 읽기",
    re.I,
)
_TRIM = " \t\r\n\u3000\xa0«»‹›<>→←↑↓➜➔▶►▸…._-–—·•|[]()（）【】「」〔〕:：+＋!！>＞﹥*^#"
_BULLET = re.compile(r"^(?:[·•●■◆▪□◇○►▶▸»›>＞*‧∙・※★☆]\s*|[-–—]\s+)+")

# Parts of addresses of what is no article.
_ELSEWHERE = frozenset(
    "tag tags category categories cat author authors user users u member members profile people"
    " account login signin sign-in signup sign-up register registration subscribe subscription"
    " newsletter about about-us contact contact-us privacy terms imprint impressum datenschutz"
    " agb legal cookies search suche comment comments keywords keyword feed rss help faq support"
    " cart checkout shop store product share sharer intent advertise advertising ads adclick"
    " sitemap label labels genre wp-login.php wp-admin topics page logout reply donate jobs"
    " careers events calendar".split()
)
_PAGES = re.compile(r"(?:index|default|home|list)(?:[_-]?\d*)?(?:\.\w+)?|page-?\d*", re.I)
_DATED = re.compile(r"(?:19|20)\d\d[-/_]?(?:0[1-9]|1[0-2])|/\d\d/\d{4}/")
_ID = re.compile(r"\d{4,}")
_HEX = re.compile(r"(?=[a-z\d_-]*\d)(?=[a-z\d_-]*[a-z])[a-z\d_-]{8,}", re.I)
_QUERY_ID = re.compile(
    r"(?:^|[&?])(?:\w*id|p|no|a|aid|v|n|idx|num|seq|docno|article|news|story|tid|thread|t)"
    r"=[\w-]*\d",
    re.I,
)
_FILE = re.compile(r"\.(?:s?html?|aspx?|php\d?|jsp|pdf|docx?|cfm|do)$", re.I)
_OTHER_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|zip|rar|exe|apk|xml|rss|atom|ics|mp3|m4a|ogg)$", re.I
)


def words(text: str) -> float:
    """How many words a text has; two characters of East Asia count as one."""
    eastern = len(_EASTERN.findall(text))
    others = _WORD.findall(_EASTERN.sub(" ", text))
    letters = sum(map(len, others))
    return eastern / 2 + max(sum(len(word) > 1 for word in others), letters / 6)


def is_generic(text: str) -> bool:
    """Whether a link's text names nothing: "Read more", "[詳細]", a number, signs."""
    bare = text.strip(_TRIM)
    return not _WORD.search(bare) or _GENERIC.fullmatch(bare) is not None


def plain(text: str) -> str:
    """A headline without the bullet that is written before it."""
    return _BULLET.sub("", text).strip()


def site(url: str) -> str:
    """The name under which a host and its sub-domains stand, as far as it can be told."""
    labels = (urlsplit(url).hostname or "").split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if short else -2 :])


def shape(url: str) -> float:
    """How much an address looks like an article's: 1 very much, 0 no matter, -1 not at all."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    steps = [step for step in path.split("/") if step]
    if _OTHER_FILES.search(path):
        return -1.0
    if any(step.lower() in _ELSEWHERE for step in steps[:-1]) or (
        steps and steps[-1].partition(".")[0].lower() in _ELSEWHERE
    ):
        return -0.6
    if _QUERY_ID.search(parts.query):
        return 0.8
    if not steps or _PAGES.fullmatch(steps[-1]):
        return 0.5 if steps and _DATED.search(path) and len(steps) > 2 else -0.7
    last = _FILE.sub("", steps[-1])
    if _DATED.search(path) or _ID.search(last):
        return 1.0
    if last.isdigit():
        if _FILE.search(steps[-1]):
            return 0.9
        return 0.2 if len(last) < 3 else 0.9 if len(steps) > 1 else 0.3
    if _HEX.fullmatch(last):
        return 0.8
    pieces = [piece for piece in re.split(r"[-_+\s]", last) if piece]
    if len(pieces) >= 3 or words(last) >= 5:
        return 0.9 if len(pieces) >= 4 else 0.7
    if any(step.isdigit() for step in steps):
        return 0.6
    return 0.3 if len(pieces) == 2 or _FILE.search(steps[-1]) else -0.2


def pattern(url: str) -> str:
    """What an address has in common with those of its kind: numbers and slugs are alike."""
    parts = urlsplit(url)
    steps = [step for step in unquote(parts.path).split("/") if step]
    return "/".join([site(url), *map(_kind, steps, [False] * (len(steps) - 1) + [True])]) + _keys(
        parts
    )


def _kind(step: str, last: bool) -> str:
    name = _FILE.sub("", step)
    ending = step[len(name) :].lower()
    if name.isdigit():
        return "1" + ending
    return f"*{ending}" if last or re.search(r"[\d_-]", name) or len(name) > 14 else name


def _keys(parts: SplitResult) -> str:
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    return "?" + "&".join(names) if names else ""
