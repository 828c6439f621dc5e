"""What is seen of the sources: the table, JSON, and metrics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.command import feeds
from tests.server import Answer, serve

RSS = (
    '<rss version="2.0"><channel><title>a</title><ttl>180</ttl>'
    "<item><guid>1</guid><title>one</title></item></channel></rss>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with serve({"/good": Answer(RSS.encode()), "/bad": Answer(status=503)}) as server:
        (tmp_path / "config.yaml").write_text(
            f"sources: [{{url: '{server.url}/good', id: good}},\n"
            f"  {{url: '{server.url}/bad', id: bad}}]\n"
            "fetch: {pause: 0}\n"
        )
        yield tmp_path


def samples(text: str) -> dict[tuple[str, str], float]:
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_person_sees_when_each_source_is_due_and_why(folder: Path) -> None:
    said = feeds("run", cwd=folder).stderr
    assert said.count("\n") == 1
    assert "503" in said
    assert feeds("run", "--force", cwd=folder).stderr == ""  # it is known that it fails
    table = feeds("status", cwd=folder).stdout
    good = next(line for line in table.splitlines() if line.startswith(("good", " good")))
    assert "little known so far" in good or "the feed asks for 3h" in good
    assert "503" in next(line for line in table.splitlines() if "failing" in line)
    told = {one["id"]: one for one in json.loads(feeds("status", "--json", cwd=folder).stdout)}
    assert told["good"]["interval"] >= 3 * 3600
    assert told["good"]["why"]
    assert told["bad"]["state"] == "failing"
    assert told["bad"]["interval"] >= 3600


def test_metrics_are_what_prometheus_reads(folder: Path) -> None:
    feeds("run", cwd=folder)
    found = samples(feeds("metrics", cwd=folder).stdout)
    assert found["feeds_sources", "ok"] == 1
    assert found["feeds_sources", "failing"] == 1
    assert found["feeds_entries", ""] == 1
    assert found["feeds_source_entries", "good"] == 1
    assert found["feeds_source_failures", "bad"] == 1
    assert found["feeds_source_next_timestamp_seconds", "good"] > 1.7e9
    assert ("feeds_source_last_success_timestamp_seconds", "bad") not in found
    file = folder / "feeds.prom"
    file.write_text("old")
    done = feeds("metrics", "--output", file, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert samples(file.read_text()) == found
    assert not list(folder.glob(".feeds-*"))
    wrong = feeds("metrics", "--output", folder / "no/where.prom", cwd=folder)
    assert (wrong.returncode, "cannot be written" in wrong.stderr) == (1, True)
