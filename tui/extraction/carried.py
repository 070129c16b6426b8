"""Passages between marks that no cue accounts for: whether they are statements, and whose.

A speaker carries over from the sentence or the paragraph before ("... ," she said. "And so ..."), or stands in the
sentence without a word of saying.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from tui.extraction.bounds import is_set_off
from tui.extraction.frame import Frame, Rule
from tui.extraction.noun_phrases import phrases
from tui.extraction.ranking import Features, choose, probability, score, tables
from tui.extraction.spans import without_comma
from tui.extraction.tokens import CLOSE, OPEN, Tokens
from tui.extraction.words import words
from tui.text import Span

_NEEDED = ((2, 0.8), (4, 0.6), (10**9, 0.35))
"""How likely a passage of at most so many words must be a statement: a word or two are seldom more than a name."""


_BACK, _AHEAD = 80, 20
"""How many tokens of its sentence before and after a passage are looked through for who speaks."""


class Passage(NamedTuple):
    """A passage between marks as tokens `[first, last)` without the marks; `[begin, end)` is its sentence near it."""

    region: int
    first: int
    last: int
    begin: int
    end: int
    sentence: int


class Candidate(NamedTuple):
    """Somebody whose words the passage may be: a frame's source, a phrase of the text, or nobody (`sort` "0")."""

    place: str
    sort: str
    distance: int
    source: Span | None
    frame: Frame | None
    gap: str


def passages(tokens: Tokens) -> list[Passage]:
    """The outermost passages of the block."""
    found: list[Passage] = []
    word, region = tokens.word, tokens.region
    sentence = 0
    for at in tokens.opens:
        while sentence + 1 < len(tokens.sentences) and tokens.sentences[sentence][1] <= at:
            sentence += 1
        last = at + 1
        while last < len(word) and word[last] is not CLOSE:
            last += 1
        begin, end = tokens.sentences[sentence]
        begin, end = max(begin, at - _BACK), max(last, min(end, last + _AHEAD))
        if any(token[0].isalnum() for token in word[at + 1 : last]):
            found.append(Passage(region[at], at + 1, last, begin, end, sentence))
    return found


def is_whole(tokens: Tokens, passage: Passage) -> bool:
    """True where nothing of the sentence but stops stands outside the marks."""
    word = tokens.word
    outside = word[passage.begin : passage.first - 1] + word[passage.last + 1 : passage.end]
    return not any(token[0].isalnum() for token in outside)


def loose_features(tokens: Tokens, passage: Passage, before: Sequence[Frame], here: Sequence[Frame]) -> Features:
    """What tells whether a passage that no cue accounts for is a statement; the order is that of the model."""
    word, low = tokens.word, tokens.low
    inner = [word[at] for at in range(passage.first, passage.last) if word[at][0].isalnum()]
    size = len(inner)
    bucket = str(size if size < 6 else 6 if size < 9 else 9)
    capitals = sum(token[0].isupper() for token in inner)
    titled = "t" if size > 1 and capitals * 3 >= size * 2 else "T" if capitals else "-"
    whole = "w" if is_whole(tokens, passage) else "p"
    ahead = tokens.shape[passage.first - 2] if passage.first - 2 >= passage.begin else "^"
    ahead2 = tokens.shape[passage.first - 3] if passage.first - 3 >= passage.begin else "^"
    behind = tokens.shape[passage.last + 1] if passage.last + 1 < passage.end else "$"
    personal = words("personal")
    me = "i" if any(low[at] in personal for at in range(passage.first, passage.last)) else "-"
    inner_end = word[passage.last - 1] if not word[passage.last - 1][0].isalnum() else "a"
    frames = ("h" if here else "-") + ("b" if before else "-")
    first = tokens.shape[passage.first]
    return (
        bucket + whole,
        bucket + titled,
        whole + me + bucket,
        ahead + "|" + whole,
        ahead2 + "|" + ahead,
        behind + "|" + ahead,
        inner_end + bucket,
        frames + whole,
        first + "|" + ahead,
        titled + ahead,
        low[passage.first - 2] if passage.first - 2 >= passage.begin else "^",
        first + bucket,
        me + titled + inner_end,
        "bias",
    )


