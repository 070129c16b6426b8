"""What concerns all outlets at once: the coverage matrix, the timeline, the check of a draft, the briefing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.linking import Locus

if TYPE_CHECKING:
    from tui.briefing.choosing import Choice
    from tui.screens.desk import DeskScreen


class OutletActions:
    """Opens the screens over all articles, and goes to what was chosen there."""

    def __init__(self, desk: DeskScreen) -> None:
        self._desk = desk
        self._draft = ""
        self._briefing = "briefing.html"

    def do_coverage(self, count: int) -> None:
        """Show who, or what, is in which outlet."""
        from tui.screens.coverage_screen import CoverageScreen

        self._desk.app.push_screen(CoverageScreen(self._desk), self._go)

    def do_actor_card(self, count: int) -> None:
        """Show the card of the actor that the reader is at, or of the speaker of the quote."""
        locus, article = self._desk.here(), self._desk.article
        actor = locus.actor if locus else None
        quote = article.attribution(locus.attribution) if article and locus and article.path == locus.path else None
        if actor is None and article is not None and quote is not None:
            actor = article.quote_locus(quote).actor
        if actor is None:
            self._desk.notify("Go to an actor or a quote first", timeout=2)
            return
        from tui.screens.actor_screen import ActorScreen

        self._desk.app.push_screen(ActorScreen(self._desk, actor), self._go)

    def do_timeline(self, count: int) -> None:
        """Show what was published when, and the days that the texts speak of."""
        from tui.screens.timeline_screen import TimelineScreen

        self._desk.app.push_screen(TimelineScreen(self._desk), self._go)

    def do_check_draft(self, count: int) -> None:
        """Ask for a draft, then hold its quotations against the articles."""
        from tui.screens.line_prompt import LinePrompt

        self._desk.app.push_screen(
            LinePrompt("Check the quotations of a draft", self._draft, "the path of a draft: .md, .txt, .html, .docx"),
            self._check,
        )

    def _check(self, draft: str | None) -> None:
        if draft is not None:
            from tui.screens.check_screen import CheckScreen

            self._draft = draft
            self._desk.app.push_screen(CheckScreen(self._desk, Path(draft).expanduser()), self._go)

    def do_briefing(self, count: int) -> None:
        """Ask for a file and a choice, then write a briefing on the articles that the list shows."""
        from tui.screens.briefing_prompt import BriefingPrompt

        rows = self._desk.article_list.shown
        self._desk.app.push_screen(BriefingPrompt(len(rows), self._briefing), self._brief)

    def _brief(self, wanted: tuple[Path, Choice] | None) -> None:
        if wanted is None:
            return
        from tui.briefing.formats import format_of

        file, choice = wanted
        self._briefing = str(file)
        format = format_of(file)
        if not file.exists():
            self._write(file, format, choice)
            return
        from tui.screens.ask import AskScreen

        question = f"{file} is there already. Write over it?"
        self._desk.app.push_screen(AskScreen(question), lambda yes: self._write(file, format, choice) if yes else None)

    def _write(self, file: Path, format: str, choice: Choice) -> None:
        from tui.screens.briefing_writer import write_briefing

        library = self._desk.session.library
        rows = self._desk.article_list.shown
        keys = [copy.key for row in rows for copy in library.copies(row)]  # whose notes count, if not their quotes
        self._desk.run_worker(write_briefing(self._desk, keys, file, format, choice), exclusive=False)

    def _go(self, locus: Locus | None) -> None:
        if locus is not None:
            self._desk.links.go(locus, visit=True)
