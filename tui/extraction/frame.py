"""An attribution before its speaker is resolved."""

from __future__ import annotations

from dataclasses import dataclass

from tui.text import Span


@dataclass(slots=True)
class Frame:
    """Content, cue and source as in `Attribution`, and what later passages need to know of it.

    `place` is where its content begins, `sentence` and `block` the numbers of those, `sort` the sort of the source's
    phrase, `marked` "d" where its last piece stands between marks, "m" where it holds some, "-" where none; `after` is
    True where a piece follows the cue, `open_ended` where its last passage was never closed.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    sure: float
    rule: str
    place: int
    sentence: int
    block: int
    sort: str
    marked: str
    after: bool
    open_ended: bool