def candidates_for(tokens: Tokens, passage: Passage, before: Sequence[Frame], here: Sequence[Frame]) -> list[Candidate]:
    """Everybody near the passage who may have spoken it; `here` are frames of its block near it, in text order."""
    found: list[Candidate] = []
    start, end = tokens.start[passage.first], tokens.end[passage.last - 1]
    earlier = [frame for frame in here if frame.source is not None and frame.place < start]
    later = [frame for frame in here if frame.source is not None and frame.place > end]
    if earlier:
        frame = earlier[-1]
        found.append(Candidate("P", frame.sort, passage.sentence - frame.sentence, frame.source, frame, ""))
        if len(earlier) > 1 and earlier[-2].source != frame.source:
            second = earlier[-2]
            found.append(Candidate("PP", second.sort, passage.sentence - second.sentence, second.source, second, ""))
    if later:
        frame = later[0]
        found.append(Candidate("N", frame.sort, frame.sentence - passage.sentence, frame.source, frame, ""))
    carried = [frame for frame in before[-4:] if frame.source is not None]
    if carried:
        frame = carried[-1]
        found.append(Candidate("Q", frame.sort, tokens.number - frame.block, frame.source, frame, ""))
        if len(carried) > 1 and carried[-2].source != frame.source:
            second = carried[-2]
            found.append(Candidate("QQ", second.sort, tokens.number - second.block, second.source, second, ""))
    taken = [candidate.source for candidate in found]
    spoken = phrases(tokens, passage.begin, passage.end, -1)
    left = [phrase for phrase in spoken if phrase.last <= passage.first][-6:]
    right = [phrase for phrase in spoken if phrase.first >= passage.last][:2]
    for rank, phrase in enumerate(reversed(left)):
        found.append(
            Candidate(
                "L" + str(rank),
                phrase.sort,
                len(left) - 1 - rank,
                tokens.span(phrase.first, phrase.last),
                None,
                _gap(tokens, phrase.last, passage.first - 1),
            )
        )
    for rank, phrase in enumerate(right):
        gap = _gap(tokens, passage.last + 1, phrase.first)
        found.append(Candidate("R" + str(rank), phrase.sort, 0, tokens.span(phrase.first, phrase.last), None, gap))
    if passage.sentence:
        begin, stop = tokens.sentences[passage.sentence - 1]
        stop = min(stop, begin + _BACK)
        for rank, phrase in enumerate(phrases(tokens, begin, stop, -1)[:3]):
            gap = _gap(tokens, phrase.last, min(phrase.last + 1, stop))
            found.append(Candidate("S" + str(rank), phrase.sort, 0, tokens.span(phrase.first, phrase.last), None, gap))
    kept = [
        candidate
        for candidate in found
        if candidate.frame is not None or not any(source is not None and candidate.source == source for source in taken)
    ]
    kept.append(Candidate("0", "0", 0, None, None, ""))
    return kept


def _gap(tokens: Tokens, first: int, last: int) -> str:
    if last - first <= 3:
        return " ".join(tokens.shape[first:last])
    return tokens.shape[first] + ".." + tokens.shape[last - 1]


