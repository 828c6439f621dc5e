"""Documents compressed piece by piece are what they are when compressed whole."""

from __future__ import annotations

import gzip
import zlib

from hypothesis import given
from hypothesis import strategies as st

from feeds.publish.press import gzipped, pressed
from tests.examples import document, item
from tests.publish.rendering import rendered

PIECES = st.lists(st.binary(max_size=300) | st.binary(min_size=1, max_size=3).map(lambda b: b * 99))


@given(PIECES)
def test_pieces_put_together_are_the_whole(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    file = gzipped(whole, map(pressed, pieces))
    assert gzip.decompress(file) == whole
    # One member: not all that decompress go on behind the first.
    one = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    assert one.decompress(file) == whole
    assert one.eof
    assert not one.unused_data


def test_a_piece_of_its_greatest_short_length_is_kept_as_it_is() -> None:
    assert len(pressed(b"x" * 63)) == 63 + 5
    assert len(pressed(b"x" * 64)) < 64


def test_each_file_of_a_feed_is_there_compressed_too() -> None:
    items = [item(id=f"urn:x:{n}", content="<p>" + "tide and harbour " * 200) for n in range(9)]
    files = rendered(*items, gzip=True)
    plain = {name for name in files if not name.endswith(".gz")}
    assert plain == {"rss.xml", "atom.xml", "feed.json", "index.html"}
    for name in plain:
        assert gzip.decompress(files[f"{name}.gz"]) == files[name]
    assert len(files["atom.xml.gz"]) < len(files["atom.xml"]) / 5
    assert document().gzip is False
