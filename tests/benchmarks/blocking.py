"""For how long the desk's event loop is held at once while keys are dealt with: processor time between two turns.

python -m tests.benchmarks.blocking [--articles 100000] [--data FOLDER]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path

from tests.benchmarks.data import make_catalogue, make_folder
from tui import resources
from tui.app import BriefingApp, open_session
from tui.config import load_settings
from tui.keymap import Keymap

ERRANDS = (
    ("cursor", ["down"] * 20),
    ("page", ["pagedown"] * 10),
    ("filter opened", ["F"]),
    ("filter letters", [*"harbour"]),
    ("filter given up", ["escape"]),
)


async def measure(folder: Path) -> None:
    """Print the longest stretch of each errand."""
    settings = load_settings(environ={})
    keymap = Keymap.from_settings(settings.keys, resources.default_config())
    session = open_session([folder], settings, stdin=None, keymap=keymap, articles_bundled=False)
    app = BriefingApp(session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(2)
        longest = 0.0

        async def watch() -> None:
            nonlocal longest
            before = time.thread_time()
            while True:
                await asyncio.sleep(0)
                now = time.thread_time()
                longest, before = max(longest, now - before), now

        watching = asyncio.create_task(watch())
        for name, keys in ERRANDS:
            longest = 0.0
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.1)
            print(f"{name:20}{longest * 1000:8.1f} ms")
        watching.cancel()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "briefing-tui-benchmarks")
    options = parser.parse_args()
    for place in ("cache", "config", "data", "state"):
        os.environ[f"XDG_{place.upper()}_HOME"] = str(options.data / place)
    folder = make_folder(options.data / f"articles-{options.articles}", options.articles)
    make_catalogue(folder, options.data / "cache" / "briefing-tui")
    asyncio.run(measure(folder))


if __name__ == "__main__":
    main()
