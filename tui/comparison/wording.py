"""What a statement's words come to when two wordings are held against each other.

Words become stems (the Snowball English stemmer), stems become **concepts**: a family of words that stand for one
another (`data/families.txt`), or the stem itself. A concept weighs what its rarity in news says (`data/rarity.txt`),
in bits: small words nothing, a word that one article in 256 holds 7, a name 4.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from tui.comparison.frames import Frames
from tui.comparison.kept import KeptLists, KeptWordings, KeptWords, packed, unpacked, unpacked_floats
from tui.comparison.lists import lines_of
from tui.comparison.parts import parts
from tui.extraction.lexicon import lexicon
from tui.extraction.model import Kind

WORD = r"[^\W_]+(?:['’][^\W_]+)*(?:[.,]\d+)*"
"""The pattern of a word; a number keeps its decimal point."""
_WORD = re.compile(WORD)
TOKEN = re.compile(rf"(?P<word>{WORD})|(?P<ellipsis>…|\.\.+|\. \. \.)|(?P<bracket>[\[\](){{}}])")
"""What may differ between two wordings: a word, an ellipsis, a bracket."""
_ABBREVIATED = re.compile(r"(?<!\w)[A-Z][a-z]{0,3}\.$")
"""A title or an initial, whose stop ends no sentence ("Mrs.", "Sen.", "F.")."""
_LONGEST_ABBREVIATION = 6
_NO_WORD = -1
_NO_MORE = (sys.maxsize, False)
_NONE: frozenset[int] = frozenset()
"""One for all wordings without numbers."""
_KINDS = tuple(Kind)
_SENTENCE_START = frozenset('.?!…:;"“”‘([«„\n')

RAREST = 8.0
"""The weight, in bits, of a word that news hardly ever holds."""
IDIOM_WEIGHT = 10.0
NAME_WEIGHT = 4.0
PHRASE_WEIGHT = 5.0
"""Of a phrase of several usual words."""
FRAME_WEIGHT = 4.0
"""Of a construction, beside what its words weigh."""
NUMBER_WEIGHT = 7.0
SMALL_NUMBER_WEIGHT = 4.0
YEAR_WEIGHT = 3.0
_SMALL = 1.5
"""Words rarer than two in three articles by less than this many bits carry no content."""


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text, as written, with their places; punctuation is no word."""
    for found in _WORD.finditer(text):
        yield found.group(), found.start(), found.end()


def places_of_words(text: str) -> list[int]:
    """Where each word, ellipsis and bracket begins: where pieces that are the same may be cut."""
    return [found.start() for found in TOKEN.finditer(text)]


def literal(word: str) -> str:
    """A word without case and with a straight apostrophe."""
    return word.casefold().replace("’", "'")


def folded(word: str) -> str:
    """A word without case, with a straight apostrophe and without a possessive ending."""
    low = literal(word)
    return low[:-2] if low.endswith("'s") and len(low) > 3 else low


