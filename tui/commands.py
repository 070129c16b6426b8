"""The command palette: every action by its name, and the themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.actions import ACTIONS, Context
from tui.screens.all_notes import AllNotesScreen
from tui.screens.desk import DeskScreen
from tui.screens.list_screen import ListScreen

_ELSEWHERE = (Context.ALL_NOTES, Context.COVERAGE, Context.TIMELINE, Context.SEARCH)
"""Where actions are at home that mean nothing on the desk."""


class ActionCommands(Provider):
    """Actions that make sense at once (those that wait for a letter do not), with their keys; then themes."""

    def _all(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        screen = self.screen
        if isinstance(screen, DeskScreen | AllNotesScreen | ListScreen):
            on_desk = isinstance(screen, DeskScreen)
            for action in ACTIONS:
                if action.argument or action.id == "palette":
                    continue
                if action.context in _ELSEWHERE if on_desk else not screen.dispatcher.does(action):
                    continue
                keys = screen.session.keymap.keys_of(action.id)
                title = f"{action.title}  [{keys[0]}]" if keys else action.title
                yield title, action.description, partial(screen.dispatcher.run, action)
        for name in () if self.app.no_color else sorted(self.app.available_themes):
            yield (
                f"Theme: {name}",
                "Show the desk in these colours.",
                partial(setattr, self.app, "theme", name),
            )

    async def discover(self) -> Hits:
        for title, description, run in self._all():
            yield DiscoveryHit(Content(title), run, text=title, help=description)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for title, description, run in self._all():
            score = max(matcher.match(title), matcher.match(description) * 0.9)
            if score > 0:
                yield Hit(score, Content(title), run, text=title, help=description)
