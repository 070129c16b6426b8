"""Words as a search sees them: in any case, with or without accents, whatever the apostrophe."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTER = re.compile("[^\x00-\x7f\u2010-\u2027]")
"""What may be an accented letter: neither ASCII nor a dash or a quotation mark."""
_ACCENT = "[\u0300-\u036f]"
_ACCENTS = re.compile(_ACCENT)
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """The text in lower case with its accented letters plain, each in its place: offsets stay those of the text."""
    if not text.isascii():
        text = _LETTER.sub(_plain, text)
    return text.lower()


@lru_cache(maxsize=8192)
def name(text: str) -> str:
    """A name as it is looked for: folded, without accents that stand as characters of their own."""
    return without_accents(folded(text))


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text, folded; an apostrophe parts them, as every sign does."""
    return tuple(_WORD.findall(name(text)))


def without_accents(text: str) -> str:
    """A folded text without the accents that stand as characters of their own, as the full-text index takes it."""
    return text if text.isascii() else _ACCENTS.sub("", text)


@lru_cache(maxsize=256)
def pattern_of(words: tuple[str, ...], *, prefix: bool) -> re.Pattern[str]:
    """Finds these folded words, one after another, in a folded text; with `prefix` the last may go on."""
    spelled = [f"{_ACCENT}*".join(map(re.escape, word)) + f"{_ACCENT}*" for word in words]
    end = rf"(?:[^\W_]|{_ACCENT})*" if prefix else rf"(?![^\W_]|{_ACCENT})"
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(spelled) + end)


def _plain(found: re.Match[str]) -> str:
    return _letter(found[0])


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    bare = "".join(each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each))
    for candidate in (bare.casefold(), character.lower()):
        if len(candidate) == 1:
            return candidate
    return character
