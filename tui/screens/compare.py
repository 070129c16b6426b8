"""One statement, many outlets: its wordings side by side or one under another, what differs marked word by word."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.comparison.alignment import Alignment, changes_told
from tui.comparison.pieces import Piece, PieceKind
from tui.comparison.provenance import Node, Provenance, provenance
from tui.library.grouping.asking import GroupingError
from tui.library.wordings import Wording
from tui.screens.compare_columns import Columns, beside
from tui.screens.compare_styles import MUTED, Part, origin, style_of
from tui.screens.window import Dialog
from tui.text import counted
from tui.widgets.signs import drawn
from tui.widgets.strips import folded

_NAME_ROWS = 3
_ALONE = "j k · Enter go · q close"
_STACKED = "j k · p hold against this · s side by side · Enter go · q close"
_BESIDE = "h l j k · p hold against this · s one under another · Enter go · q close"


class CompareScreen(Dialog[Wording | None]):
    """Gives back the wording whose passage the reader wants to see, None for none.

    The others are held against one wording, the pivot: words only here are underlined, other words than the pivot's
    reversed; words that only the pivot has stand between [− and ] where wordings stand one under another. What changes
    the meaning is told first. `beside` tells whether they stand side by side, in a window of so many columns, until the
    reader chooses; `on_choice` is told that. `aligned` are the words of the wordings (`words_shown`), held against one,
    as `align` does it for another one.
    """

    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar = [
        ("j,down", "down(1)", "Down"),
        ("k,up", "down(-1)", "Up"),
        ("l,right", "step(1)", "The next wording"),
        ("h,left", "step(-1)", "The wording before"),
        ("pagedown,ctrl+d", "page(1)", "A page down"),
        ("pageup,ctrl+u", "page(-1)", "A page up"),
        ("G,end", "edge(True)", "The end"),
        ("home", "edge(False)", "The beginning"),
        ("s", "lay", "Side by side, or one under another"),
        ("p,space", "pivot", "Hold the others against this one"),
        ("enter", "go", "Go to the passage"),
        ("q,escape,c", "dismiss(None)", "Close"),
    ]

    def __init__(
        self,
        wordings: Sequence[Wording],
        aligned: Alignment,
        align: Callable[[Sequence[str], int], Awaitable[Alignment]],
        beside: Callable[[int], bool],
        on_choice: Callable[[bool], None],
    ) -> None:
        super().__init__()
        self._wordings = wordings
        self._cursor = aligned.pivot
        self._texts = aligned.texts
        self._aligned, self._align = aligned, align
        self._came = provenance(each.report() for each in wordings)
        apart = self._came.apart()
        self._origins = [origin(each.published, apart[each.report()]) for each in wordings]
        self._wanted, self._on_choice = beside, on_choice
        self._columns: Columns | None = None
        """What is shown side by side."""

    def compose(self) -> ComposeResult:
        with Vertical(id="compare") as frame:
            frame.border_title = Content(f"One statement, {counted(len(self._wordings), 'wording')}")
            yield Static(id="heads")
            with VerticalScroll(id="wordings", can_focus=False):
                yield Static(id="columns")
                for number in range(len(self._wordings)):
                    yield Static(id=f"wording-{number}", classes="wording")
                yield Static(id="provenance")

    @property
    def is_beside(self) -> bool:
        """Whether the wordings stand side by side."""
        return len(self._wordings) > 1 and self._wanted(self.app.size.width)

    def on_resize(self) -> None:
        """Also when the window is opened."""
        self._show()

    def _show(self) -> None:
        frame = self.query_one("#compare")
        frame.set_class(self.is_beside, "-beside")
        keys = _BESIDE if self.is_beside else _STACKED if len(self._wordings) > 1 else _ALONE
        frame.border_subtitle = Content(keys)
        self.call_after_refresh(self._show_fitted)
        if self.is_beside:
            return
        for number, wording in enumerate(self._wordings):
            shown = self.query_one(f"#wording-{number}", Static)
            shown.set_class(number == self._cursor, "-current")
            shown.update(self._content(number, wording, self._aligned.rows[number]))
        self.query_one(f"#wording-{self._cursor}").scroll_visible(animate=False)

    def _show_fitted(self) -> None:
        """Show what is made for the width that there is."""
        came = self.query_one("#provenance", Static)
        came.update(Content("\n".join(_origins(self._came, came.content_size.width))))
        room = self.query_one("#wordings").styles
        if not self.is_beside:
            room.max_height = "100%"
            return
        shown = self.query_one("#columns", Static)
        width = shown.content_size.width
        if width < 1:  # it is not laid out yet, or no more
            return
        self._columns = beside(self._wordings, self._origins, self._aligned, self._cursor, width, self._columns)
        shown.update(_content(self._columns.lines))
        self.query_one("#heads", Static).update(_content(self._columns.heads))
        frame = self.query_one("#compare")
        share = frame.styles.max_height
        if share is not None:
            most = int(share.resolve(self.size, self.size)) - frame.gutter.height - len(self._columns.heads)
            room.max_height = max(most, 1)

    def _content(self, number: int, wording: Wording, row: Sequence[Piece]) -> Content:
        pivot = self._aligned.pivot
        when = f" · {self._origins[number]}" if self._origins[number] else ""
        held = "  (the others are held against this one)" if number == pivot and len(self._wordings) > 1 else ""
        parts: list[str | Part] = [
            (wording.known_as, "bold"),
            (f"{when}{held}\n", MUTED),
            (f"{wording.also_as}\n" if wording.also_as else "", MUTED),
            (f"{wording.told()}\n", "italic"),
        ]
        words = self._texts[number]
        if number == pivot:
            parts.append(words)
        else:
            parts += _marked(self._texts[pivot], words, row)
            told = changes_told(self._texts[pivot], words, row)
            if told:
                parts.append((f"\n! {'; '.join(told)}", "bold $warning"))
        return Content.assemble(*parts)

    def action_down(self, by: int) -> None:
        """To the wording below; where they stand side by side the lines below."""
        if self.is_beside:
            self.query_one("#wordings").scroll_relative(y=by, animate=False)
        else:
            self.action_step(by)

    def action_step(self, by: int) -> None:
        before, self._cursor = self._cursor, min(max(self._cursor + by, 0), len(self._wordings) - 1)
        if self._cursor != before:
            self._show()
        elif not self.is_beside:  # on from the last wording, or back before the first
            self.action_page(by)

    def action_page(self, by: int) -> None:
        """Scroll by pages: below the wordings stands where they came from."""
        shown = self.query_one("#wordings")
        shown.scroll_relative(y=by * shown.size.height, animate=False)

    def action_edge(self, last: bool) -> None:
        shown = self.query_one("#wordings")
        shown.scroll_end(animate=False) if last else shown.scroll_home(animate=False)

    def action_lay(self) -> None:
        if len(self._wordings) > 1:
            self._on_choice(not self.is_beside)
            self.action_edge(False)
            self._show()

    def action_pivot(self) -> None:
        self.run_worker(self._hold_against(self._cursor), exclusive=True)

    async def _hold_against(self, number: int) -> None:
        try:
            self._aligned = await self._align(self._texts, number)
        except GroupingError as error:
            self.app.notify(str(error), severity="warning", markup=False)
        else:
            self._show()

    def action_go(self) -> None:
        self.dismiss(self._wordings[self._cursor])

    def on_click(self, event: events.Click) -> None:
        widget = event.widget
        if widget is not None and widget.id in ("heads", "columns") and self._columns is not None:
            self._cursor = self._columns.at(event.x)
            self._show()
            return
        while widget is not None and not (widget.id or "").startswith("wording-"):
            widget = widget.parent if isinstance(widget.parent, Static) else None
        if widget is not None and widget.id is not None:
            self._cursor = int(widget.id.removeprefix("wording-"))
            self._show()


def words_shown(wordings: Iterable[Wording]) -> list[str]:
    """The words of each, as a terminal can show them."""
    return [drawn(wording.words) for wording in wordings]


def _content(lines: Sequence[Sequence[Part]]) -> Content:
    return Content("\n").join(Content.assemble(*line) for line in lines)


def _marked(pivot: str, words: str, row: Sequence[Piece]) -> list[str | Part]:
    """The words with their differences from the pivot's marked; punctuation between pieces is kept."""
    parts: list[str | Part] = []
    place = 0
    for piece in row:
        before, place = words[place : piece.b.start], piece.b.end
        if piece.kind is PieceKind.OMITTED:  # it stands between two words, and has room to both sides
            follows = words[place : place + 1].isalnum()
            leads = " " * (piece.b.start > 0)
            parts += [before + leads, (f"[−{piece.a.of(pivot)}]", style_of(piece)), " " * follows]
        else:
            parts += [before, (piece.b.of(words), style_of(piece))]
    parts.append(words[place:])
    return [part for part in parts if part and (isinstance(part, str) or part[0])]


def _origins(came: Provenance, width: int) -> list[str]:
    """The ways the statement came, as a small tree in lines of `width` cells; where they end stands the number of the
    source.
    """
    number = {report: at for at, origin in enumerate(came.origins, 1) for report in origin}
    lines = [f"Came from {counted(came.independent, 'independent source')}:"]

    def draw(node: Node, depth: int) -> None:
        sources = sorted({number[report] for report in node.reports})
        told = f"{', '.join(map(str, sources))}: " if sources and came.independent > 1 else ""
        name = f"{told}{node.told}"
        lead = f"{'  ' * depth}{'└ ' if depth else ''}"
        for at, words in enumerate(folded(name, max(width - len(lead), 1), _NAME_ROWS)):
            lines.append(f"{' ' * len(lead) if at else lead}{words}")
        for child in node.children:
            draw(child, depth + 1)

    for speaker in came.speakers:
        draw(speaker, 0)
    return lines
