"""Pairing of quotation marks, in every style news is typed in.

Marks are paired inside one block at a time: a passage that runs over several paragraphs opens each of them anew, so a
mark left open ends with its block. Mismatched marks ("‘" closed by "”") and passages that begin with a closing mark are
paired by their position beside words. Apostrophes are told from closing single marks by what follows them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from tui.extraction.words import words
from tui.text import Span

_MARK = re.compile("[“”„‟«»‹›\"‘’‚']|``")
_DASH_OPENING = re.compile(r"[—–―]\s*(?=\w)|-\s+(?=[^\W\d_])")
_DASH = re.compile(r"\s[—–―-]\s?(?=\S)|\s?[—–―]\s")
_SENTENCE_END = re.compile(r"[.!?][”\"’']?[.,]?\s+")
_BEFORE_OPENING = " \n\xa0([{—–-―/“‘\"'„«…"
_SINGLE = "‘’‚'‹›"
CLOSERS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "”": "”",
    "’": "’",
    "'": "'",
    '"': '"',
    "``": '"',
    "''": "''",
}
"""What may close each mark that may open."""


class Quoted(NamedTuple):
    """One passage between marks.

    `outer` holds the marks, `inner` only the words. `depth` is 0 for a passage that stands in no other; `closed` is
    False where the block ended first; `single` tells single marks.
    """

    outer: Span
    inner: Span
    depth: int
    closed: bool
    single: bool


def pair_marks(text: str, blocks: Sequence[Span]) -> list[Quoted]:
    """All quoted passages of the blocks, in text order (an outer passage before those inside it)."""
    found: list[Quoted] = []
    low_marks = "„" in text
    for number, block in enumerate(blocks):
        following = blocks[number + 1].start if number + 1 < len(blocks) else len(text)
        goes_on = _MARK.match(text, following) is not None
        found.extend(_pair_block(text, block, low_marks, goes_on))
    if not found:
        found = _dialogue(text, blocks)
    return found


def _pair_block(text: str, block: Span, low_marks: bool, goes_on: bool) -> list[Quoted]:
    marks = [
        (match.start(), match.end(), match.group())
        for match in _MARK.finditer(text, block.start, block.end)
        if not _inside_word(text, match.start(), block)
    ]
    if not marks:
        return []
    return _BlockPairing(text, block, _joined(marks), low_marks, goes_on).run()


def _inside_word(text: str, at: int, block: Span) -> bool:
    """True for an apostrophe or mark with a letter or digit on each side."""
    return (
        text[at] in "’'‘"
        and at > block.start
        and text[at - 1].isalnum()
        and at + 1 < block.end
        and text[at + 1].isalnum()
    )


def _joined(marks: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Two apostrophes side by side are one double mark."""
    joined: list[tuple[int, int, str]] = []
    for start, end, mark in marks:
        if mark in "'’‘" and joined and joined[-1][1] == start and joined[-1][2] == mark:
            joined[-1] = (start - 1, end, "''")
        else:
            joined.append((start, end, mark))
    return joined