def carried_features(tokens: Tokens, passage: Passage, candidate: Candidate) -> Features:
    """What is known of one who may have spoken the passage; the order is that of the model."""
    context = ("w" if is_whole(tokens, passage) else "p") + ("b" if passage.first == 1 else "-")
    ahead = tokens.shape[passage.first - 2] if passage.first - 2 >= passage.begin else "^"
    place, sort = candidate.place, candidate.sort
    distance = str(min(candidate.distance, 3))
    frame = candidate.frame
    about = "" if frame is None else frame.marked + ("a" if frame.after else "b")
    words_inside = "9" if passage.last - passage.first > 5 else "1"
    head = (
        tokens.text[candidate.source.start : candidate.source.end].rsplit(None, 1)[-1].lower()
        if candidate.source
        else "0"
    )
    return (
        place + context,
        place + distance + context[0],
        place + about + context,
        place + sort + context[0],
        place + candidate.gap,
        place + ahead,
        place + about + distance + context,
        head if frame is None else place,
        candidate.gap + context[0],
        place + words_inside + context,
        place + ("o" if frame is not None and frame.open_ended else "c") + context,
        sort + ahead,
    )


def reach_candidates(tokens: Tokens, passage: Passage) -> tuple[list[int], list[int]]:
    """First and last tokens that the statement may have whose passage begins or ends inside its sentence."""
    word, region = tokens.word, tokens.region
    starts = [
        at
        for at in range(
            max(passage.begin, passage.first - 20),
            0 if is_set_off(tokens, passage.begin, passage.first) else passage.first - 1,
        )
        if region[at] < 0 and word[at][0].isalnum()
    ]
    ends = [
        at
        for at in range(passage.last + 1, min(passage.end, passage.last + 25))
        if region[at] < 0 and word[at][0].isalnum()
    ]
    return [*starts, passage.first], [_last_word(tokens, passage), *ends]


def _last_word(tokens: Tokens, passage: Passage) -> int:
    """The last word of the passage; its last sign where it has none."""
    for at in range(passage.last - 1, passage.first - 1, -1):
        if tokens.word[at][0].isalnum():
            return at
    return passage.last - 1


def reach_start_features(tokens: Tokens, passage: Passage, at: int) -> Features:
    """What is known of a token before a passage at which its statement may begin."""
    before = tokens.shape[at - 1] if at > passage.begin else "^"
    before2 = tokens.shape[at - 2] if at > passage.begin + 1 else "^"
    here = tokens.shape[at]
    inside = at == passage.first
    if inside:
        before = tokens.shape[at - 2] if at - 2 >= passage.begin else "^"
        before2 = tokens.shape[at - 3] if at - 3 >= passage.begin else "^"
        here = OPEN
    distance = str(min(passage.first - at, 9))
    gap = _gap(tokens, at, passage.first - 1) if not inside else OPEN
    size = str(min(passage.last - passage.first, 6))
    low = tokens.low[at - 1] if at > passage.begin else "^"
    return (
        here + distance,
        before + "|" + here,
        before2 + "|" + before + "|" + ("o" if inside else "-"),
        gap,
        distance + size,
        low + "|" + here,
        before + distance,
        tokens.shape[passage.first] + ("o" if inside else distance),
    )


def reach_end_features(tokens: Tokens, passage: Passage, at: int) -> Features:
    """What is known of a token after a passage at which its statement may end."""
    word = tokens.word
    after = tokens.shape[at + 1] if at + 1 < passage.end else "$"
    inside = at < passage.last
    if inside:
        at = passage.last
        after = tokens.shape[at + 1] if at + 1 < passage.end else "$"
    after2 = tokens.shape[at + 2] if at + 2 < passage.end else "$"
    distance = str(min(at - passage.last, 9))
    last = word[passage.last - 1]
    state = ("i" if inside else "-") + (last if not last[0].isalnum() else "a")
    return (
        state + after,
        after + "|" + after2,
        distance,
        distance + after,
        state + after + "|" + after2,
        tokens.shape[at] + "|" + after,
    )


