"""Spans and the one normalisation of text.

Text is normalised once, when it is loaded, so that every offset made afterwards (by a reader of a format, by the
extractor, in a note on disk) speaks of the same code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), " ")
_BIDI_CONTROLS = dict.fromkeys((1564, *range(8206, 8208), *range(8234, 8239), *range(8294, 8298)), " ")
_TABLE: dict[int, str] = {
    **_CONTROLS,
    **_BIDI_CONTROLS,
    0x0A: "\n",
    0x2028: "\n",
    0x2029: "\n",
    0xFEFF: " ",
}
_NEEDS_TABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
PLAIN = bytes((0x0A, *range(0x20, 0x7F)))


class Span(NamedTuple):
    """Half-open range `[start, end)` in code points of a document's normalised text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


_made_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)


def made_spans(places: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The spans of these places: many are made in a third of the time."""
    return map(_made_span, places)


def normalise(text: str) -> str:
    """Text as every part of the program sees it.

    A leading byte order mark goes and CRLF becomes LF; every other code point keeps its place: CR and the Unicode line
    and paragraph separators become LF, all other control characters (with the tab, and those that turn the direction
    of writing) become a space, lone surrogates the replacement character.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # What is left beside the plain signs of ASCII is little, and sooner looked through.
    left = text.encode("utf-8", "surrogatepass").translate(None, PLAIN).decode("utf-8", "surrogatepass")
    if left and _NEEDS_TABLE.search(left):
        text = text.translate(_TABLE)
    if left and _SURROGATES.search(left):
        text = _SURROGATES.sub("�", text)
    return text


def in_a_line(text: str) -> str:
    """Text, normalised, on one line: what stands for white space is one space."""
    return " ".join(normalise(text).split())


def digest(data: bytes) -> str:
    """16 hexadecimal digits of the BLAKE2b of some bytes."""
    from tui.digests import blake2b

    return blake2b(data, digest_size=8).hexdigest()


def content_hash(text: str) -> str:
    """A document's id: 16 hexadecimal digits of the BLAKE2b of its normalised text."""
    return digest(text.encode("utf-8"))


def slug(words: str, longest: int) -> str:
    """The words of a title as part of a file's name, in at most `longest` characters (twice as many bytes)."""
    import unicodedata

    made = ""
    for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", words).casefold()):
        longer = f"{made}-{word}" if made else word
        if len(longer) > longest or len(longer.encode("utf-8")) > 2 * longest:
            break
        made = longer
    return made


def trimmed(text: str, span: Span) -> Span:
    """The span without the white space at its ends; empty at its start where nothing else is in it."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 note", "2,000 notes"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


_WORDS_AFTER = (60, 20)
"""Characters by which a place is known again, the more certain first."""


def place_again(before: str, place: int, after: str) -> int:
    """Where a place in a text is after the text has changed: where what followed it stands, as near as that is to be
    had; else as far from the beginning.
    """
    for size in _WORDS_AFTER:
        words = before[place : place + size]
        found = [at for at in (after.rfind(words, 0, place + len(words)), after.find(words, place)) if at >= 0]
        if words and found:
            return min(found, key=lambda at: abs(at - place))
    return min(place, len(after))
