"""One statement, many outlets: its wordings one under another, what differs marked word by word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.comparison.alignment import align, changes_told
from tui.comparison.differences import Piece, PieceKind
from tui.comparison.provenance import Node, provenance
from tui.library.wordings import Wording
from tui.text import counted

_STYLES = {PieceKind.SAME: "", PieceKind.INSERTED: "bold underline", PieceKind.CHANGED: "bold reverse"}


class CompareScreen(ModalScreen[Wording | None]):
    """Gives back the wording whose passage the reader wants to see, None for none.

    The wording under the cursor is held against the pivot: words only here are underlined, other words than the pivot's
    reversed, words that only the pivot has stand between [− and ]. What changes the meaning is told first.
    """

    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar = [
        ("j,down", "step(1)", "Down"),
        ("k,up", "step(-1)", "Up"),
        ("pagedown,ctrl+d", "page(1)", "A page down"),
        ("pageup,ctrl+u", "page(-1)", "A page up"),
        ("G,end", "edge(True)", "The end"),
        ("home", "edge(False)", "The beginning"),
        ("p,space", "pivot", "Hold the others against this one"),
        ("enter", "go", "Go to the passage"),
        ("q,escape,c", "dismiss(None)", "Close"),
    ]

    def __init__(self, wordings: Sequence[Wording], here: int) -> None:
        super().__init__()
        self._wordings = wordings
        self._cursor = here
        self._pivot = 0

    def compose(self) -> ComposeResult:
        origins = provenance(wording.report() for wording in self._wordings)
        reports = len(self._wordings)
        with Vertical(id="compare") as frame:
            frame.border_title = Content(f"One statement, {counted(reports, 'wording')}")
            frame.border_subtitle = Content("j k move · p hold against this one · Enter its passage · q close")
            with VerticalScroll(id="wordings", can_focus=False):
                for number in range(reports):
                    yield Static(id=f"wording-{number}", classes="wording")
                yield Static(_origins(origins.speakers, origins.independent), id="provenance")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        aligned = align([wording.words for wording in self._wordings], self._pivot)
        for number, wording in enumerate(self._wordings):
            shown = self.query_one(f"#wording-{number}", Static)
            shown.set_class(number == self._cursor, "-current")
            shown.update(self._content(number, wording, aligned.rows[number]))
        self.query_one(f"#wording-{self._cursor}").scroll_visible(animate=False)

    def _content(self, number: int, wording: Wording, row: Sequence[Piece]) -> Content:
        quote = wording.attribution
        when = f" · {_moment(wording.published)}" if wording.published else ""
        via = f", via {', '.join(quote.via)}" if quote.via else ""
        held = "  (the others are held against this one)" if number == self._pivot and len(self._wordings) > 1 else ""
        parts: list[str | tuple[str, str]] = [
            (wording.outlet or wording.title, "bold"),
            (f"{when}{held}\n", "$foreground-muted"),
            (f"{wording.speaker or 'speaker not known'} · {quote.kind.value}{via}\n", "italic"),
        ]
        pivot = self._wordings[self._pivot].words
        if number == self._pivot:
            parts.append(wording.words)
        else:
            parts += _marked(pivot, wording.words, row)
            told = changes_told(pivot, wording.words, row)
            if told:
                parts.append((f"\n! {'; '.join(told)}", "bold $warning"))
        return Content.assemble(*parts)

    def action_step(self, by: int) -> None:
        before, self._cursor = self._cursor, min(max(self._cursor + by, 0), len(self._wordings) - 1)
        if self._cursor == before:  # on from the last wording, or back before the first
            self.action_page(by)
        else:
            self._show()

    def action_page(self, by: int) -> None:
        """Scroll by pages: below the wordings stands where they came from."""
        shown = self.query_one("#wordings")
        shown.scroll_relative(y=by * shown.size.height, animate=False)

    def action_edge(self, last: bool) -> None:
        shown = self.query_one("#wordings")
        shown.scroll_end(animate=False) if last else shown.scroll_home(animate=False)

    def action_pivot(self) -> None:
        self._pivot = self._cursor
        self._show()

    def action_go(self) -> None:
        self.dismiss(self._wordings[self._cursor])

    def on_click(self, event: events.Click) -> None:
        widget = event.widget
        while widget is not None and not (widget.id or "").startswith("wording-"):
            widget = widget.parent if isinstance(widget.parent, Static) else None
        if widget is not None and widget.id is not None:
            self._cursor = int(widget.id.removeprefix("wording-"))
            self._show()


def _moment(published: datetime) -> str:
    """The date, and the time where one is told: a date alone is midnight."""
    timed = published.hour or published.minute
    return f"{published:%-d %b %Y %H:%M}" if timed else f"{published:%-d %b %Y}"


def _marked(pivot: str, words: str, row: Sequence[Piece]) -> list[str | tuple[str, str]]:
    """The words with their differences from the pivot's marked; punctuation between pieces is kept."""
    parts: list[str | tuple[str, str]] = []
    place = 0
    for piece in row:
        if piece.kind is PieceKind.OMITTED:
            parts.append((f"[−{piece.a.of(pivot)}]", "$foreground-muted"))
            continue
        parts.append(words[place : piece.b.start])
        parts.append((piece.b.of(words), _STYLES[piece.kind]))
        place = piece.b.end
    parts.append(words[place:])
    return [part for part in parts if part and (isinstance(part, str) or part[0])]


def _origins(speakers: Sequence[Node], independent: int) -> Content:
    """The ways the statement came, as a small tree."""
    lines = [f"Came from {counted(independent, 'independent source')}:"]

    def draw(node: Node, depth: int) -> None:
        name = node.name or "not known"
        lines.append(f"{'  ' * depth}{'└ ' if depth else ''}{name}{' (unnamed)' if node.unnamed else ''}")
        for child in node.children:
            draw(child, depth + 1)

    for speaker in speakers:
        draw(speaker, 0)
    return Content("\n".join(lines))
