"""What our pages say, in the site's language."""

from __future__ import annotations

_WORDS = {
    "en": {
        "subscribe": "Subscribe",
        "how": "Copy one of these addresses into your feed reader.",
        "all": "Everything",
        "sections": "Sections",
        "keywords": "Keywords",
        "sources": "Sources",
        "entries": "entries",
        "none": "Nothing here yet.",
        "opml": "All feeds as OPML",
        "home": "All feeds",
        "undated": "no date",
        "health": "Health of the sources",
        "machine": "This is a feed. Copy its address into a feed reader to subscribe.",
    },
    "zh-Hant": {
        "subscribe": "訂閱",
        "how": "將以下任一網址貼到閱讀器即可訂閱。",
        "all": "全部文章",
        "sections": "欄目",
        "keywords": "關鍵詞",
        "sources": "來源",
        "entries": "篇",
        "none": "尚無文章。",
        "opml": "全部訂閱（OPML）",
        "home": "全部訂閱",
        "undated": "日期不詳",
        "health": "來源狀況",
        "machine": "這是一份訂閱源，請將網址貼到閱讀器即可訂閱。",
    },
    "zh-Hans": {
        "subscribe": "订阅",
        "how": "将以下任一网址粘贴到阅读器即可订阅。",
        "all": "全部文章",
        "sections": "栏目",
        "keywords": "关键词",
        "sources": "来源",
        "entries": "篇",
        "none": "暂无文章。",
        "opml": "全部订阅（OPML）",
        "home": "全部订阅",
        "undated": "日期不详",
        "health": "来源状况",
        "machine": "这是一份订阅源，请将网址粘贴到阅读器即可订阅。",
    },
}
_CHINESE = {"tw": "zh-Hant", "hk": "zh-Hant", "mo": "zh-Hant", "hant": "zh-Hant", "hans": "zh-Hans"}


def words(language: str) -> dict[str, str]:
    """The words for a BCP 47 tag: traditional or simplified Chinese, else English."""
    parts = language.lower().split("-")
    if parts[0] != "zh":
        return _WORDS["en"]
    return _WORDS[next((_CHINESE[part] for part in parts[1:] if part in _CHINESE), "zh-Hans")]
