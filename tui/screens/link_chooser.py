"""Choosing what a note is linked to: by a few letters of a quote, an actor, another note, or by typing an address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from tui.annotations.links import is_address
from tui.screens.letters_chooser import SHOWN, LettersChooser

REMOVE, WEB = "take away", "url"


class Goal(msgspec.Struct, frozen=True):
    """Something to link to, or a link to take away: what it is, its words, and its address."""

    kind: str
    words: str
    address: str


def matching(goals: Sequence[Goal], query: str) -> list[Goal]:
    """The goals that hold every word of the query, first an address where one was typed."""
    words = query.casefold().split()
    found = [Goal(WEB, query.strip(), query.strip())] if is_address(query.strip()) else []
    for goal in goals:
        if len(found) == SHOWN:
            break
        text = f"{goal.kind} {goal.words}".casefold()
        if all(word in text for word in words):
            found.append(goal)
    return found


class LinkChooser(LettersChooser[Goal | None]):
    """Gives back what was chosen, None for Escape."""

    FOOT: ClassVar = "Enter choose · Esc cancel"
    HINT: ClassVar = "words of a quote, an actor or a note, or an address (https://…)"
    HEADING: ClassVar = "Link this note to"
    NOTHING: ClassVar = "Nothing matches; an address begins with https:// and has no spaces"

    def __init__(self, goals: Sequence[Goal]) -> None:
        super().__init__()
        self.goals = goals
        self._hits: Sequence[Goal] = ()

    def wanted(self, typed: str) -> None:
        self._hits = matching(self.goals, typed)
        self.show([(hit.kind, hit.words) for hit in self._hits])

    def taken(self, index: int) -> None:
        self.dismiss(self._hits[index])
