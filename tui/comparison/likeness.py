"""How like two wordings are, in figures that can be told in words."""

from __future__ import annotations

import math
from enum import Enum
from itertools import product
from typing import NamedTuple

import msgspec

from tui.comparison.joining import LOOSELY
from tui.comparison.scale import Common, Part, Scale, longest_run, share_run
from tui.comparison.wording import NAME_WEIGHT, Wording

SAME_RUN = 6
"""So many of the same words in a row are one statement, whoever is said to have made it."""
ENOUGH = 0.5
"""The score from which two wordings are one statement."""
_HALF_EVIDENCE = {"day": 3.5, "near": 5.0, "undated": 6.0, "other": 8.0}
"""The bits of shared content at which the evidence counts half: fewer are needed from one speaker on one day, most
from speakers who are not known to be one.
"""
_NAMES = 4.0
"""The most bits that shared names count for: they tell of whom, hardly what."""
_SHORT_RUN = 2
"""Runs of no more words than these count for nothing."""
_NAMES_RUN = 3
_NEAR = 3.0
_FAR = 30.0
"""Days: nearer is one occasion; farther, other words are another statement."""
_DISAGREE = 0.85
"""What numbers, or names, of which none is shared leave of a score; and a denial in only one of the two."""
_ASKED = 0.6
"""What is left where only one of the two is a question."""
_ENOUGH_SAID = 6.0
"""So many bits, names apart, must the same words have to be one statement of two speakers."""
_SOME_SAID = 4.5
"""So many bits, names apart, let a run of three words in one article, or a longer one with a name, stand for a
statement ("former Secretary of State ..." says nothing).
"""
_NEARLY_ALL = 0.75
_MOSTLY = 0.8
_MOSTLY_WITH_FRAME = 0.6
_ONE_ARTICLE = 0.86
_PRACTICALLY_ALL = 0.9
"""And such a share of the shorter statement, in a run of `SAME_RUN` words; or of `_TELLING_RUN`."""
_TELLING_RUN = 4
_LEAST_SHARED = 3.5
"""Fewer bits than these, names apart, are a subject and no statement."""
_LEAST_OF_WHOLE = 2.0
"""Two wordings that share less need not be compared part by part."""
_MOST_OF_IT = 0.6
"""A single shared word counts where it is such a share of the longer statement."""
_SHARE_OF_PART = 0.35
_SOME_OF_IT = 0.12
_ENOUGH_MARKED = 5.0
_ENOUGH_NAMED = 10.0
"""Marked words are known again where they are such a share of the other part, or say so much, or so much with names."""
_ALL_BUT_ALL = 0.7
"""Or such a share, where only parts are compared, and one of them stands between marks."""
_MUCH_OF_IT = 0.4
"""Or such a share, in one article, where the word is striking."""
_LEAST_FIT = 0.7
"""The share of the content below which a score is cut."""
_SUBJECT = 0.2
"""A few words, none of them quoted, that are a smaller share of a longer statement are its subject."""
_HALF = 0.5
_LONG_RUN = 9
"""Two speakers far apart in time say so many words in a row only where one repeats the other."""
_STRIKING = 7.0
"""A single word so rare needs no second, from one speaker on one day."""


class Speakers(Enum):
    """Whether two statements are laid to the same speaker."""

    SAME = "the same speaker"
    UNKNOWN = "a speaker not known"
    OTHER = "another speaker"


class Circumstances(NamedTuple):
    """Where two wordings stand: `days` lie between them (None: not known); `one_event` where that is open, and their
    articles have other statements in common; `both_direct` where every word of both is quoted; `names_subject` where
    one of them is a few words, none quoted, and some of the other's are: of what someone spoke, not what was said;
    `may_name_subject` where the other's may be reported too.
    """

    speakers: Speakers
    days: float | None
    one_article: bool
    one_event: bool = False
    both_direct: bool = False
    names_subject: bool = False
    may_name_subject: bool = False

    @property
    def occasion(self) -> str:
        """A key of `_HALF_EVIDENCE`."""
        if self.speakers is not Speakers.SAME:
            return "other"
        if self.days is None:
            return "undated"
        return "day" if self.days < 1 else "near" if self.days <= _NEAR else "other"

    @property
    def may_be_one_event(self) -> bool:
        """True where it is not known that one speaker spoke on one occasion, and not known that it were two."""
        return self.occasion in ("undated", "near")


