"""Signs that are made of several: drawn so that every terminal gives them the same cells.

Terminals disagree on how many cells a family, a skin colour or a coloured heart takes: some draw one picture, others
its parts. What joins the parts is left out of what is drawn, so that each stands for itself everywhere; a flag is drawn
as the two letters that it is made of.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

SKIN = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""Modifiers that colour the sign before."""

_LETTERS = {chr(0x1F1E6 + number): chr(0x41 + number) for number in range(26)}
_LOOSE = re.compile(f"[\u200d\ufe0f{''.join((*sorted(SKIN), *_LETTERS))}]")


def drawn(text: str) -> str:
    """The text without what makes one sign of several."""
    return text if text.isascii() else _LOOSE.sub(lambda found: _LETTERS.get(found[0], ""), text)


def cells(text: str) -> int:
    """How many cells the text takes as it is drawn."""
    return cell_len(drawn(text))
