"""For how long an answer is good, as its server says (RFC 9111, section 4.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_DIRECTIVE = re.compile(r"""\s*([^\s=,]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,]*)))?\s*(?:,|$)""")
_MOST = 366 * 86400


def freshness(headers: Mapping[str, str]) -> int | None:
    """Seconds from now, by Cache-Control's max-age, else by Expires; None if neither says so.

    What has been in a cache for some of that time has so much less left (Age). Of what the
    directives for shared caches say nothing concerns us.
    """
    said = headers.get("Cache-Control")
    directives = {
        match[1].lower(): match[2] or match[3] or "" for match in _DIRECTIVE.finditer(said or "")
    }
    if "no-cache" in directives or "no-store" in directives:
        return 0
    if (limit := _seconds(directives.get("max-age"))) is not None:
        return max(0, limit - (_seconds(headers.get("Age")) or 0))
    if (expires := headers.get("Expires")) is None:
        return None
    try:
        left = parsedate_to_datetime(expires) - parsedate_to_datetime(headers.get("Date", ""))
        return max(0, min(int(left.total_seconds()), _MOST))
    except (ValueError, TypeError, OverflowError):  # "0" and the like: it is stale already
        return 0


def _seconds(text: str | None) -> int | None:
    text = (text or "").strip()
    return min(int(text[:10]), _MOST) if text.isascii() and text.isdigit() else None
