"""What the reader has selected in the text: an anchor that stays and an end that moves."""

from __future__ import annotations

from enum import Enum, auto

import msgspec

from tui.text import Span


class Unit(Enum):
    """By what a selection grows."""

    CHARACTERS = auto()
    LINES = auto()


class Selection(msgspec.Struct, frozen=True):
    """`anchor` and `end` are offsets; the character under each belongs to the selection."""

    anchor: int
    end: int
    unit: Unit = Unit.CHARACTERS

    @property
    def span(self) -> Span:
        low, high = sorted((self.anchor, self.end))
        return Span(low, high + 1)

    def to(self, end: int) -> Selection:
        return msgspec.structs.replace(self, end=end)


def over(span: Span) -> Selection:
    """The selection that covers exactly a span."""
    return Selection(span.start, max(span.end - 1, span.start))
