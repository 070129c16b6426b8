"""Laying out text: nothing is lost, nothing is shown twice, nothing is wider than its row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.widgets.texts import NORMAL, PLAIN, WIDTHS
from tui.documents import Block, BlockKind, Document, Entry
from tui.text import Span, content_hash, trimmed
from tui.widgets import text_layout
from tui.widgets.signs import cells
from tui.widgets.text_layout import BLANK, TextLayout
from tui.widgets.wrapping import is_plain, wrap

KINDS = st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.ENTRY])
DAY = datetime(2022, 2, 10, tzinfo=UTC)


def rows_of(text: str, width: int) -> list[Span]:
    rows: list[Span] = []
    wrap(text, 0, len(text), width, lambda start, end: rows.append(Span(start, end)))
    return rows


@pytest.mark.parametrize("width", [0, -2])
@pytest.mark.parametrize("text", ["two words", "zwölf 人々"], ids=["plain", "measured"])
def test_where_there_is_no_room_a_row_is_as_narrow_as_can_be(text: str, width: int) -> None:
    """It is asked for when a window has not been laid out yet."""
    assert rows_of(text, width) == rows_of(text, 1)


def document_of(parts: list[tuple[BlockKind, str]], live: dict[int, datetime | None] | None = None) -> Document:
    """A document of these blocks; `live` gives the parts that open an entry, with their times.

    The headline of an entry is its first half: the rest of its block is the stamp, which is not shown.
    """
    text, blocks = "", []
    for kind, words in parts:
        whole = trimmed(words, Span(0, len(words)))
        if whole.length:
            text += "\n\n" if text else ""
            blocks.append((kind, whole.shifted(len(text))))
            text += words
    heads = {number: time for number, time in (live or {}).items() if number < len(blocks)}
    entries = []
    for number, following in pairwise([*sorted(heads), len(blocks)]):
        span = blocks[number][1]
        headline = trimmed(text, Span(span.start, span.start + (span.length + 1) // 2))
        time = heads[number]
        blocks[number] = (BlockKind.ENTRY, span)
        entries.append(Entry(number, headline, None, time, "", "", number, following))
    return Document(
        content_hash(text), "a.txt", text, "", "", (), None, "en", "",
        tuple(Block(kind, span) for kind, span in blocks), tuple(entries),
    )  # fmt: skip


PARTS = st.lists(st.tuples(KINDS, NORMAL), max_size=6)
TIMES = st.one_of(st.none(), st.integers(0, 3).map(lambda minutes: DAY + timedelta(minutes=minutes)))
DOCUMENTS = st.builds(document_of, PARTS, st.dictionaries(st.integers(0, 5), TIMES, max_size=4))


def shown_spans(document: Document) -> list[tuple[int, Span]]:
    """Each block with the span of it that is to be shown, in text order."""
    heads = {entry.first: entry.headline for entry in document.entries}
    return [(number, heads.get(number, block.span)) for number, block in enumerate(document.blocks)]


# Wrapping


@given(NORMAL, WIDTHS)
def test_no_row_is_wider_than_asked(text: str, width: int) -> None:
    for row in rows_of(text, width):
        assert cells(row.of(text).replace("\n", " ")) <= width


@given(NORMAL, WIDTHS)
def test_every_character_but_white_space_is_in_exactly_one_row_in_order(text: str, width: int) -> None:
    rows = rows_of(text, width)
    assert all(left.end <= right.start for left, right in pairwise(rows))
    shown = [offset for row in rows for offset in range(*row) if not text[offset].isspace()]
    assert shown == [offset for offset, character in enumerate(text) if not character.isspace()]


@given(PLAIN, WIDTHS)
def test_a_row_ends_only_where_the_next_word_does_not_fit(text: str, width: int) -> None:
    text = " ".join(text.split())
    for row, following in pairwise(rows_of(text, width)):
        word = text[following.start :].split(" ")[0]
        if row.end == following.start:
            assert row.length == width, "a word is cut only where the row is full"
        else:
            assert following.start - row.start + len(word) > width


@given(NORMAL, WIDTHS)
def test_rows_of_trimmed_text_neither_start_nor_end_with_a_space(text: str, width: int) -> None:
    text = text.strip()
    for row in rows_of(text, width):
        assert row.of(text) == row.of(text).strip(" \n")


@given(st.lists(st.sampled_from(["a", "of", "Truss", "“said”", "pro-Russian", "Зеленский", "x" * 23])), WIDTHS)
def test_an_accent_changes_no_break(words: list[str], width: int) -> None:
    plain = " ".join(words)
    accented = "\u0301 ".join(words)
    assert is_plain(plain)
    shown = [row.of(accented).replace("\u0301", "") for row in rows_of(accented, width)]
    assert shown == [row.of(plain) for row in rows_of(plain, width)]


@given(NORMAL)
def test_plain_means_that_cells_are_characters(text: str) -> None:
    if is_plain(text):
        assert cells(text.replace("\n", " ")) == len(text)


@pytest.mark.parametrize("text", ["", " ", "   \n  ", "\n" * 50, " " * 200])
def test_text_without_words_shows_none(text: str) -> None:
    rows = rows_of(text, 10)
    assert all(row.length <= 10 for row in rows)


# A document


@given(DOCUMENTS, st.integers(0, 40), st.booleans())
def test_every_block_is_shown_whole_and_once(document: Document, width: int, time_order: bool) -> None:
    layout = TextLayout(document, width, time_order=time_order)
    shown = sorted(
        (block, offset)
        for start, end, block in zip(layout.starts, layout.ends, layout.blocks, strict=True)
        for offset in range(start, end)
        if block != BLANK and not document.text[offset].isspace()
    )
    wanted = [
        (number, offset)
        for number, span in shown_spans(document)
        for offset in range(*span)
        if not document.text[offset].isspace()
    ]
    assert shown == wanted


@given(DOCUMENTS, st.integers(0, 40), st.booleans())
def test_rows_fit_and_are_broken_only_inside_their_blocks(document: Document, width: int, time_order: bool) -> None:
    layout = TextLayout(document, width, time_order=time_order)
    for row in range(len(layout)):
        block = layout.blocks[row]
        if block == BLANK:
            assert layout.kind(row) is None
            assert layout.row_text(row) == ""
            assert 0 < row < len(layout) - 1, "blank rows stand between blocks"
        else:
            assert document.blocks[block].span.contains(Span(layout.starts[row], layout.ends[row]))
            assert layout.kind(row) is document.blocks[block].kind
            assert cells(layout.row_text(row)) <= layout.width
            assert "\n" not in layout.row_text(row)


@given(DOCUMENTS, WIDTHS, st.booleans())
def test_the_row_of_an_offset_shows_it(document: Document, width: int, time_order: bool) -> None:
    layout = TextLayout(document, width, time_order=time_order)
    for _, span in shown_spans(document):
        for offset in range(*span):
            row = layout.row_of(offset)
            assert layout.starts[row] <= offset
            if not document.text[offset].isspace():
                assert offset < layout.ends[row]


@given(DOCUMENTS, WIDTHS, st.integers(-5, 600), st.booleans())
def test_any_offset_has_a_row_with_text(document: Document, width: int, offset: int, hide_litter: bool) -> None:
    layout = TextLayout(document, width, hide_litter=hide_litter)
    row = layout.row_of(offset)
    if len(layout):
        assert layout.blocks[row] != BLANK
    else:
        assert row == 0


@given(DOCUMENTS, WIDTHS)
def test_column_and_offset_lead_to_each_other(document: Document, width: int) -> None:
    layout = TextLayout(document, width)
    for row in range(len(layout)):
        text, start = layout.row_text(row), layout.starts[row]
        each_has_cells = all(cells(character) for character in text)
        for index in range(len(text)):
            column = layout.column_of(row, start + index)
            assert column == cells(text[:index])
            found = layout.offset_at(row, column)
            if each_has_cells:
                assert found == start + index
            elif column < cells(text):
                assert layout.offset_at(row, layout.column_of(row, found)) == found


@given(DOCUMENTS, WIDTHS, st.integers(-3, 60))
def test_every_cell_leads_to_the_character_that_covers_it(document: Document, width: int, column: int) -> None:
    layout = TextLayout(document, width)
    for row in range(len(layout)):
        offset = layout.offset_at(row, column)
        start, end = layout.starts[row], layout.ends[row]
        assert start <= offset < max(end, start + 1)
        if column < 0:
            assert layout.column_of(row, offset) == 0
        elif column < cells(layout.row_text(row)):
            later = range(offset, end + 1)
            assert layout.column_of(row, offset) <= column
            assert any(layout.column_of(row, place) > column for place in later)
        elif end > start:
            assert offset == end - 1


@given(DOCUMENTS, WIDTHS, st.data())
def test_the_next_text_row_is_the_nearest_one_that_is_not_blank(
    document: Document, width: int, data: st.DataObject
) -> None:
    layout = TextLayout(document, width)
    row = data.draw(st.integers(-2, len(layout) + 2))
    step = data.draw(st.sampled_from([1, -1]))
    found = layout.next_text_row(row, step)
    if not len(layout):
        assert found == 0
        return
    inside = min(max(row, 0), len(layout) - 1)
    assert layout.blocks[found] != BLANK
    between = range(inside, found, step)
    assert all(layout.blocks[other] == BLANK for other in between)


@given(DOCUMENTS, WIDTHS, st.data())
def test_paragraph_steps_lead_from_block_to_block(document: Document, width: int, data: st.DataObject) -> None:
    layout = TextLayout(document, width)
    firsts = [row for row in range(len(layout)) if layout.is_first_of_block(row)]
    if not firsts:
        assert layout.paragraph_row(0, 1, 1) == 0
        return
    assert [layout.blocks[row] for row in firsts] == list(range(len(document.blocks)))
    count = data.draw(st.integers(1, 4))
    row = data.draw(st.integers(0, len(layout) - 1))
    later = [first for first in firsts if first > row]
    earlier = [first for first in reversed(firsts) if first < row]
    assert layout.paragraph_row(row, 1, count) == (later[min(count, len(later)) - 1] if later else firsts[-1])
    wanted = earlier[min(count, len(earlier)) - 1] if earlier else firsts[0]
    assert layout.paragraph_row(row, -1, count) == wanted


# Order and litter


@given(DOCUMENTS, WIDTHS)
def test_time_order_shows_the_same_rows_in_another_order(document: Document, width: int) -> None:
    def rows(time_order: bool) -> list[tuple[int, int, int]]:
        layout = TextLayout(document, width, time_order=time_order)
        return [row for row in zip(layout.blocks, layout.starts, layout.ends, strict=True) if row[0] != BLANK]

    as_written, by_time = rows(False), rows(True)
    assert sorted(by_time) == as_written
    for number in {block for block, _, _ in by_time}:
        positions = [place for place, row in enumerate(by_time) if row[0] == number]
        assert positions == list(range(positions[0], positions[-1] + 1)), "a block stays in one piece"
    order = list(dict.fromkeys(block for block, _, _ in by_time))
    times = [entry.published for entry in document.entries]
    if times and None not in times:
        heads = {entry.first: entry for entry in document.entries}
        shown = [heads[number] for number in order if number in heads]
        assert [entry.published for entry in shown] == sorted(times)  # type: ignore[type-var]
        for entry in document.entries:
            place = order.index(entry.first)
            assert order[place : place + entry.last - entry.first] == list(range(entry.first, entry.last))


def live_page() -> Document:
    """A live page, the newest entry first, with a summary above."""
    parts = [
        (BlockKind.TITLE, "Live"),
        (BlockKind.SUMMARY, "first point"),
        (BlockKind.SUMMARY, "second point"),
        (BlockKind.ENTRY, "Noon. published at 12:00"),
        (BlockKind.PARAGRAPH, "What came at noon."),
        (BlockKind.ENTRY, "Late. published at 11:00"),
        (BlockKind.PARAGRAPH, "The second thing at eleven."),
        (BlockKind.ENTRY, "Early published at 11:00"),
        (BlockKind.LITTER, "Related topics"),
    ]
    times = {3: DAY.replace(hour=12), 5: DAY.replace(hour=11), 7: DAY.replace(hour=11)}
    return document_of(parts, times)


def first_words(layout: TextLayout) -> list[str]:
    return [layout.row_text(row).split(" ")[0] if layout.blocks[row] != BLANK else "" for row in range(len(layout))]


def test_entries_of_one_minute_are_shown_in_the_order_of_writing() -> None:
    page = live_page()
    as_written = TextLayout(page, 60)
    assert first_words(as_written) == [
        "Live", "", "first", "second", "", "Noon.", "", "What", "", "Late.", "", "The", "",
        "Early", "", "Related",
    ]  # fmt: skip
    in_time = TextLayout(page, 60, time_order=True)
    assert [word for word in first_words(in_time) if word] == [
        "Live", "first", "second", "Early", "Related", "Late.", "The", "Noon.", "What",
    ]  # fmt: skip


def test_the_stamp_of_an_entry_is_not_shown_and_leads_to_its_headline() -> None:
    page = live_page()
    layout = TextLayout(page, 60)
    assert not any("published" in layout.row_text(row) for row in range(len(layout)))
    row = layout.row_of(page.text.index("published at 12:00"))
    assert layout.row_text(row).startswith("Noon.")


def test_an_entry_without_a_time_leaves_the_order_as_written() -> None:
    parts = [(BlockKind.ENTRY, "Second entry, later"), (BlockKind.ENTRY, "First entry, earlier")]
    page = document_of(parts, {0: DAY + timedelta(hours=1), 1: None})
    assert first_words(TextLayout(page, 60, time_order=True)) == first_words(TextLayout(page, 60))


@given(DOCUMENTS, WIDTHS, st.booleans())
def test_hidden_litter_leaves_all_other_rows(document: Document, width: int, time_order: bool) -> None:
    def rows(hide_litter: bool) -> list[tuple[int, int, int]]:
        layout = TextLayout(document, width, time_order=time_order, hide_litter=hide_litter)
        found = zip(layout.blocks, layout.starts, layout.ends, strict=True)
        return [row for row in found if row[0] != BLANK]

    wanted = [row for row in rows(False) if document.blocks[row[0]].kind is not BlockKind.LITTER]
    assert rows(True) == wanted


def test_an_offset_in_hidden_litter_leads_to_the_text_before_it() -> None:
    page = live_page()
    layout = TextLayout(page, 60, hide_litter=True)
    row = layout.row_of(page.text.index("Related"))
    assert layout.row_text(row).startswith("Early")


def test_an_article_that_is_all_litter_shows_nothing_when_it_is_hidden() -> None:
    layout = TextLayout(document_of([(BlockKind.LITTER, "Menu")]), 60, hide_litter=True)
    assert len(layout) == 0
    assert layout.row_of(2) == layout.next_text_row(3, 1) == layout.paragraph_row(0, 1, 1) == 0


def test_long_text_is_laid_out_around_a_place_first_and_then_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for bound in ("_LONG", "_NEAR"):
        monkeypatch.setattr(text_layout, bound, 1_000)
    words = "Officials said on Thursday that talks about the harbour would go on, and that nobody had left the room. "
    document = document_of([(BlockKind.PARAGRAPH, words * (1 + number % 4)) for number in range(60)])
    place = len(document.text) // 2
    all_rows = TextLayout(document, 50)
    part = TextLayout(document, 50, near=place)
    assert not part.is_whole
    assert abs(len(part) - len(all_rows)) < len(all_rows) / 10
    row, by = part.row_of(place), all_rows.row_of(place) - part.row_of(place)
    assert part.has_rows(row - 10, row + 10)
    assert part.has_alike(range(row - 10, row + 10), all_rows, by)
    assert not part.has_rows(0, 10)
    assert not part.shows(0)
    whole = finished(part)
    assert whole.is_whole
    assert (whole.starts, whole.ends, whole.blocks) == (all_rows.starts, all_rows.ends, all_rows.blocks)
    assert [whole.row_of(offset) for offset in range(0, len(document.text), 50)] == [
        all_rows.row_of(offset) for offset in range(0, len(document.text), 50)
    ]


def finished(part: TextLayout) -> TextLayout:
    found: list[TextLayout] = []

    def steps() -> Iterator[None]:
        found.append((yield from part.whole()))

    assert len(list(steps())) > 1
    return found[0]
