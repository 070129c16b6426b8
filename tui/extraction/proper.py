"""The names in a text, and the titles in capitals that stand for a person without the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from tui.extraction.labelling import LABELS
from tui.extraction.lexicon import Lexicon, lexicon
from tui.extraction.model import ActorKind
from tui.extraction.names import Tagger, tagger
from tui.extraction.runs import runs
from tui.extraction.spelling import SlipIndex, initials, surname, unaccented
from tui.text import Span

_PERSON = LABELS.index(ActorKind.PERSON)
_ORGANISATION = LABELS.index(ActorKind.ORGANISATION)
_PLACE = LABELS.index(ActorKind.PLACE)
_LEAST_SLIP = 6
_REACH = 16
"""So many signs before a name are looked at for the word that stands there."""
_SHORTEST_JOINED = 3
_TWO_INITIALS = 2
_MOST_NAMESAKES = 20
"""So many people of one first name are compared one by one."""
_GIVEN = frozenset(("male", "female", "given"))
_MAY_BE_GIVEN = _GIVEN | {"other", "initial"}
_NOBODY: set[str] = set()
_ARTICLES = ("al-", "el-")
_TITLE_PARTS = frozenset(("title", "titleword", "demonym", "country", "orgword"))
_START = itemgetter(0)


class Name(NamedTuple):
    """A name: its place, its words divided by one blank, what it looks like there, and the word right before it (""
    where that is none of its run of capitalised words).
    """

    span: Span
    words: str
    kind: ActorKind
    before: str = ""


def names_and_titles(text: str, regions: Sequence[Span]) -> tuple[list[Name], list[Span]]:
    """The names inside the regions, sorted by place, and the titles ("PM", "Foreign Secretary"), sorted too."""
    model, lists = tagger(), lexicon()
    role_nouns, joints = lists.role_nouns, _joining_words()
    names: list[Name] = []
    titles: list[Span] = []
    passed: dict[str, list[int]] = defaultdict(list)
    named: dict[str, set[str]] = defaultdict(set)
    for start, run, left, right, headline in runs(text, regions):
        if " " not in run:
            label = model.label(run, left, right, headline)
            if label:
                name = _name(text, start, run, label, "")
                if name is not None:
                    names.append(name)
                continue
            passed[run].append(start)
            if run.lower() in role_nouns:
                titles.extend(_title([run], start + len(run), model, left, lists))
            continue
        words, labels = model.labels(run, left, right, headline)
        size = len(words)
        if labels[0] == 0 and labels[1] == _PERSON and _is_two_initials(words[0], model):
            labels[0] = _PERSON
        if "l-" in run and labels[-1] != _PERSON:
            _take_in_articles(words, labels, model)
        if size >= _SHORTEST_JOINED and not joints.isdisjoint(words):
            _mend_joints(words, labels, model, lists)
        i = 0
        while i < size:
            label = labels[i]
            j = i + 1
            while j < size and labels[j] == label:
                j += 1
            if label:
                part = run if j - i == size else " ".join(words[i:j])
                name = _name(text, start, part, label, words[i - 1] if i else "")
                if name is not None:
                    names.append(name)
                    if label == _PERSON and j - i > 1:
                        for short in _short_names(part, words[i - 1] if i else ""):
                            named[short].add(part)
                start += len(part) + 1
            else:
                for word in words[i:j]:
                    passed[word].append(start)
                    start += len(word) + 1
                if words[j - 1].lower() in role_nouns and (j == size or labels[j] != _PERSON):
                    titles.extend(_title(words[i:j], start - 1, model, left if i == 0 else "", lists))
            i = j
    if passed:
        more = _missed_short_names(text, passed, named, lists, model)
        more += _in_brackets(text, passed, names)
        more += _known_names(text, passed, model, lists)
        if more:
            names += more
            names.sort(key=_START)
    return _apart(names), titles


@lru_cache(maxsize=1)
def _joining_words() -> frozenset[str]:
    """The words of a run that `_mend_joints` looks at."""
    lists = lexicon()
    return lists.sure_titles | lists.particles | lists.suffixes | {"and", "of", "for"}


def _mend_joints(words: Sequence[str], labels: list[int], model: Tagger, lists: Lexicon) -> None:
    """Keep particles within a person's name, and "and" out of the name of a body that the lists know."""
    for i in range(1, len(words)):
        word = words[i]
        if word in lists.sure_titles and labels[i] != _PERSON:
            first = i
            while first and words[first - 1] in lists.title_words and labels[first - 1] == _ORGANISATION:
                first -= 1
                labels[first] = 0
        elif labels[i - 1] == _PERSON and word in lists.suffixes:
            labels[i] = _PERSON
        elif i == len(words) - 1:
            continue
        elif labels[i - 1] == _PERSON and word in lists.particles:
            labels[i] = _PERSON
            if words[i + 1] not in lists.particles:
                labels[i + 1] = _PERSON
        elif word in ("of", "for") and labels[i - 1] == _ORGANISATION and labels[i] == labels[i + 1] == 0:
            last = i + 1
            if words[i - 1] in lists.organisation_words:
                while last < len(words) and labels[last] == 0 and words[last][0].isupper():
                    last += 1
                if last > i + 1:
                    labels[i:last] = [_ORGANISATION] * (last - i)
        elif word == "and" and labels[i] == _ORGANISATION:
            first = i
            while first and labels[first - 1] == _ORGANISATION:
                first -= 1
            known = " ".join(words[first:i])
            if known in lists.organisations and known not in lists.longer:
                labels[i] = 0
        elif word in lists.particles and labels[i] == labels[i - 1] == 0 and _may_be_given(words[i - 1], model):
            last = i + 1
            while last < len(words) and words[last] in lists.particles:
                last += 1
            if last < len(words) and labels[last] == _PERSON:
                labels[i - 1 : last] = [_PERSON] * (last - i + 1)


