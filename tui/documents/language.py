"""Which language an article is in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from tui.documents.terms import Plain, letter_terms
from tui.documents.wordlists import sections, words_of

_SAMPLE = 6000
_WORDS = 400
_MOSTLY = 3000
"""Characters that hold so many words, as a rule."""
_ENGLISH_SHARE = 0.2
_SURE = 1500
"""Characters that hold, of the function words that English must have among so many words, enough as a rule."""
_LEAST_SHARE = 0.1
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.2),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.2),
    ("el", re.compile("[\u0370-\u03ff]"), 0.2),
    ("he", re.compile("[\u0590-\u05ff]"), 0.2),
    ("fa", re.compile("[\u067e\u0686\u0698\u06af]"), 0.02),
    ("ar", re.compile("[\u0600-\u06ff]"), 0.2),
    ("hi", re.compile("[\u0900-\u097f]"), 0.2),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.2),
    ("ka", re.compile("[\u10a0-\u10ff]"), 0.2),
    ("hy", re.compile("[\u0530-\u058f]"), 0.2),
)
"""Letters that stand for a language, and their least share of all; Persian by those that Arabic lacks."""


def detect(text: str, plain: Plain | None = None) -> str:
    """The language of a text as an ISO 639-1 code; empty where its first words do not tell. `plain` is the text's,
    where that is at hand.
    """
    low = plain.low if plain else b""
    if _english_in(letter_terms((low or text)[:_SURE])[:_WORDS]) >= _ENGLISH_SHARE * _WORDS:
        return "en"  # whatever the other words are
    if low and _english(low[:_SAMPLE]) >= _ENGLISH_SHARE:
        return "en"
    return measure(text)[0]


def measure(text: str) -> tuple[str, float]:
    """The language of a text, and which share of its first words speaks for it.

    The share is 1.0 where the script alone decides; ("", 0.0) stands for no language.

    English is tried first, by its function words alone; then scripts that stand for a language; then the
    function words of the languages listed in `data/function_words.txt`.
    """
    sample = text[:_SAMPLE]
    english = _english(sample)
    if english >= _ENGLISH_SHARE:
        return "en", english
    words = [found[0].lower() for found in islice(_WORD.finditer(sample), _WORDS)]
    if not words:
        return "", 0.0
    letters = sum(map(len, words))
    for code, pattern, least in _SCRIPTS:
        if len(pattern.findall(sample)) >= least * letters:
            return code, 1.0
    shares = {code: sum(map(known.__contains__, words)) / len(words) for code, known in _function_words().items()}
    code = max(shares, key=shares.__getitem__)
    return (code, shares[code]) if shares[code] >= _LEAST_SHARE else ("", 0.0)


def _english(sample: str | bytes) -> float:
    """The share of the first words that are function words of English; of a text or of its `Plain.low`."""
    words = letter_terms(sample[:_MOSTLY])
    if len(words) <= _WORDS:  # of which the last one may have been cut
        words = letter_terms(sample)
    words = words[:_WORDS]
    return _english_in(words) / len(words) if words else 0.0


def _english_in(words: Sequence[bytes]) -> int:
    return sum(map(_english_words().__contains__, words))


@cache
def _english_words() -> frozenset[bytes]:
    return frozenset(word.encode() for word in _function_words()["en"])


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words_of("function_words", code)) for code in sections("function_words")}
