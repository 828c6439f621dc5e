"""Languages: BCP 47 tags, with the script where it matters (zh-Hant, zh-Hans)."""

from __future__ import annotations

import re
from functools import lru_cache

from feeds import han

_TAG = re.compile(
    r"([A-Za-z]{2,3})(?:[-_](?P<extended>[A-Za-z]{3}))?(?:[-_](?P<script>[A-Za-z]{4}))?"
    r"(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?"
)
_HANT, _HANS = {"TW", "HK", "MO"}, {"CN", "SG", "MY"}
_OLD_SCRIPTS = {"cht": "Hant", "chs": "Hans"}
_WRONG = {
    "cn": "zh",
    "cmn": "zh",
    "iw": "he",
    "jp": "ja",
    "kr": "ko",
    "cz": "cs",
    "gr": "el",
    "ua": "uk",
    "dk": "da",
}


@lru_cache(maxsize=1000)
def canonical(tag: str | None) -> str | None:
    """A declared tag in its usual spelling; None for what is no tag."""
    match = _TAG.fullmatch((tag or "").strip())
    if not match:
        return None
    language, script, region = match[1].lower(), match["script"], match["region"]
    script = script or _OLD_SCRIPTS.get((match["extended"] or "").lower())
    language = _WRONG.get(language, language)
    if language == "und":
        return None
    if language == "zh":
        if script:
            return "zh-" + script.title()
        region = (region or "").upper()
        return "zh-Hant" if region in _HANT else "zh-Hans" if region in _HANS else "zh"
    parts = [language, script.title() if script else "", region.upper() if region else ""]
    return "-".join(part for part in parts if part)


def language(declared: tuple[str | None, ...], text: str) -> str | None:
    """The first usable of `declared`, else what the text's script shows.

    Chinese without a script gets it from the text: what is declared of a whole feed says too
    little, and what is declared wrongly (English, by a default of the software) says nothing.
    """
    tag = None
    for given in declared:
        if given and (tag := canonical(given)):
            break
    if tag is None or tag == "zh" or tag.startswith("en"):
        return han.script(text) or tag
    return tag