class _BlockPairing:
    """The marks of one block, taken from left to right with a stack of those still open.

    `goes_on` tells that the block after it begins with a mark: a passage left open may then run on there.
    """

    def __init__(
        self, text: str, block: Span, marks: list[tuple[int, int, str]], low_marks: bool, goes_on: bool
    ) -> None:
        self.text, self.block, self.marks, self.low_marks, self.goes_on = text, block, marks, low_marks, goes_on
        self.open: list[tuple[int, int, str]] = []
        self.found: list[Quoted] = []
        self.places = [start for start, _, _ in marks]
        self.closers = _from_each(sign in '”"' for _, _, sign in marks)
        self.openers = _from_each(sign == "“" for _, _, sign in marks)

    def run(self) -> list[Quoted]:
        for number, mark in enumerate(self.marks):
            if self._closes(number, mark):
                self._close(mark)
            elif self._opens(number, mark):
                self.open.append(mark)
            elif not self.open and mark[2] == "”":
                self._close_unopened(mark)
        self._end_block()
        return sorted(self.found, key=lambda quoted: (quoted.outer.start, -quoted.outer.end))

    def _around(self, mark: tuple[int, int, str]) -> tuple[str, str]:
        before = self.text[mark[0] - 1] if mark[0] > self.block.start else "\n"
        after = self.text[mark[1]] if mark[1] < self.block.end else "\n"
        return before, after

    def _closes(self, number: int, mark: tuple[int, int, str]) -> bool:
        if not self.open:
            return False
        start, _, sign = mark
        before, after = self._around(mark)
        opener = self.open[-1]
        if start <= opener[1]:
            return False
        if sign in ("'", "’"):
            return self._single_closes(number, mark, before, after)
        if sign in ('"', "''"):
            if before.isspace() and after.isalnum():
                return False
            return any(self._fits(held, sign) for held in self.open)
        if sign == "‘":
            return opener[2] == "‚" and not before.isspace()
        if sign in "”»«“›‹":
            if sign == "“" and not self.low_marks:
                return False
            return any(self._fits(held, sign) for held in self.open)
        return False

    def _fits(self, held: tuple[int, int, str], sign: str) -> bool:
        """Whether the sign may close the held one; a double closing mark also closes a curly single one."""
        if sign in CLOSERS[held[2]]:
            return True
        double = {"“", '"', "''", "``", "”", "„", "‟"}
        return (held[2] in double and sign in ("”", '"', "''")) or (held[2] in ("‘", "‚") and sign in '”"')

    def _single_closes(self, number: int, mark: tuple[int, int, str], before: str, after: str) -> bool:
        if before.isspace() or after.isalnum():
            return False
        if not any(held[2] in "‘’'‚" for held in self.open):
            opener = self.open[-1]
            told = before in ".,!?" or _teller().match(self.text, mark[1]) is not None
            mismatched = opener[2] == "“" and told and mark[2] == "’"
            return mismatched and not any(sign in '”"' for _, _, sign in self.marks[number + 1 :])
        return not (before in "sS" and self._plural_possessive(number, mark))

    def _plural_possessive(self, number: int, mark: tuple[int, int, str]) -> bool:
        """An "s" before and a word after it: possessive when a better closing mark follows."""
        if not re.match(r" [^\W\d_]", self.text[mark[1] : mark[1] + 2]):
            return False
        for later in self.marks[number + 1 :]:
            before, after = self._around(later)
            if later[2] in ("‘",) or (later[2] in "'\"“" and before.isspace()):
                return False
            if later[2] in ("’", "'", "”") and not before.isspace() and not after.isalnum():
                return True
        return False

    def _opens(self, number: int, mark: tuple[int, int, str]) -> bool:
        _, end, sign = mark
        before, after = self._around(mark)
        free = before in _BEFORE_OPENING
        if sign in ("“", "„", "‟", "‘", "‚", "«", "``", "‹"):
            if sign in "‘‚" and (not free or self._elision(end)):
                return False
            if sign == "“" and any(held[2] == "“" for held in self.open):
                self._end_unclosed(mark)
            return True
        if sign in ('"', "''"):
            return not after.isspace() and (free or not (before.isalnum() or before in ".,!?"))
        if sign == "'":
            return free and not after.isspace() and not self._elision(end) and self._has_closer(number)
        if sign == "”":
            later = any(other[2] == "”" for other in self.marks[number + 1 :])
            return not self.open and free and (not after.isspace() or (before.isspace() and later))
        if sign in "»›":
            return not self.open and free and not after.isspace()
        return False

    def _end_unclosed(self, mark: tuple[int, int, str]) -> None:
        """A second opening mark where the first was never closed: the first ends with its sentence."""
        later = bisect_right(self.places, mark[0])
        closers, openers = self.closers[later], self.openers[later]
        if closers >= openers + 2:
            return
        while self.open:
            held = self.open.pop()
            self._add(held, mark[0], mark[0], closed=False)

    def _elision(self, end: int) -> bool:
        match = re.compile(r"\w+").match(self.text, end)
        return match is not None and (match.group().lower() in words("elisions") or match.group()[:2].isdigit())

    def _has_closer(self, number: int) -> bool:
        for later in self.marks[number + 1 :]:
            before, after = self._around(later)
            if later[2] in ("'", "’") and not before.isspace() and not after.isalnum():
                return True
        return False

    def _close(self, mark: tuple[int, int, str]) -> None:
        while self.open:
            held = self.open.pop()
            fits = self._fits(held, mark[2]) or (held[2] in "‘'’‚" and mark[2] in "'’")
            last = not any(self._fits(other, mark[2]) for other in self.open)
            if fits or last:
                self._add(held, mark[0], mark[1], closed=True)
                return

    def _close_unopened(self, mark: tuple[int, int, str]) -> None:
        """A closing mark that nothing opened, after a passage in this block: its sentence belongs to the passage."""
        if not self.found or self._around(mark)[0].isspace():
            return
        after_last = max(quoted.outer.end for quoted in self.found)
        match = _SENTENCE_END.match(self.text, after_last - 1) or re.compile(r"[.,]?\s+").match(self.text, after_last)
        start = match.end() if match else after_last
        if start < mark[0] and self.text[start].isupper():
            self._add((start, start, "“"), mark[0], mark[1], closed=True)

    def _end_block(self) -> None:
        end = self.block.end
        for depth, held in enumerate(self.open):
            if held[2] in ("'", "’") or (held[2] == '"' and self.text[held[1] : held[1] + 1].isspace()):
                continue
            told = None if self.goes_on else _told(self.text, held[1], end)
            stop = end if told is None else told.start
            self._add(held, stop, stop, closed=False, depth=depth)
        self.open.clear()

    def _add(
        self, opener: tuple[int, int, str], start: int, end: int, *, closed: bool, depth: int | None = None
    ) -> None:
        first, last = opener[1], start
        while first < last and self.text[first].isspace():
            first += 1
        while last > first and self.text[last - 1].isspace():
            last -= 1
        if last > first:
            level = len(self.open) if depth is None else depth
            outer = Span(opener[0], end if closed else last)
            self.found.append(Quoted(outer, Span(first, last), level, closed, opener[2] in _SINGLE))


