"""Which charset a document is in: what is declared, and what its bytes say of that.

The order is that of RFC 7303, section 3: the charset parameter of HTTP, then what the document
itself declares. Labels mean what they mean in browsers (WHATWG, Encoding Standard, section 4.2):
"gb2312" is GB18030, "big5" Big5-HKSCS, "iso-8859-1" windows-1252. A declaration is believed
unless the bytes speak against it clearly; it is asked only about bytes that are not UTF-8.
"""

from __future__ import annotations

import codecs
import re

import chardet
import webencodings

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.I)
_DECLARATION = re.compile(rb"<\?xml[^>]{0,500}?\sencoding\s*=\s*[\"']?\s*([\w.:+-]+)", re.I)
_META = re.compile(rb"<meta\s[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.I)
_HEAD = 2048
_MARKUP = re.compile(rb"<!\[CDATA\[|\]\]>|<[^<>]*>|&[#\w]{1,30};|https?:[\x21-\x7e]*|\s+")
_RUNS = re.compile(rb"[\x80-\xff]+")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_ASCII = bytes(range(0x80))
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13)) + b"\x7f"
_WINDOW, _SAMPLE = 262_144, 65_536  # bytes that are looked at for text, and of text
_UNICODE = re.compile(r"utf[-_]?(?:8|16|32)|ucs|unicode|iso-10646", re.I)
# Codecs of Python that are no charset of a document, or (UTF-7) one that hides markup.
_REFUSED = {"utf-7", "unicode-escape", "raw-unicode-escape", "idna", "punycode"}
# The detector's candidates: what feeds are found in. Fewer of them are fewer to be confused.
_CANDIDATES = {
    "gb18030": "gb18030", "big5hkscs": "big5hkscs", "cp932": "cp932", "euc_jis_2004": "euc_jp",
    "cp949": "cp949", "tis-620": "cp874", "koi8-r": "koi8-r", "koi8-u": "koi8-u",
    **{name: name for name in (f"cp{page}" for page in range(1250, 1259))},
    **{name: name for name in (f"iso8859-{part}" for part in (2, 5, 7, 13))},
}  # fmt: skip
MULTIBYTE = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
# What decodes the characters that vendors added, where the standard's own table does not.
_EXTENDED = {"big5hkscs": "cp950", "euc_jp": "euc_jis_2004"}
_DEFAULT = "cp1252"
_EVIDENCE = 6  # so few bytes say nothing of an alphabet


def labels(body: bytes, content_type: str | None) -> list[str]:
    """The charsets declared, as they are spelt in lower case: by HTTP, then by the document."""
    found = [match[1]] if (match := _CHARSET.search(content_type or "")) else []
    head = body[:_HEAD]
    inside = _DECLARATION.search(head) or (_META.search(head) if b"<meta" in head.lower() else None)
    if inside:
        found.append(inside[1].decode())
    return list(dict.fromkeys(label.lower() for label in found))


def codec_of(label: str) -> str | None:
    """Python's codec for a label, None for Unicode's own forms and for what nobody knows."""
    if _UNICODE.match(label):
        return None
    known = webencodings.lookup(label)
    if known is not None:
        name = known.codec_info.name
        if name in ("replacement", "x-user-defined"):
            return None
        return "gb18030" if name == "gbk" else str(name)
    try:  # what browsers dropped: cp437, koi8-t, mac-greek, johab
        name = codecs.lookup(label).name
        # A label that could be read as ASCII is in no charset that writes ASCII otherwise.
        readable = name.replace("_", "-") not in _REFUSED and "<a".encode(name) == b"<a"
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return {"cp936": "gb18030", "gb2312": "gb18030"}.get(name, name) if readable else None


def decode(body: bytes, codec: str) -> str:
    """The text of a body in this charset; a bad byte becomes U+FFFD and costs nothing else."""
    text = body.decode(codec, "replace")
    other = _EXTENDED.get(codec)
    if other is None or "\ufffd" not in text:
        return text
    extended = body.decode(other, "replace")
    return extended if extended.count("\ufffd") < text.count("\ufffd") else text


