"""How often a document wants to be asked for."""

from __future__ import annotations

import pytest

from feeds.model import Rhythm
from feeds.read import read

SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


@pytest.mark.parametrize(
    ("channel", "rhythm"),
    [
        ("", Rhythm()),
        ("<ttl>90</ttl>", Rhythm(5400)),
        ("<ttl>soon</ttl>", Rhythm()),
        ("<ttl>-5</ttl>", Rhythm()),
        ("<sy:updatePeriod>\n hourly </sy:updatePeriod>", Rhythm(3600)),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
         Rhythm(21600)),
        ("<sy:updateFrequency>2</sy:updateFrequency>", Rhythm(43200)),
        ("<sy:updatePeriod>often</sy:updatePeriod>", Rhythm()),
        ("<ttl>60</ttl><sy:updatePeriod>daily</sy:updatePeriod>", Rhythm(86400)),
        ("<skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>x</hour></skipHours>",
         Rhythm(0, (0, 23))),
        ("<skipDays><day>Sunday</day><day>saturday</day><day>Feast</day></skipDays>",
         Rhythm(0, (), (5, 6))),
    ],
)  # fmt: skip
def test_what_a_channel_says(channel: str, rhythm: Rhythm) -> None:
    document = f'<rss version="2.0" {SY}><channel><title>a</title>{channel}</channel></rss>'
    assert read(document.encode()).rhythm == rhythm
    assert read(document.replace("</rss>", "").encode()).rhythm == rhythm  # the careful way


def test_rdf_says_it_in_its_channel() -> None:
    document = (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {SY}>'
        "<channel><title>a</title><sy:updatePeriod>weekly</sy:updatePeriod></channel>"
        "<item><title>b</title></item></rdf:RDF>"
    )
    assert read(document.encode()).rhythm == Rhythm(7 * 86400)
