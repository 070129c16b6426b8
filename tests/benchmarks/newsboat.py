"""newsboat with the same articles, where it is installed: what it takes for a folder of articles is one feed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.benchmarks.data import text, title

PROGRAM = shutil.which("newsboat")
FEED = "The Linden Post"
TERMINAL = "screen-256color"
DOWN, UP = b"\x1bOB", b"\x1bOA"
"""What such a terminal sends once a program has asked it for its keys; the other form is three unknown keys to it."""


def command(folder: Path, count: int) -> list[str]:
    """Starts it on a feed of `count` items, which was fetched before. Made once (a few minutes for 100,000)."""
    assert PROGRAM is not None
    feed, urls, cache, config = (folder / name for name in ("feed.xml", "urls", "cache.db", "config"))
    started = [PROGRAM, "-u", str(urls), "-c", str(cache), "-C", str(config)]
    if not cache.exists():
        folder.mkdir(parents=True, exist_ok=True)
        items = "".join(
            f"<item><title>{title(number)}</title><guid>{number}</guid><link>https://example.org/{number}</link>"
            f"<pubDate>Thu, 10 Feb 2022 {number // 3600 % 24:02d}:{number // 60 % 60:02d}:00 GMT</pubDate>"
            f"<description>{text(number, 600)}</description></item>"
            for number in range(count)
        )
        feed.write_text(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{FEED}</title>'
            f"<link>https://example.org/</link><description>Made.</description>{items}</channel></rss>"
        )
        urls.write_text(f"file://{feed}\n")
        config.write_text("")
        subprocess.run([*started, "-x", "reload"], check=True)
    return started
