"""What differs between two wordings of one statement, and what of it changes the meaning."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tui.text import Span


class Flag(StrEnum):
    """What a difference touches, the gravest first."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    MODAL = "modal verb"
    BRACKETS = "brackets"
    ELLIPSIS = "ellipsis"


CHANGES_MEANING = frozenset({Flag.NEGATION, Flag.NUMBER, Flag.NAME, Flag.MODAL})


class PieceKind(StrEnum):
    SAME = "same"
    INSERTED = "inserted"
    OMITTED = "omitted"
    CHANGED = "changed"


class Piece(msgspec.Struct, frozen=True):
    """A run of words of two texts a and b that is the same in both, in b only (inserted), in a only (omitted), or
    changed from `a` to `b`. The spans speak of the two texts; one without words is empty where the others would
    stand. `flags` tell what a difference touches, the gravest first.
    """

    kind: PieceKind
    a: Span
    b: Span
    flags: tuple[Flag, ...] = ()

    @property
    def changes_meaning(self) -> bool:
        """True where a negation, a number, a name or a modal verb differs."""
        return not CHANGES_MEANING.isdisjoint(self.flags)
