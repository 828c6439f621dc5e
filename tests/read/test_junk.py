"""Lines that pages put around and between an article's paragraphs, and paragraphs that look so."""

import pytest

from feeds.read.pages.junk import is_credit, is_end, is_junk, is_remark

TITLE = "老灯塔重新点亮 渔港夜色添新景"

LAST = """
责任编辑：张三
相关新闻
相关阅读：另一盏灯塔
延伸閱讀
推荐阅读
更多精彩内容，请关注我们的公众号
版权声明：未经授权，不得转载
免责声明：本文仅代表作者本人观点，与本网无关。
本文转自示例日报
未经许可，任何人不得转载。
转载请注明出处
长按识别二维码关注我们
扫描二维码下载客户端
打开示例新闻客户端，阅读更多
新闻热线：010-1234567
投稿邮箱：news@news.example
【关闭窗口】
返回首页
上一篇：昨天的新闻
下一篇：明天的新闻
Related stories
Read more: another lighthouse
See also: bells
You may also like
Most read
Share this article
Share
Follow us on the networks
Subscribe to our newsletter
Sign up for our newsletter
Copyright 2026 Example News. All rights reserved.
© 2026 Example News
Filed under: harbors
Leave a reply
3 comments
This article was first published in Example Weekly.
Mehr zum Thema
Lesen Sie auch: Glocken
Lire aussi
Te puede interesar
Leggi anche
Lees ook
Читайте также
関連記事
관련 기사
저작권자 ⓒ 예시뉴스 무단전재 금지
""".strip().splitlines()

FIRST = """
2026-11-24 08:15
2026年11月24日08:15
2026年11月24日 08:15 来源：示例日报
发布时间：2026-11-24
November 24, 2026 8:15 am
24. November 2026, 09:15 Uhr
Published: November 24, 2026
Updated 24 Nov 2026 08:15 GMT
Tuesday, November 24, 2026
24 ноября 2026
2026.11.24. 17:15
2026-11-24T08:15:00Z
By Jane Doe
作者：张三
分享到：微信 微博 QQ空间
字号：大 中 小
Share Tweet Email Print
老灯塔重新点亮 渔港夜色添新景
""".strip().splitlines()

PARAGRAPHS = """
十一月的清晨，海雾还没有散去，渔港东侧的老灯塔旁边已经站满了人。
“谢谢。”
他说：“好。”
责任重大，使命光荣，我们一定要把灯塔修好，让渔民看着它回家。
相关部门表示，灯塔将于明年开放，居民可以免费参观。
更多的人留了下来，他们在港口开店、修船、教孩子们认海图。
推荐他的人说，他是镇上最好的修船匠，没有之一。
下一步，镇里将继续修缮码头，改善居民的生活。
Before the fog had lifted, dozens of people stood below the tower.
More than thirty years had passed since the lamp went dark.
Follow the coast to the north, he said, and you will see it.
Share prices fell, but nobody in the harbor cared.
Related or not, the two men had the same laugh.
Most readers of the local paper had forgotten the tower.
She left.
“Never again.”
On Tuesday they came back.
In 2026 the tower was lit again.
Mehr als dreißig Jahre blieb der Turm dunkel.
Am 24. November 2026 brannte das Licht wieder.
2026年11月24日，灯塔重新点亮。
""".strip().splitlines()


@pytest.mark.parametrize("text", LAST)
def test_lines_behind_an_article_are_cut(text: str) -> None:
    assert is_junk(text, 0.0, TITLE, "last")


@pytest.mark.parametrize("text", FIRST)
def test_lines_before_an_article_are_cut(text: str) -> None:
    assert is_junk(text, 0.0, TITLE, "first")


@pytest.mark.parametrize("place", ["first", "last"])
@pytest.mark.parametrize("text", PARAGRAPHS)
def test_paragraphs_stay(text: str, place: str) -> None:
    assert not is_junk(text, 0.0, TITLE, "first" if place == "first" else "last")
    assert not is_remark(text, 0.0)
    assert not is_end(text, 0.0)
    assert not is_credit(text)


@pytest.mark.parametrize("place", ["first", "last"])
def test_a_line_of_links_is_cut(place: str) -> None:
    text = "Another story about the harbor"
    assert is_junk(text, 0.9, TITLE, "first" if place == "first" else "last")


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Anzeige",
        "Werbung",
        "Publicité",
        "Реклама",
        "广告",
        "[广告]",
        "Continue reading the main story",
        "Story continues below advertisement",
        "Loading…",
        "Read more: another lighthouse",
        "See also: bells",
        "相关阅读：另一盏灯塔",
        "延伸阅读：灯塔的历史",
        "Image source, Example",
        "Related article",
    ],
)
def test_remarks_between_paragraphs_are_cut(text: str) -> None:
    assert is_remark(text, 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "责任编辑：张三",
        "（編輯：李四）",
        "相关新闻",
        "【相关阅读】",
        "Related stories",
        "More from World",
        "You may also like",
        "Comments",
        "12 comments",
        "Weitere Artikel",
        "関連記事",
        "Читайте также",
    ],
)
def test_what_ends_an_article(text: str) -> None:
    assert is_end(text, 0.0)
