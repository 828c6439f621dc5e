"""The bytes of a document, whatever they are in -> UTF-8 that a parser does not choke on.

What is tried, in this order (RFC 7303, section 3, with evidence where that yields nonsense):
1. a byte order mark, or the zero bytes of UTF-16 and UTF-32 around ASCII (XML 1.0, appendix F);
2. UTF-8, whatever is declared, because no other text is valid UTF-8 by chance, unless it is
   very short; with stray bytes, where what is valid outweighs them;
3. ISO-2022 and HZ, which are ASCII to the eye, where their escapes show them;
4. the charset parameter of HTTP, the XML declaration, and then the detector (`charset`).

Then everything goes that no text may hold (XML 1.0, section 2.2), and what was encoded twice is
repaired where that is certain (`mojibake`).
"""

from __future__ import annotations

import codecs
import re
import zlib

from feeds.errors import ReadError
from feeds.read import charset, mojibake

UNPACKED_LIMIT = 50_000_000

_GZIP = b"\x1f\x8b\x08"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EBCDIC = "<?xml".encode("cp037")
_OPENING = b"<{[ \t\r\n"  # what documents begin with
_HIGH = bytes(range(0x80, 0x100))
_DROPPED = bytes(code for code in range(32) if code not in (9, 10, 13)) + b"\x7f"
_NONCHARACTER = re.compile(rb"\xef(?:\xbf[\xbe\xbf]|\xb7[\x90-\xaf])")
# Halves of surrogate pairs as UTF-8 would write them (CESU-8), and Java's two bytes for NUL.
_PAIR = re.compile(rb"\xed([\xa0-\xaf][\x80-\xbf])\xed([\xb0-\xbf][\x80-\xbf])")
_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]|\xc0\x80")
# Signs of windows-1252 that are put between ASCII; 85 and 91 to 97 are the typist's own.
_SIGNS = frozenset(
    b"\x80\x82\x84\x8b\x99\x9b\xa0\xa3\xa9\xab\xae\xb0\xbb\x85" + bytes(range(0x91, 0x98))
)
# A character that was cut at the end of what came.
_CUT = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_SHORT = 8  # so many characters may be valid UTF-8 by chance
_ISO_2022 = re.compile(rb"\x1b(?:\$[@B]|\$\([DOPQ]|\([JI])")
_ISO_2022_KR = b"\x1b$)C"
_HZ = re.compile(rb"~(?:\{((?:[\x21-\x77][\x21-\x7e])*)~\}|~|\r?\n)")
_COMMON_HANZI = re.compile(rb"(?:[\x30-\x57][\x21-\x7e])+")  # GB 2312, level 1
_DECLARED = re.compile(r"encoding\s*=\s*[\"']([\w.:-]+)")
_RUN = re.compile(r"[^\x00-\x7f]+")
_IDEOGRAPHIC = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_RARE = re.compile(r"[\x80-\x9f\u0250-\u036f\u0530-\u058f\u0700-\u07ff]")


def to_utf8(body: bytes, content_type: str | None, *, limit: int = UNPACKED_LIMIT) -> bytes:
    """The document as UTF-8 without a byte order mark, and but for `without_controls` without
    what no text may hold.

    `content_type` is the HTTP header. A gzip file is unpacked to at most `limit` bytes: one
    that holds more raises ReadError("encoding"), and nothing else raises.
    """
    text = _as_utf8(_unpacked(body, limit), content_type)
    if b"\x7f" in text:  # which XML allows
        text = text.replace(b"\x7f", b"")
    if not text.isascii():
        if b"\xef" in text:  # a byte by itself is found in a tenth of the time
            text = _NONCHARACTER.sub(b"", text)
        while text.startswith(codecs.BOM_UTF8):
            text = text[3:]
    return mojibake.repair(text)


def without_controls(document: bytes) -> bytes:
    """Without control characters, which no XML and no JSON may hold as they are."""
    return document.translate(None, _DROPPED)


