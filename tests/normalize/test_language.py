"""Languages: what is declared, in its usual spelling, and what the text shows."""

import pytest

from feeds.normalize.language import canonical, detected, language

HANT = "港口將於週五重新開放，貨輪陸續進港，漁會呼籲船長注意風浪。"
HANS = "港口将于周五重新开放，货轮陆续进港，渔会呼吁船长注意风浪。"
JAPANESE = "港は金曜日に再開します。貨物船が続々と入港しています。"
ENGLISH = "The harbour opens again on Friday, and the ships are coming in."


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"), ("EN-us", "en-US"), ("pt_br", "pt-BR"), ("sr-latn-rs", "sr-Latn-RS"),
        ("es-419", "es-419"), ("de-DE-1996", "de-DE"), ("en_US.UTF-8", "en-US"), (" fr ", "fr"),
        ("zh", "zh"), ("zh-TW", "zh-Hant"), ("zh_HK", "zh-Hant"), ("zh-mo", "zh-Hant"),
        ("zh-CN", "zh-Hans"), ("zh-sg", "zh-Hans"), ("zh-hant", "zh-Hant"),
        ("zh-Hans-TW", "zh-Hans"),
        ("zh-CHT", "zh-Hant"), ("zh-chs", "zh-Hans"), ("zh-cmn-Hans-CN", "zh-Hans"),
        ("cmn-Hant", "zh-Hant"), ("cn", "zh"), ("jp", "ja"), ("iw", "he"),
        ("und", None), ("English", None), ("", None), (None, None), ("x", None), ("e1", None),
        ("中文", None),
    ],
)  # fmt: skip
def test_a_declared_tag_is_spelled_as_usual(tag: str | None, expected: str | None) -> None:
    assert canonical(tag) == expected


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        pytest.param((None, "zh-Hant", "en"), ENGLISH, "zh-Hant", id="the first that is one"),
        pytest.param(("junk", "fr"), "", "fr", id="past what is none"),
        pytest.param(("zh",), HANT, "zh-Hant", id="traditional"),
        pytest.param(("zh",), HANS, "zh-Hans", id="simplified"),
        pytest.param(("zh-TW",), HANS, "zh-Hant", id="a declared script is believed"),
        pytest.param((), HANT, "zh-Hant", id="nothing declared"),
        pytest.param(("en-US",), HANS, "zh-Hans", id="a default of the software"),
        pytest.param(("en",), ENGLISH, "en", id="English that is"),
        pytest.param(("ja",), JAPANESE, "ja", id="Japanese"),
        pytest.param((), JAPANESE, None, id="Japanese is not Chinese"),
        pytest.param((), "快訊", None, id="a short title is not guessed at"),
        pytest.param(("zh",), "中文", "zh", id="nor a script"),
        pytest.param(("en",), "A talk on 統戰 in the harbour hall", "en", id="a few characters"),
        pytest.param((), "", None, id="nothing at all"),
    ],
)
def test_the_language_of_an_entry(
    declared: tuple[str | None, ...], text: str, expected: str | None
) -> None:
    assert language(declared, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, None),  # of 60 letters it has too few
        (f"{ENGLISH} People wait on the pier with flowers.", "en"),
        ("Le port ouvre à nouveau vendredi, et les premiers navires arrivent au matin.", "fr"),
        ("El puerto abre de nuevo el viernes y los primeros barcos llegan por la mañana.", "es"),
        ("O porto reabre na sexta-feira e os primeiros navios chegam de manhã cedo à doca.", "pt"),
        ("Hamnen öppnar igen på fredag, och de första fartygen kommer in på morgonen.", "sv"),
        ("Порт снова откроется в пятницу, и первые суда придут рано утром того же дня.", "ru"),
        ("Порт знову відкриється у п'ятницю, і перші судна прийдуть вранці того ж дня.", "uk"),
        ("Το λιμάνι ανοίγει ξανά την Παρασκευή.", "el"),
        (JAPANESE, "ja"),
        ("항구는 금요일에 다시 열립니다.", "ko"),
        (HANT, "zh-Hant"),
        (HANS, "zh-Hans"),
        ("ท่าเรือจะเปิดอีกครั้งในวันศุกร์", "th"),
        ("Harbour", None),
        ("快訊", None),
        ("港", None),
        ("https://harbour.example/a-very-long-address-that-is-no-text-in-any-language/1", None),
        ("", None),
    ],
)
def test_a_language_is_told_from_enough_text(text: str, expected: str | None) -> None:
    assert detected(text) == expected
