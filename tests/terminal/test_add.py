"""`briefing-tui add` and `refresh`: what they fetch from a server on this machine, print and leave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.serving import Reply, page, serving
from tests.terminal.pty import PROGRAM
from tests.terminal.test_commands import complaint, run
from tests.unit.documents.containing import rss, rss_item

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(PROGRAM is None, reason="briefing-tui is not installed"),
]


def test_what_is_added_can_be_read_and_is_refreshed(tmp_path: Path) -> None:
    folder, listed = tmp_path / "articles", tmp_path / "list.txt"
    with serving() as site:
        site["/talks"], site["/feed"] = page("Talks in Moscow"), Reply(rss(rss_item(1)), etag='"1"')
        listed.write_text(f"{site.at('/talks')}\n{site.at('/none')}\n")
        done = run("add", listed, "-", "--to", folder, stdin=site.at("/feed").encode())
        item = folder / "the-morning-desk" / "talks-of-day-1-after.html"
        assert done.stdout.decode().splitlines() == [str(folder / "talks-in-moscow.html"), str(item)]
        assert done.stderr.decode().splitlines() == [
            "2 articles saved",
            f"briefing-tui: {site.at('/none')}: answers 404 (Not Found)",
        ]
        assert done.returncode == 1
        read = [json.loads(line) for line in run("extract", "--format", "jsonl", folder).stdout.splitlines()]
        assert [(each["title"], each["outlet"], each["url"]) for each in read] == [
            ("Talks in Moscow", "", site.at("/talks")),
            ("Talks of day 1 & after", "The Morning Desk", "https://example.org/1"),
        ]
        site["/feed"] = Reply(rss(rss_item(2), rss_item(1)))
        again = run("refresh", folder)
        assert again.returncode == 0, again.stderr
        assert [Path(line).name for line in again.stdout.decode().splitlines()] == ["talks-of-day-2-after.html"]


def test_what_is_no_address_is_told(tmp_path: Path) -> None:
    assert "neither an address" in complaint(run("add", "nowhere", "--to", tmp_path), 1)
    assert "follows no feeds" in complaint(run("refresh", tmp_path), 1)
    assert list(tmp_path.iterdir()) == []
