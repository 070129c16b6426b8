"""Whatever is typed: the desk goes on, and no note is lost. `KEY_SEQUENCES=20` tries more sequences than the one."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
import yaml

from tests.pilot.conftest import OpenDesk
from tui.annotations.store import NoteStore

KEYS = [
    *"hjklwb{}nNFfpvVqspeaAetduyYrsUmxzgGHL/?:i<>+-0$59",
    *(
        "tab",
        "shift+tab",
        "enter",
        "enter",
        "escape",
        "escape",
        "escape",
        "space",
        "down",
        "up",
        "left",
        "right",
    ),
    *(
        "pagedown",
        "pageup",
        "home",
        "end",
        "ctrl+d",
        "ctrl+u",
        "ctrl+r",
        "ctrl+s",
        "ctrl+s",
        "ctrl+l",
        "ctrl+p",
    ),
    *("right_square_bracket", "left_square_bracket", "backslash", "apostrophe", "backspace", "f1"),
]
"""Keys that do something somewhere, those that end overlays more often. Leaving (`^q`) and what starts another program
(`o`, `E`) are left out."""


@pytest.mark.parametrize("seed", range(int(os.environ.get("KEY_SEQUENCES", "1"))))
async def test_500_keys_neither_crash_nor_lose_a_note(open_desk: OpenDesk, notes: Path, seed: int) -> None:
    chance = random.Random(seed)
    async with open_desk(size=chance.choice([(120, 36), (80, 24), (60, 20)])) as desk:
        for typed in range(500):
            key = chance.choice(KEYS)
            if key == "q" and desk.app.screen is desk.screen and desk.screen.reading.selection is None:
                continue  # it would leave the program
            await desk.pilot.press(key)
            if typed % 50 == 49:
                await desk.pilot.resize_terminal(chance.randint(30, 160), chance.randint(8, 50))
            assert desk.app._exception is None, f"after {typed} keys, at {key!r}"
            assert desk.app._exit is False
        session = desk.screen.session
        documents = {
            record.key: session.library.document(record.key) for record in session.library.records if not record.problem
        }
        held = {key: set(session.notebook(document).annotations) for key, document in documents.items()}
        assert not session.unsaved()
    store = NoteStore(notes)
    for key, document in documents.items():
        assert set(store.open(document).annotations) == held[key]
    for file in notes.glob("*.yaml"):
        assert list(yaml.safe_load_all(file.read_text(encoding="utf-8")))
