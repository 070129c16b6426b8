"""How the wordings of one statement look when they are compared."""

from __future__ import annotations

from datetime import datetime

from tui.comparison.pieces import Piece, PieceKind

Part = tuple[str, str]
"""Words and their style, in Textual's terms."""

MUTED = "$foreground-muted"
_STYLES = {
    PieceKind.SAME: "",
    PieceKind.INSERTED: "bold underline",
    PieceKind.CHANGED: "bold reverse",
    PieceKind.OMITTED: MUTED,
}


def style_of(piece: Piece) -> str:
    """Of words that another wording has not, or has others for."""
    return f"{_STYLES[piece.kind]} {'$warning' if piece.changes_meaning else ''}".strip()


def under_cursor(style: str) -> str:
    return f"{style} on $cursor-line".strip()


def origin(published: datetime | None, apart: str) -> str:
    """The date, and the time where one is told: a date alone is midnight. Then what tells the article `apart` from
    others of its name, where that is not its date.
    """
    if published is None:
        return apart
    timed = published.hour or published.minute
    when = f"{published:%-d %b %Y %H:%M}" if timed else f"{published:%-d %b %Y}"
    return when if apart in when else f"{when} · {apart}"
