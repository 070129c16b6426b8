"""Marking quotes in words never loses, doubles or moves a word, however the quotes lie."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tui.documents.model import Block, BlockKind, Document
from tui.extraction.model import Analysis, Attribution, Kind
from tui.output.linear import paragraphs, wrapped
from tui.text import Span

TEXT = "One two “three four” five.\nSix, “seven” eight (nine) ten.\n‘Eleven’ twelve, thirteen"
STARTS = [found.start() for found in re.finditer(r"\w+", TEXT)]
ENDS = [found.end() for found in re.finditer(r"\w+", TEXT)]
BLOCKS = tuple(Block(BlockKind.PARAGRAPH, Span(*found.span())) for found in re.finditer(r".+", TEXT))


def told(quotes: list[list[Span]]) -> list[str]:
    document = Document("0", "-", TEXT, "Title", "", (), None, "en", "", BLOCKS)
    attributions = tuple(
        Attribution(str(number), tuple(pieces), Kind.DIRECT, None, None, "A [b] c", None, (), 1.0, "")
        for number, pieces in enumerate(quotes)
    )
    return list(paragraphs(document, Analysis("0", "", attributions, ()), [], litter=False))[2:]


@st.composite
def pieces(draw: st.DrawFn) -> list[Span]:
    """One quote: stretches of whole words, in text order and apart."""
    places = sorted(draw(st.sets(st.integers(0, len(STARTS) - 1), min_size=2, max_size=6)))
    return [Span(STARTS[first], ENDS[last]) for first, last in zip(places[::2], places[1::2], strict=False)]


@given(st.lists(pieces(), max_size=6))
def test_words_stay_and_every_quote_opens_once_and_ends_once_one_inside_the_other(quotes: list[list[Span]]) -> None:
    quotes.sort(key=lambda each: each[0])
    printed = "\n".join(told(quotes))
    bare = re.sub(r" \[(?:end of|break in) quote \d+\]", "", re.sub(r"\[quote \d+[^\]]*\] ", "", printed))
    assert bare == TEXT
    opened: list[str] = []
    for begins, ends in re.findall(r"\[quote (\d+)|\[(?:end of|break in) quote (\d+)\]", printed):
        if begins:
            opened.append(begins)
        else:
            assert opened.pop() == ends
    assert opened == []
    for number in range(1, len(quotes) + 1):
        assert printed.count(f"[quote {number}, A (b) c, direct] ") == 1
        assert printed.count(f"[end of quote {number}]") == 1


def test_marks_and_the_stop_inside_them_belong_to_the_quote() -> None:
    start = TEXT.index("three")
    assert (
        "two [quote 1, A (b) c, direct] “three four” [end of quote 1] five."
        in told([[Span(start, start + len("three four"))]])[0]
    )


@given(st.text(alphabet="ab 漢\u0301", max_size=60).map(lambda text: " ".join(text.split())), st.integers(2, 30))
def test_wrapped_lines_give_back_the_paragraph(paragraph: str, width: int) -> None:
    lines = list(wrapped(paragraph, width))
    assert " ".join(lines) == paragraph
    assert list(wrapped(paragraph, 0)) == [paragraph]
