"""What a query looks at: an entry's fields, folded; and how a word is found in them."""

from __future__ import annotations

import re
import unicodedata
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
_LETTER = rf"[^\W_{_UNSPACED}]"


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
def term(word: str) -> re.Pattern[str]:
    """A pattern that finds a word, or a phrase, in folded text.

    A letter at its edge must not go on outside: `go` is not in `good`, 扶貧 is in 精準扶貧 and
    5G in 5G手機. After Hangul anything may follow, for that is where particles stand.
    """
    folded = " ".join(_prepare(word).split())
    pattern = r"[^\S\n]+".join(re.escape(part) for part in folded.split(" "))
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, folded) else ""
    end = folded[-1:]
    after = rf"(?!{_LETTER})" if re.match(_LETTER, end) and not re.match(f"[{_HANGUL}]", end) else ""
    return re.compile(before + pattern + after)
