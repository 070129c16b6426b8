"""What concerns all outlets at once: the coverage matrix, the check of a draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.linking import Locus

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen


class OutletActions:
    """Opens the screens over all articles, and goes to what was chosen there."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self._draft = ""

    def do_coverage(self, count: int) -> None:
        """Show who, or what, is in which outlet."""
        from tui.screens.coverage_screen import CoverageScreen

        self._desk.app.push_screen(CoverageScreen(self._desk), self._go)

    def do_check_draft(self, count: int) -> None:
        """Ask for a draft, then hold its quotations against the articles."""
        from tui.screens.path_prompt import PathPrompt

        self._desk.app.push_screen(PathPrompt("Check the quotations of a draft", self._draft, "draft.md"), self._check)

    def _check(self, draft: Path | None) -> None:
        if draft is not None:
            from tui.screens.check_screen import CheckScreen

            self._draft = str(draft)
            self._desk.app.push_screen(CheckScreen(self._desk, draft), self._go)

    def _go(self, locus: Locus | None) -> None:
        if locus is not None:
            self._desk.links.go(locus, visit=True)
