"""What the footer of the desk tells of the keys that hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.actions import Action, Context
from tui.keymap import Keymap

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

Hint = tuple[str, str, str]
"""Id of an action, its key, its title."""


class FooterHints:
    """Made once for each set of contexts: the footer is shown again at every key."""

    def __init__(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._known: dict[tuple[Context, ...], Sequence[Hint]] = {}

    def of(self, contexts: tuple[Context, ...]) -> Sequence[Hint]:
        """The hints where these contexts hold, those of the inner ones first."""
        if contexts not in self._known:
            found = [each for each in self._keymap.in_force(contexts) if each[0].footer]
            first = ["annotate"] if Context.SELECTING in contexts else []
            found.sort(key=lambda each: _rank(each[0], contexts, first))
            self._known[contexts] = [(action.id, keys[0], action.title) for action, keys in found]
        return self._known[contexts]

    def shown_on(self, desk: DeskScreen) -> Sequence[Hint]:
        """The hints as things stand: none under another screen, those of a prompt while one is open."""
        if desk.app.screen is not desk:
            return ()
        if any(child.id == "prompt" for child in desk.children):
            return (("", "Enter", "Accept"), ("cancel", "Esc", "Cancel"))
        indexer = desk.intake.indexer
        idle = {
            "go-back": not desk.navigator.can_go_back,
            "pause-reading": indexer is None or not indexer.busy,
        }
        return [hint for hint in self.of(tuple(desk.contexts())) if not idle.get(hint[0])]


def _rank(action: Action, contexts: Sequence[Context], first: Sequence[str]) -> tuple[bool, bool, int]:
    """What comes first in a footer that has not room for all: `first`, help, then what belongs to the focused pane."""
    return action.id not in first, action.id != "help", contexts.index(action.context)