def _unpacked(body: bytes, limit: int) -> bytes:
    """What a gzip file holds that came without Content-Encoding; so far as it came."""
    if not body.startswith(_GZIP):
        return body
    unpacked, rest = bytearray(), body
    while rest.startswith(_GZIP):
        member = zlib.decompressobj(wbits=31)
        try:
            unpacked += member.decompress(rest, limit - len(unpacked) + 1)
        except zlib.error:
            break
        if len(unpacked) > limit:
            raise ReadError("encoding", f"a gzip file of more than {limit} bytes unpacked")
        rest = member.unused_data
    return bytes(unpacked)


def _as_utf8(body: bytes, content_type: str | None) -> bytes:
    body = _without_false_mark(body)
    wide = _wide(body)
    if wide is not None:
        return _encoded(wide)
    while body.startswith(codecs.BOM_UTF8):
        body = body[3:]
    if body.isascii():
        if b"\x1b" in body or b"~{" in body:
            return _escaped(body, charset.labels(body, content_type))
        return body
    try:
        text = body.decode()
    except UnicodeDecodeError:
        pass
    else:
        if len(body) - len(text) <= _SHORT:
            return _by_chance(body, text, charset.labels(body, content_type)) or body
        return body
    declared = charset.labels(body, content_type)
    mended = _mended(body, declared)
    if mended is not None:
        return mended
    return _encoded(charset.decode(body, charset.legacy_codec(body, declared)))


def _encoded(text: str) -> bytes:
    return _joined(text.encode("utf-8", "surrogatepass"))


def _joined(body: bytes) -> bytes:
    """Surrogate pairs become the character that they mean, lone halves vanish."""
    if b"\xed" not in body and b"\xc0\x80" not in body:
        return body
    return _HALF.sub(b"", _PAIR.sub(_astral, body))


