"""Every action of the registry does what it says when its key is pressed."""

from __future__ import annotations

import pytest

from tests.pilot.action_effects import EFFECTS
from tests.pilot.conftest import Desk, OpenDesk
from tui.actions import ACTIONS

_NAMES = {"Esc": "escape", "Shift+Tab": "shift+tab"}


def textual_key(token: str) -> str:
    """Textual's name of one of our keys."""
    if len(token) == 2 and token[0] == "^":
        return f"ctrl+{token[1]}"
    return token if len(token) == 1 else _NAMES.get(token, token.lower())


def test_every_action_has_an_effect_that_is_tested() -> None:
    assert {action.id for action in ACTIONS} == set(EFFECTS)


@pytest.mark.parametrize("action", sorted(EFFECTS))
async def test_an_action_through_its_key(open_desk: OpenDesk, action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with open_desk(keys__timeout=5) as desk:
        await EFFECTS[action](desk, _press(desk, action))


def _press(desk: Desk, action: str):
    keys = desk.screen.session.keymap.keys_of(action)[0].split(" ")

    async def press(*before: str, after: str = "") -> None:
        await desk.press(*before, *map(textual_key, keys), *after)

    return press
