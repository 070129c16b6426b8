"""What a short menu offers: a letter, or a letter and then a name to type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu. `asks` is what to type after the letter; empty: the letter is enough."""

    letter: str
    label: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: the letter, and what was typed ("" where nothing was asked)."""

    letter: str
    text: str = ""
