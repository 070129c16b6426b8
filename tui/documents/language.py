"""Which language an article is in."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from tui.documents.wordlists import sections, words_of

_SAMPLE = 6000
_WORDS = 400
_ENGLISH_SHARE = 0.2
_LEAST_SHARE = 0.1
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("fa", re.compile("[\u067e\u0686\u0698\u06af]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
)
_SCRIPT_SHARE = 0.2


def detect(text: str) -> str:
    """The language of a text as an ISO 639-1 code; empty where its first words do not tell.

    English is tried first, by its function words alone; then scripts that stand for a language; then the
    function words of the languages listed in `data/function_words.txt`.
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)[:_WORDS]]
    if not words:
        return ""
    if sum(word in _function_words()["en"] for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    letters = sum(map(len, words))
    for code, pattern in _SCRIPTS:
        if len(pattern.findall(sample)) >= (_SCRIPT_SHARE if code != "fa" else 0.02) * letters:
            return code
    counts = Counter(
        {code: sum(word in known for word in words) for code, known in _function_words().items()}
    )
    code, most = counts.most_common(1)[0]
    return code if most >= _LEAST_SHARE * len(words) else ""


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words_of("function_words", code)) for code in sections("function_words")}