class Likeness(msgspec.Struct, frozen=True):
    """`score` in [0, 1]; `run` is the longest run of the same words; `why` tells what decided."""

    score: float
    run: int
    why: str


_NOTHING = Likeness(0.0, 0, "nothing shared")


class _Run(NamedTuple):
    """The longest run: its length in words, its bits apart from names, whether a name is in it, and which share of the
    shorter wording it is.
    """

    length: int
    said: float
    named: bool
    share: float


def compare(scale: Scale, a: Wording, b: Wording, where: Circumstances) -> Likeness:
    """Compare two wordings."""
    common = scale.common(scale.whole(a), scale.whole(b))
    shorter = max(1, min(len(a.words), len(b.words)))
    if shorter >= SAME_RUN and _is_hopeless(common, where) and not share_run(a.words, b.words, _SHORT_RUN + 1):
        return _best_of_parts(scale, common, a, b, where) or _NOTHING
    run, place = longest_run(a.words, b.words)
    whole = run == shorter
    fit = common.fit if common.weighs else float(whole)
    same = _Run(run, *scale.said(a.words[place : place + run]), run / shorter)
    if run < SAME_RUN and not common.number and not (whole and run >= _TELLING_RUN):
        if not _are_names_trusted(common, run, fit, where):
            return Likeness(0.0, run, _NOTHING.why)
        told = common._replace(bits=common.names, names=0.0)
        return Likeness(
            _of_words(told, run, fit, where.occasion),
            run,
            f"the same names in {run} words in a row, {round(100 * fit)} % of the content; {where.speakers.value}",
        )
    if run >= SAME_RUN:
        trusted = _is_run_trusted(same, fit, common.cover, where)
        trusted = trusted or (where.occasion == "day" and scale.mark_alike(a, b, a.words[place : place + run]))
        score = ENOUGH + 0.5 * run / (run + SAME_RUN) if trusted else 0.0
    elif where.speakers is Speakers.SAME and whole and run >= _TELLING_RUN and not same.named:
        score = ENOUGH + 0.05
    else:
        score = _of_words(common, run, fit, where.occasion) if _are_words_trusted(common, same, fit, where) else 0.0
    score, notes = _doubts(scale, score, run, a, b, where)
    if score < ENOUGH and (best := _best_of_parts(scale, common, a, b, where)):
        return best
    number = common.number
    words = f"the same {run} words in a row" if run >= 3 else f"{number} shared word{'s' * (number != 1)}"
    return Likeness(score, run, "; ".join((f"{words}, {round(100 * fit)} % of the content", *notes)))


def _score(found: Likeness) -> float:
    return found.score


def _is_hopeless(common: Common, where: Circumstances) -> bool:
    """Whether shared words, and a run of no more than `_SHORT_RUN`, cannot make two wordings even loosely alike."""
    if not common.weighs:
        return False
    return _of_words(common, _SHORT_RUN, common.fit, where.occasion) * _faded(where.days) < LOOSELY


def _faded(days: float | None) -> float:
    """What so much time leaves of a score."""
    return 1.0 if days is None or days <= _NEAR else 0.8 if days <= _FAR else 0.6


def _best_of_parts(scale: Scale, common: Common, a: Wording, b: Wording, where: Circumstances) -> Likeness | None:
    """The parts that are one statement, where some are."""
    if where.occasion == "other" or common.bits < _LEAST_OF_WHOLE:
        return None
    parts = product(scale.parts(a), scale.parts(b))
    best = max((_of_parts(scale, one, other, where) for one, other in parts), key=_score)
    return best if best.score >= ENOUGH else None


def _of_parts(scale: Scale, a: Part, b: Part, where: Circumstances) -> Likeness:
    """Compare parts of two wordings of one speaker."""
    common = scale.common(a, b)
    if common.bits < _LEAST_SHARED or (where.one_article and (where.both_direct or where.names_subject)):
        return _NOTHING
    least = _ONE_ARTICLE if where.one_article else _MOSTLY_WITH_FRAME if common.frame else _MOSTLY
    marked = any(part.marked and share >= least for part, share in zip((a, b), common.shares, strict=True))
    all_said = a.whole and b.whole and common.cover >= _PRACTICALLY_ALL
    telling = (marked and common.cover >= _ALL_BUT_ALL) or all_said
    if common.number == 1 and (where.one_article or not telling):
        return _NOTHING
    if marked:
        trusted = common.cover >= _SOME_OF_IT or common.bits >= _ENOUGH_MARKED
        trusted = trusted or common.bits + common.names >= _ENOUGH_NAMED
    else:
        share = _HALF if where.one_article else _SHARE_OF_PART
        enough = common.bits > _ENOUGH_SAID and common.cover >= share
        trusted = (enough or all_said) and common.fit >= least and a.denies == b.denies
    if not trusted:
        return _NOTHING
    score = _of_words(common, 0, common.fit, "day" if where.one_event else where.occasion)
    return Likeness(score, 0, f"a part: {common.number} shared words, {round(100 * common.fit)} % of its content")


