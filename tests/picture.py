"""Makes the README's pictures: `python -m tests.picture .github` opens the desk and lets it draw itself."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tui import resources
from tui.app import BriefingApp, open_session
from tui.config import load_settings
from tui.keymap import Keymap
from tui.screens.compare import CompareScreen
from tui.screens.desk import DeskScreen


async def draw(folder: Path) -> None:
    """Save the desk over the bundled articles, at 132x38, with a quote chosen in the feature, and its wordings."""
    settings = load_settings(environ={}, overrides={"annotations.creator": "reader"})
    keymap = Keymap.from_settings(settings.keys, resources.default_config())
    session = open_session([resources.seeds_dir()], settings, stdin=None, keymap=keymap, articles_bundled=True)
    app = BriefingApp(session)
    async with app.run_test(size=(132, 38)) as pilot:
        desk = app.screen_stack[0]
        assert isinstance(desk, DeskScreen)
        while desk.intake.indexer is None or desk.intake.indexer.busy:
            await pilot.pause(0.05)
        await pilot.press("j", "j", "l")
        for _ in range(4):
            await pilot.press("right_square_bracket", "q")
        await pilot.press("A", "l")
        await pilot.pause(0.3)
        save(app, folder / "desk.svg")
        await pilot.press("k", "k", "c")
        while not isinstance(app.screen, CompareScreen):
            await pilot.pause(0.05)
        await pilot.pause(0.3)
        save(app, folder / "compare.svg")


def save(app: BriefingApp, target: Path) -> None:
    app.clear_notifications()
    target.write_text(app.export_screenshot(title="briefing-tui seeds"), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = f"{home}/{name.lower()}"
        os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
        asyncio.run(draw(Path(sys.argv[1])))