class Vocabulary:
    """Numbers for words, stems and concepts; grows with every new word. `idioms` are the concepts that are idioms,
    `frames` those that are constructions with a word, `hints` those of them that count only where they are shared.

    `concept[term]` and `weight[term]` are lists over the numbers of terms (stems and idioms); `term[word]` over the
    numbers of words.
    """

    def __init__(self) -> None:
        from snowballstemmer import stemmer

        self._stemmer = stemmer("english")
        self._word_of: dict[str, int] = {}
        self._term_of: dict[str, int] = {}
        self._phrases: dict[int, list[tuple[tuple[int, ...], int]]] = {}
        self.term: list[int] = []
        self.concept: list[int] = []
        self.weight: list[float] = []
        self.is_number: list[bool] = []
        self._capitals: list[int] = []
        self._smalls: list[int] = []
        self.idioms: set[int] = set()
        self.frames: set[int] = set()
        self.hints: set[int] = set()
        self._rarity = _rarity()
        self._read_families()
        self._read_countries()
        self._negations = {self.word(word) for word in _negations()}
        self._affirming = {
            (self.word(one), self.word(other))
            for section, line in lines_of("meaning.txt")
            if section == "affirming"
            for one, other in (line.split(),)
        }
        self._phrase_openers = frozenset(self._phrases)
        self._frames = Frames(lambda word: self.word(folded(word)))
        self._known = (len(self.term), len(self.concept))
        """How many words and terms the lists hold."""

    def kept(self) -> KeptWords:
        """What was learned since the lists were read."""
        words, terms = self._known
        return KeptWords(
            list(islice(self._word_of, words, None)),
            packed("I", self.term[words:]),
            list(islice(self._term_of, terms, None)),
            packed("d", self.weight[terms:]),
            packed("I", self._capitals),
            packed("I", self._smalls),
            sorted(self.frames),
            sorted(self.hints),
        )

    def restore(self, kept: KeptWords) -> None:
        """Learn what another vocabulary had learned from the same lists; this one has learned nothing."""
        for key, weight in zip(kept.keys, unpacked_floats(kept.weights), strict=True):
            self._new_term(key, weight)
        for word, term in zip(kept.words, unpacked("I", kept.terms), strict=True):
            self._word_of[word] = len(self.term)
            self.term.append(term)
        self._capitals = list(unpacked("I", kept.capitals))
        self._smalls = list(unpacked("I", kept.smalls))
        self.frames.update(kept.frames)
        self.hints.update(kept.hints)

    def word(self, low: str) -> int:
        """The number of a word as `folded` gives it."""
        known = self._word_of.get(low)
        if known is None:
            known = self._word_of[low] = len(self.term)
            self.term.append(self._stem(low))
        return known

    def saw(self, term: int, *, capital: bool) -> None:
        """Count a term met with a capital, or with a small letter, where it did not open a sentence."""
        if capital:
            self._capitals[term] += 1
        else:
            self._smalls[term] += 1

    def is_name(self, term: int) -> bool:
        """True for a term mostly met with a capital, and for a rare one never met without."""
        capitals, smalls = self._capitals[term], self._smalls[term]
        return capitals > smalls or (not smalls and self.weight[term] == RAREST and not self.is_number[term])

    def denies(self, words: Sequence[int]) -> bool:
        """Whether some words hold a negation that denies ("no doubt" does not)."""
        if self._negations.isdisjoint(words):
            return False
        pairs = pairwise((*words, _NO_WORD))
        return any(word in self._negations and (word, after) not in self._affirming for word, after in pairs)

    def content(self, words: Sequence[int]) -> set[int]:
        """The terms with content that some words hold; a phrase is one, in place of its words."""
        weight = self.weight
        terms = [self.term[word] for word in words]
        content = {term for term in terms if weight[term] > 0}
        if self._phrase_openers.isdisjoint(terms):
            return content
        for phrase, first, last in self.phrases_in(terms):
            content.difference_update(terms[first:last])
            content.add(phrase)
        return content

    def phrases_in(self, terms: list[int]) -> list[tuple[int, int, int]]:
        """(term of the phrase, first, last + 1) for each known phrase, by places in `terms`; none overlap."""
        found = []
        at = 0
        while at < len(terms):
            for phrase, term in self._phrases.get(terms[at], ()):
                if tuple(terms[at : at + len(phrase)]) == phrase:
                    found.append((term, at, at + len(phrase)))
                    at += len(phrase) - 1
                    break
            at += 1
        return found

    def may_hold_frames(self, words: Iterable[int]) -> bool:
        """False where some words hold no construction."""
        return self._frames.may_hold(set(words))

    def frames_in(self, words: array[int]) -> list[int]:
        """The terms of the constructions that some words hold."""
        found = []
        for name, _, head in self._frames.found(words, lambda word: self.weight[self.term[word]] > 0):
            own = f"{name} {self.concept[self.term[words[head]]]}" if name.endswith(("*", "+")) else name
            term = self._new_term(own, FRAME_WEIGHT)
            if own != name:
                self.frames.add(term)
            if name.endswith("+"):
                self.hints.add(term)
            found.append(term)
        return found

    def _stem(self, low: str) -> int:
        base = _irregular().get(low, low)
        stem = low if any(sign.isdigit() for sign in low) else self._stemmer.stemWord(base)
        return self._new_term(stem, self._weight_of(low, stem))

    def _weight_of(self, low: str, stem: str) -> float:
        if low[0].isdigit():
            if low.isdigit() and len(low) == 4 and low[:2] in ("19", "20"):
                return YEAR_WEIGHT
            return NUMBER_WEIGHT if len(low) > 2 else SMALL_NUMBER_WEIGHT
        if low in _negations():
            return 0.0
        known = self._rarity.get(stem)
        if known is None and low.endswith("ly"):
            known = self._rarity.get(self._stemmer.stemWord(low[:-2]))
        bits = (RAREST + 1 if known is None else known) - 1
        return min(bits, RAREST) if bits >= _SMALL and len(low) > 1 and "'" not in low else 0.0

    def _new_term(self, key: str, weight: float) -> int:
        known = self._term_of.get(key)
        if known is None:
            known = self._term_of[key] = len(self.concept)
            self.concept.append(known)
            self.weight.append(weight)
            self._capitals.append(0)
            self._smalls.append(0)
            self.is_number.append(key[:1].isdigit() and " " not in key)
        return known

    def _read_families(self) -> None:
        """A family's concept is its first term. A word in two families stays in the first."""
        for section, line in lines_of("families.txt"):
            head = -1
            for item in line.split(","):
                parts = [self.term[self.word(folded(word))] for word, _, _ in tokens(item)]
                term = parts[0]
                if len(parts) > 1:
                    term = self._new_term(
                        " ".join(map(str, parts)), IDIOM_WEIGHT if section == "idioms" else PHRASE_WEIGHT
                    )
                    self._phrases.setdefault(parts[0], []).append((tuple(parts), term))
                elif section == "idioms":
                    self.weight[term] = IDIOM_WEIGHT
                if head < 0:
                    head = self.concept[term]
                    if section == "idioms":
                        self.idioms.add(head)
                elif self.concept[term] == term:
                    self.concept[term] = head
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def _read_countries(self) -> None:
        """A country, its other names and the words for its people and things are one concept."""
        lists = lexicon()
        for name, country in (*lists.country_of.items(), *lists.country_of_demonym.items()):
            own, usual = self._name(name), self._name(country)
            if self.concept[own] == own and self.weight[own] > 0:
                self.concept[own] = self.concept[usual]

    def _name(self, name: str) -> int:
        """The term of a name; one of several words is a phrase."""
        terms = [self.term[self.word(folded(word))] for word, _, _ in tokens(name)]
        if len(terms) == 1:
            return terms[0]
        term = self._new_term(" ".join(map(str, terms)), NAME_WEIGHT)
        phrase = (tuple(terms), term)
        if phrase not in (held := self._phrases.setdefault(terms[0], [])):
            held.insert(0, phrase)
            self._capitals[term] = 1
        return term


