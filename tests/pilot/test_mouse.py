"""Everything by mouse as well."""

from __future__ import annotations

from tests.pilot.conftest import Desk, OpenDesk


def cell_of(desk: Desk, offset: int) -> tuple[int, int]:
    """Where an offset of the text is drawn, inside the text pane."""
    reading = desk.screen.reading
    layout = reading.text_layout
    assert layout is not None
    row = layout.row_of(offset)
    inside = reading.content_region.offset - reading.region.offset
    x = inside.x + reading._margin + reading._gutter + layout.column_of(row, offset)
    return x, inside.y + row - round(reading.scroll_offset.y)


async def test_a_click_on_an_article_opens_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        await desk.pilot.click("#articles", offset=(5, 5))
        await desk.pilot.pause()
        assert desk.screen.article is not None
        assert desk.screen.article.path == desk.screen.session.library.records[2].key
        assert desk.screen.focused_pane() is desk.screen.reading


async def test_a_click_on_a_tab_shows_its_pane(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        line = desk.lines()[0]
        column = line.index("4 Actors")
        await desk.pilot.click(offset=(column, 0))
        await desk.pilot.pause()
        assert desk.screen.focused_pane() is desk.screen.actors


async def test_a_click_on_a_quote_goes_to_its_passage(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        height = desk.screen.quotes.row_height
        await desk.pilot.click("#quotes", offset=(6, 1 + height))
        await desk.pilot.pause()
        assert desk.screen.reading.caret == desk.screen.quotes.rows[1].attribution.span.start


async def test_dragging_over_the_text_selects_it(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        article, reading = desk.screen.article, desk.screen.reading
        assert article is not None
        block = next(block for block in article.document.blocks if block.kind.value == "paragraph")
        start, end = block.span.start, block.span.start + 12
        await desk.pilot.mouse_down("#reading", offset=cell_of(desk, start))
        await desk.pilot.hover("#reading", offset=cell_of(desk, start + 5))
        await desk.pilot.hover("#reading", offset=cell_of(desk, end))
        await desk.pilot.mouse_up("#reading", offset=cell_of(desk, end))
        await desk.pilot.pause()
        assert reading.selected == (start, end + 1)


async def test_a_click_in_the_footer_does_what_it_says(open_desk: OpenDesk) -> None:
    async with open_desk() as desk:
        line = desk.lines()[-1]
        await desk.pilot.click("#footer", offset=(line.index("Help"), 0))
        await desk.until(lambda: desk.shows("Keys in the articles"), "the help")
