"""What the wordings of one statement change of its meaning, in words: the differences that the compare screen shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tui.comparison.alignment import change_told, gravest_first
from tui.comparison.differences import align
from tui.comparison.pieces import Flag, Piece, PieceKind
from tui.text import counted

MOST = 5
"""So many differences of a statement are told in words."""
_GRAVITY = {flag: number for number, flag in enumerate(Flag)}


def changes(wordings: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """What each wording changes of the meaning of the first one. The `MOST` gravest of all are told in words, those of
    wordings that are alike otherwise first; of the rest, in how many places it is.
    """
    others = [words for words in dict.fromkeys(wordings) if words != wordings[0]]
    aligned = align([wordings[0], *others])
    grave = {
        words: [piece for piece in gravest_first(row) if piece.changes_meaning]
        for words, row in zip(aligned.texts[1:], aligned.rows[1:], strict=True)
    }
    unlike = {words: not _alike(row) for words, row in zip(aligned.texts[1:], aligned.rows[1:], strict=True)}
    ranked = sorted(
        ((words, piece) for words, pieces in grave.items() for piece in pieces),
        key=lambda each: (unlike[each[0]], _GRAVITY[each[1].flags[0]]),
    )
    chosen: defaultdict[str, list[str]] = defaultdict(list)
    for words, piece in ranked[:MOST]:
        chosen[words].append(change_told(wordings[0], words, piece))
    for words, pieces in grave.items():
        if left := len(pieces) - len(chosen[words]):
            chosen[words].append(f"in {counted(left, 'more place' if chosen[words] else 'place')}")
    return tuple(tuple(chosen[words]) for words in wordings)


def _alike(row: Sequence[Piece]) -> bool:
    """True where half of the shorter wording, or more, is in the other one."""
    same = sum(piece.a.length for piece in row if piece.kind is PieceKind.SAME)
    return same * 2 >= min(row[-1].a.end, row[-1].b.end) if row else True
