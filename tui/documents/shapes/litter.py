"""Lines of a saved page that are no part of the article: menus, forms, links to other pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from tui.documents.draft import Line, lines_with
from tui.documents.wordlists import folded, folded_set, is_listed, sections

_LONGEST = 160
_LONGEST_ITEM = 40
_MENU_RUN = 3
_MENU_SHARE = 0.5
_PROSE_WORDS = 14
_DIVIDERS = "|•·»/>"
_DIVIDER = re.compile(rf"\s*[{_DIVIDERS}]\s*")


def find_litter(text: str, lines: Sequence[Line]) -> set[int]:
    """The indices of lines that are litter by their words or by the company they keep."""
    short = [(place, line.text) for place, line in enumerate(lines) if len(line.text) <= _LONGEST]
    divided = lines_with(_DIVIDERS, text, lines)
    whole, beginnings, starts = folded_set("litter", "whole"), *_starts()
    found: set[int] = set()
    for place, line in short:
        words = folded(line)
        known = not words or words in whole or (words[:3] in beginnings and words.startswith(starts))
        if known or (place in divided and _is_menu_bar(line)):
            found.add(place)
    found |= _menus(short)
    return found | _closing(lines, found)


def _is_menu_bar(line: str) -> bool:
    """True for a menu in one line ("Home | News | Sport")."""
    if sum(map(line.count, _DIVIDERS)) < _MENU_RUN - 1:
        return False
    items = [item for item in _DIVIDER.split(line) if item]
    return len(items) >= _MENU_RUN and _menu_share(items) >= _MENU_SHARE


def _menus(short: Sequence[tuple[int, str]]) -> set[int]:
    """Runs of short lines, at least half of which are usual words of menus."""
    found: set[int] = set()
    items = [(place, words) for place, words in short if len(words) <= _LONGEST_ITEM and len(words.split()) <= 3]
    if len(items) < _MENU_RUN:
        return found
    # What follows one another keeps its distance from its number.
    for _, group in groupby(enumerate(items), lambda each: each[1][0] - each[0]):
        run = [item for _, item in group]
        if len(run) >= _MENU_RUN and _menu_share([words for _, words in run]) >= _MENU_SHARE:
            menu = [place for place, words in run if is_listed(words, "litter", "menu")]
            found.update(range(menu[0], menu[-1] + 1))
    return found


def _menu_share(items: Sequence[str]) -> float:
    return sum(is_listed(item, "litter", "menu") for item in items) / len(items)


def _closing(lines: Sequence[Line], litter: set[int]) -> set[int]:
    """Short lines below a "Related articles", "Leave a reply"... down to the end of the page."""
    first = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if place not in litter and (_is_long(line.text) or _says_something(line.text)):
            break
        if is_listed(line.text, "litter", "closes"):
            first = place
    return set(range(first, len(lines)))


def _is_long(line: str) -> bool:
    return len(line) > _LONGEST or len(line.split()) > _PROSE_WORDS


def _says_something(line: str) -> bool:
    """True for a line that may be a statement: it holds a mark of quotation and ends as a sentence does."""
    return any(mark in line for mark in '“”"«»') and line.rstrip('”"’»)')[-1:] in ".!?,"


@cache
def _starts() -> tuple[frozenset[str], tuple[str, ...]]:
    """The first three letters of what such a line begins with, and all of it."""
    starts = tuple(folded(item) for item in sections("litter")["starts"])
    return frozenset(start[:3] for start in starts), starts