def _take_in_articles(words: Sequence[str], labels: list[int], model: Tagger) -> None:
    """A word that may be a given name and one with the Arabic article are somebody's name ("Nasser al-Kidwa")."""
    for i in range(1, len(words)):
        if words[i].startswith(_ARTICLES) and labels[i] in (0, _PERSON) and _may_be_given(words[i - 1], model):
            labels[i - 1] = labels[i] = _PERSON


def _is_two_initials(word: str, model: Tagger) -> bool:
    """True for a given name of two letters: the initials of "JD Vance"."""
    return (
        len(word) == _TWO_INITIALS
        and word.isupper()
        and word.isalpha()
        and model.class_of(word) in ("initial", "acronym")
    )


def _may_be_given(word: str, model: Tagger) -> bool:
    """True for a word that may be a given name, before the particles of a surname."""
    return model.class_of(word) in _MAY_BE_GIVEN


def _apart(names: list[Name]) -> list[Name]:
    """The names without those that a longer one before them has taken in."""
    found: list[Name] = []
    last = -1
    for name in names:
        start, end = name.span
        if start >= last:
            found.append(name)
            last = end
    return found


def _name(text: str, start: int, words: str, label: int, before: str) -> Name | None:
    """The name that words labelled alike make: without the title at its end, and whole where the lists know it."""
    judged = _judged(words, label)
    if judged is None:
        return None
    name, label, longer = judged
    for whole in longer:
        if _stands(text, whole, start):
            name, label = whole, _PLACE if whole in lexicon().country_of else _ORGANISATION
            break
    kind = LABELS[label]
    assert kind is not None
    return Name(Span(start, start + len(name)), name, kind, before)


@lru_cache(maxsize=20_000)
def _judged(words: str, label: int) -> tuple[str, int, tuple[str, ...]] | None:
    """What is left of the words as a name, its label, and the longer names that open so; None where they are none."""
    lists = lexicon()
    parts = words.split(" ")
    if parts[-1] in lists.sure_titles and (label != _PERSON or len(parts) == 1):
        while parts and parts[-1] in lists.sure_titles:
            parts.pop()
        while parts and label != _PLACE and parts[-1] in lists.title_words:
            parts.pop()
        if not parts:
            return None
    name = " ".join(parts)
    if label != _PERSON and parts[0] in lists.country_of and _goes_on_as_no_name(name, parts[1:], lists):
        name, label = parts[0], _PLACE
    if name in lists.no_names or _is_letter_and_digits(name):
        return None
    return name, label, lists.longer.get(name, ())


def _goes_on_as_no_name(name: str, others: Sequence[str], lists: Lexicon) -> bool:
    """True for a country with common words after it, as headlines give capitals to all ("Ukraine Tensions")."""
    if not others or name in lists.organisations or name in lists.places or name in lists.longer:
        return False
    is_common = tagger().is_common
    return all(
        is_common(word) and word not in lists.organisation_words and word not in lists.place_words for word in others
    )