class Wording:
    """One wording as numbers: `words` in order, `terms` with content (each once), the `numbers` among them.
    `asks` marks a question, also one told indirectly ("if he would resign"). `denied` is that of the
    attribution. `cuts` tells where its parts begin (see
    `parts`): twice the number of the first word, and one more where the part stands between marks. `frames` are the
    constructions of each part, empty where none has any.
    """

    __slots__ = ("asks", "cuts", "denied", "frames", "kind", "numbers", "terms", "words")

    def __init__(self, text: str, vocabulary: Vocabulary, kind: Kind = Kind.DIRECT, *, denied: bool = False) -> None:
        words: list[int] = []
        cuts: list[int] = []
        boundaries = parts(text, quoted=kind is Kind.DIRECT)
        boundary, quoted = next(boundaries)
        for word, start, _ in tokens(text):
            while start >= boundary:
                cut = 2 * len(words) + quoted
                if cuts and cuts[-1] >> 1 == cut >> 1:
                    cuts[-1] = cut
                else:
                    cuts.append(cut)
                boundary, quoted = next(boundaries, _NO_MORE)
            words.append(number := vocabulary.word(folded(word)))
            capital = word[0].isupper()
            if not (capital and opens_sentence(text, start)):
                vocabulary.saw(vocabulary.term[number], capital=capital)
        content = vocabulary.content(words)
        self.cuts = array("I", cuts)
        self.words = array("I", words)
        self.terms = array("I", sorted(content))
        self.asks = text.rstrip().endswith("?") or (
            kind is Kind.INDIRECT and text.split(" ", 1)[0].casefold() in asking()
        )
        self.kind = kind
        self.denied = denied
        frames = [vocabulary.frames_in(part) for part, _ in self.parts()] if vocabulary.may_hold_frames(words) else []
        self.frames = tuple(map(tuple, frames)) if any(frames) else ()
        self.numbers = _numbers(content, vocabulary)

    @staticmethod
    def kept(wordings: Sequence[Wording]) -> KeptWordings:
        """Some wordings as columns."""
        flags = bytes(_KINDS.index(one.kind) << 2 | one.denied << 1 | one.asks for one in wordings)
        return KeptWordings(
            KeptLists.of("I", (one.words for one in wordings)),
            KeptLists.of("I", (one.terms for one in wordings)),
            KeptLists.of("I", (one.cuts for one in wordings)),
            flags,
            {at: one.frames for at, one in enumerate(wordings) if one.frames},
        )

    @classmethod
    def restored(cls, kept: KeptWordings, vocabulary: Vocabulary) -> list[Wording]:
        """The wordings that were kept with this vocabulary."""
        found = []
        columns = zip(kept.words.lists(), kept.terms.lists(), kept.cuts.lists(), kept.flags, strict=True)
        for at, (words, terms, cuts, flags) in enumerate(columns):
            one = cls.__new__(cls)
            one.words, one.terms, one.cuts = words, terms, cuts
            one.kind, one.denied, one.asks = _KINDS[flags >> 2], bool(flags & 2), bool(flags & 1)
            one.frames = kept.frames.get(at, ())
            one.numbers = _numbers(terms, vocabulary)
            found.append(one)
        return found

    def parts(self) -> Iterator[tuple[array[int], bool]]:
        """The words of each part, and whether they stand between marks."""
        ends = (*(cut >> 1 for cut in self.cuts[1:]), len(self.words))
        for cut, end in zip(self.cuts, ends, strict=True):
            yield self.words[cut >> 1 : end], bool(cut & 1)