def _from_each(counted: Iterable[bool]) -> list[int]:
    """How many of the signs are counted from each of them on, and after the last."""
    return list(accumulate(reversed(list(counted)), initial=0))[::-1]


_WHO = r"(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'-]+(?:[ \xa0][A-Z][\w’'-]+){0,3})"


@cache
def _teller() -> re.Pattern[str]:
    """Who said it, after a passage: "Anna Brown said", "said Anna Brown"."""
    saying = "|".join(sorted(words("saying")))
    return re.compile(rf"[ \xa0](?:{_WHO}[ \xa0](?:{saying})|(?:{saying})[ \xa0](?:the[ \xa0])?{_WHO})(?!\w)")


def _told(text: str, first: int, last: int) -> Span | None:
    """The comma and the words after it that tell who speaks, where marks do not set them off."""
    at = text.find(",", first, last)
    while at >= 0:
        match = _teller().match(text, at + 1, last)
        if match is not None:
            return Span(at, match.end())
        at = text.find(",", at + 1, last)
    return None


def _spoken(text: str, piece: Span) -> list[Span]:
    """The piece without the words in it that tell who speaks ("We leave, said Anna. At once.")."""
    told = _told(text, *piece)
    if told is None:
        return [piece]
    stop = _SENTENCE_END.search(text, told.end, piece.end)
    rest = [] if stop is None or stop.end() >= piece.end else [Span(stop.end(), piece.end)]
    return [Span(piece.start, told.start), *rest]


def _dialogue(text: str, blocks: Sequence[Span]) -> list[Quoted]:
    """Passages opened by a dash at the head of a paragraph; dashes inside it set off who speaks."""
    opened = [(block, match) for block in blocks if (match := _DASH_OPENING.match(text, *block))]
    if not any(match.group()[0] in "—–―" for _, match in opened) or len(opened) < 2:
        return []
    found: list[Quoted] = []
    for block, match in opened:
        pieces = [match.end()]
        for dash in _DASH.finditer(text, match.end(), block.end):
            pieces += [dash.start(), dash.end()]
        pieces.append(block.end)
        for number in range(0, len(pieces) - 1, 4):
            first, last = pieces[number], pieces[number + 1]
            if last <= first:
                continue
            for inner in _spoken(text, Span(first, last)):
                outer = Span(match.start() if inner.start == match.end() else inner.start, inner.end)
                found.append(Quoted(outer, inner, 0, closed=True, single=False))
    return found
