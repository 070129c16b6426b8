"""The quotations of a draft with what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message
from textual.strip import Strip

from tui.comparison.checked import Checked, Source, Verdict, told_differences
from tui.linking import Locus
from tui.messages import LocusRequested
from tui.widgets.pane_title import PaneTitle
from tui.widgets.row_list import RowList
from tui.widgets.strips import line

_SIGNS = {Verdict.EXACT: "✓", Verdict.OTHER_SPEAKER: "≠", Verdict.ALTERED: "~", Verdict.NOT_FOUND: "✗"}


class CheckList(RowList):
    """Three lines and a blank one for each quotation; Enter goes to the passage in the article. Where it can come from
    several, one of them is to be picked.
    """

    ROW_HEIGHT = 4
    EMPTY = "The draft has no quotations"

    class SourceWanted(Message):
        """One of several sources is to be picked."""

        def __init__(self, row: Checked) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, title=PaneTitle(id, [(id, "", "Quotations of the draft")]))
        self.checked: Sequence[Checked] = ()

    def show(self, checked: Sequence[Checked]) -> None:
        """Show these in their order in the draft."""
        self.checked, self.progress = checked, ""
        self.rows_changed()

    def row_count(self) -> int:
        return len(self.checked)

    def counted(self) -> str:
        return self.progress or super().counted()

    def empty_text(self) -> str:
        return self.progress or super().empty_text()

    def haystack(self, index: int) -> str:
        row = self.checked[index]
        found = (f"{source.speaker} {source.document.title} {source.document.known_as}" for source in row.sources[:1])
        return " ".join([row.verdict.value, row.words, row.speaker, *found])

    def row_strips(self, index: int, width: int, marks: tuple[str, ...]) -> list[Strip]:
        row = self.checked[index]
        text, dim = self.style_of("row--text", *marks), self.style_of("row--dim", *marks)
        strong = self.style_of("row--strong", *marks)
        verdict = strong if row.verdict is Verdict.EXACT else self.style_of("row--problem", *marks)
        source = row.sources[0] if row.sources else None
        return [
            line([(f"{_SIGNS[row.verdict]} {row.verdict}", verdict), (f"  {row.speaker}", strong)], width, text),
            line([("  “", dim), (row.words, text), ("”", dim)], width, text),
            line([("  ", dim), (_told(row, source), dim)], width, text),
            self.blank(width),
        ]

    def chosen(self) -> None:
        row = self.checked[self.index] if self.index is not None else None
        if row is None:
            return
        if not row.sources:
            self.notify("No article here has these words", timeout=2)
            return
        if len(row.sources) > 1:
            self.post_message(self.SourceWanted(row))
        else:
            self.go_to(row.sources[0])

    def go_to(self, source: Source) -> None:
        """Ask for the passage of a source."""
        quote = source.attribution.id if source.attribution else None
        self.post_message(LocusRequested(Locus(source.key, source.span, attribution=quote), self, visit=True))


def remarks(row: Checked) -> str:
    """What differs between a quotation and the passage it is most like, on one line."""
    if not row.sources:
        return ""
    source = row.sources[0]
    other = [source.laid_to] if row.verdict is Verdict.OTHER_SPEAKER else []
    return "; ".join(filter(None, [*other, *told_differences(source, row.words), source.note]))


def _told(row: Checked, source: Source | None) -> str:
    if source is None:
        return "in no article here"
    document = source.document
    others = len({each.key for each in row.sources}) - 1
    where = document.known_as + (f" and {others} more" if others else "")
    return " · ".join(filter(None, [remarks(row), f"in {where}"]))
