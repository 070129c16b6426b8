"""Mentions: every name, nominal and pronoun in a text that may mean an actor."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from tui.extraction.alternatives import alternatives
from tui.extraction.lexicon import Lexicon, lexicon
from tui.extraction.model import ActorKind
from tui.extraction.names import LABELS, Tagger, tagger
from tui.extraction.runs import runs
from tui.extraction.spelling import SlipIndex, initials
from tui.text import Span

_PERSON = LABELS.index(ActorKind.PERSON)
_ORGANISATION = LABELS.index(ActorKind.ORGANISATION)
_PLACE = LABELS.index(ActorKind.PLACE)
_LEAST_SLIP = 6
_SHORTEST_JOINED = 2
_LETTER_AND_DIGITS = re.compile(r"[A-Z]+-[0-9]+\w*")
_TITLE_PARTS = frozenset(("title", "titleword", "demonym", "country", "orgword"))
_DETERMINER = (
    r"[TtAaHhIiOoMm’'](?<!\w.)(?:(?<=[Tt])h(?:e|is|at|eir)|(?<=[Aa])n?|(?<=[Hh])(?:is|er)|(?<=[Ii])ts"
    r"|(?<=[Oo])ur|(?<=[Mm])y|(?<=[’'])s)[ \xa0]"
)
_MOST_BEFORE_HEAD = 5
_LONGEST_SHORTENED = 3
_NOMINAL_WORD = re.compile(r"[ \xa0]([\w.-]+)")
_PRONOUN = re.compile(
    r"[HhSsTtIi](?<![\w’'].)(?:(?<=[Hh])(?:e|im|is|er|ers|imself|erself)|(?<=[Ss])he"
    r"|(?<=[Tt])he(?:y|m|ir|mselves)|(?<=[Ii])t(?:s|self)?)(?!\w)"
)


class MentionForm(StrEnum):
    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Mention(NamedTuple):
    """One mention. `kind` is what the mention alone tells, None where it tells nothing.

    `head` is the surname of a person, the last word of any other name, the noun of a nominal in lower case,
    the pronoun in lower case.
    """

    span: Span
    form: MentionForm
    kind: ActorKind | None
    head: str


_SPAN = attrgetter("span")


def find_mentions(text: str, regions: Sequence[Span]) -> list[Mention]:
    """All mentions inside `regions` (spans of searchable text), sorted by place.

    Names never overlap one another; a nominal may hold a name ("the UK ambassador"). Words that stand before
    a name as its title are part of neither.
    """
    names, titles = _names(text, regions)
    found = [*names, *_nominals(text, regions, names), *titles, *_pronouns(text, regions)]
    found.sort(key=_SPAN)
    return found


def _names(text: str, regions: Sequence[Span]) -> tuple[list[Mention], list[Mention]]:
    """The names, and the titles in capitals that stand for a person without the name ("PM", "Foreign
    Secretary").
    """
    model, lists = tagger(), lexicon()
    names: list[Mention] = []
    titles: list[Mention] = []
    passed: list[tuple[int, str]] = []
    surnames: set[str] = set()
    for run in runs(text, regions):
        start, words, left, right, headline = run
        i, size = 0, len(words)
        if size == 1:
            labels = [model.label(words[0], left, right, headline)]
        else:
            labels = model.labels(model.scores(words, left, right, headline))
            if size > _SHORTEST_JOINED:
                _mend_joints(words, labels, lists)
        while i < size:
            label = labels[i]
            end = start + len(words[i])
            j = i + 1
            while j < size and labels[j] == label:
                end += 1 + len(words[j])
                j += 1
            if label:
                found = _name(text, start, words[i:j], label, lists)
                if found is not None:
                    names.append(found)
                    if label == _PERSON and j - i > 1 and found.head not in lists.organisations:
                        surnames.add(found.head)
            elif j == size or labels[j] != _PERSON:
                title = _title(words[i:j], end, model, left if i == 0 else "", lists)
                if title is not None:
                    titles.append(title)
            if not label:
                at = start
                for word in words[i:j]:
                    passed.append((at, word))
                    at += len(word) + 1
            i = j
            start = end + 1
    names.extend(_missed_surnames(passed, surnames, model))
    names.extend(_in_brackets(text, passed, names))
    names.extend(_known_names(text, passed, model))
    names.sort(key=_start)
    return _apart(names), titles


def _mend_joints(words: list[str], labels: list[int], lists: Lexicon) -> None:
    """Keep particles within a person's name, and "and" out of the name of a body that the lists know."""
    for i in range(1, len(words)):
        word = words[i]
        if word in lists.sure_titles and labels[i] != _PERSON:
            first = i
            while first and words[first - 1] in lists.title_words and labels[first - 1] == _ORGANISATION:
                first -= 1
                labels[first] = 0
        elif i == len(words) - 1:
            continue
        elif labels[i - 1] == _PERSON and word in lists.particles:
            labels[i] = _PERSON
            if words[i + 1] not in lists.particles:
                labels[i + 1] = _PERSON
        elif word == "and" and labels[i] == _ORGANISATION:
            first = i
            while first and labels[first - 1] == _ORGANISATION:
                first -= 1
            known = " ".join(words[first:i])
            if known in lists.organisations and known not in lists.longer:
                labels[i] = 0
    if labels[-2] == _PERSON and words[-1] in lists.suffixes:
        labels[-1] = _PERSON


def _apart(names: list[Mention]) -> list[Mention]:
    """The names without those that a longer one before them has taken in."""
    found: list[Mention] = []
    for mention in names:
        if not found or mention.span.start >= found[-1].span.end:
            found.append(mention)
    return found


def _start(mention: Mention) -> int:
    return mention.span.start


def _name(text: str, start: int, words: list[str], label: int, lists: Lexicon) -> Mention | None:
    """The name that words labelled alike make: without the title at its end, and whole where the lists know
    it.
    """
    if words[-1] in lists.sure_titles and (label != _PERSON or len(words) == 1):
        while words and words[-1] in lists.sure_titles:
            words.pop()
        while words and label != _PLACE and words[-1] in lists.title_words:
            words.pop()
        if not words:
            return None
    name = " ".join(words)
    if name in lists.no_names or ("-" in name and _LETTER_AND_DIGITS.fullmatch(name)):
        return None
    end = start + len(name)
    for longer in lists.longer.get(name, ()):
        if _stands(text, longer, start):
            end, label = start + len(longer), _ORGANISATION if longer not in lists.country_of else _PLACE
            break
    return Mention(Span(start, end), MentionForm.NAME, LABELS[label], _head(words, label, lists))


def _missed_surnames(passed: list[tuple[int, str]], surnames: set[str], model: Tagger) -> list[Mention]:
    """Words passed over that are the surname of somebody named in full, or one slip of the pen from it."""
    found = []
    index = SlipIndex([surname for surname in surnames if len(surname) >= _LEAST_SLIP])
    judged: dict[str, bool] = {}
    for start, word in passed:
        known = judged.get(word)
        if known is None:
            known = word in surnames
            if not known and len(word) >= _LEAST_SLIP and model.class_of(word) == "other":
                known = bool(index.near(word))
            judged[word] = known
        if known:
            span = Span(start, start + len(word))
            found.append(Mention(span, MentionForm.NAME, ActorKind.PERSON, word))
    return found


def _known_names(text: str, passed: list[tuple[int, str]], model: Tagger) -> list[Mention]:
    """Words passed over that open or are a name that the lists know: "Russian Federation", "the Guardian"."""
    lists = lexicon()
    found = []
    for start, word in passed:
        name = ""
        if word in lists.longer and word != "The":
            name = next((longer for longer in lists.longer[word] if _stands(text, longer, start)), "")
        if not name and (word in lists.country_of or word in lists.outlets):
            certain = word.isupper() or not model.is_common(word)
            if certain or (word in lists.outlets and text[start - 4 : start] == "the "):
                name = word
        if name:
            kind = ActorKind.PLACE if name in lists.country_of else ActorKind.ORGANISATION
            span = Span(start, start + len(name))
            found.append(Mention(span, MentionForm.NAME, kind, name.rpartition(" ")[2]))
    return found


def _stands(text: str, name: str, start: int) -> bool:
    """True where the whole of `name` stands at `start`."""
    end = start + len(name)
    return text.startswith(name, start) and not text[end : end + 1].isalnum()


def _in_brackets(text: str, passed: list[tuple[int, str]], names: list[Mention]) -> list[Mention]:
    """The short names in brackets that follow the name they shorten: "Conflict Intelligence Team (CIT)"."""
    candidates = [pair for pair in passed if text.startswith(" (", pair[0] - 2) and pair[0] > 1 and pair[1].isupper()]
    if not candidates:
        return []
    ends = {mention.span.end: mention for mention in names if mention.kind is ActorKind.ORGANISATION}
    found = []
    for start, word in candidates:
        named = ends.get(start - 2)
        if named is not None and initials(named.span.of(text)) == word.lower():
            span = Span(start, start + len(word))
            found.append(Mention(span, MentionForm.NAME, ActorKind.ORGANISATION, word))
    return found


def _head(words: Sequence[str], label: int, lists: Lexicon) -> str:
    if label == _PERSON:
        for word in reversed(words):
            if word not in lists.suffixes:
                return word
    return words[-1]


def _title(words: Sequence[str], end: int, model: Tagger, left: str, lists: Lexicon) -> Mention | None:
    """The nominal that words in capitals make without a determiner: "Foreign Secretary", "the PM"."""
    last = words[-1].lower()
    if last not in lists.role_nouns or left in lists.determiners or left in lists.past:
        return None
    first, start = len(words) - 1, end - len(words[-1])
    while first and model.class_of(words[first - 1]) in _TITLE_PARTS:
        first -= 1
        start -= 1 + len(words[first])
    if first and words[first - 1].lower() in lists.determiners:
        return None
    return Mention(Span(start, end), MentionForm.NOMINAL, ActorKind.PERSON, last)


@cache
def _heads() -> dict[str, ActorKind]:
    lists = lexicon()
    return {
        **dict.fromkeys(lists.plural_nouns, ActorKind.PERSON),
        **dict.fromkeys(lists.group_nouns, ActorKind.ORGANISATION),
        **dict.fromkeys(lists.role_nouns, ActorKind.PERSON),
    }


@cache
def _nominal_pattern() -> re.Pattern[str]:
    """A determiner and the words up to the first head in group 1; a word that ends phrases stops the search."""
    word = r"(?![\w.-])"
    shortened = [head.upper() for head in _heads() if len(head) <= _LONGEST_SHORTENED]
    heads, ends = alternatives([*_heads(), *shortened]), alternatives(lexicon().phrase_ends)
    one = rf"(?!{ends}{word})[\w.-]++"
    before = rf"(?:{one}(?:[’']s)?[ \xa0](?:{one}[ \xa0]){{0,{_MOST_BEFORE_HEAD - 1}}}?)??"
    return re.compile(f"{_DETERMINER}(?={before}({heads}){word})")


def _nominals(text: str, regions: Sequence[Span], names: Sequence[Mention]) -> list[Mention]:
    heads = _heads()
    name_ends = {mention.span.end for mention in names}
    name_starts = {mention.span.start for mention in names}
    starts = [mention.span.start for mention in names]
    find = _nominal_pattern().finditer
    following = _NOMINAL_WORD.match
    found = []
    for region in regions:
        for match in find(text, region.start, region.end):
            head, end = match.group(1).lower(), match.end(1)
            while (after := following(text, end, region.end)) is not None and after.group(1).lower() in heads:
                if text.count(" ", match.end(), after.start()) >= _MOST_BEFORE_HEAD:
                    break
                head, end = after.group(1).lower(), after.end()
            if end in name_ends or (end + 1 in name_starts and text[end] in " \xa0"):
                continue
            last = bisect_left(starts, end) - 1
            if last >= 0 and names[last].span.end > end:
                continue
            start = match.start() + (3 if text[match.start()] in "’'" else 0)
            found.append(Mention(Span(start, end), MentionForm.NOMINAL, heads[head], head))
    return found


def _pronouns(text: str, regions: Sequence[Span]) -> list[Mention]:
    found = []
    genders = lexicon().pronoun_gender
    kinds = {word: ActorKind.PERSON if gender in ("male", "female") else None for word, gender in genders.items()}
    for region in regions:
        for match in _PRONOUN.finditer(text, region.start, region.end):
            word = match.group().lower()
            found.append(Mention(Span(*match.span()), MentionForm.PRONOUN, kinds[word], word))
    return found
