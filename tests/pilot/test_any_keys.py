"""Whatever is typed: the desk goes on, and no note is lost. `KEY_SEQUENCES=20` tries more sequences than the one."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest
import yaml
from textual.widgets import Input

from tests.pilot.conftest import Desk, OpenDesk
from tests.pilot.test_each_action import textual_key
from tui.actions import Context
from tui.annotations.store import NoteStore

_STRAY = [*"0123456789?:x", "enter", *["escape"] * 4, "tab", "ctrl+s", "space", "backspace", "f1"]
"""Keys of dialogs, and those that end them more often."""
_LEFT_OUT = {"quit", "open-url", "open-editor"}
"""Leaving, and what starts another program."""


def key_sequences(desk: Desk) -> list[list[str]]:
    """The keys of every action, and single keys."""
    keymap = desk.screen.session.keymap
    whole = [
        list(map(textual_key, shown.split(" ")))
        for action, found in keymap._shown.items()
        for shown in found
        if action not in _LEFT_OUT
    ]
    return [*sorted(whole), *([key] for key in _STRAY)]


def notes_held(desk: Desk) -> set[str]:
    """The ids of all notes that the desk has in memory."""
    return {note.id for notebook in desk.screen.session._notebooks.values() for note in notebook.annotations}


@pytest.mark.parametrize("seed", range(int(os.environ.get("KEY_SEQUENCES", "1"))))
async def test_500_keys_neither_crash_nor_lose_a_note(open_desk: OpenDesk, notes: Path, seed: int) -> None:
    chance = random.Random(seed)
    screens: Counter[str] = Counter()
    ever: set[str] = set()
    async with open_desk(size=chance.choice([(120, 36), (80, 24), (60, 20)])) as desk:
        sequences = key_sequences(desk)
        typed = 0
        while typed < 500:
            for key in chance.choice(sequences):
                on_desk = desk.app.screen is desk.screen and not isinstance(desk.screen.focused, Input)
                if key in ("q", "ctrl+q") and on_desk and Context.SELECTING not in desk.screen.contexts():
                    continue  # it would leave the program
                await desk.pilot.press(key)
                typed += 1
                assert desk.app._exception is None, f"after {typed} keys, at {key!r}"
                assert desk.app._exit is False, f"after {typed} keys, at {key!r}"
                screens[type(desk.app.screen).__name__] += 1
                ever |= notes_held(desk)
                if typed % 50 == 0:
                    await desk.pilot.resize_terminal(chance.randint(30, 160), chance.randint(8, 50))
        session = desk.screen.session
        documents = {
            record.key: session.library.document(record.key) for record in session.library.records if not record.problem
        }
        held = {key: set(session.notebook(document).annotations) for key, document in documents.items()}
        assert not session.unsaved()
    assert len(screens) > 3, screens
    store = NoteStore(notes)
    for key, document in documents.items():
        assert set(store.open(document).annotations) == held[key]
    on_disk = "".join(file.read_text(encoding="utf-8") for file in notes.rglob("*") if file.is_file())
    assert {id for id in ever if id not in on_disk} == set(), "neither a note nor in the journal, to be brought back"
    for file in notes.glob("*.yaml"):
        assert list(yaml.safe_load_all(file.read_text(encoding="utf-8")))
