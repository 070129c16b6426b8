"""Where a statement stands in its sentence, and where it begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from tui.extraction.addressed import only_addresses, states_before, that_after_addressee
from tui.extraction.bounds import (
    NEAR,
    crosses,
    end_candidates,
    goes_on_to_say,
    is_set_off,
    only_names,
    relayed_by_others,
    start_candidates,
)
from tui.extraction.lemmas import lemma
from tui.extraction.naming import NAMED, after_insertion
from tui.extraction.noun_phrases import Phrase
from tui.extraction.ranking import Features, choose, tables
from tui.extraction.shapes import suffix
from tui.extraction.tokens import CLOSE, OPEN, Tokens
from tui.extraction.words import words

SIDES = RIGHT, LEFT, BOTH = "R", "L", "B"
"""The statement stands after the cue, before it, or on both sides of it."""


class Unit(NamedTuple):
    """A cue with its source, as token ranges within the sentence `[first, last)`; `begin` and `end` bound both.

    `base` is the base form of the cue, `ending` its grammatical ending.
    """

    cue: int
    source: Phrase | None
    begin: int
    end: int
    first: int
    last: int
    base: str
    ending: str


def unit_of(tokens: Tokens, cue: int, source: Phrase | None, first: int, last: int) -> Unit:
    begin, end = cue, cue + 1
    if source is not None:
        begin, end = min(begin, source.first), max(end, source.last)
    form = tokens.low[cue]
    return Unit(cue, source, begin, end, first, last, lemma(form), suffix(form))


def side_features(tokens: Tokens, unit: Unit) -> Features:
    """What tells on which side of its cue a statement stands."""
    word, low = tokens.word, tokens.low
    cue = unit.base
    before = tokens.shape[unit.begin - 1] if unit.begin > unit.first else "^"
    after = tokens.shape[unit.end] if unit.end < unit.last else "$"
    after2 = tokens.shape[unit.end + 1] if unit.end + 1 < unit.last else "$"
    order = "0" if unit.source is None else "SV" if unit.source.first < unit.cue else "VS"
    ahead = "-"
    for at in range(unit.end, unit.last):
        token = word[at]
        if token == OPEN:
            ahead = "o"
            break
        if token in ",:;—–-" or token == "." or token in words("that"):
            following = word[at + 1] if at + 1 < unit.last else "$"
            ahead = token + ("o" if following == OPEN else "$" if following == "$" else "")
            break
    near = str(min(4, (unit.last - unit.end) // 3))
    room = str(min(4, (unit.begin - unit.first) // 2))
    behind = ""
    if unit.begin > unit.first:
        last_marks = word[max(unit.first, unit.begin - 2) : unit.begin]
        behind = "c" if CLOSE in last_marks else ""
    return (
        order + "|" + before + "|" + after,
        cue + "|" + after,
        order + behind + before + room,
        order + ahead + near,
        before + behind + "|" + ahead + order,
        after + "|" + after2,
        low[unit.cue] + order + behind,
    )


def statement_side(tokens: Tokens, unit: Unit) -> tuple[str, float]:
    """The side of the statement, and how sure that is."""
    if states_before(tokens, unit.cue, unit.source, unit.first, unit.last):
        return LEFT, PLAIN_SIDE
    right = left = both = 0.0
    for table, value in zip(_side_tables(), side_features(tokens, unit), strict=True):
        weighed = table.get(value)
        if weighed is not None:
            right += weighed[0]
            left += weighed[1]
            both += weighed[2]
    scores = (right, left, both)
    top = max(scores)
    return SIDES[scores.index(top)], 1.0 / sum([exp(value - top) for value in scores])


PLAIN_SIDE = 0.97
"""How sure such a side is taken to be: chosen, not learned, as there are too few cases. In the annotated news the
statement stands before the cue in 18 of 18; in 3 of those it goes on after it.
"""


@cache
def _side_tables() -> list[dict[str, tuple[float, float, float]]]:
    """The model of the sides: for each value its weights for every side, in the order of `SIDES`."""
    return [
        {
            value: (table.get(RIGHT + value, 0.0), table.get(LEFT + value, 0.0), table.get(BOTH + value, 0.0))
            for value in {key[1:] for key in table}
        }
        for table in tables("side")
    ]


def right_start_features(tokens: Tokens, unit: Unit, at: int, side: str) -> Features:
    """What is known of a place after the cue at which a statement may begin."""
    cue = unit.base
    base = unit.cue + 1
    between = _between(tokens, base, at) if at >= base else "<"
    before = tokens.shape[at - 1]
    before2 = tokens.shape[at - 2] if at - 2 > unit.cue else "^"
    here = tokens.shape[at]
    distance = min(at - unit.end, 7)
    quoted = _mark_state(tokens, at, unit.last)
    return (
        between,
        str(distance) + quoted + side,
        cue + "|" + before,
        cue + "|" + quoted + (str(distance) if distance < 2 else "+"),
        before2 + " " + before,
        unit.ending + here + (str(distance) if distance < 2 else "+"),
        here + "|" + before + _that_later(tokens, at, unit.last),
        cue + "|" + here + (str(distance) if distance < 2 else "+"),
    )


def _that_later(tokens: Tokens, at: int, last: int) -> str:
    """Whether "that", "how", "whether" or the like comes soon after: a likelier beginning than this one."""
    low, region = tokens.low, tokens.region
    for place in range(at + 1, min(last, at + 9)):
        if region[place] >= 0:
            return "q"
        if low[place] in words("beginners"):
            return "t"
    return "-"


def _mark_state(tokens: Tokens, at: int, last: int) -> str:
    if not tokens.quoted:
        return "-"
    if tokens.region[at] >= 0:
        return "q"
    return "l" if tokens.opens_in(at, last) else "-"


def _between(tokens: Tokens, first: int, last: int) -> str:
    if last - first <= 4:
        return " ".join(tokens.shape[first:last])
    return tokens.shape[first] + " .. " + tokens.shape[last - 1]


def right_end_features(tokens: Tokens, unit: Unit, start: int, at: int) -> Features:
    """What is known of a place at which a statement that began at `start` after the cue may end."""
    word, low, region = tokens.word, tokens.low, tokens.region
    cue = unit.base
    last = unit.last
    next_at = at + 1
    closing = ""
    while next_at < last and (word[next_at] == CLOSE or word[next_at] in ".?!" or word[next_at].startswith("..")):
        if word[next_at] == CLOSE:
            closing = "c"
        next_at += 1
    after = tokens.shape[next_at] if next_at < last else "$"
    after2 = tokens.shape[next_at + 1] if next_at + 1 < last else "$"
    begins = "q" if region[start] >= 0 else "-"
    same = "s" if region[start] >= 0 and region[start] == region[at] else ""
    later = "l" if tokens.opens_in(next_at, last) else ""
    state = begins + same + closing + later
    finite = tokens.finite
    verbs = "q" if begins == "q" else "v" if finite[at + 1] > finite[start] else "-"
    rest = "v" if next_at < last and finite[last] > finite[next_at] else "-"
    tail = low[last - 2] if last - 2 >= next_at else "$"
    size = last - next_at
    near = str(size) if size < 6 else "6" if size < 9 else "9"
    commas = str(min(word[start:at].count(","), 2))
    held = str(min(tokens.cues_in(start, next_at), 2))
    ahead = tokens.cue_ahead(next_at, last)
    here = low[next_at] if next_at < last else "$"
    return (
        held + ahead + after,
        held + ahead + verbs + begins + after,
        ahead + after + after2,
        verbs + tokens.shape[start] + "|" + after,
        after + commas + verbs + rest,
        after + near + tail,
        tokens.shape[start] + after + after2,
        here + near + verbs,
        after + "|" + after2,
        state + after,
        cue + "|" + state,
        here + "|" + (low[next_at + 1] if next_at + 1 < last else "$"),
        cue + "|" + after + "|" + after2,
    )


def left_start_features(tokens: Tokens, unit: Unit, end: int, at: int) -> Features:
    """What is known of a place before the cue at which a statement that ends at `end` may begin."""
    region = tokens.region
    cue = unit.base
    before = tokens.shape[at - 1] if at > unit.first else "^"
    here = tokens.shape[at]
    ends = "q" if region[end] >= 0 else "-"
    here_marked = "q" if region[at] >= 0 else "-"
    same = "s" if region[end] >= 0 and region[at] == region[end] else ""
    position = str(min(at - unit.first, 6))
    state = ends + here_marked + same
    length = end - at
    bucket = "0" if length < 1 else "1" if length < 3 else "3" if length < 6 else "9"
    earlier = "e" if tokens.opens_in(unit.first, at - 1) else ""
    return (
        before,
        before + "|" + here,
        state + before,
        state + position + earlier,
        cue + "|" + state + position[0],
        before + bucket,
    )


class Piece(NamedTuple):
    """Tokens `[first, last)` of a statement, and how sure its two ends are."""

    first: int
    last: int
    sure: float


PLAIN_START = 0.97
"""How often "that" or an opening mark right after the cue begins the statement."""


def _plain_start(tokens: Tokens, unit: Unit) -> int | None:
    """The token "that", or the first of a passage, right after a cue with its source before it;
    else what a colon opens.
    """
    if unit.end != unit.cue + 1 or unit.end + 2 >= unit.last:
        return None
    word = tokens.word
    at = unit.end
    if tokens.low[at] in words("that") and tokens.region[at] < 0:
        return at
    if tokens.low[unit.cue] in words("clear") and (that := that_after_addressee(tokens, at, unit.last)) is not None:
        return that
    if word[at] in ",:" and tokens.region[at] < 0:
        at += 1
    if word[at] == OPEN and word[at + 1][0].isalnum():
        return at + 1
    return _after_colon(tokens, unit)


_NEAR_COLON = 5


def _after_colon(tokens: Tokens, unit: Unit) -> int | None:
    """The token after a colon near the cue ("responded robustly: the troops ...")."""
    word = tokens.word
    begin = unit.end + (word[unit.end] == ",")
    for at in range(begin, min(begin + _NEAR_COLON, unit.last - 1)):
        if word[at] == ":" and not word[at - 1][0].isdigit():
            following = at + 2 if word[at + 1] == OPEN else at + 1
            return following if following < unit.last and word[following][0].isalnum() else None
        if not word[at][0].isalnum():
            return None
    return None


def right_piece(tokens: Tokens, unit: Unit, side: str, limit: int | None = None) -> Piece | None:
    """The statement after the cue."""
    last = unit.last if limit is None else limit
    start, sure = _plain_start(tokens, unit), PLAIN_START
    if start is None or start >= last:
        low_end = unit.end if unit.source is not None else unit.cue + 1
        if unit.source is not None and unit.source.first > unit.cue and side == RIGHT:
            low_end = unit.cue + 1
        starts = start_candidates(tokens, low_end, last, low_end + NEAR)
        if not starts:
            return None
        index, sure = choose(tables("right_start"), starts, lambda at: right_start_features(tokens, unit, at, side))
        start = starts[index]
    if relayed_by_others(tokens, unit.cue, start, last):
        return None
    ends = [at for at in end_candidates(tokens, start, last) if not crosses(tokens, start, at)]
    further = goes_on_to_say(tokens, unit.cue, start, last)
    ends = [at for at in ends if at < further] or ends
    if len(ends) > 1 and unit.base in words("clausal"):
        ends = [at for at in ends if not only_names(tokens, start, at, last)]
    if not ends:
        return None
    index, sure_end = choose(tables("right_end"), ends, lambda at: right_end_features(tokens, unit, start, at))
    after_source = unit.source is not None and unit.source.last <= unit.cue
    if after_source and tokens.low[unit.cue] in words("addressing") and only_addresses(tokens, start, ends[index] + 1):
        return None
    name = after_insertion(tokens, unit.cue, start, ends[index], last)
    if name is not None:
        return Piece(start, name + 1, sure * NAMED)
    return Piece(start, ends[index] + 1, sure * sure_end)


def left_end(tokens: Tokens, unit: Unit) -> int:
    """The last word before the cue and its source; -1 where there is none in the sentence."""
    for at in range(unit.begin - 1, unit.first - 1, -1):
        if tokens.word[at][0].isalnum() or tokens.word[at][0] in "%)]":
            return at
    return -1


def left_piece(tokens: Tokens, unit: Unit) -> Piece | None:
    """The statement before the cue."""
    end = left_end(tokens, unit)
    if end < 0:
        return None
    told = _told_before(tokens, unit, end)
    starts = [at for at in start_candidates(tokens, unit.first, end + 1) if at > told]
    if tokens.region[end] >= 0:
        begin = _opening(tokens, unit, end)
        if is_set_off(tokens, unit.first, begin + 1):
            starts = start_candidates(tokens, begin + 1, end + 1)[:1]
    if not starts:
        return None
    index, sure = choose(tables("left_start"), starts, lambda at: left_start_features(tokens, unit, end, at))
    return Piece(starts[index], end + 1, sure)


def _opening(tokens: Tokens, unit: Unit, end: int) -> int:
    """The mark that opens the passage in which `end` stands, or the first token of the sentence."""
    region = tokens.region
    begin = end
    while begin > unit.first and region[begin - 1] == region[end]:
        begin -= 1
    return begin


def _told_before(tokens: Tokens, unit: Unit, end: int) -> int:
    """The last cue before the passage that ends at `end` which tells of that or another one (`He said “...”`,
    `“...,” he said, and “...”`); -1 where there is none.
    """
    word, region = tokens.word, tokens.region
    if region[end] < 0 or tokens.low[unit.cue] in words("according"):
        return -1
    begin = _opening(tokens, unit, end)
    before = begin - 2 if begin > 1 and word[begin - 1] in ",:" else begin - 1
    for cue in reversed(tokens.cues_within(unit.first, begin)):
        if cue == before or CLOSE in word[max(unit.first, cue - _NEAR_MARK) : cue]:
            return cue
    return -1


_NEAR_MARK = 6
"""A cue at most so many tokens after a passage tells of it."""


def pieces(tokens: Tokens, unit: Unit, side: str) -> Sequence[Piece]:
    """The pieces of the statement on that side of the cue, in text order."""
    found = []
    if side != RIGHT and (left := left_piece(tokens, unit)) is not None:
        found.append(left)
    if side != LEFT and (right := right_piece(tokens, unit, side)) is not None:
        found.append(right)
    return found
