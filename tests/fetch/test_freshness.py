"""For how long an answer is good."""

from __future__ import annotations

import pytest
from requests.structures import CaseInsensitiveDict

from feeds.fetch.freshness import freshness

NOON = "Mon, 28 Sep 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, 600),
        ({"cache-control": 'Public , MAX-AGE="600"'}, 600),
        ({"Cache-Control": "max-age=600", "Age": "200"}, 400),
        ({"Cache-Control": "max-age=600", "Age": "700"}, 0),
        ({"Cache-Control": "s-maxage=900, max-age=60"}, 60),
        ({"Cache-Control": "s-maxage=900"}, None),
        ({"Cache-Control": "no-cache, max-age=600"}, 0),
        ({"Cache-Control": "max-age=never"}, None),
        ({"Cache-Control": "max-age=99999999999999999999"}, 366 * 86400),
        ({"Expires": "Mon, 28 Sep 2026 13:00:00 GMT", "Date": NOON}, 3600),
        ({"Expires": "Mon, 28 Sep 2026 11:00:00 GMT", "Date": NOON}, 0),
        ({"Expires": "0", "Date": NOON}, 0),
        ({"Expires": NOON}, 0),
        ({"Cache-Control": "max-age=5", "Expires": "Mon, 28 Sep 2026 13:00:00 GMT"}, 5),
    ],
)
def test_what_headers_say(headers: dict[str, str], seconds: int | None) -> None:
    assert freshness(CaseInsensitiveDict(headers)) == seconds