def _numbers(terms: Iterable[int], vocabulary: Vocabulary) -> frozenset[int]:
    return frozenset(term for term in terms if vocabulary.is_number[term]) or _NONE


def opens_sentence(text: str, start: int) -> bool:
    """True where the word at `start` would have a capital whatever it is."""
    while start and text[start - 1] == " ":
        start -= 1
    if not start or text[start - 1] not in _SENTENCE_START:
        return not start
    return not _ABBREVIATED.search(text, max(0, start - _LONGEST_ABBREVIATION), start)


@cache
def asking() -> frozenset[str]:
    """The words that open a question told indirectly."""
    return frozenset(word for section, line in lines_of("meaning.txt") if section == "asking" for word in line.split())


@cache
def _negations() -> frozenset[str]:
    """Words that say no; what they deny carries the content."""
    return frozenset(
        word for section, line in lines_of("meaning.txt") if section == "negation" for word in line.split()
    )


@cache
def _irregular() -> dict[str, str]:
    """Form -> base."""
    return {form: base for _, line in lines_of("irregular.txt") for base, *forms in (line.split(),) for form in forms}


@cache
def _rarity() -> dict[str, float]:
    """Bits of each stem (see the file's head)."""
    return {stem: float(section) for section, line in lines_of("rarity.txt") for stem in line.split()}
