"""What the pages with lists of articles are made of: headlines, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Listing:
    """A page, and what is to be found on it: pairs of title and address, in order."""

    markup: str
    items: list[tuple[str, str]]
    url: str = "https://news.example.org/section/"
    dates: list[str] = field(default_factory=list)
    next: str | None = None


ENGLISH = (
    "City council approves new budget for public parks",
    "Scientists find water ice below the crater floor",
    "Local library extends its opening hours in winter",
    "Rail strike ends after two weeks of negotiations",
    "Museum returns bronze statue to its first owners",
    "Farmers report the best harvest in twenty years",
    "Old bridge closed for repairs until next spring",
    "Young orchestra wins international competition",
)
CHINESE = (
    "全国统一大市场建设取得新进展",
    "长江流域生态保护工作会议在武汉召开",
    "今年粮食产量再创历史新高",
    "新型城镇化建设稳步推进",
    "关于进一步优化营商环境的通知",
    "高铁新线路今日正式开通运营",
    "沿海各地积极应对台风天气",
    "科研团队发布最新研究成果",
)
GERMAN = (
    "Bundestag beschließt Haushalt nach langer Debatte",
    "Bahn kündigt neue Verbindungen ab Dezember an",
    "Forscher entdecken seltene Orchidee im Schwarzwald",
    "Hochwasser: Pegel am Rhein sinken wieder",
    "Bürgermeisterin eröffnet sanierte Schwimmhalle",
)
ARABIC = (
    "مجلس الوزراء يعتمد خطة جديدة للنقل العام",
    "افتتاح المعرض الدولي للكتاب في العاصمة",
    "المنتخب الوطني يتأهل إلى نهائي البطولة",
    "باحثون يكتشفون نوعا جديدا من النباتات",
    "انطلاق أعمال القمة الاقتصادية الإقليمية",
)
JAPANESE = (
    "駅前再開発の計画案を公表しました",
    "市立図書館が年末年始の開館時間を変更",
    "台風接近に伴う注意事項のお知らせ",
    "国際音楽祭の出演者が決まりました",
    "新しい防災マップを配布しています",
)
KOREAN = (
    "시의회 내년 예산안 최종 통과",
    "지하철 새 노선 다음 달 개통",
    "국제 영화제 개막작 선정 발표",
    "지역 농산물 직거래 장터 열린다",
)
RUSSIAN = (
    "Городской совет утвердил бюджет на следующий год",
    "Учёные обнаружили новый вид бабочек на Алтае",
    "В музее открылась выставка старинных карт",
    "Железная дорога запустит дополнительные поезда",
)
NOISE = (
    '<header><div class="logo"><a href="/">Example News</a></div><nav class="main-nav"><ul>'
    '<li><a href="/politics/">Politics</a></li><li><a href="/world/">World</a></li>'
    '<li><a href="/culture/">Arts and Culture</a></li><li><a href="/sport/">Sport</a></li></ul>'
    '</nav><ul class="lang"><li><a href="/de/">Deutsch</a></li><li><a href="/fr/">Français</a>'
    '</li></ul><a href="/login">Log in</a></header>'
)
FOOTER = (
    '<footer><ul><li><a href="/about-us">About our news organisation</a></li>'
    '<li><a href="/privacy-policy">Privacy policy and cookies</a></li>'
    '<li><a href="/terms-of-use">Terms and conditions of use</a></li>'
    '<li><a href="/contact">Contact the editors and the web team</a></li></ul></footer>'
)
TEXT = (
    "The decision came after months of talks between the parties involved, and it will take"
    " effect in the coming year, as officials said on Monday."
)


def page(body: str, title: str = "News", language: str = "en", head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def slug(title: str) -> str:
    return "-".join(title.lower().split()[:6]).replace(":", "")
