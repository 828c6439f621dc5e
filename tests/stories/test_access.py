"""A paid feed: its password is told to it, and to nobody else."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

from tests.command import feeds
from tests.server import Answer, serve

FEED = b"""<rss version="2.0"><channel><title>Paid</title><item><title>Tide tables</title>
<link>https://paid.example/1</link><guid>1</guid></item></channel></rss>"""
SECRETS = ("open-sesame", "t0ken-of-ours")


def doorkeeper(headers: Mapping[str, str]) -> Answer:
    kind, _, told = headers.get("authorization", "").partition(" ")
    known = kind == "Bearer" and told == SECRETS[1]
    known = known or (kind == "Basic" and base64.b64decode(told) == b"me:open-sesame")
    return Answer(FEED, headers={"ETag": '"1"'}) if known else Answer(status=401)


def test_a_paid_feed(tmp_path: Path) -> None:
    with serve(
        {"/by-password": doorkeeper, "/by-token": doorkeeper, "/open": doorkeeper}
    ) as server:
        with_password = server.url.replace("http://", "http://me:open-sesame@")
        (tmp_path / "token").write_text(SECRETS[1] + "\n")
        (tmp_path / "config.yaml").write_text(
            "sources:\n"
            f"- {with_password}/by-password\n"
            f"- {{url: '{server.url}/by-token', access: {{token: '${{file:token}}'}}}}\n"
            f"- {server.url}/open\n"
        )
        ran = feeds("run", cwd=tmp_path)
        status = feeds("status", cwd=tmp_path)
        metrics = feeds("metrics", cwd=tmp_path)
    said = ran.stdout + ran.stderr + status.stdout + status.stderr + metrics.stdout
    assert "401" in said
    assert "Tide tables" in (tmp_path / "output/all/atom.xml").read_text()
    for secret in SECRETS:
        assert secret not in said
        for path in [*tmp_path.glob("feeds.db*"), *(tmp_path / "output").rglob("*.*")]:
            assert not path.is_file() or secret.encode() not in path.read_bytes(), path
