"""Bytes to text: what charset a document is in, whatever it says."""

from __future__ import annotations

import codecs
import gzip
from typing import Any

import pytest

from tests.read.oddities_documents import json_feed, row, rss, said

_HANT = "海灣旁邊的漁民市集今天重新開幕，居民與遊客一早就到場選購新鮮漁獲，區公所將舉辦展覽。"
_HANS = "海湾旁边的渔民市场今天重新开业，居民和游客一早就到现场选购新鲜水产，还将举办展览。"
_JA = "港の市場は今日から再び開かれ、朝早くから多くの人が新鮮な魚を買いに訪れた。来月は展覧会。"
_KO = "항구 시장이 오늘 다시 문을 열어 이른 아침부터 많은 주민들이 신선한 생선을 사러 찾아왔다."
_RU = "Сегодня у гавани снова открылся рыбный рынок, и с раннего утра туда пришли жители города."
_UK = "Сьогодні біля гавані знову відкрився рибний ринок, і з раннього ранку туди прийшли мешканці."
_EL = "Σήμερα άνοιξε ξανά η αγορά ψαριών στο λιμάνι και από νωρίς το πρωί ήρθαν πολλοί κάτοικοι."
_PL = "Dziś znów otwarto targ w porcie, gdzie już od świtu mieszkańcy kupowali świeże łososie."
_FR = "Le marché aux poissons a rouvert près du port ; dès l’aube, on y achète des pêches d’été."
_HE = "היום נפתח מחדש שוק הדגים ליד הנמל ותושבים רבים הגיעו כבר בבוקר לקנות דגים טריים."
_TH = "วันนี้ตลาดปลาริมท่าเรือเปิดอีกครั้ง และชาวบ้านจำนวนมากมาซื้อปลาสดตั้งแต่เช้า"


def _bytes(title: str, codec: str, label: str | None = None) -> bytes:
    """A document with this title in one charset that declares another, or none."""
    head = f'<?xml version="1.0" encoding="{label}"?>' if label else '<?xml version="1.0"?>'
    return rss(f"<title>{title}</title>", root="", declaration=head).encode(codec)


def _raw(title: bytes, label: str = "utf-8") -> bytes:
    return _bytes("%", "ascii", label).replace(b"%", title)