def _doubts(
    scale: Scale, score: float, run: int, a: Wording, b: Wording, where: Circumstances
) -> tuple[float, list[str]]:
    notes = [where.speakers.value]
    if run >= SAME_RUN:
        return score, notes if where.days is None else [*notes, _told(where.days)]
    if a.asks != b.asks:
        score *= _ASKED
        notes.append("one of them a question")
    if scale.whole(a).denies != scale.whole(b).denies:
        score *= _DISAGREE
        notes.append("one of them denies")
    for what, here, there in (("numbers", a.numbers, b.numbers), ("names", scale.names(a), scale.names(b))):
        if here and there and not here & there:
            score *= _DISAGREE
            notes.append(f"other {what}")
    if where.days is not None:
        notes.append(_told(where.days))
    return score * _faded(where.days), notes


def _is_run_trusted(run: _Run, fit: float, cover: float, where: Circumstances) -> bool:
    """Whether `SAME_RUN` words or more in a row make one statement of two."""
    long = run.length >= 2 * SAME_RUN
    if where.speakers is not Speakers.SAME:
        near = where.days is None or where.days <= _NEAR
        near = run.length >= _LONG_RUN or (near and not (where.one_article and where.speakers is Speakers.OTHER))
        mostly = fit >= _MOSTLY and (run.share >= _NEARLY_ALL or not where.one_article)
        mostly = mostly or (where.speakers is Speakers.UNKNOWN and cover >= _PRACTICALLY_ALL)
        return run.said >= _ENOUGH_SAID and (long or (near and mostly))
    if run.named and run.said + (run.length - SAME_RUN) / 2 < _SOME_SAID:
        return fit >= _LEAST_FIT
    return long or not where.one_article or fit >= _HALF


def _are_words_trusted(common: Common, run: _Run, fit: float, where: Circumstances) -> bool:
    """Whether shared words can make one statement of two that share no long run. Within one article nobody is quoted
    twice with one statement in other words.
    """
    if where.speakers is Speakers.OTHER:
        return False
    if where.speakers is Speakers.UNKNOWN:
        near = where.days is None or where.days <= _NEAR
        near = near and not where.one_article
        telling = run.length >= _TELLING_RUN and run.said >= _ENOUGH_SAID and fit >= _PRACTICALLY_ALL
        return common.idiom or (near and telling)
    if common.bits < _LEAST_SHARED:
        return False
    if where.one_article and (where.both_direct or where.names_subject):
        return False
    if where.one_article and where.may_name_subject and common.cover < _SUBJECT:
        return False
    if not common.idiom or where.one_article:
        least = _ONE_ARTICLE if where.one_article else _MOSTLY
        if fit < least and (run.length < 3 or (where.one_article and (run.named or run.said < _SOME_SAID))):
            return False
    striking = common.bits >= _STRIKING and where.occasion == "day"
    striking = striking and (common.cover >= _MUCH_OF_IT or not where.one_article)
    return common.number > 1 or common.idiom or striking or common.cover >= _MOST_OF_IT


def _are_names_trusted(common: Common, run: int, fit: float, where: Circumstances) -> bool:
    """Whether two names side by side ("Freedonia and Sylvania") are one statement though nothing else is shared: one
    speaker on one day, the names as rare in the library as names can be, and one wording hardly more than them.
    """
    if where.occasion != "day" or where.both_direct:
        return False
    return run >= _NAMES_RUN and common.names >= 2 * NAME_WEIGHT and fit >= _MOSTLY


def _of_words(common: Common, run: int, fit: float, occasion: str) -> float:
    evidence = common.bits + min(common.names, _NAMES) + max(0, run - _SHORT_RUN)
    score = math.sqrt(fit) * min(1.0, fit / _LEAST_FIT) ** 2 * evidence
    return score / (evidence + _HALF_EVIDENCE[occasion])


def _told(days: float) -> str:
    if days < 1:
        return "the same day"
    return f"{round(days)} day{'s' * (round(days) != 1)} apart"
