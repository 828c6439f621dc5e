"""Patterns: of sections, matched by their keys, and of addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from feeds.model import Section
from feeds.route.sections import name_key, squeezed

_PART = re.compile(r"\\.|[*?]|[^\\*?]+|\\", re.S)
_END = "\x1f"  # behind each name, where no name has it

SectionMatch = Callable[[Section], bool]
"""Whether a section, by the keys of its names, is one of those that a pattern means."""


def section_pattern(names: Sequence[str]) -> SectionMatch:
    """What a pattern means, of which `names` are the parts.

    ``*`` stands for any characters of a name, ``?`` for one, ``**`` for any number of names,
    none among them; a backslash takes that meaning away. Names are compared as sections are: by
    script, width and case folded, and without separators. Without any of these a pattern means
    the section and all below it.
    """
    parts = [_name(name) for name in names]
    if not any(wild for _, wild in parts):
        parts.append(_EVERY)
    match = re.compile("".join(expression for expression, _ in parts)).fullmatch
    return lambda keys: keys != () and match("".join(key + _END for key in keys)) is not None


_EVERY = (f"(?:[^{_END}]*{_END})*", True)


def _name(name: str) -> tuple[str, bool]:
    """One name as a regular expression, and whether it means more than itself."""
    if name == "**":
        return _EVERY
    signs = {"*": f"[^{_END}]*", "?": f"[^{_END}]"}
    parts = _PART.findall(name)
    if not any(part in signs for part in parts):
        return re.escape(name_key(_plain(name))) + _END, False
    # A separator by itself says as little beside a sign as it does beside letters.
    made = "".join(signs.get(part) or re.escape(squeezed(_plain(part))) for part in parts)
    return made + _END, True


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def url_pattern(pattern: str) -> Callable[[str], bool]:
    """Whether an address is one that `pattern` means.

    ``*`` stands for any characters but a slash, ``**`` for any at all, ``**/`` for any folders or
    none. What is left out of its beginning may be anything: the scheme, or with a leading slash
    the host too. A query (``?…``) in an address counts only where the pattern has one.
    """
    whole, has_host = "://" in pattern, not pattern.startswith("/")
    made = ""
    for part in re.findall(r"\*\*/|\*\*|\*|[^*]+", _decoded(pattern, whole, has_host)):
        made += {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*"}.get(part) or re.escape(part)
    match = re.compile(made, re.S).fullmatch

    def found(url: str) -> bool:
        shown = url if "?" in pattern else url.partition("?")[0]
        shown = shown.partition("#")[0]
        scheme, _, rest = shown.partition("://")
        if not has_host:
            rest = rest[rest.find("/") :] if "/" in rest else "/"
        return match(_decoded(f"{scheme}://{rest}" if whole else rest, whole, has_host)) is not None

    return found


def _decoded(text: str, whole: bool, has_host: bool) -> str:
    """Without percent signs, and with a host in small letters."""
    if has_host:
        start = text.find("://") + 3 if whole else 0
        end = text.find("/", start)
        end = len(text) if end < 0 else end
        text = text[:end].lower() + (text[end:] or ("" if "**" in text else "/"))
    return unquote(text)
