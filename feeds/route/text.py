"""What a query looks at: an entry's fields, folded; and how a word is found in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from feeds.model import Entry
from feeds.route.fold import fold

# Scripts that are written without spaces between words: a word is found wherever it stands.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U000323af"
)
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
# Vowel signs and accents, which go on with a word though `re` takes them for punctuation.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff"
)
_is_letter = re.compile(rf"[^\W_{_UNSPACED}]|[{_MARKS}]").match
_is_hangul = re.compile(f"[{_HANGUL}]").match


@dataclass(frozen=True, slots=True)
class Text:
    """An entry's fields, folded. Paragraphs and keywords are lines, which no match crosses."""

    title: str
    body: str
    keyword: str
    author: str
    source: str
    language: str


def text_of(entry: Entry, body: str) -> Text:
    """The fields of `entry`; `body` is the text of its content and summary."""
    people = [person.name for person in (*entry.authors, *entry.contributors)]
    return Text(
        title=_prepare(entry.title),
        body=_prepare(body),
        keyword=_prepare("\n".join(entry.keywords)),
        author=_prepare("\n".join(people)),
        source=entry.source,
        language=(entry.language or "").lower(),
    )


def _prepare(text: str) -> str:
    return fold(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=100_000)
def term(word: str) -> Callable[[str], bool]:
    """Whether a word, or a phrase, is in a folded text.

    A letter at its edge must not go on outside: `go` is not in `good`, 扶貧 is in 精準扶貧 and
    5G in 5G手機. After Hangul anything may follow, for that is where particles stand.
    """
    words = _prepare(word).split()
    # The edges are looked at afterwards: in each pattern their classes would cost milliseconds.
    search = re.compile(r"[^\S\n]+".join(map(re.escape, words))).search
    first, last = words[0][0], words[-1][-1]
    before = _is_letter(first) is not None
    after = _is_letter(last) is not None and not _is_hangul(last)

    def found(text: str) -> bool:
        match = search(text)
        while match:
            start, end = match.span()
            if not (before and start and _is_letter(text[start - 1])) and not (
                after and end < len(text) and _is_letter(text[end])
            ):
                return True
            match = search(text, start + 1)
        return False

    return found
