"""Feeds with something wrong in them: what is whole comes out, and as it always did."""

import pytest

from feeds.model import RawEntry
from feeds.read import read

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>河港日報</title><link>https://h.example/</link>
<item><title>一號碼頭 &amp; 船</title><guid>https://h.example/1</guid>
<content:encoded><![CDATA[<p>how to close an &lt;item>: </item> 統戰</p>]]></content:encoded></item>
<item><title>二號碼頭</title><guid>https://h.example/2</guid><description>乙&lt;b>丙</description></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0"?>
<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title>
<a:entry><a:id>urn:x:1</a:id><a:title>甲</a:title><a:author><a:name>Ann</a:name></a:author></a:entry>
<a:entry><a:id>urn:x:2</a:id><a:title>乙</a:title></a:entry></a:feed>
"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://o.example/"><title>T</title></channel>
<item rdf:about="https://o.example/1"><title>甲</title></item>
<item rdf:about="https://o.example/2"><title>乙</title></item></rdf:RDF>
"""


@pytest.mark.parametrize(
    ("document", "ending"),
    [(RSS, b"</item>"), (ATOM, b"</a:entry>"), (RDF, b"</item>")],
    ids=["rss", "atom", "rdf"],
)
def test_wherever_a_feed_breaks_off_its_whole_entries_are_as_before(
    document: str, ending: bytes
) -> None:
    body = document.encode()
    whole = read(body)
    assert len(whole.entries) == 2
    ends = [body.index(ending, body.index(title.encode())) for title in _titles(whole.entries)]
    if document is RSS:  # the first such ending is in the text
        ends[0] = body.index(ending, body.index(b"]]>"))
    start, last = body.index(b"<title>" if document is not ATOM else b"<a:title>"), len(body) - 20
    for length in range(start, last):
        feed = read(body[:length])
        expected = whole.entries[: sum(end + len(ending) <= length for end in ends)]
        assert feed.entries == expected, body[:length][-40:]
        assert feed.kind == whole.kind + "-cut"


def _titles(entries: tuple[RawEntry, ...]) -> list[str]:
    return [entry.title.value.split(" ")[0] for entry in entries if entry.title]


def test_a_feed_without_its_very_last_tag_is_not_cut() -> None:
    feed = read(RSS.replace("</rss>", "").encode())
    assert (feed.kind, len(feed.entries)) == ("rss20", 2)


def test_a_feed_that_is_only_ill_formed_is_not_cut() -> None:
    feed = read(RSS.replace("二號碼頭", "R&D &nbsp; <b>").encode())
    assert (feed.kind, len(feed.entries)) == ("rss20", 2)


def _title(body: bytes, content_type: str | None = None) -> str:
    title = read(body, content_type=content_type).entries[0].title
    assert title is not None
    return title.value


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(b"a\x00b\x08c\x1bd\x7fe", "abcde", id="control characters"),
        pytest.param(b"a&#0;b&#x8;c&#31d", "abcd", id="references to them"),
        pytest.param(b"a&#xD83D;b&#56832;c&#xFFFF;d", "abcd", id="half surrogate pairs"),
        pytest.param(b"a&#1114112;b&#x7FFFFFFF;c", "abc", id="beyond Unicode"),
        pytest.param(b"&#x1F600;&#32113;&#x6230;", "\U0001f600統戰", id="good references"),
        pytest.param(b"it&#146;s", "it’s", id="a reference meant for windows-1252"),
        pytest.param("統".encode() + b"\xed\xa0\xbd" + "戰".encode(), "統戰", id="half as bytes"),
        pytest.param("統一".encode() * 9 + b"\xff", "統一" * 9 + "\ufffd", id="a stray byte"),
        pytest.param(b"caf\xe9", "café", id="windows-1252 undeclared"),
    ],
)
def test_one_bad_character_costs_itself_alone(title: bytes, expected: str) -> None:
    head, _, tail = (
        b'<rss version="2.0"><channel><item><title>@</title></item></channel></rss>'.partition(b"@")
    )
    assert _title(head + title + tail) == expected


def test_half_a_surrogate_pair_in_utf_16() -> None:
    body = (
        "<rss version='2.0'><channel><item><title>統&#xD83D;戰\ud83d</title></item></channel></rss>"
    )
    assert _title(body.encode("utf-16", "surrogatepass")).replace("\ufffd", "") == "統戰"


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "shift_jis", "euc-kr", "iso-2022-jp"])
def test_a_declared_encoding_is_believed(encoding: str) -> None:
    text = {"euc-kr": "한국 소식", "shift_jis": "港の表示", "iso-2022-jp": "港の表示"}.get(
        encoding, "統戰"
    )
    if encoding == "gb18030":
        text = "统战镕㐂"
    body = f"<rss version='2.0'><channel><item><title>{text}</title></item></channel></rss>"
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{body}'
    assert _title(declared.encode(encoding)) == text
    assert _title(body.encode(encoding), f"application/xml; charset={encoding}") == text


@pytest.mark.parametrize(
    "inner",
    ["<item><![CDATA[%s]]></item>", "<![CDATA[<item>%s</item>]]>"],
    ids=["an item", "the whole channel"],
)
def test_cdata_around_everything(inner: str) -> None:
    item = "<title>碼頭 & 船</title><link>https://h.example/1</link>"
    body = f"<rss version='2.0'><channel>{inner % item}</channel></rss>"
    (entry,) = read(body.encode()).entries
    assert entry.title is not None
    assert (entry.title.value, entry.link) == ("碼頭 & 船", "https://h.example/1")