def legacy_codec(body: bytes, declared: list[str]) -> str:
    """The charset of a body that is not UTF-8, whatever else is declared (`labels`)."""
    sample = _sample(body)
    for label in declared:
        codec = codec_of(label)
        if codec is not None and (better := _against(sample, codec)) is None:
            return codec
        if codec is not None and better:
            return better
    return _detected(sample)


def _against(sample: bytes, codec: str) -> str | None:
    """What the text is in rather than in the declared charset: "" for neither, None if it is.

    One bad byte is no evidence: the detector sees only what the declared charset can hold.
    Latin-1 is what servers say who do not know, so it takes less to disbelieve it.
    """
    text = decode(sample, codec)
    bad, high = text.count("\ufffd"), sum(1 for byte in sample if byte >= 0x80)
    if bad and codec in MULTIBYTE:
        if bad * 3 > len(text) - len(text.encode("ascii", "ignore")):
            return ""
        sample = text.replace("\ufffd", "").encode(codec, "ignore")
    elif bad and bad * 10 > high:
        return ""
    if codec not in _CANDIDATES.values() or high < (3 if codec == _DEFAULT else 12):
        return None
    if codec == _DEFAULT and high < 12 and len(_RUNS.findall(sample)) * 3 > high * 2:
        return None  # accents between letters, as they stand in the West
    scores = _scores(sample)
    if not scores:
        return None
    best = max(scores, key=lambda name: scores[name])
    margin = 2.5 if codec != _DEFAULT else 1.15 if high >= 12 else 1.3
    # What the detector does not list though it decodes, it knows too little of.
    own = scores.get(codec, 0.04 if codec in MULTIBYTE else 0.01)
    return best if scores[best] > margin * own else None


def _detected(sample: bytes) -> str:
    """The likeliest charset of a text that nothing is declared of."""
    scores = _scores(sample)
    best = max(scores, key=lambda name: scores[name], default=_DEFAULT)
    top = scores.get(best, 0.0)
    if best not in MULTIBYTE and len(_NOT_ASCII.findall(sample)) < _EVIDENCE:
        best = _DEFAULT  # an accent or two are Greek letters elsewhere
    for codec in MULTIBYTE:  # where one bad byte hides the charset from the detector
        if codec not in scores:
            text = sample.decode(codec, "replace")
            bad = text.count("\ufffd")
            if bad * 20 <= len(text) - len(text.encode("ascii", "ignore")):
                again = _scores(text.replace("\ufffd", "").encode(codec, "ignore"))
                if again.get(codec, 0.0) > max(2 * top, *(again[n] for n in again if n != codec)):
                    return codec
    return best


def _scores(sample: bytes) -> dict[str, float]:
    """How well a text fits each charset that can hold it."""
    found = chardet.detect_all(
        sample, ignore_threshold=True, compat_names=False, include_encodings=_CANDIDATES
    )
    scores: dict[str, float] = {}
    for result in found:
        codec = _CANDIDATES.get(result["encoding"] or "")
        if codec is not None:
            scores.setdefault(codec, result["confidence"])
    return scores


def _sample(body: bytes) -> bytes:
    """Text of the document around its first characters that are not ASCII, without markup."""
    first = _NOT_ASCII.search(body)
    start = body.rfind(b">", 0, first.start()) + 1 if first else 0
    window = body[start : start + _WINDOW]
    if len(window) == _WINDOW:  # not in the middle of a character
        window = window[: window.rfind(b"<") + 1] or window
    text = _MARKUP.sub(b" ", window.translate(None, _CONTROLS))
    if len(text) > _SAMPLE:
        text = text[: text.rfind(b" ", 0, _SAMPLE)] if b" " in text[:_SAMPLE] else text[:_SAMPLE]
    return text
