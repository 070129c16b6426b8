"""Quotation marks as newspapers, agencies and careless sites type them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.extraction.marks import Quoted, pair_marks
from tui.text import Span


def paired(text: str) -> list[Quoted]:
    blocks, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Span(place, place + len(line)))
        place += len(line) + 1
    return pair_marks(text, blocks)


def outermost(text: str) -> list[str]:
    return [passage.inner.of(text) for passage in paired(text) if passage.depth == 0]


def nested(text: str) -> list[str]:
    return [passage.inner.of(text) for passage in paired(text) if passage.depth > 0]


@pytest.mark.parametrize(
    "text",
    [
        "She said: “We leave now.”",
        'She said: "We leave now."',
        "She said: ‘We leave now.’",
        "She said: 'We leave now.'",
        "She said: «We leave now.»",
        "She said: « We leave now. »",
        "She said: »We leave now.«",
        "She said: „We leave now.“",
        "She said: „We leave now.”",
        "She said: ''We leave now.''",
        "She said: ``We leave now.''",
        "She said: ”We leave now.”",
        "She said: ‚We leave now.‘",
    ],
)
def test_every_style_of_marks_is_paired(text: str) -> None:
    assert outermost(text) == ["We leave now."]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("He called it ‘a deaf talk” and left.", "a deaf talk"),
        ("It was worth ” much better to talk now than later”.", "much better to talk now than later"),
        ("He wrote: “We go on.’", "We go on."),
        ('He wrote: “We go on."', "We go on."),
    ],
    ids=[
        "single closed by double",
        "opened by a closing mark",
        "double closed by single",
        "curly closed by straight",
    ],
)
def test_marks_that_do_not_match_are_paired(text: str, passage: str) -> None:
    assert outermost(text) == [passage]


@pytest.mark.parametrize("opening", ["“", "‘", "«", "„", '"'])
def test_a_mark_never_closed_ends_with_its_paragraph(opening: str) -> None:
    text = f"He said: {opening}We go on and on.\nThe weather was fine."
    assert outermost(text) == ["We go on and on."]
    assert not paired(text)[0].closed


def test_every_paragraph_of_a_long_quotation_opens_it_anew() -> None:
    text = "“First part.\n“Second part.\n“Third part,” she said."
    assert outermost(text) == ["First part.", "Second part.", "Third part,"]
    assert [passage.closed for passage in paired(text)] == [False, False, True]


def test_apostrophes_beside_single_marks_are_no_marks() -> None:
    text = "‘We don’t know the voters’ mood, that’s all,’ he said. ‘It’s the ’90s again.’"
    assert outermost(text) == ["We don’t know the voters’ mood, that’s all,", "It’s the ’90s again."]


def test_straight_apostrophes_beside_straight_single_marks_are_no_marks() -> None:
    text = "'We don't know the voters' mood, that's all,' he said."
    assert outermost(text) == ["We don't know the voters' mood, that's all,"]


def test_apostrophes_alone_mark_nothing() -> None:
    assert outermost("The Russians' demands and the mothers' sons, in the '90s, weren't met.") == []
    assert outermost("The Russians’ demands and the mothers’ sons, in the ’90s, weren’t met.") == []


def test_double_marks_inside_single_ones_are_nested() -> None:
    text = "'They called it \"a farce\" and I agree,' she said."
    assert outermost(text) == ['They called it "a farce" and I agree,']
    assert nested(text) == ["a farce"]


def test_single_marks_inside_double_ones_are_nested() -> None:
    text = "“They called it ‘a farce’ and I agree,” she said."
    assert outermost(text) == ["They called it ‘a farce’ and I agree,"]
    assert nested(text) == ["a farce"]


def test_inches_and_feet_open_nothing() -> None:
    assert outermost("The board was 6\" wide and the man 5' tall.") == []


def test_dialogue_after_dashes_is_paired_and_the_teller_left_out() -> None:
    text = "— We leave tomorrow — said the minister — at dawn.\n— I stay here.\n"
    assert outermost(text) == ["We leave tomorrow", "at dawn.", "I stay here."]


def test_a_list_with_hyphens_is_no_dialogue() -> None:
    assert outermost("- Bread and butter\n- Cheese\n- Wine") == []


def test_an_orphan_closing_mark_takes_its_sentence_where_a_passage_stands_before() -> None:
    text = "He said: “We read everything”. In that case, the talk will be short.”"
    assert outermost(text) == ["We read everything", "In that case, the talk will be short."]


@given(st.text(alphabet="ab S.,!?\n“”‘’\"'«»„`—- ", max_size=80))
def test_passages_lie_inside_the_text_in_order_and_outermost_ones_never_overlap(text: str) -> None:
    found = paired(text)
    outer = [passage.outer for passage in found if passage.depth == 0]
    assert all(one.end <= other.start for one, other in pairwise(outer))
    for passage in found:
        assert passage.outer.contains(passage.inner)
        assert passage.inner.length > 0
        assert passage.outer.end <= len(text)
        assert "\n" not in passage.outer.of(text)


def inner_words(text: str) -> list[str]:
    blocks = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    return [passage.inner.of(text) for passage in pair_marks(text, blocks)]


def test_a_mark_never_closed_ends_where_the_teller_is_named() -> None:
    assert inner_words("“We leave tomorrow, Anna Brown said. Nobody knows where.") == ["We leave tomorrow"]
    assert inner_words("“We leave tomorrow, said the Anna Brown whom we know.") == ["We leave tomorrow"]


def test_a_mark_left_open_for_the_next_paragraph_keeps_what_is_told_inside() -> None:
    text = "“My father came home, he said he was tired.\n“Then he slept.”"
    assert inner_words(text) == ["My father came home, he said he was tired.", "Then he slept."]


def test_a_passage_closed_by_a_single_mark_before_its_teller() -> None:
    assert inner_words("“We leave tomorrow’ said Anna Brown.") == ["We leave tomorrow"]


def test_a_line_of_dialogue_ends_at_a_comma_before_its_teller() -> None:
    text = "— We leave tomorrow, said Anna. It is late.\n— Because of the rain, Carl said."
    assert inner_words(text) == ["We leave tomorrow", "It is late.", "Because of the rain"]
