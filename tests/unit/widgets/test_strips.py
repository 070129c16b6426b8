"""Lines of a list or the status line: exactly as wide as asked, and nothing in them that a terminal obeys."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from tests.unit.widgets.texts import RAW
from tui.text import normalise
from tui.widgets.signs import drawn
from tui.widgets.strips import ELLIPSIS, ended, filled, fitted, folded, line, spread
from tui.widgets.timeline_list import scale_line

WIDTHS = st.integers(0, 40)
PLAIN, STRONG, FILL = Style(), Style(bold=True), Style(reverse=True)
PARTS = st.lists(st.tuples(RAW, st.sampled_from([PLAIN, STRONG])), max_size=5)


def text_of(strip: Strip) -> str:
    return "".join(segment.text for segment in strip)


def holds_a_control(text: str) -> bool:
    return any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


@given(RAW, WIDTHS)
def test_fitted_text_fits_and_holds_no_control_character(text: str, width: int) -> None:
    shown = fitted(text, width)
    assert cell_len(shown) <= width
    assert not holds_a_control(shown)


@given(RAW, WIDTHS)
def test_text_that_fits_is_shown_whole_and_other_text_ends_in_an_ellipsis(text: str, width: int) -> None:
    whole = drawn(normalise(text).replace("\n", " "))
    shown = fitted(text, width)
    if cell_len(whole) <= width:
        assert shown == whole
    elif width:
        assert shown.endswith(ELLIPSIS)
        kept = shown.removesuffix(ELLIPSIS)
        assert whole.startswith(kept) or kept[:-1].rstrip() == whole[: len(kept[:-1].rstrip())]


@given(PARTS, WIDTHS)
def test_a_line_is_exactly_as_wide_as_asked(parts: list[tuple[str, Style]], width: int) -> None:
    strip = line(parts, width, FILL)
    assert strip.cell_length == width
    assert cell_len(text_of(strip)) == sum(cell_len(segment.text) for segment in strip) == width
    assert not holds_a_control(text_of(strip))


@given(PARTS, PARTS, WIDTHS)
def test_a_line_with_two_ends_is_exactly_as_wide_as_asked(
    left: list[tuple[str, Style]], right: list[tuple[str, Style]], width: int
) -> None:
    strip = spread(left, right, width, FILL)
    assert strip.cell_length == width
    assert sum(cell_len(segment.text) for segment in strip) == width
    assert not holds_a_control(text_of(strip))


def test_the_left_end_gives_way_to_the_right_one() -> None:
    def shown(left: str, right: str, width: int) -> str:
        return text_of(spread([(left, PLAIN)], [(right, PLAIN)], width, FILL))

    assert shown("Moscow", "7”", 12) == "Moscow    7”"
    assert shown("Moscow talks", "7”", 9) == "Moscow…7”"
    assert shown("Moscow", "seventy-seven", 6) == "seven…"


def test_each_part_keeps_its_style_and_the_rest_is_filled() -> None:
    strip = line([("ab", STRONG), ("漢", PLAIN)], 6, FILL)
    assert [(segment.text, segment.style) for segment in strip] == [
        ("ab", STRONG),
        ("漢", PLAIN),
        ("  ", FILL),
    ]


def test_a_part_for_which_no_cell_is_left_is_told_by_an_ellipsis() -> None:
    def shown(*parts: str) -> str:
        return text_of(line([(part, PLAIN) for part in parts], 6, FILL))

    assert shown("“", "words", "”") == "“word…"
    assert shown("“", "word", "”") == "“word”"
    assert shown("Moscow", " ") == "Moscow"
    assert shown("Moscow", " ", "talks") == "Mosco…"
    assert shown("Moscow talks", "here") == "Mosco…"
    assert shown("ab漢字", "here") == "ab漢… "


@given(RAW, st.integers(1, 40))
def test_the_right_end_is_shown_whole_where_it_fits(right: str, room: int) -> None:
    whole = drawn(normalise(right).replace("\n", " "))
    strip = spread([("left", PLAIN)], [(right, PLAIN)], cell_len(whole) + room, FILL)
    assert text_of(strip).endswith(whole) or not cell_len(whole)


@given(RAW, st.integers(2, 40), st.integers(1, 4))
def test_folded_lines_fit_and_hold_the_text_from_its_beginning(text: str, width: int, rows: int) -> None:
    lines = folded(text, width, rows)
    assert len(lines) <= rows
    assert all(cell_len(each) <= width for each in lines)
    assert not any(holds_a_control(each) for each in lines)
    letters = "".join(drawn(normalise(text)).split())
    shown = "".join("".join(lines).split())
    assert shown == letters or shown.endswith(ELLIPSIS)
    kept = shown.removesuffix(ELLIPSIS)
    assert letters.startswith(kept)


def test_folded_text_that_is_cut_says_so() -> None:
    assert folded("one two three four", 9, 5) == ["one two", "three", "four"]
    assert folded("one two three four", 9, 2) == ["one two", "three…"]
    assert folded("of of a", 2, 2) == ["of", "o…"]
    assert folded("", 9, 2) in ([], [""])


@given(RAW, RAW, WIDTHS)
def test_a_text_with_an_end_fits_and_is_cut_before_it(text: str, end: str, width: int) -> None:
    shown = ended(text + end, end, width)
    assert cell_len(shown) <= width
    assert not holds_a_control(shown)


def test_what_a_name_ends_in_stays_in_sight() -> None:
    name, end = "Talks about the harbour (no. 2)", " (no. 2)"
    assert [ended(name, end, width) for width in (31, 20, 9, 5, 1, 0)] == [
        name, "Talks about… (no. 2)", "… (no. 2)", "… (n…", "…", "",
    ]  # fmt: skip
    assert ended("Talks about the harbour", "", 10) == fitted("Talks about the harbour", 10)


def test_a_text_is_cut_or_filled_up_to_the_cells_it_has() -> None:
    assert filled("harbour", 5) == "harb…"
    assert filled("harbour", 9) == "harbour  "
    assert filled("港の町", 5) == "港の…"


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        (None, "1 May          9 May"),
        (9, "1 May    ▲     9 May"),
        (0, "▲ 1 May        9 May"),
        (5, "     ▲ 1 May   9 May"),
        (6, "1 May ▲        9 May"),
        (19, "1 May        9 May ▲"),
        (14, "1 May   9 May ▲     "),
    ],
)
def test_the_ends_of_a_scale_make_room_for_the_cursor(here: int | None, expected: str) -> None:
    assert scale_line("1 May", "9 May", here, 20) == expected


def test_a_scale_without_room_for_both_ends_tells_what_it_has_room_for() -> None:
    assert scale_line("1 May", "9 May", 3, 9) == "   ▲     "
    assert scale_line("1 May", "9 May", None, 9) == "1 May    "
    assert scale_line("1 May", "9 May", None, 0) == ""
