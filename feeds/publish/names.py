"""Names as folders: in their own script, safe on every file system and in every address."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from pathvalidate import sanitize_filename

PRIVATE = "private"
"""Below this folder stand the feeds that nothing names."""

_MAX_BYTES = 120
# What a feed's folder holds itself.
_FILES = ("rss.xml", "atom.xml", "feed.json", "index.html")
_OURS = {"archive", *_FILES, *(f"{name}.gz" for name in _FILES)}

_DEVICE = re.compile(r"(?:CON|CONIN\$|CONOUT\$|PRN|AUX|NUL|CLOCK\$|(?:COM|LPT)[0-9¹²³])\s*", re.I)


def folder_name(name: str) -> str:
    """`name` as the name of one folder; never empty, never a path, the same for the same name."""
    text = "".join(
        "-" if c in "/\\:|" else " " if c.isspace() or c in '<>"?*' else c
        for c in name
        if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs", "Cn") or c.isspace()
    )
    text = unicodedata.normalize("NFC", text).replace("#", "＃").replace("%", "％")
    # Without the edges that systems hide or drop before it is seen whether the rest is reserved.
    text = " ".join(text.split()).strip(" .~")
    safe = sanitize_filename(text, platform="universal", max_len=255)
    if _DEVICE.fullmatch(safe.partition(".")[0]):
        safe = f"_{safe}"
    if len(safe.encode()) > _MAX_BYTES:
        safe = f"{_cut(safe, _MAX_BYTES - 9)}-{_digest(name)}"
    if not safe:
        safe = f"unnamed-{_digest(name)}"
    return f"{safe}-" if safe.casefold() in _OURS else safe


def unique_slug(parent: str, name: str, taken: set[str]) -> str:
    """The folder for `name` below `parent`: none of `taken`, nor one that differs in case only.

    `taken` holds what `slug_key` gives for the slugs that exist.
    """
    base = f"{parent}/{folder_name(name)}"
    slug, number = base, 1
    while slug_key(slug) in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def slug_key(slug: str) -> str:
    """Equal for two slugs that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", slug).casefold())


def is_private(slug: str) -> bool:
    """Whether this is the folder of a feed that nothing may name."""
    return slug.startswith(f"{PRIVATE}/")


@lru_cache(maxsize=1024)
def slug_path(slug: str) -> str:
    """The slug as part of an address (RFC 3986), with a closing slash."""
    return quote(slug, safe="/") + "/"


def _cut(text: str, size: int) -> str:
    cut = text.encode()[:size].decode(errors="ignore")
    while cut and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip(" .")


def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=4).hexdigest()