def _astral(pair: re.Match[bytes]) -> bytes:
    halves = pair[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return halves.decode("utf-16-le").encode()


# Other than UTF-8: by the first bytes


def _without_false_mark(body: bytes) -> bytes:
    """A mark of UTF-16 before what plainly is not (`FF FE`, then `<?xml`) says nothing."""
    rest = body[2:4098]
    if body[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\0" in rest:
        return body
    return body[2:] if rest[:1] in _OPENING and rest[1:2].isascii() else body


def _wide(body: bytes) -> str | None:
    """The text of a document in UTF-16, UTF-32 or EBCDIC, with or without a mark."""
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return _decoded_wide(body[len(mark) :], codec)
    if body.startswith(_EBCDIC):
        return _decoded_ebcdic(body)
    head = body[:256]
    if b"\0" not in head:
        return None
    if head[1:4] == b"\0\0\0" and head[:1] in _OPENING:
        return _decoded_wide(body, "utf-32-le")
    if head[:3] == b"\0\0\0" and head[3:4] in _OPENING:
        return _decoded_wide(body, "utf-32-be")
    for first, codec in ((0, "utf-16-le"), (1, "utf-16-be")):
        letters, zeros = head[first::2], head[1 - first :: 2]
        if letters[:1] in _OPENING and zeros[:1] == b"\0":
            # A stray zero byte in a document of one byte a character is not many.
            return _decoded_wide(body, codec) if zeros.count(0) * 4 >= len(zeros) else None
    return None


def _decoded_wide(body: bytes, codec: str) -> str:
    whole = body[: len(body) - len(body) % (4 if "32" in codec else 2)]
    try:
        return whole.decode(codec, "surrogatepass")
    except UnicodeDecodeError:
        return whole.decode(codec, "replace")


def _decoded_ebcdic(body: bytes) -> str:
    text = body.decode("cp037")
    declared = _DECLARED.search(text[:200])
    try:
        codec = codecs.lookup(declared[1]).name if declared else "cp037"
        if "<?xml".encode(codec) == _EBCDIC:
            text = body.decode(codec, "replace")
    except (LookupError, UnicodeError, ValueError, TypeError):
        pass
    return text.replace("\x85", "\n")  # how EBCDIC ends a line


def _escaped(body: bytes, declared: list[str]) -> bytes:
    """ASCII that is something else where its escapes say so: ISO-2022-JP, ISO-2022-KR, HZ."""
    if _ISO_2022.search(body):
        text = body.decode("iso2022_jp_ext", "replace")
        if "\ufffd" in text:  # with the characters of NEC, which the standard has in another plane
            other = body.replace(b"\x1b$B", b"\x1b$(Q").decode("iso2022_jp_2004", "replace")
            text = min(text, other, key=lambda each: each.count("\ufffd"))
        return _encoded(text)
    if _ISO_2022_KR in body:
        return _encoded(body.decode("iso2022_kr", "replace"))
    runs = [run for run in _HZ.findall(body) if run]
    common = all(_COMMON_HANZI.fullmatch(run) for run in runs)
    if any(label.startswith("hz") for label in declared) or (common and len(b"".join(runs)) >= 8):
        return _HZ.sub(_hanzi, body)
    return body


def _hanzi(match: re.Match[bytes]) -> bytes:
    if match[1] is None:
        return b"~" if match[0] == b"~~" else b""
    return bytes(byte | 0x80 for byte in match[1]).decode("gb18030", "replace").encode()


# UTF-8, nearly


def _by_chance(body: bytes, text: str, declared: list[str]) -> bytes | None:
    """The declared reading of a very short text that is valid UTF-8 only by chance, else None.

    `D2 BB` is 一 in GBK and a Cyrillic letter that few languages have in UTF-8. For GBK and the
    like, the declaration is believed where it gives Han, kana or Hangul and UTF-8 gives no
    word; for one byte a character, where UTF-8 gives letters that hardly any text has.
    """
    codec = charset.codec_of(declared[0]) if declared else None
    if codec is None or any(label.startswith("utf") for label in declared) or max(text) > "\u07ff":
        return None
    if any(_is_word(text, run) for run in _RUN.finditer(text)):
        return None
    other = charset.decode(body, codec)
    if codec in charset.MULTIBYTE:
        meant = all(_IDEOGRAPHIC.fullmatch(run) for run in _RUN.findall(other))
    else:
        meant = _RARE.search(text) is not None and "\ufffd" not in other
    return other.encode() if meant else None


def _is_word(text: str, run: re.Match[str]) -> bool:
    """Whether these characters look as text in UTF-8 does: `é` in a word, `©` before a year."""
    beside = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
    if len(run[0]) >= 3 and run[0].isalpha():
        return len({ord(character) >> 7 for character in run[0]}) == 1
    if all(character <= "\xbf" for character in run[0]):
        return any(character.isalnum() or character == " " for character in beside)
    return run[0] <= "\u024f" and any(character.isalpha() for character in beside)


def _mended(body: bytes, declared: list[str]) -> bytes | None:
    """UTF-8 with its stray bytes replaced; None for what is something else.

    Text in another charset has some sequences that are valid by chance, and many more bytes
    that are not; so the more must be valid if another charset is declared.
    """
    body = _joined(body)
    body, cut = _CUT.sub(b"", body), _CUT.search(body) is not None
    text = body.decode("utf-8", "ignore")
    valid = len(text) - len(body.translate(None, _HIGH))
    stray = len(body) - len(text.encode())
    other = any(map(charset.codec_of, declared)) and not any(
        name.startswith("utf") for name in declared
    )
    if stray * (3 if other else 1) > valid or (not valid and (cut or stray)):
        return None
    return body.decode("utf-8", "feeds.stray").encode()


def _stray(error: UnicodeError) -> tuple[str, int]:
    """What a byte in UTF-8 means that is not UTF-8: windows-1252 where that is certain.

    That is: signs between ASCII, letters in the middle or at the end of a word in ASCII.
    Everything else is taken for what is left of a character that was cut.
    """
    assert isinstance(error, UnicodeDecodeError)
    body, start, end = error.object, error.start, error.end
    stop = start
    while stop < len(body) and stop - start < 3 and body[stop] in _SIGNS:
        stop += 1
    before = body[start - 1] if start else 0x20
    if stop > start and before < 0x80 and (stop == len(body) or body[stop] < 0x80):
        return body[start:stop].decode("cp1252"), stop
    after = body[end] if end < len(body) else 0x20
    in_word = bytes((before,)).isalpha() and (after == 0x20 or bytes((after,)).isalpha())
    if end - start == 1 and in_word and body[start] >= 0xC0:
        return body[start:end].decode("cp1252"), end
    return "\ufffd", end


codecs.register_error("feeds.stray", _stray)