def _is_letter_and_digits(name: str) -> bool:
    """True for the names of things: "F-16", "T-72B"."""
    letters, hyphen, rest = name.partition("-")
    return bool(hyphen and rest[:1].isdigit() and letters.isascii() and letters.isupper() and letters.isalpha()) and (
        rest.replace("_", "").isalnum()
    )


@lru_cache(maxsize=20_000)
def _short_names(name: str, before: str) -> tuple[str, ...]:
    """What somebody of that full name, with the word before it, may be called: by the surname, without or with a
    capital for its article, by the first name.
    """
    last, first = surname(name), name.partition(" ")[0]
    found = [last]
    if last.startswith(_ARTICLES):
        found += [last.capitalize()[:3] + last[3:], last[3:]]
    kind = tagger().class_of(first)
    if len(first) > 1 and (kind in _GIVEN or (kind in _MAY_BE_GIVEN and before not in lexicon().honorific_gender)):
        found.append(first)
    return tuple({*found, *map(unaccented, found)})


def _missed_short_names(
    text: str, passed: dict[str, list[int]], named: dict[str, set[str]], lists: Lexicon, model: Tagger
) -> list[Name]:
    """Words passed over that are what somebody named in full may be called, or one slip of the pen from a surname.

    `named` are the full names by what may stand for them.
    """
    if not named:
        return []
    found = []
    index = SlipIndex({last for full in named.values() for name in full if len(last := surname(name)) >= _LEAST_SLIP})
    for word, starts in passed.items():
        full = named.get(word) or named.get(unaccented(word), _NOBODY)
        if word in lists.organisations:
            continue
        if not full and not (len(word) >= _LEAST_SLIP and model.class_of(word) == "other" and index.near(word)):
            continue
        for start in starts:
            before = text[max(0, start - _REACH) : start].rpartition("\n")[2].split()
            whole = full if len(full) <= _MOST_NAMESAKES else ()
            words = next((name for name in whole if name.startswith(word) and _stands(text, name, start)), word)
            span = Span(start, start + len(words))
            found.append(Name(span, words, ActorKind.PERSON, before[-1] if before else ""))
    return found


def _known_names(text: str, passed: dict[str, list[int]], model: Tagger, lists: Lexicon) -> list[Name]:
    """Words passed over that open or are a name that the lists know: "Russian Federation", "the Guardian"."""
    found = []
    for word, starts in passed.items():
        longer = lists.longer.get(word, ()) if word != "The" else ()
        known = word in lists.country_of or word in lists.outlets
        if not longer and not known:
            continue
        certain = known and (word.isupper() or not model.is_common(word))
        for start in starts:
            name = next((whole for whole in longer if _stands(text, whole, start)), "")
            if not name and (certain or (word in lists.outlets and text[start - 4 : start] == "the ")):
                name = word
            if name:
                kind = ActorKind.PLACE if name in lists.country_of else ActorKind.ORGANISATION
                found.append(Name(Span(start, start + len(name)), name, kind))
    return found


def _stands(text: str, name: str, start: int) -> bool:
    """True where the whole of `name` stands at `start`."""
    end = start + len(name)
    return text.startswith(name, start) and not text[end : end + 1].isalnum()


def _in_brackets(text: str, passed: dict[str, list[int]], names: Sequence[Name]) -> list[Name]:
    """The short names in brackets that follow the name they shorten: "Conflict Intelligence Team (CIT)"."""
    candidates = [
        (start, word)
        for word, starts in passed.items()
        if word.isupper()
        for start in starts
        if start > 1 and text.startswith(" (", start - 2)
    ]
    if not candidates:
        return []
    ends = {name.span.end: name for name in names if name.kind is ActorKind.ORGANISATION}
    found = []
    for start, word in candidates:
        named = ends.get(start - 2)
        if named is not None and initials(named.words) == word.lower():
            found.append(Name(Span(start, start + len(word)), word, ActorKind.ORGANISATION))
    return found


def _title(words: Sequence[str], end: int, model: Tagger, left: str, lists: Lexicon) -> list[Span]:
    """The nominal that words in capitals make without a determiner: "Foreign Secretary", "the PM"."""
    if left in lists.determiners or left in lists.past:
        return []
    first, start = len(words) - 1, end - len(words[-1])
    while first and model.class_of(words[first - 1]) in _TITLE_PARTS:
        first -= 1
        start -= 1 + len(words[first])
    if first and words[first - 1].lower() in lists.determiners:
        return []
    return [Span(start, end)]