def _reach(tokens: Tokens, passage: Passage) -> tuple[Span, float]:
    """The statement of which the passage is the marked part, and how sure its ends are."""
    if is_whole(tokens, passage):
        return without_comma(tokens.text, tokens.quoted[passage.region].inner), 1.0
    starts, ends = reach_candidates(tokens, passage)
    first, sure = choose(tables("reach_start"), starts, partial(reach_start_features, tokens, passage))
    last, sure_end = choose(tables("reach_end"), ends, partial(reach_end_features, tokens, passage))
    inner = tokens.quoted[passage.region].inner
    content = tokens.span(starts[first], ends[last] + 1)
    if ends[last] < passage.last:
        content = Span(content.start, inner.end)
    return without_comma(tokens.text, content), sure * sure_end


def _continues(passage: Passage, chosen: Candidate) -> bool:
    """A paragraph that opens the marks anew, after one that left them open."""
    return chosen.place == "Q" and passage.first == 1 and chosen.frame is not None and chosen.frame.open_ended


_RULES = {
    "P": Rule.SAME_BLOCK,
    "N": Rule.NEXT_CUE,
    "Q": Rule.BLOCK_BEFORE,
    "L": Rule.PHRASE,
    "R": Rule.PHRASE,
    "S": Rule.SENTENCE_BEFORE,
    "0": Rule.NOBODY,
}


def carry(tokens: Tokens, before: Sequence[Frame], here: Sequence[Frame]) -> list[Frame]:
    """Frames for the passages of the block that those of `here` leave over."""
    made: list[Frame] = []
    taken = _taken(tokens, here)
    if len(taken) == len(tokens.quoted):
        return made
    every = sorted(here, key=_place)
    places = [frame.place for frame in every]
    for passage in passages(tokens):
        inner = tokens.quoted[passage.region].inner
        if passage.region in taken:
            continue
        near = bisect_left(places, inner.start)
        known = every[max(0, near - _NEAR_FRAMES) : near + _NEAR_FRAMES]
        sure = probability(score(tables("loose"), loose_features(tokens, passage, before, known)))
        size = inner.of(tokens.text).count(" ") + 1
        if sure < next(needed for most, needed in _NEEDED if size <= most):
            continue
        candidates = candidates_for(tokens, passage, before, known)
        index, sure_source = choose(tables("carried"), candidates, partial(carried_features, tokens, passage))
        chosen = candidates[index]
        carrier = chosen.frame
        content, sure_ends = _reach(tokens, passage)
        if chosen.source is not None and content.overlaps(chosen.source):
            content = without_comma(tokens.text, inner)
        made.append(
            Frame(
                content=(content,),
                cue=None,
                source=chosen.source,
                rule=Rule.CONTINUED if _continues(passage, chosen) else _RULES[chosen.place[0]],
                place=content.start,
                sentence=passage.sentence,
                block=tokens.number,
                sort=chosen.sort,
                marked="d",
                after=False,
                open_ended=not tokens.quoted[passage.region].closed,
                parts=(sure, sure_source, sure_ends),
                antecedent=None if carrier is None else carrier.antecedent,
                via=carrier.via if carrier is not None and carrier.block == tokens.number else (),
            )
        )
        at = bisect_right(places, content.start)
        places.insert(at, content.start)
        every.insert(at, made[-1])
    return made


_NEAR_FRAMES = 8
"""So many attributions before a passage, and after it, are thought of as its neighbours."""


def _place(frame: Frame) -> int:
    return frame.place


def _taken(tokens: Tokens, here: Sequence[Frame]) -> set[int]:
    """The passages that content or source of the frames overlap."""
    held: set[int] = set()
    for frame in here:
        for piece in (*frame.content, frame.source):
            if piece is not None:
                held.update(passages_in(tokens, piece))
    return held


def passages_in(tokens: Tokens, piece: Span) -> list[int]:
    """The numbers of the block's passages whose words the piece overlaps."""
    first, last = tokens.index_at(piece.start), tokens.index_at(piece.end)
    regions = tokens.region[max(0, first - 1) : last + 1]
    return [region for region in dict.fromkeys(regions) if region >= 0 and tokens.quoted[region].inner.overlaps(piece)]
