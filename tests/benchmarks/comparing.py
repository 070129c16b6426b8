"""For how long the desk's event loop is held at once while statements are compared: processor time between two turns.

    python -m tests.benchmarks.comparing [--articles 10000] [--data FOLDER]

The articles hold quotes as `grouping` makes them, 16 each. Told are the longest stretch of each errand while it goes on
and keys are pressed, and how long it takes until its answer is there.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from textual.pilot import Pilot

from tests.benchmarks.data import make_folder, title
from tests.benchmarks.grouping import SOURCES, Maker, read
from tui import resources
from tui.app import BriefingApp, open_session
from tui.config import load_settings
from tui.extraction.version import VERSION
from tui.keymap import Keymap
from tui.library.catalogue import Catalogue, catalogue_file
from tui.library.protocol import Findings, Reply, findings_encoded
from tui.library.records import stamp_of
from tui.screens.compare import CompareScreen
from tui.screens.coverage_screen import CoverageScreen
from tui.text import content_hash, normalise

_QUOTES = 16
_PATIENCE = 1_800.0
"""Seconds for one errand."""
_AT_ONCE = 500


def fill(folder: Path) -> None:
    """A catalogue in which every article of a folder is known, with quotes."""
    catalogue = Catalogue(catalogue_file([folder]))
    paths = sorted(folder.glob("*.txt"))
    if catalogue.stale([os.fspath(paths[-1])], VERSION):
        maker = Maker(read(SOURCES), _QUOTES * len(paths))
        replies = []
        for path, (_, analysis, words, when) in zip(paths, maker.articles(_QUOTES * len(paths)), strict=True):
            identifier = content_hash(normalise(path.read_text(encoding="utf-8")))
            found = Findings(replace(analysis, document_id=identifier), tuple(words))
            replies.append(
                Reply(
                    path=str(path), document_id=identifier, title=title(int(path.stem)),
                    outlet=f"Outlet {hash(when) % 9}", published=when, words=100, quotes=len(words),
                    findings=findings_encoded(found), stamp=stamp_of(path),
                )
            )  # fmt: skip
            if len(replies) == _AT_ONCE or path == paths[-1]:
                catalogue.put_all(replies, VERSION)
                replies = []
    catalogue.close()


async def measure(folder: Path) -> None:
    """Print a row for each errand."""
    settings = load_settings(environ={})
    keymap = Keymap.from_settings(settings.keys, resources.default_config())
    app = BriefingApp(open_session([folder], settings, stdin=None, keymap=keymap, articles_bundled=False))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(2)
        longest, total = [0.0], time.monotonic()
        watching = asyncio.create_task(_watch(longest))

        async def errand(name: str, keys: list[str], is_done: Callable[[], bool], meanwhile: str) -> None:
            nonlocal total
            longest[0], total = 0.0, time.monotonic()
            await pilot.press(*keys)
            while not is_done() and time.monotonic() - total < _PATIENCE:
                if meanwhile:
                    await pilot.press(meanwhile)
                await asyncio.sleep(0.05)
            print(f"{name:44}{longest[0] * 1000:8.1f} ms held at once{time.monotonic() - total:9.1f} s", flush=True)

        await _to_a_quote(pilot)
        await errand("compare, for the first time", ["c"], lambda: isinstance(app.screen, CompareScreen), "")
        await pilot.press("q")
        await errand("compare again", ["c"], lambda: isinstance(app.screen, CompareScreen), "")
        await pilot.press("q")
        await errand("coverage by speakers", ["C"], lambda: _has_rows(app, statements=False), "j")
        await errand("coverage by statements", ["b"], lambda: _has_rows(app, statements=True), "j")
        await errand("coverage by statements, sorted anew", ["s"], lambda: not _screen(app).grid.progress, "j")
        for letter in ("F", *"the"):
            await errand(f"filter: {letter}", [letter], lambda: not _screen(app).grid.progress, "")
        await errand("filter given up", ["escape"], lambda: not _screen(app).grid.progress, "")
        watching.cancel()


async def _watch(longest: list[float]) -> None:
    before = time.thread_time()
    while True:
        await asyncio.sleep(0)
        now = time.thread_time()
        longest[0], before = max(longest[0], now - before), now


async def _to_a_quote(pilot: Pilot[None]) -> None:
    await pilot.press("enter", "3")
    await pilot.pause(0.5)


def _screen(app: BriefingApp) -> CoverageScreen:
    assert isinstance(app.screen, CoverageScreen)
    return app.screen


def _has_rows(app: BriefingApp, *, statements: bool) -> bool:
    if not isinstance(app.screen, CoverageScreen):
        return False
    grid = app.screen.grid
    return bool(grid.rows) and not grid.progress and grid.about.startswith("statements") == statements


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "briefing-tui-benchmarks")
    options = parser.parse_args()
    for place in ("cache", "config", "data", "state"):
        os.environ[f"XDG_{place.upper()}_HOME"] = str(options.data / "comparing" / place)
    folder = make_folder(options.data / f"compared-{options.articles}", options.articles)
    fill(folder)
    asyncio.run(measure(folder))


if __name__ == "__main__":
    main()
