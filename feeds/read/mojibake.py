"""Text that was UTF-8, was read as windows-1252 or ISO-8859-1, and was encoded again: undone.

Only where it is certain, because texts about such damage show it on purpose, and because a
capital with a sign behind it (`CAFÉ…`) looks alike. Certain is a document in which two or more
such sequences stand where no language has them, inside words or in a row, and which does not
speak of the matter itself. In it, each run of text that has nothing else but ASCII is repaired.
"""

from __future__ import annotations

import re

_1252 = {bytes([byte]).decode("cp1252", "replace"): byte for byte in range(0x80, 0xA0)}
_1252.pop("\ufffd", None)
_BYTES = {ord(character): byte for character, byte in _1252.items()}
_CONTINUATION = f"[\x80-\xbf{''.join(map(re.escape, _1252))}]"
_SEQUENCE = re.compile(
    f"[\xc2-\xdf]{_CONTINUATION}|[\xe0-\xef]{_CONTINUATION}{{2}}|[\xf0-\xf4]{_CONTINUATION}{{3}}"
)
_ROW = re.compile(f"(?:{_SEQUENCE.pattern})+")
_TEXT = re.compile(r"[^<>]+")
# The same beginning in bytes, for a look that costs nothing on ordinary documents: a character
# from U+00C2 to U+00F4, then one of those that stand for 80 to BF.
_SUSPICIOUS = re.compile(
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|\xe2(?:\x80[\x93-\xba]|\x82\xac|\x84\xa2)"
    rb"|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c])"
)
_SUBJECT = re.compile(
    r"mojibake|unicode|encodings?\b(?!=)|utf-?8\b(?![\"'])|文字化け|乱码|亂碼", re.I
)
_PROLOGUE = re.compile(r"\s*<\?xml[^>]*>")
_CERTAIN = 2
# U+0080 to U+009F mean nothing in text; they come from bytes of windows-1252, and HTML reads
# references to them so (WHATWG, HTML, "numeric character reference end state").
_C1 = re.compile(rb"\xc2([\x80-\x9f])")
_REFERENCE = re.compile(rb"&#(?:[xX]0{0,6}(7[fF]|[89][0-9a-fA-F])|0{0,6}(1(?:2[789]|[345]\d)));")
_C1_MEANT = {bytes([byte]): character.encode() for character, byte in _1252.items()}


def repair(document: bytes) -> bytes:
    """A document in UTF-8 with what was certainly encoded twice as it was meant."""
    document = _REFERENCE.sub(_meant, document)
    if document.isascii():
        return document
    for _ in range(2):  # three times is as far as it is found
        # A byte by itself is found in a tenth of the time, and many languages never need it.
        if b"\xc3" not in document or _SUSPICIOUS.search(document) is None:
            break
        repaired = _repair_text(document.decode())
        if repaired is None:
            break
        document = repaired.encode()
    if b"\xc2" not in document:
        return document
    return _C1.sub(lambda match: _C1_MEANT.get(match[1], b""), document)


def _meant(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return _C1_MEANT.get(bytes([code]), b"")


def _repair_text(text: str) -> str | None:
    rows = [match for match in _ROW.finditer(text) if _decoded(match[0]) is not None]
    evidence = sum(_weight(text, match) for match in rows)
    prologue = _PROLOGUE.match(text)
    if evidence < _CERTAIN or _SUBJECT.search(text, prologue.end() if prologue else 0):
        return None
    return _TEXT.sub(_repair_run, text)


def _repair_run(run: re.Match[str]) -> str:
    text = run[0]
    if text.isascii() or not _ROW.sub("", text).isascii():
        return text
    return _ROW.sub(lambda match: _decoded(match[0]) or match[0], text)


def _decoded(row: str) -> str | None:
    try:
        return bytes(_BYTES.get(ord(character), ord(character)) for character in row).decode()
    except (UnicodeDecodeError, ValueError):
        return None


def _weight(text: str, row: re.Match[str]) -> int:
    """How surely these characters are bytes of UTF-8: 0 for what could be meant as it is."""
    meant = _decoded(row[0]) or ""
    if "\xe2\u20ac" in row[0]:  # quotation marks and dashes; nobody writes these two in a row
        return _CERTAIN
    if len(row[0]) >= 3 * len(meant):  # Han, kana, Hangul, signs, emoji: three or four each
        return len(meant) if len(row[0]) == 3 * len(meant) else _CERTAIN
    if len(meant) >= 3 and meant.isalpha():  # Greek, Cyrillic, Hebrew, Arabic: two each
        return _CERTAIN
    beside = text[max(row.start() - 1, 0) : row.start()] + text[row.end() : row.end() + 1]
    in_word = any("a" <= character <= "z" for character in beside)
    return int(in_word and meant[-1:].islower())
