"""From a quote to the same statement in other articles."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui.library.wordings import Wording, Wordings
from tui.linking import Locus

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class VariantActions:
    """Compares the wordings of the quote the reader is at, and goes from one to the next."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk

    @cached_property
    def wordings(self) -> Wordings:
        """The statements of the library, made when they are first asked for."""
        return Wordings(self._desk.session.library)

    def _of_here(self) -> tuple[list[Wording], int]:
        """The wordings of the quote the reader is at, and which of them it is; none (and a message) without one."""
        locus = self._desk.here()
        if locus is None or locus.attribution is None:
            self._desk.notify("Go to a quote first", timeout=2)
            return [], 0
        found = self.wordings.of(locus.path, locus.attribution)
        here = next(
            (at for at, each in enumerate(found) if (each.key, each.attribution.id) == (locus.path, locus.attribution)),
            0,
        )
        return found, here

    def compare(self) -> None:
        """Show the wordings one under another."""
        from tui.screens.compare import CompareScreen

        found, here = self._of_here()
        if found:
            self._desk.app.push_screen(CompareScreen(found, here), self._go)

    def step(self, by: int) -> None:
        """Go to the next wording, round the end."""
        found, here = self._of_here()
        if len(found) == 1:
            self._desk.notify("No other article has this statement", timeout=2)
        elif found:
            self._go(found[(here + by) % len(found)])

    def _go(self, wording: Wording | None) -> None:
        if wording is None:
            return
        quote = wording.attribution
        locus = Locus(wording.key, quote.span, attribution=quote.id, actor=wording.actor)
        self._desk.links.go(locus, visit=True)
