"""Where the parts of a statement begin, and the constructions in it."""

from __future__ import annotations

import pytest

from tui.comparison.frames import Frames
from tui.comparison.parts import parts
from tui.comparison.wording import Vocabulary, Wording
from tui.extraction.model import Kind

EDGE = " “”\"'.,:-‘’"


def cut(text: str, *, quoted: bool = False) -> list[tuple[str, bool]]:
    found = list(parts(text, quoted=quoted))
    ends = [start for start, _ in found[1:]] + [len(text)]
    cleaned = [(text[start:end].strip(EDGE), marked) for (start, marked), end in zip(found, ends, strict=True)]
    return [piece for piece in cleaned if piece[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it was “useless”, he would go", [("it was", False), ("useless", True), ("he would go", False)]),
        ("useless”, going on to call “a farce", [("useless", True), ("going on to call", False), ("a farce", True)]),
        ('he called it "a farce" and left', [("he called it", False), ("a farce", True), ("and left", False)]),
        ("the ministers' offer doesn't help", [("the ministers' offer doesn't help", False)]),
        ("it was ours - adding that it stays ours", [("it was ours", False), ("adding that it stays ours", False)]),
        ("One is gone. Two left: both sleep", [("One is gone", False), ("Two left", False), ("both sleep", False)]),
        ("if it rains, we stay", [("if it rains", False), ("we stay", False)]),
    ],
)  # fmt: skip
def test_a_statement_is_cut_at_sentences_clauses_and_marks(text: str, expected: list[tuple[str, bool]]) -> None:
    assert cut(text) == expected


def test_marks_inside_quoted_words_cut_nothing() -> None:
    assert cut("They call it ‘a farce’ at home", quoted=True) == [("They call it ‘a farce’ at home", True)]


def test_the_words_of_all_parts_are_those_of_the_wording() -> None:
    wording = Wording("He left: “no”, she said, “and stay”. Then nothing.", Vocabulary(), Kind.MIXED)
    assert [word for words, _ in wording.parts() for word in words] == list(wording.words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("it is we who are threatened", [("emphasis",)]),
        ("once the military drills were over", [("over *", "drills")]),
        ("after the exercises in the north", [("over *", "exercises")]),
        ("if the harbour was closed", [("condition *", "harbour")]),
        ("it is late", []),
        ("after", []),
    ],
)
def test_constructions_are_found_with_the_word_they_are_about(words: str, expected: list[tuple[str, ...]]) -> None:
    numbers: dict[str, int] = {}

    def number(word: str) -> int:
        return numbers.setdefault(word, len(numbers))

    frames = Frames(number)
    given = [number(word) for word in words.split()]
    content = {number(word) for word in ("military", "drills", "exercises", "harbour")}
    names = {value: key for key, value in numbers.items()}
    found = [(name, names[given[head]]) for name, _, head in frames.found(given, content.__contains__)]
    assert [pair if pair[0].endswith("*") else pair[:1] for pair in found] == expected
