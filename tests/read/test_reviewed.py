"""Documents that once came out wrong."""

from __future__ import annotations

import pytest

from tests.read.oddities_documents import entries

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"%s>%s</feed>'
RSS = (
    '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><language>%s</language>'
    "<item>%s</item></channel></rss>"
)
PICTURE = "https://b.example/pic.jpg"


def rss(inner: str, language: str = "") -> str:
    return RSS % (language, inner)


@pytest.mark.parametrize(
    ("document", "field", "expected"),
    [
        pytest.param(
            ATOM % (' xml:base="/blog/"', '<entry><link href="a.html"/></entry>'),
            "url", "https://news.example/blog/a.html", id="a base that is relative itself",
        ),
        pytest.param(
            rss(
                '<media:content medium="image" url="https://1.gravatar.com/avatar/x"/>'
                f'<media:content medium="image" url="{PICTURE}"/>'
            ),
            "image", PICTURE, id="a face before the picture",
        ),
        pytest.param(
            rss("<content><![CDATA[<p>hi</p>]]></content>"), "content", "<p>hi</p>",
            id="content in RSS without a type",
        ),
        pytest.param(
            rss("<media:description>one\n\ntwo &amp;amp;</media:description>"),
            "content", "<p>one</p><p>two &amp;amp;</p>", id="a description that is plain text",
        ),
        pytest.param(
            rss(
                "<description>Short.</description><itunes:summary>The long notes of this episode."
                "</itunes:summary>"
            ),
            "content", "<p>The long notes of this episode.</p>", id="the notes of an episode",
        ),
        pytest.param(
            rss("<description>&lt;img alt='a > b' src='/x.png'&gt;Text</description>"),
            "summary", "Text", id="a sign inside an attribute",
        ),
        pytest.param(
            '<!DOCTYPE rss [<!ENTITY n "N&#233;e">]>' + rss("<title>&n;</title>"), "title", "Née",
            id="an entity with a number in it",
        ),
        pytest.param(
            rss("<description>a&#127;b&#x00000085;</description>"), "content", "ab…",
            id="references to controls that XML allows",
        ),
        pytest.param(
            rss(f'<description>&lt;img data-src="{PICTURE}"&gt;</description>'),
            "content", f'<img src="{PICTURE}">', id="a picture that is loaded late",
        ),
        pytest.param(
            rss('<description>&lt;img data-src="javascript:x"&gt;</description>'),
            "content", "", id="what is no picture but would be loaded late",
        ),
        pytest.param(
            rss("<pubDate>Tue Feb 26 08:30:00 CST 2019</pubDate>", "zh-cn"),
            "published", "2019-02-26 00:30", id="CST in China",
        ),
        pytest.param(
            rss("<title>항구는 금요일에 다시 열립니다.</title>", "en"), "language", "ko",
            id="Korean declared English",
        ),
        pytest.param(
            ATOM % (
                "",
                '<entry><source><link rel="self" href="https://o.example/feed.xml"/>'
                '<link href="https://o.example/"/><title>O</title></source></entry>',
            ),
            "origin", ("O", "https://o.example/"), id="the page of a source, not its feed",
        ),
    ],
)  # fmt: skip
def test_what_once_came_out_wrong(document: str, field: str, expected: object) -> None:
    (entry,) = entries(document)
    found = getattr(entry, field)
    if field == "origin":
        found = (found.title, found.url)
    elif field == "published":
        found = f"{found:%Y-%m-%d %H:%M}"
    assert found == expected


def test_french_in_few_words_is_no_russian() -> None:
    document = rss("<title>Un été à la plage</title>")
    declared = f'<?xml version="1.0" encoding="iso-8859-1"?>{document}'.encode("cp1252")
    (entry,) = entries(declared)
    assert entry.title == "Un été à la plage"


def test_a_json_feed_after_white_space_and_a_mark() -> None:
    body = b' \xef\xbb\xbf{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}'
    assert len(entries(body)) == 1


def test_entries_in_several_languages_tell_their_own() -> None:
    texts = {
        "en": "The harbour opens again on Friday, and the first ships are coming in at dawn.",
        "fr": "Le port ouvre à nouveau vendredi, et les premiers navires arrivent à l'aube.",
        "de": "Der Hafen öffnet am Freitag wieder, und die ersten Schiffe laufen morgens ein.",
    }
    items = "".join(f"<item><description>{text}</description></item>" for text in texts.values())
    found = entries(f"<rss version='2.0'><channel>{items}</channel></rss>")
    assert [entry.language for entry in found] == list(texts)
