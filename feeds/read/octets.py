"""The bytes of a document in XML -> bytes that a parser does not choke on.

Parsers refuse a whole document for one control character, one reference to half a surrogate
pair or one byte that is no UTF-8. None of these is worth more than itself.
"""

from __future__ import annotations

import codecs
import re

_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));?")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13)) + b"\x7f"
_DECLARATION = re.compile(r"\ufeff?\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]+)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_UTF8 = "application/xml; charset=utf-8"


def prepare(body: bytes, content_type: str | None) -> tuple[bytes, str | None]:
    """The document without what no XML may hold, and the content type that is now true of it."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            text = _DECLARATION.sub("", body.decode(encoding, "replace"), count=1)
            body, content_type = text.encode("utf-8", "replace"), _UTF8
            break
    else:
        mended = _mend_utf8(body, content_type)
        if mended is not None:
            body, content_type = mended, _UTF8
    # An escape before "$" or "(" is how ISO-2022 changes its character set.
    controls = _CONTROLS.replace(b"\x1b", b"") if b"\x1b$" in body else _CONTROLS
    body = body.translate(None, controls)
    return _REFERENCE.sub(_valid, body) if b"&#" in body else body, content_type


def _mend_utf8(body: bytes, content_type: str | None) -> bytes | None:
    """UTF-8 with its stray bytes replaced; None for what is whole, or is not UTF-8 after all."""
    try:
        body.decode()
        return None
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(content_type or "")
    encoding = _ENCODING.search(body[:400])
    names = {
        declared[1].lower() if declared else "",
        encoding[1].decode().lower() if encoding else "",
    }
    if names - {"", "utf-8", "utf8", "us-ascii"}:
        return None
    text = _SURROGATE.sub(b"", body).decode("utf-8", "replace")
    stray = text.count("\ufffd")
    others = len(text.encode("ascii", "ignore"))
    # Text in another encoding has hardly a sequence that is UTF-8 by chance.
    return text.encode() if stray * 10 <= len(text) - others else None


def _valid(match: re.Match[bytes]) -> bytes:
    code = int(match[1], 16) if match[1] else int(match[2])
    allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return match[0] if allowed or 0x10000 <= code < 0x110000 else b""
