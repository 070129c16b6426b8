"""Lines of styled cells from article text, which is never parsed as markup."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.text import Span, in_a_line, normalise
from tui.widgets.signs import drawn

ELLIPSIS = "…"
_MOST_LINES = 8
"""Lines of one paragraph of a message; the rest is cut."""


def fitted(text: str, width: int) -> str:
    """The text in at most `width` cells and free of control characters, with an ellipsis where it was cut."""
    text = _on_one_line(text)
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + ELLIPSIS if width > 0 else ""


def ended(text: str, end: str, width: int) -> str:
    """As `fitted`, but where the text is cut it is cut before `end`, in which it ends."""
    if not end or cell_len(_on_one_line(text)) <= width:
        return fitted(text, width)
    kept = fitted(end, width - 1)
    return fitted(text.removesuffix(end), width - cell_len(kept)) + kept


def filled(text: str, width: int) -> str:
    """The text in exactly `width` cells: cut as by `fitted`, or with blanks after it."""
    return set_cell_size(fitted(text, width), width)


def _on_one_line(text: str) -> str:
    return drawn(normalise(text).replace("\n", " "))


def line(parts: Iterable[tuple[str, Style]], width: int, fill: Style) -> Strip:
    """One line of exactly `width` cells: the parts, cut where they are too long, filled up with `fill`."""
    segments: list[Segment] = []
    left = width
    for text, style in parts:
        if left <= 0:
            if text.strip():  # what is left out altogether is told too
                left = _cut(segments)
                break
            continue
        shown = fitted(text, left)
        if shown:
            segments.append(Segment(shown, style))
            left -= cell_len(shown)
    if left > 0:
        segments.append(Segment(" " * left, fill))
    return Strip(segments, width)


def _cut(segments: list[Segment]) -> int:
    """Have the last of the segments end in an ellipsis. Returns how many cells that leaves free."""
    if not segments or segments[-1].text.endswith(ELLIPSIS):
        return 0
    text, style, _ = segments[-1]
    kept = set_cell_size(text, cell_len(text) - 1).rstrip() + ELLIPSIS
    segments[-1] = Segment(kept, style)
    return cell_len(text) - cell_len(kept)


def spread(left: list[tuple[str, Style]], right: list[tuple[str, Style]], width: int, fill: Style) -> Strip:
    """One line with parts at both ends; the left one gives way first."""
    taken = sum(cell_len(_on_one_line(text)) for text, _ in right)
    if taken >= width:
        return line(right, width, fill)
    return Strip.join([line(left, width - taken, fill), line(right, taken, fill)])


def edged(strip: Strip, style: Style) -> Strip:
    """The line with its first cell in a style of its own, unless it is empty."""
    if not strip.text.strip():
        return strip
    return Strip.join([Strip([Segment(strip.crop(0, 1).text, style)], 1), strip.crop(1)])


@lru_cache(maxsize=8)
def told(text: str, width: int) -> tuple[str, ...]:
    """A message of several paragraphs, one a line of `text`, broken into lines of at most `width` cells."""
    return tuple(piece for line in text.split("\n") for piece in folded(line, width, _MOST_LINES) or [""])


def folded(text: str, width: int, rows: int) -> list[str]:
    """The text broken at spaces into at most `rows` lines of `width` cells, the last one cut with an ellipsis."""
    from tui.widgets.wrapping import wrap

    text = drawn(in_a_line(text))
    pieces: list[tuple[int, int]] = []
    # A list shows a few rows of what may be a very long statement: no more is measured than can be shown.
    measured = text[: width * (rows + 1)]
    wrap(measured, 0, len(measured), max(width, 1), lambda s, e: pieces.append((s, e)))
    lines = [text[start:end] for start, end in pieces[:rows]]
    if lines and (len(pieces) > rows or len(text) > len(measured)):
        lines[-1] = set_cell_size(lines[-1], max(width - 1, 0)).rstrip() + ELLIPSIS
    return lines


def laid(text: str, width: int, rows: int, wanted: Span | None) -> list[Span]:
    """Which parts of a text on one line stand in at most `rows` lines of `width` cells: from its beginning, or, where
    `wanted` would not be seen then, from shortly before that.
    """
    from tui.widgets.wrapping import wrap

    def from_(start: int) -> list[Span]:
        found: list[Span] = []
        wrap(text, start, len(text), max(width, 1), lambda first, end: found.append(Span(first, end)))
        return found[:rows]

    found = from_(0)
    if wanted is None or not found or wanted.end <= found[-1].end:
        return found
    return from_(text.rfind(" ", 0, max(wanted.start - width // 2, 0)) + 1)
