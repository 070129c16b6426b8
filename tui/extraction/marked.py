"""Passages between marks that are no statement: scare quotes and titles of works."""

from __future__ import annotations

from collections.abc import Sequence

from tui.extraction.marks import Quoted
from tui.extraction.model import Attribution, Marked, MarkedKind
from tui.extraction.words import words
from tui.text import Span

_LONGEST_TITLE = 60
_DESCRIBING = 3
"""A source is described by so many words between marks; fewer are a nickname."""
_TITLE, _SCARE = 0.8, 0.6
"""How sure a passage without a speaker is a title (every longer word a capital), or one marked for its wording."""


def left_over(text: str, quoted: Sequence[Quoted], found: Sequence[Attribution]) -> tuple[Marked, ...]:
    """What no attribution holds of the outermost passages; a source described in some words between marks is told too
    (a “senior defence source” says).
    """
    said = _reaches(quoted, [piece for one in found for piece in one.content])
    named = _reaches(quoted, [one.source for one in found if one.source is not None])
    made: list[Marked] = []
    for passage, content, source in zip(quoted, said, named, strict=True):
        inner = passage.inner
        if content > inner.start or (source > inner.start and inner.of(text).count(" ") < _DESCRIBING - 1):
            continue
        title = is_title(passage.inner.of(text))
        made.append(
            Marked(
                passage.inner,
                MarkedKind.TITLE if title else MarkedKind.SCARE,
                _TITLE if title else _SCARE,
            )
        )
    return tuple(made)


def _reaches(quoted: Sequence[Quoted], spans: Sequence[Span]) -> list[int]:
    """For each passage how far the spans reach that begin before its end."""
    found: list[int] = []
    ordered = sorted(spans)
    at, reach = 0, -1
    for passage in quoted:
        while at < len(ordered) and ordered[at].start < passage.inner.end:
            reach = max(reach, ordered[at].end)
            at += 1
        found.append(reach)
    return found


def introduced_titles(text: str, quoted: Sequence[Quoted]) -> list[Quoted]:
    """Titles that the words before them make known: "NBC's “Meet the Press”", "the film “Selma”"."""
    found = []
    for passage in quoted:
        ahead = text[max(0, passage.outer.start - 40) : passage.outer.start].split()
        if not ahead or passage.outer.length > _LONGEST_TITLE:
            continue
        last = ahead[-1].lower()
        owned = last.endswith(("'s", "’s")) and ahead[-1][0].isupper()
        if (owned or last.strip(",:") in words("title_heads")) and is_title(passage.inner.of(text)):
            found.append(passage)
    return found


def is_title(passage: str) -> bool:
    """True for two words or more, each a capital but for the short ones ("The Art of the Deal")."""
    parts = passage.strip(" .,!?").split()
    small = words("small_in_titles")
    return len(parts) > 1 and all(
        part[0].isupper() or part[0].isdigit() or (place > 0 and part.lower() in small)
        for place, part in enumerate(parts)
    )