MARKS = [
    row("xml-F utf-8 mark", codecs.BOM_UTF8 + _bytes("港", "utf-8"), "title", "港"),
    row("xml-F utf-8 mark twice", codecs.BOM_UTF8 * 2 + _bytes("港", "utf-8"), "title", "港"),
    row("rfc7303-3 mark before http", codecs.BOM_UTF8 + _bytes("港é", "utf-8"), "title", "港é",
        "text/xml; charset=iso-8859-1"),
    row("utf-16le mark", codecs.BOM_UTF16_LE + _bytes("港", "utf-16-le", "utf-16"), "title", "港"),
    row("utf-16be mark", codecs.BOM_UTF16_BE + _bytes("港", "utf-16-be", "utf-16"), "title", "港"),
    row("utf-16le no mark", _bytes("港", "utf-16-le", "utf-16le"), "title", "港"),
    row("utf-16be no mark", _bytes("港", "utf-16-be", "utf-16be"), "title", "港"),
    row("utf-16 mark that declares utf-8", codecs.BOM_UTF16_LE + _bytes("港", "utf-16-le", "utf-8"),
        "title", "港"),
    row("utf-16 declared of one byte a character", _bytes("港", "utf-8", "utf-16"), "title", "港"),
    row("utf-16 mark before utf-8", codecs.BOM_UTF16_LE + _bytes("港", "utf-8", "utf-8"), "title",
        "港"),
    row("utf-16 half a unit at the end", codecs.BOM_UTF16_BE + _bytes("港", "utf-16-be") + b"\0",
        "title", "港"),
    row("utf-32le mark", codecs.BOM_UTF32_LE + _bytes("港", "utf-32-le"), "title", "港"),
    row("utf-32be no mark", _bytes("港", "utf-32-be", "ucs-4"), "title", "港"),
    row("utf-16 astral character", _bytes("𠮷野", "utf-16"), "title", "𠮷野"),
    row("ebcdic cp037", _bytes("Hafen", "cp037", "cp037"), "title", "Hafen"),
    row("json in utf-16", json_feed({"id": "1", "title": "港"}).encode("utf-16"), "title", "港"),
]  # fmt: skip
DECLARED = [
    row("rfc7303 http charset before declaration", _bytes("Порт открыт для рыбаков", "koi8-r",
        "windows-1251"), "title", "Порт открыт для рыбаков", "text/xml; charset=koi8-r"),
    row("http charset in quotes", _bytes(_RU, "koi8-r"), "title", _RU,
        "application/xml; charset='koi8-r'"),
    row("http charset wrong, bytes utf-8", _bytes("Küste 港", "utf-8"), "title", "Küste 港",
        "text/xml; charset=iso-8859-1"),
    row("rfc3023 text/xml without charset is not ascii", _bytes("Küste", "utf-8"), "title", "Küste",
        "text/xml"),
    row("http us-ascii and bytes utf-8", _bytes("Küste", "utf-8"), "title", "Küste",
        "text/xml; charset=us-ascii"),
    row("http charset nobody knows", _bytes(_HANS, "gbk", "gbk"), "title", _HANS,
        "text/xml; charset=x-bogus"),
    row("http utf-8 and declaration gbk, bytes gbk", _bytes(_HANS, "gbk", "gbk"), "title", _HANS,
        "text/xml; charset=utf-8"),
    row("whatwg gb2312 is gb18030", _bytes("朱镕基在𠮷林镕", "gb18030", "gb2312"), "title",
        "朱镕基在𠮷林镕"),
    row("whatwg gbk is gb18030: euro", _bytes("票价八€，渡轮增加班次", "gb18030", "gbk"), "title",
        "票价八€，渡轮增加班次"),
    row("whatwg gb2312 with gbk traditional characters", _bytes("臺灣海峽的漁業會議", "gbk",
        "gb2312"), "title", "臺灣海峽的漁業會議"),
    row("whatwg big5 is big5-hkscs", _bytes("佢哋喺屋邨嘅街市買嘢，今日開始開放", "big5hkscs",
        "big5"), "title", "佢哋喺屋邨嘅街市買嘢，今日開始開放"),
    row("microsoft cp950 declared as big5", _bytes("恒裏墻銹粧嫺的會議報告", "cp950", "big5"),
        "title", "恒裏墻銹粧嫺的會議報告"),
    row("whatwg shift_jis is cp932: circled and company", _bytes("①港の㈱市場が髙い", "cp932",
        "shift_jis"), "title", "①港の㈱市場が髙い"),
    row("x-sjis", _bytes(_JA, "shift_jis", "x-sjis"), "title", _JA),
    row("euc-jp", _bytes(_JA, "euc_jp", "euc-jp"), "title", _JA),
    row("iso-2022-jp", _bytes("港の市場", "iso2022_jp", "iso-2022-jp"), "title", "港の市場"),
    row("whatwg euc-kr is cp949", _bytes("똠방각하가 펲시를 마셨다", "cp949", "euc-kr"), "title",
        "똠방각하가 펲시를 마셨다"),
    row("ks_c_5601-1987", _bytes(_KO, "cp949", "ks_c_5601-1987"), "title", _KO),
    row("whatwg iso-8859-1 is windows-1252", _bytes("“Küste” – 5 €", "cp1252", "iso-8859-1"),
        "title", "“Küste” – 5 €"),
    row("windows-1252 declared as utf-8", _bytes(_FR, "cp1252", "utf-8"), "title", _FR),
    row("gbk declared as utf-8", _bytes(_HANS, "gbk", "utf-8"), "title", _HANS),
    row("big5 declared as iso-8859-1", _bytes(_HANT, "big5", "iso-8859-1"), "title", _HANT),
    row("windows-1251", _bytes(_RU, "cp1251", "windows-1251"), "title", _RU),
    row("koi8-u", _bytes(_UK, "koi8-u", "koi8-u"), "title", _UK),
    row("whatwg iso-8859-9 is windows-1254", _bytes("Kıyıda “balık” günü", "cp1254",
        "iso-8859-9"), "title", "Kıyıda “balık” günü"),
    row("iso-8859-15 euro", _bytes("Marché à 5 €", "iso8859-15", "iso-8859-15"), "title",
        "Marché à 5 €"),
    row("label in capitals and with blanks", _bytes(_HANS, "gbk", " GBK "), "title", _HANS),
    row("label that nobody knows", _bytes("Küste 港", "utf-8", "klingon"), "title", "Küste 港"),
    row("label is a codec of python and no charset", _bytes("港", "utf-8", "rot13"), "title", "港"),
    row("html entity charset only", _bytes("K&#252;ste", "ascii", "us-ascii"), "title", "Küste"),
]  # fmt: skip
UNDECLARED = [
    row(f"undeclared {codec}", _bytes(text, codec), "title", text)
    for codec, text in [
        ("gbk", _HANS), ("big5", _HANT), ("shift_jis", _JA), ("euc_jp", _JA), ("cp949", _KO),
        ("cp1251", _RU), ("koi8-r", _RU), ("cp1253", _EL), ("cp1250", _PL), ("iso8859-2", _PL),
        ("cp1252", _FR), ("cp1255", _HE), ("cp874", _TH), ("gb18030", _HANT),
    ]
]  # fmt: skip
UNDECLARED.append(
    row(
        "whatwg few accents are windows-1252", _bytes("Café Küste", "cp1252"), "title", "Café Küste"
    )
)
STRAY = [
    row("unicode-3.9 one stray byte in utf-8", _raw("港口".encode() * 4 + b"\xff" + "港".encode()),
        "title", "港口" * 4 + "\ufffd港"),
    row("whatwg windows-1252 sign in utf-8", _raw("港口".encode() * 4 + b" it\x92s"), "title",
        "港口" * 4 + " it’s"),
    row("double encoded utf-8", _raw("漁港的市場".encode().decode("latin-1").encode()), "title",
        "漁港的市場"),
    row("double encoded by windows-1252", _raw("â€œnaÃ¯veâ€\x9d".encode()), "title", "“naïve”"),
    row("double encoded french", _raw("Le marché à la côte rénové".encode().decode("latin-1")
        .encode()), "title", "Le marché à la côte rénové"),
    row("cesu-8 pair", _raw(b"\xed\xa0\xbd\xed\xb8\x80 ok"), "title", "😀 ok"),
    row("lone surrogate as bytes", _raw("港".encode() + b"\xed\xa0\xbd" + "口".encode()), "title",
        "港口"),
    row("java nul as two bytes", _raw("港".encode() + b"\xc0\x80" + "口".encode()), "title",
        "港口"),
    row("lone surrogate in utf-16", codecs.BOM_UTF16_LE + _bytes("a@b", "utf-16-le").replace(
        b"@\0", b"\x3d\xd8"), "title", "ab"),
    row("surrogate pair as two references", _raw(b"&#xD83D;&#xDE00;"), "title", "😀"),
    row("surrogate pair as two decimal references", _raw(b"&#55357;&#56832;"), "title", "😀"),
    row("lone surrogate as a reference", _raw(b"a&#xD83D;b"), "title", "ab"),
    row("whatwg reference to a windows-1252 position", _raw(b"&#147;a&#148;&#x85;"), "title",
        "“a”…"),
    row("whatwg c1 control is windows-1252", _raw("it\x92s".encode()), "title", "it’s"),
    row("reference to a control character", _raw(b"a&#8;b&#x1F;c"), "title", "abc"),
    row("reference to nul", _raw(b"a&#0;b"), "title", "ab"),
    row("reference beyond unicode", _raw(b"a&#x110000;b"), "title", "ab"),
    row("control characters", _raw(b"a\x08b\x0bc"), "title", "abc"),
    row("nul in the text", _raw(b"a\0b"), "title", "ab"),
    row("nuls after the end", _raw(b"a") + b"\0" * 20, "title", "a"),
    row("noncharacters", _raw("a\ufdd0b\uffffc".encode()), "title", "abc"),
    row("byte order mark in the middle", _raw("a\ufeffb".encode()), "title", "a\ufeffb"),
    row("replacement character is text", _raw("a\ufffdb".encode()), "title", "a\ufffdb"),
    row("gzip file without content-encoding", gzip.compress(_bytes("港", "utf-8")), "title", "港"),
    row("gzip file that is cut", gzip.compress(_bytes("港", "utf-8") + b" " * 9)[:-4], "title",
        "港"),
    row("utf-8 cut in a character", _bytes("港", "utf-8").replace(b"</channel></rss>",
        "<item><title>港".encode()[:-1]), "titles", ["港"]),
    row("han beyond the basic plane", _bytes("𠀀𪚥", "utf-8"), "title", "𠀀𪚥"),
    row("rtl marks stay", _raw("\u200fשוק".encode()), "title", "\u200fשוק"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "field", "expected", "content_type"), MARKS + DECLARED + UNDECLARED + STRAY
)
def test_bytes_say(
    document: str | bytes, field: str, expected: Any, content_type: str | None
) -> None:
    assert said(document, field, content_type) == expected
