"""What a reader of a format hands on: normalised text, what the format itself tells, and lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from operator import attrgetter
from typing import AnyStr, NamedTuple

import msgspec

from tui.documents.model import BlockKind
from tui.documents.terms import Plain
from tui.text import Span, in_a_line, normalise

_WIDEST_WRAP = 120
_NARROWEST_WRAP = 40
_FEWEST_BREAKS = 3
_FORCED_SHARE = 0.9
_START = attrgetter("start")


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line that is not blank: its words without the white space around them, and where they stand.

    `gap` is the number of blank lines above it. A paragraph that was wrapped at a fixed width is one line.
    """

    text: str
    start: int
    end: int
    gap: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Facts(msgspec.Struct, frozen=True):
    """What a format tells outside the text (front matter, a page's head); empty where it tells nothing.

    `made` is when the file was made, which is told where neither the format nor the text tells a date.
    """

    title: str = ""
    outlet: str = ""
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    language: str = ""
    url: str = ""
    made: datetime | None = None


class Draft(msgspec.Struct, frozen=True):
    """Normalised text, and the kinds of those lines of which the format tells them (by the line's start).

    `set_off` are the stretches that the format sets off as quotations of others. `plain` is the text as it is looked
    through, where that is at hand.
    """

    text: str
    kinds: dict[int, BlockKind] = msgspec.field(default_factory=dict)
    facts: Facts = Facts()
    warnings: tuple[str, ...] = ()
    set_off: tuple[Span, ...] = ()
    plain: Plain | None = None


class Piece(NamedTuple):
    """Words that a format has for a line of their own, their kind where it tells that, and the number of the quotation
    set off that they are a part of; 0 for none.
    """

    words: str
    kind: BlockKind | None = None
    quotation: int = 0


def drafted(pieces: Iterable[Piece], facts: Facts, warnings: tuple[str, ...] = ()) -> Draft:
    """A draft of pieces of text, each a line of its own between blank lines."""
    kinds: dict[int, BlockKind] = {}
    lines: list[str] = []
    set_off: dict[int, Span] = {}
    at = 0
    for words, kind, quotation in pieces:
        line = in_a_line(words)
        if not line:
            continue
        if kind is not None:
            kinds[at] = kind
        if quotation:
            set_off[quotation] = Span(set_off[quotation].start if quotation in set_off else at, at + len(line))
        lines.append(line)
        at += len(line) + 2
    return Draft("\n\n".join(lines), kinds, facts, warnings, tuple(set_off.values()))


def titled(text: str, facts: Facts) -> Draft:
    """A draft of plain text that stands under a title told elsewhere; a text that begins with it is left as it is."""
    text = normalise(text).strip("\n")
    title = facts.title
    if not title or " ".join(text[: 2 * len(title)].split()).startswith(title):
        return Draft(text, facts=facts)
    return Draft(f"{title}\n\n{text}", {0: BlockKind.TITLE}, facts)


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank; paragraphs wrapped at a fixed width are put together."""
    lines: list[Line] = []
    at = gap = width = 0
    for raw in text.split("\n"):
        if not raw:
            gap += 1
            at += 1
            continue
        size = len(raw)
        words = raw.strip()
        length = len(words)
        if length:
            start = at if length == size else at + size - len(raw.lstrip())
            lines.append(Line(words, start, start + length, gap))
            gap = 0
            if length > width:
                width = length
        else:
            gap += 1
        at += size + 1
    wrapped = _NARROWEST_WRAP <= width <= _WIDEST_WRAP and _is_wrapped(lines, width)
    return _unwrapped(text, lines, width) if wrapped else lines


def lines_with(words: Iterable[AnyStr], text: AnyStr, lines: Sequence[Line]) -> set[int]:
    """The indices of the lines of a text that hold one of these: few do, and the text is sooner looked through. It may
    be `Plain.low`.
    """
    found: set[int] = set()
    for each in words:
        at = text.find(each)
        while at >= 0:
            place = line_at(at, lines)
            found.add(place)
            at = text.find(each, lines[place].end)
    return found


def line_at(place: int, lines: Sequence[Line]) -> int:
    """The index of the line in which a place of the text is."""
    return bisect_right(lines, place, key=_START) - 1


def _is_wrapped(lines: Sequence[Line], width: int) -> bool:
    """True where line breaks stand because the next word did not fit, not because a paragraph ends; `width` is that of
    the longest line.
    """
    breaks = forced = 0
    for above, below in pairwise(lines):
        if below.gap == 0:
            breaks += 1
            forced += _is_forced(above, below, width)
    return breaks >= _FEWEST_BREAKS and forced >= _FORCED_SHARE * breaks


def _is_forced(above: Line, below: Line, width: int) -> bool:
    return len(above.text) + 1 + len(below.text.split(None, 1)[0]) > width - 3


def _unwrapped(text: str, lines: Sequence[Line], width: int) -> list[Line]:
    whole: list[Line] = []
    start = 0
    for place, line in enumerate(lines):
        follows = place + 1 < len(lines) and lines[place + 1].gap == 0
        if not (follows and _is_forced(line, lines[place + 1], width)):
            first = lines[start]
            whole.append(Line(text[first.start : line.end], first.start, line.end, first.gap))
            start = place + 1
    return whole
